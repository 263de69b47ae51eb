"""Make the film anew whenever one of its files is saved.

What is wrong is said at once; then what changed is made, the newest text first, and the cut is put in its place when
all of it is there. Until then, and as long as the film has errors, the last good cut stays. Keys: r makes it now,
p opens the page, c stops what is being made, e says again what is wrong, q ends.
"""

from __future__ import annotations

import argparse
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from milimo_lang.cli.budgets import jobs_argument, price_argument
from milimo_lang.cli.build import manifest_of, seen_by
from milimo_lang.cli.ended import stop_by
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.keyboard import CLOSED, Keyboard
from milimo_lang.cli.making import (
    Answer,
    Halt,
    Heard,
    Made,
    Maker,
    Opened,
    Order,
    Read,
    Regret,
    Remark,
    Save,
    Unopened,
)
from milimo_lang.cli.output import output_of, require_own
from milimo_lang.cli.ports import port_argument
from milimo_lang.cli.rounds import Round, seconds
from milimo_lang.cli.screen import Screen
from milimo_lang.cli.storing import store_argument
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import facts_of, film_arguments, find, override_of
from milimo_lang.cli.tidying import Tidying, uncollected
from milimo_lang.cli.watched import Watched, Watcher, changes, saved_at
from milimo_lang.recompile import Recompiler
from milimo_lang.world import DiskWorld

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation

EXAMPLE = """\
  milimo watch film.mls
  milimo watch film.mls --animatic --size 640x360 --no-preview"""

LOOK = 2.0
"""Seconds after which the files are looked at in any case: not every system tells of every change."""
_BLIND = 0.5
"""The same where the system tells of none."""
_GONE = 0.1
"""Seconds a file may be missing or empty before that counts: editors write so."""
_EMPTY = ("missing", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
_BY_HAND = "stopped by hand"
_END = ("q", "Q", CLOSED)


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="the film (default: build/NAME.mp4 beside FILE)")
    store_argument(parser)
    jobs_argument(parser)
    price_argument(parser)
    parser.add_argument("--no-preview", action="store_true", help="serve no page")
    port_argument(parser)
    parser.add_argument("--json", action="store_true", help="print every event as one JSON object a line")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    target = find(args.file)
    out = output_of(target, args.out)
    if args.out is None:
        require_own(target, out, manifest_of(target, out, args))
    watcher = Watcher()
    ended = _Ended(watcher.ring)
    with ended.heeded(), Screen(streams, target, out, as_json=args.json) as screen, Keyboard() as keyboard:
        watch = _Watch(Order(args, target, out), screen, keyboard, watcher, ended)
        try:
            return watch.run()
        finally:
            watch.close()


class _Ended:
    """Whether it was told to end: by Ctrl-C, by SIGTERM, or as the terminal was closed. It rings then; the second time,
    and while the film is read, it interrupts what goes on."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._by = 0
        self._reading = False

    def __bool__(self) -> bool:
        return bool(self._by)

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Meanwhile it is heeded; what is ignored stays so (`nohup`)."""
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.getsignal(number) for number in numbers}
        heeded = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}
        for number in heeded:
            signal.signal(number, self._told)
        try:
            yield
        except KeyboardInterrupt:
            if self._by in (signal.SIGTERM, signal.SIGHUP):
                raise stop_by(self._by) from None
            raise
        finally:
            for number, handler in heeded.items():
                signal.signal(number, handler)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Meanwhile nothing is lost if it is interrupted."""
        self._reading = True
        try:
            if self._by:
                raise KeyboardInterrupt
            yield
        finally:
            self._reading = False

    def _told(self, number: int, _frame: FrameType | None) -> None:
        again, self._by = self._by, self._by or number
        self._ring()
        if again or self._reading:
            raise KeyboardInterrupt


class _Watch:
    """A film being watched: it is read here, and made by a process of its own. Everything happens in one thread: what
    the folders, the keys and the maker tell is waited for together."""

    def __init__(self, order: Order, screen: Screen, keyboard: Keyboard, watcher: Watcher, ended: _Ended) -> None:
        self._order, self._target, self._screen, self._keyboard = order, order.target, screen, keyboard
        self._ended = ended
        self._maker = Maker(order)
        self._recompiler = Recompiler(self._target.entry, override_of(order.args))
        self._watcher, self._watched = watcher, Watched(self._target.root)
        self._number = self._tried = 0
        self._save: Save | None = None
        self._next_look = self._gone_since = 0.0
        self._tidying = Tidying()
        self._url: str | None = None
        self._greeted = False

    # ------------------------------------------------------------ the loop

    def run(self) -> Exit:
        """Until somebody ends it."""
        self._read()  # while the maker loads what it needs
        while not self._greeted:
            self._heed(None)
            if any(key in _END for key in self._keyboard.pressed()):
                return Exit.OK
        self._rebuild([self._target.entry], {}, time.time(), "opened")
        while not self._screen.unheard:
            self._heed(self._tidying.patience(max(0.0, self._next_look - time.monotonic())))
            for key in self._keyboard.pressed():
                if key in _END:
                    return Exit.OK
                with self._troubles():
                    self._press(key.lower())
            if self._watcher.rung() or time.monotonic() >= self._next_look:
                with self._troubles():
                    self._look()
            if self._screen.busy:
                self._tidying.worked()
            else:
                self._tidying.tidy()
        return Exit.OK

    def close(self) -> None:
        """End everything, and tell what the maker still says."""
        self._watcher.close()
        self._maker.end()
        try:
            for answer in self._maker.until_the_end():
                if not isinstance(answer, Opened | Unopened):
                    self._hear(answer)
            self._screen.stopped("then the watch ended")
        finally:
            self._maker.ended()

    # ------------------------------------------------------------ the maker

    def _heed(self, patience: float | None) -> None:
        """Wait until something happens, for so many seconds at most, and hear what the maker says."""
        handles = [self._watcher.handle, self._maker.handle]
        if self._keyboard.handle is not None:
            handles.append(self._keyboard.handle)
        select.select(handles, (), (), patience)
        if self._ended:
            raise KeyboardInterrupt
        try:
            for answer in self._maker.answers():
                self._hear(answer)
        except EOFError:
            self._replace_maker()

    def _hear(self, answer: Answer) -> None:
        screen = self._screen
        match answer:
            case Heard(number, event):
                screen.heard(number, event)
            case Read(number, said, wanted):
                screen.planned(number, said, wanted=wanted)
            case Made(number, built):
                screen.made(number, built)
            case Regret(number, sentence, remedy):
                screen.regret(sentence, remedy)
                if number is not None:
                    screen.lost(number)
            case Remark(line):
                screen.remark(line)
            case Opened(url):
                self._greet(url)
            case Unopened(sentence, remedy, code):
                raise Stop(sentence, remedy, code)

    def _greet(self, url: str | None) -> None:
        self._url = url
        if self._greeted:
            self._screen.moved(url)
        else:
            self._screen.greet(url, keys=self._keyboard.handle is not None)
        self._greeted = True

    def _replace_maker(self) -> None:
        """It has gone: the system had no memory left, or it is wrong. Another makes the newest film, once."""
        code = self._maker.ended()
        why = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        if not self._greeted:
            raise Stop(f"the process that makes the film {why}", "", Exit.ENVIRONMENT)
        again = self._save is not None and self._tried != self._number
        self._screen.regret(
            f"the process that makes the film {why}", "it is begun anew" if again else "the next save tries again"
        )
        self._screen.broken(f"the process that makes the film {why}")
        self._maker = Maker(self._order)
        if again and self._save is not None:
            self._tried = self._number
            self._maker.tell(self._save)
        else:
            self._screen.lost(self._number)

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
            self._screen.remark(f"{self._watcher.blind}: the files are looked at every {seconds(_BLIND)} instead")

    def _rebuild(self, names: Sequence[str], before: dict[str, str], saved: float, done: str) -> None:
        """Read the film, say what is wrong with it, and have it made if nothing is."""
        self._number += 1
        new = Round(self._number, [self._target.name(name) for name in names], saved, done)
        self._screen.saved(new)
        with uncollected():
            compilation, world = self._read()
            self._screen.checked(new, compilation, compilation.checked)
        self._watched.took(seen_by(compilation), before)
        self._save = Save(self._number, world.texts)
        self._maker.tell(self._save)
        self._watch()
        self._tidying.worked()

    def _read(self) -> tuple[Compilation, DiskWorld]:
        """The film as its files are now, and what they are."""
        world = DiskWorld(self._target.root, facts_of, held=dict(self._watched.fresh))
        with self._ended.reading():
            compilation = self._recompiler.compile(world)
            _ = compilation.checked
        return compilation, world

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """What the outside does wrong costs a save, not the watch."""
        from milimo_lang.cli.outside import stop_of

        try:
            yield
        except BrokenPipeError:  # nobody reads what it says
            raise
        except Exception as error:
            if (stop := stop_of(error)) is None:
                raise
            self._screen.regret(stop.sentence, stop.remedy)
            self._screen.lost(self._number)

    # ------------------------------------------------------------ keys

    def _press(self, key: str) -> None:
        match key:
            case "r":
                self._rebuild([self._target.entry], self._watched.now(), time.time(), "made again")
            case "c":
                self._maker.tell(Halt(_BY_HAND))
                self._screen.stopped(_BY_HAND)
            case "e":
                self._screen.repeat()
            case "p":
                self._open_page()

    def _open_page(self) -> None:
        import webbrowser

        if self._url is None:
            self._screen.remark("there is no page: milimo watches with --no-preview")
        elif sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            self._screen.remark(f"open {self._url}")  # a browser of text would take the terminal
        else:
            webbrowser.open(self._url)
