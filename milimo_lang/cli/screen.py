"""What `milimo watch` tells: people a line a save, and how what is made gets on; programs every event."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from milimo_lang.cli.places import Places
from milimo_lang.cli.progress import Ending, watching
from milimo_lang.cli.remarks import failed, page, tell
from milimo_lang.cli.rounds import Round, counted, stays
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import Target, from_here

if TYPE_CHECKING:
    from milimo_lang.cli.progress import OnEvent
    from milimo_lang.compilation import Compilation
    from milimo_lang.diagnostics import Diagnostic
    from milimo_runtime.journal import Event
    from milimo_runtime.session import Built

KEYS = "r make it now  p open the page  c stop  e errors again  q quit"


class Screen:
    """The terminal, or for programs the stream of events (`as_json`), while the film `target` is watched, which is put
    at `out`. Rounds are open from their save until it is said what came of them."""

    def __init__(self, streams: Streams, target: Target, out: Path, *, as_json: bool) -> None:
        self._streams, self._target, self._out = streams, target, out
        self._ending = Ending(streams) if as_json else None
        self._held, self._board = ExitStack(), ExitStack()
        self._show: OnEvent = lambda _: None
        self._open: dict[int, Round] = {}
        self._making = 0
        self._compilation: Compilation | None = None
        self._said: tuple[Diagnostic, ...] = ()
        self._known: set[tuple[str, str]] = set()
        self._places: Places | None = None

    def __enter__(self) -> Screen:
        if self._ending is not None:
            self._held.enter_context(self._ending.told())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._board.close()
        self._held.__exit__(kind, error, trace)

    @property
    def unheard(self) -> bool:
        """Whether the program that read the events has gone."""
        return self._ending is not None and self._ending.unheard

    @property
    def busy(self) -> bool:
        """Whether anything is still to come of a save."""
        return bool(self._open)

    # ------------------------------------------------------------ the watch

    def greet(self, url: str | None, *, keys: bool) -> None:
        """It begins; the page is at `url`."""
        if self._ending is not None:
            self._tell("watching", url=url)
            return
        self._streams.say(f"watching {self._target.given}" + (f"; {KEYS}" if keys else ""))
        self.page(url)

    def page(self, url: str | None) -> None:
        """Where the page is now."""
        if url is not None and self._ending is None:
            self._streams.say(f"the page: {url}")

    def moved(self, url: str | None) -> None:
        """The page is at `url` from now on."""
        self._tell("watching", url=url)
        with self._aside():
            self.page(url)

    def remark(self, line: str) -> None:
        """A line beside what is made."""
        with self._aside():
            self._streams.say(line)

    def regret(self, sentence: str, remedy: str) -> None:
        """What could not be done."""
        with self._aside():
            self._streams.regret(sentence, remedy)

    # ------------------------------------------------------------ a save

    def saved(self, new: Round) -> None:
        """A save is being read."""
        self._open[new.number] = new
        self._tell("saved", files=list(new.names), how=new.done)

    def checked(self, new: Round, compilation: Compilation, said: tuple[Diagnostic, ...]) -> None:
        """This is to be said of a save, or this too; of warnings people are told those alone that were not there
        before."""
        news = said if failed(said) else tuple(one for one in said if (one.code, one.message) not in self._known)
        if not failed(said):
            self._known |= {(one.code, one.message) for one in said}
        self._compilation, self._said, new.compilation = compilation, said, compilation
        with self._aside():
            if self._ending is not None:
                from milimo_lang import report

                paper = page(self._target, compilation, self._streams.err, self._streams)
                self._tell("checked", diagnostics=report.records(said, paper))
            else:
                tell(self._streams, self._target, compilation, news)
            new.diagnostics = new.since()
            if failed(said):
                self._end(new, f"{counted(said)}; {stays(self._out)}, {new.times()[0]}")

    def planned(self, number: int, said: tuple[Diagnostic, ...], *, wanted: bool) -> None:
        """The save was planned, with all this to be said of it, and its film is begun where it is `wanted`."""
        self._making = number if wanted else self._making
        for before in [one for one in self._open.values() if one.number < number and one.number != self._making]:
            self._end(before, ", ".join((*before.times(), "then it was saved again")))
        new = self._open.get(number)
        if new is None or new.compilation is None:
            return
        compilation = new.compilation
        if compilation is self._compilation:
            if set(said) != set(self._said):
                self.checked(new, compilation, said)
            self._known = {(one.code, one.message) for one in said}
        if not wanted:
            if new.number in self._open:  # its files have changed since, and are read again
                self._end(new, ", ".join(new.times()))
            return
        self._places = Places(self._target, compilation)
        self._follow()

    def heard(self, number: int, event: Event) -> None:
        """Something happened to a unit of the film of that save."""
        if (one := self._open.get(number)) is not None:
            one.hear(event)
        self._show(event)

    def made(self, number: int, built: Built) -> None:
        """The film of that save is in its place, or could not be made."""
        one = self._open.get(number)
        if one is None:
            return
        self._end(one, one.came(built, stays(self._out)))
        self._tell("cut", film=str(from_here(built.film)) if built.film else None, **one.record())
        for warning in built.warnings:
            self._streams.say(f"milimo: {warning}")

    def lost(self, number: int) -> None:
        """Nothing comes of the save, or of those before it."""
        for one in [one for one in self._open.values() if one.number <= number]:
            self._end(one, f"no cut, {', '.join(one.times())}; the next save tries again")
            self._tell("cut", film=None, **one.record())

    def broken(self, why: str) -> None:
        """What was being made is not made any more."""
        self._making = 0
        if self._ending is not None:
            self._ending.finish(why)

    def stopped(self, reason: str) -> None:
        """Nothing comes of any save, for this reason."""
        for one in list(self._open.values()):
            self._end(one, ", ".join((*one.times(), reason)))

    def repeat(self) -> None:
        """Say again what is wrong."""
        with self._aside():
            if self._compilation is not None and self._said:
                tell(self._streams, self._target, self._compilation, self._said)
            else:
                self._streams.say("nothing is wrong with the film")

    # ------------------------------------------------------------ telling

    def _end(self, one: Round, came: str) -> None:
        """This came of the round."""
        del self._open[one.number]
        with self._aside():
            if self._ending is None:
                self._streams.print(one.line(came))
                self._streams.out.flush()

    def _tell(self, what: str, **fields: object) -> None:
        if self._ending is not None:
            self._ending.record({"event": what, "at": round(time.time(), 3), **fields})

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Something is told for which the line of progress makes room."""
        self._board.close()
        try:
            yield
        finally:
            self._follow()

    def _follow(self) -> None:
        """Show how what is being made gets on."""
        self._board.close()
        self._board, self._show = ExitStack(), lambda _: None
        if self._places is None or not (self._open or self._ending):
            return
        show = self._board.enter_context(watching(self._streams, self._places, self._ending))
        quiet = {"cancelled"} if self._streams.live else {"cancelled", "done"}
        self._show = show if self._ending is not None else lambda event: None if event.event in quiet else show(event)
