"""Lands as a bird sees them: streets, crowns of trees, water's edge, sand, rails, roofs."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, box_between, flat
from milimo_runtime.media.chance import between, chance, drift, pick

_SHADOW: Colour = (8, 9, 20)
_FAR = 5.0
_CLEAR = (0.46, 0.27)
"""Half the width and height about the middle that is left to the people."""


def grass_above(art: Art) -> None:
    _ground(art)
    _way(art)
    _pebbles(art, 40)


def crowns(art: Art) -> None:
    """Trees from above."""
    _ground(art)
    _way(art)
    _trees(art, 130, (0.09, 0.18), (62, 94, 66))


def jungle_above(art: Art) -> None:
    _ground(art)
    _trees(art, 170, (0.08, 0.2), (48, 104, 64))


def garden_above(art: Art) -> None:
    """Lawns, a path and round trees."""
    _ground(art)
    soil = art.tone(art.covered((186, 168, 134), 0.6))
    art.canvas.polygon(
        [
            (x, -0.12 + 0.16 * math.sin(x * 1.6) + side)
            for x, side in [*((a / 10, -0.1) for a in range(-50, 51)), *((a / 10, 0.1) for a in range(50, -51, -1))]
        ],
        soil,
    )
    _trees(art, 40, (0.07, 0.13), (78, 116, 70))


def rows_above(art: Art) -> None:
    """A field: rows side by side."""
    _ground(art)
    for at in range(-40, 41):
        art.canvas.veil(corners(Box(-_FAR, at * 0.11, _FAR, at * 0.11 + 0.05)), darker(art.earth, 0.45), 0.3, 0.004)
    _way(art)


def sand_above(art: Art) -> None:
    """Sand blown into ripples."""
    _ground(art)
    for at in range(34):
        y = -1.7 + 0.1 * at
        line = [
            (x / 10, y + 0.05 * drift(x / 9, art.land.name, "ripple") + 0.02 * math.sin(x / 6 + at))
            for x in range(-40, 41)
        ]
        art.canvas.veil(
            [*line, *[(a, b + 0.03) for a, b in reversed(line)]],
            lighter(art.earth, 0.25) if at % 2 else darker(art.earth, 0.3),
            0.4,
            0.006,
        )
    _way(art)
    _pebbles(art, 24)


def snow_above(art: Art) -> None:
    _ground(art)
    for at in range(30):
        spot = art.span(-2.4, 2.4, "drift", at), art.span(-1.5, 1.5, "drift", at, "y")
        art.canvas.veil(
            ring(spot, art.span(0.1, 0.5, "wide", at), 0.05, 20),
            mix(art.earth, art.tone((120, 146, 196)), 0.6),
            0.4,
            0.03,
        )
    for at in range(-12, 13):
        art.canvas.veil(
            ring((at * 0.16, 0.5 + 0.03 * (at % 2)), 0.022, 0.034, 12), art.tone((132, 154, 196)), 0.6, 0.004
        )
    _way(art)


def stones_above(art: Art) -> None:
    _ground(art)
    _pebbles(art, 130)
    _way(art)


def pits_above(art: Art) -> None:
    """Craters."""
    _ground(art)
    for at in range(26):
        x, y = art.span(-2.2, 2.2, "pit", at), art.span(-1.3, 1.3, "pit", at, "y")
        size = art.span(0.05, 0.2, "size", at)
        if _busy(x, y):
            continue
        art.canvas.polygon(ring((x, y), size * 1.16, size * 1.16, 28), lighter(art.earth, 0.14))
        art.canvas.polygon(ring((x, y), size, size, 28), darker(art.earth, 0.44))
        art.canvas.polygon(
            ring((x - art.light * size * 0.16, y + size * 0.1), size * 0.76, size * 0.76, 28), darker(art.earth, 0.26)
        )
    _pebbles(art, 50)


def marsh_above(art: Art) -> None:
    _ground(art)
    pool = mix(art.mood.sky[1], art.tone((58, 74, 62)), 0.5)
    for at in range(34):
        spot = art.span(-2.2, 2.2, "pool", at), art.span(-1.3, 1.3, "pool", at, "y")
        size = art.span(0.08, 0.3, "wide", at)
        art.canvas.polygon(ring(spot, size * 1.2, size * 0.7, 24), darker(art.earth, 0.4))
        art.canvas.polygon(ring(spot, size * 1.12, size * 0.62, 24), pool)
    _trees(art, 12, (0.05, 0.09), (86, 92, 66))


def road_above(art: Art) -> None:
    """A street between its pavements."""
    _ground(art)
    tar = art.tone(art.covered((98, 98, 104), 0.6))
    art.canvas.rectangle(Box(-0.5, -_FAR, 0.5, _FAR), tar)
    slab = art.tone(art.covered((168, 162, 156), 0.7))
    for side in (-1, 1):
        left, right = sorted((side * 0.5, side * _FAR))
        art.canvas.rectangle(Box(left, -_FAR, right, _FAR), slab)
        art.canvas.rectangle(Box(side * 0.5 - 0.012, -_FAR, side * 0.5 + 0.012, _FAR), lighter(slab, 0.3))
        for at in range(12):
            x = side * (0.5 + 0.16 * (at + 1))
            art.canvas.rectangle(Box(x, -_FAR, x + 0.002, _FAR), darker(slab, 0.25))
    for at in range(-20, 21):
        art.canvas.rectangle(Box(-0.012, 0.24 * at, 0.012, 0.24 * at + 0.13), lighter(tar, 0.5))
        for left, right in ((-_FAR, -0.512), (0.512, _FAR)):
            art.canvas.rectangle(Box(left, 0.16 * at, right, 0.16 * at + 0.002), darker(slab, 0.25))
    _cars(art, ((-0.38, -0.42), (0.38, 0.5), (-0.38, 0.62), (0.38, -0.62)), upright=True)
    _pools(art)


def lanes_above(art: Art) -> None:
    """A motorway."""
    _ground(art)
    tar = art.tone(art.covered((96, 96, 102), 0.5))
    art.canvas.rectangle(Box(-_FAR, -0.7, _FAR, 0.62), tar)
    for y in (-0.68, -0.06, -0.02, 0.6):
        art.canvas.rectangle(Box(-_FAR, y, _FAR, y + 0.012), lighter(tar, 0.55))
    for at in range(-20, 21):
        for y in (-0.37, 0.29):
            art.canvas.rectangle(Box(at * 0.26, y, at * 0.26 + 0.13, y + 0.012), lighter(tar, 0.55))
    _cars(art, ((-0.7, -0.52), (0.75, -0.2), (0.62, 0.46), (-0.8, 0.14)), upright=False)
    _pools(art)


def bays_above(art: Art) -> None:
    """A parking lot."""
    _ground(art)
    pale = lighter(art.earth, 0.5)
    for row in (-1, 1):
        y = row * 0.62
        art.canvas.rectangle(Box(-_FAR, y - 0.006, _FAR, y + 0.006), pale)
        for at in range(-14, 15):
            art.canvas.rectangle(Box(at * 0.2, y - 0.26, at * 0.2 + 0.01, y + 0.26), pale)
    spots = [
        (0.2 * at + 0.105, row * 0.62 + side * 0.14)
        for row in (-1, 1)
        for side in (-1, 1)
        for at in range(-8, 8)
        if art.unit("bay", row, side, at) < 0.55
    ]
    _cars(art, tuple(spots), upright=True)
    _pools(art)


def flags_above(art: Art) -> None:
    """Paving of a square."""
    _ground(art)
    for at in range(-24, 25):
        art.canvas.rectangle(Box(at * 0.17, -_FAR, at * 0.17 + 0.004, _FAR), darker(art.earth, 0.25))
        art.canvas.rectangle(Box(-_FAR, at * 0.17, _FAR, at * 0.17 + 0.004), darker(art.earth, 0.25))
    for size, tone in ((0.2, 0.0), (0.17, 0.3)):
        art.canvas.polygon(ring((-0.84, -0.34), size, size), mix(art.earth, art.mood.sky[1], tone * 2))
    _pools(art)


def brick_above(art: Art) -> None:
    """An alley: a strip of ground between two roofs."""
    _ground(art)
    for side in (-1, 1):
        roof = art.tone(art.covered((112, 84, 76), 0.8))
        left, right = sorted((side * 0.52, side * _FAR))
        art.canvas.veil(corners(Box(left - 0.06, -_FAR, right + 0.06, _FAR)), _SHADOW, 0.5, 0.03)
        art.canvas.rectangle(Box(left, -_FAR, right, _FAR), darker(roof, 0.12))
        art.canvas.rectangle(
            box_between(side * 0.52, side * 0.56, -_FAR, _FAR),
            lighter(roof, 0.16),
        )
        for at in range(5):
            _box(art, (side * art.span(0.66, 0.86, "vent", side, at), -0.9 + 0.42 * at), 0.05, 0.04, lighter(roof, 0.2))
    for at in range(-30, 31):
        art.canvas.rectangle(Box(-0.52, at * 0.07, 0.52, at * 0.07 + 0.003), darker(art.earth, 0.24))
    _pools(art)


def tents_above(art: Art) -> None:
    _ground(art)
    for at in range(44):
        x, y = art.span(-1.8, 1.8, "tent", at), art.span(-1.1, 1.1, "tent", at, "y")
        if _busy(x, y):
            continue
        cloth = art.tone(art.covered(pick(((156, 148, 110), (140, 136, 108)), "cloth", at), 0.5))
        art.canvas.veil(corners(Box(x - 0.1, y - 0.08, x + 0.16, y + 0.13)), _SHADOW, 0.4, 0.012)
        art.canvas.rectangle(Box(x - 0.12, y - 0.1, x, y + 0.1), lighter(cloth, 0.12))
        art.canvas.rectangle(Box(x, y - 0.1, x + 0.12, y + 0.1), darker(cloth, 0.2))
    _pebbles(art, 30)


def stalls_above(art: Art) -> None:
    """The awnings of a market on both sides of its lane."""
    _ground(art)
    for side in (-1, 1):
        for at in range(-5, 6):
            x, y = side * 0.74, at * 0.38
            cloth = art.tone(pick(((188, 70, 58), (66, 118, 128), (206, 154, 62), (96, 128, 84)), "awning", side, at))
            art.canvas.veil(corners(Box(x - 0.19, y - 0.14, x + 0.22, y + 0.19)), _SHADOW, 0.45, 0.012)
            for stripe in range(6):
                top = y - 0.16 + 0.053 * stripe
                tone = cloth if stripe % 2 else art.tone((236, 226, 206))
                art.canvas.rectangle(Box(x - 0.2, top, x + 0.2, top + 0.054), art.covered(tone, 0.5))
    for at in range(14):
        x, y = art.span(0.42, 0.5, "crate", at) * (1 if at % 2 else -1), art.span(-1.2, 1.2, "crate", at, "y")
        _box(art, (x, y), 0.03, 0.03, art.tone((128, 98, 72)))
    _pools(art)


def walls_above(art: Art) -> None:
    """Thick walls at right angles, some fallen in."""
    _ground(art)
    _way(art)
    _pebbles(art, 90)
    stone = art.tone(art.covered((158, 150, 140), 0.5))
    for at, (left, top, right, bottom) in enumerate(
        (
            (-1.4, -0.47, -0.2, -0.38),
            (0.1, -0.47, 0.96, -0.38),
            (-0.88, -0.38, -0.78, 0.3),
            (0.74, 0.08, 0.84, 0.9),
            (-0.6, 0.4, 0.5, 0.49),
        )
    ):
        art.canvas.veil(corners(Box(left, top + 0.03, right + 0.04, bottom + 0.05)), _SHADOW, 0.45, 0.012)
        art.canvas.rectangle(Box(left, top, right, bottom), lighter(stone, 0.06 * (at % 3)))
        art.canvas.rectangle(Box(left, top, right, top + 0.02), lighter(stone, 0.24))


def graves_above(art: Art) -> None:
    _ground(art)
    for column in range(-9, 10):
        for row in range(-5, 6):
            x, y = column * 0.24, row * 0.32
            if _busy(x, y) or art.unit("grave", column, row) < 0.16:
                continue
            art.canvas.veil(corners(Box(x - 0.05, y, x + 0.05, y + 0.2)), darker(art.earth, 0.4), 0.5, 0.006)
            _box(art, (x, y), 0.055, 0.016, art.tone((150, 148, 144)))
    _trees(art, 6, (0.1, 0.14), (70, 88, 66))


def rails_above(art: Art) -> None:
    """A platform's edge and the track below it."""
    _ground(art)
    ballast = art.tone(art.covered((112, 104, 98), 0.5))
    art.canvas.rectangle(Box(-_FAR, -_FAR, _FAR, -0.34), ballast)
    for at in range(-40, 41):
        art.canvas.rectangle(Box(at * 0.11, -0.82, at * 0.11 + 0.045, -0.44), darker(ballast, 0.4))
    for y in (-0.74, -0.54):
        art.canvas.rectangle(Box(-_FAR, y, _FAR, y + 0.02), art.tone((190, 194, 198)))
    art.canvas.rectangle(Box(-_FAR, -0.36, _FAR, -0.32), lighter(art.earth, 0.2))
    art.canvas.rectangle(Box(-_FAR, -0.28, _FAR, -0.25), art.tone((226, 196, 84)))
    for at in range(-20, 21):
        art.canvas.rectangle(Box(at * 0.24, -0.32, at * 0.24 + 0.003, _FAR), darker(art.earth, 0.2))
    _pools(art)


def planks_above(art: Art) -> None:
    """A ship's deck, and the sea beside it."""
    _water(art, -_FAR, _FAR)
    wood = art.tone(art.covered((164, 126, 88), 0.6))
    art.canvas.rectangle(Box(-_FAR, -0.46, _FAR, 0.5), wood)
    for at in range(18):
        y = -0.46 + 0.055 * at
        art.canvas.rectangle(Box(-_FAR, y, _FAR, y + 0.003), darker(wood, 0.4))
    for y in (-0.48, 0.5):
        art.canvas.rectangle(Box(-_FAR, y - 0.012, _FAR, y + 0.024), art.tone((226, 224, 216)))
    _box(art, (-0.82, 0.0), 0.12, 0.14, darker(wood, 0.2))


def span_above(art: Art) -> None:
    """A bridge over water."""
    _water(art, -_FAR, _FAR)
    tar = art.tone(art.covered((112, 110, 112), 0.6))
    art.canvas.veil(corners(Box(-_FAR, -0.36, _FAR, 0.5)), _SHADOW, 0.5, 0.02)
    art.canvas.rectangle(Box(-_FAR, -0.42, _FAR, 0.42), tar)
    for y in (-0.42, 0.4):
        art.canvas.rectangle(Box(-_FAR, y, _FAR, y + 0.03), art.tone((150, 84, 72)))
    for at in range(-20, 21):
        art.canvas.rectangle(Box(at * 0.26, -0.006, at * 0.26 + 0.13, 0.006), lighter(tar, 0.55))


def shore_above(art: Art) -> None:
    """The sea in the upper part, breaking on the land."""
    _ground(art)
    _pebbles(art, 50)
    _edge(art, -0.22)


def quay_above(art: Art) -> None:
    """A quay's stones, boats beside it."""
    _ground(art)
    for at in range(-16, 17):
        art.canvas.rectangle(Box(-_FAR, at * 0.14, _FAR, at * 0.14 + 0.003), darker(art.earth, 0.26))
        art.canvas.rectangle(Box(at * 0.24, -_FAR, at * 0.24 + 0.003, _FAR), darker(art.earth, 0.26))
    _water(art, -_FAR, -0.24)
    art.canvas.rectangle(Box(-_FAR, -0.25, _FAR, -0.2), lighter(art.earth, 0.22))
    for at in range(4):
        x, paint = -1.3 + 0.7 * at, art.tone(pick(((178, 62, 54), (58, 92, 132), (206, 200, 188)), "hull", at))
        hull = [
            (x - 0.24, -0.42),
            (x - 0.14, -0.48),
            (x + 0.16, -0.48),
            (x + 0.24, -0.42),
            (x + 0.16, -0.36),
            (x - 0.14, -0.36),
        ]
        art.canvas.veil([(a + 0.02, b + 0.03) for a, b in hull], _SHADOW, 0.5, 0.01)
        art.canvas.polygon(hull, paint)
        art.canvas.rectangle(Box(x - 0.08, -0.45, x + 0.06, -0.39), art.tone((226, 222, 212)))
    for x in (-0.7, 0.1, 0.86):
        _box(art, (x, -0.16), 0.022, 0.02, art.tone((70, 72, 78)))


def roofs_above(art: Art) -> None:
    """A flat roof, the street far below on one side."""
    _ground(art)
    x = -art.light * 0.92
    low, high = sorted((x, x * 8))
    art.canvas.rectangle(Box(low, -_FAR, high, _FAR), darker(art.tone((92, 92, 104)), 0.35))
    for at in range(-8, 9):
        art.canvas.rectangle(
            Box(x * 1.3 - 0.004, at * 0.24, x * 1.3 + 0.004, at * 0.24 + 0.1), art.tone((180, 178, 172))
        )
    art.canvas.rectangle(Box(x - 0.03, -_FAR, x + 0.03, _FAR), art.tone(art.covered((196, 186, 172), 0.8)))
    for at in range(-9, 10):
        art.canvas.rectangle(box_between(x, -x * 6, at * 0.3, at * 0.3 + 0.003), darker(art.earth, 0.25))
    for at, (across, down) in enumerate(((0.8, -0.36), (0.76, 0.3), (0.62, 0.46))):
        _box(art, (-x / abs(x) * across, down), 0.08 - 0.02 * at, 0.06, lighter(art.earth, 0.25))


def yard_above(art: Art) -> None:
    """A house's roof, its yard and the path to its door."""
    _ground(art)
    tile = art.tone(art.covered((142, 82, 66), 0.8))
    art.canvas.veil(corners(Box(-0.66, -1.0, 0.7, -0.28)), _SHADOW, 0.45, 0.03)
    art.canvas.rectangle(Box(-0.7, -1.2, 0.66, -0.62), lighter(tile, 0.1))
    art.canvas.rectangle(Box(-0.7, -0.62, 0.66, -0.34), darker(tile, 0.14))
    art.canvas.rectangle(Box(-0.1, -0.34, 0.1, _FAR), art.tone(art.covered((186, 176, 160), 0.6)))
    _trees(art, 14, (0.07, 0.13), (78, 116, 70))


# ---------------------------------------------------------------- what they are made of


def _busy(x: float, y: float) -> bool:
    return abs(x) < _CLEAR[0] and abs(y) < _CLEAR[1]


def _ground(art: Art) -> None:
    earth = art.earth
    art.canvas.rectangle(art.canvas.box.grown(0.1), darker(earth, 0.06))
    for at in range(60):
        spot = art.span(-3, 3, "spot", at), art.span(-2, 2, "spot", at, "y")
        tone = lighter(earth, 0.16) if at % 2 else darker(earth, 0.3)
        art.canvas.veil(
            ring(spot, art.span(0.05, 0.4, "wide", at), art.span(0.04, 0.2, "high", at), 20), tone, 0.2, 0.02
        )


def _way(art: Art) -> None:
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


def _box(art: Art, middle: Point, half: float, high: float, colour: Colour) -> None:
    """A thing of some height: its shadow falls beside it."""
    x, y = middle
    out = -art.light * half * 0.4
    art.canvas.veil(
        corners(Box(x - half + out, y - high + 0.02, x + half + out, y + high + 0.02)), _SHADOW, 0.45, 0.008
    )
    art.canvas.rectangle(Box(x - half, y - high, x + half, y + high), colour)


def _pebbles(art: Art, count: int) -> None:
    tone = mix(art.earth, art.tone(art.covered((150, 146, 142), 0.5)), 0.6)
    for at in range(count):
        x, y = art.span(-2.4, 2.4, "stone", at), art.span(-1.4, 1.4, "stone", at, "y")
        size = art.span(0.006, 0.026, "size", at)
        art.canvas.veil(
            ring((x - art.light * size * 0.5, y + size * 0.5), size * 1.3, size, 9), _SHADOW, 0.38, size * 0.16
        )
        art.canvas.polygon(ring((x, y), size * 1.3, size, 9), tone)


def _trees(art: Art, count: int, sizes: tuple[float, float], green: Colour) -> None:
    leaf = art.tone(art.covered(green, 0.45))
    for at in range(count):
        x, y = art.span(-1.9, 1.9, "crown", at), art.span(-1.2, 1.2, "crown", at, "y")
        if _busy(x, y) or (art.land.way and abs(x) < 0.5):
            continue
        size, tone = between(*sizes, "size", at), mix(leaf, darker(leaf, 0.4), chance("shade", at))
        art.canvas.veil(ring((x - art.light * 0.03, y + 0.03), size, size, 20), _SHADOW, 0.4, 0.02)
        for lobe, spot in enumerate(ring((x, y), size * 0.55, size * 0.55, 7)):
            art.canvas.ellipse(spot, size * 0.5, size * 0.5, lighter(tone, 0.05 * (lobe % 3)))
        art.canvas.ellipse((x + art.light * size * 0.14, y - size * 0.14), size * 0.5, size * 0.5, lighter(tone, 0.14))


def _cars(art: Art, spots: tuple[Point, ...], upright: bool) -> None:
    for at, (x, y) in enumerate(spots):
        paint = art.tone(
            pick(((178, 62, 54), (58, 92, 132), (206, 200, 188), (66, 72, 82)), "paint", art.land.name, at)
        )
        half, long = (0.065, 0.13) if upright else (0.13, 0.065)
        _box(art, (x, y), half, long, paint)
        art.canvas.rectangle(Box(x - half * 0.8, y - long * 0.55, x + half * 0.8, y + long * 0.5), darker(paint, 0.5))
        art.canvas.rectangle(
            Box(x - half * 0.76, y - long * 0.34, x + half * 0.76, y + long * 0.3),
            art.tone(SNOW) if art.snowy else lighter(paint, 0.06),
        )


def _pools(art: Art) -> None:
    if not art.mood.wet:
        return
    for at in range(16):
        spot = art.span(-1.4, 1.4, "puddle", at), art.span(-0.8, 0.8, "pool", at)
        art.canvas.veil(ring(spot, art.span(0.04, 0.16, "wide", at), 0.05, 20), art.mood.sky[2], 0.4, 0.006)


def _deep(art: Art) -> Colour:
    return mix(darker(art.mood.sky[0], 0.3), art.tone((36, 92, 110)), 0.5)


def _water(art: Art, top: float, bottom: float) -> None:
    """Water from one height of the picture to another."""
    deep = _deep(art)
    art.canvas.rectangle(Box(-_FAR, top, _FAR, bottom), deep)
    for at in range(110):
        x, y = art.span(-2.4, 2.4, "swell", at), art.span(max(-1.3, top), min(1.3, bottom), "wave", at)
        art.canvas.veil(flat((x, y), art.span(0.04, 0.16, "width", at), 0.006), lighter(deep, 0.3), 0.5, 0.002)


def _edge(art: Art, low: float) -> None:
    line = [(x / 20, low + 0.08 * drift(x / 9, art.land.name, "edge")) for x in range(-100, 101)]
    deep = _deep(art)
    for out, tone in ((0.0, lighter(art.mood.sky[2], 0.4)), (0.03, mix(deep, art.mood.sky[2], 0.35)), (0.1, deep)):
        art.canvas.polygon([*[(x, y - out) for x, y in line], (_FAR, -_FAR), (-_FAR, -_FAR)], tone)
    for at in range(60):
        x, y = art.span(-2.4, 2.4, "swell", at), low - 0.12 - 1.4 * art.unit("wave", at)
        art.canvas.veil(flat((x, y), art.span(0.04, 0.16, "width", at), 0.005), art.mood.sky[2], 0.4)
