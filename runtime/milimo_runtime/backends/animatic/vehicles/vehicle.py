"""Which vehicle an interior is the inside of, read from its words, and how its shell stands in the frame."""

from __future__ import annotations

import re
from typing import Literal

from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.mood import says

Vehicle = Literal["bus", "tram", "metro", "train", "plane", "car"]

_KINDS: tuple[tuple[Vehicle, tuple[str, ...]], ...] = (
    ("train", ("train", "dining car", "sleeping car", "restaurant car", "buffet car", "railway carriage", "compartment",
               "carriage", "railcar", "wagon")),
    ("metro", ("metro", "subway", "subway car", "underground", "tube")),
    ("tram", ("tram", "streetcar", "trolley car", "tramcar")),
    ("bus", ("bus", "coach", "minibus", "trolleybus")),
    ("plane", ("plane", "airplane", "aeroplane", "aircraft", "airliner", "jet")),
    ("car", ("car", "taxi", "cab", "van", "taxicab", "limousine", "limo", "truck", "lorry", "pickup", "jeep")),
)  # fmt: skip
_ELSEWHERE = (
    "station", "stop", "shelter", "platform", "depot", "garage", "park", "wash", "terminal", "airport", "hangar",
    "office", "shop", "dealership", "showroom", "hall", "yard", "entrance", "stairs", "passage", "workshop", "room",
    "house", "tunnel",
)  # fmt: skip
"""A part of a name that says one of these beside a vehicle is a place for vehicles, not the inside of one."""
_APART = ("kitchen", "bathroom", "toilet", "lavatory", "cockpit")
"""Rooms of their own within a vehicle."""
_CLAUSE = re.compile(
    r"[,;.:]|\b(?:above|at|behind|below|beside|by|for|from|in|like|near|next|of|on|over|to|under|with)\b"
)
_PARTS = re.compile(r"[/(),;:]|\s[-–—]\s")

BACK = 4.0
"""How many times nearer than the far end of a cabin the people stand."""
_EYE = 0.03
_ASIDE = 0.64
"""Half the width of a cabin where the people stand, frame heights."""


def vehicle_of(name: str, look: str) -> Vehicle | None:
    """The vehicle that the place's name says it is, or else the noun its look begins with; both casefolded."""
    if says(name, _APART):
        return None
    for part in _PARTS.split(name):
        if (named := _first(part)) and not says(part, _ELSEWHERE):
            return named
    noun = next((part.strip() for part in _CLAUSE.split(look) if part.strip()), "")
    return None if says(f"{name} {noun}", _ELSEWHERE) else _last(noun)


def _first(words: str) -> Vehicle | None:
    return next((kind for kind, names in _KINDS if says(words, names)), None)


def _last(noun: str) -> Vehicle | None:
    return next((kind for kind, names in _KINDS if noun.endswith(names) and says(noun, names)), None)


def far_end(vehicle: Vehicle, x: float, level: float, horizon: float) -> Box:
    """The far end of a vehicle whose lines run to (x, `level`); a lower camera has less floor and more ceiling."""
    if vehicle == "car":
        return Box(-0.8, -0.34, 0.8, 0.12)
    risen = 0.7 * (_EYE - horizon)
    floor, ceiling = max(0.12, 0.36 + risen), max(0.12, 0.36 - risen)
    half = (0.56 if vehicle == "plane" else _ASIDE) / BACK
    return Box(0.6 * x - half, level - ceiling / BACK, 0.6 * x + half, level + floor / BACK)
