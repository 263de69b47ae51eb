"""What the floors of rooms are made of, drawn in perspective."""

from __future__ import annotations

from collections.abc import Callable

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.motif import Floor
from milimo_runtime.backends.animatic.rooms.perspective import Perspective
from milimo_runtime.backends.animatic.rooms.site import P3
from milimo_runtime.media.chance import between, chance


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
        site.veil(kept(site, spot), darker(floor, 0.7), 0.14, 0.06)


def kept(site: Perspective, points: list[P3]) -> list[P3]:
    """`points` brought within the side walls."""
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
        site.smooth(kept(site, spot), mix(floor, tone, 0.6))


FLOORS: dict[Floor, Callable[[Perspective], None]] = {
    "boards": _boards, "parquet": _parquet, "tiles": _tiles, "checker": _checker, "carpet": _carpet, "lino": _lino,
    "concrete": _concrete, "flags": _flags, "metal": _metal, "earth": _earth,
}  # fmt: skip
