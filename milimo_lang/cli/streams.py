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
        """A line of result, or several."""
        self.out.write(legible(text) + "\n")

    def page(self, text: str) -> None:
        """A whole page of results, which ends its lines itself."""
        self.out.write(legible(text))

    def say(self, text: str = "") -> None:
        """A line for the person who watches."""
        self.err.write(legible(text) + "\n")
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
        self.out.write(harmless(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n")

    def passage(self, text: str) -> None:
        """A passage of a writer's file as it is; where a terminal would act on it, spelt out."""
        self.out.write(legible(text) if self.out.isatty() else text)

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


def legible(text: str) -> str:
    """`text` with all that a terminal would act on, or not show, spelt out; its lines stay lines."""
    if text.replace("\n", "").isprintable():
        return text
    from milimo_lang.report import visible

    return "\n".join(visible(line) for line in text.split("\n"))


def harmless(written: str) -> str:
    """JSON of the same meaning, in which what a terminal would act on is escaped."""
    if written.replace("\n", "").isprintable():
        return written
    from milimo_lang.report.page import escaped

    return escaped(written)


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
