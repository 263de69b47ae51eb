"""What stands in great rooms: columns, altars, stages, a court's benches, pictures."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import (
    BLACK,
    BRASS,
    LINEN,
    PAPER,
    STONE,
    WHITE,
)
from milimo_runtime.backends.animatic.rooms.furniture.storage import candle
from milimo_runtime.backends.animatic.rooms.site import Site, Span, Wall, on, pane
from milimo_runtime.media.chance import between, pick

_GROUNDS: tuple[Colour, ...] = ((226, 206, 164), (198, 212, 214), (232, 222, 206), (150, 66, 56), (52, 74, 102))
_FIELDS: tuple[Colour, ...] = (
    (196, 84, 62), (42, 66, 96), (226, 176, 84), (110, 146, 140), (58, 54, 62), (216, 140, 96),
)  # fmt: skip
"""What abstract pictures are painted on and with."""


def column(
    site: Site, x: float, d: float, high: float | None = None, radius: float = 0.26, colour: Colour = STONE
) -> None:
    top = high or site.height
    site.slab((x - 1.4 * radius, x + 1.4 * radius), (0, 0.24), (d - 1.4 * radius, d + 1.4 * radius), colour)
    site.drum(x, d, (0.24, top - 0.4), radius, colour, 0.92 * radius)
    site.drum(x, d, (top - 0.46, top - 0.26), 0.95 * radius, lighter(colour, 0.08), 1.35 * radius)
    site.slab((x - 1.45 * radius, x + 1.45 * radius), (top - 0.26, top), (d - 1.4 * radius, d + 1.4 * radius), colour)


def columns(site: Site, x: float, d: Span, count: int, high: float | None = None, radius: float = 0.26) -> None:
    """Two rows of columns, the far ones first."""
    for at in range(count):
        deep = d[0] + (d[1] - d[0]) * at / max(1, count - 1)
        for side in (-1, 1):
            column(site, side * x, deep, high, radius, lighter(mix(STONE, site.palette.wall, 0.5), 0.1))


def altar(site: Site, x: float, d: float) -> None:
    """An altar on two steps with a cloth, candles and a cross over it."""
    for step in range(2):
        site.slab((x - 1.9 + 0.3 * step, x + 1.9 - 0.3 * step), (0.16 * step, 0.16 * step + 0.16), (0,
                  d + 1.0 - 0.3 * step),
                  lighter(STONE, 0.1))  # fmt: skip
    site.slab((x - 1.05, x + 1.05), (0.32, 1.24), (d - 0.35, d + 0.35), lighter(STONE, 0.2))
    site.slab((x - 1.1, x + 1.1), (0.8, 1.28), (d - 0.36, d + 0.37), LINEN)
    site.slab((x - 0.3, x + 0.3), (0.52, 1.285), (d + 0.37, d + 0.38), site.palette.accent)
    for side in (-1, 1):
        for out in (0.62, 0.86):
            candle(site, x + side * out, 1.28, d, 0.36)
    site.slab((x - 0.05, x + 0.05), (1.3, 2.4), (d - 0.06, d), BRASS)
    site.slab((x - 0.36, x + 0.36), (1.98, 2.08), (d - 0.06, d), BRASS)


def pulpit(site: Site, x: float, d: float) -> None:
    wood = site.palette.wood
    site.drum(x, d, (0, 1.0), 0.16, wood, 0.5)
    site.drum(x, d, (1.0, 1.9), 0.52, lighter(wood, 0.06))
    site.drum(x, d, (1.9, 1.98), 0.58, lighter(wood, 0.16))
    site.slab((x - 0.24, x + 0.24), (1.98, 2.06), (d, d + 0.2), PAPER)


def stage_front(site: Site, d: float, high: float = 0.9) -> None:
    """A stage with footlights, red curtains drawn aside and a valance."""
    half, top = site.width / 2, site.height
    cloth, boards = site.palette.accent, site.palette.wood
    site.shape([(-half, 0, 0), (-half, top, 0), (half, top, 0), (half, 0, 0)], (44, 40, 60))
    light: Colour = (96, 104, 140)
    site.shape([(-half * 0.66, high, 0.01), (-half * 0.5, top * 0.66, 0.01), (half * 0.5, top * 0.66, 0.01),
                (half * 0.66, high, 0.01)], light)  # fmt: skip
    site.slab((-half, half), (0, high), (0, d), boards)
    site.mat((-half * 0.5, half * 0.5), (0.2, d - 0.2), high + 0.005, lighter(boards, 0.26))
    for side in (-1, 1):
        for fold in range(6):
            a, b = (side * (half * (0.56 + 0.09 * (fold + step))) for step in (0, 1.04))
            left, right = min(a, b), max(a, b)
            site.slab((left, right), (high, top - 0.1), (d - 0.5 + 0.04 * (fold % 2), d - 0.4 + 0.06 * (fold % 2)),
                      darker(cloth, (0.0, 0.3)[fold % 2]))  # fmt: skip
        tie = side * half * 0.66
        site.slab((tie - 0.5, tie + 0.5), (high + 1.3, high + 1.42), (d - 0.4, d - 0.32), BRASS)
    for fold in range(14):
        left = -half + 2 * half * fold / 14
        right = left + 2 * half / 14
        drop = top - 0.9 - 0.16 * (fold % 2)
        site.shape([(left, top, d - 0.3), (left, drop + 0.2, d - 0.3), ((left + right) / 2, drop, d - 0.3),
                    (right, drop + 0.2, d - 0.3), (right, top, d - 0.3)], darker(cloth,
                    0.06 + 0.22 * (fold % 2)))  # fmt: skip
    site.slab((-half, half), (top - 0.96, top - 0.9), (d - 0.3, d - 0.28), BRASS)
    for at in range(9):
        x = -half * 0.8 + 1.6 * half * at / 8
        site.drum(x, d - 0.05, (high, high + 0.08), 0.09, BLACK)
        if site.lamps:
            site.glow((x, high + 0.15, d - 0.1), 0.7, site.shine, 0.34)


def bench_of_judges(site: Site, d: float) -> None:
    """The judge's bench on its platform, a coat of arms over it, the witness stand beside."""
    wood = site.palette.wood
    site.slab((-1.0, 1.0), (1.0, 3.1), (0, 0.06), darker(wood, 0.12))
    for side in (-1, 1):
        site.slab((side * 1.12 - 0.13, side * 1.12 + 0.13), (0, 3.3), (0, 0.16), lighter(wood, 0.06))
    site.slab((-1.4, 1.4), (3.2, 3.45), (0, 0.26), lighter(wood, 0.14))
    site.ball((0, 2.6, 0.07), 0.38, 0.38, BRASS)
    site.ball((0, 2.6, 0.08), 0.28, 0.28, darker(BRASS, 0.3))
    site.pole([(-0.18, 2.56, 0.09), (0.18, 2.66, 0.09)], 0.03, BRASS)
    site.pole([(0, 2.42, 0.09), (0, 2.8, 0.09)], 0.03, BRASS)
    site.pad((-0.36, 0.36), (1.2, 2.1), (0.3, 0.4), darker(site.palette.accent, 0.2))
    site.slab((-2.0, 2.0), (0, 0.4), (0.1, d + 0.3), darker(wood, 0.2))
    site.slab((-1.7, 1.7), (0.4, 1.5), (d - 0.3, d), wood)
    for at in range(5):
        x = -1.6 + 0.66 * at
        site.shape([(x, 0.52, d), (x, 1.34, d), (x + 0.54, 1.34, d), (x + 0.54, 0.52, d)], darker(wood, 0.26))
        site.shape(
            [(x + 0.04, 0.52, d), (x + 0.04, 1.3, d), (x + 0.54, 1.3, d), (x + 0.54, 0.52, d)], lighter(wood, 0.04)
        )
    site.slab((-1.8, 1.8), (1.5, 1.58), (d - 0.36, d + 0.06), lighter(wood, 0.16))
    site.slab((2.1, 3.0), (0, 1.15), (d - 0.2, d + 0.5), darker(wood, 0.06))
    site.slab((2.05, 3.05), (1.15, 1.22), (d - 0.25, d + 0.55), lighter(wood, 0.14))
    _flag(site, -2.4, d - 0.3)


def _flag(site: Site, x: float, d: float) -> None:
    site.pole([(x, 0, d), (x, 2.7, d)], 0.04, BRASS)
    site.smooth(
        [(x, 2.6, d), (x + 0.34, 2.3, d), (x + 0.4, 1.5, d), (x + 0.14, 1.2, d), (x, 1.3, d)], site.palette.accent
    )
    site.ball((x, 2.74, d), 0.06, 0.06, BRASS)


def rail(site: Site, d: float, gap: float = 0.9, high: float = 0.95) -> None:
    """A low wooden bar across the room with a way through the middle."""
    wood, half = site.palette.wood, site.width / 2
    for side in (-1, 1):
        left, right = sorted((side * gap, side * half))
        site.slab((left, right), (0.06, 0.16), (d - 0.04, d + 0.04), wood)
        count = int((right - left) / 0.22)
        for at in range(count):
            x = left + (right - left) * (at + 0.5) / count
            site.slab((x - 0.025, x + 0.025), (0.16, high - 0.06), (d - 0.025, d + 0.025), darker(wood, 0.1))
        site.slab((left, right), (high - 0.07, high), (d - 0.07, d + 0.07), lighter(wood, 0.12))
        site.slab((side * gap - 0.08, side * gap + 0.08), (0, high + 0.1), (d - 0.08, d + 0.08), lighter(wood, 0.04))


def jury(site: Site, wall: Wall, d: Span) -> None:
    """Two rows of seats behind a panel along a side wall."""
    half = site.width / 2
    wood = site.palette.wood
    inner = half - 1.3
    x = (-half, -inner) if wall == "left" else (inner, half)
    edge = x[1] if wall == "left" else x[0]
    site.slab(x, (0, 0.3), d, darker(wood, 0.3))
    count = int((d[1] - d[0]) / 0.6)
    for at in range(count):
        deep = d[0] + 0.3 + 0.6 * at
        site.pad((x[0] + 0.1, x[0] + 0.6) if wall == "left" else (x[1] - 0.6, x[1] - 0.1), (0.6, 1.3),
                 (deep - 0.22, deep + 0.22), site.palette.accent)  # fmt: skip
    site.slab((edge - 0.05, edge + 0.05), (0, 1.0), d, wood)
    site.slab((edge - 0.09, edge + 0.09), (1.0, 1.07), d, lighter(wood, 0.14))


def piano(site: Site, x: float, d: float, colour: Colour = BLACK) -> None:
    """A grand piano, its lid up."""
    for across, back in ((-0.6, 0.3), (0.6, 0.3), (0.1, -0.7)):
        site.slab((x + across - 0.05, x + across + 0.05), (0, 0.62), (d + back - 0.05, d + back + 0.05), colour)
    site.shape([(x - 0.72, 0.98, d - 0.6), (x - 0.76, 1.8, d - 0.5), (x + 0.5, 1.72, d - 0.7), (x + 0.72, 0.98,
                d - 0.2)],
               lighter(colour, 0.14))  # fmt: skip
    site.slab((x - 0.75, x + 0.75), (0.62, 0.98), (d - 0.8, d + 0.3), colour)
    site.slab((x - 0.68, x + 0.68), (0.72, 0.76), (d + 0.3, d + 0.46), WHITE)
    for at in range(12):
        left = x - 0.62 + 0.11 * at
        site.mat((left, left + 0.05), (d + 0.3, d + 0.4), 0.765, BLACK)
    site.slab((x - 0.36, x + 0.36), (0.42, 0.5), (d + 0.75, d + 1.05), darker(site.palette.accent, 0.1))


def pedestal(site: Site, x: float, d: float, kind: str = "bust") -> None:
    """A plinth with a bust, a vase or a case of glass."""
    site.slab((x - 0.28, x + 0.28), (0, 1.05), (d - 0.28, d + 0.28), WHITE)
    match kind:
        case "bust":
            marble: Colour = (206, 200, 190)
            site.drum(x, d, (1.05, 1.16), 0.12, marble)
            site.smooth(
                [(x - 0.26, 1.16, d), (x - 0.22, 1.4, d), (x, 1.48, d), (x + 0.22, 1.4, d), (x + 0.26, 1.16, d)], marble
            )
            site.ball((x, 1.62, d), 0.13, 0.18, marble)
            site.smooth([(x + 0.03, 1.18, d), (x + 0.05, 1.78, d), (x + 0.13, 1.62, d), (x + 0.2, 1.38, d), (x + 0.25,
                         1.17, d)],
                        darker(marble, 0.22))  # fmt: skip
        case "vase":
            site.drum(x, d, (1.05, 1.35), 0.1, site.palette.accent, 0.22)
            site.drum(x, d, (1.35, 1.6), 0.22, site.palette.accent, 0.08)
        case _:
            site.slab((x - 0.22, x + 0.22), (1.05, 1.12), (d - 0.22, d + 0.22), BRASS)
            site.ball((x, 1.26, d), 0.14, 0.12, (206, 96, 70))
            glass = [
                (x - 0.26, 1.05, d + 0.26),
                (x - 0.26, 1.62, d + 0.26),
                (x + 0.26, 1.62, d + 0.26),
                (x + 0.26, 1.05, d + 0.26),
            ]
            site.veil(glass, (226, 240, 244), 0.26)


def painting(site: Site, wall: Wall, along: float, y: float, wide: float, high: float) -> None:
    """A large abstract canvas in a museum's light."""
    sides, ends = (along - wide / 2, along + wide / 2), (y - high / 2, y + high / 2)
    site.shape(pane(site, wall, (sides[0] - 0.05, sides[1] + 0.05), (ends[0] - 0.05, ends[1] + 0.05), 0.03), BLACK)
    hue = between(0, 1, "canvas", site.name, wall, round(10 * along))
    site.shape(pane(site, wall, sides, ends, 0.04), pick(_GROUNDS, "canvas", hue))
    for at in range(4):
        left = sides[0] + wide * between(0, 0.6, "field", at, hue)
        low = ends[0] + high * between(0, 0.6, "field", at, hue, "y")
        part = (left, min(sides[1], left + wide * between(0.2, 0.5, "w", at, hue)))
        tall = (low, min(ends[1], low + high * between(0.2, 0.5, "h", at, hue)))
        site.shape(pane(site, wall, part, tall, 0.045), _FIELDS[(at + int(20 * hue)) % len(_FIELDS)])
    site.veil([on(site, wall, sides[0], ends[1] + 0.3, 0.05), on(site, wall, sides[1], ends[1] + 0.3, 0.05),
               on(site, wall, sides[1] + 0.1, ends[0] - 0.2, 0.05), on(site, wall, sides[0] - 0.1, ends[0] - 0.2,
                  0.05)],
              (255, 246, 220), 0.16, 0.12)  # fmt: skip
