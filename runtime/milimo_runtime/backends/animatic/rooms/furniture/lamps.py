"""Lamps: they shine where the room's lamps are on, and make pools of light."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter
from milimo_runtime.backends.animatic.rooms.furniture.materials import BLACK, BRASS, FLAME, IRON, LINEN, STEEL
from milimo_runtime.backends.animatic.rooms.site import P3, Site, Wall, on


def _light(site: Site, at: P3, radius: float) -> None:
    if site.lamps:
        site.glow(at, radius, site.shine, 0.5 if site.mood.dark else 0.26)


def pendant(site: Site, x: float, d: float, y: float = 2.0, colour: Colour = IRON) -> None:
    """A lamp that hangs from the ceiling."""
    site.pole([(x, y + 0.22, d), (x, site.height, d)], 0.02, BLACK)
    _light(site, (x, y, d), 1.5)
    site.shape([(x - 0.24, y, d), (x - 0.06, y + 0.24, d), (x + 0.06, y + 0.24, d), (x + 0.24, y, d)], colour)
    shape = [(x - 0.23, y, d), (x, y + 0.03, d), (x + 0.23, y, d), (x, y - 0.06, d)]
    if site.lamps:
        site.bright(shape, FLAME)
    else:
        site.shape(shape, LINEN)


def bulb(site: Site, x: float, d: float, y: float = 1.95) -> None:
    """A bare bulb on its wire."""
    site.pole([(x, y, d), (x, site.height, d)], 0.018, BLACK)
    _light(site, (x, y, d), 1.7)
    site.drum(x, d, (y, y + 0.07), 0.03, BLACK)
    site.ball((x, y - 0.05, d), 0.055, 0.07, FLAME)


def floor_lamp(site: Site, x: float, d: float) -> None:
    site.drum(x, d, (0, 0.03), 0.16, IRON)
    site.pole([(x, 0, d), (x, 1.45, d)], 0.03, IRON)
    _light(site, (x, 1.5, d), 1.5)
    _shade(site, x, d, 1.4, 0.3)


def table_lamp(site: Site, x: float, d: float, y: float) -> None:
    site.drum(x, d, (y, y + 0.22), 0.07, site.palette.accent, 0.03)
    _light(site, (x, y + 0.36, d), 1.1)
    _shade(site, x, d, y + 0.24, 0.22)


def _shade(site: Site, x: float, d: float, y: float, size: float) -> None:
    outline = [(x - 0.85 * size, y, d), (x - 0.55 * size, y + size, d), (x + 0.55 * size, y + size, d),
               (x + 0.85 * size, y, d)]  # fmt: skip
    if site.lamps:
        site.bright(outline, (255, 222, 160))
        site.bright([(x - 0.4 * size, y, d), (x - 0.26 * size, y + size, d), (x + 0.3 * size, y + size, d),
                     (x + 0.4 * size, y, d)], (255, 240, 206))  # fmt: skip
    else:
        site.shape(outline, LINEN)
        site.shape([(x + 0.2 * size, y, d), (x + 0.12 * size, y + size, d), (x + 0.55 * size, y + size, d),
                    (x + 0.85 * size, y, d)], darker(LINEN, 0.22))  # fmt: skip


def sconce(site: Site, wall: Wall, along: float, y: float = 1.9) -> None:
    """A lamp on a wall."""
    spot = on(site, wall, along, y, 0.14)
    site.pole([on(site, wall, along, y - 0.1, 0.02), spot], 0.03, BRASS)
    _light(site, spot, 1.1)
    x, up, d = spot
    _shade(site, x, d, up, 0.2)


def torch(site: Site, wall: Wall, along: float, y: float = 2.0) -> None:
    """A torch in an iron holder; it burns."""
    x, up, d = on(site, wall, along, y, 0.2)
    site.pole([on(site, wall, along, y - 0.5, 0.04), (x, up, d)], 0.07, (92, 66, 48))
    site.drum(x, d, (up - 0.06, up + 0.05), 0.06, IRON, 0.1)
    site.glow((x, up + 0.2, d), 1.6, (255, 164, 76), 0.6 if site.mood.dark else 0.34)
    for size, tint in ((0.34, (236, 118, 48)), (0.22, (255, 208, 110))):
        outline = ((0, 0), (-0.3, 0.3), (-0.1, 0.62), (0.02, 1.0), (0.14, 0.6), (0.3, 0.26))
        site.bright([(x + a * size, up + 0.04 + b * size, d) for a, b in outline], tint)


def chandelier(site: Site, x: float, d: float, y: float = 2.6, wide: float = 0.8, iron: bool = False) -> None:
    """A ring of candles, or of crystal, on its chain."""
    metal = IRON if iron else BRASS
    site.pole([(x, y + 0.3, d), (x, site.height, d)], 0.03, metal)
    for side in (-1, 1):
        site.pole([(x, y + 0.4, d), (x + side * wide, y, d)], 0.025, metal)
    if site.lamps:
        site.glow((x, y + 0.1, d), 2.4 * wide, site.shine, 0.5 if site.mood.dark else 0.24)
    site.drum(x, d, (y - 0.05, y + 0.02), wide, metal)
    count = 7
    for at in range(count):
        across = x + wide * (2 * at / (count - 1) - 1)
        site.slab((across - 0.02, across + 0.02), (y + 0.02, y + 0.18), (d, d + 0.02), LINEN)
        flame = [(across, y + 0.18, d + 0.02), (across - 0.03, y + 0.23, d + 0.02), (across, y + 0.3, d + 0.02),
                 (across + 0.03, y + 0.23, d + 0.02)]  # fmt: skip
        if site.lamps:
            site.bright(flame, FLAME)
        if not iron:
            site.shape([(across - 0.03, y - 0.05, d), (across, y - 0.2, d), (across + 0.03, y - 0.05, d)],
                       (206, 222, 228))  # fmt: skip


def tube(site: Site, x: float, d: float, long: float = 1.2, y: float | None = None) -> None:
    """A strip light across the room, under the ceiling."""
    up = (site.height if y is None else y) - 0.1
    site.slab((x - long / 2, x + long / 2), (up, up + 0.08), (d, d + 0.14), STEEL)
    strip = [(x - long / 2 + 0.04, up - 0.01, d), (x + long / 2 - 0.04, up - 0.01, d),
             (x + long / 2 - 0.04, up + 0.05, d + 0.14), (x - long / 2 + 0.04, up + 0.05, d + 0.14)]  # fmt: skip
    if site.lamps:
        site.bright(strip, lighter(site.shine, 0.5))
        site.glow((x, up, d), 1.6, site.shine, 0.4 if site.mood.dark else 0.16)
    else:
        site.shape(strip, LINEN)


def strip(site: Site, wall: Wall, y: float, long: float = 10.0, colour: Colour | None = None) -> None:
    """A line of light along a side wall."""
    tint = colour or lighter(site.shine, 0.3)
    near = min(long, 0.93 * site.length)
    site.bright([on(site, wall, 0.0, y, 0.02), on(site, wall, 0.0, y + 0.06, 0.02), on(site, wall, near, y + 0.06,
                 0.02),
                 on(site, wall, near, y, 0.02)], tint)  # fmt: skip
    site.veil([on(site, wall, 0.0, y - 0.4, 0.02), on(site, wall, 0.0, y + 0.46, 0.02), on(site, wall, near, y + 0.46,
               0.02),
               on(site, wall, near, y - 0.4, 0.02)], tint, 0.16, 0.14)  # fmt: skip


def spot(site: Site, x: float, d: float, y: float, down: P3, colour: Colour = (255, 240, 206)) -> None:
    """A lamp with a beam that ends at `down`."""
    site.drum(x, d, (y, y + 0.26), 0.14, BLACK, 0.1)
    a, b, e = down
    if site.lamps:
        site.veil([(x - 0.1, y, d), (x + 0.1, y, d), (a + 0.8, b, e), (a - 0.8, b, e)], colour, 0.16, 0.08)
        site.veil([(a - 0.8, b, e - 0.2), (a + 0.8, b, e - 0.2), (a + 0.9, b, e + 0.6), (a - 0.9, b, e + 0.6)],
                   colour, 0.22,
                  0.12)  # fmt: skip
