"""Doors in any of the three walls."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.site import Site, Span, Wall, on, pane
from milimo_runtime.backends.animatic.rooms.windows import arch

_STEEL: Colour = (122, 130, 138)


def _leaf(site: Site, wall: Wall, along: Span, high: float, colour: Colour) -> None:
    site.shape(pane(site, wall, along, (0, high), 0.03), colour)


def door(site: Site, wall: Wall, along: float, wide: float = 0.9, high: float = 2.05) -> None:
    """A panelled door in its frame."""
    wood = site.palette.wood
    sides = (along - wide / 2, along + wide / 2)
    _leaf(site, wall, (sides[0] - 0.1, sides[1] + 0.1), high + 0.1, lighter(wood, 0.16))
    _leaf(site, wall, sides, high, darker(wood, 0.14))
    for low, up in ((0.2, 0.85), (1.05, high - 0.2)):
        for left, right in ((0.1, 0.46), (0.54, 0.9)):
            part = (sides[0] + left * wide, sides[0] + right * wide)
            site.shape(pane(site, wall, part, (low, up), 0.035), darker(wood, 0.34))
            site.shape(pane(site, wall, (part[0] + 0.03, part[1]), (low, up - 0.03), 0.036), darker(wood, 0.06))
    site.ball(on(site, wall, sides[1] - 0.09, 1.0, 0.05), 0.04, 0.04, (206, 170, 96))


def flush(site: Site, wall: Wall, along: float, wide: float = 1.0, colour: Colour | None = None) -> None:
    """A plain door with a small pane and a kick plate: schools, wards, offices."""
    leaf = colour or site.palette.accent
    sides = (along - wide / 2, along + wide / 2)
    _leaf(site, wall, (sides[0] - 0.08, sides[1] + 0.08), 2.2, darker(site.palette.wall, 0.35))
    _leaf(site, wall, sides, 2.12, leaf)
    site.shape(pane(site, wall, sides, (0.05, 0.3), 0.035), _STEEL)
    site.shape(pane(site, wall, (sides[1] - 0.36, sides[1] - 0.16), (1.2, 1.85), 0.035), darker(leaf, 0.4))
    site.outside(pane(site, wall, (sides[1] - 0.34, sides[1] - 0.18), (1.23, 1.82), 0.036), "hall")
    site.shape(pane(site, wall, (sides[1] - 0.16, sides[1] - 0.05), (0.98, 1.04), 0.05), _STEEL)


def double(site: Site, wall: Wall, along: float, wide: float = 2.0, high: float = 2.6, arched: bool = False) -> None:
    """A double door."""
    wood = site.palette.wood
    sides = (along - wide / 2, along + wide / 2)
    if arched:
        for grow, colour in ((0.2, lighter(site.palette.wall, 0.16)), (0.0, darker(wood, 0.2))):
            outline = arch(along, wide + 2 * grow, (0, high + grow), True)
            site.shape([on(site, wall, a, up, 0.03) for a, up in outline], colour)
        for at in range(1, 6):
            a = sides[0] + wide * at / 6
            site.shape(pane(site, wall, (a - 0.012, a + 0.012), (0, high * 0.78), 0.035), darker(wood, 0.5))
    else:
        _leaf(site, wall, (sides[0] - 0.14, sides[1] + 0.14), high + 0.14, lighter(wood, 0.16))
        _leaf(site, wall, sides, high, darker(wood, 0.14))
        for left, right in ((0.06, 0.45), (0.55, 0.94)):
            for low, up in ((0.25, 1.0), (1.2, high - 0.25)):
                part = (sides[0] + left * wide, sides[0] + right * wide)
                site.shape(pane(site, wall, part, (low, up), 0.035), darker(wood, 0.34))
                site.shape(pane(site, wall, (part[0] + 0.03, part[1]), (low, up - 0.03), 0.036), darker(wood, 0.04))
    site.shape(pane(site, wall, (along - 0.012, along + 0.012), (0, high * 0.96), 0.04), darker(wood, 0.6))
    for way in (-1, 1):
        site.ball(on(site, wall, along + way * 0.1, 1.05, 0.05), 0.045, 0.045, (206, 170, 96))


def doorway(site: Site, wall: Wall, along: float, wide: float = 1.1, high: float = 2.2) -> None:
    """An opening to the next room, where a lamp is on."""
    sides = (along - wide / 2, along + wide / 2)
    _leaf(site, wall, (sides[0] - 0.1, sides[1] + 0.1), high + 0.1, lighter(site.palette.wood, 0.1))
    site.outside(pane(site, wall, sides, (0, high), 0.03), "hall")


def hatch(site: Site, wall: Wall, along: float, wide: float = 1.1, high: float = 2.0) -> None:
    """A steel door with rounded corners and a wheel."""
    half = wide / 2
    outline = ((-half, 0.24), (-half + 0.2, 0.1), (half - 0.2, 0.1), (half, 0.24), (half, high - 0.22),
               (half - 0.22, high), (-half + 0.22, high), (-half, high - 0.22))  # fmt: skip
    for grow, colour in ((1.2, darker(_STEEL, 0.5)), (1.12, lighter(_STEEL, 0.1)), (1.0, darker(_STEEL, 0.22))):
        points = [(along + a * grow, 1.05 + (up - 1.05) * (1 + (grow - 1) * 0.7)) for a, up in outline]
        site.shape([on(site, wall, a, max(0.0, up), 0.03) for a, up in points], colour)
    turn = [2 * math.pi * at / 24 for at in range(25)]
    site.pole([on(site, wall, along + 0.2 * math.cos(a), 1.1 + 0.2 * math.sin(a), 0.08) for a in turn], 0.035,
              (176, 74, 58))  # fmt: skip
    for a in (0.0, 1.05, 2.1):
        ends = [(along + way * 0.2 * math.cos(a), 1.1 + way * 0.2 * math.sin(a)) for way in (-1, 1)]
        site.pole([on(site, wall, *end, 0.08) for end in ends], 0.025, (176, 74, 58))


def sliding(site: Site, wall: Wall, along: float, wide: float = 1.5, high: float = 2.25) -> None:
    """A door of two leaves in a cut frame with a lit line: spaceships and laboratories."""
    half = wide / 2
    outline = ((-half, 0), (-half, high - 0.35), (-half + 0.35, high), (half - 0.35, high), (half, high - 0.35),
               (half, 0))  # fmt: skip
    for grow, colour in ((1.26, darker(_STEEL, 0.55)), (1.14, lighter(_STEEL, 0.25)), (1.0, darker(_STEEL, 0.1))):
        site.shape([on(site, wall, along + a * grow, up * (1 + (grow - 1) * 0.5), 0.03) for a, up in outline], colour)
    site.shape(pane(site, wall, (along - 0.02, along + 0.02), (0, high), 0.035), darker(_STEEL, 0.7))
    for low in (0.5, 1.3):
        site.shape(pane(site, wall, (along - half + 0.1, along + half - 0.1), (low, low + 0.06), 0.035),
                   darker(_STEEL, 0.35))  # fmt: skip
    site.bright(
        pane(site, wall, (along - half + 0.4, along + half - 0.4), (high + 0.07, high + 0.13), 0.04), site.shine
    )


def lift_door(site: Site, wall: Wall, along: float, wide: float = 1.2) -> None:
    """Two leaves of steel, a lamp above them and a button beside."""
    sides = (along - wide / 2, along + wide / 2)
    _leaf(site, wall, (sides[0] - 0.14, sides[1] + 0.14), 2.34, darker(_STEEL, 0.35))
    _leaf(site, wall, sides, 2.2, lighter(_STEEL, 0.22))
    site.shape(pane(site, wall, (along, sides[1]), (0, 2.2), 0.035), lighter(_STEEL, 0.08))
    site.shape(pane(site, wall, (along - 0.012, along + 0.012), (0, 2.2), 0.036), darker(_STEEL, 0.6))
    site.bright(pane(site, wall, (along - 0.16, along + 0.16), (2.24, 2.32), 0.04), (246, 176, 84))
    site.shape(pane(site, wall, (sides[1] + 0.25, sides[1] + 0.37), (1.0, 1.3), 0.03), _STEEL)
    site.bright(pane(site, wall, (sides[1] + 0.29, sides[1] + 0.33), (1.18, 1.22), 0.04), (246, 176, 84))


def cell_door(site: Site, wall: Wall, along: float, wide: float = 1.0) -> None:
    """A door of riveted steel with a shutter to look through and one for food."""
    sides = (along - wide / 2, along + wide / 2)
    steel = mix(_STEEL, site.palette.accent, 0.4)
    _leaf(site, wall, (sides[0] - 0.1, sides[1] + 0.1), 2.2, darker(steel, 0.5))
    _leaf(site, wall, sides, 2.1, darker(steel, 0.12))
    for low, up in ((0.2, 0.26), (1.95, 2.01), (1.1, 1.16)):
        site.shape(pane(site, wall, sides, (low, up), 0.035), darker(steel, 0.4))
    site.shape(pane(site, wall, (along - 0.2, along + 0.2), (1.5, 1.68), 0.04), darker(steel, 0.72))
    site.shape(pane(site, wall, (along - 0.25, along + 0.25), (0.72, 0.95), 0.04), lighter(steel, 0.1))
    site.shape(pane(site, wall, (sides[1] - 0.2, sides[1] - 0.08), (1.0, 1.24), 0.05), lighter(steel, 0.25))
