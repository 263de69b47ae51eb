"""Make the film anew whenever one of its files is saved.

What is wrong is said at once; then what changed is made, the newest text first, and the cut is put in its place when
all of it is there. Until then, and as long as the film has errors, the last good cut stays. Keys: r makes it now,
p opens the page, c stops what is being made, e says again what is wrong, q ends.
"""

from __future__ import annotations

import argparse
import gc
import queue
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.budgets import jobs_argument
from milimo_lang.cli.build import (
    absent_of,
    captions_of,
    manifest_of,
    note,
    options_of,
    page_beside,
    read_by,
    seen_by,
    signatures_of,
    weights_of,
)
from milimo_lang.cli.closing import place
from milimo_lang.cli.exits import Exit
from milimo_lang.cli.keyboard import CLOSED, Keyboard
from milimo_lang.cli.output import output_of, require_own, spare
from milimo_lang.cli.pages import Pages
from milimo_lang.cli.remarks import failed, page, tell
from milimo_lang.cli.rounds import Round, counted, seconds, stays
from milimo_lang.cli.storing import store_argument, store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import Target, facts_of, film_arguments, find, from_here, override_of
from milimo_lang.cli.watched import Watched, Watcher, changes, saved_at
from milimo_lang.preview.calm import Calm
from milimo_lang.preview.cuts import Cuts
from milimo_lang.world import DiskWorld

if TYPE_CHECKING:
    from milimo_lang.cli.manifest import Manifest
    from milimo_lang.cli.progress import Ending, OnEvent
    from milimo_lang.compilation import Compilation
    from milimo_lang.diagnostics import Diagnostic
    from milimo_lang.preview.live import LivePreview
    from milimo_runtime.engines.starting import Forks
    from milimo_runtime.fingerprint import Signature
    from milimo_runtime.journal import Event
    from milimo_runtime.live import Live
    from milimo_runtime.session import Built, Session

EXAMPLE = """\
  milimo watch film.mls
  milimo watch film.mls --animatic --size 640x360 --no-preview"""

LOOK = 2.0
"""Seconds after which the files are looked at in any case: not every system tells of every change."""
_BLIND = 0.5
"""The same where the system tells of none."""
_GONE = 0.1
"""Seconds a file may be missing or empty before that counts: editors write so."""
_IDLE = 1.0
"""Seconds without anything to do after which memory is tidied."""
_EMPTY = ("missing", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
_BY_HAND = "stopped by hand"
_KEYS = "r make it now  p open the page  c stop  e errors again  q quit"


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="the film (default: build/NAME.mp4 beside FILE)")
    store_argument(parser)
    jobs_argument(parser)
    parser.add_argument("--no-preview", action="store_true", help="serve no page")
    parser.add_argument("--port", metavar="N", type=_port, default=0, help="the page's port (default: a free one)")
    parser.add_argument("--json", action="store_true", help="print every event as one JSON object a line")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli.progress import Ending
    from milimo_runtime.engines.starting import forks

    target = find(args.file)
    out = output_of(target, args.out)
    last = manifest_of(target, out, args)
    if args.out is None:
        require_own(target, out, last)
    ending = Ending(streams) if args.json else None
    with ending.told() if ending else nullcontext(), forks() as workers, Keyboard() as keyboard, _ended():
        watch = _Watch(args, streams, target, out, last, ending, keyboard, workers)
        try:
            return watch.run()
        finally:
            watch.close()


@contextmanager
def _ended() -> Iterator[None]:
    """Being told to end, or losing the terminal, is as Ctrl-C: what is held is given back."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Memory is tidied afterwards: of a long film that takes longer than to read it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Watch:
    """A film being watched. Everything happens in one thread: what the workers, the folders and the keys tell is waited
    for together."""

    def __init__(
        self,
        args: argparse.Namespace,
        streams: Streams,
        target: Target,
        out: Path,
        last: Manifest,
        ending: Ending | None,
        keyboard: Keyboard,
        workers: Forks | None,
    ) -> None:
        from milimo_lang.recompile import Recompiler
        from milimo_runtime.live import Live
        from milimo_runtime.session import open_session

        self._args, self._streams, self._target, self._out = args, streams, target, out
        self._last, self._ending, self._keyboard = last, ending, keyboard
        self._store = store_of(target.root, args.cache)
        self._recompiler = Recompiler(target.entry, override_of(args))
        self._watcher, self._watched = Watcher(), Watched(target.root)
        handles = [self._watcher.handle, *([keyboard.handle] if keyboard.handle is not None else [])]
        self._session = session = open_session(
            target.root, cache=self._store, jobs=args.jobs, forks=workers, called=target.given
        )
        self._live: Live = Live(session, handles)
        self._losses: queue.SimpleQueue[Exception] = queue.SimpleQueue()
        self._calm = Calm()
        self._cuts = Cuts(session, self._calm)
        self._pages = Pages(self._lost)
        self._preview = None if args.no_preview else self._opened(session)
        self._board = ExitStack()
        self._show: OnEvent = lambda _: None
        self._round: Round | None = None
        self._compilation: Compilation | None = None
        self._said: tuple[Diagnostic, ...] = ()
        self._known: set[tuple[str, str]] = set()
        self._noting: Callable[[], None] = lambda: None
        self._next_look = self._gone_since = 0.0
        self._busy_at: float | None = time.monotonic()

    def _opened(self, session: Session) -> LivePreview:
        from milimo_lang.preview.live import LivePreview

        return LivePreview(session, self._target.name(self._target.entry), self._args.port, self._lost, self._cuts)

    # ------------------------------------------------------------ the loop

    def run(self) -> Exit:
        """Until somebody ends it."""
        self._greet()
        self._rebuild([self._target.entry], {}, time.time(), "opened")
        while True:
            with self._troubles():
                built = self._live.wait(self._patience())
                if built is not None:
                    self._finish(built)
            self._regret_losses()
            for key in self._keyboard.pressed():
                if key in ("q", "Q", CLOSED):
                    return Exit.OK
                self._press(key.lower())
            if self._watcher.rung() or time.monotonic() >= self._next_look:
                self._look()
            self._tidy()

    def close(self) -> None:
        """End everything; of a film that is finished it is noted what it was made of."""
        from milimo_runtime.store import DiskTrouble

        self._board.close()
        with suppress(DiskTrouble):  # its last words
            self._live.stop("interrupted")
        self._live.close()
        self._watcher.close()
        self._pages.close()
        self._noting()
        if self._preview is not None:
            self._preview.close()

    def _greet(self) -> None:
        if self._ending is not None:
            self._tell("watching", url=self._preview.url if self._preview is not None else None)
            return
        self._streams.say(
            f"watching {self._target.given}" + (f"; {_KEYS}" if self._keyboard.handle is not None else "")
        )
        if self._preview is not None:
            self._streams.say(f"the page: {self._preview.url}")

    def _patience(self) -> float:
        """Seconds to wait at most."""
        now = time.monotonic()
        idle = self._busy_at + _IDLE - now if self._busy_at is not None else LOOK
        return max(0.0, min(self._next_look - now, idle))

    def _tidy(self) -> None:
        """Clear the memory of what compilations left, when there is nothing else to do."""
        if self._live.busy:
            self._busy_at = time.monotonic()
        elif self._busy_at is not None and time.monotonic() - self._busy_at > _IDLE:
            self._busy_at = None
            gc.collect()
            gc.freeze()  # what is left stays, and need not be looked through again

    def _lost(self, error: Exception) -> None:
        """The page could not show something. Called in a thread of its own."""
        self._losses.put(error)
        self._watcher.ring()

    def _regret_losses(self) -> None:
        from milimo_lang.cli.outside import stop_of

        with suppress(queue.Empty):
            while True:
                error = self._losses.get_nowait()
                self._board.close()
                stop = stop_of(error)
                why = stop.sentence if stop is not None else f"{type(error).__name__}: {error}"
                self._streams.regret(f"the page could not be brought up to date: {why}", "the next cut comes to it")
                self._show_progress()

    # ------------------------------------------------------------ saves

    def _look(self) -> None:
        """See whether a file holds something else than what was compiled last."""
        now = self._watched.now()
        names = changes(self._watched.held, now)
        self._next_look = time.monotonic() + (_BLIND if self._watcher.blind else LOOK)
        if not names:
            self._gone_since = 0.0
            self._watch()
            return
        if any(now[name] in _EMPTY for name in names):
            self._gone_since = self._gone_since or time.time()
            if time.time() - self._gone_since < _GONE:
                self._next_look = time.monotonic() + 0.02
                return
        saved = saved_at(self._target.root, names, self._gone_since or time.time())
        self._gone_since = 0.0
        done = "gone" if all(now[name] == "missing" for name in names) else "saved"
        self._rebuild(names, now, saved, done)

    def _watch(self) -> None:
        blind = self._watcher.blind
        self._watcher.watch(self._watched.folders(), self._watched.names())
        if self._watcher.blind and not blind:
            self._say(f"{self._watcher.blind}: the files are looked at every {seconds(_BLIND)} instead")

    def _rebuild(self, names: Sequence[str], before: dict[str, str], saved: float, done: str) -> None:
        """Compile the film, say what is wrong with it, and make it if nothing is."""
        self._busy_at = time.monotonic()
        shown = [self._target.name(name) for name in names]
        new = Round(shown, saved, done)
        self._tell("saved", files=shown, how=done)
        with self._troubles(), self._calm.urgent():
            with _uncollected():
                world = DiskWorld(self._target.root, facts_of, held=dict(self._watched.fresh))
                compilation = self._recompiler.compile(world)
                said = compilation.diagnostics
                self._board.close()
                self._remark(compilation, said)
                new.diagnostics = new.since()
            self._watched.took(seen_by(compilation), before)
            if self._preview is not None:
                self._preview.compiled(compilation)
            if failed(said):
                self._say(new.line(f"{counted(said)}; {stays(self._out)}, {new.times()[0]}"))
                self._show_progress()
            else:
                self._take(compilation, new)
        self._watch()

    def _remark(self, compilation: Compilation, said: tuple[Diagnostic, ...]) -> None:
        """Say what is wrong; of warnings only those that were not said before."""
        news = said if failed(said) else tuple(one for one in said if (one.code, one.message) not in self._known)
        if not failed(said):
            self._known = {(one.code, one.message) for one in said}
        self._compilation, self._said = compilation, said
        if self._ending is not None:
            from milimo_lang import report

            paper = page(self._target, compilation, self._streams.err, self._streams)
            self._tell("checked", diagnostics=report.records(said, paper))
        else:
            tell(self._streams, self._target, compilation, news)

    # ------------------------------------------------------------ building

    def _take(self, compilation: Compilation, new: Round) -> None:
        from milimo_runtime.journal import Asked

        plan = compilation.plan.value
        read, coming = read_by(self._target, compilation), captions_of(plan)
        absent = absent_of(read)
        signed = signatures_of(path for path in read if path not in absent)

        def clear() -> None:
            spare(self._out, read, frozenset(self._last.wrote().values()), self._store, coming)
            self._last.forget()

        clear()
        before, self._round = self._round, new
        try:
            self._live.take(
                plan,
                self._out,
                on_event=partial(self._hear, new),
                clear=clear,
                asked=Asked(self._target.entry, options_of(self._args)),
                pinned=compilation.lock.value.models,
            )
        finally:
            if before is not None:
                self._say(before.line(", ".join((*before.times(), "then it was saved again"))))
        self._making = compilation, signed, absent
        self._show_progress()

    def _show_progress(self) -> None:
        """Show how what is being made gets on."""
        if self._round is None or self._compilation is None:
            return
        from milimo_lang.cli.places import Places
        from milimo_lang.cli.progress import watching

        self._board = ExitStack()
        places = Places(self._target, self._making[0])
        show = self._board.enter_context(watching(self._streams, places, self._ending))
        quiet = {"cancelled"} if self._streams.live or self._ending is not None else {"cancelled", "done"}
        self._show = show if self._ending is not None else lambda event: None if event.event in quiet else show(event)

    def _hear(self, of: Round, event: Event) -> None:
        of.hear(event)
        if self._ending is not None:
            self._ending.tell(event)
        else:
            self._show(event)
        if self._preview is not None:
            self._preview.event(event)

    def _finish(self, built: Built) -> None:
        finished, self._round = self._round, None
        compilation, signed, absent = self._making
        self._board.close()
        if finished is None:
            return
        self._say(finished.line(finished.came(built, stays(self._out))))
        self._tell("cut", film=str(from_here(built.film)) if built.film else None, **finished.record())
        for warning in built.warnings:
            self._streams.say(f"milimo: {warning}")
        if built.film is not None:
            self._last.note({**self._last.wrote(), **{place(file): file.sha256 for file in built.files}})
            self._noting = partial(self._note, built, compilation, signed, absent)
            self._pages.write(partial(page_beside, self._cuts, compilation, built))
        if self._preview is not None:
            self._preview.built(compilation, built)

    def _note(
        self,
        built: Built,
        compilation: Compilation,
        signed: dict[Path, Signature] | None,
        absent: Sequence[Path],
    ) -> None:
        """Leave the last cut as a build leaves it: with its page, and so that a build finds it up to date."""
        with self._troubles():
            page = page_beside(self._cuts, compilation, built)
            weights = weights_of(compilation.plan.value)
            note(self._last, built, page, self._target, compilation, signed, weights, absent)

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """What the outside does wrong costs a build, not the watch: the next save tries again."""
        from milimo_lang.cli.outside import stop_of

        try:
            yield
        except Exception as error:
            stop = stop_of(error)
            if stop is None:
                raise
            self._board.close()
            lost, self._round = self._round, None
            self._streams.regret(stop.sentence, stop.remedy)
            if lost is not None:
                self._say(lost.line(f"no cut, {', '.join(lost.times())}; the next save tries again"))

    # ------------------------------------------------------------ keys

    def _press(self, key: str) -> None:
        match key:
            case "r":
                self._rebuild([self._target.entry], self._watched.now(), time.time(), "made again")
            case "c":
                stopped, self._round = self._round, None
                self._board.close()
                if self._live.stop(_BY_HAND) and stopped is not None:
                    self._say(stopped.line(", ".join((*stopped.times(), _BY_HAND))))
            case "e":
                self._board.close()
                if self._compilation is not None and self._said:
                    tell(self._streams, self._target, self._compilation, self._said)
                else:
                    self._streams.say("nothing is wrong with the film")
                self._show_progress()
            case "p":
                self._open_page()

    def _open_page(self) -> None:
        import os
        import sys
        import webbrowser

        if self._preview is None:
            self._streams.say("there is no page: milimo watches with --no-preview")
        elif sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            self._streams.say(f"open {self._preview.url}")  # a browser of text would take the terminal
        else:
            webbrowser.open(self._preview.url)

    # ------------------------------------------------------------ telling

    def _say(self, line: str) -> None:
        if self._ending is None:
            self._streams.print(line)
            self._streams.out.flush()

    def _tell(self, what: str, **fields: object) -> None:
        if self._ending is not None:
            self._ending.record({"event": what, "at": round(time.time(), 3), **fields})


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535")
    return int(text)
