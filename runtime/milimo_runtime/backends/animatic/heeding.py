"""Three and more in conversation turn to whoever speaks most in the shot, and who speaks to most of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from milimo_lang.ir.bodies import PanelBody
from milimo_runtime.backends.animatic.scene import Person

_COMPANY = 3
"""Two look at each other anyway."""


def heeding(people: Sequence[Person], body: PanelBody) -> list[Person]:
    """The people, turned to the speaker; who goes somewhere, lies, or looks at us stays as he is."""
    speaker = _speaker(people, body)
    if speaker is None:
        return list(people)
    others = [person.stance.x - speaker.stance.x for person in people if person is not speaker]
    most = sum((x > 0) - (x < 0) for x in others)
    return [
        _turned(person, most if person is speaker else _side(speaker.stance.x - person.stance.x)) for person in people
    ]


def _speaker(people: Sequence[Person], body: PanelBody) -> Person | None:
    """Who of three or more speaks longest; of two as long the one who begins."""
    if len(people) < _COMPANY:
        return None
    spoken = dict.fromkeys((one.figure for one in body.speaking), 0)
    for one in body.speaking:
        spoken[one.figure] += one.span.end - one.span.start
    found = [(frames, person) for name, frames in spoken.items() for person in people if person.name == name]
    return max(found, key=lambda one: one[0])[1] if found else None


def _side(way: float) -> int:
    return (way > 0) - (way < 0)


def _turned(person: Person, way: int) -> Person:
    stance = person.stance
    if way == 0 or stance.facing == 0 or person.walk is not None or stance.posture == "lie" or stance.broad:
        return person
    facing = abs(stance.facing) * _side(way)
    return replace(person, stance=replace(stance, facing=facing, light=-1 if facing >= 0 else 1))
