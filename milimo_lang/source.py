"""Source text: what was read, and where in it something stands.

Offsets are character indices into `Source.text`. Lines and columns are one-based for people.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property

_LINE_END = re.compile(r"\r\n|\r|\n")
_PAIR = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range [start, end) of characters in the file `path` (POSIX, relative to the root)."""

    path: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The range from the start of this span to the end of `other`, in the same file."""
        return Span(self.path, self.start, other.end)

    @property
    def before(self) -> Span:
        """The empty place where this span begins."""
        return Span(self.path, self.start, self.start)

    @property
    def after(self) -> Span:
        """The empty place where this span ends."""
        return Span(self.path, self.end, self.end)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A one-based line and a one-based column counted in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """One file's text under the path its spans carry."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each line. Lines end at LF, CRLF and CR, nothing else."""
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    @cached_property
    def pairs(self) -> tuple[int, ...]:
        """Offsets of the characters that are two code units in UTF-16."""
        return tuple(match.start() for match in _PAIR.finditer(self.text))

    def line_of(self, offset: int) -> int:
        """Zero-based number of the line that holds `offset`."""
        return bisect.bisect_right(self.line_starts, offset) - 1

    def position(self, offset: int) -> Position:
        line = self.line_of(offset)
        return Position(line + 1, offset - self.line_starts[line] + 1)

    def line_text(self, line: int) -> str:
        """The zero-based line `line` without its terminator."""
        starts = self.line_starts
        end = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        return self.text[starts[line] : end].rstrip("\r\n")
