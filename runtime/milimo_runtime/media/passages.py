"""A long speech as passages: each is spoken for itself, so that whoever speaks for minutes needs little memory."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_LONGEST = 300
"""Letters in a passage of ordinary length: some twenty seconds."""
_SLOWEST = 0.11
"""Seconds a letter takes at most."""
_LATE = 2.0
"""Seconds by which the slot of a short line may be longer than its words."""
_WIDE = 4
"""Letters that a letter from here on (`_FROM`), which is a syllable or a word, counts for."""
_FROM = "⺀"
_ENDS = (r"[.!?…]+[\"'”’»)]*\s+|[。！？]", r"[,;:—–]\s*|[、，]", r"\s+")
"""Where a passage may end, the best first: behind a sentence, a clause, a word."""


class Passage(NamedTuple):
    """Words, and how many samples they have."""

    text: str
    samples: int


def passages(text: str, samples: int, sample_rate: int) -> list[Passage]:
    """The passages of `text`, each with its share of the `samples`; those that the words do not need are left."""
    ends = [0, *_breaks(text), len(text)]
    parts = [text[first:last] for first, last in pairwise(ends)]
    weights = [_weight(part) for part in parts]
    whole = sum(weights)
    used = min(samples, round((_LATE + _SLOWEST * whole) * sample_rate))
    at = [round(used * sum(weights[:number]) / whole) if whole else used for number in range(len(parts))] + [used]
    return [Passage(part.strip(), last - first) for part, (first, last) in zip(parts, pairwise(at), strict=True)]


def _breaks(text: str) -> list[int]:
    """Where the passages of a text that is longer than one end."""
    count = -(-_weight(text) // _LONGEST)
    size = len(text) / max(1, count)
    return [_near(text, round(size * number), round(size / 4)) for number in range(1, count)]


def _near(text: str, place: int, reach: int) -> int:
    for end in _ENDS:
        found = [one.end() for one in re.finditer(end, text[place - reach : place + reach])]
        if found:
            return place - reach + min(found, key=lambda at: abs(at - reach))
    return place


def _weight(text: str) -> int:
    return sum(_WIDE if letter >= _FROM else 1 for letter in text)
