"""The lens of a lighthouse on its pedestal, and the gears that turn it."""

from __future__ import annotations

import math
from itertools import pairwise

from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.rooms.furniture.materials import BRASS, GLASS
from milimo_runtime.backends.animatic.rooms.site import P3, Site, Span


def lens(site: Site, x: float, d: float) -> None:
    """Rings of glass between ribs of brass, lit from within."""
    site.drum(x, d, (0, 0.08), 0.74, darker(BRASS, 0.3))
    site.drum(x, d, (0.08, 0.9), 0.5, darker(BRASS, 0.4), 0.38)
    site.drum(x, d, (0.9, 1.0), 0.66, BRASS)
    outline: tuple[Span, ...] = ((0.42, 1.0), (0.62, 1.4), (0.64, 1.8), (0.5, 2.2), (0.24, 2.42))

    def across(y: float) -> float:
        for (near, low), (far, high) in pairwise(outline):
            if low <= y <= high:
                return near + (far - near) * (y - low) / (high - low)
        return 0.24

    left: list[P3] = [(x - half, y, d) for half, y in outline]
    site.smooth([*left, *((x + half, y, d) for half, y in reversed(outline))], darker(GLASS, 0.2))
    for at in range(10):
        y = 1.06 + 0.135 * at
        half = across(y) * 0.97
        bend: list[P3] = [(x - half, y, d), (x, y - 0.05, d), (x + half, y, d)]
        site.pole(bend, 0.03, lighter(GLASS, 0.4 if at % 2 else 0.05))
    for side in (-1.0, -0.3, 0.3, 1.0):
        site.pole([(x + side * half, y, d) for half, y in outline], 0.045, BRASS)
    site.drum(x, d, (2.4, 2.5), 0.3, BRASS, 0.1)
    site.glow((x, 1.7, d), 1.3, (255, 222, 150), 0.6)
    for across_x, y, size in ((1.0, 0.5, 0.3), (1.36, 0.24, 0.2), (-0.85, 0.34, 0.22)):
        _gear(site, (x + across_x, y, d + 0.3), size)


def _gear(site: Site, middle: P3, size: float) -> None:
    x, y, d = middle
    for at in range(12):
        turn = 2 * math.pi * at / 12
        site.ball((x + 1.1 * size * math.cos(turn), y + 1.1 * size * math.sin(turn), d), 0.15 * size, 0.15 * size,
                  darker(BRASS, 0.3))  # fmt: skip
    for share, tone in ((1.0, 0.22), (0.66, 0.5), (0.22, 0.0)):
        site.ball(middle, share * size, share * size, darker(BRASS, tone))
