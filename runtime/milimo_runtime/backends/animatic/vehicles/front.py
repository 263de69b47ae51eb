"""A car seen from its bonnet: the road behind it, its back seat and doors; before the people the dashboard and wheel.

Everything is measured as the people are: `u` in standing heights from the middle of the car, `v` down from the crown
of those in front.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from milimo_runtime.backends.animatic.canvas import Canvas, Point, corners, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.light import lit
from milimo_runtime.backends.animatic.rooms.room import Room
from milimo_runtime.backends.animatic.scene import Front
from milimo_runtime.backends.animatic.vehicles.car import draw_road
from milimo_runtime.backends.animatic.vehicles.seating import SEAT, WHEEL
from milimo_runtime.media.chance import between, pick

_EYES = 0.07
_DASH, _COWL = 0.44, 0.58
_RIM = (0.125, 0.1)
_PAST = 16.0
_PAINTS: tuple[Colour, ...] = ((150, 46, 44), (52, 84, 120), (196, 192, 182), (72, 84, 78), (168, 132, 66))
_TAXI: Colour = (222, 172, 48)


class _Shell:
    """Puts points in the frame; the colours of the car in its light."""

    def __init__(self, canvas: Canvas, room: Room, mood: Mood, front: Front) -> None:
        self.canvas, self.front, self.mood = canvas, front, mood
        light = mix(lit(mood), (255, 206, 150), 0.65) if mood.dark else lit(mood)
        self.light = light
        self.trim = under(from_hue(between(0, 1, "trim", room.name), 0.12, 0.34), light)
        self.cloth = under(seat_cloth(room.name), light)
        paint = _TAXI if "taxi" in room.name or "cab" in room.name.split() else pick(_PAINTS, "paint", room.name)
        self.paint = under(paint, mood.light)

    def at(self, points: Iterable[Point]) -> list[Point]:
        car = self.front
        return [(car.x + u * car.size, car.top + v * car.size) for u, v in points]

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), colour)

    def smooth(self, points: Iterable[Point], colour: Colour) -> None:
        self.canvas.polygon(curve(self.at(points)), colour)

    def line(self, points: Iterable[Point], wide: float, colour: Colour) -> None:
        self.canvas.stroke(curve(self.at(points), closed=False), wide * self.front.size, colour)


def seat_cloth(name: str) -> Colour:
    """What the seats of the car `name` are covered with, by day."""
    return mix(from_hue(between(0, 1, "seat", name), 0.2, 0.44), (112, 104, 92), 0.7)


def draw_front(canvas: Canvas, room: Room, mood: Mood, front: Front) -> None:
    """The road behind the car and all of the car that is behind the people."""
    shell = _Shell(canvas, room, mood, front)
    draw_road(canvas, replace(room, vanish=(front.x, front.top + _EYES * front.size)), mood)
    _ceiling(shell)
    _doors(shell)
    _back_seat(shell)
    for side in (-1, 1):
        if not front.near and side not in front.taken:
            _empty_seat(shell, side)
    if mood.dark:
        canvas.veil(corners(canvas.box.grown(0.1)), (8, 9, 22), 0.16)


def _ceiling(shell: _Shell) -> None:
    """The lining over the rear window and the posts at its sides."""
    lining = lighter(shell.trim, 0.22)
    shell.polygon([(-_PAST, -_PAST), (_PAST, -_PAST), (_PAST, -0.1), (0.66, -0.1), (0.34, -0.045), (-0.34, -0.045),
                   (-0.66, -0.1), (-_PAST, -0.1)], lining)  # fmt: skip
    shell.line([(-0.66, -0.1), (-0.34, -0.045), (0.34, -0.045), (0.66, -0.1)], 0.006, darker(shell.trim, 0.2))
    for side in (-1, 1):
        post = [(side * u, v) for u, v in ((0.33, -0.06), (0.4, -0.07), (0.52, 0.26), (0.4, 0.2))]
        shell.polygon(post, darker(shell.trim, 0.12))
        shell.line([post[0], post[3]], 0.004, lighter(shell.trim, 0.2))


def _doors(shell: _Shell) -> None:
    for side in (-1, 1):
        door = [(side * u, v) for u, v in ((0.36, 0.2), (0.5, 0.23), (0.72, 0.27), (_PAST, 0.5), (_PAST, _PAST),
                                           (0.2, _PAST))]  # fmt: skip
        shell.polygon(door, darker(shell.trim, 0.28))
        shell.line(door[:3], 0.012, lighter(shell.trim, 0.1))
        shell.smooth([(side * u, v) for u, v in ((0.5, 0.34), (0.66, 0.35), (0.66, 0.38), (0.5, 0.37))],
                     darker(shell.trim, 0.5))  # fmt: skip


def _back_seat(shell: _Shell) -> None:
    """A bench from door to door, with rests for two heads; near by it is what people sit on."""
    cloth = darker(shell.cloth, 0.0 if shell.front.near else 0.24)
    high, rest = (0.17, 0.11) if shell.front.near else (0.2, 0.1)
    shell.polygon([(-0.5, high - 0.03), (0.5, high - 0.03), (0.6, _PAST), (-0.6, _PAST)], darker(shell.trim, 0.36))
    for x in (-0.22, 0.22):
        shell.smooth(_pad(x, high - 0.04, rest, 0.05), darker(cloth, 0.3))
        shell.smooth(_pad(x, high - 0.04, rest * 0.92, 0.044), darker(cloth, 0.1))
    shell.smooth([(-0.48, high + 0.04), (-0.42, high), (0.42, high), (0.48, high + 0.04), (0.54, 1.2), (-0.54, 1.2)],
                 darker(cloth, 0.26))  # fmt: skip
    for left, right in ((-0.45, -0.01), (0.01, 0.45)):
        shell.smooth([(left, high + 0.04), (left + 0.04, high + 0.012), (right - 0.04, high + 0.012),
                      (right, high + 0.04), (right + 0.02, 1.1), (left - 0.02, 1.1)], cloth)  # fmt: skip


def _pad(x: float, y: float, wide: float, high: float) -> list[Point]:
    cut = ((-0.8, -1), (0.8, -1), (1, -0.5), (1, 0.7), (0.8, 1), (-0.8, 1), (-1, 0.7), (-1, -0.5))
    return [(x + across * wide, y + down * high) for across, down in cut]


def _empty_seat(shell: _Shell, side: int) -> None:
    x = side * SEAT
    for post in (-0.03, 0.03):
        shell.line([(x + post, 0.1), (x + post, 0.2)], 0.007, (150, 152, 156))
    for grow, tone in ((1.0, darker(shell.cloth, 0.34)), (0.9, shell.cloth)):
        shell.smooth(_pad(x, 0.075, 0.078 * grow, 0.06 * grow), tone)
        shell.smooth(_pad(x, 0.5, 0.165 * grow, 0.34 * grow), tone)


def draw_dashboard(canvas: Canvas, room: Room, mood: Mood, front: Front) -> None:
    """What is before those in front: wheel and hands, dashboard, the frame of the windscreen and the bonnet."""
    shell = _Shell(canvas, room, mood, front)
    _wheel(shell)
    dark = darker(shell.trim, 0.42)
    top = [(-0.76, _DASH + 0.05), (-0.4, _DASH + 0.02), (0.0, _DASH + 0.015), (SEAT - 0.12, _DASH),
           (SEAT, _DASH - 0.02), (SEAT + 0.12, _DASH), (0.76, _DASH + 0.05)]  # fmt: skip
    shell.polygon([*curve(top, 8, closed=False), (0.8, 1.0), (-0.8, 1.0)], dark)
    shell.line(top, 0.006, lighter(dark, 0.25))
    for x in (-0.5, -0.3, -0.1, 0.46):
        shell.line([(x, _DASH + 0.055), (x + 0.12, _DASH + 0.055)], 0.007, darker(dark, 0.4))
    _frame(shell)
    _bonnet(shell)
    for left in (-0.5, 0.05):
        glass = [(left, -0.12), (left + 0.16, -0.12), (left - 0.06, 0.5), (left - 0.22, 0.5)]
        canvas.veil(shell.at(glass), (255, 255, 255), 0.07)
    if mood.wet:
        for at in range(80):
            u, v = between(-0.62, 0.62, "drop", room.name, at), between(-0.1, 0.5, "drop", room.name, at, "y")
            canvas.veil(shell.at([(u, v), (u + 0.003, v), (u - 0.002, v + 0.022)]), lighter(mood.sky[2], 0.5), 0.45)


def _wheel(shell: _Shell) -> None:
    """The wheel on its side, and the hands and cuffs of who drives."""
    middle, driver = (WHEEL * SEAT, _DASH - 0.015), shell.front.driver
    rim = ring(middle, *_RIM)
    if driver:
        sleeve = darker(under(driver.cloth, shell.light), 0.08)
        for side in (-1, 1):
            hand = (middle[0] + side * _RIM[0] * 0.93, middle[1] - _RIM[1] * 0.34)
            shell.line([(hand[0] + side * 0.05, _DASH + 0.06), (hand[0] + side * 0.012, hand[1] + 0.03)], 0.062, sleeve)
    black: Colour = under((44, 44, 50), shell.light)
    shell.line([*rim, rim[0]], 0.022, black)
    shell.line([rim[0], rim[len(rim) // 2]], 0.026, darker(black, 0.2))
    shell.line(rim[len(rim) // 2 :], 0.006, lighter(black, 0.25))
    if driver:
        skin = under(driver.skin, shell.light)
        for side in (-1, 1):
            x, y = middle[0] + side * _RIM[0] * 0.93, middle[1] - _RIM[1] * 0.34
            shell.smooth(_pad(x, y, 0.026, 0.036), skin)
            for finger in range(3):
                v = y - 0.018 + 0.018 * finger
                shell.line([(x - 0.018, v), (x + 0.018, v)], 0.0035, darker(skin, 0.24))


def _frame(shell: _Shell) -> None:
    """The roof, the posts at both sides, the mirrors in the car and on its doors."""
    paint, dark = shell.paint, (26, 26, 30)
    edge: list[Point] = [(-0.62, -0.13), (-0.3, -0.152), (0.3, -0.152), (0.62, -0.13)]
    roof: list[Point] = [(0.58, -0.2), (0.3, -0.235), (-0.3, -0.235), (-0.58, -0.2)]
    for side in (-1, 1):
        post = [(side * u, v) for u, v in ((0.57, -0.2), (0.62, -0.13), (0.8, _COWL), (0.87, _COWL), (0.65, -0.15))]
        shell.polygon(post, darker(paint, 0.2))
        shell.line([post[1], post[2]], 0.012, dark)
        mirror = [(side * u, v) for u, v in ((0.84, 0.36), (1.0, 0.34), (1.02, 0.46), (0.88, 0.47))]
        shell.smooth(mirror, darker(paint, 0.1))
        shell.line([(side * 0.82, 0.46), (side * 0.9, 0.44)], 0.02, darker(paint, 0.3))
    shell.canvas.polygon(shell.at([*curve(edge, 6, closed=False), *curve(roof, 6, closed=False)]), paint)
    shell.line(edge, 0.014, dark)
    shell.line(roof, 0.006, lighter(paint, 0.3))
    shell.smooth(_pad(0.0, -0.095, 0.07, 0.02), dark)


def _bonnet(shell: _Shell) -> None:
    paint = shell.paint
    cowl: list[Point] = [(-0.84, _COWL), (-0.4, _COWL + 0.03), (0.4, _COWL + 0.03), (0.84, _COWL)]
    shell.polygon([*curve(cowl, 8, closed=False), (1.1, _PAST), (-1.1, _PAST)], paint)
    shell.line(cowl, 0.02, (26, 26, 30))
    shell.polygon([(-0.5, _COWL + 0.05), (0.5, _COWL + 0.05), (0.66, _PAST), (-0.66, _PAST)], lighter(paint, 0.08))
    for side in (-1, 1):
        shell.line([(side * 0.5, _COWL + 0.05), (side * 0.62, _COWL + 0.6)], 0.008, darker(paint, 0.22))
    for foot, tip in (((-0.08, _COWL + 0.015), (-0.52, _COWL - 0.02)), ((0.5, _COWL + 0.015), (0.06, _COWL - 0.01))):
        shell.line([foot, tip], 0.009, (22, 22, 26))
