"""What is built to be seen from afar: a church, a castle, columns, chimneys and their smoke."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, corners
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.buildings import pane
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, Spot


def church(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    wall = art.tone(spot.colour, spot.away)
    tile = art.tone(art.covered((86, 84, 96), 0.7), spot.away)
    nave = -art.light
    low, high = sorted((x, x + nave * tall * 0.7))
    art.canvas.rectangle(Box(low, foot - tall * 0.3, high, foot), darker(wall, 0.22))
    art.canvas.polygon(
        [
            (x, foot - tall * 0.5),
            (x + nave * tall * 0.62, foot - tall * 0.5),
            (x + nave * tall * 0.74, foot - tall * 0.29),
            (x, foot - tall * 0.29),
        ],
        tile,
    )
    for at in range(3):
        middle = x + nave * tall * (0.26 + 0.16 * at)
        pane(
            art,
            Box(middle - tall * 0.025, foot - tall * 0.22, middle + tall * 0.025, foot - tall * 0.08),
            wall,
            spot.away,
            *spot.key,
            at,
        )
    box = spot.box(-0.12, -0.62, 0.12)
    art.canvas.rectangle(box, wall)
    left, right = art.sides(tile)
    top = (x, foot - tall * 1.0)
    art.canvas.polygon([(box.left - tall * 0.02, box.top), top, (x, box.top)], left)
    art.canvas.polygon([(x, box.top), top, (box.right + tall * 0.02, box.top)], right)
    art.canvas.stroke([top, (x, foot - tall * 1.08)], tall * 0.012, darker(tile, 0.3))
    art.canvas.stroke(
        spot.shape([(-0.025, -1.05), (0.025, -1.05)]),
        tall * 0.012,
        darker(tile, 0.3),
    )
    art.canvas.ellipse((x, foot - tall * 0.5), tall * 0.045, tall * 0.045, lighter(wall, 0.4))
    art.canvas.rectangle(spot.box(-0.05, -0.16, 0.05), darker(wall, 0.55))


def castle(art: Art, spot: Spot) -> None:
    """Curtain walls, round towers with pointed or toothed heads, a gate."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wall = art.tone(spot.colour, spot.away)
    towers = ((-0.86, 0.74, 0.11, True), (0.92, 0.66, 0.12, False), (-0.3, 1.0, 0.12, True), (0.36, 0.84, 0.1, True))
    _turret(art, spot, 0.06, 0.72, 0.3, False)
    for left, right, high in ((-0.86, -0.3, 0.44), (-0.3, 0.36, 0.5), (0.36, 0.92, 0.4)):
        box = Box(x + left * tall, foot - high * tall, x + right * tall, foot)
        art.canvas.rectangle(box, darker(wall, 0.08))
        _teeth(art, box, tall * 0.05, darker(wall, 0.08))
    for side, high, half, pointed in towers:
        _turret(art, spot, side, high, half, pointed)
    gate = [(-0.08, 0.0), (-0.08, -0.16), (-0.05, -0.23), (0.0, -0.25), (0.05, -0.23), (0.08, -0.16), (0.08, 0.0)]
    art.canvas.polygon(spot.shape(gate), darker(wall, 0.66))


def _teeth(art: Art, box: Box, size: float, colour: Colour) -> None:
    count = max(2, int(box.width / size / 2))
    for at in range(count):
        x = box.left + box.width * (at + 0.25) / count
        art.canvas.rectangle(Box(x, box.top - size, x + box.width * 0.5 / count, box.top), colour)
        if art.snowy:
            art.canvas.rectangle(Box(x, box.top - size, x + box.width * 0.5 / count, box.top - size * 0.6), SNOW)


def _turret(art: Art, spot: Spot, side: float, high: float, half: float, pointed: bool) -> None:
    tall, x = spot.size, spot.x + side * spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    half, top = half * tall, spot.foot - high * tall
    art.canvas.rectangle(Box(x - half, top, x + half * 0.2, spot.foot), left)
    art.canvas.rectangle(Box(x + half * 0.2, top, x + half, spot.foot), right)
    if pointed:
        tile = art.tone(art.covered((92, 82, 104), 0.6), spot.away)
        art.canvas.polygon([(x - half * 1.2, top), (x, top - half * 2.6), (x + half * 0.2, top)], lighter(tile, 0.06))
        art.canvas.polygon([(x, top - half * 2.6), (x + half * 1.2, top), (x + half * 0.2, top)], darker(tile, 0.2))
    else:
        box = Box(x - half * 1.12, top - half * 0.3, x + half * 1.12, top)
        art.canvas.rectangle(box, left)
        _teeth(art, box, half * 0.3, left)
    for at in range(2):
        y = top + half * (0.9 + 1.6 * at)
        pane(art, Box(x - half * 0.12, y, x + half * 0.12, y + half * 0.5), right, spot.away, *spot.key, side, at)


def ruin(art: Art, spot: Spot) -> None:
    """A piece of wall with an arch in it, broken off above."""
    x, foot, tall = spot.x, spot.foot, spot.size
    stone = art.tone(art.covered(spot.colour, 0.25), spot.away)
    art.shadow(x, foot, tall * 0.6, 0.26)
    top = [
        (a, -art.span(0.5, 1.0, "broken", *spot.key, at)) for at, a in enumerate((-0.5, -0.34, -0.1, 0.12, 0.3, 0.5))
    ]
    for shift, shade in ((-art.light * 0.1, darker(stone, 0.3)), (0.0, stone)):
        body = [
            (-0.5, 0.0),
            *top,
            (0.5, 0.0),
            (0.22, 0.0),
            (0.22, -0.3),
            (0.14, -0.42),
            (0.0, -0.47),
            (-0.14, -0.42),
            (-0.22, -0.3),
            (-0.22, 0.0),
        ]
        art.canvas.polygon([(x + (a + shift) * tall, foot + b * tall) for a, b in body], shade)
    for at in range(8):
        left = x + tall * art.span(-0.48, 0.36, "stone", *spot.key, at)
        y = foot - tall * art.span(0.04, 0.5, "course", *spot.key, at)
        if abs(left - x) > tall * 0.24:
            art.canvas.rectangle(Box(left, y, left + tall * 0.09, y + tall * 0.012), darker(stone, 0.18))


def column(art: Art, spot: Spot) -> None:
    """A column, whole or broken off."""
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(art.covered(spot.colour, 0.2), spot.away))
    whole = art.unit("whole", *spot.key) < 0.5
    top = foot - tall * (1.0 if whole else art.span(0.35, 0.75, "top", *spot.key))
    half = spot.size * 0.075
    art.shadow(x, foot, half * 4, 0.26)
    slant = 0.0 if whole else half * 0.8
    art.canvas.polygon([(x - half, foot), (x - half, top), (x + half * 0.2, top - slant), (x + half * 0.2, foot)], left)
    art.canvas.polygon(
        [(x + half * 0.2, foot), (x + half * 0.2, top - slant), (x + half, top + slant), (x + half, foot)], right
    )
    for y, spread in ((foot, 1.5), *(((top, 1.5),) if whole else ())):
        box = Box(x - half * spread, y - half * 0.7, x + half * spread, y + half * 0.1)
        art.canvas.rectangle(box, left)
        art.canvas.veil(corners(Box(x + half * 0.2, box.top, box.right, box.bottom)), (10, 12, 22), 0.22)


def chimney(art: Art, spot: Spot) -> None:
    """A works' chimney and its smoke."""
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    a, b = tall * 0.06, tall * 0.04
    art.canvas.polygon([(x - a, foot), (x - b, foot - tall), (x + b * 0.2, foot - tall), (x + a * 0.2, foot)], left)
    art.canvas.polygon([(x + a * 0.2, foot), (x + b * 0.2, foot - tall), (x + b, foot - tall), (x + a, foot)], right)
    art.canvas.rectangle(
        Box(x - b * 1.2, foot - tall * 0.96, x + b * 1.2, foot - tall * 0.9), art.tone((168, 82, 70), spot.away)
    )
    smoke(art, x, foot - tall, tall, spot.away)


def smoke(art: Art, x: float, y: float, size: float, away: float) -> None:
    """A column of smoke that drifts away from the light."""
    tone = mix(darker(art.mood.sky[1], 0.3), art.mood.sky[2], 0.3 + 0.5 * away)
    for at in range(8):
        t = at / 7
        middle = (x - art.light * size * (0.1 * t + 0.42 * t * t), y - size * 0.62 * t)
        puff = size * (0.035 + 0.13 * t)
        art.canvas.veil(
            [
                (middle[0] + puff * a, middle[1] + puff * b)
                for a, b in (
                    (-1, 0),
                    (-0.7, -0.7),
                    (0, -0.95),
                    (0.8, -0.6),
                    (1, 0.1),
                    (0.6, 0.7),
                    (0, 0.9),
                    (-0.7, 0.6),
                )
            ],
            tone,
            0.5 - 0.3 * t,
            size * 0.02,
        )
