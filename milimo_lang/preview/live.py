"""The page, live: it hears of every compile, of every unit that is made, and of every new cut.

Calls come from whoever builds and return at once: what takes longer is done by a thread of its own, of which only the
newest cut is of interest.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milimo_lang.preview.cuts import Cuts
from milimo_lang.preview.film import width_of_posters
from milimo_lang.preview.progress import Making
from milimo_lang.preview.remarks import remarks
from milimo_lang.preview.shown import Shown

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir.plan import Plan
    from milimo_runtime.journal import Event
    from milimo_runtime.session import Built, Session

_PACE = 0.1
"""Seconds between two states of a build that pages are told."""
_LARGEST = 4 << 20
"""Bytes of a picture of a step that are still shown."""


class LivePreview:
    """A page of the film `called` so, at `url`, until it is closed. Its project is the session's.

    What goes wrong beside is handed to `regret`, in a thread of the page's: it costs what was to be shown, and what
    comes after is shown again. `cuts` are those that other pages of the film show too.
    """

    def __init__(
        self,
        session: Session,
        called: str,
        port: int = 0,
        regret: Callable[[Exception], None] = traceback.print_exception,
        cuts: Cuts | None = None,
    ) -> None:
        self._session, self._called, self._regret = session, called, regret
        self._cuts = cuts or Cuts(session)
        self._calm = self._cuts.calm
        self._lock = threading.Condition()
        self._making = Making()
        self._plan: Plan | None = None
        self._ids: dict[str, str] = {}
        self._jobs: dict[str, Callable[[], None]] = {}
        self._stale = self._closed = False
        self._shown = Shown(session.root, called, port, self._calm)
        self._worker = threading.Thread(target=self._work, name="preview pictures", daemon=True)
        self._worker.start()
        self._teller = threading.Thread(target=self._report, name="preview progress", daemon=True)
        self._teller.start()

    @property
    def url(self) -> str:
        """Where the page is; the address is a secret."""
        return self._shown.url

    # ------------------------------------------------------------ what happens

    def compiled(self, compilation: Compilation) -> None:
        """The film was read anew. What is wrong with it is shown at once; nothing is rendered yet."""
        self._shown.tell("said", remarks(compilation.diagnostics, compilation.sources))
        plan = compilation.plan.value
        with self._lock:
            self._plan = plan
            self._ids = {shot.slate: shot.id for shot in plan.shots}
            self._making.begin()
            self._making.busy = False
            if self._shown.empty:
                self._later("cut", lambda: self._take(compilation, None))

    def event(self, event: Event) -> None:
        """Something happened to a unit."""
        preview = self._picture(event.preview) if event.preview is not None else ""
        with self._lock:
            self._making.event(event, preview)
            self._stale = True
            if event.event == "done" and event.key is not None and event.shot is not None:
                self._later(f"poster {event.unit}", lambda: self._show_poster(event))
            self._lock.notify_all()

    def built(self, compilation: Compilation, built: Built) -> None:
        """The film is in its place, or could not be made."""
        with self._lock:
            self._making.busy = False
            self._stale = True
            if built.film is not None:
                self._later("cut", lambda: self._take(compilation, built))
            self._lock.notify_all()

    def close(self) -> None:
        """End the page and its server."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        self._worker.join(5)
        self._teller.join(5)
        self._shown.close()

    # ------------------------------------------------------------ what takes longer

    def _later(self, name: str, job: Callable[[], None]) -> None:
        """Do it beside; what was to be done under the same name is of no interest any more."""
        self._jobs.pop(name, None)
        self._jobs[name] = job
        self._lock.notify_all()

    def _work(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._jobs or self._closed)
                if self._closed:
                    return
                job = self._jobs.pop(next(iter(self._jobs)))
            try:
                self._calm.wait()
                job()
            except Exception as error:  # whatever it is: later cuts are to be shown
                self._regret(error)

    def _report(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._stale or self._closed)
                if self._closed:
                    return
                self._stale = False
            self._calm.wait()
            with self._lock:
                told = self._making.told(self._ids)
            self._shown.tell("making", told)
            with self._lock:
                self._lock.wait_for(lambda: self._closed, _PACE)

    def _take(self, compilation: Compilation, built: Built | None) -> None:
        """Show this cut from now on."""
        data, pictures, takes = self._cuts.of(compilation, built)
        self._shown.resources.pictures(pictures)
        self._shown.resources.takes(takes)
        film = ""
        if built is not None and built.film is not None:
            digest = next(file.sha256 for file in built.files if file.path == built.film)
            film = self._shown.resources.film(built.film, digest)
        self._shown.put({**data, "called": self._called, "film": film})
        if built is None:
            _prepare()

    def _show_poster(self, event: Event) -> None:
        """A shot was filmed or drawn: its picture is shown before there is a cut with it."""
        from milimo_runtime.showing import Showing

        plan = self._plan
        shot = next((one for one in plan.shots if one.slate == event.shot), None) if plan is not None else None
        if plan is None or shot is None or event.key is None or not _is_pick(shot, event.unit):
            return
        showing = Showing(self._session.store, self._session.root, plan, {})
        data = showing.poster(shot, event.key, width_of_posters(len(plan.shots)))
        if data is not None:
            name = self._shown.resources.picture(data)
            with self._lock:
                self._making.poster(shot.slate, name)
                self._stale = True
                self._lock.notify_all()

    def _picture(self, path: str) -> str:
        """The name of a picture of a step, which is there only as long as its unit is being made."""
        try:
            data = Path(path).read_bytes()
        except OSError:
            return ""
        kind = next((kind for head, kind in _KINDS if data.startswith(head)), None)
        return self._shown.resources.picture(data, kind) if kind is not None and len(data) <= _LARGEST else ""


def _prepare() -> None:
    """Load what pictures and waveforms are made with: a first save would wait for that."""
    from milimo_runtime.media import peaks, posters  # noqa: F401


_KINDS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png"), (b"RIFF", "image/webp"))


def _is_pick(shot: Any, unit: str | None) -> bool:
    return any(take.picture == unit and take.number == shot.pick for take in shot.takes)
