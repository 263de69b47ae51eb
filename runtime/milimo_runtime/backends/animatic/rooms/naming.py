"""Which kind of room a place is, read from its words.

A name's last noun says the room ("spaceship corridor"), what is said before it says whose; a part after "of", "in" or
"above" only says where. A building's name alone stands for its best known room.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from milimo_runtime.backends.animatic.rooms.motif import Motif
from milimo_runtime.backends.animatic.rooms.motifs import MOTIFS, PLAIN

_PARTS = re.compile(r"[/(),;:]|\s[-–—]\s")
_WHERE = re.compile(r"\b(?:above|at|behind|below|beside|by|for|from|in|near|next to|of|off|on|over|to|under|with|at the"
                    r"|de|du|des|di|del|della|im|am|von|der)\b")  # fmt: skip


def motif_of(name: str, look: str) -> Motif:
    """The motif of the room `name` that looks like `look`, both casefolded."""
    said = f"{name} {look}"
    parts = [part for part in _PARTS.split(name) if part.strip()]
    heads = [_WHERE.split(part)[0] for part in reversed(parts)]
    for text in (*heads, name):
        if found := _last(text, said, _words):
            return found
    for text in (*heads, name):
        if found := _last(text, said, _settings):
            return found
    for clause in [*(clause for part in _PARTS.split(look) for clause in _WHERE.split(part)), look]:
        if found := _last(clause, said, _words):
            return found
    return _last(look, said, _settings) or PLAIN


def _words(motif: Motif) -> tuple[str, ...]:
    return motif.words


def _settings(motif: Motif) -> tuple[str, ...]:
    return motif.settings


def _last(text: str, said: str, words: Callable[[Motif], tuple[str, ...]]) -> Motif | None:
    """The motif whose word ends last in `text`; of several the one whose company is kept too, then the longest."""
    best: tuple[tuple[int, bool, int], Motif] | None = None
    for motif in MOTIFS:
        for word in words(motif):
            end = max((match.end() for match in _pattern(word).finditer(text)), default=-1)
            if end < 0 or (motif.within and not any(_pattern(one).search(said) for one in motif.within)):
                continue
            rank = (end, bool(motif.within), len(word))
            if best is None or rank > best[0]:
                best = (rank, motif)
    return best[1] if best else None


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)")
