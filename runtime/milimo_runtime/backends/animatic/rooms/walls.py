"""What the walls of rooms are made of, drawn in perspective."""

from __future__ import annotations

from collections.abc import Callable

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter
from milimo_runtime.backends.animatic.rooms.motif import Finish
from milimo_runtime.backends.animatic.rooms.perspective import Perspective
from milimo_runtime.backends.animatic.rooms.site import Span, Wall, on, pane
from milimo_runtime.media.chance import between, chance

_FINE = 17.0
"""So far along a wall its finish is drawn, metres: past the edge of every frame."""
WALLS: dict[Wall, float] = {"back": 0.0, "left": 0.2, "right": 0.07}
"""How much darker each wall is: the left one has the windows and stands against the light."""


def wall_tone(site: Perspective, wall: Wall, by: float) -> Colour:
    """The wall's colour, `by` (-1 to 1) lighter or darker."""
    own = darker(site.palette.wall, WALLS[wall])
    return lighter(own, by) if by > 0 else darker(own, -by)


def wall_along(site: Perspective, wall: Wall) -> Span:
    """From where to where a wall runs, metres."""
    return (-site.width / 2, site.width / 2) if wall == "back" else (0.0, site.length)


def _plain(site: Perspective, wall: Wall) -> None:
    site.shape(pane(site, wall, wall_along(site, wall), (0.13, 0.16)), wall_tone(site, wall, 0.06))


def _panelled(site: Perspective, wall: Wall) -> None:
    """Woodwork to the height of the hip, panel by panel."""
    wood = darker(site.palette.wood, WALLS[wall] + 0.08)
    first, last = wall_along(site, wall)
    site.shape(pane(site, wall, (first, last), (0, 1.05)), wood)
    count = max(2, round((last - first) / 0.85))
    for at in range(count):
        left, right = (first + (last - first) * (at + side) / count for side in (0, 1))
        site.shape(pane(site, wall, (left + 0.08, right - 0.08), (0.22, 0.92)), darker(wood, 0.24))
        site.shape(pane(site, wall, (left + 0.11, right - 0.08), (0.22, 0.89)), lighter(wood, 0.06))
    site.shape(pane(site, wall, (first, last), (1.02, 1.09)), lighter(wood, 0.2))


def _rows(site: Perspective, wall: Wall, step: Span, top: float, by: float, bond: bool) -> None:
    """Joints of tiles or bricks up to `top`."""
    first, last = wall_along(site, wall)
    last = min(last, first + _FINE)
    wide, high = step
    joint = wall_tone(site, wall, by)
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
    along = wall_along(site, wall)
    site.shape(pane(site, wall, along, (top - 0.12, top)), darker(site.palette.accent, WALLS[wall]))
    site.shape(pane(site, wall, along, (top, site.height)), wall_tone(site, wall, 0.14))


def _brick(site: Perspective, wall: Wall) -> None:
    first, last = wall_along(site, wall)
    last = min(last, first + _FINE)
    for at in range(int((last - first) * site.height * 3)):
        row = int(between(0, site.height / 0.16, "brick", site.name, wall, at))
        a = first + 0.46 * int((last - first) / 0.46 * chance("brick", site.name, wall, at, "a")) + 0.23 * (row % 2)
        tone = wall_tone(site, wall, between(-0.22, 0.1, "brick", wall, at))
        site.shape(pane(site, wall, (a, min(last, a + 0.44)), (0.16 * row, min(site.height, 0.16 * row + 0.15))), tone)
    _rows(site, wall, (0.46, 0.16), site.height, -0.16, True)


def _stone(site: Perspective, wall: Wall) -> None:
    first, last = wall_along(site, wall)
    last = min(last, first + _FINE)
    high, y, row = site.height, 0.0, 0
    while y < high:
        rise = between(0.4, 0.6, "course", site.name, row)
        a, at = first, 0
        while a < last:
            wide = between(0.6, 1.3, "block", site.name, wall, row, at)
            tone = wall_tone(site, wall, between(-0.14, 0.08, "block", wall, row, at))
            site.shape(pane(site, wall, (a, min(last, a + wide)), (y, min(high, y + rise))), darker(tone, 0.2))
            site.shape(pane(site, wall, (a + 0.02, min(last, a + wide)), (y + 0.025, min(high, y + rise))), tone)
            a, at = a + wide, at + 1
        y, row = y + rise, row + 1


def _ribbed(site: Perspective, wall: Wall) -> None:
    """Plates with ribs between them and rivets."""
    first, last = wall_along(site, wall)
    step = 1.5
    low, high = 0.32 * site.height, 0.74 * site.height
    site.shape(pane(site, wall, (first, last), (low, high)), wall_tone(site, wall, 0.1))
    site.shape(pane(site, wall, (first, last), (low, low + 0.05)), wall_tone(site, wall, -0.35))
    site.shape(pane(site, wall, (first, last), (high, high + 0.05)), wall_tone(site, wall, -0.25))
    at = first + step / 2
    while at < last:
        site.shape(pane(site, wall, (at, at + 0.14), (0, site.height)), wall_tone(site, wall, -0.2))
        site.shape(pane(site, wall, (at, at + 0.05), (0, site.height)), wall_tone(site, wall, 0.2))
        at += step


def _planks(site: Perspective, wall: Wall) -> None:
    first, last = wall_along(site, wall)
    last = min(last, first + _FINE)
    a, at = first, 0
    while a < last:
        tone = wall_tone(site, wall, between(-0.14, 0.06, "plank", site.name, wall, at))
        site.shape(pane(site, wall, (a, min(last, a + 0.26)), (0, site.height)), tone)
        site.shape(pane(site, wall, (a, a + 0.02), (0, site.height)), wall_tone(site, wall, -0.36))
        a, at = a + 0.26, at + 1


def _striped(site: Perspective, wall: Wall) -> None:
    """Wallpaper over a dado."""
    first, last = wall_along(site, wall)
    last = min(last, first + _FINE)
    a = first + 0.1
    while a < last:
        site.shape(pane(site, wall, (a, min(last, a + 0.16)), (0.9, site.height)), wall_tone(site, wall, 0.09))
        a += 0.34
    site.shape(pane(site, wall, wall_along(site, wall), (0, 0.86)), wall_tone(site, wall, -0.12))
    site.shape(pane(site, wall, wall_along(site, wall), (0.86, 0.92)), darker(site.palette.wood, WALLS[wall]))


def _rock(site: Perspective, wall: Wall) -> None:
    """Rough facets, lit from above."""
    first, last = wall_along(site, wall)
    last = min(last, first + _FINE)
    for at in range(int((last - first) * site.height * 0.9)):
        a = between(first, last, "rock", site.name, wall, at)
        y = between(0, site.height, "rock", site.name, wall, at, "y")
        size = between(0.25, 0.7, "rock", wall, at, "size")
        tone = wall_tone(site, wall, between(-0.3, 0.14, "rock", wall, at, "tone"))
        outline = ((-0.9, -0.3), (-0.3, -0.8), (0.7, -0.5), (1.0, 0.3), (0.2, 0.8), (-0.7, 0.5))
        points = [
            on(site, wall, max(first, min(last, a + across * size)), max(0, min(site.height, y + up * size)))
            for across, up in outline
        ]
        site.shape(points, tone)


def _canvas(site: Perspective, wall: Wall) -> None:
    """Cloth with seams and a hem."""
    first, last = wall_along(site, wall)
    a = first
    while a < min(last, first + _FINE):
        site.shape(pane(site, wall, (a, a + 0.5), (0, site.height)), wall_tone(site, wall, 0.06))
        site.shape(pane(site, wall, (a, a + 0.025), (0, site.height)), wall_tone(site, wall, -0.25))
        a += 1.0
    site.shape(pane(site, wall, (first, last), (0, 0.2)), wall_tone(site, wall, -0.3))


FINISHES: dict[Finish, Callable[[Perspective, Wall], None]] = {
    "plain": _plain, "panelled": _panelled, "tiled": _tiled, "brick": _brick, "stone": _stone, "metal": _ribbed,
    "planks": _planks, "striped": _striped, "rock": _rock, "canvas": _canvas,
}  # fmt: skip
