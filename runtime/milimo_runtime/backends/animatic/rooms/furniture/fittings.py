"""What belongs to a room itself: carpets, stairs, bars, baths, hangings, rails, frames of timber."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import (
    BRASS,
    IRON,
    RED,
    STEEL,
    WHITE,
)
from milimo_runtime.backends.animatic.rooms.site import Site, Span, Wall, on, pane


def rug(site: Site, x: Span, d: Span, colour: Colour | None = None) -> None:
    """A carpet with a border."""
    cloth = colour or site.palette.accent
    for inset, tone in ((0.0, darker(cloth, 0.16)), (0.1, lighter(cloth, 0.3)), (0.16, darker(cloth, 0.05)),
                        (0.5, lighter(cloth, 0.1))):  # fmt: skip
        if x[1] - x[0] > 2.2 * inset and d[1] - d[0] > 2.2 * inset:
            site.mat((x[0] + inset, x[1] - inset), (d[0] + inset, d[1] - inset), 0.004, tone)


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
