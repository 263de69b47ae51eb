"""What a room is furnished on: a place to put solids, faces and lamps, measured in metres.

`x` goes from the middle of the room to the right, `y` up from the floor, `d` from the back wall towards us. The light
comes from the left (negative `x`); a room may be mirrored as a whole. The room in perspective and its plan from above
are both drawn by the same pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from milimo_runtime.backends.animatic.colour import Colour
from milimo_runtime.backends.animatic.mood import Mood

Span = tuple[float, float]
P3 = tuple[float, float, float]
Wall = Literal["back", "left", "right"]
View = Literal["town", "garden", "sea", "sky", "space", "deep", "hall"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a room by day: walls, floor, ceiling, woodwork, and what is upholstered or painted."""

    wall: Colour
    floor: Colour
    ceiling: Colour
    wood: Colour
    accent: Colour


class Site(Protocol):
    """Where pieces are put. Colours are as by day; the site lights them."""

    @property
    def name(self) -> str: ...

    @property
    def mood(self) -> Mood: ...

    @property
    def palette(self) -> Palette: ...

    @property
    def width(self) -> float: ...

    @property
    def height(self) -> float: ...

    @property
    def length(self) -> float:
        """From the back wall to as near as anything is drawn."""
        ...

    @property
    def lamps(self) -> bool:
        """Whether the lamps are on."""
        ...

    @property
    def shine(self) -> Colour:
        """The colour of the lamps' light."""
        ...

    def slab(self, x: Span, y: Span, d: Span, colour: Colour) -> None:
        """A box with its lit, its dark and its upper side."""

    def pad(self, x: Span, y: Span, d: Span, colour: Colour) -> None:
        """A box with rounded corners: upholstery."""

    def drum(self, x: float, d: float, y: Span, radius: float, colour: Colour, top: float | None = None) -> None:
        """An upright cylinder; `top` is the radius of its upper end where it is another."""

    def ball(self, at: P3, across: float, down: float, colour: Colour) -> None:
        """A round thing, its half width and half height."""

    def mat(self, x: Span, d: Span, y: float, colour: Colour) -> None:
        """A level rectangle."""

    def pole(self, points: Sequence[P3], thick: float, colour: Colour) -> None:
        """A line as thick as `thick` metres."""

    def shape(self, points: Sequence[P3], colour: Colour) -> None:
        """A flat shape of any kind."""

    def smooth(self, points: Sequence[P3], colour: Colour) -> None:
        """A flat smooth shape through the points."""

    def bright(self, points: Sequence[P3], colour: Colour) -> None:
        """A flat shape that shines by itself: its colour is what is seen."""

    def veil(self, points: Sequence[P3], colour: Colour, opacity: float, soft: float = 0.0) -> None:
        """A translucent shape, its edge softened over `soft` metres."""

    def glow(self, at: P3, radius: float, colour: Colour, opacity: float) -> None:
        """Light that fades over `radius` metres."""

    def outside(self, points: Sequence[P3], view: View) -> None:
        """What is seen through an opening: sky, land and weather."""


Piece = Callable[[Site], None]


def on(site: Site, wall: Wall, along: float, y: float, out: float = 0.0) -> P3:
    """A point of a wall, `out` metres before it: `along` from its middle (back), or from the back wall (sides)."""
    if wall == "back":
        return along, y, out
    half = site.width / 2 - out
    return (-half if wall == "left" else half), y, along


def pane(site: Site, wall: Wall, along: Span, y: Span, out: float = 0.0) -> list[P3]:
    """A rectangle of a wall."""
    (a, b), (low, high) = along, y
    return [on(site, wall, *point, out) for point in ((a, low), (a, high), (b, high), (b, low))]
