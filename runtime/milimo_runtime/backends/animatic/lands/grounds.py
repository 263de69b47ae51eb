"""Ground that is not built: grass, earth, sand, snow, mud, stone; and the way that may run through it."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import FAR, Art, flat, steps
from milimo_runtime.media.chance import drift


def plain(art: Art) -> None:
    """Earth that goes off into the air."""
    y, earth = art.y, art.earth
    stops = [
        (y, art.mood.air(earth, 0.55)),
        (y + 0.12, mix(art.mood.air(earth, 0.2), earth, 0.5)),
        (y + 0.75, darker(earth, 0.16 if art.snowy else 0.42)),
    ]
    art.canvas.gradient(Box(-FAR, y, FAR, FAR), stops)


def meadow(art: Art) -> None:
    """Grass in light and dark swells."""
    plain(art)
    _swells(art, 46, 0.22)
    way(art)
    _puddles(art, 6)


def walk(art: Art) -> None:
    """Lawns with a path through them."""
    plain(art)
    _swells(art, 46, 0.2)
    _path(art)
    _puddles(art, 6)


def dirt(art: Art) -> None:
    """Bare earth with stones in it."""
    plain(art)
    _swells(art, 30, 0.16)
    way(art)
    _stones(art, 60)
    _puddles(art, 9)


def moss(art: Art) -> None:
    """The floor of a wood: dark, with light fallen on it in patches."""
    plain(art)
    _swells(art, 40, 0.2)
    way(art)
    if art.mood.weather == "clear":
        glint = lighter(art.earth, 0.5 if not art.mood.dark else 0.2)
        for at in range(16):
            down = 0.05 + 0.4 * art.unit("light", at) ** 1.3
            spot = (art.span(-1.6, 1.6, "fleck", at), art.y + down)
            art.canvas.veil(flat(spot, 0.05 + 0.3 * down, 0.006 + 0.02 * down), glint, 0.26, 0.006)
    _puddles(art, 6)


def sand(art: Art) -> None:
    """Sand in ripples, lit on one side."""
    plain(art)
    earth = art.earth
    for at in range(34):
        down = 0.03 + 0.6 * (at / 34) ** 1.5
        x, wide = art.span(-2.0, 2.0, "ripple", at), 0.3 + 1.0 * down
        tone = lighter(earth, 0.22) if at % 2 else darker(earth, 0.24)
        line = [(x + wide * t, art.y + down + 0.02 * down * math.sin(t * 5 + at)) for t in steps(-1, 1, 12)]
        art.canvas.veil(
            [*line, *[(a, b + 0.004 + 0.02 * down * (1 - abs(a - x) / wide)) for a, b in reversed(line)]],
            tone,
            0.32,
            0.002,
        )
    way(art)


def snow(art: Art) -> None:
    """Drifts with blue shadows."""
    plain(art)
    blue = mix(art.earth, art.tone((128, 152, 196)), 0.55)
    for at in range(26):
        down = 0.03 + 0.55 * (at / 26) ** 1.4
        x, wide = art.span(-2.2, 2.2, "drift", at), 0.2 + 1.1 * down
        art.canvas.veil(flat((x, art.y + down), wide, 0.008 + 0.04 * down), blue, 0.34, 0.01)
        art.canvas.veil(
            flat((x + art.light * wide * 0.2, art.y + down - 0.01), wide * 0.7, 0.003 + 0.012 * down),
            lighter(art.earth, 0.6),
            0.6,
            0.004,
        )
    way(art)


def furrows(art: Art) -> None:
    """A field: rows that meet at the horizon."""
    plain(art)
    for at in range(-26, 27):
        if at % 2:
            continue
        low, high = at * 0.9, (at + 1) * 0.9
        strip = art.strip(low, high, 0.012, 2.0)
        art.canvas.veil(strip, darker(art.earth, 0.4), 0.12 if art.snowy else 0.34)
    way(art)
    _puddles(art, 6)


def craters(art: Art) -> None:
    """Ground torn up: pits with a bright lip and a dark bottom."""
    plain(art)
    _swells(art, 24, 0.2)
    water = mix(darker(art.mood.sky[1], 0.3), art.earth, 0.2)
    for at in range(22):
        down = 0.025 + 0.5 * ((at + 0.5) / 22) ** 1.5
        x, half = art.span(-1.7, 1.7, "pit", at), (0.1 + 0.5 * art.unit("wide", at)) * (0.12 + 1.0 * down)
        if abs(x) < 0.3 and down > 0.2:
            x += 0.7 * (1 if x > 0 else -1)
        deep = half * 0.16
        art.canvas.polygon(
            ring((x, art.y + down), half * 1.16, deep * 1.3, 24), lighter(art.mood.air(art.earth, 0.4 - down), 0.16)
        )
        art.canvas.polygon(ring((x, art.y + down + deep * 0.16), half, deep, 24), darker(art.earth, 0.5))
        if not art.land.motif.airless:
            art.canvas.polygon(ring((x, art.y + down + deep * 0.4), half * 0.74, deep * 0.6, 24), water)
        else:
            art.canvas.polygon(
                ring((x - art.light * half * 0.14, art.y + down + deep * 0.3), half * 0.8, deep * 0.72, 24),
                darker(art.earth, 0.26),
            )
    way(art)


def marsh(art: Art) -> None:
    """Wet ground: pools that hold the sky between dark tussocks."""
    plain(art)
    pool = mix(art.mood.sky[1], art.tone((58, 74, 62)), 0.5)
    for at in range(34):
        down = 0.015 + 0.5 * ((at + 0.5) / 34) ** 1.4
        x, half = art.span(-2.0, 2.0, "pool", at), art.span(0.1, 0.34, "wide", at) * (0.5 + 2.2 * down)
        art.canvas.polygon(flat((x, art.y + down), half, 0.005 + 0.04 * down), mix(pool, art.mood.sky[2], 0.5 - down))
        art.canvas.veil(
            flat((x + half * 0.2, art.y + down - 0.006 * down), half * 0.5, 0.002 + 0.008 * down),
            lighter(art.mood.sky[2], 0.2),
            0.5,
        )


def scree(art: Art) -> None:
    """Stony ground."""
    plain(art)
    _swells(art, 30, 0.2)
    way(art)
    _stones(art, 130)


def _swells(art: Art, count: int, opacity: float) -> None:
    for at in range(count):
        deep = art.unit("swell", at)
        spot = art.span(-2.6, 2.6, "grass", at), art.y + 0.02 + 0.55 * deep**1.4
        tone = lighter(art.earth, 0.2) if at % 2 else darker(art.earth, 0.4)
        art.canvas.veil(
            flat(spot, 0.06 + 0.5 * deep, 0.004 + 0.016 * deep), art.mood.air(tone, 0.4 * (1 - deep)), opacity, 0.004
        )


def _stones(art: Art, count: int) -> None:
    for at in range(count):
        down = 0.02 + 0.55 * art.unit("stone", at) ** 1.5
        x, size = art.span(-2.2, 2.2, "stone", at), (0.008 + 0.05 * down) * art.span(0.4, 1.0, "size", at)
        tone = art.mood.air(mix(art.earth, art.tone((150, 146, 142)), 0.5), 0.4 - down)
        art.canvas.polygon(flat((x, art.y + down), size, size * 0.5), darker(tone, 0.3))
        art.canvas.polygon(
            flat((x + art.light * size * 0.14, art.y + down - size * 0.14), size * 0.76, size * 0.34),
            lighter(tone, 0.1),
        )


def _puddles(art: Art, count: int) -> None:
    """Where it rains, water stands and shows the sky."""
    if not art.mood.wet:
        return
    for at in range(count * 2):
        down = 0.06 + 0.5 * art.unit("puddle", at)
        x, half = art.span(-1.6, 1.6, "puddle", at), art.span(0.16, 0.4, "pool", at) * (0.2 + down)
        art.canvas.veil(
            flat((x, art.y + down), half, 0.004 + 0.04 * down), mix(art.mood.sky[1], art.mood.sky[2], 0.5), 0.6, 0.002
        )
        art.canvas.veil(
            flat((x, art.y + down - 0.008 * down), half * 0.5, 0.001 + 0.008 * down), lighter(art.mood.sky[2], 0.3), 0.5
        )


# ---------------------------------------------------------------- ways


def way(art: Art) -> None:
    """The road or the path that runs through the land, if one does."""
    if art.land.way == "road":
        _road(art)
    elif art.land.way == "path":
        _path(art)
        _ruts(art)


def _bend(art: Art, down: float) -> float:
    """How far a way leaves its straight line, across: it comes round a bend from afar."""
    return 0.5 * art.span(-1, 1, "bend") * math.exp(-down * 16)


def _strip(art: Art, low: float, high: float) -> list[Point]:
    """Between two lines along the way, from the horizon to beneath the picture."""
    downs = [0.004 * 1.33**at for at in range(24)]
    left = [(art.at(low, d)[0] + _bend(art, d), art.y + d) for d in downs]
    return [*left, *[(art.at(high, d)[0] + _bend(art, d), art.y + d) for d in reversed(downs)]]


def _road(art: Art) -> None:
    tar = art.tone(art.covered((96, 96, 102), 0.6))
    verge = mix(art.earth, art.tone((150, 138, 116)), 0.5)
    art.canvas.polygon(_strip(art, -2.2, 2.2), verge)
    art.canvas.polygon(_strip(art, -1.8, 1.8), tar)
    for edge in (-1.68, 1.62):
        art.canvas.polygon(_strip(art, edge, edge + 0.06), lighter(tar, 0.45))
    down = 0.02
    while down < 2:
        a, b = (art.at(0, d)[0] + _bend(art, d) for d in (down, down * 1.22))
        art.canvas.polygon(
            [
                (a - 0.04 * down, art.y + down),
                (a + 0.04 * down, art.y + down),
                (b + 0.049 * down, art.y + down * 1.22),
                (b - 0.049 * down, art.y + down * 1.22),
            ],
            lighter(tar, 0.55),
        )
        down *= 1.5
    if art.mood.wet:
        art.canvas.veil(_strip(art, -1.1, -0.4), lighter(art.mood.sky[2], 0.2), 0.3, 0.004)


def _path(art: Art) -> None:
    """A trodden path, its edges never quite straight."""
    soil = art.tone(art.covered((170, 148, 114), 0.6))
    art.canvas.polygon(_trodden(art, -0.72, 0.72), mix(soil, art.earth, 0.5))
    art.canvas.polygon(_trodden(art, -0.58, 0.58), soil)


def _ruts(art: Art) -> None:
    """What wheels have left on a path."""
    for rut in (-0.34, 0.34):
        art.canvas.veil(_trodden(art, rut - 0.07, rut + 0.07), darker(art.earth, 0.4), 0.22)


def _trodden(art: Art, low: float, high: float) -> list[Point]:
    """A strip along the path between two lines, both measured across it."""
    name, downs = art.land.name, [0.006 * 1.13**at for at in range(50)]

    def line(across: float) -> list[Point]:
        points = []
        for down in downs:
            middle = (
                art.at(0, down)[0] + 0.8 * _bend(art, down) + 0.1 * drift(down * 9, name, "path") * min(1, down * 8)
            )
            points.append((middle + down * (across + 0.05 * drift(down * 12, name, "edge")), art.y + down))
        return points

    return [*line(low), *reversed(line(high))]


def tarmac(art: Art) -> None:
    """Plain asphalt, wet when it rains."""
    plain(art)
    sheen(art, 22)


def sheen(art: Art, count: int) -> None:
    """A paved ground when it rains: the sky lies on it in long pools, and the lamps in streaks."""
    if not art.mood.wet:
        return
    tone: Colour = mix(art.mood.sky[2], art.mood.sky[1], 0.3)
    art.canvas.veil([(-FAR, art.y), (FAR, art.y), (FAR, art.y + 0.9), (-FAR, art.y + 0.9)], tone, 0.14)
    for at in range(count):
        down = 0.05 + 0.5 * art.unit("sheen", at)
        x, half = art.span(-1.7, 1.7, "sheen", at), 0.06 + 0.3 * down
        art.canvas.veil(flat((x, art.y + down), half, 0.004 + 0.03 * down), tone, 0.5, 0.004)
        if art.mood.lamps and at % 2 == 0:
            streak = Box(x - 0.008, art.y + down * 0.6, x + 0.008, art.y + down * 1.3)
            art.canvas.veil(
                [
                    (streak.left, streak.top),
                    (streak.right, streak.top),
                    (streak.right, streak.bottom),
                    (streak.left, streak.bottom),
                ],
                (255, 208, 132),
                0.4,
                0.006,
            )
