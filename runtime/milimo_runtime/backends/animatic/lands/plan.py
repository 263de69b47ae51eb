"""What lands seen from straight above are made of: ground, ways, water, trees, things with shadows."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, flat
from milimo_runtime.media.chance import between, chance, drift, pick

SHADOW: Colour = (8, 9, 20)
REACH = 5.0
_CLEAR = (0.46, 0.27)
"""Half the width and height about the middle that is left to the people."""


def busy(x: float, y: float) -> bool:
    return abs(x) < _CLEAR[0] and abs(y) < _CLEAR[1]


def bare_ground(art: Art) -> None:
    earth = art.earth
    art.canvas.rectangle(art.canvas.box.grown(0.1), darker(earth, 0.06))
    for at in range(60):
        spot = art.span(-3, 3, "spot", at), art.span(-2, 2, "spot", at, "y")
        tone = lighter(earth, 0.16) if at % 2 else darker(earth, 0.3)
        art.canvas.veil(
            ring(spot, art.span(0.05, 0.4, "wide", at), art.span(0.04, 0.2, "high", at), 20), tone, 0.2, 0.02
        )


def way_above(art: Art) -> None:
    if not art.land.way:
        return
    road = art.land.way == "road"
    tone = art.tone(art.covered((96, 96, 102) if road else (176, 154, 120), 0.6))
    half = 0.4 if road else 0.22

    def line(shift: float) -> list[Point]:
        return [(shift + 0.1 * drift(y / 12, art.land.name, "way"), y / 10) for y in range(-40, 41)]

    art.canvas.polygon([*line(-half), *reversed(line(half))], tone)
    if road:
        for at in range(-20, 21):
            x = line(0.0)[min(80, max(0, 40 + round(at * 2.4)))][0]
            art.canvas.rectangle(Box(x - 0.012, 0.24 * at, x + 0.012, 0.24 * at + 0.13), lighter(tone, 0.5))


def block_above(art: Art, middle: Point, half: float, high: float, colour: Colour) -> None:
    """A thing of some height: its shadow falls beside it."""
    x, y = middle
    out = -art.light * half * 0.4
    art.canvas.veil(corners(Box(x - half + out, y - high + 0.02, x + half + out, y + high + 0.02)), SHADOW, 0.45, 0.008)
    art.canvas.rectangle(Box(x - half, y - high, x + half, y + high), colour)


def pebbles(art: Art, count: int) -> None:
    tone = mix(art.earth, art.tone(art.covered((150, 146, 142), 0.5)), 0.6)
    for at in range(count):
        x, y = art.span(-2.4, 2.4, "stone", at), art.span(-1.4, 1.4, "stone", at, "y")
        size = art.span(0.006, 0.026, "size", at)
        art.canvas.veil(
            ring((x - art.light * size * 0.5, y + size * 0.5), size * 1.3, size, 9), SHADOW, 0.38, size * 0.16
        )
        art.canvas.polygon(ring((x, y), size * 1.3, size, 9), tone)


def trees(art: Art, count: int, sizes: tuple[float, float], green: Colour) -> None:
    leaf = art.tone(art.covered(green, 0.45))
    for at in range(count):
        x, y = art.span(-1.9, 1.9, "crown", at), art.span(-1.2, 1.2, "crown", at, "y")
        if busy(x, y) or (art.land.way and abs(x) < 0.5):
            continue
        size, tone = between(*sizes, "size", at), mix(leaf, darker(leaf, 0.4), chance("shade", at))
        art.canvas.veil(ring((x - art.light * 0.03, y + 0.03), size, size, 20), SHADOW, 0.4, 0.02)
        for lobe, spot in enumerate(ring((x, y), size * 0.55, size * 0.55, 7)):
            art.canvas.ellipse(spot, size * 0.5, size * 0.5, lighter(tone, 0.05 * (lobe % 3)))
        art.canvas.ellipse((x + art.light * size * 0.14, y - size * 0.14), size * 0.5, size * 0.5, lighter(tone, 0.14))


def cars(art: Art, spots: tuple[Point, ...], upright: bool) -> None:
    for at, (x, y) in enumerate(spots):
        paint = art.tone(
            pick(((178, 62, 54), (58, 92, 132), (206, 200, 188), (66, 72, 82)), "paint", art.land.name, at)
        )
        half, long = (0.065, 0.13) if upright else (0.13, 0.065)
        block_above(art, (x, y), half, long, paint)
        art.canvas.rectangle(Box(x - half * 0.8, y - long * 0.55, x + half * 0.8, y + long * 0.5), darker(paint, 0.5))
        art.canvas.rectangle(
            Box(x - half * 0.76, y - long * 0.34, x + half * 0.76, y + long * 0.3),
            art.tone(SNOW) if art.snowy else lighter(paint, 0.06),
        )


def pools(art: Art) -> None:
    if not art.mood.wet:
        return
    for at in range(16):
        spot = art.span(-1.4, 1.4, "puddle", at), art.span(-0.8, 0.8, "pool", at)
        art.canvas.veil(ring(spot, art.span(0.04, 0.16, "wide", at), 0.05, 20), art.mood.sky[2], 0.4, 0.006)


def _deep(art: Art) -> Colour:
    return mix(darker(art.mood.sky[0], 0.3), art.tone((36, 92, 110)), 0.5)


def water_from(art: Art, top: float, bottom: float) -> None:
    """Water from one height of the picture to another."""
    deep = _deep(art)
    art.canvas.rectangle(Box(-REACH, top, REACH, bottom), deep)
    for at in range(110):
        x, y = art.span(-2.4, 2.4, "swell", at), art.span(max(-1.3, top), min(1.3, bottom), "wave", at)
        art.canvas.veil(flat((x, y), art.span(0.04, 0.16, "width", at), 0.006), lighter(deep, 0.3), 0.5, 0.002)


def water_edge(art: Art, low: float) -> None:
    line = [(x / 20, low + 0.08 * drift(x / 9, art.land.name, "edge")) for x in range(-100, 101)]
    deep = _deep(art)
    for out, tone in ((0.0, lighter(art.mood.sky[2], 0.4)), (0.03, mix(deep, art.mood.sky[2], 0.35)), (0.1, deep)):
        art.canvas.polygon([*[(x, y - out) for x, y in line], (REACH, -REACH), (-REACH, -REACH)], tone)
    for at in range(60):
        x, y = art.span(-2.4, 2.4, "swell", at), low - 0.12 - 1.4 * art.unit("wave", at)
        art.canvas.veil(flat((x, y), art.span(0.04, 0.16, "width", at), 0.005), art.mood.sky[2], 0.4)
