"""What stands by the way: motels, the houses of a western town, an airport, a quarry."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Point
from milimo_runtime.backends.animatic.colour import darker, lighter, mix
from milimo_runtime.backends.animatic.lands.furniture import WARM
from milimo_runtime.backends.animatic.lands.land import Art, Spot


def motel(art: Art, spot: Spot) -> None:
    """A long low house of doors and windows under one roof, and its sign."""
    wall, away = art.tone(spot.colour, spot.away), spot.away
    art.canvas.rectangle(spot.box(-4.6, -0.72, 3.2), wall)
    art.canvas.rectangle(spot.box(-4.8, -0.88, 3.4, -0.7), art.tone(art.covered((120, 74, 58), 0.9), away))
    art.canvas.rectangle(spot.box(-4.6, -0.7, 3.2, -0.62), darker(wall, 0.36))
    for at in range(9):
        left = -4.4 + 0.84 * at
        door = art.tone(((86, 146, 150), (196, 110, 74))[at % 2], away)
        art.canvas.rectangle(spot.box(left, -0.5, left + 0.24), door)
        lit = art.mood.lamps and art.unit("room", at) < 0.5
        pane = art.lamp(WARM) if lit else darker(mix(art.mood.sky[1], wall, 0.3), 0.3)
        art.canvas.rectangle(spot.box(left + 0.32, -0.5, left + 0.68, -0.2), pane)
        art.canvas.stroke(spot.shape([(left - 0.08, -0.7), (left - 0.08, 0.0)]), 0.03 * spot.size, darker(wall, 0.2))
    sign, neon = 2.3, (255, 96, 120) if art.mood.lamps else art.tone((206, 74, 86), away)
    art.canvas.stroke(spot.shape([(sign, 0.0), (sign, -1.9)]), 0.07 * spot.size, art.tone((80, 82, 90), away))
    art.canvas.rectangle(spot.box(sign - 0.7, -2.2, sign + 0.7, -1.5), art.tone((44, 58, 86), away))
    if art.mood.lamps:
        art.canvas.glow(spot.shape([(sign, -1.85)])[0], 1.4 * spot.size, (255, 96, 120), 0.5)
    for at, letter in enumerate(_MOTEL):
        for stroke in letter:
            points = [(sign - 0.56 + 0.235 * at + 0.17 * x, -2.05 + 0.36 * y) for x, y in stroke]
            art.canvas.stroke(spot.shape(points), 0.045 * spot.size, neon)


_MOTEL: tuple[tuple[tuple[Point, ...], ...], ...] = (
    (((0, 1), (0, 0), (0.5, 0.6), (1, 0), (1, 1)),),
    (((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)),),
    (((0, 0), (1, 0)), ((0.5, 0), (0.5, 1))),
    (((1, 0), (0, 0), (0, 1), (1, 1)), ((0, 0.5), (0.8, 0.5))),
    (((0, 0), (0, 1), (1, 1)),),
)
"""The letters of its sign, as strokes in a square."""


def false_front(art: Art, spot: Spot) -> None:
    """A wooden house of the west: a high square front, a porch on posts."""
    side = -spot.side
    wall = art.tone(spot.colour, spot.away)
    high = art.span(0.86, 1.1, "front", *spot.key)
    art.canvas.polygon(
        spot.shape([(0.0, -0.78), (-side * 0.9, -0.7), (-side * 0.9, 0.0), (0.0, 0.0)]), darker(wall, 0.3)
    )
    art.canvas.rectangle(spot.box(-0.5, -high, 0.5), wall)
    for at in range(9):
        y = -high + high * (at + 0.5) / 9
        art.canvas.rectangle(spot.box(-0.5, y, 0.5, y + 0.008), darker(wall, 0.24))
    art.canvas.rectangle(spot.box(-0.54, -high - 0.04, 0.54, -high + 0.03), darker(wall, 0.34))
    art.canvas.rectangle(spot.box(-0.36, -high + 0.1, 0.36, -high + 0.24), lighter(wall, 0.3))
    inside = art.lamp(WARM) if art.mood.lamps else darker(wall, 0.62)
    for left, right, top in ((-0.38, -0.18, -0.34), (-0.1, 0.1, -0.4), (0.18, 0.38, -0.34)):
        art.canvas.rectangle(spot.box(left, top, right, -0.1 if top > -0.4 else 0.0), inside)
    art.canvas.polygon(spot.shape([(-0.56, -0.5), (0.56, -0.5), (0.64, -0.42), (-0.64, -0.42)]), darker(wall, 0.4))
    for x in (-0.58, -0.2, 0.2, 0.58):
        art.canvas.stroke(spot.shape([(x, -0.44), (x, 0.0)]), 0.03 * spot.size, darker(wall, 0.46))
    art.canvas.rectangle(spot.box(-0.64, -0.04, 0.64, 0.03), lighter(wall, 0.08))


def terminal(art: Art, spot: Spot) -> None:
    """A long hall of glass under a bowed roof, and a tower for the control."""
    steel, glass = art.tone((196, 200, 206), spot.away), art.tone((104, 142, 166), spot.away)
    pane = art.lamp(mix(WARM, glass, 0.3)) if art.mood.lamps else mix(glass, art.mood.sky[1], 0.4)
    art.canvas.rectangle(spot.box(-4.4, -0.56, 1.6), pane)
    for at in range(31):
        x = -4.4 + 0.2 * at
        art.canvas.rectangle(spot.box(x, -0.56, x + 0.02), darker(steel, 0.3))
    art.canvas.smooth(
        spot.shape([(-4.7, -0.52), (-3.0, -0.76), (-1.4, -0.84), (0.4, -0.76), (1.9, -0.52), (-1.4, -0.62)]), steel
    )
    art.canvas.polygon(spot.shape([(2.2, 0.0), (2.3, -1.2), (2.5, -1.2), (2.6, 0.0)]), darker(steel, 0.1))
    art.canvas.polygon(spot.shape([(2.1, -1.5), (2.7, -1.5), (2.56, -1.2), (2.24, -1.2)]), darker(pane, 0.2))
    art.canvas.rectangle(spot.box(2.06, -1.58, 2.74, -1.48), steel)


def airliner(art: Art, spot: Spot) -> None:
    """A plane on the ground, seen from its side."""
    white, trim = art.tone((232, 234, 238), spot.away), art.tone(spot.colour, spot.away)
    art.shadow(spot.x, spot.foot, spot.size * 1.6)
    for x in (-0.9, 0.2, 0.34):
        art.canvas.stroke(spot.shape([(x, -0.2), (x, -0.02)]), 0.07 * spot.size, darker(white, 0.7))
    art.canvas.polygon(spot.shape([(1.05, -0.46), (1.5, -1.1), (1.72, -1.1), (1.5, -0.4)]), trim)
    art.canvas.smooth(
        spot.shape([(-1.6, -0.34), (-1.3, -0.52), (0.9, -0.54), (1.7, -0.46), (0.9, -0.18), (-1.3, -0.16)]), white
    )
    art.canvas.polygon(spot.shape([(-0.2, -0.26), (0.3, -0.28), (1.05, 0.02), (0.8, 0.02)]), darker(white, 0.24))
    art.canvas.smooth(spot.shape([(-0.1, -0.18), (0.24, -0.18), (0.24, -0.04), (-0.1, -0.04)]), darker(white, 0.36))
    for at in range(18):
        art.canvas.ellipse(
            spot.shape([(-1.1 + 0.115 * at, -0.38)])[0], 0.022 * spot.size, 0.03 * spot.size, darker(trim, 0.5)
        )
    art.canvas.polygon(spot.shape([(-1.52, -0.38), (-1.36, -0.46), (-1.26, -0.38)]), darker(trim, 0.5))


def terraces(art: Art, spot: Spot) -> None:
    """A wall of rock cut in steps."""
    stone = art.tone(art.covered(spot.colour, 0.4), spot.away)
    for step in range(4):
        top, half = -1.0 + 0.25 * step, 4.4 + 0.5 * step
        left = [(-half, 0.0), (-half + 0.3, top), (-0.4 - 0.5 * step, top), (-0.1 - 0.5 * step, 0.0)]
        right = [(half, 0.0), (half - 0.3, top * 0.8), (0.6 + 0.5 * step, top * 0.8), (0.2 + 0.5 * step, 0.0)]
        for side, face in ((-1, left), (1, right)):
            tone = lighter(stone, 0.06 * step) if side == art.light else darker(stone, 0.22 - 0.04 * step)
            art.canvas.polygon(spot.shape(face), tone)
            edge = [face[1], face[2], (face[2][0], face[2][1] + 0.05), (face[1][0], face[1][1] + 0.05)]
            art.canvas.polygon(spot.shape(edge), lighter(tone, 0.2))
