"""What `milimo watch` makes films with: a process that is told of every save, makes its film, and shows it on the page.

It ends when who told it does. What it needs of the processor it takes after whoever reads and writes the film.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from milimo_lang.cli.budgets import price_of
from milimo_lang.cli.build import (
    absent_of,
    captions_of,
    manifest_of,
    note,
    options_of,
    page_beside,
    pin_weights,
    read_by,
    signatures_of,
    weights_of,
)
from milimo_lang.cli.closing import place
from milimo_lang.cli.making import (
    LEFT_TO_WHO_READS,
    Answer,
    End,
    Halt,
    Heard,
    Made,
    Opened,
    Order,
    Read,
    Regret,
    Remark,
    Save,
    Unopened,
)
from milimo_lang.cli.output import spare
from milimo_lang.cli.pages import Pages
from milimo_lang.cli.ports import having
from milimo_lang.cli.remarks import failed
from milimo_lang.cli.storing import store_of
from milimo_lang.cli.target import facts_of, override_of
from milimo_lang.cli.tidying import Tidying, uncollected
from milimo_lang.preview.calm import Calm
from milimo_lang.preview.cuts import Cuts
from milimo_lang.recompile import Recompiler
from milimo_lang.world import DiskWorld

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.diagnostics import Diagnostic
    from milimo_lang.preview.live import LivePreview
    from milimo_runtime.engines.starting import Forks
    from milimo_runtime.fingerprint import Signature
    from milimo_runtime.journal import Event
    from milimo_runtime.session import Built

_NICE = 5
"""How far what makes films stands back behind who reads them, and behind the editor."""
_LOOK = 2.0
"""Seconds it waits at most, when nothing happens."""


class _Ended(BaseException):
    """It was told to end while it read a film."""


_GONE = (EOFError, BrokenPipeError, ConnectionResetError, _Ended)


def main(handle: int) -> None:
    """Do as the line `handle` says, until it closes."""
    from milimo_runtime.engines.starting import forks

    for number in (*LEFT_TO_WHO_READS, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # who reads the film is told to end, and tells it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, LEFT_TO_WHO_READS)
    os.nice(_NICE)
    with Connection(handle) as line, suppress(*_GONE), forks() as workers:
        _serve(line, workers)


def _serve(line: Connection, workers: Forks | None) -> None:
    from milimo_lang.cli.outside import stop_of

    try:
        maker = _Maker(line.recv(), line, workers)
    except Exception as error:
        if (stop := stop_of(error)) is None:
            raise
        line.send(Unopened(stop.sentence, stop.remedy, stop.code))
        return
    try:
        maker.serve()
    finally:
        maker.close()


class _Maker:
    """A film being made over and over. Its one thread waits for workers and for the line together; pages are made in
    threads beside."""

    def __init__(self, order: Order, line: Connection, workers: Forks | None) -> None:
        from milimo_runtime.live import Live
        from milimo_runtime.session import open_session

        self._args, self._target, self._out, self._line = order.args, order.target, order.out, line
        self._saying = Lock()
        self._last = manifest_of(order.target, order.out, order.args)
        self._store = store_of(order.target.root, order.args.cache)
        self._recompiler = Recompiler(order.target.entry, override_of(order.args))
        self._session = open_session(
            order.target.root, cache=self._store, jobs=order.args.jobs, forks=workers, called=order.target.given
        )
        self._live = Live(self._session, [line.fileno()])
        self._calm = Calm()
        self._cuts = Cuts(self._session, self._calm, price_of(order.args))
        self._pages = Pages(self._lost)
        self._preview = None if order.args.no_preview else self._opened()
        self._number = 0
        self._reading = self._ended = False
        self._noting: Callable[[], None] = lambda: None
        self._tidying = Tidying()
        signal.signal(signal.SIGTERM, self._told_to_end)
        self._say(Opened(self._preview.url if self._preview is not None else None))

    def _opened(self) -> LivePreview:
        from milimo_lang.preview.live import LivePreview

        called = self._target.name(self._target.entry)
        with having(self._args.port):
            return LivePreview(self._session, called, self._args.port, self._lost, self._cuts)

    def serve(self) -> None:
        """Until it is told to end. Raises `EOFError` where who tells has gone."""
        while True:
            with self._troubles():
                built = self._live.wait(self._tidying.patience(_LOOK))
                if built is not None:
                    self._finish(built)
            if not self._heed():
                return
            if self._live.busy:
                self._tidying.worked()
            else:
                self._tidying.tidy()

    def close(self) -> None:
        """End everything; of a film that is finished it is noted what it was made of."""
        from milimo_runtime.store import DiskTrouble

        with suppress(DiskTrouble, OSError):  # its last words
            self._live.stop("interrupted")
        self._live.close()
        self._pages.close()
        with suppress(OSError):
            self._noting()
        if self._preview is not None:
            self._preview.close()

    def _heed(self) -> bool:
        """Do what it was told since; False for the end."""
        save: Save | None = None
        while self._line.poll():
            match self._line.recv():
                case Save() as told:
                    save = told
                case Halt() as told:
                    save = None
                    with self._troubles():
                        self._live.stop(told.reason)
                case End():
                    return False
        if save is not None:
            self._take(save)
        return not self._ended

    def _told_to_end(self, *_: object) -> None:
        self._ended = True
        if self._reading:
            raise _Ended

    # ------------------------------------------------------------ a save

    def _take(self, save: Save) -> None:
        """Plan the film of `save`, and make it if nothing is wrong with it."""
        self._number = save.number
        with self._troubles(), self._calm.urgent(), uncollected():
            compilation, said = self._read(save)
            wanted = not failed(said)
            self._say(Read(save.number, said, wanted))
            if self._preview is not None:
                self._preview.compiled(compilation)
            if wanted:
                self._make(compilation, save.number)
        self._tidying.worked()

    def _read(self, save: Save) -> tuple[Compilation, tuple[Diagnostic, ...]]:
        """The film, planned, and all that is to be said of it. Raises `_Ended` as soon as it is told to end."""
        self._reading = True
        try:
            if self._ended:
                raise _Ended
            compilation = self._recompiler.compile(DiskWorld(self._target.root, facts_of, held=save.texts))
            return compilation, compilation.diagnostics
        finally:
            self._reading = False

    def _make(self, compilation: Compilation, number: int) -> None:
        from milimo_runtime.journal import Asked

        plan = compilation.plan.value
        read, coming = read_by(self._target, compilation), captions_of(plan)
        absent = absent_of(read)
        signed = signatures_of(path for path in read if path not in absent)

        def clear() -> None:
            spare(self._out, read, frozenset(self._last.wrote().values()), self._store, coming)
            self._last.forget()

        clear()
        self._live.take(
            plan,
            self._out,
            on_event=partial(self._hear, number),
            clear=clear,
            asked=Asked(self._target.entry, options_of(self._args)),
            pinned=compilation.lock.value.models,
        )
        self._making = compilation, signed, absent, number

    def _hear(self, number: int, event: Event) -> None:
        self._say(Heard(number, event))
        if self._preview is not None:
            self._preview.event(event)

    def _finish(self, built: Built) -> None:
        compilation, signed, absent, number = self._making
        self._say(Made(number, replace(built, last=None)))
        if pinned := pin_weights(self._target, built, asked=False):
            self._say(Remark(pinned))
        if built.film is not None:
            self._last.note({**self._last.wrote(), **{place(file): file.sha256 for file in built.files}})
            self._noting = partial(self._note, built, compilation, signed, absent)
            self._pages.write(partial(page_beside, self._cuts, compilation, built))
        if self._preview is not None:
            self._preview.built(compilation, built)

    def _note(
        self, built: Built, compilation: Compilation, signed: dict[Path, Signature] | None, absent: Sequence[Path]
    ) -> None:
        """Leave the last cut as a build leaves it: with its page, and so that a build finds it up to date."""
        with self._troubles():
            page = page_beside(self._cuts, compilation, built)
            weights = weights_of(compilation.plan.value)
            note(self._last, built, page, self._target, compilation, signed, weights, absent)

    # ------------------------------------------------------------ what goes wrong

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """What the outside does wrong costs a film, not the watch: the next save tries again."""
        from milimo_lang.cli.outside import stop_of

        try:
            yield
        except _GONE:
            raise
        except Exception as error:
            if (stop := stop_of(error)) is None:
                raise
            self._say(Regret(self._number, stop.sentence, stop.remedy))

    def _lost(self, error: Exception) -> None:
        """The page could not show something. Called in a thread of its own."""
        from milimo_lang.cli.outside import stop_of

        stop = stop_of(error)
        why = stop.sentence if stop is not None else f"{type(error).__name__}: {error}"
        with suppress(OSError):
            sentence = f"the page could not be brought up to date: {why}"
            self._say(Regret(None, sentence, "the next cut comes to it"))

    def _say(self, what: Answer) -> None:
        with self._saying:
            self._line.send(what)
