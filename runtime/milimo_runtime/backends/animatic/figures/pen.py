"""Paint in a figure's own measure: shapes, bones and hulls put where the figure is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from milimo_runtime.backends.animatic.canvas import Canvas, Point, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, under
from milimo_runtime.backends.animatic.figures.stance import Stance

Round = tuple[float, float, float]
"""A circle: its middle and its radius."""
_HEAD = 0.07
"""The middle of the head, about which a figure that lies is turned."""


class Pen:
    """Paints in a figure's own measure, lit by `ambient`, skin by `key`; `shift` moves what is painted (a nod).

    `scale` enlarges it about the crown, `mirrored` has what looks right look left.
    """

    def __init__(self, canvas: Canvas, stance: Stance, ambient: Colour, key: Colour) -> None:
        self.canvas, self.stance, self.ambient, self.key = canvas, stance, ambient, key
        self.shift: Point = (0.0, 0.0)
        self.scale = 1.0
        self.mirrored = False
        # Someone who lies looks up: the figure that looks right is turned to the left, and the other way round.
        self._down = 0 if stance.posture != "lie" or stance.above else 1 if stance.facing >= 0 else -1

    @property
    def size(self) -> float:
        """What is one in the figure's measure, world units."""
        return self.stance.height * self.scale

    @contextmanager
    def on_skin(self, bare: bool = True) -> Iterator[None]:
        """Paint in the light on skin, where it is `bare`."""
        ambient, self.ambient = self.ambient, self.key if bare else self.ambient
        yield
        self.ambient = ambient

    def lit(self, colour: Colour) -> Colour:
        return under(colour, self.ambient)

    def at(self, points: Iterable[Point]) -> list[Point]:
        s, (dx, dy) = self.stance, self.shift
        across = -self.scale if self.mirrored else self.scale
        moved = ((x * across + dx, y * self.scale + dy) for x, y in points)
        if self._down:
            moved = ((self._down * (y - _HEAD), _HEAD - self._down * x) for x, y in moved)
        return [(s.x + x * s.height, s.top + y * s.height) for x, y in moved]

    def smooth(self, points: Sequence[Point], colour: Colour) -> None:
        self.canvas.polygon(curve(self.at(points)), self.lit(colour))

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), self.lit(colour))

    def ellipse(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        self.polygon(ring((x, y), across, down), colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        placed = curve(self.at(points), closed=False)
        self.canvas.stroke(placed, width * self.size, self.lit(colour))

    def hull(self, rounds: Iterable[Round], colour: Colour) -> None:
        """The shape a band drawn tight around circles has: a bone of two, a skirt of four."""
        self.polygon(hull(rounds), colour)

    def shade(self, points: Sequence[Point], opacity: float, soft: float = 0.0, colour: Colour = (12, 14, 34)) -> None:
        """A shadow or light on what is painted already."""
        self.canvas.veil(curve(self.at(points)), colour, opacity, soft * self.size, within=True)


def hull(rounds: Iterable[Round], count: int = 20) -> list[Point]:
    """The convex outline of circles (Andrew's monotone chain)."""
    turn = 2 * math.pi / count
    points = sorted(
        {(x + r * math.cos(turn * at), y + r * math.sin(turn * at)) for x, y, r in rounds for at in range(count)}
    )
    return _chain(points)[:-1] + _chain(points[::-1])[:-1]


def _chain(points: Sequence[Point]) -> list[Point]:
    line: list[Point] = []
    for point in points:
        while len(line) > 1 and _turn(line[-2], line[-1], point) <= 0:
            line.pop()
        line.append(point)
    return line


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
