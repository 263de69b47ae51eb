"""Words broken into lines to be read: captions by the planner, cards by whoever sets them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_CLOSING = frozenset("、。，．！？：；）］｝」』】〉》’”…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}")
"""What begins no line in a script without spaces (JIS X 4051, in part)."""


def columns_of(text: str) -> int:
    """How wide `text` is in columns: letters of Chinese, Japanese and Korean take two, accents none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def balanced(text: str, columns: int) -> tuple[str, ...]:
    """`text` in as few lines of at most `columns` columns as it needs, those as equal in length as that allows.

    No letter is lost: a word longer than a line is broken, into parts of like length where it is of wide letters.
    Line breaks in `text` count as spaces.
    """
    words = [part for word in text.split() for part in _parts(word, columns)]
    best = _filled(words, columns)
    for narrower in range(columns - 1, 0, -1):
        tried = _filled(words, narrower)
        if len(tried) > len(best) or any(columns_of(line) > narrower for line in tried):
            break
        best = tried
    return tuple(best)


def _parts(word: str, columns: int) -> Iterator[str]:
    """`word`, or where it is wider than a line its parts; a letter wider than that is a part all the same."""
    wide = columns_of(word)
    if wide <= columns:
        yield word
        return
    spaceless = wide > len(word)
    parts = -(-wide // max(1, columns - 1))
    room = min(columns, -(-wide // parts) + 1) if spaceless else columns
    start, taken = 0, 0
    for at, letter in enumerate(word):
        taken += _columns(letter)
        if taken > room and at > start:
            kept = spaceless and letter in _CLOSING and at - 1 > start and columns_of(word[at - 1 : at + 1]) <= room
            cut = at - 1 if kept else at
            yield word[start:cut]
            start, taken = cut, columns_of(word[cut : at + 1])
    yield word[start:]


def _filled(words: Sequence[str], columns: int) -> list[str]:
    """Words laid into lines, each as full as it gets."""
    lines: list[str] = []
    for word in words:
        if lines and columns_of(lines[-1]) + 1 + columns_of(word) <= columns:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
