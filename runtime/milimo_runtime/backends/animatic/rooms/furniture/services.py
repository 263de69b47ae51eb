"""What stands in rooms that serve one purpose: a morgue's drawers, a kitchen's ranges, a sauna's benches."""

from __future__ import annotations

import math
from itertools import pairwise

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import (
    BLACK,
    BRASS,
    FLAME,
    IRON,
    LINEN,
    PAPER,
    STEEL,
    STONE,
    WHITE,
)
from milimo_runtime.backends.animatic.rooms.site import Site, Span, Wall, on, pane
from milimo_runtime.media.chance import between, chance

_ZINC: Colour = lighter(STEEL, 0.2)


def cold_drawers(site: Site, x: Span, rows: int = 3, columns: int = 5, open_at: tuple[int, int] = (3, 1)) -> None:
    """A wall of steel doors with the dead behind them; one is drawn out, under a sheet. `open_at` is column and row."""
    left, right = x
    wide, high = (right - left) / columns, 0.68
    site.slab((left - 0.08, right + 0.08), (0.1, 0.22 + high * rows), (0, 0.1), darker(STEEL, 0.35))
    for column in range(columns):
        for row in range(rows):
            a, low = left + wide * column, 0.16 + high * row
            face = pane(site, "back", (a + 0.04, a + wide - 0.04), (low + 0.04, low + high - 0.04), 0.11)
            if (column, row) == open_at:
                site.shape(face, (26, 30, 36))
                continue
            site.shape(face, lighter(STEEL, 0.08 + 0.1 * chance("door", site.name, column, row)))
            top = pane(site, "back", (a + 0.04, a + wide - 0.04), (low + high - 0.09, low + high - 0.04), 0.111)
            site.shape(top, lighter(STEEL, 0.4))
            site.slab((a + wide - 0.2, a + wide - 0.14), (low + 0.22, low + 0.46), (0.11, 0.15), darker(STEEL, 0.5))
            site.shape(pane(site, "back", (a + 0.12, a + 0.32), (low + 0.4, low + 0.52), 0.112), PAPER)
    a, low = left + wide * open_at[0], 0.16 + high * open_at[1]
    site.slab((a + 0.06, a + wide - 0.06), (low + 0.1, low + 0.16), (0.1, 1.9), STEEL)
    _laid_out(site, a + wide / 2, (0.2, 1.86), low + 0.16, 0.9 * wide)


def _laid_out(site: Site, x: float, d: Span, y: float, wide: float) -> None:
    """Someone who lies under a sheet, the feet to us."""
    half, (far, near) = 0.42 * wide, d
    profile = ((0.0, 0.2), (0.1, 0.24), (0.18, 0.12), (0.34, 0.24), (0.55, 0.2), (0.9, 0.14), (0.95, 0.25), (1.0, 0.2))
    for (one, low), (other, high) in pairwise(profile):
        a, b = far + one * (near - far), far + other * (near - far)
        site.slab((x - half, x + half), (y, y + (low + high) / 2), (a, b), darker(WHITE, 0.03 if high > low else 0.1))
    front = ((-1.06, -0.2), (-1.0, 0.08), (-0.5, 0.3), (-0.1, 0.2), (0.1, 0.2), (0.5, 0.3), (1.0, 0.08), (1.06, -0.22))
    site.smooth([(x + a * half, y + up, near + 0.02) for a, up in front], WHITE)
    for a, top in ((-0.78, 0.16), (-0.3, 0.2), (0.02, 0.14), (0.34, 0.2), (0.8, 0.14)):
        site.shape([(x + (a - 0.03) * half, y + top, near + 0.03), (x + (a + 0.03) * half, y + top, near + 0.03),
                    (x + (a + 0.07) * half, y - 0.18, near + 0.03), (x + (a - 0.03) * half, y - 0.18, near + 0.03)],
                   darker(WHITE, 0.12))  # fmt: skip


def slab_table(site: Site, x: float, d: float, sheeted: bool = True) -> None:
    """A table of steel on one foot, its head to the back wall, and somebody on it under a sheet."""
    site.slab((x - 0.2, x + 0.2), (0, 0.78), (d + 0.7, d + 1.2), darker(STEEL, 0.2))
    site.slab((x - 0.46, x + 0.46), (0.78, 0.86), (d, d + 2.1), STEEL)
    site.mat((x - 0.4, x + 0.4), (d + 0.08, d + 2.02), 0.862, lighter(STEEL, 0.3))
    if sheeted:
        _laid_out(site, x, (d + 0.15, d + 1.95), 0.86, 0.86)


def theatre_lamp(site: Site, x: float, d: float, y: float = 2.0) -> None:
    """A round lamp on its arm from the ceiling."""
    site.pole([(x, y + 0.2, d), (x + 0.16, y + 0.5, d), (x + 0.16, site.height, d)], 0.05, STEEL)
    site.drum(x, d, (y, y + 0.14), 0.42, WHITE, 0.26)
    if site.lamps:
        site.bright([(x - 0.36, y - 0.01, d), (x, y + 0.03, d), (x + 0.36, y - 0.01, d), (x, y - 0.06, d)], FLAME)
        site.glow((x, y - 0.1, d), 1.3, (236, 246, 250), 0.4)


def ranges(site: Site, x: Span, d: Span, burning: bool = True) -> None:
    """A row of gas ranges under a hood: ovens, pots, flames."""
    (left, right), near = x, d[1]
    count = max(2, round((right - left) / 0.8))
    site.slab((left, right), (0.1, 0.9), d, STEEL)
    site.slab((left, right), (0.9, 0.94), d, BLACK)
    for at in range(count):
        a, b = (left + (right - left) * (at + side) / count for side in (0, 1))
        site.shape([(a + 0.05, 0.18, near), (a + 0.05, 0.62, near), (b - 0.05, 0.62, near), (b - 0.05, 0.18, near)],
                   darker(STEEL, 0.55))  # fmt: skip
        site.slab((a + 0.08, b - 0.08), (0.64, 0.67), (near, near + 0.04), lighter(STEEL, 0.4))
        for knob in range(3):
            site.ball((a + (b - a) * (knob + 1) / 4, 0.79, near + 0.02), 0.03, 0.03, BLACK)
        middle, deep = (a + b) / 2, (d[0] + near) / 2
        tall = between(0.16, 0.34, "pot", site.name, at)
        if burning:
            site.glow((middle, 0.98, deep + 0.1), 0.4, (96, 156, 255), 0.4)
            site.bright([(middle - 0.15, 0.94, deep + 0.12), (middle - 0.1, 1.0, deep + 0.12), (middle + 0.1, 1.0,
                         deep + 0.12), (middle + 0.15, 0.94, deep + 0.12)], (120, 176, 255))  # fmt: skip
        site.drum(middle, deep, (0.99, 0.99 + tall), 0.19, (_ZINC, darker(STEEL, 0.1), (178, 112, 74))[at % 3])
        if tall > 0.22:
            site.veil([(middle - 0.12, 1.0 + tall, deep), (middle - 0.22, 1.5 + tall, deep), (middle + 0.16,
                       1.6 + tall, deep), (middle + 0.1, 1.0 + tall, deep)], (240, 244, 246), 0.2, 0.1)  # fmt: skip
    hood = [(left - 0.1, 1.95, near), (left + 0.15, 2.45, d[0] + 0.1), (right - 0.15, 2.45, d[0] + 0.1),
            (right + 0.1, 1.95, near)]  # fmt: skip
    site.shape(hood, lighter(STEEL, 0.12))
    site.slab((left - 0.1, right + 0.1), (1.87, 1.96), (near - 0.06, near), darker(STEEL, 0.15))
    site.slab(((left + right) / 2 - 0.3, (left + right) / 2 + 0.3), (2.45, site.height), (0, d[0] + 0.3), STEEL)


def hung_pans(site: Site, x: Span, d: float, y: float = 2.05) -> None:
    """A rail from the ceiling with pans and ladles on hooks."""
    (left, right) = x
    for across in x:
        site.pole([(across, y, d), (across, site.height, d)], 0.025, STEEL)
    site.pole([(left, y, d), (right, y, d)], 0.04, STEEL)
    count = max(3, int((right - left) / 0.3))
    for at in range(count):
        across = left + (right - left) * (at + 0.5) / count
        size = (0.15, 0.11, 0.17, 0.09)[at % 4]
        site.pole([(across, y, d), (across, y - 0.26, d)], 0.025, BLACK)
        site.ball((across, y - 0.26 - size, d), size, size, ((184, 118, 80), STEEL, IRON, _ZINC)[at % 4])
        site.ball((across - 0.03, y - 0.25 - size, d), 0.6 * size, 0.6 * size,
                  lighter(((184, 118, 80), STEEL, IRON, _ZINC)[at % 4], 0.2))  # fmt: skip


def steel_bench(site: Site, x: Span, d: Span) -> None:
    """A work table of steel: a shelf beneath with bowls, a board with something cut on it, a stack of plates."""
    (left, right), (far, near) = x, d
    for across in (left + 0.04, right - 0.08):
        for deep in (far + 0.04, near - 0.08):
            site.slab((across, across + 0.05), (0, 0.86), (deep, deep + 0.05), darker(STEEL, 0.3))
    site.slab((left + 0.05, right - 0.05), (0.26, 0.3), (far + 0.05, near - 0.05), darker(STEEL, 0.15))
    for at in range(int((right - left) / 0.5)):
        site.drum(left + 0.35 + 0.5 * at, (far + near) / 2, (0.3, 0.5), 0.12, WHITE, 0.2)
    site.slab((left, right), (0.86, 0.92), d, _ZINC)
    deep = (far + near) / 2
    site.slab((left + 0.15, left + 0.6), (0.92, 0.95), (deep - 0.14, deep + 0.16), (206, 168, 118))
    for at, tint in enumerate(((196, 66, 52), (112, 150, 76), (226, 168, 72))):
        site.ball((left + 0.26 + 0.12 * at, 0.98, deep + 0.05), 0.05, 0.04, tint)
    for at in range(6):
        site.drum(right - 0.28, deep, (0.92 + 0.03 * at, 0.945 + 0.03 * at), 0.16, WHITE)


def service_pass(site: Site, x: Span, d: float) -> None:
    """The shelf where dishes wait under lamps, order slips on its rail."""
    (left, right) = x
    for across in (left, right - 0.06):
        site.slab((across, across + 0.06), (0, 1.75), (d - 0.04, d + 0.04), STEEL)
    site.slab((left, right), (0.98, 1.04), (d - 0.25, d + 0.25), _ZINC)
    site.slab((left, right), (1.68, 1.75), (d - 0.2, d + 0.2), STEEL)
    for at in range(int((right - left) / 0.5)):
        across = left + 0.3 + 0.5 * at
        site.shape([(across - 0.13, 1.42, d), (across - 0.05, 1.58, d), (across + 0.05, 1.58, d), (across + 0.13,
                    1.42, d)], (176, 112, 66))  # fmt: skip
        site.glow((across, 1.36, d), 0.45, (255, 176, 92), 0.5)
        site.drum(across, d, (1.04, 1.06), 0.15, WHITE)
        site.ball((across, 1.08, d), 0.07, 0.04, ((176, 92, 60), (126, 146, 78))[at % 2])
        site.shape([(across - 0.2, 1.5, d + 0.21), (across - 0.2, 1.7, d + 0.21), (across - 0.1, 1.7, d + 0.21),
                    (across - 0.1, 1.5, d + 0.21)], PAPER)  # fmt: skip


def sauna_benches(site: Site) -> None:
    """Benches of slats in three steps along the back wall and the left one."""
    wood, half = site.palette.wood, site.width / 2
    for step in range(2, -1, -1):
        y, deep = 0.42 * (step + 1), 0.62 * (3 - step)
        site.slab((-half, half), (y - 0.42, y - 0.06), (0, deep - 0.05), darker(wood, 0.34))
        for slat in range(5):
            far = deep - 0.62 + 0.124 * slat
            site.slab((-half, half), (y - 0.06, y), (far, far + 0.1), lighter(wood, 0.1 + 0.05 * (slat % 2)))
    for at in range(4):
        site.slab((-half + 0.02, -half + 0.08), (1.35 + 0.16 * at, 1.44 + 0.16 * at), (0.1, 3.0), lighter(wood, 0.06))


def sauna_stove(site: Site, x: float, d: float) -> None:
    """A stove with hot stones behind its guard, a bucket and a ladle."""
    site.slab((x - 0.34, x + 0.34), (0.08, 0.8), (d - 0.3, d + 0.3), IRON)
    site.bright([(x - 0.2, 0.24, d + 0.301), (x - 0.2, 0.42, d + 0.301), (x + 0.2, 0.42, d + 0.301), (x + 0.2, 0.24,
                 d + 0.301)], (240, 128, 60))  # fmt: skip
    site.glow((x, 0.9, d + 0.2), 1.1, (255, 138, 66), 0.4)
    for row in range(3):
        for at in range(5):
            spot = (x - 0.28 + 0.14 * at + 0.06 * (row % 2), 0.82 + 0.07 * row, d + 0.16 - 0.14 * row)
            site.ball(spot, 0.085, 0.07, mix(STONE, (70, 62, 62), between(0.2, 0.8, "stone", row, at)))
    site.veil([(x - 0.2, 1.0, d), (x - 0.4, 1.9, d), (x + 0.3, 2.1, d), (x + 0.2, 1.0, d)], (244, 240, 232), 0.2, 0.16)
    wood = lighter(site.palette.wood, 0.2)
    for across in (-0.46, 0.46):
        site.slab((x + across - 0.03, x + across + 0.03), (0, 0.95), (d + 0.4, d + 0.46), wood)
    for y in (0.5, 0.9):
        site.slab((x - 0.48, x + 0.48), (y, y + 0.07), (d + 0.4, d + 0.45), wood)
    site.drum(x - 0.75, d + 0.6, (0, 0.3), 0.15, wood, 0.19)
    site.drum(x - 0.75, d + 0.6, (0.16, 0.19), 0.185, BRASS, 0.185)
    site.pole([(x - 0.78, 0.24, d + 0.6), (x - 0.6, 0.62, d + 0.6)], 0.03, darker(wood, 0.3))


def corner_lamp(site: Site, wall: Wall, along: float, y: float = 1.9) -> None:
    """A low light behind a screen of slats."""
    site.glow(on(site, wall, along, y, 0.2), 1.1, site.shine, 0.5)
    for at in range(5):
        a = along - 0.2 + 0.1 * at
        site.bright(pane(site, wall, (a, a + 0.05), (y - 0.24, y + 0.24), 0.06), (255, 206, 128))
    site.shape(pane(site, wall, (along - 0.26, along + 0.3), (y + 0.24, y + 0.3), 0.07), site.palette.wood)


def thermometer(site: Site, x: float, y: float = 1.75) -> None:
    """A round thermometer on the back wall."""
    site.ball((x, y, 0.05), 0.17, 0.17, darker(site.palette.wood, 0.3))
    site.ball((x, y, 0.06), 0.14, 0.14, LINEN)
    turn = 0.6
    site.pole([(x, y, 0.07), (x + 0.1 * math.cos(turn), y + 0.1 * math.sin(turn), 0.07)], 0.022, (190, 54, 44))
