"""Notes and boneyard: finds them in one linear scan and blanks them, so that every offset stays what it was.

A note `[[…]]` may run over lines but not over an empty one: two spaces or a tab, which hold a speech open, hold a note
open too. A boneyard `/*…*/` may run over anything. What never closes is literal text. Whichever opens first hides the
other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

_OPENING = re.compile(r"/\*|\[\[")
_EMPTY_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[^\S\r\n\t]?(?=[\r\n])")
_SHOWN = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Characters [start, end) that are no part of the visible text, brackets included."""

    kind: Literal["note", "boneyard", "byte order mark"]
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """`text` has the length and the line ends of `raw`; hidden characters are spaces.

    `unclosed` holds the offsets of the first `[[` and the first `/*` that never close.
    """

    raw: str
    text: str
    hidden: tuple[Hidden, ...]
    unclosed: tuple[int, ...]

    @cached_property
    def _ends(self) -> list[int]:
        return [h.end for h in self.hidden]

    @cached_property
    def _note_starts(self) -> list[int]:
        return [h.start for h in self.notes]

    @cached_property
    def notes(self) -> tuple[Hidden, ...]:
        return tuple(h for h in self.hidden if h.kind == "note")

    def notes_from(self, start: int, end: int) -> tuple[Hidden, ...]:
        """The notes that open in [start, end)."""
        if not self.notes:
            return ()
        return self.notes[bisect_left(self._note_starts, start) : bisect_left(self._note_starts, end)]

    def visible(self, start: int, end: int) -> str:
        """The visible text of [start, end): hidden characters cut out, not blanked."""
        if not self.hidden:
            return self.raw[start:end]
        pieces, at = [], start
        for number in range(bisect_right(self._ends, start), len(self.hidden)):
            hidden = self.hidden[number]
            if hidden.start >= end:
                break
            pieces.append(self.raw[at : max(at, hidden.start)])
            at = hidden.end
        pieces.append(self.raw[at : max(at, end)])
        return "".join(pieces)


def mask(text: str) -> Masked:
    """Blank every note and boneyard of `text`, and a byte order mark before it. Linear in its length."""
    hidden: list[Hidden] = []
    unclosed: list[int] = []
    if text.startswith("\ufeff"):
        hidden.append(Hidden("byte order mark", 0, 1))
    if "[[" in text or "/*" in text:
        _scan(text, hidden, unclosed)
    return Masked(text, _blanked(text, hidden), tuple(hidden), tuple(unclosed))


def _scan(text: str, hidden: list[Hidden], unclosed: list[int]) -> None:
    notes, graves = _Closings(text, "]]"), _Closings(text, "*/")
    gaps = _Gaps(text)
    at, seen = 0, set[str]()
    while opening := _OPENING.search(text, at):
        sign, start, at = opening.group(), opening.start(), opening.end()
        if sign == "[[":
            close = notes.after(at)
            found = close >= 0 and not at <= gaps.after(at) < close
        else:
            close = graves.after(at)
            found = close >= 0
        if found:
            at = close + 2
            hidden.append(Hidden("note" if sign == "[[" else "boneyard", start, at))
        elif sign not in seen:
            seen.add(sign)
            unclosed.append(start)


class _Closings:
    """Answers "where is the next closing bracket?" for growing offsets, looking at each character once."""

    def __init__(self, text: str, sign: str) -> None:
        self._text, self._sign = text, sign
        self._found = text.find(sign)

    def after(self, offset: int) -> int:
        """The next closing bracket at or after `offset`; -1 when there is none."""
        if 0 <= self._found < offset:
            self._found = self._text.find(self._sign, offset)
        return self._found


class _Gaps:
    """Answers "where is the next empty line?" for growing offsets, looking at each character once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = self._search(0)

    def after(self, offset: int) -> int:
        """The end of the line before the next empty line at or after `offset`; -1 when there is none."""
        if 0 <= self._found < offset:
            self._found = self._search(offset)
        return self._found

    def _search(self, offset: int) -> int:
        match = _EMPTY_LINE.search(self._text, offset)
        return match.start() if match else -1


def _blanked(text: str, hidden: list[Hidden]) -> str:
    if not hidden:
        return text
    pieces: list[str] = []
    at = 0
    for piece in hidden:
        pieces += (text[at : piece.start], _SHOWN.sub(" ", text[piece.start : piece.end]))
        at = piece.end
    return "".join((*pieces, text[at:]))
