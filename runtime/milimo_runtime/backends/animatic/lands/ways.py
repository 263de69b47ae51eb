"""What is built to stand or walk on: a bridge, a platform, a roof."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Point
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.grounds import plain, sheen
from milimo_runtime.backends.animatic.lands.land import FAR, Art
from milimo_runtime.backends.animatic.lands.waters import sea


def bridge(art: Art) -> None:
    """A bridge over water: its deck to the horizon, two gates, cables between."""
    sea(art, 0.6)
    tar = art.tone(art.covered((112, 110, 112), 0.6))
    steel = art.tone((150, 84, 72))
    art.canvas.polygon(art.strip(-3.0, 3.0), darker(tar, 0.3))
    art.canvas.polygon(art.strip(-2.7, 2.7), tar)
    for side in (-1, 1):
        walk = art.tone(art.covered((158, 152, 146), 0.7))
        art.canvas.polygon(art.strip(side * 1.8, side * 2.6), walk)
    down = 0.016
    while down < 3:
        art.canvas.polygon(
            [art.at(-0.05, down), art.at(0.05, down), art.at(0.05, down * 1.22), art.at(-0.05, down * 1.22)],
            lighter(tar, 0.5),
        )
        down *= 1.5
    for gate in (0.036, 0.14):
        _gate(art, gate, mix(steel, art.mood.sky[2], max(0.0, 0.5 - gate * 3)))
    for side in (-1, 1):
        _cable(art, side, 0.036, 0.14, steel)
        _cable(art, side, 0.14, 0.9, steel)
        for rise in (0.66, 0.36):
            art.canvas.polygon(art.board(side * 2.7, 0.01, 3, rise, rise - 0.06), steel)
        down = 0.02
        while down < 1:
            art.canvas.stroke(
                [art.at(side * 2.7, down), art.at(side * 2.7, down, 0.66)],
                max(0.0014, 0.05 * down),
                darker(steel, 0.15),
            )
            down *= 1.12
    sheen(art, 12)


def _gate(art: Art, down: float, steel: Colour) -> None:
    for side in (-1, 1):
        (x, foot), top = art.at(side * 2.7, down), art.at(side * 2.7, down, 5.2)[1]
        half = 0.24 * down
        left, right = art.sides(steel)
        art.canvas.rectangle(Box(x - half, top, x + half * 0.3, foot), left)
        art.canvas.rectangle(Box(x + half * 0.3, top, x + half, foot), right)
    for rise in (4.9, 3.6):
        a, b = art.at(-2.7, down, rise), art.at(2.7, down, rise - 0.36)
        art.canvas.rectangle(Box(a[0], a[1], b[0], b[1]), darker(steel, 0.1))


def _cable(art: Art, side: int, far: float, near: float, steel: Colour) -> None:
    """A cable that hangs between two gates, and what the deck hangs on."""
    points: list[Point] = []
    for at in range(25):
        t = at / 24
        down = 1 / ((1 - t) / far + t / near)
        rise = 0.9 + 4.2 * (2 * t - 1) ** 2
        points.append(art.at(side * 2.7, down, rise))
        if at % 2 and down < 0.8:
            art.canvas.stroke([points[-1], art.at(side * 2.7, down, 0.6)], 0.0014, darker(steel, 0.1))
    art.canvas.stroke(points, 0.005, darker(steel, 0.2))


_BRINK = 1.5
"""How far from the middle a platform ends: people stand on it, wherever in the frame they do."""


def platform(art: Art) -> None:
    """A platform under its roof on one side, the rails on the other."""
    plain(art)
    side = -art.light
    ballast, flags = art.tone(art.covered((120, 112, 106), 0.5)), art.tone(art.covered((168, 162, 154), 0.5))
    brink = art.at(side * _BRINK, 0.004)
    art.canvas.polygon([(side * FAR, art.y), brink, art.at(side * _BRINK, 5), (side * FAR, FAR)], ballast)
    for first in (_BRINK + 0.7, _BRINK + 3.0):
        _track(art, side, first, ballast)
    art.canvas.polygon(art.strip(side * _BRINK, side * -4.2), flags)
    art.canvas.polygon(art.strip(side * _BRINK, side * (_BRINK + 0.16)), darker(flags, 0.5))
    art.canvas.polygon(art.strip(side * (_BRINK - 0.3), side * (_BRINK - 0.2)), art.tone((226, 196, 84)))
    down = 0.02
    while down < 2:
        a, b = art.at(side * _BRINK, down), art.at(side * -4.2, down)
        art.canvas.polygon([a, b, (b[0], b[1] + 0.012 * down), (a[0], a[1] + 0.012 * down)], darker(flags, 0.16))
        down *= 1.3
    _canopy(art, -side)
    sheen(art, 10)


def _track(art: Art, side: int, first: float, ballast: Colour) -> None:
    """Sleepers and two rails, the nearer one `first` from the middle."""
    down = 0.014
    while down < 2:
        a, b = art.at(side * (first - 0.3), down), art.at(side * (first + 1.5), down)
        art.canvas.polygon([a, b, (b[0], b[1] + 0.1 * down), (a[0], a[1] + 0.1 * down)], darker(ballast, 0.4))
        down *= 1.22
    for across in (first, first + 1.2):
        art.canvas.polygon(art.strip(side * across, side * (across + 0.08)), art.tone((186, 190, 194)))


def _canopy(art: Art, side: int) -> None:
    """A station's building along the platform, and a roof on iron pillars."""
    brick, iron = art.tone((164, 112, 88)), art.tone((62, 78, 78))
    art.canvas.polygon(
        [art.at(side * 4.2, 0.012), art.at(side * 4.2, 0.012, 3.4), art.at(side * 4.2, 3, 3.4), art.at(side * 4.2, 3)],
        darker(brick, 0.24 if side == art.light else 0.05),
    )
    down = 0.03
    while down < 1:
        glass = art.lamp((255, 214, 140)) if art.mood.lamps else darker(brick, 0.55)
        art.canvas.polygon(
            art.board(side * 4.19, down, down * 1.12, 1.9, 0.3),
            glass,
        )
        down *= 1.3
    under = art.tone((120, 104, 92))
    roof = [
        art.at(side * 0.5, 0.012, 3.1),
        art.at(side * 4.6, 0.012, 3.5),
        art.at(side * 4.6, 3, 3.5),
        art.at(side * 0.5, 3, 3.1),
    ]
    art.canvas.polygon(roof, darker(under, 0.4))
    lip = art.board(side * 0.5, 0.012, 3, 3.1, 2.86)
    art.canvas.polygon(lip, art.tone(art.covered((206, 196, 176), 0.7)))
    down = 0.03
    while down < 0.3:
        a, b = art.at(side * 1.1, down), art.at(side * 1.1, down, 3.1)
        art.canvas.stroke([a, b], max(0.002, 0.14 * down), iron)
        art.canvas.stroke(
            [art.at(side * 0.6, down, 3.0), art.at(side * 1.1, down, 2.4), art.at(side * 1.7, down, 3.1)],
            max(0.0016, 0.08 * down),
            iron,
        )
        if art.mood.lamps:
            art.canvas.glow(art.at(side * 2.2, down, 2.8), 0.9 * down + 0.03, (255, 214, 140), 0.6)
            art.canvas.ellipse(art.at(side * 2.2, down, 2.8), 0.1 * down, 0.06 * down, (255, 240, 204))
        down *= 1.62


def rooftop(art: Art) -> None:
    """A flat roof with its parapet; the city lies beyond and below."""
    felt = art.tone(art.covered((122, 116, 114), 0.85))
    edge = art.land.ground - 0.075
    art.canvas.gradient(
        Box(-FAR, art.y + 0.02, FAR, FAR),
        [(art.y, art.tone((104, 104, 114), 0.5)), (art.y + 0.2, art.tone((84, 86, 100), 0.3))],
    )
    for at in range(26):
        x = -2.6 + 5.2 * (at + art.span(0.1, 0.9, "below", at)) / 26
        top, half = art.y + art.span(0.03, 0.1, "top", at), art.span(0.07, 0.15, "half", at)
        wall = art.tone(mix((118, 108, 108), (160, 128, 110), art.unit("wall", at)), 0.34)
        art.canvas.rectangle(Box(x - half, top, x + half, edge + 0.05), darker(wall, 0.1))
        art.canvas.polygon(
            [(x - half, top), (x - half * 0.8, top - 0.024), (x + half * 0.8, top - 0.024), (x + half, top)],
            art.tone(art.covered(lighter(wall, 0.16), 0.8), 0.2),
        )
        for column in range(4):
            x0 = x - half * 0.7 + half * 0.42 * column
            lit = art.mood.lamps and art.unit("pane", at, column) < 0.5
            art.canvas.rectangle(
                Box(x0, top + 0.02, x0 + half * 0.2, top + 0.04), (255, 206, 124) if lit else darker(wall, 0.4)
            )
    art.canvas.gradient(
        Box(-FAR, edge, FAR, FAR), [(edge, darker(felt, 0.1)), (edge + 0.2, felt), (edge + 0.7, darker(felt, 0.4))]
    )
    stone = art.tone((176, 164, 150))
    art.canvas.rectangle(Box(-FAR, edge - 0.06, FAR, edge + 0.012), darker(stone, 0.2))
    art.canvas.rectangle(Box(-FAR, edge - 0.078, FAR, edge - 0.056), art.tone(art.covered((196, 186, 172), 0.9)))
    for at in range(-20, 21):
        art.canvas.stroke([(at * 0.3, edge - 0.056), (at * 0.3, edge + 0.01)], 0.0022, darker(stone, 0.34))
    for at in range(-9, 10):
        x = art.vanish + at * 0.34
        art.canvas.stroke([(x, edge + 0.014), (x * 3.2, 0.9)], 0.003, darker(felt, 0.22))
    sheen(art, 12)
