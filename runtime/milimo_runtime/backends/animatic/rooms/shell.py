"""The empty room: back wall, side walls, floor and ceiling, and what they are made of."""

from __future__ import annotations

from collections.abc import Callable

from milimo_runtime.backends.animatic.canvas import Box, corners
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.rooms.motif import Ceiling, Finish, Floor
from milimo_runtime.backends.animatic.rooms.perspective import Perspective
from milimo_runtime.backends.animatic.rooms.site import P3, Span, Wall, on, pane
from milimo_runtime.media.chance import between, chance

_FINE = 17.0
"""So far along a wall its finish is drawn, metres: past the edge of every frame."""
_OPEN: tuple[Ceiling, ...] = ("rafters", "ridge", "vault", "rock", "ribs", "glass")
"""Ceilings that meet the walls without a moulding."""
_WALLS: dict[Wall, float] = {"back": 0.0, "left": 0.2, "right": 0.07}
"""How much darker each wall is: the left one has the windows and stands against the light."""


def draw_shell(site: Perspective) -> None:
    """Walls, floor and ceiling to the edges of every frame."""
    _planes(site)
    shell = site.room.motif.shell
    _FLOORS[shell.floor](site)
    for wall in _WALLS:
        _FINISHES[shell.finish](site, wall)
    _CEILINGS[shell.ceiling](site)
    _edges(site)


def _planes(site: Perspective) -> None:
    room, palette, canvas = site.room, site.palette, site.canvas
    wall = site.tone(palette.wall)
    back = corners(room.back)
    near = [room.nearer(point, room.reach) for point in back]
    canvas.rectangle(canvas.box.grown(0.1), darker(wall, 0.4))
    canvas.polygon([back[0], back[1], near[1], near[0]], site.tone(darker(palette.ceiling, 0.1)))
    sides: tuple[Wall, Wall] = ("left", "right") if room.side > 0 else ("right", "left")
    canvas.polygon([back[3], back[0], near[0], near[3]], darker(wall, _WALLS[sides[0]]))
    canvas.polygon([back[1], back[2], near[2], near[1]], darker(wall, _WALLS[sides[1]]))
    canvas.polygon([back[3], back[2], near[2], near[3]], site.tone(palette.floor))
    canvas.gradient(room.back, [(room.back.top, darker(wall, 0.1)), (room.back.bottom, lighter(wall, 0.06))])


def _tone(site: Perspective, wall: Wall, by: float) -> Colour:
    """The wall's colour, `by` (-1 to 1) lighter or darker."""
    own = darker(site.palette.wall, _WALLS[wall])
    return lighter(own, by) if by > 0 else darker(own, -by)


def _edges(site: Perspective) -> None:
    """Skirting and coving, and the shadow where floor and wall meet."""
    if site.room.motif.shell.finish in ("rock", "canvas"):
        return
    high = site.height
    for wall in _WALLS:
        along = _along(site, wall)
        site.shape(pane(site, wall, along, (0, 0.11)), _tone(site, wall, -0.42))
        site.shape(pane(site, wall, along, (0.11, 0.13)), _tone(site, wall, -0.2))
        if site.room.motif.shell.ceiling in _OPEN:
            continue
        site.shape(pane(site, wall, along, (high - 0.09, high)), _tone(site, wall, 0.14))
        site.shape(pane(site, wall, along, (high - 0.12, high - 0.09)), _tone(site, wall, -0.22))
    half = site.width / 2
    for near in (0.12, 0.3, 0.55):
        site.veil([(-half, 0, 0), (half, 0, 0), (half, 0, near), (-half, 0, near)], (10, 10, 24), 0.1)


def _along(site: Perspective, wall: Wall) -> Span:
    return (-site.width / 2, site.width / 2) if wall == "back" else (0.0, site.length)


# ---------------------------------------------------------------- floors


def _strips(site: Perspective, step: float, tone: Callable[[int], Colour], joint: Colour) -> None:
    half, at = site.width / 2, 0
    x = -half
    while x < half:
        right = min(half, x + step)
        site.mat((x, right), (0, site.length), 0, tone(at))
        site.mat((x, x + 0.014), (0, site.length), 0, joint)
        x, at = x + step, at + 1


def _boards(site: Perspective) -> None:
    floor, name = site.palette.floor, site.name
    _strips(site, 0.32, lambda at: darker(floor, between(0, 0.16, "board", name, at)), darker(floor, 0.42))
    for at in range(int(site.width / 0.32) + 1):
        for joint in range(3):
            x, d = -site.width / 2 + 0.32 * at, between(0.3, 3, "joint", name, at) + 2.9 * joint
            if x + 0.32 <= site.width / 2:
                site.mat((x, x + 0.32), (d, d + 0.025), 0, darker(floor, 0.42))


def _parquet(site: Perspective) -> None:
    floor, step = site.palette.floor, 0.8
    for row in range(int(site.length / step)):
        for at in range(int(site.width / step) + 1):
            x, d = -site.width / 2 + step * at, step * row
            right = min(x + step, site.width / 2)
            for part, tone in enumerate((0.02, 0.12)):
                turn = (row + at) % 2
                across = (x, right) if turn else (x + part * (right - x) / 2, x + (part + 1) * (right - x) / 2)
                deep = (d + part * step / 2, d + (part + 1) * step / 2) if turn else (d, d + step)
                site.mat(across, deep, 0, darker(floor, tone + 0.05 * turn))


def _grid(site: Perspective, step: float, tone: Callable[[int, int], Colour | None], joint: float) -> None:
    """Squares of `step` metres and joints between them; a square of no tone is left as it is."""
    floor, half = site.palette.floor, site.width / 2
    rows, columns = int(site.length / step) + 1, int(site.width / step) + 1
    for row in range(rows):
        for at in range(columns):
            if colour := tone(row, at):
                x, d = -half + step * at, step * row
                site.mat((x, min(half, x + step)), (d, d + step), 0, colour)
    for at in range(columns):
        x = -half + step * at
        site.mat((x, x + 0.02), (0, site.length), 0, darker(floor, joint))
    for row in range(rows):
        site.mat((-half, half), (step * row, step * row + 0.025), 0, darker(floor, joint))


def _tiles(site: Perspective) -> None:
    floor, name = site.palette.floor, site.name
    _grid(site, 0.5, lambda row, at: darker(floor, 0.07) if chance("tile", name, row, at) < 0.25 else None, 0.2)


def _checker(site: Perspective) -> None:
    dark = mix(site.palette.floor, darker(site.palette.accent, 0.5), 0.62)
    _grid(site, 0.55, lambda row, at: dark if (row + at) % 2 else None, 0.2)


def _carpet(site: Perspective) -> None:
    floor, half = site.palette.floor, site.width / 2
    for inset, tone in ((0.16, lighter(floor, 0.2)), (0.2, floor), (0.3, lighter(floor, 0.1)), (0.33, floor)):
        site.mat((-half + inset, half - inset), (inset, site.length), 0, tone)


def _lino(site: Perspective) -> None:
    floor, half = site.palette.floor, site.width / 2
    _grid(site, 1.2, lambda row, at: lighter(floor, 0.05) if (row + at) % 2 else None, 0.08)
    site.veil([(-half * 0.3, 0, 0.2), (half * 0.3, 0, 0.2), (half * 0.4, 0, 7), (-half * 0.4, 0, 7)],
              lighter(site.palette.wall, 0.5), 0.2, 0.3)  # fmt: skip


def _concrete(site: Perspective) -> None:
    floor, name, half = site.palette.floor, site.name, site.width / 2
    _grid(site, 2.4, lambda row, at: darker(floor, 0.05) if (row + at) % 2 else None, 0.24)
    for at in range(9):
        x, d = between(-half, half, "stain", name, at), between(0.5, 7, "stain", name, at, "d")
        wide = between(0.15, 0.6, "stain", at)
        spot = [(x - wide, 0.0, d), (x, 0.0, d - wide * 0.7), (x + wide, 0.0, d), (x, 0.0, d + wide * 0.6)]
        site.veil(_kept(site, spot), darker(floor, 0.7), 0.14, 0.06)


def _kept(site: Perspective, points: list[P3]) -> list[P3]:
    half = site.width / 2
    return [(max(-half, min(half, x)), y, d) for x, y, d in points]


def _flags(site: Perspective) -> None:
    floor, name, half, step = site.palette.floor, site.name, site.width / 2, 0.7
    for row in range(int(site.length / step) + 1):
        x, at = -half - between(0, 0.8, "flag", name, row), 0
        while x < half:
            wide = between(0.6, 1.15, "flag", name, row, at)
            tone = darker(floor, between(0, 0.16, "flag", name, at, row, "tone"))
            site.mat((max(-half, x), min(half, x + wide)), (step * row, step * row + step), 0, darker(floor, 0.4))
            if min(half, x + wide) - 0.015 > max(-half, x) + 0.02:
                site.mat((max(-half, x) + 0.02, min(half, x + wide) - 0.015),
                         (step * row + 0.02, step * row + step - 0.02), 0, tone)  # fmt: skip
            x, at = x + wide, at + 1


def _metal(site: Perspective) -> None:
    floor = site.palette.floor
    _grid(site, 0.9, lambda row, at: darker(floor, 0.1) if (row + at) % 2 else None, 0.45)
    for side in (-1, 1):
        x = side * 0.28 * site.width
        site.mat((x - 0.05, x + 0.05), (0, site.length), 0, lighter(floor, 0.22))


def _earth(site: Perspective) -> None:
    floor, name, half = site.palette.floor, site.name, site.width / 2
    for at in range(46):
        x, d = between(-half, half, "earth", name, at), 9 * chance("earth", name, at, "d") ** 1.4
        wide = between(0.1, 0.7, "earth", name, at, "w")
        tone = lighter(floor, 0.12) if at % 2 else darker(floor, 0.2)
        spot = [(x - wide, 0.0, d), (x, 0.0, d - wide * 0.4), (x + wide, 0.0, d), (x, 0.0, d + wide * 0.4)]
        site.smooth(_kept(site, spot), mix(floor, tone, 0.6))


_FLOORS: dict[Floor, Callable[[Perspective], None]] = {
    "boards": _boards, "parquet": _parquet, "tiles": _tiles, "checker": _checker, "carpet": _carpet, "lino": _lino,
    "concrete": _concrete, "flags": _flags, "metal": _metal, "earth": _earth,
}  # fmt: skip


# ---------------------------------------------------------------- walls


def _plain(site: Perspective, wall: Wall) -> None:
    site.shape(pane(site, wall, _along(site, wall), (0.13, 0.16)), _tone(site, wall, 0.06))


def _panelled(site: Perspective, wall: Wall) -> None:
    """Woodwork to the height of the hip, panel by panel."""
    wood = darker(site.palette.wood, _WALLS[wall] + 0.08)
    first, last = _along(site, wall)
    site.shape(pane(site, wall, (first, last), (0, 1.05)), wood)
    count = max(2, round((last - first) / 0.85))
    for at in range(count):
        left, right = (first + (last - first) * (at + side) / count for side in (0, 1))
        site.shape(pane(site, wall, (left + 0.08, right - 0.08), (0.22, 0.92)), darker(wood, 0.24))
        site.shape(pane(site, wall, (left + 0.11, right - 0.08), (0.22, 0.89)), lighter(wood, 0.06))
    site.shape(pane(site, wall, (first, last), (1.02, 1.09)), lighter(wood, 0.2))


def _rows(site: Perspective, wall: Wall, step: Span, top: float, by: float, bond: bool) -> None:
    """Joints of tiles or bricks up to `top`."""
    first, last = _along(site, wall)
    last = min(last, first + _FINE)
    wide, high = step
    joint = _tone(site, wall, by)
    for row in range(int(top / high) + 1):
        y = high * row
        site.shape(pane(site, wall, (first, last), (y, y + 0.014)), joint)
        at = first + (wide / 2 if bond and row % 2 else 0)
        while at < last:
            site.shape(pane(site, wall, (at, at + 0.014), (y, min(top, y + high))), joint)
            at += wide


def _tiled(site: Perspective, wall: Wall) -> None:
    """Tiles to above the head with a band of another colour, paint over them."""
    top = min(1.9, site.height - 0.4)
    _rows(site, wall, (0.3, 0.3), top - 0.12, 0.2, False)
    along = _along(site, wall)
    site.shape(pane(site, wall, along, (top - 0.12, top)), darker(site.palette.accent, _WALLS[wall]))
    site.shape(pane(site, wall, along, (top, site.height)), _tone(site, wall, 0.14))


def _brick(site: Perspective, wall: Wall) -> None:
    first, last = _along(site, wall)
    last = min(last, first + _FINE)
    for at in range(int((last - first) * site.height * 3)):
        row = int(between(0, site.height / 0.16, "brick", site.name, wall, at))
        a = first + 0.46 * int((last - first) / 0.46 * chance("brick", site.name, wall, at, "a")) + 0.23 * (row % 2)
        tone = _tone(site, wall, between(-0.22, 0.1, "brick", wall, at))
        site.shape(pane(site, wall, (a, min(last, a + 0.44)), (0.16 * row, min(site.height, 0.16 * row + 0.15))), tone)
    _rows(site, wall, (0.46, 0.16), site.height, -0.16, True)


def _stone(site: Perspective, wall: Wall) -> None:
    first, last = _along(site, wall)
    last = min(last, first + _FINE)
    high, y, row = site.height, 0.0, 0
    while y < high:
        rise = between(0.4, 0.6, "course", site.name, row)
        a, at = first, 0
        while a < last:
            wide = between(0.6, 1.3, "block", site.name, wall, row, at)
            tone = _tone(site, wall, between(-0.14, 0.08, "block", wall, row, at))
            site.shape(pane(site, wall, (a, min(last, a + wide)), (y, min(high, y + rise))), darker(tone, 0.2))
            site.shape(pane(site, wall, (a + 0.02, min(last, a + wide)), (y + 0.025, min(high, y + rise))), tone)
            a, at = a + wide, at + 1
        y, row = y + rise, row + 1


def _ribbed(site: Perspective, wall: Wall) -> None:
    """Plates with ribs between them and rivets."""
    first, last = _along(site, wall)
    step = 1.5
    low, high = 0.32 * site.height, 0.74 * site.height
    site.shape(pane(site, wall, (first, last), (low, high)), _tone(site, wall, 0.1))
    site.shape(pane(site, wall, (first, last), (low, low + 0.05)), _tone(site, wall, -0.35))
    site.shape(pane(site, wall, (first, last), (high, high + 0.05)), _tone(site, wall, -0.25))
    at = first + step / 2
    while at < last:
        site.shape(pane(site, wall, (at, at + 0.14), (0, site.height)), _tone(site, wall, -0.2))
        site.shape(pane(site, wall, (at, at + 0.05), (0, site.height)), _tone(site, wall, 0.2))
        at += step


def _planks(site: Perspective, wall: Wall) -> None:
    first, last = _along(site, wall)
    last = min(last, first + _FINE)
    a, at = first, 0
    while a < last:
        tone = _tone(site, wall, between(-0.14, 0.06, "plank", site.name, wall, at))
        site.shape(pane(site, wall, (a, min(last, a + 0.26)), (0, site.height)), tone)
        site.shape(pane(site, wall, (a, a + 0.02), (0, site.height)), _tone(site, wall, -0.36))
        a, at = a + 0.26, at + 1


def _striped(site: Perspective, wall: Wall) -> None:
    """Wallpaper over a dado."""
    first, last = _along(site, wall)
    last = min(last, first + _FINE)
    a = first + 0.1
    while a < last:
        site.shape(pane(site, wall, (a, min(last, a + 0.16)), (0.9, site.height)), _tone(site, wall, 0.09))
        a += 0.34
    site.shape(pane(site, wall, _along(site, wall), (0, 0.86)), _tone(site, wall, -0.12))
    site.shape(pane(site, wall, _along(site, wall), (0.86, 0.92)), darker(site.palette.wood, _WALLS[wall]))


def _rock(site: Perspective, wall: Wall) -> None:
    """Rough facets, lit from above."""
    first, last = _along(site, wall)
    last = min(last, first + _FINE)
    for at in range(int((last - first) * site.height * 0.9)):
        a = between(first, last, "rock", site.name, wall, at)
        y = between(0, site.height, "rock", site.name, wall, at, "y")
        size = between(0.25, 0.7, "rock", wall, at, "size")
        tone = _tone(site, wall, between(-0.3, 0.14, "rock", wall, at, "tone"))
        outline = ((-0.9, -0.3), (-0.3, -0.8), (0.7, -0.5), (1.0, 0.3), (0.2, 0.8), (-0.7, 0.5))
        points = [
            on(site, wall, max(first, min(last, a + across * size)), max(0, min(site.height, y + up * size)))
            for across, up in outline
        ]
        site.shape(points, tone)


def _canvas(site: Perspective, wall: Wall) -> None:
    """Cloth with seams and a hem."""
    first, last = _along(site, wall)
    a = first
    while a < min(last, first + _FINE):
        site.shape(pane(site, wall, (a, a + 0.5), (0, site.height)), _tone(site, wall, 0.06))
        site.shape(pane(site, wall, (a, a + 0.025), (0, site.height)), _tone(site, wall, -0.25))
        a += 1.0
    site.shape(pane(site, wall, (first, last), (0, 0.2)), _tone(site, wall, -0.3))


_FINISHES: dict[Finish, Callable[[Perspective, Wall], None]] = {
    "plain": _plain, "panelled": _panelled, "tiled": _tiled, "brick": _brick, "stone": _stone, "metal": _ribbed,
    "planks": _planks, "striped": _striped, "rock": _rock, "canvas": _canvas,
}  # fmt: skip


# ---------------------------------------------------------------- ceilings


def _flat(site: Perspective) -> None:
    half, tone = site.width / 2, site.palette.ceiling
    site.mat((-half, half), (0, 0.35), site.height, darker(tone, 0.22))


def _beams(site: Perspective) -> None:
    """Beams across the room, the far ones first."""
    half, wood = site.width / 2, darker(site.palette.wood, 0.25)
    for at in range(7):
        d = 0.5 + 1.35 * at
        if d < site.length - 0.4:
            site.slab((-half, half), (site.height - 0.24, site.height), (d, d + 0.22), wood)


def _panels(site: Perspective) -> None:
    """A grid of tiles with strip lights; they shine where the lamps are on."""
    half, tone = site.width / 2, site.palette.ceiling
    for row in range(int(site.length / 0.9)):
        site.mat((-half, half), (0.9 * row, 0.9 * row + 0.03), site.height, darker(tone, 0.3))
    for at in range(int(site.width / 0.9) + 1):
        x = -half + 0.9 * at
        site.mat((x, x + 0.03), (0, site.length), site.height, darker(tone, 0.3))
    _strips_of_light(site, (0.0,) if site.width < 4 else (-site.width / 4, site.width / 4))


def _strips_of_light(site: Perspective, places: tuple[float, ...]) -> None:
    for x in places:
        for at in range(5):
            d = 0.7 + 2.0 * at
            if d + 1.2 > site.length:
                continue
            strip = [(x - 0.16, site.height, d), (x + 0.16, site.height, d), (x + 0.16, site.height, d + 1.2),
                     (x - 0.16, site.height, d + 1.2)]  # fmt: skip
            if site.lamps:
                site.bright(strip, lighter(site.shine, 0.4))
            else:
                site.shape(strip, lighter(site.palette.ceiling, 0.5))
        if site.mood.dark:
            site.glow((x, site.height, 2.0), 2.4, site.shine, 0.3)


def _vault(site: Perspective) -> None:
    """Ribs that spring from the walls to a ridge, bay after bay."""
    half, high = site.width / 2, site.height
    stone = site.palette.ceiling
    spring, count = 0.62 * high, 9
    for bay in range(5, -1, -1):
        d = 0.35 + 1.9 * bay
        if d > site.length - 0.5:
            continue
        for inset, deep, tone in ((0.0, 0.34, 0.36), (0.12, 0.0, 0.0)):
            outer, inner = [], []
            for at in range(count + 1):
                share = at / count * 2 - 1
                rise = (high - spring) * (1 - abs(share) ** 1.7)
                outer.append((half * share, spring + rise + 0.02, d + deep))
                inner.append(((half - 0.3 + inset) * share, spring + rise * 0.93 - 0.22 + inset, d + deep))
            site.shape([*outer, *reversed(inner)], darker(stone, tone))


def _pipes(site: Perspective) -> None:
    for x, thick, tone in ((-0.32, 0.16, (150, 92, 64)), (-0.2, 0.1, (120, 124, 120)), (0.3, 0.2, (104, 116, 118))):
        y = site.height - 0.24
        at = x * site.width
        site.slab((at - thick / 2, at + thick / 2), (y - thick, y), (0, site.length), tone)
        for d in (1.0, 3.2, 5.4):
            site.slab((at - thick / 2 - 0.03, at + thick / 2 + 0.03), (y - thick - 0.03, y + 0.24), (d, d + 0.08),
                      darker(tone, 0.35))  # fmt: skip


def _coffers(site: Perspective) -> None:
    half, tone = site.width / 2, site.palette.ceiling
    step = site.width / max(3, round(site.width / 1.5))
    for row in range(int(site.length / step) + 1):
        for at in range(round(site.width / step)):
            x, d = -half + step * at, step * row
            site.mat((x + 0.14, x + step - 0.14), (d + 0.14, d + step - 0.14), site.height, darker(tone, 0.32))
            site.mat((x + 0.24, x + step - 0.24), (d + 0.24, d + step - 0.24), site.height, darker(tone, 0.2))


def _rocky(site: Perspective) -> None:
    half, name = site.width / 2, site.name
    for at in range(40):
        x, d = between(-half, half, "roof", name, at), 8 * chance("roof", name, at, "d")
        size, drop = between(0.2, 0.7, "roof", at, "s"), between(0, 0.3, "roof", at, "drop")
        tone = darker(site.palette.ceiling, between(0, 0.4, "roof", at, "tone"))
        spot = [(x - size, site.height, d), (x, site.height - drop, d + 0.2 * size), (x + size, site.height, d),
                (x, site.height, d + size)]  # fmt: skip
        site.shape(_kept(site, spot), tone)


def _glazed(site: Perspective) -> None:
    half = site.width / 2
    high = site.height
    for at in range(8, -1, -1):
        d = 1.2 * at
        if d + 1.2 < site.length:
            site.outside([(-half, high, d), (half, high, d), (half, high, d + 1.2), (-half, high, d + 1.2)], "sky")
    metal = site.palette.wood
    for at in range(9):
        d = 1.2 * at
        if d < site.length - 0.3:
            site.slab((-half, half), (high - 0.1, high), (d, d + 0.07), metal)
    for x in (-0.5, -0.25, 0.0, 0.25, 0.5):
        site.mat((x * site.width - 0.03, x * site.width + 0.03), (0, site.length), high - 0.05, metal)


def _rafters(site: Perspective) -> None:
    """The underside of a pitched roof: the ridge runs away from us, the walls lean in."""
    half, high = site.width / 2, site.height
    wood, knee = site.palette.wood, 0.34 * site.height
    for side in (-1, 1):
        slope = [(side * half, knee, 0.0), (0.0, high, 0.0), (0.0, high, site.length), (side * half, knee, site.length)]
        site.shape(slope, darker(site.palette.ceiling, 0.3 if side < 0 else 0.12))
    for at in range(6, -1, -1):
        d = 0.12 + 1.35 * at
        if d > site.length - 0.5:
            continue
        for side in (-1, 1):
            rafter = [(side * half, knee, d), (0, high, d), (0, high - 0.2, d), (side * (half - 0.12), knee - 0.1, d)]
            site.shape([(x, y, deep + 0.18) for x, y, deep in rafter], darker(wood, 0.12 if side < 0 else 0.0))
        site.slab(
            (-0.55 * half, 0.55 * half), (0.68 * high, 0.68 * high + 0.15), (d + 0.05, d + 0.2), darker(wood, 0.2)
        )
    site.slab((-0.1, 0.1), (high - 0.22, high), (0, site.length), darker(wood, 0.3))


def _ribs(site: Perspective) -> None:
    """Frames of a hull: straight at the sides, cut at the shoulders."""
    half, high, tone = site.width / 2, site.height, site.palette.wall
    for at in range(6, -1, -1):
        d = 0.3 + 1.25 * at
        if d > site.length - 0.4:
            continue
        for side in (-1, 1):
            outline = [(half, 0.0), (half, high), (0.5 * half, high), (half * 0.42, high - 0.14),
                       (half * 0.74, high - 0.2), (half - 0.16, high - 0.62), (half - 0.16, 0.0)]  # fmt: skip
            site.shape([(side * x, y, d + 0.2) for x, y in outline], darker(tone, 0.4 if side < 0 else 0.22))
            site.shape([(side * (x + 0.02), y, d) for x, y in outline[3:]] +
                       [(side * x, y, d + 0.2) for x, y in reversed(outline[3:])], darker(tone, 0.1))  # fmt: skip
    _strips_of_light(site, (0.0,))


def _ridge(site: Perspective) -> None:
    """A tent: two slopes of cloth from the walls to the ridge pole."""
    half, high, wall = site.width / 2, site.height, 0.5 * site.height
    cloth = site.palette.wall
    for side in (-1, 1):
        slope = [(side * half, wall, 0.0), (0.0, high, 0.0), (0.0, high, site.length), (side * half, wall, site.length)]
        site.shape(slope, darker(cloth, 0.22 if side < 0 else 0.02))
        for at in range(8):
            d = 1.1 * at
            if d < site.length - 0.3:
                site.pole([(side * half, wall, d), (0, high, d)], 0.025, darker(cloth, 0.32))
    site.pole([(0, high - 0.05, 0), (0, high - 0.05, site.length * 0.9)], 0.07, site.palette.wood)
    site.slab((-0.05, 0.05), (0, high), (0.2, 0.3), site.palette.wood)


_CEILINGS: dict[Ceiling, Callable[[Perspective], None]] = {
    "plain": _flat, "beams": _beams, "grid": _panels, "vault": _vault, "pipes": _pipes, "coffers": _coffers,
    "rock": _rocky, "glass": _glazed, "rafters": _rafters, "ribs": _ribs, "ridge": _ridge,
}  # fmt: skip


# ---------------------------------------------------------------- air


def draw_air(site: Perspective) -> None:
    """What the air does: corners fall off, the day comes from its window's side, lamps fill the dark."""
    canvas, mood, room = site.canvas, site.mood, site.room
    dark: Colour = (8, 9, 22) if mood.dark else (36, 30, 42)
    deep = 0.4 if mood.dark else 0.17
    for side in (-1, 1):
        canvas.veil(corners(Box(side * 1.25 - 0.34, -2.0, side * 1.25 + 0.34, 2.0)), dark, deep, 0.17)
    canvas.veil(corners(Box(-4, -1.4, 4, -0.5)), dark, deep, 0.12)
    x, y = room.vanish
    if site.lamps:
        canvas.glow((x, y - 0.14), 0.85, site.shine, 0.26 if mood.dark else 0.1)
        canvas.glow((x, y + 0.34), 0.7, site.shine, 0.15 if mood.dark else 0.05, 0.4)
    if not (mood.dark or room.motif.shell.shut):
        warm: Colour = (255, 240, 206) if mood.hour == "day" else (255, 178, 112)
        share = 0.2 if mood.weather == "clear" else 0.08
        canvas.glow((-room.side * 0.62, y - 0.16), 0.95, under(warm, (255, 255, 255)), share)
