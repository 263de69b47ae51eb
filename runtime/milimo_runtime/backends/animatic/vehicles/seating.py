"""Who sits where in a car seen from its bonnet: the driver and a passenger in front, the others between their seats.

Seen from the front left and right change over: who stands on the left of the line elsewhere sits on the right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from milimo_lang.ir.bodies import Figure
from milimo_runtime.backends.animatic.figures.creatures import is_beast
from milimo_runtime.backends.animatic.scene import Front, Person

SEAT = 0.27
"""How far from the middle of a car a front seat is, standing heights of who sits there."""
WHEEL = 1
"""The side of the wheel, seen from the front."""
_ROOM = 0.44
"""Half of what both front seats take of the width, standing heights."""
_BEHIND, _APART = 0.7, 0.1
"""How much smaller those on the back seat are, and how far they sit from each other."""
_ALONE = 1.7
"""One passenger is so near, and in the middle, that little is seen of the driver's seat."""
_HIRED = re.compile(r"\b(?:taxi|taxicab|cab|limo|limousine)\b")
_DRIVES = re.compile(r"\b(?:driver|chauffeur|cabbie|cabdriver)\b")
_BACK_SEAT = r"\b{name}\b[^.]*\b(?:back ?seat|in the back|rear seat)\b"
_MOVES = re.compile(r"\b(?:moving|driving|travell?ing|in motion|drives?|speeds?)\b")


def moves(words: str) -> bool:
    """Whether `words` say that a car is on its way."""
    return _MOVES.search(words.casefold()) is not None


def turned(figures: Sequence[Figure]) -> list[Figure]:
    """The figures as seen from the front: sitting, left and right changed over."""
    return [figure.model_copy(update={"side": -figure.side, "posture": "sit", "path": ""}) for figure in figures]


def seated(
    people: tuple[Person, ...], figures: Sequence[Figure], place: str, told: str, aspect: float
) -> tuple[tuple[Person, ...], Front]:
    """The people of a shot put on their seats, those behind first; `told` is what the shot says of them."""
    order = [figure.name for figure in figures]
    ranked = sorted(people, key=lambda one: order.index(one.name))
    drivers = {figure.name for figure in figures if _DRIVES.search(f"{figure.name} {figure.look}".casefold())}
    front: dict[int, Person] = {}
    for person in ranked:
        side = WHEEL if person.name in drivers else figures[order.index(person.name)].side or WHEEL
        side = -side if side in front else side
        if side not in front and (person.name in drivers or not _sits_behind(person, place, told)):
            front[side] = person
    behind = [person for person in ranked if person not in front.values()]
    size = max(person.stance.height / person.look.build for person in ranked)
    if not front:
        return people, Front(0.0, min(person.stance.top for person in people), size, near=True)
    passenger = len(ranked) == 1 and WHEEL not in front
    if passenger:
        size = max(size, _ALONE)
    if len(ranked) > 1:
        size = min(size, aspect / 2 / _ROOM)
    first = next(iter(front.values())).stance
    x = (0.0 if passenger else first.x) - next(iter(front)) * SEAT * size if len(ranked) == 1 else 0.0
    car = Front(x, first.top, size, tuple(front), front[WHEEL].look if WHEEL in front else None)
    return (
        *(_behind(person, at - (len(behind) - 1) / 2, car) for at, person in enumerate(behind)),
        *(_before(person, side, car) for side, person in front.items()),
    ), car


def _sits_behind(person: Person, place: str, told: str) -> bool:
    """Children, animals, who hires a car, and who is said to sit there."""
    small = is_beast(person.look.kind) or person.look.age == "child"
    back = re.search(_BACK_SEAT.format(name=re.escape(person.name)), told, re.IGNORECASE)
    return small or back is not None or _HIRED.search(place) is not None


def _before(person: Person, side: int, car: Front) -> Person:
    """On a front seat: the driver looks ahead, a passenger to the driver."""
    height = car.size * (person.look.build if len(car.taken) > 1 else 1.0)
    facing = 0 if side == WHEEL else -side
    top = car.top + (car.size - height) * 0.5
    stance = replace(person.stance, x=car.x + side * SEAT * car.size, top=top, height=height, facing=facing)
    return replace(person, stance=replace(stance, seat="car", posture="sit"))


def _behind(person: Person, at: float, car: Front) -> Person:
    """On the back seat: smaller, between those in front, the eyes at the camera's height or lower."""
    beast = is_beast(person.look.kind)
    height = _BEHIND * car.size * person.look.build
    low = 0.3 * (_BEHIND * car.size - height) + 0.07 * (car.size - height) + (0.1 * car.size if beast else 0.0)
    stance = replace(person.stance, x=car.x + 2 * at * _APART * car.size, top=car.top + low, height=height, facing=0)
    return replace(person, stance=stance)


def past_shoulder(people: tuple[Person, ...]) -> tuple[tuple[Person, ...], Front]:
    """A face beyond a back in a car: it has its seat, the camera is inside."""
    front, *back = people
    stance = replace(front.stance, seat="car")
    side = 1 if stance.x > 0 else -1
    return (replace(front, stance=stance), *back), Front(
        stance.x - side * SEAT * stance.height, stance.top, stance.height, (-1, 1), near=True
    )
