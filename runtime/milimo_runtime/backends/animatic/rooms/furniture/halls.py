"""What stands in great rooms: columns, altars, stages, benches of a court, stairs, bars, boats' fittings."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import (
    BLACK,
    BRASS,
    IRON,
    LINEN,
    PAPER,
    RED,
    STEEL,
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


def rug(site: Site, x: Span, d: Span, colour: Colour | None = None) -> None:
    """A carpet with a border."""
    cloth = colour or site.palette.accent
    for inset, tone in ((0.0, darker(cloth, 0.16)), (0.1, lighter(cloth, 0.3)), (0.16, darker(cloth, 0.05)),
                        (0.5, lighter(cloth, 0.1))):  # fmt: skip
        if x[1] - x[0] > 2.2 * inset and d[1] - d[0] > 2.2 * inset:
            site.mat((x[0] + inset, x[1] - inset), (d[0] + inset, d[1] - inset), 0.004, tone)


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


def stairs(site: Site, x: Span, d: float, rise: float = 2.6, steps: int = 13, runner: bool = True) -> None:
    """A flight that goes up to the back wall; it begins at `d`."""
    wood, (left, right) = site.palette.wood, x
    deep, high = d / steps, rise / steps
    for at in range(steps - 1, -1, -1):
        y, near = high * (at + 1), d - deep * at
        site.slab((left, right), (0, y), (near - deep, near), darker(wood, 0.04 + 0.012 * at))
        if runner:
            a, b = left + 0.22 * (right - left), right - 0.22 * (right - left)
            site.shape(
                [(a, y - high, near), (a, y, near), (b, y, near), (b, y - high, near)], darker(site.palette.accent, 0.2)
            )
            site.mat((a, b), (near - deep, near), y + 0.004, site.palette.accent)
    for edge in (left, right):
        for at in range(steps):
            y, near = high * (at + 1), d - deep * (at + 0.5)
            site.slab((edge - 0.025, edge + 0.025), (y, y + 0.85), (near - 0.025, near + 0.025), lighter(wood, 0.34))
        site.pole([(edge, high + 0.88, d - deep * 0.5), (edge, rise + 0.88, 0.1)], 0.09, darker(wood, 0.2))
        site.slab((edge - 0.09, edge + 0.09), (0, 1.3), (d - 0.1, d + 0.08), darker(wood, 0.12))
        site.ball((edge, 1.38, d), 0.11, 0.11, wood)


def bars(site: Site, wall: Wall, along: Span, high: float = 2.3, step: float = 0.16) -> None:
    """A wall of bars with a gate, and the dark passage behind it."""
    site.shape(pane(site, wall, along, (0, high), 0.02), darker(site.palette.wall, 0.55))
    count = int((along[1] - along[0]) / step)
    for at in range(count + 1):
        a = along[0] + step * at
        site.pole([on(site, wall, a, 0, 0.06), on(site, wall, a, high, 0.06)], 0.035, lighter(IRON, 0.16))
    for y in (0.1, 1.05, high - 0.05):
        site.pole([on(site, wall, along[0], y, 0.07), on(site, wall, along[1], y, 0.07)], 0.06, IRON)
    lock = sum(along) / 2
    site.shape(pane(site, wall, (lock - 0.14, lock + 0.14), (0.95, 1.2), 0.08), lighter(IRON, 0.2))


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


def rope(site: Site, x: Span, d: float) -> None:
    """Posts with a rope between them."""
    for across in x:
        site.drum(across, d, (0, 0.05), 0.15, BRASS)
        site.drum(across, d, (0.05, 0.95), 0.03, BRASS)
        site.ball((across, 0.98, d), 0.05, 0.05, BRASS)
    middle = sum(x) / 2
    site.pole([(x[0], 0.9, d), ((x[0] + middle) / 2, 0.72, d), (middle, 0.66, d), ((x[1] + middle) / 2, 0.72, d),
               (x[1], 0.9, d)],
              0.05, RED)  # fmt: skip


def banner(
    site: Site, wall: Wall, along: float, y: Span = (1.8, 4.2), wide: float = 0.9, colour: Colour | None = None
) -> None:
    """A hanging cloth with a device on it."""
    cloth, (low, high), half = colour or site.palette.accent, y, wide / 2
    site.pole(
        [on(site, wall, along - half - 0.08, high, 0.06), on(site, wall, along + half + 0.08, high, 0.06)], 0.05, BRASS
    )
    outline = ((-half, high), (half, high), (half, low + 0.3), (0, low), (-half, low + 0.3))
    site.shape([on(site, wall, along + a, up, 0.05) for a, up in outline], cloth)
    site.shape([on(site, wall, along + a, up, 0.055) for a, up in (*outline[1:4], (0.0, high))], darker(cloth, 0.14))
    middle = (low + high) / 2 + 0.2
    device = ((0, 0.42), (0.26, 0), (0, -0.42), (-0.26, 0))
    site.shape([on(site, wall, along + a, middle + b, 0.06) for a, b in device], (222, 184, 96))


def bath(site: Site, x: float, d: float, long: float = 1.7) -> None:
    """A bath along the wall with its taps; `x` is its middle."""
    half = long / 2
    site.slab((x - half, x + half), (0, 0.56), (d - 0.38, d + 0.38), WHITE)
    site.slab((x - half - 0.03, x + half + 0.03), (0.56, 0.61), (d - 0.41, d + 0.41), lighter(WHITE, 0.3))
    site.mat((x - half + 0.1, x + half - 0.1), (d - 0.3, d + 0.3), 0.612, (158, 196, 206))
    site.pole(
        [(x - half + 0.14, 0.6, d - 0.34), (x - half + 0.14, 0.8, d - 0.34), (x - half + 0.3, 0.8, d - 0.3)],
        0.04,
        STEEL,
    )


def basin(site: Site, x: float, d: float = 0.3) -> None:
    """A basin on its foot before a mirror's place."""
    site.drum(x, d, (0, 0.7), 0.1, WHITE)
    site.slab((x - 0.32, x + 0.32), (0.7, 0.88), (0, d + 0.22), WHITE)
    site.mat((x - 0.24, x + 0.24), (0.1, d + 0.16), 0.884, darker(WHITE, 0.24))
    site.pole([(x, 0.88, 0.06), (x, 1.04, 0.06), (x, 1.05, 0.2)], 0.035, STEEL)


def toilet(site: Site, x: float, d: float = 0.0) -> None:
    site.slab((x - 0.22, x + 0.22), (0.42, 0.86), (d, d + 0.2), WHITE)
    site.drum(x, d + 0.45, (0, 0.38), 0.15, darker(WHITE, 0.08), 0.22)
    site.drum(x, d + 0.45, (0.38, 0.43), 0.25, WHITE)


def screen_curtain(site: Site, x: float, d: Span, colour: Colour | None = None, high: float = 2.1) -> None:
    """A curtain on a rail between two beds."""
    cloth = colour or mix(site.palette.accent, WHITE, 0.4)
    site.pole([(x, high + 0.03, d[0]), (x, high + 0.03, d[1])], 0.04, STEEL)
    count = max(3, int((d[1] - d[0]) / 0.18))
    for at in range(count):
        far, near = (d[0] + (d[1] - d[0]) * (at + side) / count for side in (0, 1))
        site.shape([(x, 0.35, far), (x, high, far), (x, high, near), (x, 0.35, near)], darker(cloth, 0.16 * (at % 2)))


def cloth_wall(site: Site, x: Span, y: Span, d: float, colour: Colour | None = None) -> None:
    """A hanging curtain that faces us, in folds."""
    cloth = colour or site.palette.accent
    count = max(4, int((x[1] - x[0]) / 0.16))
    for at in range(count):
        left, right = (x[0] + (x[1] - x[0]) * (at + side) / count for side in (0, 1))
        site.shape([(left, y[0], d), (left, y[1], d), (right, y[1], d), (right, y[0], d)],
                   (darker(cloth, 0.2), cloth, lighter(cloth, 0.08), cloth)[at % 4])  # fmt: skip


def arch_rib(site: Site, d: float, colour: Colour | None = None) -> None:
    """A frame of timber that holds up a tunnel."""
    wood, half, high = colour or site.palette.wood, site.width / 2, site.height
    for side in (-1, 1):
        left, right = sorted((side * (half - 0.24), side * (half - 0.02)))
        site.slab((left, right), (0, high - 0.22), (d, d + 0.22), wood)
    site.slab((-half, half), (high - 0.26, high - 0.02), (d, d + 0.24), lighter(wood, 0.08))


def rails(site: Site) -> None:
    """Rails on sleepers that run away from us."""
    near = 0.95 * site.length
    for at in range(int(near / 0.75)):
        site.slab((-0.55, 0.55), (0, 0.06), (0.3 + 0.75 * at, 0.55 + 0.75 * at), (84, 66, 52))
    for x in (-0.4, 0.4):
        site.slab((x - 0.04, x + 0.04), (0.06, 0.14), (0.0, near), STEEL)


def stalagmites(site: Site, places: tuple[tuple[float, float, float], ...], colour: Colour) -> None:
    """Cones of rock that rise from the floor at (x, d) to a height, and hang over it."""
    for x, d, high in places:
        site.drum(x, d, (site.height - 0.8 * high, site.height), 0.04, darker(colour, 0.25), 0.2 * high)
        site.drum(x, d, (0, 0.55 * high), 0.26 * high, colour, 0.12 * high)
        site.drum(x, d, (0.55 * high, high), 0.12 * high, lighter(colour, 0.04), 0.02)


def stall(site: Site, wall: Wall, d: Span) -> None:
    """Boxes for horses along a side wall: posts, boards, half doors."""
    half, wood = site.width / 2, site.palette.wood
    inner = half - 1.9
    x = (-half, -inner) if wall == "left" else (inner, half)
    edge = x[1] if wall == "left" else x[0]
    count = max(1, round((d[1] - d[0]) / 1.7))
    for at in range(count + 1):
        deep = d[0] + (d[1] - d[0]) * at / count
        site.slab(x, (0, 1.35), (deep - 0.05, deep + 0.05), darker(wood, 0.12))
        if at < count:
            near = d[0] + (d[1] - d[0]) * (at + 1) / count
            site.slab((edge - 0.04, edge + 0.04), (0.1, 1.15), (deep + 0.05, near - 0.05), wood)
            site.slab((edge - 0.06, edge + 0.06), (1.1, 1.2), (deep + 0.05, near - 0.05), lighter(wood, 0.14))
        site.slab((edge - 0.1, edge + 0.1), (0, site.height * 0.7), (deep - 0.1, deep + 0.1), darker(wood, 0.2))
