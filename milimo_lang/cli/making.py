"""The process that makes the films of `milimo watch`, from the side of the one that reads them.

Each has an interpreter of its own: a save is read and told of at once, whatever is being made, delivered or shown. What
they say to each other are the classes below.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Exit
from milimo_lang.cli.target import Target

if TYPE_CHECKING:
    from milimo_lang.diagnostics import Diagnostic
    from milimo_runtime.journal import Event
    from milimo_runtime.session import Built

_START = (
    "import json, sys; sys.path[:], handle = json.loads(sys.argv[1]);"
    "from milimo_lang.cli.maker import main; main(handle)"
)
LEFT_TO_WHO_READS = (signal.SIGINT, signal.SIGHUP)
"""What a terminal tells both processes. It is blocked where the one that makes films begins."""
_PATIENCE = 15.0
"""Seconds within which who makes films must end."""


# ------------------------------------------------------------ what it is told


@dataclass(frozen=True)
class Order:
    """The first thing it is told: the film, where it goes, and how it was asked for."""

    args: argparse.Namespace
    target: Target
    out: Path


@dataclass(frozen=True)
class Save:
    """Make the film of these texts, by their paths from the root; of several only the newest is made."""

    number: int
    texts: dict[str, bytes]


@dataclass(frozen=True)
class Halt:
    """Stop what is being made."""

    reason: str


@dataclass(frozen=True)
class End:
    """Stop everything."""


# ------------------------------------------------------------ what it says


@dataclass(frozen=True)
class Opened:
    """It is there, and the film's page is at `url`."""

    url: str | None


@dataclass(frozen=True)
class Unopened:
    """It cannot be there; it ends."""

    sentence: str
    remedy: str
    code: Exit


@dataclass(frozen=True)
class Read:
    """Everything there is to say of the save, the planner's remarks included; whether its film is now being made."""

    number: int
    said: tuple[Diagnostic, ...]
    wanted: bool


@dataclass(frozen=True)
class Heard:
    """Something happened to a unit of the film of the save."""

    number: int
    event: Event


@dataclass(frozen=True)
class Made:
    """The film of the save is in its place, or could not be made."""

    number: int
    built: Built


@dataclass(frozen=True)
class Regret:
    """What could not be done; where there is a `number`, nothing comes of that save."""

    number: int | None
    sentence: str
    remedy: str


@dataclass(frozen=True)
class Remark:
    """A line for who watches."""

    line: str


Answer = Opened | Unopened | Read | Heard | Made | Regret | Remark


class Maker:
    """The process, at the other end of a line. `handle` can be read when it said something, or has gone."""

    def __init__(self, order: Order) -> None:
        ours, theirs = _pair()
        self.handle, self._line = ours.fileno(), ours
        self._process = _begun(theirs.fileno())
        theirs.close()
        self._next: list[object] = [order]
        self._told = threading.Condition()
        self._closed = False
        self._mouth = threading.Thread(target=self._speak, name="telling the maker", daemon=True)
        self._mouth.start()

    def end(self) -> None:
        """Have it stop everything, also the reading of a film."""
        self.tell(End())
        self._process.terminate()

    def tell(self, what: Save | Halt | End) -> None:
        """Say it as soon as it listens; a save that was not said yet is left out when another comes."""
        with self._told:
            if isinstance(what, Save | Halt):
                self._next = [one for one in self._next if not isinstance(one, Save)]
            self._next.append(what)
            self._told.notify()

    def answers(self) -> Iterator[Answer]:
        """What it said since it was last asked. Raises `EOFError` once it has gone."""
        while self._line.poll():
            yield self._answer()

    def until_the_end(self) -> Iterator[Answer]:
        """What it still says until it has gone."""
        with suppress(EOFError):
            while not self._line.closed and self._line.poll(_PATIENCE):
                yield self._answer()

    def ended(self) -> int:
        """Wait for its end, at most some seconds; the code it ended with."""
        with self._told:
            self._closed = True
            self._told.notify()
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._line.close()
        return code

    def _answer(self) -> Answer:
        try:
            answer: Answer = self._line.recv()
        except OSError as error:
            raise EOFError from error
        return answer

    def _speak(self) -> None:
        """Say what is to be said: it may listen late, and who reads the film cannot wait."""
        while True:
            with self._told:
                self._told.wait_for(lambda: self._next or self._closed)
                if self._closed:
                    return
                what = self._next.pop(0)
            try:
                self._line.send(what)
            except (OSError, ValueError):  # it has gone, and that is heard at its end
                return


def _pair() -> tuple[Connection, Connection]:
    from multiprocessing import Pipe

    return Pipe()


def _begun(handle: int) -> subprocess.Popen[bytes]:
    """The process, with the file `handle` open. What the terminal tells meanwhile waits: for the one until it ignores
    it, for the other until it has begun this."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, LEFT_TO_WHO_READS)
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-X", "faulthandler", "-c", _START, json.dumps([sys.path, handle])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[handle],
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
