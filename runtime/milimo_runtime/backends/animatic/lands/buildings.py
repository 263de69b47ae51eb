"""Houses, blocks, towers, sheds and barns, each standing by itself; and the colours walls have."""

from __future__ import annotations

from itertools import pairwise

from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, Spot

PLASTER: tuple[Colour, ...] = ((214, 196, 166), (196, 172, 150), (206, 206, 196), (184, 158, 132), (176, 186, 190))
BRICK: tuple[Colour, ...] = ((152, 92, 74), (164, 108, 84), (136, 84, 74))
STONE: tuple[Colour, ...] = ((150, 146, 142), (136, 132, 132), (160, 150, 138))
TIN: tuple[Colour, ...] = ((126, 110, 104), (108, 122, 132), (142, 98, 82), (116, 128, 118))
GLASS: tuple[Colour, ...] = ((92, 110, 132), (104, 112, 126), (84, 104, 118))
ROOFS: tuple[Colour, ...] = ((134, 74, 62), (96, 88, 92), (150, 92, 70))
GLOW: Colour = (255, 206, 124)


def pane(art: Art, box: Box, wall: Colour, away: float, *key: object) -> None:
    """A window: dark by day, lit in the evening where someone is at home."""
    lit = art.mood.lamps and art.unit("lit", *key) < 0.5
    art.canvas.rectangle(box, art.lamp(GLOW, away) if lit else mix(darker(wall, 0.46), art.mood.sky[1], 0.12))


def panes(art: Art, front: Box, wall: Colour, away: float, across: int, down: int, *key: object) -> None:
    """Rows of windows over a front."""
    wide, high = front.width / across, front.height / down
    for column in range(across):
        for row in range(down):
            x, y = front.left + (column + 0.5) * wide, front.top + (row + 0.5) * high
            box = Box(x - wide * 0.26, y - high * 0.3, x + wide * 0.26, y + high * 0.3)
            pane(art, box, wall, away, *key, column, row)


def roof(canvas: Canvas, box: Box, high: float, eaves: float, colour: Colour) -> None:
    """A gable over the box's top."""
    canvas.polygon([(box.left - eaves, box.top), (box.middle[0], box.top - high), (box.right + eaves, box.top)], colour)


def cottage(art: Art, spot: Spot) -> None:
    """A house with a gable, a door and windows; twice as wide as its wall is high."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wall = art.tone(spot.colour, spot.away)
    tile = art.tone(art.covered(ROOFS[int(3 * art.unit("roof", *spot.key))], 0.8), spot.away)
    half, eave = tall * 0.62, foot - tall * 0.56
    back = -art.light * tall * 0.3
    near, far = x - back * 0.4, x + back
    art.shadow(x, foot, tall * 0.8, 0.22)
    art.canvas.rectangle(Box(min(near, far) - half, eave, max(near, far) + half, foot), darker(wall, 0.3))
    front = Box(near - half, eave, near + half, foot)
    chimney = near + back * 1.4
    art.canvas.rectangle(Box(chimney - tall * 0.06, foot - tall * 1.06, chimney + tall * 0.06, eave), darker(wall, 0.4))
    ridge = foot - tall
    art.canvas.polygon(
        [
            (near, ridge),
            (far + back * 0.4, ridge),
            (far + (half if back > 0 else -half), eave),
            (near + (half if back > 0 else -half), eave),
        ],
        darker(tile, 0.12),
    )
    art.canvas.rectangle(front, wall)
    art.canvas.polygon([(front.left, eave), (near, ridge + tall * 0.04), (front.right, eave)], wall)
    for side in (-1, 1):
        edge = [
            (near, ridge - tall * 0.03),
            (near + side * (half + tall * 0.08), eave + tall * 0.05),
            (near + side * (half + tall * 0.02), eave + tall * 0.07),
            (near, ridge + tall * 0.05),
        ]
        art.canvas.polygon(edge, lighter(tile, 0.1) if side == art.light else darker(tile, 0.1))
    art.canvas.rectangle(Box(near - tall * 0.08, foot - tall * 0.32, near + tall * 0.08, foot), darker(wall, 0.55))
    for at in (-1, 1):
        middle = near + at * tall * 0.36
        frame = Box(middle - tall * 0.1, foot - tall * 0.42, middle + tall * 0.1, foot - tall * 0.2)
        art.canvas.rectangle(frame.grown(tall * 0.02), lighter(wall, 0.3))
        pane(art, frame, wall, spot.away, *spot.key, at)
    pane(
        art,
        Box(near - tall * 0.08, foot - tall * 0.74, near + tall * 0.08, foot - tall * 0.58),
        wall,
        spot.away,
        *spot.key,
        "attic",
    )


def block(art: Art, spot: Spot) -> None:
    """A house of the city, flat-roofed."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wall = art.tone(spot.colour, spot.away)
    half = tall * art.span(0.22, 0.42, "half", *spot.key)
    box = Box(x - half, foot - tall, x + half, foot)
    art.block(box, wall, tall * 0.09)
    art.canvas.rectangle(
        Box(box.left - tall * 0.01, box.top - tall * 0.012, box.right + tall * 0.01, box.top),
        art.tone(SNOW, spot.away) if art.snowy else lighter(wall, 0.16),
    )
    front = Box(box.left + half * 0.1, box.top + tall * 0.05, box.right - half * 0.1, foot - tall * 0.1)
    panes(art, front, wall, spot.away, max(2, round(half / tall * 13)), 6, *spot.key)


def institution(art: Art, spot: Spot) -> None:
    """A public building: a wide front with wings, a porch on columns, steps; twice as wide as it is high."""
    tall = spot.size
    wall = art.tone(spot.colour, spot.away)
    cap = art.tone(art.covered(lighter(spot.colour, 0.2), 0.9), spot.away)
    art.block(spot.box(-1.1, -0.82, 1.1), darker(wall, 0.08), tall * 0.12)
    art.canvas.rectangle(spot.box(-1.13, -0.86, 1.13, -0.8), cap)
    for left, right in ((-1.04, -0.42), (0.42, 1.04)):
        panes(art, spot.box(left, -0.76, right, -0.06), wall, spot.away, 5, 3, *spot.key, left)
    art.canvas.rectangle(spot.box(-0.4, -0.94, 0.4), wall)
    panes(art, spot.box(-0.36, -0.76, 0.36, -0.48), wall, spot.away, 4, 1, *spot.key, "middle")
    art.canvas.polygon(spot.shape([(-0.46, -0.92), (0.0, -1.12), (0.46, -0.92)]), cap)
    inside = art.lamp(mix(GLOW, wall, 0.2)) if art.mood.lamps else darker(wall, 0.5)
    art.canvas.rectangle(spot.box(-0.32, -0.36, 0.32), darker(wall, 0.34))
    art.canvas.rectangle(spot.box(-0.1, -0.3, 0.1), inside)
    for at in range(4):
        art.canvas.rectangle(spot.box(-0.34 + 0.21 * at, -0.37, -0.29 + 0.21 * at), cap)
    art.canvas.rectangle(spot.box(-0.42, -0.44, 0.42, -0.36), cap)
    for step in range(3):
        art.canvas.rectangle(
            spot.box(-0.44 - 0.05 * step, 0.02 * step, 0.44 + 0.05 * step, 0.02 * step + 0.02),
            darker(cap, 0.1 * step + 0.05),
        )


def tower(art: Art, spot: Spot) -> None:
    """A skyscraper of glass."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wall = art.tone(spot.colour, spot.away)
    half = tall * art.span(0.08, 0.13, "half", *spot.key)
    left, right = art.sides(wall)
    step = foot - tall * art.span(0.72, 0.9, "step", *spot.key)
    art.canvas.rectangle(Box(x - half, step, x + half * 0.24, foot), left)
    art.canvas.rectangle(Box(x + half * 0.24, step, x + half, foot), right)
    art.canvas.rectangle(Box(x - half * 0.6, foot - tall, x + half * 0.24, step), left)
    art.canvas.rectangle(Box(x + half * 0.24, foot - tall, x + half * 0.62, step), right)
    if art.unit("mast", *spot.key) < 0.5:
        art.canvas.stroke([(x, foot - tall), (x, foot - tall * 1.14)], tall * 0.008, left)
    panes(
        art,
        Box(x - half * 0.94, step + tall * 0.02, x + half * 0.2, foot),
        left,
        spot.away + 0.1,
        5,
        max(6, int(tall * 44)),
        *spot.key,
    )


def shed(art: Art, spot: Spot) -> None:
    """A warehouse: a long front under a low gable, a wide door."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wall = art.tone(spot.colour, spot.away)
    half, eave = tall * 0.78, foot - tall * 0.72
    art.block(Box(x - half, eave, x + half, foot), wall, tall * 0.2)
    tile = art.tone(art.covered((92, 86, 88), 0.8), spot.away)
    art.canvas.polygon([(x - half, eave), (x, foot - tall), (x + half, eave)], wall)
    for side in (-1, 1):
        edge = [
            (x, foot - tall * 1.04),
            (x + side * half * 1.08, eave + tall * 0.02),
            (x + side * half * 1.02, eave + tall * 0.07),
            (x, foot - tall * 0.96),
        ]
        art.canvas.polygon(edge, tile)
    for at in range(1, 9):
        seam = x - half + 2 * half * at / 9
        art.canvas.stroke([(seam, eave), (seam, foot)], tall * 0.006, darker(wall, 0.14))
    door = spot.box(-0.22, -0.46, 0.22)
    art.canvas.rectangle(door, art.lamp(mix(GLOW, wall, 0.4)) if art.mood.lamps else darker(wall, 0.5))
    art.canvas.rectangle(Box(door.left, door.top - tall * 0.05, door.right, door.top), darker(wall, 0.3))
    panes(
        art,
        Box(x - half * 0.3, eave - tall * 0.08, x + half * 0.3, eave + tall * 0.12),
        wall,
        spot.away,
        3,
        1,
        *spot.key,
    )


def barn(art: Art, spot: Spot) -> None:
    """A barn with a hipped gable, and its silo."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wall = art.tone(spot.colour, spot.away)
    tile = art.tone(art.covered((98, 84, 82), 0.8), spot.away)
    silo = x - art.light * tall * 0.86
    left, right = art.sides(art.tone((176, 178, 180), spot.away))
    for shade, low, high in ((left, -0.16, 0.04), (right, 0.04, 0.16)):
        art.canvas.rectangle(Box(silo + low * tall, foot - tall * 1.1, silo + high * tall, foot), shade)
    art.canvas.smooth(
        [
            (silo - tall * 0.16, foot - tall * 1.09),
            (silo, foot - tall * 1.28),
            (silo + tall * 0.16, foot - tall * 1.09),
            (silo, foot - tall * 1.06),
        ],
        right,
    )
    front = [(-0.56, 0.0), (-0.56, -0.52), (-0.34, -0.86), (0.0, -1.0), (0.34, -0.86), (0.56, -0.52), (0.56, 0.0)]
    art.canvas.polygon(spot.shape(front), wall)
    for a, b in pairwise(front[1:6]):
        art.canvas.stroke(
            [(x + a[0] * tall, foot + a[1] * tall), (x + b[0] * tall, foot + b[1] * tall)], tall * 0.06, tile
        )
    white = art.tone((228, 222, 210), spot.away)
    art.canvas.rectangle(spot.box(-0.26, -0.42, 0.26), white)
    for side in (-1, 1):
        middle = x + side * tall * 0.125
        box = Box(middle - tall * 0.11, foot - tall * 0.4, middle + tall * 0.11, foot)
        art.canvas.rectangle(box, darker(wall, 0.2))
        art.canvas.stroke([(box.left, box.bottom), (box.right, box.top)], tall * 0.02, white)
    pane(art, spot.box(-0.09, -0.76, 0.09, -0.6), wall, spot.away, *spot.key)
