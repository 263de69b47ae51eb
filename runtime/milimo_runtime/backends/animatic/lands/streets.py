"""Streets between fronts, and paved places."""

from __future__ import annotations

from collections.abc import Callable

from milimo_runtime.backends.animatic.canvas import Box, Point
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.buildings import BRICK, GLOW, PLASTER, pane
from milimo_runtime.backends.animatic.lands.grounds import plain, sheen
from milimo_runtime.backends.animatic.lands.land import FAR, Art
from milimo_runtime.media.chance import pick

_GROWS = 1.42
"""How many times nearer the next house of a street ends."""


def street(art: Art) -> None:
    """A street of the city, its fronts running to the horizon."""
    _roadway(art, 1.7, 2.6)
    _fronts(art, 2.6, (4.6, 7.4), PLASTER, _house)
    sheen(art, 18)


def alley(art: Art) -> None:
    """Between two walls of brick, hardly any sky."""
    plain(art)
    stones = darker(art.earth, 0.24)
    for at in range(26):
        down = 0.02 * 1.2**at
        art.canvas.rectangle(Box(-FAR, art.y + down, FAR, art.y + down * 1.03), stones)
    art.canvas.polygon(art.strip(-0.07, 0.07, 0.01, 4.0), darker(art.earth, 0.4))
    _fronts(art, 1.3, (8.0, 9.5), BRICK, _back)
    if art.mood.lamps:
        x, y = art.at(-art.light * 1.12, 0.2, 2.1)
        art.canvas.glow((x, y), 0.5, (255, 206, 124), 0.6)
        art.canvas.ellipse((x, y), 0.018, 0.012, (255, 240, 204))
    sheen(art, 20)


def highway(art: Art) -> None:
    """Four lanes and their rails."""
    plain(art)
    tar = art.tone(art.covered((98, 98, 104), 0.5))
    art.canvas.polygon(art.strip(-5.0, 5.0), tar)
    pale = lighter(tar, 0.55)
    for across in (-4.7, -0.14, 0.08, 4.64):
        _line(art, across, across + 0.07, pale)
    for across in (-2.4, 2.34):
        _dashes(art, across, 0.07, pale)
    steel = art.tone((168, 172, 176))
    for side in (-1, 1):
        rail = art.board(side * 5.5, 0.008, 5.0, 0.66, 0.46)
        art.canvas.polygon(rail, steel)
    sheen(art, 16)


def bays(art: Art) -> None:
    """A parking lot: lines on asphalt."""
    plain(art)
    pale = lighter(art.earth, 0.5)
    for side in (-1, 1):
        for at in range(8):
            down = 0.045 * 1.42**at
            a, b = art.at(side * 1.3, down), art.at(side * 5.4, down)
            art.canvas.polygon([a, b, (b[0], b[1] + 0.05 * down), (a[0], a[1] + 0.05 * down)], pale)
        _line(art, side * 5.4, side * 5.4 + 0.07, pale)
    sheen(art, 24)


def square(art: Art) -> None:
    """A paved square, houses side by side at its far end."""
    plain(art)
    joint = darker(art.earth, 0.2)
    for at in range(20):
        down = 0.02 * 1.28**at
        art.canvas.rectangle(Box(-FAR, art.y + down, FAR, art.y + down * 1.02 + 0.0006), joint)
    for at in range(-20, 21):
        art.canvas.polygon(
            art.strip(at * 0.9, at * 0.9 + 0.03, 0.01, 4),
            joint,
        )
    x, at = -2.6, 0
    while x < 2.6:
        wide, tall = art.span(0.2, 0.34, "front", at), art.span(0.26, 0.36, "tall", at)
        _facade(art, Box(x, art.y + 0.03 - tall, x + wide, art.y + 0.03), pick(PLASTER, "wall", art.land.name, at), at)
        x, at = x + wide, at + 1
    sheen(art, 18)


def lane(art: Art) -> None:
    """A village's or a suburb's street: a road between verges of grass."""
    plain(art)
    tar = art.tone(art.covered((128, 122, 118), 0.6))
    art.canvas.polygon(art.strip(-1.7, 1.7), tar)
    for side in (-1, 1):
        _line(art, side * 1.7, side * 1.86, lighter(tar, 0.3))
        _line(art, side * 2.3, side * 3.0, art.tone(art.covered((176, 168, 156), 0.6)))
    _dashes(art, -0.04, 0.08, lighter(tar, 0.5))
    sheen(art, 10)


def _facade(art: Art, box: Box, colour: Colour, at: int) -> None:
    """A front seen straight on: a shop or an arcade below, windows above, a roof."""
    wall = art.tone(colour, 0.26)
    tile = art.tone(art.covered((128, 84, 72), 0.8), 0.26)
    art.canvas.polygon(
        [
            (box.left - 0.006, box.top),
            (box.left + 0.02, box.top - 0.05),
            (box.right - 0.02, box.top - 0.05),
            (box.right + 0.006, box.top),
        ],
        tile,
    )
    art.canvas.rectangle(box, wall)
    count = max(2, round(box.width / 0.085))
    for column in range(count):
        x = box.left + box.width * (column + 0.5) / count
        for row in (0.14, 0.4):
            y = box.top + box.height * row
            art.canvas.rectangle(
                Box(x - 0.022, y - 0.006, x + 0.022, y + box.height * 0.17 + 0.004), lighter(wall, 0.2)
            )
            pane(art, Box(x - 0.015, y, x + 0.015, y + box.height * 0.17), wall, 0.2, "square", at, column, row)
        arch = Box(x - 0.028, box.bottom - box.height * 0.3, x + 0.028, box.bottom)
        art.canvas.rectangle(
            arch, art.lamp(mix(GLOW, wall, 0.35)) if art.mood.lamps and (at + column) % 2 else darker(wall, 0.5)
        )
        art.canvas.ellipse(
            (x, arch.top),
            0.028,
            0.022,
            darker(wall, 0.5) if not art.mood.lamps or (at + column) % 2 == 0 else art.lamp(mix(GLOW, wall, 0.35)),
        )


def _line(art: Art, low: float, high: float, colour: Colour) -> None:
    art.canvas.polygon(art.strip(low, high), colour)


def _dashes(art: Art, across: float, wide: float, colour: Colour) -> None:
    down = 0.014
    while down < 3:
        a, b = down, down * 1.24
        art.canvas.polygon(art.strip(across, across + wide, a, b), colour)
        down *= 1.52


def _roadway(art: Art, road: float, kerb: float) -> None:
    plain(art)
    tar = art.tone(art.covered((92, 92, 100), 0.55))
    flags = art.tone(art.covered((156, 150, 144), 0.75))
    for side in (-1, 1):
        art.canvas.polygon(
            art.strip(side * road, side * kerb * 2),
            flags,
        )
    art.canvas.polygon(art.strip(-road, road), tar)
    for side in (-1, 1):
        _line(art, side * road, side * (road + 0.12), lighter(flags, 0.2))
        for at in range(14):
            down = 0.03 * 1.36**at
            a, b = art.at(side * (road + 0.12), down), art.at(side * kerb, down)
            art.canvas.polygon([a, b, (b[0], b[1] + 0.012 * down), (a[0], a[1] + 0.012 * down)], darker(flags, 0.2))
    _dashes(art, -0.05, 0.1, lighter(tar, 0.5))


Front = Callable[[Art, int, int, Callable[[float, float], Point], Colour, float], None]


def _fronts(art: Art, across: float, heights: tuple[float, float], colours: tuple[Colour, ...], detail: Front) -> None:
    """Fronts along both sides: the side away from the light is lit."""
    for side in (-1, 1):
        far, at = 0.022, 0
        while far < 1.2:
            near = far * _GROWS
            high = art.span(*heights, "front", side, at)
            away = max(0.0, 0.6 - far * 4.5)
            wall = art.tone(pick(colours, "wall", art.land.name, side, at), away)
            wall = darker(wall, 0.34 if art.mood.dark else 0.0)
            wall = darker(wall, 0.3) if side == art.light else lighter(wall, 0.05)

            def place(along: float, rise: float, side: int = side, far: float = far, near: float = near) -> Point:
                # Evenly spaced in the world is evenly spaced in 1 / down.
                down = 1 / ((1 - along) / far + along / near)
                return art.at(side * across, down, rise)

            corners = [(0.0, 0.0), (0.0, high), (1.0, high), (1.0, 0.0)]
            art.canvas.polygon([place(*corner) for corner in corners], wall)
            ledge = [(0.0, high), (1.0, high), (1.0, high - 0.14), (0.0, high - 0.14)]
            art.canvas.polygon(
                [place(*corner) for corner in ledge], art.tone(art.covered(lighter(wall, 0.24), 0.8), away)
            )
            detail(art, side, at, place, wall, high)
            art.canvas.stroke([place(1.0, 0.0), place(1.0, high)], 0.0022, darker(wall, 0.3))
            far, at = near, at + 1


def _house(art: Art, side: int, at: int, place: Callable[[float, float], Point], wall: Colour, high: float) -> None:
    """Windows over a shop."""
    lit = art.mood.lamps
    for column in range(3):
        low, top = 0.1 + 0.3 * column, 0.3 + 0.3 * column
        rise = 1.9
        row = 0
        while rise + 0.8 < high:
            glow = lit and art.unit("lit", side, at, column, row) < 0.26
            glass = art.lamp(GLOW) if glow else mix(darker(wall, 0.45), art.mood.sky[1], 0.14)
            art.canvas.polygon(
                [place(low, rise + 0.78), place(top, rise + 0.78), place(top, rise), place(low, rise)], glass
            )
            rise, row = rise + 1.3, row + 1
    shop = pick(((150, 62, 54), (62, 92, 104), (88, 98, 70), (190, 150, 84)), "shop", art.land.name, side, at)
    open_late = lit and art.unit("open", side, at) < 0.55
    glass = mix(GLOW, wall, 0.2) if open_late else mix(darker(wall, 0.55), art.mood.sky[1], 0.2)
    art.canvas.polygon([place(0.08, 1.2), place(0.62, 1.2), place(0.62, 0.2), place(0.08, 0.2)], glass)
    art.canvas.polygon([place(0.72, 1.2), place(0.9, 1.2), place(0.9, 0.0), place(0.72, 0.0)], darker(wall, 0.6))
    board = art.tone(art.covered(shop, 0.3), 0.15)
    art.canvas.polygon([place(0.04, 1.5), place(0.94, 1.5), place(0.94, 1.22), place(0.04, 1.22)], board)


def _back(art: Art, side: int, at: int, place: Callable[[float, float], Point], wall: Colour, high: float) -> None:
    """The back of a house: a few windows, a fire escape, pipes, a door."""
    for row in range(12):
        rise = 0.5 + 0.62 * row
        art.canvas.polygon(
            [place(0.0, rise), place(1.0, rise), place(1.0, rise - 0.03), place(0.0, rise - 0.03)], darker(wall, 0.14)
        )
    for column, low in enumerate((0.16, 0.6)):
        for row in range(2):
            rise = 2.3 + 1.9 * row
            lit = art.mood.lamps and art.unit("lit", side, at, column, row) < 0.34
            glass = art.lamp(GLOW) if lit else darker(wall, 0.56)
            art.canvas.polygon(
                [place(low, rise + 1.0), place(low + 0.22, rise + 1.0), place(low + 0.22, rise), place(low, rise)],
                glass,
            )
            art.canvas.polygon(
                [
                    place(low - 0.03, rise),
                    place(low + 0.25, rise),
                    place(low + 0.25, rise - 0.1),
                    place(low - 0.03, rise - 0.1),
                ],
                lighter(wall, 0.2),
            )
    iron = darker(wall, 0.66)
    if side == -art.light and at % 2:
        for floor in (2.1, 4.0):
            art.canvas.polygon(
                [place(0.08, floor), place(0.92, floor), place(0.92, floor - 0.1), place(0.08, floor - 0.1)], iron
            )
            art.canvas.stroke([place(0.08, floor + 0.6), place(0.92, floor + 0.6)], 0.003, iron)
            for bar in range(7):
                art.canvas.stroke(
                    [place(0.08 + 0.14 * bar, floor), place(0.08 + 0.14 * bar, floor + 0.6)], 0.0018, iron
                )
        art.canvas.stroke([place(0.14, 4.0), place(0.86, 2.1)], 0.004, iron)
    else:
        art.canvas.stroke([place(0.46, 0.0), place(0.46, high)], 0.005, iron)
    art.canvas.polygon([place(0.12, 1.35), place(0.36, 1.35), place(0.36, 0.0), place(0.12, 0.0)], darker(wall, 0.5))
