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

    def at(self, offset: int) -> int:
        """The index in `text` of what spans call `offset`; another source may count with gaps."""
        return offset

    def offset(self, at: int) -> int:
        """What spans call the character `at` of `text`."""
        return at

    def cut(self, span: Span) -> str:
        """The text of `span`."""
        return self.text[self.at(span.start) : self.at(span.end)]

    def find(self, words: str, start: int, end: int) -> int:
        """The offset of `words` in [start, end), -1 when they are not there."""
        found = self.text.find(words, self.at(start), self.at(end))
        return found if found < 0 else self.offset(found)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Where in `text` each line begins. Lines end at LF, CRLF and CR, nothing else."""
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    @cached_property
    def pairs(self) -> tuple[int, ...]:
        """Offsets of the characters that are two code units in UTF-16."""
        return tuple(match.start() for match in _PAIR.finditer(self.text))

    def line_of(self, offset: int) -> int:
        """Zero-based number of the line that holds `offset`."""
        return bisect.bisect_right(self.line_starts, self.at(offset)) - 1

    def line_start(self, line: int) -> int:
        """Offset of the first character of the zero-based line `line`."""
        return self.offset(self.line_starts[line])

    def position(self, offset: int) -> Position:
        line = self.line_of(offset)
        return Position(line + 1, self.at(offset) - self.line_starts[line] + 1)

    def line_text(self, line: int) -> str:
        """The zero-based line `line` without its terminator."""
        starts = self.line_starts
        end = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        return self.text[starts[line] : end].rstrip("\r\n")
