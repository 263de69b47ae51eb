"""What a scene heading says: inside or outside, where, and when."""

from __future__ import annotations

import re
from typing import NamedTuple

_PREFIX = re.compile(r"^(?P<prefix>INT\.?/EXT|EXT\.?/INT|I\.?/E|E\.?/I|INT|EXT|EST)(?:\.|\s)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+")

CARRIED = frozenset({"continuous", "later", "same", "moments later", "same time", "continuing", "a moment later"})
"""Times that mean the time of the scene before."""

_TIMES = (
    "day", "night", "dawn", "dusk", "morning", "evening", "afternoon", "noon", "midday", "midnight",
    "sunrise", "sunset", "twilight", "magic hour", "golden hour", "storm", "rain", "snow", "fog",
)  # fmt: skip
_TIME = re.compile(rf"\b({'|'.join(_TIMES)})\b", re.IGNORECASE)


class Heading(NamedTuple):
    """`interior` None: both or not said. `time` is lower case, "" where not said; `carried`: as the scene before."""

    interior: bool | None
    place: str
    time: str
    carried: bool


def read_heading(text: str) -> Heading:
    """`INT. BLACKROCK LIGHTHOUSE - LAMP ROOM - NIGHT` -> inside, "BLACKROCK LIGHTHOUSE - LAMP ROOM", "night"."""
    match = _PREFIX.match(text)
    rest = text[match.end() :] if match else text
    interior = _interior(match["prefix"]) if match else None
    parts = [part for part in _DASH.split(rest.strip()) if part]
    if len(parts) > 1 and (parts[-1].casefold().strip(". ") in CARRIED):
        return Heading(interior, " - ".join(parts[:-1]), "", True)
    if len(parts) > 1 and _TIME.search(parts[-1]):
        return Heading(interior, " - ".join(parts[:-1]), parts[-1].casefold().strip(". "), False)
    return Heading(interior, " - ".join(parts), "", False)


def _interior(prefix: str) -> bool | None:
    letters = prefix.upper().replace(".", "")
    if "/" in letters:
        return None
    return letters == "INT"


def names_a_time(text: str) -> bool:
    """Whether `text` holds an hour or a weather that headings end in."""
    return _TIME.search(text) is not None
