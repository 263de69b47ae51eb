"""What is built as a bird sees it: streets, rails, roofs, decks, graves."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, corners, ring
from milimo_runtime.backends.animatic.colour import darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import Art, box_between
from milimo_runtime.backends.animatic.lands.plan import (
    REACH,
    SHADOW,
    bare_ground,
    block_above,
    busy,
    cars,
    pebbles,
    pools,
    trees,
    water_from,
    way_above,
)
from milimo_runtime.media.chance import pick


def road_above(art: Art) -> None:
    """A street between its pavements."""
    bare_ground(art)
    tar = art.tone(art.covered((98, 98, 104), 0.6))
    art.canvas.rectangle(Box(-0.5, -REACH, 0.5, REACH), tar)
    slab = art.tone(art.covered((168, 162, 156), 0.7))
    for side in (-1, 1):
        left, right = sorted((side * 0.5, side * REACH))
        art.canvas.rectangle(Box(left, -REACH, right, REACH), slab)
        art.canvas.rectangle(Box(side * 0.5 - 0.012, -REACH, side * 0.5 + 0.012, REACH), lighter(slab, 0.3))
        for at in range(12):
            x = side * (0.5 + 0.16 * (at + 1))
            art.canvas.rectangle(Box(x, -REACH, x + 0.002, REACH), darker(slab, 0.25))
    for at in range(-20, 21):
        art.canvas.rectangle(Box(-0.012, 0.24 * at, 0.012, 0.24 * at + 0.13), lighter(tar, 0.5))
        for left, right in ((-REACH, -0.512), (0.512, REACH)):
            art.canvas.rectangle(Box(left, 0.16 * at, right, 0.16 * at + 0.002), darker(slab, 0.25))
    cars(art, ((-0.38, -0.42), (0.38, 0.5), (-0.38, 0.62), (0.38, -0.62)), upright=True)
    pools(art)


def lanes_above(art: Art) -> None:
    """A motorway."""
    bare_ground(art)
    tar = art.tone(art.covered((96, 96, 102), 0.5))
    art.canvas.rectangle(Box(-REACH, -0.7, REACH, 0.62), tar)
    for y in (-0.68, -0.06, -0.02, 0.6):
        art.canvas.rectangle(Box(-REACH, y, REACH, y + 0.012), lighter(tar, 0.55))
    for at in range(-20, 21):
        for y in (-0.37, 0.29):
            art.canvas.rectangle(Box(at * 0.26, y, at * 0.26 + 0.13, y + 0.012), lighter(tar, 0.55))
    cars(art, ((-0.7, -0.52), (0.75, -0.2), (0.62, 0.46), (-0.8, 0.14)), upright=False)
    pools(art)


def bays_above(art: Art) -> None:
    """A parking lot."""
    bare_ground(art)
    pale = lighter(art.earth, 0.5)
    for row in (-1, 1):
        y = row * 0.62
        art.canvas.rectangle(Box(-REACH, y - 0.006, REACH, y + 0.006), pale)
        for at in range(-14, 15):
            art.canvas.rectangle(Box(at * 0.2, y - 0.26, at * 0.2 + 0.01, y + 0.26), pale)
    spots = [
        (0.2 * at + 0.105, row * 0.62 + side * 0.14)
        for row in (-1, 1)
        for side in (-1, 1)
        for at in range(-8, 8)
        if art.unit("bay", row, side, at) < 0.55
    ]
    cars(art, tuple(spots), upright=True)
    pools(art)


def flags_above(art: Art) -> None:
    """Paving of a square."""
    bare_ground(art)
    for at in range(-24, 25):
        art.canvas.rectangle(Box(at * 0.17, -REACH, at * 0.17 + 0.004, REACH), darker(art.earth, 0.25))
        art.canvas.rectangle(Box(-REACH, at * 0.17, REACH, at * 0.17 + 0.004), darker(art.earth, 0.25))
    for size, tone in ((0.2, 0.0), (0.17, 0.3)):
        art.canvas.polygon(ring((-0.84, -0.34), size, size), mix(art.earth, art.mood.sky[1], tone * 2))
    pools(art)


def brick_above(art: Art) -> None:
    """An alley: a strip of ground between two roofs."""
    bare_ground(art)
    for side in (-1, 1):
        roof = art.tone(art.covered((112, 84, 76), 0.8))
        left, right = sorted((side * 0.52, side * REACH))
        art.canvas.veil(corners(Box(left - 0.06, -REACH, right + 0.06, REACH)), SHADOW, 0.5, 0.03)
        art.canvas.rectangle(Box(left, -REACH, right, REACH), darker(roof, 0.12))
        art.canvas.rectangle(
            box_between(side * 0.52, side * 0.56, -REACH, REACH),
            lighter(roof, 0.16),
        )
        for at in range(5):
            block_above(
                art, (side * art.span(0.66, 0.86, "vent", side, at), -0.9 + 0.42 * at), 0.05, 0.04, lighter(roof, 0.2)
            )
    for at in range(-30, 31):
        art.canvas.rectangle(Box(-0.52, at * 0.07, 0.52, at * 0.07 + 0.003), darker(art.earth, 0.24))
    pools(art)


def tents_above(art: Art) -> None:
    bare_ground(art)
    for at in range(44):
        x, y = art.span(-1.8, 1.8, "tent", at), art.span(-1.1, 1.1, "tent", at, "y")
        if busy(x, y):
            continue
        cloth = art.tone(art.covered(pick(((156, 148, 110), (140, 136, 108)), "cloth", at), 0.5))
        art.canvas.veil(corners(Box(x - 0.1, y - 0.08, x + 0.16, y + 0.13)), SHADOW, 0.4, 0.012)
        art.canvas.rectangle(Box(x - 0.12, y - 0.1, x, y + 0.1), lighter(cloth, 0.12))
        art.canvas.rectangle(Box(x, y - 0.1, x + 0.12, y + 0.1), darker(cloth, 0.2))
    pebbles(art, 30)


def stalls_above(art: Art) -> None:
    """The awnings of a market on both sides of its lane."""
    bare_ground(art)
    for side in (-1, 1):
        for at in range(-5, 6):
            x, y = side * 0.74, at * 0.38
            cloth = art.tone(pick(((188, 70, 58), (66, 118, 128), (206, 154, 62), (96, 128, 84)), "awning", side, at))
            art.canvas.veil(corners(Box(x - 0.19, y - 0.14, x + 0.22, y + 0.19)), SHADOW, 0.45, 0.012)
            for stripe in range(6):
                top = y - 0.16 + 0.053 * stripe
                tone = cloth if stripe % 2 else art.tone((236, 226, 206))
                art.canvas.rectangle(Box(x - 0.2, top, x + 0.2, top + 0.054), art.covered(tone, 0.5))
    for at in range(14):
        x, y = art.span(0.42, 0.5, "crate", at) * (1 if at % 2 else -1), art.span(-1.2, 1.2, "crate", at, "y")
        block_above(art, (x, y), 0.03, 0.03, art.tone((128, 98, 72)))
    pools(art)


def walls_above(art: Art) -> None:
    """Thick walls at right angles, some fallen in."""
    bare_ground(art)
    way_above(art)
    pebbles(art, 90)
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
        art.canvas.veil(corners(Box(left, top + 0.03, right + 0.04, bottom + 0.05)), SHADOW, 0.45, 0.012)
        art.canvas.rectangle(Box(left, top, right, bottom), lighter(stone, 0.06 * (at % 3)))
        art.canvas.rectangle(Box(left, top, right, top + 0.02), lighter(stone, 0.24))


def graves_above(art: Art) -> None:
    bare_ground(art)
    for column in range(-9, 10):
        for row in range(-5, 6):
            x, y = column * 0.24, row * 0.32
            if busy(x, y) or art.unit("grave", column, row) < 0.16:
                continue
            art.canvas.veil(corners(Box(x - 0.05, y, x + 0.05, y + 0.2)), darker(art.earth, 0.4), 0.5, 0.006)
            block_above(art, (x, y), 0.055, 0.016, art.tone((150, 148, 144)))
    trees(art, 6, (0.1, 0.14), (70, 88, 66))


def rails_above(art: Art) -> None:
    """A platform's edge and the track below it."""
    bare_ground(art)
    ballast = art.tone(art.covered((112, 104, 98), 0.5))
    art.canvas.rectangle(Box(-REACH, -REACH, REACH, -0.34), ballast)
    for at in range(-40, 41):
        art.canvas.rectangle(Box(at * 0.11, -0.82, at * 0.11 + 0.045, -0.44), darker(ballast, 0.4))
    for y in (-0.74, -0.54):
        art.canvas.rectangle(Box(-REACH, y, REACH, y + 0.02), art.tone((190, 194, 198)))
    art.canvas.rectangle(Box(-REACH, -0.36, REACH, -0.32), lighter(art.earth, 0.2))
    art.canvas.rectangle(Box(-REACH, -0.28, REACH, -0.25), art.tone((226, 196, 84)))
    for at in range(-20, 21):
        art.canvas.rectangle(Box(at * 0.24, -0.32, at * 0.24 + 0.003, REACH), darker(art.earth, 0.2))
    pools(art)


def planks_above(art: Art) -> None:
    """A ship's deck, and the sea beside it."""
    water_from(art, -REACH, REACH)
    wood = art.tone(art.covered((164, 126, 88), 0.6))
    art.canvas.rectangle(Box(-REACH, -0.46, REACH, 0.5), wood)
    for at in range(18):
        y = -0.46 + 0.055 * at
        art.canvas.rectangle(Box(-REACH, y, REACH, y + 0.003), darker(wood, 0.4))
    for y in (-0.48, 0.5):
        art.canvas.rectangle(Box(-REACH, y - 0.012, REACH, y + 0.024), art.tone((226, 224, 216)))
    block_above(art, (-0.82, 0.0), 0.12, 0.14, darker(wood, 0.2))


def span_above(art: Art) -> None:
    """A bridge over water."""
    water_from(art, -REACH, REACH)
    tar = art.tone(art.covered((112, 110, 112), 0.6))
    art.canvas.veil(corners(Box(-REACH, -0.36, REACH, 0.5)), SHADOW, 0.5, 0.02)
    art.canvas.rectangle(Box(-REACH, -0.42, REACH, 0.42), tar)
    for y in (-0.42, 0.4):
        art.canvas.rectangle(Box(-REACH, y, REACH, y + 0.03), art.tone((150, 84, 72)))
    for at in range(-20, 21):
        art.canvas.rectangle(Box(at * 0.26, -0.006, at * 0.26 + 0.13, 0.006), lighter(tar, 0.55))


def quay_above(art: Art) -> None:
    """A quay's stones, boats beside it."""
    bare_ground(art)
    for at in range(-16, 17):
        art.canvas.rectangle(Box(-REACH, at * 0.14, REACH, at * 0.14 + 0.003), darker(art.earth, 0.26))
        art.canvas.rectangle(Box(at * 0.24, -REACH, at * 0.24 + 0.003, REACH), darker(art.earth, 0.26))
    water_from(art, -REACH, -0.24)
    art.canvas.rectangle(Box(-REACH, -0.25, REACH, -0.2), lighter(art.earth, 0.22))
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
        art.canvas.veil([(a + 0.02, b + 0.03) for a, b in hull], SHADOW, 0.5, 0.01)
        art.canvas.polygon(hull, paint)
        art.canvas.rectangle(Box(x - 0.08, -0.45, x + 0.06, -0.39), art.tone((226, 222, 212)))
    for x in (-0.7, 0.1, 0.86):
        block_above(art, (x, -0.16), 0.022, 0.02, art.tone((70, 72, 78)))


def roofs_above(art: Art) -> None:
    """A flat roof, the street far below on one side."""
    bare_ground(art)
    x = -art.light * 0.92
    low, high = sorted((x, x * 8))
    art.canvas.rectangle(Box(low, -REACH, high, REACH), darker(art.tone((92, 92, 104)), 0.35))
    for at in range(-8, 9):
        art.canvas.rectangle(
            Box(x * 1.3 - 0.004, at * 0.24, x * 1.3 + 0.004, at * 0.24 + 0.1), art.tone((180, 178, 172))
        )
    art.canvas.rectangle(Box(x - 0.03, -REACH, x + 0.03, REACH), art.tone(art.covered((196, 186, 172), 0.8)))
    for at in range(-9, 10):
        art.canvas.rectangle(box_between(x, -x * 6, at * 0.3, at * 0.3 + 0.003), darker(art.earth, 0.25))
    for at, (across, down) in enumerate(((0.8, -0.36), (0.76, 0.3), (0.62, 0.46))):
        block_above(art, (-x / abs(x) * across, down), 0.08 - 0.02 * at, 0.06, lighter(art.earth, 0.25))


def yard_above(art: Art) -> None:
    """A house's roof, its yard and the path to its door."""
    bare_ground(art)
    tile = art.tone(art.covered((142, 82, 66), 0.8))
    art.canvas.veil(corners(Box(-0.66, -1.0, 0.7, -0.28)), SHADOW, 0.45, 0.03)
    art.canvas.rectangle(Box(-0.7, -1.2, 0.66, -0.62), lighter(tile, 0.1))
    art.canvas.rectangle(Box(-0.7, -0.62, 0.66, -0.34), darker(tile, 0.14))
    art.canvas.rectangle(Box(-0.1, -0.34, 0.1, REACH), art.tone(art.covered((186, 176, 160), 0.6)))
    trees(art, 14, (0.07, 0.13), (78, 116, 70))
