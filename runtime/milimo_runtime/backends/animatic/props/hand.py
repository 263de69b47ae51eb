"""The measure objects are drawn in, and the strokes they are drawn with."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Canvas, Point, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, under


class Hand:
    """Draws in an object's own measure: x = 0 its middle, y = 0 its base, y = -1 its top."""

    def __init__(
        self, canvas: Canvas, x: float, foot: float, height: float, ambient: Colour, own: Colour, name: str = ""
    ) -> None:
        self.canvas, self.x, self.foot, self.height, self.ambient = canvas, x, foot, height, ambient
        self.own, self.name = own, name

    def at(self, points: list[Point]) -> list[Point]:
        return [(self.x + x * self.height, self.foot + y * self.height) for x, y in points]

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), under(colour, self.ambient))

    def smooth(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(curve(self.at(points)), under(colour, self.ambient))

    def ellipse(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        self.polygon(ring((x, y), across, down), colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        self.canvas.stroke(self.at(points), width * self.height, under(colour, self.ambient))

    def arc(self, points: list[Point], width: float, colour: Colour) -> None:
        """A smooth line."""
        self.canvas.stroke(curve(self.at(points), closed=False), width * self.height, under(colour, self.ambient))

    def glow(self, x: float, y: float, radius: float, colour: Colour, opacity: float) -> None:
        middle = self.at([(x, y)])[0]
        self.canvas.glow(middle, radius * self.height, colour, opacity)

    def shade(self, points: list[Point], opacity: float) -> None:
        self.canvas.veil(self.at(points), (10, 12, 30), opacity, 0.02 * self.height)
