"""The inside of a vehicle from straight above: the aisle and rows of seats, or the seats and wheel of a car."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.light import lit
from milimo_runtime.backends.animatic.rooms.room import Room
from milimo_runtime.media.chance import between

_FAR = 5.0
_HALF = 0.72
"""Half the width of a cabin, frame heights."""
_ROW = 0.42
_SHADOW: Colour = (8, 9, 20)


def draw_cabin_plan(canvas: Canvas, room: Room, mood: Mood) -> None:
    """Floor, seats, walls and what is beyond them; the front of the vehicle is up."""
    light = lit(mood)
    floor = under(mix(room.floor, (92, 94, 100), 0.75), light)
    cloth = under(from_hue(between(0, 1, "seat", room.name), 0.46, 0.52), light)
    wall = under((196, 194, 188), light)
    canvas.rectangle(canvas.box.grown(0.1), floor)
    canvas.rectangle(Box(-0.2, -_FAR, 0.2, _FAR), darker(floor, 0.22))
    for side in (-1, 1):
        canvas.rectangle(Box(side * 0.205 - 0.006, -_FAR, side * 0.205 + 0.006, _FAR), lighter(floor, 0.3))
    if room.vehicle == "car":
        _car(canvas, cloth, floor)
    else:
        for row in range(-9, 10):
            for side in (-1, 1):
                for x in (0.33, 0.57):
                    _seat(canvas, side * x, row * _ROW + 0.1, 0.108, cloth)
    for side in (-1, 1):
        left, right = sorted((side * _HALF, side * _FAR))
        canvas.rectangle(Box(left, -_FAR, right, _FAR), darker(mood.sky[1], 0.35))
        inner, outer = sorted((side * _HALF, side * (_HALF + 0.035)))
        canvas.rectangle(Box(inner, -_FAR, outer, _FAR), wall)
    if mood.dark:
        canvas.veil(corners(canvas.box.grown(0.1)), _SHADOW, 0.25)
        canvas.glow((0.0, 0.0), 1.0, (255, 196, 120), 0.4)


def _seat(canvas: Canvas, x: float, y: float, half: float, cloth: Colour) -> None:
    """A cushion, and nearer to us its back."""
    _pad(canvas, (x, y), half, half * 1.1, cloth)
    _pad(canvas, (x, y + half * 1.05), half, half * 0.34, darker(cloth, 0.28))


def _pad(canvas: Canvas, middle: Point, wide: float, high: float, colour: Colour) -> None:
    x, y = middle
    cut = ((-0.8, -1), (0.8, -1), (1, -0.7), (1, 0.7), (0.8, 1), (-0.8, 1), (-1, 0.7), (-1, -0.7))
    shape = curve([(x + across * wide, y + down * high) for across, down in cut], 5)
    canvas.veil([(px + 0.016, py + 0.016) for px, py in shape], _SHADOW, 0.36, 0.008)
    canvas.polygon(shape, colour)


def _car(canvas: Canvas, cloth: Colour, floor: Colour) -> None:
    """Two seats behind a dashboard and a wheel, a bench behind them, the bonnet ahead."""
    trim = darker(floor, 0.5)
    canvas.rectangle(Box(-_HALF, -_FAR, _HALF, -0.4), trim)
    canvas.rectangle(Box(-_HALF, -0.41, _HALF, -0.395), lighter(trim, 0.25))
    canvas.rectangle(Box(-0.09, -0.4, 0.09, _FAR), trim)
    for side in (-1, 1):
        _seat(canvas, side * 0.38, -0.02, 0.21, cloth)
        _seat(canvas, side * 0.38, 0.62, 0.24, cloth)
    wheel = ring((-0.38, -0.3), 0.15, 0.06)
    canvas.stroke([*wheel, wheel[0]], 0.02, (24, 24, 28))
