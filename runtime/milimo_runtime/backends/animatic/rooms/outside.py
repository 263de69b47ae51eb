"""What is seen through the windows of a room: the sky of the hour, land, sea or stars, and the weather."""

from __future__ import annotations

from collections.abc import Sequence

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.site import View
from milimo_runtime.media.chance import between, chance

_BAND = 0.02
"""How high a tone of the sky is, frame heights."""
_SPACE: tuple[Colour, Colour, Colour] = ((6, 8, 22), (12, 14, 38), (30, 24, 60))
_DEEP: tuple[Colour, Colour, Colour] = ((10, 62, 84), (8, 44, 66), (4, 24, 42))
_HALL: tuple[Colour, Colour, Colour] = ((196, 186, 168), (206, 198, 182), (176, 166, 150))


def draw_outside(canvas: Canvas, shape: Sequence[Point], view: View, mood: Mood, horizon: float, name: str) -> None:
    """Fill `shape` (convex, frame units) with what lies outside; the land begins at `horizon`."""
    box = _around(shape)
    _sky(canvas, shape, box, _tones(view, mood))
    match view:
        case "space":
            _stars(canvas, shape, box, 40, name)
            return
        case "deep" | "hall":
            return
        case "sea":
            _sea(canvas, shape, box, mood, horizon)
        case "town":
            _roofs(canvas, shape, box, mood, horizon, name)
        case "garden":
            _trees(canvas, shape, box, mood, horizon, name)
        case "sky":
            pass
    _weather(canvas, shape, box, mood, name)


def _tones(view: View, mood: Mood) -> tuple[Colour, Colour, Colour]:
    if view == "space":
        return _SPACE
    if view == "deep":
        return _DEEP
    if view == "hall":
        light = (110, 100, 96) if mood.dark else (255, 255, 255)
        return tuple(under(tone, light) for tone in _HALL)  # type: ignore[return-value]
    return mood.sky


def _around(shape: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return Box(min(xs), min(ys), max(xs), max(ys))


def within(shape: Sequence[Point], box: Box) -> list[Point]:
    """The part of a convex shape that lies in `box`; may be empty."""
    part = list(shape)
    for axis, bound, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        part = _cut(part, axis, bound, sign)
    return part


def _cut(shape: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """What of `shape` has its coordinate on the side of `bound` that `sign` says (Sutherland and Hodgman)."""
    out: list[Point] = []
    for at, one in enumerate(shape):
        before = shape[at - 1]
        here, there = sign * (one[axis] - bound), sign * (before[axis] - bound)
        if (here >= 0) != (there >= 0):
            share = there / (there - here)
            out.append((before[0] + (one[0] - before[0]) * share, before[1] + (one[1] - before[1]) * share))
        if here >= 0:
            out.append(one)
    return out


def _fill(canvas: Canvas, shape: Sequence[Point], box: Box, colour: Colour) -> None:
    if len(part := within(shape, box)) > 2:
        canvas.polygon(part, colour)


def _sky(canvas: Canvas, shape: Sequence[Point], box: Box, tones: tuple[Colour, Colour, Colour]) -> None:
    count = max(4, min(24, round(box.height / _BAND)))
    for at in range(count):
        down = at / (count - 1)
        tone = mix(tones[0], tones[1], 2 * down) if down < 0.5 else mix(tones[1], tones[2], 2 * down - 1)
        top = box.top + box.height * at / count
        _fill(canvas, shape, Box(box.left, top, box.right, box.bottom), tone)


def _stars(canvas: Canvas, shape: Sequence[Point], box: Box, count: int, name: str) -> None:
    for at in range(count):
        spot = between(box.left, box.right, "star", name, at), between(box.top, box.bottom, "star", name, at, "y")
        size = between(0.0008, 0.0026, "star", at, "size")
        _fill(canvas, shape, Box(*spot, *spot).grown(size), lighter((120, 130, 190), chance("star", at, "tone")))


def _moon(canvas: Canvas, shape: Sequence[Point], box: Box, name: str) -> None:
    """The moon stands in one window of three."""
    if chance("moon", name, round(6 * box.middle[0])) > 0.34:
        return
    size = min(0.024, 0.16 * min(box.width, box.height))
    x, y = box.left + box.width * between(0.55, 0.8, "moon", name), box.top + box.height * 0.24
    if len(within(shape, Box(x, y, x, y).grown(1.2 * size))) > 3:
        canvas.glow((x, y), 3 * size, (196, 212, 250), 0.35)
        canvas.polygon(ring((x, y), size, size), (232, 236, 246))


def _sea(canvas: Canvas, shape: Sequence[Point], box: Box, mood: Mood, horizon: float) -> None:
    level = min(box.bottom - 0.25 * box.height, max(box.top + 0.4 * box.height, horizon))
    deep = mix(darker(mood.sky[0], 0.3), under((36, 92, 110), mood.light), 0.5)
    for at, tone in enumerate((mix(deep, mood.sky[2], 0.4), mix(deep, mood.sky[2], 0.15), deep)):
        top = level + (box.bottom - level) * (0.0, 0.12, 0.4)[at]
        _fill(canvas, shape, Box(box.left, top, box.right, box.bottom), tone)


def _roofs(canvas: Canvas, shape: Sequence[Point], box: Box, mood: Mood, horizon: float, name: str) -> None:
    """Houses across the street, the far ones first, with lamps in their windows at night."""
    level = min(box.bottom, max(box.top + 0.5 * box.height, horizon))
    stone = under((138, 122, 118), mood.light)
    for row, (air, rise) in enumerate(((0.55, 0.5), (0.28, 0.3))):
        x, at = box.left, 0
        while x < box.right:
            wide = between(0.035, 0.085, "roof", name, row, at)
            top = level - box.height * rise * between(0.3, 1.0, "roof", name, row, at, "y")
            tone = darker(mood.air(stone, air), 0.2 * chance("roof", at, row))
            _fill(canvas, shape, Box(x, top, x + wide, box.bottom), tone)
            if row:
                for lamp in range(8):
                    left, low = x + wide * (0.18 + 0.4 * (lamp % 2)), top + 0.014 + 0.024 * (lamp // 2)
                    lit = mood.dark and chance("lamp", name, at, lamp) < 0.45
                    pane = Box(left, low, left + 0.22 * wide, low + 0.013)
                    _fill(canvas, shape, pane, (248, 206, 126) if lit else darker(tone, 0.2))
            x, at = x + wide, at + 1


def _trees(canvas: Canvas, shape: Sequence[Point], box: Box, mood: Mood, horizon: float, name: str) -> None:
    level = min(box.bottom - 0.1 * box.height, max(box.top + 0.6 * box.height, horizon))
    leaf = under((84, 116, 78), mood.light)
    count = max(3, round(box.width / 0.03))
    for row, air in ((0, 0.5), (1, 0.25)):
        for at in range(count + 1):
            x = box.left + box.width * at / count
            rise = box.height * between(0.08, 0.34 - 0.1 * row, "tree", name, row, at)
            half = box.width / count
            _fill(canvas, shape, Box(x - half, level - rise, x + half, box.bottom), mood.air(leaf, air))
            _fill(canvas, shape, Box(x - half / 2, level - rise * 1.12, x + half / 2, box.bottom), mood.air(leaf, air))
    _fill(canvas, shape, Box(box.left, level, box.right, box.bottom), darker(mood.air(leaf, 0.2), 0.16))


def _weather(canvas: Canvas, shape: Sequence[Point], box: Box, mood: Mood, name: str) -> None:
    """Rain on the panes, flakes beyond them, fog over all; on a clear night the moon."""
    area = box.width * box.height
    if mood.wet:
        for at in range(min(140, int(900 * area) + 6)):
            x, y = between(box.left, box.right, "bead", name, at), between(box.top, box.bottom, "bead", name, at, "y")
            drop = Box(x, y, x + 0.0018, y + between(0.012, 0.034, "bead", at, "long"))
            _fill(canvas, shape, drop, lighter(mood.sky[2], 0.22))
    elif mood.weather == "snow":
        ground = Box(box.left, box.bottom - 0.09 * box.height, box.right, box.bottom)
        _fill(canvas, shape, ground, lighter(mood.sky[2], 0.55))
        for at in range(min(160, int(1100 * area) + 8)):
            x, y = between(box.left, box.right, "flake", name, at), between(box.top, box.bottom, "flake", name, at, "y")
            size = between(0.0015, 0.004, "flake", at, "size")
            _fill(canvas, shape, Box(x, y, x, y).grown(size), lighter(mood.sky[2], 0.75))
    elif mood.weather == "fog":
        canvas.veil(shape, lighter(mood.sky[2], 0.2), 0.62)
    elif mood.dark:
        _stars(canvas, shape, Box(box.left, box.top, box.right, box.top + 0.5 * box.height), 7, name)
        _moon(canvas, shape, box, name)
