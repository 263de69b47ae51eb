"""Words broken into lines to be read: captions by the planner, cards by whoever sets them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from milimo_lang.ir.breaks import tearing

_CLOSING = frozenset("、。，．！？：；）］｝」』】〉》’”…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}")
"""What begins no line in a script without spaces (JIS X 4051, in part)."""
_NEVER = (math.inf, 0)
_MANY = 1000
"""Words beyond which lines are only filled: to weigh all breaks takes the square of their number."""


def columns_of(text: str) -> int:
    """How wide `text` is in columns: letters of Chinese, Japanese and Korean take two, accents none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def balanced(text: str, columns: int, page: int = 0) -> tuple[str, ...]:
    """`text` in as few lines of at most `columns` columns as it needs, of like length, broken where one breathes.

    A line ends with a sentence or a clause, or before the word that opens one, rather than behind a word that leans on
    the next; even more so each `page` lines, where a reader waits for what follows. No letter is lost: a word longer
    than a line is broken, into parts of like length where it is of wide letters. Line breaks in `text` count as spaces.
    """
    words = [part for word in text.split() for part in _parts(word, columns)]
    full = _filled(words, columns)
    return tuple(full) if len(full) < 2 or len(words) > _MANY else tuple(_broken(words, columns, len(full), page))


def _broken(words: Sequence[str], columns: int, count: int, page: int) -> list[str]:
    """The words in `count` lines, at the least cost of uneven lengths and of breaks that tear."""
    ends = [0, *accumulate(columns_of(word) + 1 for word in words)]
    ideal, last = ends[-1] / count, len(words)
    lines: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for line in range(1, count + 1):
        weight = 2 if page and line % page == 0 else 1
        rest = (count - line) * (columns + 1)
        found: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in lines[-1].items():
            for end in range(start + 1, last + 1):
                wide = ends[end] - ends[start] - 1
                if wide > columns and end > start + 1:
                    break
                if ends[-1] - ends[end] > rest or (end == last) != (line == count):
                    continue
                torn = weight * tearing(words[end - 1], words[end]) if end < last else 0.0
                found[end] = min((cost + (wide / ideal - 1) ** 2 + torn, start), found.get(end, _NEVER))
        lines.append(found)
    ways = [last]
    for found in reversed(lines[1:]):
        ways.append(found[ways[-1]][1])
    return [" ".join(words[start:end]) for start, end in pairwise(reversed(ways))]


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
