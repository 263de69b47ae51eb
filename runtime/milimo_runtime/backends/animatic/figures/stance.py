"""How a figure holds itself and where: all that drawing it needs besides its look.

Everything is measured in the figure's own height standing: the top of the head is y = 0, the soles of someone who
stands are y = 1, x = 0 is the middle of the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from milimo_lang.ir.values import Posture
from milimo_lang.ir.values import Seat as Told
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.colour import Colour

Seat = Told | Literal["car"]
Mien = Literal["plain", "glad", "angry", "sad", "startled", "asleep"]

TALL: dict[Posture, float] = {"stand": 1.0, "sit": 0.78, "kneel": 0.73, "lie": 0.16, "walk": 0.97, "run": 0.9}
"""From the top of the head to what a figure stands, sits or lies on the ground with, in its standing height."""
AT: tuple[Seat, ...] = ("desk", "table", "long table", "piano")
"""What one sits at: it stands before who sits there."""
_LOW = 0.585
"""The same of someone who sits on the floor, or in a bath."""
PHASES = 12
"""Drawings in a cycle of two steps."""
_LONG = 1.04
"""How far from the head's middle the feet of someone who lies may be."""


def tall_of(posture: Posture, seat: Seat) -> float:
    """From the top of the head to what a figure stands, sits or lies on the ground with, in its standing height."""
    return _LOW if posture == "sit" and seat in ("floor", "bath") else TALL[posture]


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a figure is: `x` and `top` of the head, `height` if it stood, all world units.

    `facing` is where it looks (-1 left, 0 at us, 1 right; thrice that in profile), `away` from behind. `phase` (0 to
    `PHASES` - 1) is the drawing of a walk or a run; `bearing` one of the ways to stand. `mouth` is 0 (shut), 1 or 2
    (open); `nod`, `blink` and `gesture` go with speech. `light` is the side the light comes from (-1 or 1), `shade`
    how deep the shadow on the other is, `rim` how bright the edge. Seen from `above` the middle of the head lies 0.07
    of the height beneath `top`.
    """

    x: float
    top: float
    height: float
    facing: int = 0
    away: bool = False
    mouth: int = 0
    light: int = -1
    above: bool = False
    shade: float = 1.0
    rim: float = 1.0
    posture: Posture = "stand"
    phase: int = 0
    bearing: int = 0
    seat: Seat = ""
    mien: Mien = "plain"
    gesture: int = 0
    blink: bool = False
    gaze: int = 0
    """-1 looks up, 1 down."""
    head: float = 1.0
    """How large the head is beside that of an adult so tall: a child's."""
    broad: bool = False
    """Broader than it is high: an animal."""
    wood: Colour = (124, 88, 60)
    cloth: Colour = (146, 78, 68)
    """What the seat under it is made of and covered with."""
    shared: bool = False
    """Its seat is painted with that of others."""

    @property
    def floor(self) -> float:
        """Where the ground under the figure is, world y."""
        return self.top + self.tall * self.height

    @property
    def tall(self) -> float:
        return tall_of(self.posture, self.seat)

    @property
    def eyes(self) -> float:
        """How high the eyes are, world y."""
        return self.top + 0.07 * self.head * self.height

    @property
    def box(self) -> Box:
        """All that the figure and its seat may cover."""
        size = self.height
        if self.above:
            y = self.top + 0.07 * size
            reach = _LONG if self.posture == "lie" else 0.34
            return Box(self.x, y, self.x, y).grown(reach * size)
        if self.posture == "lie":
            feet = self.x + (_LONG if self.facing >= 0 else -_LONG) * size
            left, right = min(self.x - 0.2 * size, feet), max(self.x + 0.2 * size, feet)
            return Box(left, self.top - 0.16 * size, right, self.floor + 0.5 * size)
        wide = {"stand": 0.31, "sit": 0.42, "kneel": 0.42, "walk": 0.42, "run": 0.52}[self.posture]
        wide = 0.95 if self.broad else wide
        hop = 0.16 if self.posture == "run" else 0.07
        return Box(self.x - wide * size, self.top - hop * size, self.x + wide * size, self.floor + 0.06 * size)
