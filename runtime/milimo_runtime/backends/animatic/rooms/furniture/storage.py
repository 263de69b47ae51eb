"""What things are kept in: shelves, cupboards, lockers, crates, and the great pieces along a wall."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import (
    BLACK,
    BRASS,
    FLAME,
    IRON,
    PAPER,
    STEEL,
    STONE,
    WHITE,
)
from milimo_runtime.backends.animatic.rooms.site import Site, Span, Wall, on, pane
from milimo_runtime.media.chance import between, chance, pick


def shelves(
    site: Site, x: Span, d: Span = (0, 0.35), high: float = 2.2, load: str = "books", colour: Colour | None = None,
) -> None:  # fmt: skip
    """A case of shelves that faces us, laden with `load`: books, boxes, jars, goods or nothing."""
    wood, (left, right), near = colour or site.palette.wood, x, d[1]
    site.slab((left, right), (0, high), (d[0], near - 0.04), darker(wood, 0.4))
    site.slab((left, left + 0.05), (0, high), d, wood)
    site.slab((right - 0.05, right), (0, high), d, wood)
    rows = max(2, round(high / 0.42))
    for row in range(rows + 1):
        y = 0.06 + (high - 0.1) * row / rows
        if row < rows and load:
            _load(site, load, (left + 0.06, right - 0.06), (y + 0.02, y + (high - 0.1) / rows - 0.06), near - 0.03, row)
        site.slab((left, right), (y - 0.02, y + 0.02), (d[0], near), lighter(wood, 0.06))


_TINTS: dict[str, tuple[Colour, ...]] = {
    "books": ((132, 62, 52), (168, 116, 64), (72, 92, 72), (62, 76, 104), (190, 160, 110), (104, 70, 52), (142, 92, 72),
              (84, 62, 70)),
    "boxes": ((194, 152, 104), (180, 138, 94), (206, 168, 120)),
    "jars": ((206, 172, 108), (186, 112, 72), (150, 160, 110), (214, 196, 150), (176, 84, 66)),
    "goods": ((206, 84, 66), (226, 178, 84), (92, 146, 132), (228, 216, 188), (88, 126, 168), (150, 176, 108)),
}  # fmt: skip
_STEPS: dict[str, Span] = {"books": (0.035, 0.08), "boxes": (0.26, 0.46), "jars": (0.11, 0.17), "goods": (0.16, 0.34)}
"""How wide what lies on a shelf is, metres."""


def _load(site: Site, load: str, x: Span, y: Span, d: float, row: int) -> None:
    step = _STEPS[load]
    at, left, room = 0, x[0], y[1] - y[0]
    while left < x[1] - step[0]:
        key = (load, site.name, round(x[0] * 10), row, at)
        wide = min(x[1] - left, between(*step, *key))
        tall = room * between(0.62, 0.95, *key, "tall")
        tint = darker(pick(_TINTS[load], *key, "tint"), between(0, 0.2, *key, "tone"))
        if chance(*key, "gap") < 0.93 or load == "books":
            right = left + wide * (0.9 if load in ("jars", "goods") else 0.96)
            site.shape([(left, y[0], d), (left, y[0] + tall, d), (right, y[0] + tall, d), (right, y[0], d)], tint)
            lit = left + 0.24 * (right - left)
            site.shape(
                [(left, y[0], d), (left, y[0] + tall, d), (lit, y[0] + tall, d), (lit, y[0], d)], lighter(tint, 0.2)
            )
            if load in ("boxes", "goods"):
                site.shape([(left + 0.2 * wide, y[0] + 0.4 * tall, d), (left + 0.2 * wide, y[0] + 0.7 * tall, d),
                            (right - 0.2 * wide, y[0] + 0.7 * tall, d), (right - 0.2 * wide, y[0] + 0.4 * tall, d)],
                           mix(tint, PAPER, 0.7))  # fmt: skip
        left, at = left + wide, at + 1


def wall_shelves(site: Site, wall: Wall, d: Span, high: float = 2.2, load: str = "books") -> None:
    """Shelves along a side wall, bay by bay, in perspective."""
    wood, out = site.palette.wood, 0.36
    half = site.width / 2
    x = (-half, -half + out) if wall == "left" else (half - out, half)
    face = x[1] if wall == "left" else x[0]
    shade = 0.26 if wall == "left" else 0.04
    site.slab(x, (0, high), d, darker(wood, 0.42))
    rows, bays = max(2, round(high / 0.42)), max(1, round((d[1] - d[0]) / 1.0))
    for row in range(rows):
        y = 0.06 + (high - 0.1) * row / rows
        for bay in range(bays):
            at, far = 0, d[0] + (d[1] - d[0]) * bay / bays + 0.04
            end = d[0] + (d[1] - d[0]) * (bay + 1) / bays - 0.04
            step = _STEPS[load]
            while far < end - step[0]:
                key = (load, site.name, wall, row, bay, at)
                near = min(end, far + between(*step, *key))
                tall = ((high - 0.1) / rows - 0.08) * between(0.62, 0.96, *key, "tall")
                tint = darker(pick(_TINTS[load], *key, "tint"), shade + between(0, 0.16, *key, "tone"))
                site.shape([(face, y + 0.02, far), (face, y + 0.02 + tall, far), (face, y + 0.02 + tall, near - 0.01),
                            (face, y + 0.02, near - 0.01)], tint)  # fmt: skip
                far, at = near, at + 1
        site.shape([(face, y - 0.03, d[0]), (face, y + 0.02, d[0]), (face, y + 0.02, d[1]), (face, y - 0.03, d[1])],
                   darker(lighter(wood, 0.1), shade))  # fmt: skip
    for bay in range(bays + 1):
        at_d = d[0] + (d[1] - d[0]) * bay / bays
        site.shape([(face, 0, at_d - 0.03), (face, high, at_d - 0.03), (face, high, at_d + 0.03), (face, 0,
                    at_d + 0.03)],
                   darker(lighter(wood, 0.04), shade))  # fmt: skip


def cupboards(site: Site, x: Span, y: Span = (1.5, 2.2), colour: Colour | None = None) -> None:
    """Cupboards on the wall over a worktop."""
    face, count = colour or site.palette.accent, max(1, round((x[1] - x[0]) / 0.5))
    site.slab(x, y, (0, 0.33), face)
    for at in range(count):
        a, b = (x[0] + (x[1] - x[0]) * (at + side) / count for side in (0, 1))
        site.shape([(a + 0.03, y[0] + 0.04, 0.331), (a + 0.03, y[1] - 0.04, 0.331), (b - 0.03, y[1] - 0.04, 0.331),
                    (b - 0.03, y[0] + 0.04, 0.331)], darker(face, 0.14))  # fmt: skip
        site.shape([(a + 0.05, y[0] + 0.06, 0.332), (a + 0.05, y[1] - 0.04, 0.332), (b - 0.03, y[1] - 0.04, 0.332),
                    (b - 0.03, y[0] + 0.06, 0.332)], lighter(face, 0.08))  # fmt: skip


def fridge(site: Site, x: float, d: Span = (0, 0.7), colour: Colour = WHITE) -> None:
    site.slab((x - 0.36, x + 0.36), (0.05, 1.85), d, colour)
    site.shape([(x - 0.36, 1.24, d[1]), (x - 0.36, 1.27, d[1]), (x + 0.36, 1.27, d[1]), (x + 0.36, 1.24, d[1])],
               darker(colour, 0.4))  # fmt: skip
    for low, up in ((0.75, 1.15), (1.34, 1.6)):
        site.slab((x + 0.24, x + 0.28), (low, up), (d[1], d[1] + 0.05), STEEL)
    for at, tint in enumerate(((214, 92, 76), (88, 142, 176), (232, 196, 96))):
        site.shape([(x - 0.22 + 0.13 * at, 1.42 + 0.05 * (at % 2), d[1] + 0.01), (x - 0.22 + 0.13 * at, 1.54,
                    d[1] + 0.01),
                    (x - 0.13 + 0.13 * at, 1.54, d[1] + 0.01), (x - 0.13 + 0.13 * at, 1.42, d[1] + 0.01)],
                    tint)  # fmt: skip


def wardrobe(site: Site, x: float, d: Span = (0, 0.6), wide: float = 1.2, high: float = 2.1) -> None:
    wood, near, half = site.palette.wood, d[1], wide / 2
    site.slab((x - half, x + half), (0, high), d, wood)
    site.slab((x - half - 0.05, x + half + 0.05), (high, high + 0.08), (d[0], near + 0.04), lighter(wood, 0.1))
    for side in (-1, 1):
        left, right = sorted((side * 0.03, side * (half - 0.06)))
        for low, up in ((0.18, 0.9), (1.02, high - 0.14)):
            site.shape([(x + left, low, near), (x + left, up, near), (x + right, up, near), (x + right, low, near)],
                       darker(wood, 0.24))  # fmt: skip
            site.shape([(x + left + 0.03, low, near), (x + left + 0.03, up - 0.03, near), (x + right, up - 0.03, near),
                        (x + right, low, near)], lighter(wood, 0.04))  # fmt: skip
        site.ball((x + side * 0.08, 1.0, near + 0.02), 0.025, 0.025, BRASS)


def chest(site: Site, x: float, d: Span = (0, 0.5), wide: float = 0.9, high: float = 0.8) -> None:
    """Drawers."""
    wood, near, half = site.palette.wood, d[1], wide / 2
    site.slab((x - half, x + half), (0.06, high), d, wood)
    rows = max(2, round(high / 0.26))
    for row in range(rows):
        low, up = (0.1 + (high - 0.14) * (row + side) / rows for side in (0.06, 0.94))
        site.shape([(x - half + 0.05, low, near), (x - half + 0.05, up, near), (x + half - 0.05, up, near),
                    (x + half - 0.05, low, near)], darker(wood, 0.16))  # fmt: skip
        site.ball((x, (low + up) / 2, near + 0.02), 0.03, 0.03, BRASS)


def cabinet(site: Site, x: float, d: Span = (0, 0.6), rows: int = 4, colour: Colour = (128, 136, 132)) -> None:
    """A filing cabinet of steel."""
    high, near = 0.34 * rows, d[1]
    site.slab((x - 0.24, x + 0.24), (0, high), d, colour)
    for row in range(rows):
        y = 0.34 * row
        site.shape([(x - 0.21, y + 0.03, near), (x - 0.21, y + 0.31, near), (x + 0.21, y + 0.31, near),
                    (x + 0.21, y + 0.03, near)], darker(colour, 0.16))  # fmt: skip
        site.slab((x - 0.07, x + 0.07), (y + 0.2, y + 0.23), (near, near + 0.03), lighter(colour, 0.4))


def lockers(site: Site, wall: Wall, d: Span, high: float = 1.9, colour: Colour | None = None) -> None:
    """Lockers along a side wall."""
    paint = colour or site.palette.accent
    half, out = site.width / 2, 0.42
    x = (-half, -half + out) if wall == "left" else (half - out, half)
    face = x[1] if wall == "left" else x[0]
    tone = darker(paint, 0.26) if wall == "left" else lighter(paint, 0.04)
    site.slab(x, (0.08, high), d, paint)
    count = max(2, round((d[1] - d[0]) / 0.42))
    for at in range(count):
        far, near = (d[0] + (d[1] - d[0]) * (at + side) / count for side in (0.06, 0.94))

        def part(low: float, up: float, one: float, two: float, tint: Colour) -> None:
            site.shape([(face, low, one), (face, up, one), (face, up, two), (face, low, two)], tint)

        part(0.14, high - 0.05, far, near, darker(tone, 0.2))
        part(0.16, high - 0.05, far + 0.02, near, tone)
        for slot in range(3):
            part(high - 0.26 - 0.08 * slot, high - 0.22 - 0.08 * slot, far + 0.08, near - 0.08, darker(tone, 0.45))
        part(0.95, 1.05, near - 0.08, near - 0.04, lighter(tone, 0.5))


def crates(site: Site, x: float, d: float, count: int = 3, size: float = 0.7) -> None:
    """Wooden boxes, some on others."""
    spots = ((0.0, 0.0, 0.0), (size * 1.08, 0.0, -0.1), (size * 0.4, size, -0.05), (size * 1.3, size, -0.1),
             (-size * 0.2, 2 * size, 0.0))  # fmt: skip
    wood: Colour = (170, 130, 86)
    for across, up, back in spots[:count]:
        left, near = x + across - size / 2, d + back + size / 2
        tone = darker(wood, between(0, 0.2, "crate", site.name, x, across))
        site.slab((left, left + size), (up, up + size), (near - size, near), tone)
        edge = 0.12 * size
        site.shape([(left + edge, up + edge, near), (left + edge, up + size - edge, near),
                    (left + size - edge, up + size - edge, near), (left + size - edge, up + edge, near)],
                   darker(tone, 0.24))  # fmt: skip
        site.shape([(left + edge, up + edge, near), (left + 2 * edge, up + edge, near),
                    (left + size - edge, up + size - edge, near), (left + size - 2 * edge, up + size - edge, near)],
                   lighter(tone, 0.05))  # fmt: skip


def barrels(site: Site, x: float, d: float, count: int = 2, colour: Colour | None = None) -> None:
    wood = colour or (140, 96, 62)
    for at in range(count):
        middle, deep = x + 0.72 * at, d - 0.15 * (at % 2)
        site.drum(middle, deep, (0, 0.45), 0.28, wood, 0.35)
        site.drum(middle, deep, (0.45, 0.92), 0.35, wood, 0.28)
        for y in (0.2, 0.7):
            site.drum(middle, deep, (y, y + 0.05), 0.335, IRON)


def rack(site: Site, x: Span, d: float, high: float = 4.2) -> None:
    """Racking of a warehouse, three floors of boxes."""
    steel: Colour = (58, 92, 140)
    for deep in (d - 0.9, d):
        for across in x:
            site.slab((across - 0.05, across + 0.05), (0, high), (deep - 0.05, deep + 0.05), steel)
    floors = 3
    for floor in range(floors):
        y = 0.1 + high / floors * floor
        site.slab(x, (y, y + 0.12), (d - 0.9, d), (206, 112, 56))
        left, at = x[0] + 0.1, 0
        while left < x[1] - 0.3:
            key = ("rack", site.name, x[0], floor, at)
            wide, tall = between(0.4, 0.8, *key), between(0.4, 0.95, *key, "tall")
            tint = mix((190, 150, 104), from_hue(between(0, 1, *key, "hue"), 0.3, 0.6), 0.35)
            site.slab((left, min(x[1] - 0.1, left + wide)), (y + 0.12, y + 0.12 + tall), (d - 0.8, d - 0.04), tint)
            left, at = left + wide + 0.06, at + 1


def fireplace(site: Site, x: float, stone: Colour = STONE, wide: float = 1.5) -> None:
    """A fire in the back wall; it burns."""
    half = wide / 2
    site.slab((x - half, x + half), (0, 1.22), (0, 0.28), stone)
    site.slab((x - half * 0.62, x + half * 0.62), (0, 0.84), (0.28, 0.285), darker(stone, 0.82))
    site.slab((x - half - 0.12, x + half + 0.12), (1.2, 1.3), (0, 0.4), lighter(stone, 0.16))
    site.slab((x - half, x + half), (0, 0.06), (0.28, 0.75), darker(stone, 0.16))
    for log in (-0.18, 0.12):
        site.pole([(x + log - 0.16, 0.12, 0.34), (x + log + 0.2, 0.16, 0.34)], 0.1, (86, 58, 42))
    for at, (across, tall, tint) in enumerate(((-0.16, 0.34, (232, 112, 50)), (0.14, 0.3, (232, 112, 50)),
                                              (-0.02, 0.48, (240, 138, 56)), (0.0, 0.28, (255, 214,
                                              120)))):  # fmt: skip
        del at
        site.bright(_flame(x + across, 0.14, 0.36, tall), tint)
    site.glow((x, 0.4, 0.4), 2.0 if site.mood.dark else 1.0, (255, 150, 70), 0.55)


def _flame(x: float, y: float, d: float, tall: float) -> list[tuple[float, float, float]]:
    outline = ((0, 0), (-0.28, 0.3), (-0.12, 0.62), (0.02, 1.0), (0.14, 0.6), (0.3, 0.28))
    return [(x + across * tall, y + up * tall, d) for across, up in outline]


def washer(site: Site, x: float, d: Span = (0, 0.6), y: float = 0.0) -> None:
    """A washing machine; its floor is at `y`."""
    site.slab((x - 0.3, x + 0.3), (y, y + 0.85), d, WHITE)
    site.slab((x - 0.28, x + 0.28), (y + 0.7, y + 0.82), (d[1], d[1] + 0.01), STEEL)
    middle = (x, y + 0.38, d[1] + 0.02)
    for size, tint in ((0.23, STEEL), (0.18, BLACK), (0.15, (120, 150, 168))):
        site.ball(middle, size, size, tint)
    site.ball((x + 0.2, y + 0.76, d[1] + 0.02), 0.035, 0.035, BLACK)


def chimney(site: Site, x: float, d: float) -> None:
    """An iron stove with its pipe."""
    site.slab((x - 0.32, x + 0.32), (0.16, 0.86), (d - 0.28, d + 0.28), IRON)
    site.slab((x - 0.2, x + 0.2), (0.3, 0.62), (d + 0.28, d + 0.3), BLACK)
    site.bright([(x - 0.16, 0.34, d + 0.31), (x - 0.16, 0.56, d + 0.31), (x + 0.16, 0.56, d + 0.31), (x + 0.16, 0.34,
                 d + 0.31)],
                (246, 142, 62))  # fmt: skip
    site.glow((x, 0.45, d + 0.3), 1.0, (255, 150, 70), 0.4)
    site.drum(x, d, (0.86, site.height), 0.09, IRON)


def mirror(site: Site, x: float, y: Span = (1.15, 1.95), wide: float = 0.8) -> None:
    half = wide / 2
    site.slab((x - half - 0.05, x + half + 0.05), (y[0] - 0.05, y[1] + 0.05), (0, 0.03), darker(site.palette.wood, 0.1))
    site.shape([(x - half, y[0], 0.031), (x - half, y[1], 0.031), (x + half, y[1], 0.031), (x + half, y[0], 0.031)],
               mix((176, 198, 206), site.palette.wall, 0.3))  # fmt: skip
    site.shape([(x - half * 0.6, y[0], 0.032), (x - half * 0.05, y[1], 0.032), (x + half * 0.4, y[1], 0.032),
                (x - half * 0.2, y[0], 0.032)], mix((214, 226, 230), site.palette.wall, 0.2))  # fmt: skip


def picture(site: Site, wall: Wall, along: float, y: float = 1.65, wide: float = 0.6, high: float = 0.45) -> None:
    """A framed picture: a plain land under a sky."""
    sides, ends = (along - wide / 2, along + wide / 2), (y - high / 2, y + high / 2)
    hue = between(0, 1, "picture", site.name, wall, round(along * 10))
    site.shape(pane(site, wall, (sides[0] - 0.06, sides[1] + 0.06), (ends[0] - 0.06, ends[1] + 0.06), 0.04),
               mix(site.palette.wood, BRASS, 0.4))  # fmt: skip
    site.shape(pane(site, wall, sides, ends, 0.045), lighter(from_hue(hue, 0.3, 0.7), 0.3))
    land = ((sides[0], ends[0]), (sides[0], y - 0.05 * high), (along - 0.1 * wide, y + 0.12 * high),
            (along + 0.2 * wide, y - 0.1 * high), (sides[1], y), (sides[1], ends[0]))  # fmt: skip
    site.shape([on(site, wall, a, up, 0.05) for a, up in land], from_hue(hue + 0.45, 0.32, 0.5))
    site.ball(on(site, wall, along + 0.24 * wide, y + 0.26 * high, 0.052), 0.05 * wide + 0.02, 0.05 * wide + 0.02,
              (232, 196, 128))  # fmt: skip


def board(site: Site, x: Span, y: Span = (0.95, 2.1), white: bool = False) -> None:
    """A blackboard with chalk on it, or a white one."""
    face: Colour = WHITE if white else (52, 84, 72)
    site.slab((x[0] - 0.07, x[1] + 0.07), (y[0] - 0.07, y[1] + 0.07), (0, 0.04), STEEL if white else site.palette.wood)
    site.shape([(x[0], y[0], 0.041), (x[0], y[1], 0.041), (x[1], y[1], 0.041), (x[1], y[0], 0.041)], face)
    ink = (84, 112, 156) if white else (206, 214, 206)
    for row in range(4):
        long = (x[1] - x[0]) * between(0.3, 0.5, "chalk", site.name, row)
        up = y[1] - 0.18 - 0.17 * row
        site.shape([(x[0] + 0.16, up, 0.042), (x[0] + 0.16, up + 0.03, 0.042), (x[0] + 0.16 + long, up + 0.035, 0.042),
                    (x[0] + 0.16 + long, up, 0.042)], mix(face, ink, 0.7))  # fmt: skip
    middle, up = x[1] - 0.24 * (x[1] - x[0]), sum(y) / 2
    triangle = [(middle - 0.32, up - 0.2, 0.042), (middle + 0.3, up - 0.2, 0.042), (middle - 0.1, up + 0.3, 0.042)]
    site.pole([*triangle, triangle[0]], 0.025, mix(face, ink, 0.7))
    site.slab((x[0], x[1]), (y[0] - 0.12, y[0] - 0.07), (0, 0.12), lighter(site.palette.wood, 0.1))


def candle(site: Site, x: float, y: float, d: float, tall: float = 0.3) -> None:
    """A candle that burns."""
    site.drum(x, d, (y, y + tall), 0.025, PAPER)
    site.bright([(px, py, d) for px, py, _ in _flame(x, y + tall, d, 0.1)], FLAME)
    site.glow((x, y + tall + 0.06, d), 0.55, (255, 190, 100), 0.5)
