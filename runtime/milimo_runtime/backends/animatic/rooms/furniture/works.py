"""Machines and what goes with them: consoles, server racks, pipes, engines, vehicles' benches, weights."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import (
    BLACK,
    BRASS,
    CLAY,
    IRON,
    LEAF,
    LINEN,
    RED,
    SCREEN,
    STEEL,
    WHITE,
)
from milimo_runtime.backends.animatic.rooms.site import Site, Span, Wall, on, pane
from milimo_runtime.media.chance import between, chance

_TURN = [2 * math.pi * at / 28 for at in range(29)]


def screens(site: Site, wall: Wall, along: Span, y: Span, count: int, colour: Colour = SCREEN) -> None:
    """Screens on a wall, each with something else on it."""
    wide = (along[1] - along[0]) / count
    for at in range(count):
        sides = (along[0] + wide * at + 0.04, along[0] + wide * (at + 1) - 0.04)
        site.shape(pane(site, wall, (sides[0] - 0.03, sides[1] + 0.03), (y[0] - 0.04, y[1] + 0.04), 0.05), BLACK)
        tint = mix(darker(colour, 0.62), from_hue(between(0.42, 0.62, "screen", at, y[0]), 0.6, 0.34), 0.4)
        site.bright(pane(site, wall, sides, y, 0.055), tint)
        bright = lighter(colour, 0.2)
        if at % 3 == 0:
            line = [on(site, wall, sides[0] + (sides[1] - sides[0]) * step / 7,
                       y[0] + (y[1] - y[0]) * between(0.2, 0.8, "line", at, step),
                       0.06) for step in range(8)]  # fmt: skip
            site.pole(line, 0.025, bright)
        elif at % 3 == 1:
            middle, up, size = sum(sides) / 2, sum(y) / 2, 0.36 * min(sides[1] - sides[0], y[1] - y[0])
            for ratio in (1.0, 0.6):
                site.pole([on(site, wall, middle + ratio * size * math.cos(a), up + ratio * size * math.sin(a), 0.06)
                           for a in _TURN], 0.02, bright)  # fmt: skip
        else:
            for bar in range(5):
                left = sides[0] + (sides[1] - sides[0]) * (bar + 0.5) / 6
                top = y[0] + (y[1] - y[0]) * between(0.2, 0.85, "bar", at, bar)
                site.bright(
                    pane(site, wall, (left, left + (sides[1] - sides[0]) / 9), (y[0] + 0.04, top), 0.06), bright
                )
        if site.mood.dark:
            site.glow(on(site, wall, sum(sides) / 2, sum(y) / 2, 0.1), wide, colour, 0.2)


def console(site: Site, x: Span, d: float, high: float = 0.95, colour: Colour | None = None) -> None:
    """A desk of instruments that slopes away from whoever stands before it, seen from behind him."""
    body, (left, right) = colour or mix(STEEL, site.palette.accent, 0.3), x
    site.slab(x, (0, high - 0.25), (d - 0.4, d), darker(body, 0.2))
    site.shape([(left, high, d - 0.4), (right, high, d - 0.4), (right, high - 0.25, d), (left, high - 0.25, d)],
               lighter(body, 0.06))  # fmt: skip
    count = max(2, int((right - left) / 0.32))
    for at in range(count):
        a = left + (right - left) * (at + 0.16) / count
        b = left + (right - left) * (at + 0.84) / count
        tint = (SCREEN, (246, 176, 84), (112, 206, 140), RED)[int(4 * chance("lamp", site.name, at, left))]
        up, down = (high - 0.06, d - 0.3), (high - 0.15, d - 0.16)
        site.shape([(a, *up), (b, *up), (b, *down), (a, *down)], BLACK)
        site.bright([(a + 0.02, *up), (b - 0.02, *up), (b - 0.02, down[0] + 0.02, down[1]), (a + 0.02, down[0] + 0.02,
                     down[1])],
                    darker(tint, 0.2))  # fmt: skip
        for knob in range(3):
            site.ball((a + (b - a) * (knob + 0.5) / 3, high - 0.2, d - 0.07), 0.025, 0.02, lighter(tint, 0.2))
    for y in (0.12, high - 0.32):
        site.slab((left, right), (y, y + 0.04), (d, d + 0.01), darker(body, 0.45))


def servers(site: Site, wall: Wall, d: Span, high: float = 2.1) -> None:
    """Racks of servers along a side wall, full of small lights."""
    half, out = site.width / 2, 0.7
    x = (-half, -half + out) if wall == "left" else (half - out, half)
    face = x[1] if wall == "left" else x[0]
    count = max(1, round((d[1] - d[0]) / 0.75))
    site.slab(x, (0, high), d, BLACK)
    for at in range(count):
        far, near = (d[0] + (d[1] - d[0]) * (at + side) / count for side in (0.07, 0.93))
        site.shape(
            [(face, 0.08, far), (face, high - 0.05, far), (face, high - 0.05, near), (face, 0.08, near)], (58, 64, 76)
        )
        for row in range(12):
            y = 0.14 + (high - 0.26) * row / 12
            site.shape([(face, y, far + 0.05), (face, y + 0.1, far + 0.05), (face, y + 0.1, near - 0.05), (face, y,
                        near - 0.05)],
                       (34, 38, 48))  # fmt: skip
            for lamp in range(4):
                if chance("led", site.name, wall, at, row, lamp) < 0.55:
                    deep = far + 0.1 + (near - far - 0.2) * (lamp + 0.5) / 4
                    tint = ((92, 226, 160), SCREEN, SCREEN, (246, 176, 84))[lamp]
                    site.bright([(face, y + 0.035, deep), (face, y + 0.075, deep), (face, y + 0.075, deep + 0.05),
                                 (face, y + 0.035, deep + 0.05)], tint)  # fmt: skip


def machine(site: Site, x: float, d: float, wide: float = 1.6, high: float = 1.7, colour: Colour | None = None) -> None:
    """A machine of a works: a body, a flywheel, a panel with lamps."""
    body = colour or site.palette.accent
    half = wide / 2
    site.slab((x - half, x + half), (0, 0.16), (d - 0.6, d + 0.6), IRON)
    site.slab((x - half + 0.06, x + half - 0.06), (0.16, 0.64 * high), (d - 0.5, d + 0.5), body)
    site.slab((x - half + 0.2, x + 0.1 * wide), (0.64 * high, high), (d - 0.4, d + 0.3), darker(body, 0.08))
    wheel = (x + 0.24 * wide, 0.68 * high, d + 0.52)
    size = 0.24 * high
    for ratio, tint in ((1.0, IRON), (0.78, body), (0.24, IRON)):
        site.ball(wheel, ratio * size, ratio * size, tint)
    for at in range(3):
        a = math.pi * at / 3 + 0.3
        site.pole([(wheel[0] - 0.8 * size * math.cos(a), wheel[1] - 0.8 * size * math.sin(a), wheel[2] + 0.01),
                   (wheel[0] + 0.8 * size * math.cos(a), wheel[1] + 0.8 * size * math.sin(a), wheel[2] + 0.01)], 0.05,
                   IRON)  # fmt: skip
    for at, tint in enumerate(((112, 206, 140), (246, 176, 84), RED)):
        site.ball((x - half + 0.32 + 0.14 * at, 0.5 * high, d + 0.51), 0.04, 0.04, tint)
    gauge(site, x - half + 0.46, 0.82 * high, d + 0.31)


def gauge(site: Site, x: float, y: float, d: float, size: float = 0.13) -> None:
    site.ball((x, y, d), size, size, BRASS)
    site.ball((x, y, d), 0.8 * size, 0.8 * size, WHITE)
    site.pole([(x, y, d), (x + 0.5 * size, y + 0.45 * size, d)], 0.02, RED)


def pipes(site: Site, wall: Wall, y: Span, count: int = 3, colour: Colour = CLAY) -> None:
    """Pipes along a side wall with valves."""
    for at in range(count):
        up = y[0] + (y[1] - y[0]) * at / max(1, count - 1)
        tint = (colour, STEEL, darker(colour, 0.3))[at % 3]
        half = site.width / 2 - 0.06
        x = (-half, -half + 0.14) if wall == "left" else (half - 0.14, half)
        site.slab(x, (up, up + 0.13), (0, 0.93 * site.length), tint)
        for d in (0.8 + 0.5 * at, 3.0 + 0.4 * at, 5.2):
            site.slab((x[0] - 0.02, x[1] + 0.02), (up - 0.03, up + 0.16), (d, d + 0.1), darker(tint, 0.3))
        face = x[1] + 0.03 if wall == "left" else x[0] - 0.03
        deep = 1.7 + 1.3 * at
        site.pole([(face, up + 0.07 + 0.13 * math.cos(a), deep + 0.13 * math.sin(a)) for a in _TURN], 0.03, RED)


def uprights(site: Site, places: tuple[tuple[float, float], ...], radius: float = 0.1, colour: Colour = STEEL) -> None:
    """Upright pipes from the floor to the ceiling."""
    for x, d in places:
        site.drum(x, d, (0, site.height), radius, colour)
        site.drum(x, d, (1.0, 1.12), 1.25 * radius, darker(colour, 0.25))


def boiler(site: Site, x: float, d: float) -> None:
    """A boiler with its gauge and fire."""
    body: Colour = (112, 84, 72)
    site.drum(x, d, (0, 1.9), 0.55, body)
    site.drum(x, d, (1.9, 2.15), 0.55, darker(body, 0.1), 0.2)
    site.drum(x, d, (2.15, site.height), 0.16, IRON)
    for y in (0.3, 1.1, 1.7):
        site.drum(x, d, (y, y + 0.06), 0.57, IRON)
    site.slab((x - 0.2, x + 0.2), (0.42, 0.8), (d + 0.5, d + 0.56), IRON)
    site.bright([(x - 0.14, 0.48, d + 0.57), (x - 0.14, 0.74, d + 0.57), (x + 0.14, 0.74, d + 0.57), (x + 0.14, 0.48,
                 d + 0.57)],
                (246, 142, 62))  # fmt: skip
    site.glow((x, 0.6, d + 0.6), 1.2, (255, 150, 70), 0.4)
    gauge(site, x, 1.45, d + 0.57)


def engine(site: Site, x: float, d: float, long: float = 3.0) -> None:
    """A ship's engine: a block with a row of cylinder heads, running away from us."""
    body: Colour = (92, 116, 108)
    site.slab((x - 0.6, x + 0.6), (0, 0.3), (d, d + long), IRON)
    site.slab((x - 0.5, x + 0.5), (0.3, 1.0), (d, d + long), body)
    count = int(long / 0.6)
    for at in range(count):
        deep = d + 0.3 + 0.6 * at
        site.drum(x, deep, (1.0, 1.34), 0.22, lighter(body, 0.16))
        site.drum(x, deep, (1.34, 1.42), 0.12, BRASS)
    for side in (-1, 1):
        site.pole([(x + side * 0.56, 0.9, d), (x + side * 0.56, 0.9, d + long)], 0.06, BRASS)
    gauge(site, x - 0.2, 0.68, d + long + 0.01)
    gauge(site, x + 0.2, 0.68, d + long + 0.01)


def periscope(site: Site, x: float, d: float) -> None:
    site.drum(x, d, (0.9, site.height), 0.11, lighter(STEEL, 0.1))
    site.slab((x - 0.2, x + 0.2), (1.2, 1.62), (d - 0.16, d + 0.16), BLACK)
    for side in (-1, 1):
        site.pole([(x + side * 0.2, 1.3, d), (x + side * 0.44, 1.26, d)], 0.05, STEEL)
    site.ball((x, 1.48, d + 0.17), 0.06, 0.06, SCREEN)


def wheel(site: Site, x: float, d: float) -> None:
    """A ship's wheel on its post."""
    wood = site.palette.wood
    site.slab((x - 0.12, x + 0.12), (0, 1.0), (d - 0.12, d + 0.05), darker(wood, 0.2))
    middle = (1.12, d + 0.1)
    site.pole([(x + 0.4 * math.cos(a), middle[0] + 0.4 * math.sin(a), middle[1]) for a in _TURN], 0.06, wood)
    for at in range(4):
        a = math.pi * at / 4
        site.pole([(x - 0.54 * math.cos(a), middle[0] - 0.54 * math.sin(a), middle[1]),
                   (x + 0.54 * math.cos(a), middle[0] + 0.54 * math.sin(a), middle[1])], 0.035, lighter(wood,
                   0.1))  # fmt: skip
    site.ball((x, *middle), 0.08, 0.08, BRASS)


def binnacle(site: Site, x: float, d: float) -> None:
    """A compass on its stand, and beside it the telegraph to the engine room."""
    site.drum(x, d, (0, 0.95), 0.16, site.palette.wood, 0.13)
    site.ball((x, 1.02, d), 0.19, 0.16, BRASS)
    site.drum(x + 0.6, d, (0, 0.9), 0.07, BRASS)
    site.ball((x + 0.6, 1.05, d), 0.2, 0.2, BRASS)
    site.ball((x + 0.6, 1.05, d + 0.02), 0.15, 0.15, WHITE)
    site.pole([(x + 0.6, 1.05, d + 0.03), (x + 0.72, 1.3, d + 0.03)], 0.04, BRASS)


def workbench(site: Site, x: Span, d: Span = (0, 0.7)) -> None:
    """A bench with a vice, tools on a board over it."""
    left, right = x
    wood: Colour = (158, 118, 78)
    site.slab((left + 0.1, right - 0.1), (1.2, 2.1), (0, 0.03), darker(wood, 0.2))
    for at in range(int((right - left - 0.3) / 0.24)):
        across = left + 0.28 + 0.24 * at
        tall = between(0.24, 0.52, "tool", site.name, at)
        tint = (STEEL, RED, IRON, (206, 162, 70))[at % 4]
        site.slab((across - 0.03, across + 0.03), (1.95 - tall, 1.95 - 0.4 * tall), (0.03, 0.06), lighter(STEEL, 0.1))
        site.slab((across - 0.045, across + 0.045), (1.95 - 0.42 * tall, 1.95), (0.03, 0.07), tint)
    for across in (left, right - 0.12):
        site.slab((across, across + 0.12), (0, 0.86), d, darker(wood, 0.3))
    site.slab((left, right), (0.2, 0.26), d, darker(wood, 0.2))
    site.slab((left + 0.3, left + 0.8), (0.26, 0.56), (d[0] + 0.1, d[1] - 0.06), RED)
    site.slab((left - 0.04, right + 0.04), (0.86, 0.94), (d[0], d[1] + 0.04), wood)
    site.slab((right - 0.5, right - 0.24), (0.94, 1.14), (d[1] - 0.2, d[1] + 0.1), (74, 102, 128))


def car(site: Site, x: float, d: float, colour: Colour | None = None) -> None:
    """A car with its front to us, its bonnet down."""
    paint = colour or site.palette.accent
    for side in (-1, 1):
        site.slab((x + side * 0.72 - 0.11, x + side * 0.72 + 0.11), (0, 0.58), (d + 0.2, d + 0.7), BLACK)
    site.slab((x - 0.72, x + 0.72), (0.8, 1.38), (d - 1.6, d - 0.5), darker(paint, 0.1))
    site.shape([(x - 0.82, 0.9, d - 0.1), (x - 0.64, 1.36, d - 0.5), (x + 0.64, 1.36, d - 0.5), (x + 0.82, 0.9,
                d - 0.1)],
               (112, 140, 152))  # fmt: skip
    site.shape([(x - 0.5, 0.9, d - 0.1), (x - 0.3, 1.36, d - 0.5), (x - 0.06, 1.36, d - 0.5), (x - 0.2, 0.9, d - 0.1)],
               (160, 186, 194))  # fmt: skip
    site.pad((x - 0.86, x + 0.86), (0.3, 0.9), (d - 0.2, d + 0.8), paint)
    site.slab((x - 0.44, x + 0.44), (0.44, 0.62), (d + 0.8, d + 0.81), BLACK)
    site.slab((x - 0.88, x + 0.88), (0.24, 0.36), (d + 0.78, d + 0.86), STEEL)
    for side in (-1, 1):
        site.ball((x + side * 0.64, 0.62, d + 0.82), 0.13, 0.12, LINEN)


def tyres(site: Site, x: float, d: float, count: int = 4) -> None:
    for at in range(count):
        site.drum(x, d, (0.22 * at, 0.22 * at + 0.2), 0.34, BLACK)
    site.drum(x, d, (0.22 * count - 0.03, 0.22 * count - 0.015), 0.18, (20, 20, 24))


def weights(site: Site, x: Span, d: Span = (0, 0.5)) -> None:
    """A stand of dumb-bells."""
    for y in (0.3, 0.72, 1.1):
        site.slab(x, (y, y + 0.05), d, STEEL)
        count = int((x[1] - x[0]) / 0.36)
        for at in range(count):
            left = x[0] + 0.06 + 0.36 * at
            for across in (0.0, 0.18):
                site.slab((left + across, left + across + 0.09), (y + 0.05, y + 0.23), (d[1] - 0.24, d[1] - 0.04), IRON)
            site.slab((left + 0.08, left + 0.2), (y + 0.12, y + 0.17), (d[1] - 0.16, d[1] - 0.12), STEEL)
    for across in x:
        site.slab((across - 0.04, across + 0.04), (0, 1.2), d, IRON)


def treadmill(site: Site, x: float, d: float) -> None:
    site.slab((x - 0.36, x + 0.36), (0.06, 0.2), (d - 0.7, d + 0.8), IRON)
    site.mat((x - 0.28, x + 0.28), (d - 0.6, d + 0.8), 0.205, BLACK)
    for side in (-1, 1):
        site.pole([(x + side * 0.34, 0.2, d - 0.6), (x + side * 0.34, 1.2, d - 0.5)], 0.06, STEEL)
        site.pole([(x + side * 0.34, 1.0, d - 0.55), (x + side * 0.34, 0.95, d)], 0.05, STEEL)
    site.slab((x - 0.38, x + 0.38), (1.15, 1.42), (d - 0.6, d - 0.5), BLACK)
    site.bright([(x - 0.16, 1.22, d - 0.49), (x - 0.16, 1.36, d - 0.49), (x + 0.16, 1.36, d - 0.49), (x + 0.16, 1.22,
                 d - 0.49)],
                SCREEN)  # fmt: skip


def punchbag(site: Site, x: float, d: float) -> None:
    site.pole([(x, 1.95, d), (x, site.height, d)], 0.025, IRON)
    site.drum(x, d, (0.8, 1.9), 0.2, RED)
    site.drum(x, d, (1.7, 1.9), 0.205, BLACK)


def beds_of_plants(site: Site, wall: Wall, d: Span, high: float = 0.8) -> None:
    """Benches of plants along a side wall."""
    half = site.width / 2
    x = (-half + 0.1, -half + 1.1) if wall == "left" else (half - 1.1, half - 0.1)
    site.slab(x, (0, high - 0.16), (d[0] + 0.1, d[1]), darker(site.palette.wood, 0.45))
    site.slab(x, (high - 0.2, high), d, site.palette.wood)
    count = int((d[1] - d[0]) / 0.38)
    for at in range(count):
        deep = d[0] + 0.2 + 0.38 * at
        for side in (0.24, 0.72):
            key = ("leaf", site.name, wall, at, side)
            middle = x[0] + side * (x[1] - x[0])
            size = between(0.2, 0.42, *key)
            leaf = mix(LEAF, from_hue(between(0.22, 0.4, *key, "hue"), 0.5, 0.5), 0.5)
            site.drum(middle, deep, (high, high + 0.16), 0.09, CLAY, 0.12)
            for lean in (-0.6, 0.6, 0.0):
                tip = (middle + lean * size, high + 0.16 + size * (1.5 - abs(lean)), deep)
                site.smooth([(middle, high + 0.14, deep), (middle + lean * size * 0.4 - 0.09, high + 0.2 + size * 0.7,
                             deep),
                             tip, (middle + lean * size * 0.5 + 0.1, high + 0.14 + size * 0.6, deep)],
                            darker(leaf, 0.2 * (lean != 0)))  # fmt: skip
            if chance(*key, "bloom") < 0.4:
                site.ball(
                    (middle, high + 0.2 + size * 1.3, deep), 0.07, 0.07, from_hue(between(-0.1, 0.14, *key), 0.6, 0.9)
                )


def palm(site: Site, x: float, d: float, high: float = 2.6) -> None:
    """A palm in a tub."""
    site.drum(x, d, (0, 0.5), 0.3, CLAY, 0.36)
    site.pole([(x, 0.5, d), (x + 0.06, high * 0.62, d)], 0.09, (116, 92, 64))
    for at in range(9):
        a = math.pi * (at + 0.5) / 9
        tip = (x + 1.0 * math.cos(a), high * 0.62 + 0.75 * math.sin(a) - 0.35 * abs(math.cos(a)), d)
        middle = (x + 0.5 * math.cos(a), high * 0.62 + 0.55 * math.sin(a))
        site.smooth([(x + 0.06, high * 0.62, d), (middle[0], middle[1] + 0.1, d), tip, (middle[0], middle[1] - 0.06,
                     d)],
                    darker(LEAF, 0.28 * (at % 2)))  # fmt: skip
