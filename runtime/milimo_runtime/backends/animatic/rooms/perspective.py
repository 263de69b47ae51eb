"""A room in one-point perspective: a site whose every line in depth runs to the vanishing point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Canvas, Point, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.indoors import Indoors
from milimo_runtime.backends.animatic.rooms.light import light_of
from milimo_runtime.backends.animatic.rooms.outside import draw_outside
from milimo_runtime.backends.animatic.rooms.room import Room
from milimo_runtime.backends.animatic.rooms.site import P3, Span, View

_LENS = 1.75
"""How far the camera stands from the back wall, in what one frame height spans there."""
_NEAREST = 0.04
"""No point is nearer to the camera than this, of its distance to the back wall."""


@dataclass(frozen=True, slots=True)
class Perspective(Indoors):
    """A room as the camera sees it, painted on `canvas`."""

    canvas: Canvas
    room: Room
    mood: Mood
    light: Colour

    @property
    def scale(self) -> float:
        return self.room.motif.shell.scale

    @property
    def eye(self) -> float:
        """The height of the camera, metres."""
        return (self.room.back.bottom - self.room.vanish[1]) / self.scale

    @property
    def length(self) -> float:
        """From the back wall to as near as anything is drawn, metres."""
        return _LENS / self.scale * (1 - _NEAREST)

    @property
    def axis(self) -> float:
        """The `x` the camera stands at."""
        return self.room.vanish[0] * self.room.side / self.scale

    def times(self, d: float) -> float:
        """How much larger a thing is `d` before the back wall than at it."""
        away = _LENS / self.scale
        return away / max(away * _NEAREST, away - d)

    def at(self, x: float, y: float, d: float) -> Point:
        back = self.room.back
        foot = (back.middle[0] + self.room.side * x * self.scale, back.bottom - y * self.scale)
        return self.room.nearer(foot, self.times(d))

    def measure(self, d: float) -> float:
        """Frame heights a metre has there."""
        return self.scale * self.times(d)

    def points(self, points: Sequence[P3]) -> list[Point]:
        return [self.at(*point) for point in points]

    def tone(self, colour: Colour) -> Colour:
        return under(colour, self.light)

    # Solids.

    def slab(self, x: Span, y: Span, d: Span, colour: Colour) -> None:
        (left, right), (low, high), near = x, y, d[1]
        if high < self.eye:
            self.mat(x, d, high, lighter(colour, 0.16))
        elif low > self.eye:
            self.mat(x, d, low, darker(colour, 0.42))
        if left > self.axis:
            self.shape(_upright(left, y, d), lighter(colour, 0.07))
        elif right < self.axis:
            self.shape(_upright(right, y, d), darker(colour, 0.32))
        self.shape([(left, low, near), (left, high, near), (right, high, near), (right, low, near)], colour)

    def pad(self, x: Span, y: Span, d: Span, colour: Colour) -> None:
        (left, right), (low, high), (far, near) = x, y, d
        soft = 0.22 * min(right - left, high - low)
        if high < self.eye:
            top = [(left + soft / 2, high, far), (right - soft / 2, high, far), (right, high - soft / 2, near),
                   (left, high - soft / 2, near)]  # fmt: skip
            self.shape(top, lighter(colour, 0.16))
        for edge, seen, tone in (
            (left, left > self.axis, lighter(colour, 0.05)),
            (right, right < self.axis, darker(colour, 0.3)),
        ):
            if seen:
                self.shape(_upright(edge, (low, high - soft / 2), d), tone)
        front = [
            (left + soft, high), (right - soft, high), (right, high - soft), (right, low + soft / 2),
            (right - soft, low), (left + soft, low), (left, low + soft / 2), (left, high - soft),
        ]  # fmt: skip
        self.smooth([(across, up, near) for across, up in front], colour)

    def drum(self, x: float, d: float, y: Span, radius: float, colour: Colour, top: float | None = None) -> None:
        (low, high), upper = y, radius if top is None else top
        foot, head = self._round(x, low, d, radius), self._round(x, high, d, upper)
        below, above = foot[:25], head[:25]
        self.canvas.polygon([*below, *reversed(above)], self.tone(colour))
        # The quarter of the rim that turns from the light.
        shade = (foot[0:11], head[0:11]) if self.room.side > 0 else (foot[14:25], head[14:25])
        self.canvas.polygon([*shade[0], *reversed(shade[1])], self.tone(darker(colour, 0.3)))
        if high < self.eye:
            self.canvas.polygon(head, self.tone(lighter(colour, 0.16)))
        elif low > self.eye:
            self.canvas.polygon(foot, self.tone(darker(colour, 0.42)))

    def _round(self, x: float, y: float, d: float, radius: float) -> list[Point]:
        """A level circle, from its right over the near side to its left and back."""
        middle, size = self.at(x, y, d), radius * self.measure(d)
        flat = abs(self.eye - y) * self.scale / _LENS * self.times(d)
        return ring(middle, size, max(0.0004, size * flat))

    def ball(self, at: P3, across: float, down: float, colour: Colour) -> None:
        size = self.measure(at[2])
        self.canvas.ellipse(self.at(*at), across * size, down * size, self.tone(colour))

    # Faces.

    def mat(self, x: Span, d: Span, y: float, colour: Colour) -> None:
        (left, right), (far, near) = x, d
        self.shape([(left, y, far), (right, y, far), (right, y, near), (left, y, near)], colour)

    def pole(self, points: Sequence[P3], thick: float, colour: Colour) -> None:
        middle = sum(point[2] for point in points) / len(points)
        self.canvas.stroke(self.points(points), thick * self.measure(middle), self.tone(colour))

    def shape(self, points: Sequence[P3], colour: Colour) -> None:
        self.canvas.polygon(self.points(points), self.tone(colour))

    def smooth(self, points: Sequence[P3], colour: Colour) -> None:
        self.canvas.polygon(curve(self.points(points), 6), self.tone(colour))

    def bright(self, points: Sequence[P3], colour: Colour) -> None:
        self.canvas.polygon(self.points(points), colour)

    def veil(self, points: Sequence[P3], colour: Colour, opacity: float, soft: float = 0.0) -> None:
        middle = sum(point[2] for point in points) / len(points)
        self.canvas.veil(self.points(points), colour, opacity, soft * self.measure(middle))

    def glow(self, at: P3, radius: float, colour: Colour, opacity: float) -> None:
        self.canvas.glow(self.at(*at), radius * self.measure(at[2]), colour, opacity)

    def outside(self, points: Sequence[P3], view: View) -> None:
        draw_outside(self.canvas, self.points(points), view, self.mood, self.room.vanish[1], self.name)


def perspective_of(canvas: Canvas, room: Room, mood: Mood) -> Perspective:
    """The site of `room` in the light of `mood`."""
    return Perspective(canvas, room, mood, light_of(room.motif, mood, room.tint))


def _upright(x: float, y: Span, d: Span) -> list[P3]:
    (low, high), (far, near) = y, d
    return [(x, low, far), (x, high, far), (x, high, near), (x, low, near)]
