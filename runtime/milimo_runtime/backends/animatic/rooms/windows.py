"""Windows in any of the three walls; the daylight falls through them on the floor."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.rooms.site import P3, Site, Span, View, Wall, on, pane
from milimo_runtime.media.chance import between

_WHITE: Colour = (222, 214, 200)
_STEEL: Colour = (122, 130, 138)
_DARK: Colour = (34, 34, 42)


def _frame(site: Site, wall: Wall, along: Span, y: Span, by: float, colour: Colour, out: float = 0.02) -> None:
    (left, right), (low, high) = along, y
    site.shape(pane(site, wall, (left - by, right + by), (low - by, high + by), out), colour)


def _bars(site: Site, wall: Wall, along: Span, y: Span, grid: tuple[int, int], thick: float, colour: Colour) -> None:
    """Glazing bars: `grid` panes across and up."""
    (left, right), (low, high) = along, y
    for at in range(1, grid[0]):
        a = left + (right - left) * at / grid[0]
        site.shape(pane(site, wall, (a - thick / 2, a + thick / 2), y, 0.03), colour)
    for at in range(1, grid[1]):
        up = low + (high - low) * at / grid[1]
        site.shape(pane(site, wall, along, (up - thick / 2, up + thick / 2), 0.03), colour)


def patch(site: Site, wall: Wall, along: Span, y: Span, strength: float = 0.3) -> None:
    """The light that comes through a window and lies on the floor."""
    mood = site.mood
    if mood.dark:
        return
    tone: Colour = (255, 238, 198) if mood.hour == "day" else (255, 176, 108)
    reach, drift = (1.5, 0.7) if mood.hour == "day" else (2.6, 1.5)
    share = strength if mood.weather == "clear" else 0.35 * strength
    (left, right), half = along, site.width / 2
    near = 0.5 + 0.35 * y[0]
    if wall == "back":
        spot: list[P3] = [(left + 0.4 * drift, 0, near), (right + 0.4 * drift, 0, near),
                          (right + drift, 0, near + reach), (left + drift, 0, near + reach)]  # fmt: skip
    elif wall == "left":
        spot = [(-half + near, 0, left), (-half + near + reach, 0, left + 0.5 * drift),
                (-half + near + reach, 0, right + 0.5 * drift), (-half + near, 0, right)]  # fmt: skip
    else:
        return
    site.veil([(max(-half, min(half, x)), up, max(0.05, d)) for x, up, d in spot], tone, share, 0.05)


def sash(
    site: Site, wall: Wall, along: float, wide: float = 1.1, y: Span = (0.9, 2.2), view: View = "town",
    curtain: bool = True,
) -> None:  # fmt: skip
    """A window of four panes with a sill, and curtains."""
    sides = (along - wide / 2, along + wide / 2)
    _frame(site, wall, sides, y, 0.09, _WHITE)
    site.outside(pane(site, wall, sides, y, 0.02), view)
    _bars(site, wall, sides, y, (2, 2), 0.05, _WHITE)
    site.shape(pane(site, wall, (sides[0] - 0.18, sides[1] + 0.18), (y[0] - 0.15, y[0] - 0.07), 0.06),
               lighter(_WHITE, 0.3))  # fmt: skip
    if curtain:
        _curtains(site, wall, sides, (y[0] - 0.35, y[1] + 0.22))
    patch(site, wall, sides, y)


def _curtains(site: Site, wall: Wall, along: Span, y: Span) -> None:
    cloth = mix(site.palette.accent, (226, 214, 196), 0.3)
    left, right = along
    rod = y[1] + 0.03
    site.pole([on(site, wall, left - 0.42, rod, 0.08), on(site, wall, right + 0.42, rod, 0.08)], 0.04,
              darker(site.palette.wood, 0.3))  # fmt: skip
    for edge, way in ((left, -1), (right, 1)):
        outline = ((0.36, y[1]), (-0.16, y[1]), (-0.08, (y[0] + y[1]) / 2), (-0.12, y[0]), (0.34, y[0]))
        site.shape([on(site, wall, edge + way * a, up, 0.08) for a, up in outline], cloth)
        for fold in (0.02, 0.16, 0.28):
            lines = [on(site, wall, edge + way * (fold + shift), up, 0.09)
                     for shift, up in ((0, y[1]), (0.035, y[1]), (0.055, y[0]), (0, y[0]))]  # fmt: skip
            site.shape(lines, darker(cloth, 0.2))


def tall(
    site: Site, wall: Wall, along: float, wide: float = 1.3, y: Span = (0.4, 3.2), view: View = "garden",
    grid: tuple[int, int] = (2, 4),
) -> None:  # fmt: skip
    """A tall window of many panes with heavy drapes."""
    sides = (along - wide / 2, along + wide / 2)
    _frame(site, wall, sides, y, 0.12, _WHITE)
    site.outside(pane(site, wall, sides, y, 0.02), view)
    _bars(site, wall, sides, y, grid, 0.05, _WHITE)
    _curtains(site, wall, (sides[0] - 0.06, sides[1] + 0.06), (0.05, y[1] + 0.3))
    patch(site, wall, sides, (0.4, y[1]))


def arch(along: float, wide: float, y: Span, pointed: bool) -> list[Span]:
    """The outline of an arched opening, (along, up)."""
    (low, high), half = y, wide / 2
    spring = high - (1.25 * half if pointed else half)
    points: list[Span] = [(along - half, low), (along - half, spring)]
    count = 10
    for at in range(1, 2 * count):
        share = at / count - 1
        if pointed:
            points.append((along + half * share, high - (high - spring) * (1 - math.sqrt(1 - abs(share) ** 1.6))))
            points[-1] = (points[-1][0], spring + (high - spring) * (1 - abs(share) ** 1.35))
        else:
            points.append((along + half * share, spring + (high - spring) * math.sqrt(max(0.0, 1 - share * share))))
    return [*points, (along + half, spring), (along + half, low)]


def gothic(site: Site, wall: Wall, along: float, wide: float = 1.1, y: Span = (1.6, 5.2), stained: bool = True) -> None:
    """A pointed window; its glass is stained."""
    stone = lighter(site.palette.wall, 0.2)
    site.shape([on(site, wall, a, up, 0.03) for a, up in arch(along, wide + 0.34, (y[0] - 0.16, y[1] + 0.26), True)],
               stone)  # fmt: skip
    outline = arch(along, wide, y, True)
    site.outside([on(site, wall, a, up, 0.03) for a, up in outline], "sky")
    if stained:
        _stained(site, wall, along, wide, y)
    for a in (along - wide / 6, along + wide / 6):
        site.shape(pane(site, wall, (a - 0.035, a + 0.035), (y[0], y[1] - 0.42 * wide), 0.04), stone)
    patch(site, wall, (along - wide / 2, along + wide / 2), (0.6, y[1]), 0.26)


def _stained(site: Site, wall: Wall, along: float, wide: float, y: Span) -> None:
    """Lozenges of colour; they glow by day and are dull by night."""
    light: Colour = (92, 100, 140) if site.mood.dark else (255, 255, 250)
    hues = (0.98, 0.6, 0.12, 0.34, 0.56, 0.08)
    rows = max(4, round((y[1] - y[0]) / 0.42))
    step = (y[1] - 0.62 * wide - y[0]) / rows
    for row in range(rows):
        for at in range(3):
            a, up = along + wide * (at - 1) / 3, y[0] + step * (row + 0.5)
            glass = from_hue(hues[(row * 2 + at) % 6] + between(-0.03, 0.03, "glass", row, at), 0.62, 0.82)
            points = [(a, up - step * 0.48), (a + wide / 6, up), (a, up + step * 0.48), (a - wide / 6, up)]
            site.bright([on(site, wall, *point, 0.035) for point in points], under(glass, light))
            site.bright([on(site, wall, a + (p - a) * 0.4, up + (q - up) * 0.4, 0.036) for p, q in points],
                        under(lighter(glass, 0.4), light))  # fmt: skip


def rose(site: Site, x: float, y: float, radius: float) -> None:
    """A round window over the altar."""
    light: Colour = (92, 100, 140) if site.mood.dark else (255, 255, 250)
    turn = [2 * math.pi * at / 40 for at in range(40)]
    for size, colour in ((1.14, lighter(site.palette.wall, 0.2)), (1.0, darker(site.palette.wall, 0.6))):
        site.shape([(x + size * radius * math.cos(a), y + size * radius * math.sin(a), 0.03) for a in turn], colour)
    for at in range(10):
        a = 2 * math.pi * at / 10
        spot = (x + 0.68 * radius * math.cos(a), y + 0.68 * radius * math.sin(a))
        glass = under(from_hue((0.98, 0.6, 0.12)[at % 3], 0.6, 0.86), light)
        site.bright([(spot[0] + 0.2 * radius * math.cos(b), spot[1] + 0.2 * radius * math.sin(b), 0.04) for b in turn],
                    glass)  # fmt: skip
    site.bright([(x + 0.34 * radius * math.cos(b), y + 0.34 * radius * math.sin(b), 0.04) for b in turn],
                under((246, 206, 116), light))  # fmt: skip


def porthole(site: Site, wall: Wall, along: float, y: float = 1.5, radius: float = 0.3, view: View = "sea") -> None:
    """A round window in a ring of brass or steel."""
    turn = [2 * math.pi * at / 32 for at in range(32)]
    rim = mix(site.palette.wood, _STEEL, 0.3)

    def disc(size: float) -> list[P3]:
        return [on(site, wall, along + size * math.cos(a), y + size * math.sin(a), 0.03) for a in turn]

    for size, colour in ((1.36, darker(rim, 0.3)), (1.28, lighter(rim, 0.24)), (1.06, darker(rim, 0.5))):
        site.shape(disc(size * radius), colour)
    site.outside(disc(radius), view)
    for a in turn[::4]:
        bolt = on(site, wall, along + 1.17 * radius * math.cos(a), y + 1.17 * radius * math.sin(a), 0.04)
        site.ball(bolt, 0.025, 0.025, darker(rim, 0.4))


def glazed(
    site: Site, wall: Wall, along: Span, y: Span = (0.5, 2.6), count: int = 4, view: View = "town",
    frame: Colour = _DARK,
) -> None:  # fmt: skip
    """A wall of glass: a shop front, an office, a bridge."""
    _frame(site, wall, along, y, 0.08, frame)
    site.outside(pane(site, wall, along, y, 0.02), view)
    _bars(site, wall, along, y, (count, 1), 0.07, frame)
    patch(site, wall, along, y, 0.2)


def barred(site: Site, wall: Wall, along: float, wide: float = 0.8, y: Span = (1.9, 2.5)) -> None:
    """A small high window with bars."""
    sides = (along - wide / 2, along + wide / 2)
    _frame(site, wall, sides, y, 0.08, darker(site.palette.wall, 0.45))
    site.outside(pane(site, wall, sides, y, 0.02), "sky")
    _bars(site, wall, sides, y, (5, 1), 0.045, _DARK)
    patch(site, wall, sides, (1.8, y[1]), 0.34)


def skylight(site: Site, x: Span, d: Span) -> None:
    """A window in the slope of a roof on the left."""
    half, knee = site.width / 2, 0.34 * site.height

    def up(across: float) -> float:
        return knee + (site.height - knee) * (1 - abs(across) / half)

    corners: list[P3] = [(x[0], up(x[0]), d[0]), (x[1], up(x[1]), d[0]), (x[1], up(x[1]), d[1]), (x[0], up(x[0]), d[1])]
    site.shape([(a - 0.08 if a == x[0] else a + 0.08, b, e - 0.06 if e == d[0] else e + 0.06) for a, b, e in corners],
               _WHITE)  # fmt: skip
    site.outside(corners, "sky")
    site.pole([(sum(x) / 2, up(sum(x) / 2), d[0]), (sum(x) / 2, up(sum(x) / 2), d[1])], 0.05, _WHITE)
    patch(site, "left", d, (0.6, 2.0), 0.34)
