"""Tables, desks, counters and what stands on them."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import (
    BLACK,
    BRASS,
    FLAME,
    GLASS,
    IRON,
    LINEN,
    PAPER,
    SCREEN,
    STEEL,
    WHITE,
)
from milimo_runtime.backends.animatic.rooms.furniture.seats import chair
from milimo_runtime.backends.animatic.rooms.site import Site, Span
from milimo_runtime.media.chance import between, chance, pick

_BOTTLES: tuple[Colour, ...] = (
    (64, 106, 74),
    (168, 104, 48),
    (104, 62, 42),
    (168, 188, 180),
    (122, 44, 44),
    (206, 162, 84),
)


def table(
    site: Site, x: float, d: float, wide: float = 1.4, deep: float = 0.8, high: float = 0.75,
    colour: Colour | None = None,
) -> None:  # fmt: skip
    """A table on four legs; `d` is its middle."""
    wood = colour or site.palette.wood
    for across in (-0.5 * wide + 0.06, 0.5 * wide - 0.12):
        for back in (-0.5 * deep + 0.05, 0.5 * deep - 0.12):
            site.slab((x + across, x + across + 0.06), (0, high - 0.05), (d + back, d + back + 0.06), darker(wood, 0.3))
    site.slab((x - wide / 2 + 0.06, x + wide / 2 - 0.06), (high - 0.14, high - 0.05),
              (d - deep / 2 + 0.05, d + deep / 2 - 0.05), darker(wood, 0.24))  # fmt: skip
    site.slab((x - wide / 2, x + wide / 2), (high - 0.05, high), (d - deep / 2, d + deep / 2), wood)


def set_table(site: Site, x: float, d: float, wide: float = 1.5, deep: float = 0.9) -> None:
    """A table with chairs round it, plates and a jug."""
    for side in (-0.25, 0.25):
        chair(site, x + side * wide, d - deep / 2 - 0.15)
    table(site, x, d, wide, deep)
    for side in (-0.26, 0.26):
        for back in (-0.24, 0.24):
            site.drum(x + side * wide, d + back * deep, (0.75, 0.765), 0.12, WHITE)
    site.drum(x, d, (0.75, 0.98), 0.06, site.palette.accent, 0.045)
    chair(site, x + 0.28 * wide, d + deep / 2 + 0.12, -1)


def round_table(site: Site, x: float, d: float, cloth: Colour | None = None, candle: bool = False) -> None:
    """A small round table with two chairs, under a cloth or not."""
    chair(site, x - 0.62, d - 0.1)
    chair(site, x + 0.62, d - 0.1)
    if cloth:
        site.drum(x, d, (0.1, 0.74), 0.52, cloth, 0.46)
    else:
        site.drum(x, d, (0, 0.04), 0.26, IRON)
        site.drum(x, d, (0.04, 0.72), 0.04, IRON)
        site.drum(x, d, (0.71, 0.75), 0.4, lighter(site.palette.wood, 0.16))
    if candle:
        site.drum(x, d, (0.75, 0.92), 0.022, LINEN)
        site.ball((x, 0.96, d), 0.018, 0.035, FLAME)
        if site.lamps:
            site.glow((x, 0.98, d), 0.7, (255, 196, 110), 0.55)
    else:
        site.drum(x - 0.1, d, (0.75, 0.84), 0.04, WHITE)
    for side in (-0.18, 0.2):
        site.drum(x + side, d + 0.1, (0.75, 0.76), 0.1, WHITE)


def desk(site: Site, x: float, d: float, wide: float = 1.5, screen: bool = True, colour: Colour | None = None) -> None:
    """A desk with drawers, a chair behind it, a monitor or a lamp and papers on it."""
    wood, half = colour or site.palette.wood, wide / 2
    site.pad((x - 0.26, x + 0.26), (0.5, 1.16), (d - 0.72, d - 0.62), darker(site.palette.accent, 0.2))
    site.slab((x - half, x + half), (0.12, 0.7), (d + 0.1, d + 0.13), darker(wood, 0.14))
    for side in (-1, 1):
        left, right = sorted((side * half, side * (half - 0.4)))
        site.slab((x + left, x + right), (0, 0.7), (d - 0.34, d + 0.14), darker(wood, 0.06))
        for y in (0.1, 0.3, 0.5):
            site.slab((x + left + 0.05, x + right - 0.05), (y, y + 0.16), (d + 0.14, d + 0.145), darker(wood, 0.22))
    site.slab((x - half - 0.04, x + half + 0.04), (0.7, 0.76), (d - 0.38, d + 0.38), lighter(wood, 0.06))
    if screen:
        monitor(site, x + 0.2 * wide, d - 0.1, 0.76)
    else:
        desk_lamp(site, x + 0.32 * wide, d - 0.1, 0.76)
    site.slab((x - 0.36 * wide, x - 0.12 * wide), (0.76, 0.79), (d - 0.1, d + 0.16), PAPER)
    site.slab((x - 0.34 * wide, x - 0.14 * wide), (0.79, 0.84), (d - 0.1, d + 0.1), site.palette.accent)


def monitor(site: Site, x: float, d: float, y: float, wide: float = 0.54) -> None:
    """A screen seen from its front; it shines."""
    site.slab((x - 0.1, x + 0.1), (y, y + 0.02), (d - 0.06, d + 0.08), BLACK)
    site.slab((x - 0.03, x + 0.03), (y, y + 0.12), (d - 0.02, d), BLACK)
    site.slab((x - wide / 2, x + wide / 2), (y + 0.1, y + 0.46), (d, d + 0.03), BLACK)
    glass = [(x - wide / 2 + 0.03, y + 0.13, d + 0.031), (x - wide / 2 + 0.03, y + 0.43, d + 0.031),
             (x + wide / 2 - 0.03, y + 0.43, d + 0.031), (x + wide / 2 - 0.03, y + 0.13, d + 0.031)]  # fmt: skip
    site.bright(glass, darker(SCREEN, 0.3))
    for row in range(4):
        up = y + 0.38 - 0.065 * row
        long = wide * between(0.3, 0.8, "row", row, x)
        site.bright([(x - wide / 2 + 0.06, up, d + 0.032), (x - wide / 2 + 0.06, up + 0.03, d + 0.032),
                     (x - wide / 2 + 0.06 + long, up + 0.03, d + 0.032), (x - wide / 2 + 0.06 + long, up, d + 0.032)],
                    lighter(SCREEN, 0.4))  # fmt: skip
    if site.mood.dark:
        site.glow((x, y + 0.3, d), 0.8, SCREEN, 0.3)


def desk_lamp(site: Site, x: float, d: float, y: float) -> None:
    """A lamp with a green shade."""
    shade: Colour = (70, 118, 88)
    site.drum(x, d, (y, y + 0.03), 0.09, BRASS)
    site.pole([(x, y, d), (x, y + 0.34, d)], 0.025, BRASS)
    if site.lamps:
        site.glow((x, y + 0.28, d), 0.9, site.shine, 0.5)
        site.bright([(x - 0.14, y + 0.31, d), (x + 0.14, y + 0.31, d), (x + 0.16, y + 0.28, d), (x - 0.16, y + 0.28,
                     d)],
                    FLAME)  # fmt: skip
    site.shape([(x - 0.17, y + 0.3, d), (x - 0.1, y + 0.42, d), (x + 0.1, y + 0.42, d), (x + 0.17, y + 0.3, d)], shade)


def long_table(
    site: Site, x: float, d: Span, wide: float = 1.3, chairs: bool = True, colour: Colour | None = None
) -> None:
    """A long table that runs away from us, chairs on both sides."""
    wood = colour or site.palette.wood
    far, near = d
    count = max(2, int((near - far) / 0.85))
    if chairs:
        for at in range(count):
            deep = far + (near - far) * (at + 0.5) / count
            for side in (-1, 1):
                left, right = sorted((side * (wide / 2 + 0.12), side * (wide / 2 + 0.56)))
                site.pad((x + left, x + right), (0.38, 0.48), (deep - 0.22, deep + 0.22), site.palette.accent)
                back = x + side * (wide / 2 + 0.56)
                site.pad(
                    (back - 0.04, back + 0.04),
                    (0.5, 1.05),
                    (deep - 0.22, deep + 0.22),
                    darker(site.palette.accent, 0.14),
                )
    for deep in (far + 0.4, near - 0.6):
        site.slab((x - wide * 0.24, x + wide * 0.24), (0, 0.68), (deep, deep + 0.2), darker(wood, 0.3))
    site.slab((x - wide / 2, x + wide / 2), (0.68, 0.76), (far, near), wood)
    for at in range(count):
        deep = far + (near - far) * (at + 0.5) / count
        for side in (-1, 1):
            site.mat(
                (x + side * wide * 0.3 - 0.12, x + side * wide * 0.3 + 0.12), (deep - 0.14, deep + 0.14), 0.765, PAPER
            )


def counter(
    site: Site, x: Span, d: Span, high: float = 0.92, colour: Colour | None = None, top: Colour | None = None,
) -> None:  # fmt: skip
    """Cupboards under a worktop, door by door."""
    face, left, right = colour or site.palette.accent, x[0], x[1]
    near = d[1]
    site.slab(x, (0, 0.1), (d[0], near - 0.05), BLACK)
    site.slab(x, (0.1, high - 0.05), d, face)
    count = max(1, round((right - left) / 0.55))
    for at in range(count):
        a, b = (left + (right - left) * (at + side) / count for side in (0, 1))
        site.shape([(a + 0.03, 0.14, near), (a + 0.03, high - 0.1, near), (b - 0.03, high - 0.1, near),
                    (b - 0.03, 0.14, near)], darker(face, 0.12))  # fmt: skip
        site.shape([(a + 0.05, 0.16, near), (a + 0.05, high - 0.1, near), (b - 0.03, high - 0.1, near),
                    (b - 0.03, 0.16, near)], lighter(face, 0.06))  # fmt: skip
        site.slab((b - 0.14, b - 0.06), (high - 0.2, high - 0.17), (near, near + 0.02), STEEL)
    site.slab(
        (left - 0.02, right + 0.02), (high - 0.05, high), (d[0], near + 0.04), top or lighter(site.palette.wood, 0.2)
    )


def bar_counter(site: Site, x: Span, d: Span) -> None:
    """A bar with a brass rail, taps and glasses."""
    wood, (left, right), near = site.palette.wood, x, d[1]
    site.slab(x, (0, 1.06), d, darker(wood, 0.12))
    count = max(2, round((right - left) / 0.75))
    for at in range(count):
        a, b = (left + (right - left) * (at + side) / count for side in (0, 1))
        for inset, tone in ((0.06, darker(wood, 0.4)), (0.09, wood)):
            site.shape([(a + inset, 0.18 + inset, near), (a + inset, 0.98 - inset, near), (b - 0.06, 0.98 - inset,
                        near),
                        (b - 0.06, 0.18 + inset, near)], tone)  # fmt: skip
    site.slab((left - 0.05, right + 0.05), (1.06, 1.13), (d[0] - 0.04, near + 0.12), lighter(wood, 0.16))
    site.pole([(left, 0.2, near + 0.16), (right, 0.2, near + 0.16)], 0.05, BRASS)
    middle = (left + right) / 2
    site.drum(middle, d[0] + 0.2, (1.13, 1.5), 0.05, BRASS)
    site.slab((middle - 0.22, middle + 0.22), (1.46, 1.54), (d[0] + 0.16, d[0] + 0.26), BRASS)
    for at in range(3):
        site.slab(
            (middle - 0.19 + 0.15 * at, middle - 0.11 + 0.15 * at), (1.54, 1.74), (d[0] + 0.2, d[0] + 0.22), BLACK
        )
    for at in range(3):
        glass = left + (right - left) * between(0.08, 0.34, "glass", site.name, at)
        site.drum(glass, near - 0.1, (1.13, 1.27), 0.035, mix(GLASS, (214, 160, 70), 0.5), 0.045)


def bottles(site: Site, x: Span, y: float, d: float, wide: float = 0.16) -> None:
    """Bottles in a row on a shelf."""
    count = int((x[1] - x[0]) / wide)
    for at in range(count):
        middle = x[0] + wide * (at + 0.5)
        tint = pick(_BOTTLES, "bottle", site.name, at, y)
        tall, half = between(0.2, 0.3, "bottle", site.name, at, y, "tall"), 0.32 * wide
        body = [(middle - half, y, d), (middle - half, y + 0.66 * tall, d), (middle - 0.3 * half, y + 0.8 * tall, d),
                (middle - 0.3 * half, y + tall, d), (middle + 0.3 * half, y + tall, d),
                (middle + 0.3 * half, y + 0.8 * tall, d), (middle + half, y + 0.66 * tall, d), (middle + half, y,
                d)]  # fmt: skip
        site.shape(body, tint)
        site.shape([(middle - half, y, d), (middle - half, y + 0.62 * tall, d), (middle - 0.3 * half, y + 0.62 * tall,
                    d),
                    (middle - 0.3 * half, y, d)], lighter(tint, 0.34))  # fmt: skip
        if chance("label", at, y) < 0.6:
            site.shape([(middle - half, y + 0.2 * tall, d), (middle - half, y + 0.46 * tall, d),
                        (middle + half, y + 0.46 * tall, d), (middle + half, y + 0.2 * tall, d)], PAPER)  # fmt: skip


def stove(site: Site, x: float, d: Span, wide: float = 0.62) -> None:
    """A cooker with an oven, a pot on it and a hood over it."""
    left, right, near = x - wide / 2, x + wide / 2, d[1]
    site.slab((left, right), (0, 0.92), (d[0], near), WHITE)
    site.slab((left + 0.06, right - 0.06), (0.14, 0.62), (near, near + 0.02), BLACK)
    site.slab((left + 0.08, right - 0.08), (0.64, 0.68), (near + 0.02, near + 0.05), STEEL)
    for at in range(4):
        site.ball((left + 0.1 + 0.14 * at, 0.8, near + 0.02), 0.035, 0.035, BLACK)
    site.slab((left, right), (0.92, 0.94), (d[0], near), BLACK)
    site.drum(x - 0.12, (d[0] + near) / 2, (0.94, 1.14), 0.13, (176, 74, 58))
    site.slab((x - 0.26, x + 0.02), (1.14, 1.16), (d[0] + 0.18, near - 0.18), darker((176, 74, 58), 0.3))
    site.slab((left - 0.06, right + 0.06), (1.72, 1.82), (d[0], near - 0.1), STEEL)
    site.shape([(left - 0.06, 1.82, near - 0.1), (x - 0.14, 2.06, near - 0.2), (x + 0.14, 2.06, near - 0.2),
                (right + 0.06, 1.82, near - 0.1)], lighter(STEEL, 0.14))  # fmt: skip
    site.slab((x - 0.14, x + 0.14), (2.04, site.height), (d[0], near - 0.2), STEEL)


def sink(site: Site, x: float, d: Span, y: float = 0.92) -> None:
    """A basin let into a worktop, and its tap."""
    middle = (d[0] + d[1]) / 2
    site.mat((x - 0.34, x + 0.34), (d[0] + 0.12, d[1] - 0.06), y + 0.004, STEEL)
    site.mat((x - 0.29, x + 0.29), (d[0] + 0.16, d[1] - 0.1), y + 0.006, darker(STEEL, 0.45))
    site.pole([(x, y, d[0] + 0.08), (x, y + 0.3, d[0] + 0.08), (x, y + 0.34, middle), (x, y + 0.26, middle)], 0.035,
              lighter(STEEL, 0.3))  # fmt: skip


def billiards(site: Site, x: float, d: float) -> None:
    """A billiard table."""
    wood = site.palette.wood
    for across in (-1.0, 0.86):
        site.slab((x + across, x + across + 0.16), (0, 0.6), (d - 0.4, d + 0.5), darker(wood, 0.3))
    site.slab((x - 1.15, x + 1.15), (0.6, 0.84), (d - 0.65, d + 0.65), wood)
    site.mat((x - 1.0, x + 1.0), (d - 0.52, d + 0.52), 0.845, (58, 122, 84))


def lab_bench(site: Site, x: Span, d: Span) -> None:
    """A bench of a laboratory with flasks, a microscope and a rack of tubes."""
    counter(site, x, d, 0.94, lighter(site.palette.accent, 0.3), IRON)
    left, right = x
    deep = (d[0] + d[1]) / 2
    for at in range(max(2, int((right - left) / 0.5))):
        spot = left + 0.3 + 0.5 * at
        if spot > right - 0.2:
            break
        hue = from_hue(between(0, 1, "flask", site.name, at), 0.5, 0.82)
        match at % 3:
            case 0:
                site.drum(spot, deep, (0.94, 1.1), 0.11, mix(hue, GLASS, 0.25), 0.05)
                site.drum(spot, deep, (1.1, 1.24), 0.035, lighter(GLASS, 0.3))
            case 1:
                site.slab((spot - 0.14, spot + 0.14), (1.02, 1.05), (deep - 0.05, deep + 0.05), site.palette.wood)
                for tube in range(4):
                    site.drum(spot - 0.1 + 0.066 * tube, deep, (0.95, 1.14), 0.018,
                              from_hue(0.08 + 0.2 * tube, 0.5, 0.85))  # fmt: skip
            case _:
                site.slab((spot - 0.12, spot + 0.12), (0.94, 0.98), (deep - 0.1, deep + 0.12), BLACK)
                site.pole([(spot - 0.06, 0.98, deep), (spot - 0.09, 1.2, deep), (spot + 0.02, 1.3, deep)], 0.05, IRON)
                site.pole([(spot + 0.1, 1.36, deep), (spot, 1.12, deep)], 0.06, LINEN)
