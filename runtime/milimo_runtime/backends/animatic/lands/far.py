"""What closes the view: hills, peaks, dunes, a skyline, woods, the sea's edge."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Point, corners
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.buildings import panes, tower
from milimo_runtime.backends.animatic.lands.land import FAR, SNOW, Art, Spot, steps
from milimo_runtime.backends.animatic.lands.monuments import church
from milimo_runtime.backends.animatic.lands.plants import pine
from milimo_runtime.media.chance import drift

_SKIRT = 0.05
"""How far below the horizon what is far goes on: what stands before it moves, and nothing must show between."""


def hills(art: Art) -> None:
    _ridge(art, art.bare_earth, 0.66, 0.11, 0.6)
    _ridge(art, art.bare_earth, 0.44, 0.065, 0.8)


def downs(art: Art) -> None:
    """Low swells of land."""
    _ridge(art, art.bare_earth, 0.58, 0.05, 0.5)
    _ridge(art, art.bare_earth, 0.36, 0.025, 0.9)


def wooded_hills(art: Art) -> None:
    _ridge(art, (78, 104, 88), 0.66, 0.12, 0.7)
    _treeline(art, 0.46, 0.05, 0.05)


def woods(art: Art) -> None:
    """A wall of trees."""
    _treeline(art, 0.62, 0.16, 0.06)
    _treeline(art, 0.42, 0.1, 0.05)


def treeline(art: Art) -> None:
    _treeline(art, 0.5, 0.045, 0.03)


def peaks(art: Art) -> None:
    _peaks(art, 0.62, 0.34, "back")
    _peaks(art, 0.4, 0.2, "front")
    for at in range(44):
        x = -2.8 + 5.6 * (at + art.unit("fir", at)) / 44
        pine(art, Spot(x, art.y + 0.02, art.span(0.03, 0.07, "tall", at), 0.34, (52, 82, 76), ("fir", at)))


def ice_peaks(art: Art) -> None:
    _peaks(art, 0.66, 0.2, "back", (190, 204, 222))
    _ridge(art, (206, 218, 230), 0.4, 0.04, 0.5)


def mesas(art: Art) -> None:
    """Flat-topped rocks of the desert."""
    for at in range(7):
        x = -2.6 + 5.2 * (at + art.span(0.1, 0.9, "mesa", at)) / 7
        half, tall = art.span(0.1, 0.26, "half", at), art.span(0.05, 0.17, "tall", at)
        if abs(x) < 0.2:
            tall *= 0.4
        tone = art.tone((184, 112, 80), 0.5)
        left, right = art.sides(tone)
        foot = art.y + 0.01
        art.canvas.polygon(
            [
                (x - half * 1.4, foot),
                (x - half, foot - tall * 0.5),
                (x - half * 0.86, foot - tall),
                (x + half * 0.2, foot - tall),
                (x + half * 0.3, foot),
            ],
            left,
        )
        art.canvas.polygon(
            [
                (x + half * 0.2, foot - tall),
                (x + half * 0.84, foot - tall * 0.96),
                (x + half, foot - tall * 0.45),
                (x + half * 1.5, foot),
                (x + half * 0.3, foot),
            ],
            right,
        )
        for y in (0.72, 0.5):
            art.canvas.veil(
                corners(Box(x - half, foot - tall * y, x + half * 0.92, foot - tall * (y - 0.06))),
                darker(tone, 0.4),
                0.24,
            )
    _skirt(art, art.bare_earth, 0.46)


def dunes(art: Art) -> None:
    for row, (away, high) in enumerate(((0.6, 0.13), (0.42, 0.08))):
        _dune_row(art, away, high, row)


def _dune_row(art: Art, away: float, high: float, row: int) -> None:
    """Crests with a slope in the light and one in the shade."""
    sand = art.tone(art.bare_earth, away)
    lit, shade = lighter(sand, 0.14), darker(sand, 0.2)
    foot = art.y + 0.012
    _skirt(art, art.bare_earth, away)
    for at in range(9):
        x = -3.0 + 6.0 * (at + art.span(0.1, 0.9, "dune", row, at)) / 9
        half, tall = art.span(0.35, 0.7, "half", row, at), high * art.span(0.5, 1.0, "tall", row, at)
        crest = x + art.light * half * 0.2
        art.canvas.smooth(
            [
                (x - half, foot),
                (x - half * 0.4, foot - tall * 0.5),
                (crest, foot - tall),
                (x + half * 0.5, foot - tall * 0.46),
                (x + half, foot),
                (x, foot + 0.004),
            ],
            lit,
        )
        out = -art.light
        art.canvas.polygon(
            [
                (crest, foot - tall),
                (crest + out * half * 0.3, foot - tall * 0.62),
                (crest + out * half * 0.9, foot - tall * 0.1),
                (crest + out * half * 1.1, foot),
                (crest + out * half * 0.24, foot),
                (crest + out * half * 0.16, foot - tall * 0.5),
            ],
            shade,
        )


def skyline(art: Art) -> None:
    """The roofs of a city, its towers behind."""
    for at in range(9):
        x = -2.6 + 5.2 * (at + art.span(0.1, 0.9, "tower", at)) / 9
        colour: Colour = (96, 106, 124)
        tower(art, Spot(x, art.y + 0.01, art.span(0.24, 0.42, "high", at), 0.6, colour, ("tower", at)))
    _roofs(art, 0.44, 0.17, (92, 94, 108))


def old_roofs(art: Art) -> None:
    """The roofs of a town, a spire among them."""
    _treeline(art, 0.6, 0.07, 0.05)
    church(art, Spot(art.light * art.span(0.24, 0.5, "spire"), art.y + 0.01, 0.24, 0.5, (176, 160, 150), ("church",)))
    _roofs(art, 0.46, 0.09, (140, 116, 106))


def _roofs(art: Art, away: float, high: float, colour: Colour) -> None:
    x, at = -3.2, 0
    while x < 3.2:
        wide, top = art.span(0.07, 0.17, "house", at), art.y - high * art.span(0.4, 1.0, "tall", at)
        wall = art.tone(mix(colour, (190, 150, 120), 0.4 * art.unit("wall", at)), away)
        art.canvas.rectangle(Box(x, top, x + wide, art.y + _SKIRT), wall)
        tile = art.tone(art.covered(darker(colour, 0.26), 0.8), away)
        if art.unit("gable", at) < 0.5:
            art.canvas.polygon([(x - 0.006, top), (x + wide / 2, top - wide * 0.34), (x + wide + 0.006, top)], tile)
        else:
            art.canvas.rectangle(Box(x - 0.003, top - 0.008, x + wide + 0.003, top), tile)
        panes(
            art,
            Box(x + 0.008, top + 0.012, x + wide - 0.008, art.y),
            wall,
            away,
            max(1, int(wide / 0.034)),
            max(1, int((art.y - top) / 0.042)),
            "far",
            at,
        )
        x, at = x + wide, at + 1
    _skirt(art, colour, away)


def headland(art: Art) -> None:
    """Open water; on one side the land runs out into it."""
    _ridge(art, (104, 112, 100), 0.62, 0.11, 0.6, art.light * -1)


def open_sea(art: Art) -> None:
    """Nothing but the line of the sea, and a bank of air on it."""
    art.canvas.veil(corners(Box(-FAR, art.y - 0.022, FAR, art.y + 0.01)), art.mood.sky[2], 0.5, 0.012)


def far_shore(art: Art) -> None:
    """The other side of a lake: hills, and woods at their foot."""
    _ridge(art, (84, 106, 96), 0.66, 0.17, 0.5)
    _ridge(art, (76, 100, 86), 0.5, 0.09, 0.8)
    _treeline(art, 0.36, 0.03, 0.028)


def cliffs(art: Art) -> None:
    """The lip of craters and broken rock."""
    _peaks(art, 0.3, 0.1, "rim", (116, 112, 116), capped=False)
    _skirt(art, art.bare_earth, 0.2)


def _skirt(art: Art, colour: Colour, away: float) -> None:
    art.canvas.rectangle(Box(-FAR, art.y, FAR, art.y + _SKIRT), art.tone(art.covered(colour, 0.6), away))


def _outline(art: Art, what: str, high: float, grain: float) -> list[Point]:
    points = []
    for x in steps(-3.4, 3.4, 170):
        wave = 0.62 * drift(x * grain * 1.3, art.land.name, what) + 0.28 * drift(
            x * grain * 3.4, art.land.name, what, "fine"
        )
        points.append((x, art.y + 0.012 - high * (0.55 + 0.55 * wave)))
    return points


def _ridge(art: Art, colour: Colour, away: float, high: float, grain: float, side: int = 0) -> None:
    """A line of hills across, or on one `side` alone."""
    tone = art.tone(art.covered(colour, 0.7), away)
    line = _outline(art, f"ridge{away}", high, grain)
    foot = art.y + _SKIRT
    if side:
        foot = art.y + 0.006
        line = [(x, foot - max(0.0, foot - y) * _rise((x * side - 0.3) / 0.8)) for x, y in line]
    art.canvas.polygon([*line, (FAR, foot), (-FAR, foot)], tone)


def _rise(t: float) -> float:
    t = min(1.0, max(0.0, t))
    return t * t * (3 - 2 * t)


def _peaks(
    art: Art, away: float, high: float, what: str, colour: Colour = (112, 116, 132), capped: bool = True
) -> None:
    """Mountains, one side in the light, snow on their heads."""
    tone = art.tone(art.covered(colour, 0.3), away)
    lit, shade, foot = lighter(tone, 0.12), darker(tone, 0.2), art.y + 0.02
    snow = art.tone(SNOW, away * 0.8)
    tops = [
        (-3.2 + 6.4 * (at + art.span(0.1, 0.9, what, at)) / 11, high * art.span(0.5, 1.0, what, "tall", at))
        for at in range(11)
    ]
    for at, (x, tall) in sorted(enumerate(tops), key=lambda one: -one[1][1]):
        half, top = tall * art.span(1.1, 1.5, what, "half", at), (x, foot - tall)
        art.canvas.polygon([(x - half, foot), top, (x + half, foot)], shade)
        out = art.light
        art.canvas.polygon(
            [
                (x + out * half, foot),
                top,
                (x - out * half * 0.1, foot - tall * 0.66),
                (x + out * half * 0.1, foot - tall * 0.4),
                (x - out * half * 0.16, foot),
            ],
            lit,
        )
        if capped:
            art.canvas.polygon(
                [
                    (x - half * 0.3, foot - tall * 0.7),
                    top,
                    (x + half * 0.3, foot - tall * 0.7),
                    (x + half * 0.12, foot - tall * 0.76),
                    (x, foot - tall * 0.62),
                    (x - half * 0.14, foot - tall * 0.78),
                ],
                mix(snow, shade, 0.25),
            )
            art.canvas.polygon(
                [
                    top,
                    (x + out * half * 0.3, foot - tall * 0.7),
                    (x + out * half * 0.12, foot - tall * 0.76),
                    (x, foot - tall * 0.66),
                ],
                snow,
            )
    _skirt(art, colour, away)


def _treeline(art: Art, away: float, high: float, grain: float) -> None:
    """Crowns side by side, one dark body."""
    tone = art.tone(art.covered((66, 92, 74), 0.4), away)
    x, at = -3.2, 0
    while x < 3.2:
        half, top = grain * art.span(0.5, 1.1, "crown", away, at), high * art.span(0.6, 1.1, "tall", away, at)
        art.canvas.ellipse(
            (x, art.y - top + half), half * 1.2, half * 1.15, lighter(tone, 0.05) if at % 3 == 0 else tone
        )
        art.canvas.rectangle(Box(x - half, art.y - top + half, x + half, art.y + _SKIRT), tone)
        x, at = x + half * 1.1, at + 1
