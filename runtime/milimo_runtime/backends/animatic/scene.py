"""What a panel shows: its light, its place, people and things in their places, before anything is drawn.

World units: one is the height of the frame, (0, 0) its middle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from milimo_runtime.backends.animatic.colour import Colour
from milimo_runtime.backends.animatic.details import Part
from milimo_runtime.backends.animatic.figures.stance import Seat, Stance
from milimo_runtime.backends.animatic.grade import Grade
from milimo_runtime.backends.animatic.lands import Land
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms import Room
from milimo_runtime.backends.animatic.walks import Walk

_SEEN = 0.55
"""Feet lower than this are out of the frame."""


@dataclass(frozen=True, slots=True)
class Person:
    """A figure in place, and its way through the shot if it has one. `references` are input roles.

    `behind`: it is as far as what is behind the others, and sharp when the focus is there.
    """

    name: str
    look: Look
    stance: Stance
    label: bool
    references: tuple[str, ...]
    walk: Walk | None = None
    behind: bool = False

    def stepping(self, phase: int | None) -> Stance:
        """The stance in a phase of its walk; None: as it stands."""
        if phase is None or self.walk is None:
            return self.stance
        going = replace(self.stance, posture=self.walk.gait, facing=self.walk.facing, phase=phase)
        # Feet that are seen stay on the ground; else the head stays where it is.
        sunk = self.stance.floor - going.floor if self.stance.floor < _SEEN else 0.0
        return replace(going, top=going.top + sunk)


On = Literal["ground", "tabletop", "stand", "beam", "wall"]


@dataclass(frozen=True, slots=True)
class Thing:
    """An object in place: `x` and `foot` of its base, `height`, world units; what it is `on`, or hangs from or on."""

    name: str
    look: str
    x: float
    foot: float
    height: float
    references: tuple[str, ...]
    on: On = "ground"
    label: bool = True


@dataclass(frozen=True, slots=True)
class Seating:
    """Furniture that people share, or that stands before them: of which kind, from the first of them to the last
    (world x), the floor under it (world y), how tall they would stand, which way the first looks, what it is made of.
    """

    kind: Seat
    left: float
    right: float
    floor: float
    size: float
    facing: int
    wood: Colour
    cloth: Colour
    outdoors: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """A car seen from its bonnet: the middle of it across, the crown of those in front, their standing height.

    `taken` are the front seats with somebody on them. `driver` is who has the hands on the wheel. `near`: the
    camera is inside, before the back seat.
    """

    x: float
    top: float
    size: float
    taken: tuple[int, ...] = ()
    driver: Look | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a panel shows. `closeness` is the framing's height: it says how far the place is enlarged.

    `part` is what of somebody an insert shows. `back` and `blur` are 0 to 1. `finish` are all amounts
    by name, added up. `horizon` (world y) is where all depths meet. `aim` is the name of the one of several whom a
    camera that goes far in ends on. `car` is one with people in it; `driven` says that one is on its way. `seats` are
    behind those who sit there, `tables` before them.
    """

    mood: Mood
    place: Land | Room
    people: tuple[Person, ...]
    things: tuple[Thing, ...]
    insert: bool
    part: Part | None
    overhead: bool
    closeness: float
    grade: Grade
    finish: Mapping[str, float]
    back: float
    blur: float
    behind: float
    oval: float
    horizon: float
    seed: int
    aim: str = ""
    car: Front | None = None
    driven: bool = False
    seats: tuple[Seating, ...] = ()
    tables: tuple[Seating, ...] = ()

    @property
    def target(self) -> tuple[float, float]:
        """What a camera goes in on: the eyes of one, the middle between several, else the middle of the frame.

        One that goes far in on several ends on whom it aims at.
        """
        aimed = [person.stance for person in self.people if person.name == self.aim]
        if aimed:
            return 1.6 * aimed[0].x, 1.4 * aimed[0].eyes
        x, y = self.middle
        return 0.8 * x, 0.9 * y

    @property
    def middle(self) -> tuple[float, float]:
        """The eyes of one, the middle between several, else the middle of the frame."""
        stances = [person.stance for person in self.people if person.label]
        if not stances:
            return 0.0, 0.0
        count = len(stances)
        x = sum(stance.x for stance in stances) / count
        y = sum(stance.eyes for stance in stances) / count
        return x, y
