"""Open land as a bird sees it: grass, crowns of trees, sand, stones, shores."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, corners, ring
from milimo_runtime.backends.animatic.colour import darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import Art
from milimo_runtime.backends.animatic.lands.plan import (
    REACH,
    bare_ground,
    busy,
    pebbles,
    trees,
    water_edge,
    water_from,
    way_above,
)
from milimo_runtime.media.chance import drift


def grass_above(art: Art) -> None:
    bare_ground(art)
    way_above(art)
    pebbles(art, 40)


def crowns(art: Art) -> None:
    """Trees from above."""
    bare_ground(art)
    way_above(art)
    trees(art, 130, (0.09, 0.18), (62, 94, 66))


def jungle_above(art: Art) -> None:
    bare_ground(art)
    trees(art, 170, (0.08, 0.2), (48, 104, 64))


def garden_above(art: Art) -> None:
    """Lawns, a path and round trees."""
    bare_ground(art)
    soil = art.tone(art.covered((186, 168, 134), 0.6))
    art.canvas.polygon(
        [
            (x, -0.12 + 0.16 * math.sin(x * 1.6) + side)
            for x, side in [*((a / 10, -0.1) for a in range(-50, 51)), *((a / 10, 0.1) for a in range(50, -51, -1))]
        ],
        soil,
    )
    trees(art, 40, (0.07, 0.13), (78, 116, 70))


def rows_above(art: Art) -> None:
    """A field: rows side by side."""
    bare_ground(art)
    for at in range(-40, 41):
        art.canvas.veil(corners(Box(-REACH, at * 0.11, REACH, at * 0.11 + 0.05)), darker(art.earth, 0.45), 0.3, 0.004)
    way_above(art)


def sand_above(art: Art) -> None:
    """Sand blown into ripples."""
    bare_ground(art)
    for at in range(34):
        y = -1.7 + 0.1 * at
        line = [
            (x / 10, y + 0.05 * drift(x / 9, art.land.name, "ripple") + 0.02 * math.sin(x / 6 + at))
            for x in range(-40, 41)
        ]
        art.canvas.veil(
            [*line, *[(a, b + 0.03) for a, b in reversed(line)]],
            lighter(art.earth, 0.25) if at % 2 else darker(art.earth, 0.3),
            0.4,
            0.006,
        )
    way_above(art)
    pebbles(art, 24)


def snow_above(art: Art) -> None:
    bare_ground(art)
    for at in range(30):
        spot = art.span(-2.4, 2.4, "drift", at), art.span(-1.5, 1.5, "drift", at, "y")
        art.canvas.veil(
            ring(spot, art.span(0.1, 0.5, "wide", at), 0.05, 20),
            mix(art.earth, art.tone((120, 146, 196)), 0.6),
            0.4,
            0.03,
        )
    for at in range(-12, 13):
        art.canvas.veil(
            ring((at * 0.16, 0.5 + 0.03 * (at % 2)), 0.022, 0.034, 12), art.tone((132, 154, 196)), 0.6, 0.004
        )
    way_above(art)


def stones_above(art: Art) -> None:
    bare_ground(art)
    pebbles(art, 130)
    way_above(art)


def pits_above(art: Art) -> None:
    """Craters."""
    bare_ground(art)
    for at in range(26):
        x, y = art.span(-2.2, 2.2, "pit", at), art.span(-1.3, 1.3, "pit", at, "y")
        size = art.span(0.05, 0.2, "size", at)
        if busy(x, y):
            continue
        art.canvas.polygon(ring((x, y), size * 1.16, size * 1.16, 28), lighter(art.earth, 0.14))
        art.canvas.polygon(ring((x, y), size, size, 28), darker(art.earth, 0.44))
        art.canvas.polygon(
            ring((x - art.light * size * 0.16, y + size * 0.1), size * 0.76, size * 0.76, 28), darker(art.earth, 0.26)
        )
    pebbles(art, 50)


def marsh_above(art: Art) -> None:
    bare_ground(art)
    pool = mix(art.mood.sky[1], art.tone((58, 74, 62)), 0.5)
    for at in range(34):
        spot = art.span(-2.2, 2.2, "pool", at), art.span(-1.3, 1.3, "pool", at, "y")
        size = art.span(0.08, 0.3, "wide", at)
        art.canvas.polygon(ring(spot, size * 1.2, size * 0.7, 24), darker(art.earth, 0.4))
        art.canvas.polygon(ring(spot, size * 1.12, size * 0.62, 24), pool)
    trees(art, 12, (0.05, 0.09), (86, 92, 66))


def sea_above(art: Art) -> None:
    """Nothing but water."""
    water_from(art, -REACH, REACH)


def shore_above(art: Art) -> None:
    """The sea in the upper part, breaking on the land."""
    bare_ground(art)
    pebbles(art, 50)
    water_edge(art, -0.22)
