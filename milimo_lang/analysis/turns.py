"""How far a camera turns, as a shot line says it: `orbit 90 degrees`, `pan left 45°`, `180-degree arc`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from milimo_lang.ir.terms import Term

_DEGREES = re.compile(r"(?P<number>\d{1,4})(?P<unit>°|-?deg(?:ree)?s?)?$", re.IGNORECASE)
_UNITS = frozenset({"degrees", "degree", "degs", "deg", "°"})
_FARTHEST = 2.5
"""How many times its usual way a drawn camera goes at the most: behind a full circle there is nothing drawn."""


class Turn(NamedTuple):
    """`degrees`, written in so many words of the line (`read`)."""

    degrees: int
    read: int

    @property
    def words(self) -> str:
        return f"{self.degrees} degrees"

    def further(self, moves: Sequence[Term]) -> float | None:
        """How many times its usual way the first of `moves` that turns goes; None where none of them turns."""
        usual = next((one.draft.amounts["degrees"][0] for one in moves if "degrees" in one.draft.amounts), None)
        return None if usual is None else min(_FARTHEST, self.degrees / usual)


def turn_at(words: Sequence[str], at: int) -> Turn | None:
    """The turn written at `words[at]`; a number alone is none."""
    match = _DEGREES.match(words[at])
    if match is None or int(match["number"]) == 0:
        return None
    if match["unit"]:
        return Turn(int(match["number"]), 1)
    return Turn(int(match["number"]), 2) if at + 1 < len(words) and words[at + 1].casefold() in _UNITS else None
