"""Which kind of room a place is, read from its words.

A name's last noun says the room ("spaceship corridor"), what is said before it says whose; a part after "of", "in" or
"above" only says where. A building's name alone stands for its best known room.
"""

from __future__ import annotations

import re
from functools import cache

from milimo_runtime.backends.animatic.rooms.motif import Motif
from milimo_runtime.backends.animatic.rooms.motifs import MOTIFS, PLAIN

_PARTS = re.compile(r"[/(),;:]|\s[-–—]\s")
_WHERE = re.compile(r"\b(?:above|at|behind|below|beside|by|for|from|in|near|next to|of|off|on|over|to|under|with|at the"
                    r"|de|du|des|di|del|della|im|am|von|der)\b")  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|a|an|le|la|les|l'|der|die|das|el|il)\b\s*")


def motif_of(name: str, look: str) -> Motif:
    """The motif of the room `name` that looks like `look`, both casefolded."""
    said = f"{name} {look}"
    parts = [part.strip() for part in reversed(_PARTS.split(name)) if part.strip()]
    heads = [_WHERE.split(part)[0] for part in parts]
    told = [clause for part in _PARTS.split(look) for clause in _WHERE.split(part)]
    for found in (
        *(_called(part) for part in parts),
        *(_last(text, said) for text in (*heads, name)),
        *(_set(text) for text in (*heads, name)),
        *(_last(text, said) for text in (*told, look)),
        _set(look),
    ):
        if found:
            return found
    return PLAIN


def _called(part: str) -> Motif | None:
    """The motif whose very name this is, whatever it is made of: "sala de espera", "hall of the house"."""
    whole = _ARTICLE.sub("", part)
    return next((motif for motif in MOTIFS if _WHERE.search(whole) and whole in motif.words), None)


def _last(text: str, said: str) -> Motif | None:
    """The motif whose word ends last in `text`; of several the longest, of two alike the one whose company is kept."""
    best: tuple[tuple[int, int, bool], Motif] | None = None
    for motif in MOTIFS:
        kept = any(_found(word, said) for word in motif.within)
        for word, generic in [(word, False) for word in motif.words] + [(word, True) for word in motif.generic if kept]:
            end = _found(word, text)
            if end and (best is None or (end, len(word), generic) > best[0]):
                best = ((end, len(word), generic), motif)
    return best[1] if best else None


def _set(text: str) -> Motif | None:
    """The motif that the building or the ship said last stands for."""
    ends = [(max((_found(word, text) for word in motif.settings), default=0), motif) for motif in MOTIFS]
    end, motif = max(ends, key=lambda one: one[0])
    return motif if end else None


def _found(word: str, text: str) -> int:
    """Where the last `word` in `text` ends; 0 where there is none."""
    if word not in text:  # most are not, and a pattern takes long to compile
        return 0
    return max((match.end() for match in _pattern(word).finditer(text)), default=0)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)")
