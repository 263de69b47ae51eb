"""Where a command writes: results on `out`, everything else on `err`, each in what its reader can take."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple, TextIO


class Streams(NamedTuple):
    """The two streams and the environment that says how to use them."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]

    def print(self, text: str = "") -> None:
        """A line of result."""
        self.out.write(text + "\n")

    def say(self, text: str = "") -> None:
        """A line for the person who watches."""
        self.err.write(text + "\n")
        self.err.flush()

    def regret(self, sentence: str, remedy: str = "") -> None:
        """What could not be done, and what to do about it."""
        self.say(f"milimo: {sentence}")
        if remedy:
            self.say(f"  {remedy}")

    def machine(self) -> None:
        """From here on `out` is for programs: UTF-8, whatever the locale."""
        if isinstance(self.out, io.TextIOWrapper):
            self.out.reconfigure(encoding="utf-8", errors="backslashreplace")

    def record(self, value: Any, *, indent: int | None = None) -> None:
        """`value` as JSON: one line, or several where `indent` is given."""
        self.out.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")

    def colours(self, stream: TextIO) -> bool:
        """Whether `stream` may be painted: a terminal that is not dumb, and NO_COLOR is not set."""
        if self.environment.get("NO_COLOR") or self.environment.get("TERM") == "dumb":
            return False
        return stream.isatty()

    def width(self, stream: TextIO) -> int:
        """Columns that a text on `stream` may take: the terminal's, from 60 to 120, else 80."""
        if not stream.isatty():
            return 80
        import shutil

        return min(max(shutil.get_terminal_size().columns, 60), 120)

    @property
    def live(self) -> bool:
        """Whether progress may be redrawn in place."""
        return self.colours(self.err) and not self.environment.get("CI")


def standard() -> Streams:
    """The process's own streams. What an encoding cannot hold is written as an escape, never an error."""
    out, err = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (out, err):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return Streams(out, err, os.environ)


def let_go(streams: Streams) -> None:
    """The reader of `out` has gone (`| head`): the rest goes nowhere, and the interpreter ends quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, streams.out.fileno())
    os.close(nowhere)


def _nowhere() -> TextIO:
    """What stands for a stream that was closed before milimo began."""
    return open(os.devnull, "w", encoding="utf-8")
