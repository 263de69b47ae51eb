"""Seen from straight above: floors and grounds that fill the frame, furniture and trees as tops, people as heads and
shoulders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.exterior import Land, earth_of
from milimo_runtime.backends.animatic.figures import Stance
from milimo_runtime.backends.animatic.interior import Room, lit
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.media.chance import between, chance, drift

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


def draw_ground(canvas: Canvas, land: Land, mood: Mood) -> None:
    """Land as a bird sees it: street, water's edge, crowns of trees, stones or grass."""
    earth = under(earth_of(land, mood), mood.light)
    canvas.rectangle(canvas.box.grown(0.1), darker(earth, 0.1))
    for at in range(70):
        spot = between(-3, 3, "spot", land.name, at), between(-2, 2, "spot", land.name, at, "y")
        tone = lighter(earth, 0.16) if at % 2 else darker(earth, 0.34)
        canvas.veil(ring(spot, between(0.05, 0.4, "wide", at), between(0.04, 0.2, "high", at), 20), tone, 0.2, 0.02)
    if land.city:
        _road(canvas, land, mood, earth)
    if land.water:
        _edge(canvas, land, mood)
    if land.woods:
        _crowns(canvas, land, mood)
    if not (land.city or land.woods):
        for at in range(60):
            x, y = between(-2.4, 2.4, "stone", land.name, at), between(-1.4, 1.4, "stone", land.name, at, "y")
            size = between(0.006, 0.03, "size", land.name, at)
            _raised(canvas, ring((x, y), size * 1.3, size, 9), lighter(earth, 0.16), size * 0.4)
    if mood.dark:
        canvas.glow((0.0, 0.0), 1.1, (168, 190, 230), 0.16)


def _road(canvas: Canvas, land: Land, mood: Mood, earth: Colour) -> None:
    slab = lighter(earth, 0.2)
    for side in (-1, 1):
        left, right = sorted((side * 0.5, side * _FAR))
        canvas.rectangle(Box(left, -_FAR, right, _FAR), slab)
        canvas.rectangle(Box(side * 0.5 - 0.012, -_FAR, side * 0.5 + 0.012, _FAR), lighter(slab, 0.3))
        for at in range(12):
            x = side * (0.5 + 0.16 * (at + 1))
            canvas.rectangle(Box(x, -_FAR, x + 0.002, _FAR), darker(slab, 0.25))
    for at in range(-20, 21):
        canvas.rectangle(Box(-0.012, 0.24 * at, 0.012, 0.24 * at + 0.13), lighter(earth, 0.42))
        canvas.rectangle(Box(-_FAR, 0.16 * at, -0.512, 0.16 * at + 0.002), darker(slab, 0.25))
        canvas.rectangle(Box(0.512, 0.16 * at, _FAR, 0.16 * at + 0.002), darker(slab, 0.25))
    if mood.wet:
        for at in range(16):
            middle = between(-1.4, 1.4, "puddle", land.name, at), between(-0.8, 0.8, "puddle", at)
            canvas.veil(ring(middle, between(0.04, 0.16, "pool", at), 0.05, 20), mood.sky[2], 0.3, 0.006)


def _edge(canvas: Canvas, land: Land, mood: Mood) -> None:
    """The sea in the upper part, breaking on the rock."""
    deep = mix(darker(mood.sky[0], 0.3), under((36, 92, 110), mood.light), 0.45)
    line = [(x / 20, -0.2 + 0.08 * drift(x / 9, land.name, "edge")) for x in range(-100, 101)]
    for out, tone in ((0.0, lighter(mood.sky[2], 0.4)), (0.03, mix(deep, mood.sky[2], 0.35)), (0.1, deep)):
        canvas.polygon([*[(x, y - out) for x, y in line], (_FAR, -_FAR), (-_FAR, -_FAR)], tone)
    for at in range(60):
        x, y = between(-2.4, 2.4, "swell", land.name, at), -0.32 - 1.4 * chance("wave", land.name, at)
        wide = between(0.04, 0.16, "width", at)
        canvas.veil([(x - wide, y), (x, y - 0.006), (x + wide, y), (x, y + 0.003)], mood.sky[2], 0.4)


def _crowns(canvas: Canvas, land: Land, mood: Mood) -> None:
    leaf = under((62, 94, 66), mood.light)
    for at in range(44):
        x, y = between(-2.2, 2.2, "crown", land.name, at), between(-1.2, 1.2, "crown", land.name, at, "y")
        if abs(x) < 0.62 and abs(y) < 0.34:
            continue
        size, tone = between(0.07, 0.16, "size", land.name, at), mix(leaf, darker(leaf, 0.4), chance("shade", at))
        canvas.veil(ring((x + 0.03, y + 0.03), size, size), _SHADOW, 0.4, 0.02)
        for lobe, spot in enumerate(ring((x, y), size * 0.55, size * 0.55, 7)):
            canvas.ellipse(spot, size * 0.5, size * 0.5, lighter(tone, 0.05 * (lobe % 3)))
        canvas.ellipse((x - size * 0.1, y - size * 0.1), size * 0.5, size * 0.5, lighter(tone, 0.14))


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
