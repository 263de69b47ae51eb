"""What a scene heading says: inside or outside, where, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_PREFIX = re.compile(r"^(?P<prefix>INT\.?/EXT|EXT\.?/INT|I\.?/E|E\.?/I|INT|EXT|EST)(?:\.|\s)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+")

CARRIED = frozenset({"continuous", "later", "same", "moments later", "same time", "continuing", "a moment later"})
"""Times that mean the time of the scene before."""

_TIMES = (
    "day", "night", "dawn", "dusk", "morning", "evening", "afternoon", "noon", "midday", "midnight",
    "sunrise", "sunset", "twilight", "magic hour", "golden hour", "storm", "rain", "snow", "fog",
    "ночь", "день", "утро", "вечер", "рассвет", "закат", "夜", "昼", "朝", "夕",
)  # fmt: skip
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b)?|\d{1,2}\s*[ap]\.?\s?m\b"
_TIME = re.compile(rf"\b({'|'.join(_TIMES)}|{_CLOCK})(?!\w)", re.IGNORECASE)
_MOVES = re.compile(r"(?:moving|driving|travell?ing|in motion|parked)", re.IGNORECASE)
"""What a heading says of a vehicle, before its time or behind it."""


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
    told = _told(parts)
    if told:
        time = " - ".join(_plain(part) for part in parts[-told:])
        return Heading(interior, " - ".join(parts[:-told]), time, False)
    return Heading(interior, " - ".join(parts), "", False)


def _plain(time: str) -> str:
    time = time.casefold().strip()
    return time if time.endswith(".m.") else time.strip(". ")


def _told(parts: Sequence[str]) -> int:
    """How many of the last parts say the time, or that a vehicle moves: never all."""
    said = [bool(_TIME.search(part)) or _MOVES.fullmatch(part) is not None for part in parts]
    count = next((at for at, told in enumerate(reversed(said)) if not told), len(parts) - 1)
    if count > 1 and not any(_MOVES.fullmatch(part) for part in parts[-2:]):
        return 1
    return min(count, 2, len(parts) - 1)


def _interior(prefix: str) -> bool | None:
    letters = prefix.upper().replace(".", "")
    if "/" in letters:
        return None
    return letters == "INT"


def names_a_time(text: str) -> bool:
    """Whether `text` holds an hour or a weather that headings end in."""
    return _TIME.search(text) is not None
