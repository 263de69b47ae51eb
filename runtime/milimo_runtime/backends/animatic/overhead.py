"""Indoors and people seen from straight above: a floor that fills the frame, furniture as tops, heads and shoulders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.figures.stance import Stance
from milimo_runtime.backends.animatic.interior import Room, lit
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.media.chance import between

_SHADOW: Colour = (8, 9, 20)
_FAR = 5.0
_BOARD = 0.115


def draw_floor(canvas: Canvas, room: Room, mood: Mood) -> None:
    """The room as a plan: boards, the foot of the far wall, what stands about, the light."""
    light = lit(mood)
    floor, wall = under(room.floor, light), under(room.wall, light)
    canvas.rectangle(canvas.box.grown(0.1), floor)
    _boards(canvas, room, floor)
    if not room.bare and not room.lamp:
        cloth = under(from_hue(between(0, 1, "chair", room.name), 0.34, 0.46), light)
        for inset, tone in ((0.0, cloth), (0.02, lighter(cloth, 0.28)), (0.03, cloth)):
            canvas.rectangle(Box(-0.46 + inset, -0.27 + inset, 0.46 - inset, 0.31 - inset), tone)
    if room.lamp:
        _lens(canvas, room, light)
    elif not room.bare:
        _tops(canvas, room, light)
    canvas.veil(corners(Box(-_FAR, -0.46, _FAR, -0.37)), _SHADOW, 0.4, 0.03)
    canvas.rectangle(Box(-_FAR, -_FAR, _FAR, -0.43), darker(wall, 0.5))
    canvas.rectangle(Box(-_FAR, -0.443, _FAR, -0.43), lighter(wall, 0.1))
    if mood.dark:
        canvas.veil(corners(canvas.box.grown(0.1)), _SHADOW, 0.3)
        canvas.glow((0.05, 0.0), 0.95, (255, 190, 110), 0.4)
    else:
        x = room.side * 0.36
        spill = [(x - 0.17, -0.43), (x + 0.17, -0.43), (x + 0.02, 0.12), (x - 0.36, 0.12)]
        canvas.veil(spill, (255, 236, 196), 0.24 if mood.weather == "clear" else 0.12, 0.014)


def _boards(canvas: Canvas, room: Room, floor: Colour) -> None:
    first, last = int(canvas.box.left / _BOARD) - 2, int(canvas.box.right / _BOARD) + 2
    for at in range(first, last + 1):
        x = at * _BOARD
        tone = between(0.0, 0.14, "board", room.name, at)
        canvas.rectangle(Box(x, -_FAR, x + _BOARD, _FAR), darker(floor, tone))
        canvas.rectangle(Box(x, -_FAR, x + 0.0026, _FAR), darker(floor, 0.45))
        for joint in range(-3, 4):
            y = 0.9 * (joint + between(0.0, 0.8, "joint", room.name, at, joint))
            canvas.rectangle(Box(x, y, x + _BOARD, y + 0.0022), darker(floor, 0.45))


def _raised(canvas: Canvas, shape: list[Point], fill: Colour, lift: float) -> None:
    """A top of some height: its shadow on the floor falls down and to the right."""
    canvas.veil([(x + lift, y + lift) for x, y in shape], _SHADOW, 0.38, lift * 0.4)
    canvas.polygon(shape, fill)


def _tops(canvas: Canvas, room: Room, light: Colour) -> None:
    wood = under(mix((126, 88, 58), room.floor, 0.3), light)
    cloth = under(from_hue(between(0, 1, "chair", room.name), 0.36, 0.5), light)
    x, y = room.side * 0.56, -0.12
    if room.table:
        for dx, dy in ((-0.13, -0.2), (0.13, -0.2), (-0.13, 0.2), (0.13, 0.2)):
            _raised(canvas, ring((x + dx, y + dy), 0.062, 0.06), darker(cloth, 0.1), 0.014)
        _raised(canvas, corners(Box(x - 0.27, y - 0.16, x + 0.27, y + 0.16)), lighter(wood, 0.14), 0.028)
        canvas.rectangle(Box(x - 0.255, y - 0.145, x + 0.255, y + 0.145), lighter(wood, 0.2))
        canvas.ellipse((x + 0.09, y + 0.03), 0.05, 0.05, under((226, 220, 208), light))
        canvas.ellipse((x + 0.09, y + 0.03), 0.034, 0.034, under((206, 200, 188), light))
        _raised(canvas, ring((x - 0.1, y - 0.03), 0.026, 0.026), under((214, 206, 190), light), 0.01)
        canvas.ellipse((x - 0.1, y - 0.03), 0.019, 0.019, under((92, 62, 44), light))
    else:
        _raised(canvas, corners(Box(x - 0.17, y - 0.17, x + 0.17, y + 0.15)), darker(cloth, 0.2), 0.024)
        canvas.rectangle(Box(x - 0.115, y - 0.09, x + 0.115, y + 0.13), lighter(cloth, 0.1))
    if room.shelves:
        left = -room.side * 0.5 - 0.3
        _raised(canvas, corners(Box(left, -0.43, left + 0.6, -0.33)), darker(wood, 0.25), 0.02)
        at, along = 0, left + 0.01
        while along < left + 0.57:
            wide = between(0.01, 0.026, "book", at, room.name)
            spine = under(from_hue(between(0, 1, "spine", 0, at), 0.4, 0.55), light)
            canvas.rectangle(Box(along, -0.41, along + wide - 0.002, -0.345), spine)
            along, at = along + wide, at + 1


def _lens(canvas: Canvas, room: Room, light: Colour) -> None:
    """The lens of a lighthouse: rings of glass on a brass drum."""
    x, y = room.side * 0.5, -0.08
    brass = under((206, 160, 82), light)
    _raised(canvas, ring((x, y), 0.22, 0.22), darker(brass, 0.3), 0.03)
    for at in range(7):
        size = 0.2 - 0.027 * at
        canvas.ellipse((x, y), size, size, lighter(under((134, 168, 172), light), 0.1 + 0.3 * (at % 2)))
    canvas.glow((x, y), 0.3, (255, 222, 150), 0.55)
    for tooth_ring, size in (((x - room.side * 0.3, y + 0.2), 0.08), ((x - room.side * 0.19, y + 0.27), 0.05)):
        for tooth in ring(tooth_ring, size * 1.1, size * 1.1, 12):
            canvas.ellipse(tooth, size * 0.14, size * 0.14, darker(brass, 0.3))
        canvas.ellipse(tooth_ring, size, size, darker(brass, 0.22))
        canvas.ellipse(tooth_ring, size * 0.5, size * 0.5, darker(brass, 0.5))


# ---------------------------------------------------------------- people


@dataclass(frozen=True, slots=True)
class _Plan:
    """Paints in a figure's own measure: `ahead` towards where it looks, `aside` to its right."""

    canvas: Canvas
    stance: Stance
    ambient: Colour

    def at(self, ahead: float, aside: float) -> Point:
        s = self.stance
        x, y = s.x, s.top + 0.07 * s.height
        if s.facing == 0:
            return x - aside * s.height, y + ahead * s.height
        return x + s.facing * ahead * s.height, y + s.facing * aside * s.height

    def oval(self, ahead: float, aside: float, deep: float, wide: float, colour: Colour) -> None:
        points = [self.at(ahead + a, aside + b) for a, b in ring((0.0, 0.0), deep, wide)]
        self.canvas.polygon(points, under(colour, self.ambient))

    def shade(self, outline: Callable[[], list[Point]], opacity: float, soft: float) -> None:
        self.canvas.veil(outline(), _SHADOW, opacity, soft * self.stance.height)


def draw_from_above(canvas: Canvas, stance: Stance, look: Look, ambient: Colour) -> None:
    """Head and shoulders from straight above; the head dips a little as the figure speaks."""
    plan = _Plan(canvas, stance, ambient)
    drop = 0.035 * stance.height

    def cast() -> list[Point]:
        return [(x + drop, y + drop) for x, y in (plan.at(a, b) for a, b in ring((0.0, 0.0), 0.1, 0.17))]

    plan.shade(cast, 0.5, 0.03)
    for side in (-1, 1):
        plan.oval(0.075, side * 0.05, 0.045, 0.026, darker(look.legs, 0.5))
    if look.garment in ("coat", "dress"):
        plan.oval(0.0, 0.0, 0.092, 0.128, darker(look.cloth, 0.3))
    for side in (-1, 1):
        plan.oval(0.096, side * 0.118, 0.022, 0.02, look.skin)
        plan.oval(0.05, side * 0.136, 0.055, 0.032, darker(look.cloth, 0.2))
    plan.oval(-0.004, 0.0, 0.066, 0.152, look.cloth)
    plan.oval(0.004, -0.03, 0.046, 0.09, lighter(look.cloth, 0.1))
    plan.oval(0.004, 0.0, 0.05, 0.052, look.scarf or darker(look.cloth, 0.35))
    _crown(plan, look, 0.006 + 0.008 * stance.mouth)


def _crown(plan: _Plan, look: Look, ahead: float) -> None:
    plan.oval(ahead + 0.052, 0.0, 0.012, 0.01, darker(look.skin, 0.1))
    plan.oval(ahead + 0.008, 0.0, 0.052, 0.046, look.skin)
    if look.hat != "none":
        plan.oval(ahead + 0.006, 0.0, 0.085 if look.hat == "brim" else 0.06, 0.08 if look.hat == "brim" else 0.054,
                  darker(look.hat_colour, 0.2))  # fmt: skip
        plan.oval(ahead, 0.0, 0.05, 0.047, look.hat_colour)
        return
    if look.style == "none":
        plan.oval(ahead - 0.008, 0.012, 0.016, 0.012, lighter(look.skin, 0.35))
        return
    if look.style == "long":
        plan.oval(ahead - 0.03, 0.0, 0.05, 0.062, darker(look.hair, 0.2))
    plan.oval(ahead - 0.006, 0.0, 0.05, 0.05, look.hair)
    match look.style:
        case "curly":
            for at, (a, b) in enumerate(ring((0.0, 0.0), 0.044, 0.044, 11)):
                plan.oval(ahead - 0.008 + a, b, 0.017, 0.017, mix(look.hair, darker(look.hair, 0.3), 0.4 * (at % 2)))
        case "bun":
            plan.oval(ahead - 0.05, 0.0, 0.026, 0.026, darker(look.hair, 0.2))
        case "braid":
            for step in range(6):
                plan.oval(ahead - 0.05 - 0.017 * step, 0.0, 0.014, 0.017 - 0.001 * step,
                          mix(look.hair, darker(look.hair, 0.3), 0.5 * (step % 2)))  # fmt: skip
        case _:
            pass
    plan.oval(ahead + 0.004, 0.014, 0.022, 0.014, lighter(look.hair, 0.16))
