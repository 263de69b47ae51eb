"""What stands where people are entertained: a dance floor and its lights, a circus ring and its seats."""

from __future__ import annotations

import math
from itertools import pairwise

from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import BLACK, BRASS, IRON, LINEN, RED, STEEL
from milimo_runtime.backends.animatic.rooms.site import P3, Site, Span
from milimo_runtime.media.chance import between, pick

_NEON: tuple[Colour, ...] = ((255, 64, 168), (64, 208, 255), (150, 92, 255), (255, 176, 64))
_HAIR: tuple[Colour, ...] = ((54, 40, 32), (136, 100, 56), (30, 28, 30), (126, 124, 122))


def dance_floor(site: Site, x: Span, d: Span, step: float = 0.8) -> None:
    """Tiles of light, some of them on."""
    (left, right), (far, near) = x, d
    for row in range(int((near - far) / step)):
        for at in range(int((right - left) / step)):
            a, b = left + step * at, far + step * row
            tint = pick(_NEON, "tile", site.name, row, at)
            lit = between(0, 1, "lit", site.name, row, at)
            (one, other), (back, front) = (a + 0.03, a + step - 0.03), (b + 0.03, b + step - 0.03)
            tile: list[P3] = [(one, 0.004, back), (other, 0.004, back), (other, 0.004, front), (one, 0.004, front)]
            site.bright(tile, mix((26, 20, 44), tint, 0.62 if lit > 0.62 else 0.12 + 0.2 * lit))


def booth(site: Site, x: float, d: float) -> None:
    """The desk of a disc jockey on its platform, lines of light on its face."""
    site.slab((x - 1.5, x + 1.5), (0, 0.4), (d - 0.7, d + 0.4), darker(BLACK, 0.1))
    site.slab((x - 1.1, x + 1.1), (0.4, 1.4), (d - 0.3, d + 0.2), (32, 28, 46))
    for at in range(7):
        y = 0.52 + 0.12 * at
        half = 1.0 - 0.1 * abs(at - 3)
        site.bright([(x - half, y, d + 0.21), (x - half, y + 0.035, d + 0.21), (x + half, y + 0.035, d + 0.21),
                     (x + half, y, d + 0.21)], _NEON[at % 3])  # fmt: skip
    site.glow((x, 0.95, d + 0.3), 1.6, _NEON[0], 0.34)
    site.slab((x - 1.16, x + 1.16), (1.4, 1.46), (d - 0.34, d + 0.24), BLACK)
    for side in (-0.55, 0.55):
        site.drum(x + side, d - 0.05, (1.46, 1.5), 0.24, IRON)
        site.drum(x + side, d - 0.05, (1.5, 1.51), 0.06, _NEON[3])


def speakers(site: Site, x: float, d: float, count: int = 3) -> None:
    """A stack of loudspeakers."""
    for at in range(count):
        low = 0.82 * at
        site.slab((x - 0.46, x + 0.46), (low, low + 0.8), (d - 0.3, d + 0.3), (34, 32, 40))
        for y, size in ((0.28, 0.24), (0.62, 0.11)):
            site.ball((x, low + y, d + 0.31), size, size, (74, 72, 84))
            site.ball((x, low + y, d + 0.31), 0.82 * size, 0.82 * size, (22, 22, 28))
            site.ball((x, low + y, d + 0.31), 0.3 * size, 0.3 * size, (74, 72, 84))


def mirror_ball(site: Site, x: float, d: float, y: float, size: float = 0.34) -> None:
    """A ball of mirrors and the sparks it throws."""
    site.pole([(x, y, d), (x, site.height, d)], 0.025, BLACK)
    site.glow((x, y, d), 1.5, (226, 214, 255), 0.4)
    site.ball((x, y, d), size, size, (126, 122, 150))
    for row in range(-3, 4):
        up = row * size / 4
        half = math.sqrt(max(0.0, size * size - up * up))
        for at in range(-3, 4):
            tone = lighter((126, 122, 150), between(0.0, 0.9, "glint", row, at))
            across = x + at * half / 3.6
            site.bright([(across - half / 9, y + up - 0.03, d + 0.01), (across - half / 9, y + up + 0.03, d + 0.01),
                         (across + half / 9, y + up + 0.03, d + 0.01), (across + half / 9, y + up - 0.03, d + 0.01)],
                         tone)  # fmt: skip
    half, high = site.width / 2, site.height
    for at in range(26):
        across, up = between(-half, half, "spark", at), between(0.8, high, "spark", at, "y")
        site.glow((across, up, 0.05), 0.11, (246, 240, 255), 0.9)


def beams(site: Site, d: float, count: int = 5) -> None:
    """Lamps on a bar under the ceiling, a coloured beam from each."""
    half, y = 0.86 * site.width / 2, site.height - 0.25
    site.slab((-half, half), (y, y + 0.07), (d - 0.04, d + 0.04), IRON)
    for at in range(count):
        x = half * (2 * at / (count - 1) - 1)
        foot, tint = -0.5 * x + between(-0.8, 0.8, "beam", site.name, at), _NEON[at % len(_NEON)]
        site.veil([(x - 0.05, y, d), (x + 0.05, y, d), (foot + 0.55, 0.0, d + 0.8), (foot - 0.55, 0.0, d + 0.8)],
                  tint, 0.3, 0.06)  # fmt: skip
        site.glow((foot, 0.02, d + 0.8), 0.8, tint, 0.36)
        site.drum(x, d, (y - 0.2, y), 0.11, BLACK, 0.08)
        site.ball((x, y - 0.2, d), 0.07, 0.04, lighter(tint, 0.5))


def neon(site: Site, x: float, y: float, tint: int = 0) -> None:
    """A sign of neon on the back wall: a glass with its olive."""
    colour = _NEON[tint]
    site.glow((x, y, 0.1), 1.1, colour, 0.5)
    for points in (((-0.34, 0.3), (0.34, 0.3), (0.0, -0.06), (-0.34, 0.3)), ((0.0, -0.06), (0.0, -0.42)),
                   ((-0.2, -0.42), (0.2, -0.42))):  # fmt: skip
        for one, other in pairwise(points):
            _tube(site, (x + one[0], y + one[1]), (x + other[0], y + other[1]), lighter(colour, 0.5))
    site.ball((x + 0.08, y + 0.2, 0.06), 0.05, 0.05, _NEON[3])


def _tube(site: Site, one: Span, other: Span, colour: Colour) -> None:
    dx, dy = other[0] - one[0], other[1] - one[1]
    long = math.hypot(dx, dy)
    nx, ny = -dy / long * 0.018, dx / long * 0.018
    site.bright([(one[0] + nx, one[1] + ny, 0.06), (other[0] + nx, other[1] + ny, 0.06),
                 (other[0] - nx, other[1] - ny, 0.06), (one[0] - nx, one[1] - ny, 0.06)], colour)  # fmt: skip


def lit_bar(site: Site, x: Span, d: Span) -> None:
    """A bar whose face glows, bottles behind it."""
    (left, right), near = x, d[1]
    site.slab(x, (0, 1.06), d, (44, 34, 60))
    for at in range(max(2, round((right - left) / 0.6))):
        a = left + 0.08 + 0.6 * at
        site.bright([(a, 0.14, near + 0.01), (a, 0.94, near + 0.01), (a + 0.44, 0.94, near + 0.01), (a + 0.44, 0.14,
                     near + 0.01)], mix((52, 34, 84), _NEON[2], 0.5 + 0.12 * (at % 2)))  # fmt: skip
    site.slab((left - 0.05, right + 0.05), (1.06, 1.12), (d[0], near + 0.1), (92, 80, 116))
    site.glow(((left + right) / 2, 0.6, near + 0.2), 1.3, _NEON[2], 0.3)


def circus_ring(site: Site, d: float, radius: float = 3.4) -> None:
    """The ring: sawdust, and a kerb in red and white round it."""
    turn = [2 * math.pi * at / 48 for at in range(49)]
    site.shape([(radius * math.cos(a), 0.002, d + radius * math.sin(a)) for a in turn[:-1]], (206, 164, 106))
    site.veil([(0.6 * radius * math.cos(a), 0.004, d + 0.6 * radius * math.sin(a)) for a in turn[:-1]],
              (255, 240, 204), 0.34, 0.4)  # fmt: skip
    # The far half first, then the near one, which is before it.
    order = sorted(range(24), key=lambda at: math.sin((turn[2 * at] + turn[2 * at + 2]) / 2))
    for at in order:
        a, b = turn[2 * at], turn[2 * at + 2]
        if math.sin((a + b) / 2) > 0.55:
            continue
        one, other = ((radius * math.cos(c), d + radius * math.sin(c)) for c in (a, b))
        inner = tuple((0.93 * (x), d + 0.93 * (y - d)) for x, y in (one, other))
        colour = RED if at % 2 else LINEN
        face = inner if math.sin((a + b) / 2) < 0 else (one, other)
        site.shape([(face[0][0], 0, face[0][1]), (face[0][0], 0.42, face[0][1]), (face[1][0], 0.42, face[1][1]),
                    (face[1][0], 0, face[1][1])], darker(colour, 0.12))  # fmt: skip
        site.shape([(one[0], 0.42, one[1]), (other[0], 0.42, other[1]), (inner[1][0], 0.42, inner[1][1]),
                    (inner[0][0], 0.42, inner[0][1])], lighter(colour, 0.1))  # fmt: skip


def tiers(site: Site, x: Span, rows: int = 5) -> None:
    """Benches that rise to the back wall, full of people."""
    left, right = x
    for row in range(rows - 1, -1, -1):
        y, near = 0.45 * (row + 1), 0.55 * (rows - row)
        site.slab((left, right), (0, y), (near - 0.55, near), darker(site.palette.wood, 0.3 + 0.05 * (row % 2)))
        count = int((right - left) / 0.46)
        for at in range(count):
            key = ("seat", site.name, row, at, round(left))
            if between(0, 1, *key) < 0.12:
                continue
            middle = left + (right - left) * (at + 0.5) / count + between(-0.05, 0.05, *key, "x")
            coat = from_hue(between(0, 1, *key, "coat"), 0.42, between(0.3, 0.6, *key, "v"))
            skin = pick(((226, 184, 150), (196, 148, 112), (138, 96, 70), (96, 66, 52)), *key, "skin")
            site.pad((middle - 0.17, middle + 0.17), (y, y + 0.52), (near - 0.3, near - 0.2), coat)
            site.ball((middle, y + 0.64, near - 0.22), 0.1, 0.125, skin)
            site.ball((middle, y + 0.69, near - 0.24), 0.11, 0.1, pick(_HAIR, *key, "hair"))


def ring_door(site: Site, wide: float = 2.0, high: float = 2.8) -> None:
    """The artists' entrance: red curtains with gold, a bandstand over them."""
    half = wide / 2
    site.shape([(-half, 0, 0.1), (-half, high, 0.1), (half, high, 0.1), (half, 0, 0.1)], (44, 24, 28))
    for side in (-1, 1):
        for fold in range(5):
            a, b = sorted((side * half * (0.24 + 0.16 * fold), side * half * (0.24 + 0.16 * (fold + 1))))
            site.shape(
                [(a, 0, 0.14), (a, high, 0.14), (b, high, 0.14), (b, 0, 0.14)], darker(RED, (0.0, 0.24)[fold % 2])
            )
    site.slab((-half - 0.5, half + 0.5), (high, high + 0.7), (0, 0.9), darker(RED, 0.1))
    for at in range(7):
        x = -half - 0.3 + (wide + 0.6) * at / 6
        site.ball((x, high + 0.35, 0.92), 0.13, 0.13, (236, 196, 96))
        site.glow((x, high + 0.35, 0.95), 0.3, (255, 220, 140), 0.4)
    site.slab((-half - 0.56, half + 0.56), (high + 0.68, high + 0.78), (0, 0.95), BRASS)


def trapeze(site: Site, x: float, d: float, y: float = 4.2) -> None:
    """A bar on two ropes."""
    for side in (-0.4, 0.4):
        site.pole([(x + side, y, d), (x + 0.8 * side, site.height + 1.5, d)], 0.03, LINEN)
    site.pole([(x - 0.48, y, d), (x + 0.48, y, d)], 0.06, BRASS)


def king_poles(site: Site, places: tuple[Span, ...]) -> None:
    """The poles that hold up a great tent, banded in two colours, lamps on them."""
    for x, d in places:
        for at in range(10):
            low = site.height * at / 10
            site.slab((x - 0.09, x + 0.09), (low, low + site.height / 10), (d - 0.09, d + 0.09), (RED, LINEN)[at % 2])
        for side in (-1, 1):
            site.drum(x + side * 0.4, d, (3.4, 3.6), 0.14, STEEL, 0.09)
            site.glow((x + side * 0.4, 3.4, d), 1.0, (255, 236, 190), 0.4)
