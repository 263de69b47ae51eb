"""What stands in open land: stones, graves, tents, fires, flags, wire."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.furniture import WARM
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, Spot

CANVASES: tuple[Colour, ...] = ((156, 148, 110), (140, 136, 108), (172, 160, 128))


def boulder(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    stone = art.tone(art.covered(spot.colour, 0.3), spot.away)
    art.shadow(x, foot, tall * 1.2, 0.28)
    tops = [art.span(0.7, 1.05, "top", *spot.key, at) for at in range(3)]
    outline = [
        (-1.0, 0.0),
        (-0.86, -0.5 * tops[0]),
        (-0.3, -0.95 * tops[1]),
        (0.36, -0.86 * tops[2]),
        (0.9, -0.4),
        (1.05, 0.0),
    ]
    art.canvas.polygon(spot.shape(outline), darker(stone, 0.2))
    left = [(-0.94, -0.04), (-0.82, -0.45 * tops[0]), (-0.3, -0.93 * tops[1]), (0.05, -0.5), (-0.2, -0.06)]
    right = [(0.98, -0.03), (0.85, -0.38), (0.34, -0.84 * tops[2]), (0.0, -0.5), (0.3, -0.06)]
    lit = left if art.light < 0 else right
    art.canvas.polygon(spot.shape(lit), lighter(stone, 0.1))
    if art.snowy:
        art.canvas.polygon(
            [
                (x + a * tall, foot + b * tall)
                for a, b in (
                    (-0.7, -0.66 * tops[0]),
                    (-0.3, -0.95 * tops[1]),
                    (0.36, -0.86 * tops[2]),
                    (0.7, -0.56),
                    (0.1, -0.66),
                )
            ],
            art.tone(SNOW, spot.away),
        )


def tombstone(art: Art, spot: Spot) -> None:
    """A headstone, or now and then a cross."""
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    lean = tall * art.span(-0.07, 0.07, "lean", *spot.key)
    art.shadow(x, foot, tall * 0.6, 0.3)
    if art.unit("cross", *spot.key) < 0.3:
        art.canvas.stroke([(x, foot), (x + lean, foot - tall * 1.2)], tall * 0.15, right)
        art.canvas.stroke(
            [(x - tall * 0.3 + lean, foot - tall * 0.86), (x + tall * 0.3 + lean, foot - tall * 0.86)],
            tall * 0.14,
            right,
        )
        return
    half = tall * 0.34
    for shift, shade in (
        (-art.light * tall * 0.1, darker(right if art.light < 0 else left, 0.2)),
        (0.0, left if art.light < 0 else right),
    ):
        head = [
            (x + shift + lean + half * math.cos(turn), foot - tall * 0.72 - half * 0.8 * math.sin(turn))
            for turn in (0.0, 0.5, 1.05, 1.57, 2.1, 2.64, 3.14)
        ]
        art.canvas.polygon([(x + shift + half, foot), *head, (x + shift - half, foot)], shade)
    if art.snowy:
        art.canvas.ellipse((x + lean, foot - tall * 0.98), half * 0.8, tall * 0.06, SNOW)
    for at in range(2):
        y = foot - tall * (0.62 - 0.14 * at)
        art.canvas.rectangle(
            Box(x - half * 0.5 + lean * 0.6, y, x + half * 0.5 + lean * 0.6, y + tall * 0.03), darker(left, 0.3)
        )


def tent(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    cloth = art.tone(art.covered(spot.colour, 0.45), spot.away)
    art.shadow(x, foot, tall, 0.3)
    back, half = -art.light * tall * 0.66, tall * 0.64
    far = half if back > 0 else -half
    art.canvas.polygon(
        [(x, foot - tall), (x + back, foot - tall * 0.94), (x + back + far, foot - tall * 0.04), (x + far, foot)],
        darker(cloth, 0.26),
    )
    art.canvas.polygon([(x - half, foot), (x, foot - tall), (x + half, foot)], cloth)
    inside = art.lamp(mix(WARM, cloth, 0.25)) if art.mood.lamps else darker(cloth, 0.6)
    art.canvas.polygon(spot.shape([(-0.16, 0.0), (0.0, -0.74), (0.16, 0.0)]), inside)
    art.canvas.polygon(spot.shape([(-0.16, 0.0), (0.0, -0.74), (-0.3, 0.0)]), lighter(cloth, 0.14))
    if art.mood.lamps:
        art.canvas.glow((x, foot - tall * 0.3), tall * 0.9, WARM, 0.35)


def campfire(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    art.canvas.glow((x, foot - tall * 0.4), tall * 4.0, (255, 170, 80), 0.55 if art.mood.lamps else 0.2, 0.7)
    for at in (-1, 1):
        art.canvas.stroke(
            [(x - at * tall * 0.5, foot), (x + at * tall * 0.4, foot - tall * 0.16)],
            tall * 0.14,
            art.tone((70, 54, 46)),
        )
    for scale, colour in ((1.0, (236, 112, 48)), (0.66, (255, 176, 70)), (0.36, (255, 232, 160))):
        flame = [(-0.32, -0.1), (-0.26, -0.5), (-0.06, -1.0), (0.08, -0.62), (0.26, -0.72), (0.32, -0.1)]
        art.canvas.smooth([(x + a * tall * scale, foot + b * tall * scale) for a, b in flame], colour)


def flag(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    art.canvas.stroke([(x, foot), (x, foot - tall)], max(0.002, tall * 0.014), art.tone((92, 84, 78), spot.away))
    out = -art.light * tall
    cloth = art.tone(spot.colour, spot.away)
    art.canvas.smooth(
        [
            (x, foot - tall),
            (x + out * 0.18, foot - tall * 0.96),
            (x + out * 0.36, foot - tall * 0.98),
            (x + out * 0.35, foot - tall * 0.8),
            (x + out * 0.18, foot - tall * 0.78),
            (x, foot - tall * 0.82),
        ],
        cloth,
    )


def wire(art: Art, spot: Spot) -> None:
    """A length of barbed wire on crossed stakes."""
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = art.tone(spot.colour, spot.away)
    for at in (-1, 1):
        middle = x + at * tall * 1.1
        for lean in (-0.4, 0.4):
            art.canvas.stroke(
                [(middle - lean * tall, foot), (middle + lean * tall, foot - tall)], tall * 0.07, darker(tone, 0.2)
            )
    for at in range(12):
        loop = (x + tall * 0.22 * (at - 5.5), foot - tall * (0.5 + 0.1 * (at % 2)))
        points = ring(loop, tall * 0.2, tall * 0.3, 12)
        art.canvas.stroke([*points, points[0]], max(0.0012, tall * 0.022), tone)
