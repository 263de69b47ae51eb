"""Arrows at the frame's edges that say which way the camera goes, as storyboard artists draw them.

Each is a stroke that swells towards its head, white on a soft shadow; a push has one in each corner, a pan one at the
edge it goes to, a zoom the corners of the frame it ends on. All stand between the crew's words and the captions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from milimo_lang.ir.values import Size
from milimo_runtime.media.lettering import margins, shadowed, unit
from milimo_runtime.media.stamps import Stamp

Point = tuple[float, float]
Stroke = tuple[Point, ...]
"""Points from tail to tip, pixels."""
Shape = Sequence[Point]
"""The corners of something filled."""

_LONG, _THICK = 0.16, 0.016
"""Length of a straight arrow and half its greatest thickness, units."""
_HEAD, _WING, _TAIL = 3.4, 2.5, 0.35
"""Length and half width of a head, and half width of a tail, in thicknesses."""
_TOP, _FOOT = 0.19, 0.79
"""Between which heights of the frame arrows stand."""
_CLOSER = 0.2
"""How far inside the frame the corners of a zoom stand, in its sides."""
_FINER = 4


@lru_cache(maxsize=32)
def arrows(size: Size, ways: str) -> tuple[Stamp, ...]:
    """The arrows of `ways`, "in, right": what a storyboard draws for a camera that goes so."""
    told = ways.split(", ")
    thick = max(2.0, _THICK * unit(size))
    drawn = [_outline(stroke, thick) for way in told for stroke in _strokes(way, size)]
    drawn += [
        [_bracket(x, y, size, thick)] for way in told if way in ("closer", "wider") for x in (-1, 1) for y in (-1, 1)
    ]
    return tuple(stamp for shapes in drawn for stamp in _stamps(shapes, size, thick))


def _strokes(way: str, size: Size) -> Iterable[Stroke]:
    wide, high, long = size.width, size.height, _LONG * unit(size)
    side, middle = margins(size)[0] + _THICK * unit(size), (size.width / 2, size.height / 2)
    left, right, top, foot = side, wide - side, high * _TOP, high * _FOOT
    slope = long * math.sqrt(0.5)
    match way:
        case "in" | "out":
            for x, along in ((left, slope), (right, -slope)):
                for y, down in ((top, slope), (foot, -slope)):
                    stroke = ((x, y), (x + along, y + down))
                    yield stroke if way == "in" else stroke[::-1]
        case "right":
            yield (right - 1.3 * long, middle[1]), (right, middle[1])
        case "left":
            yield (left + 1.3 * long, middle[1]), (left, middle[1])
        case "up" | "down":
            for x in (left + long / 3, right - long / 3):
                stroke = ((x, foot), (x, foot - 1.3 * long)) if way == "down" else ((x, top + 1.3 * long), (x, top))
                yield stroke if way == "up" else stroke[::-1]
        case "closer" | "wider":
            yield from _corners(size, long, inwards=way == "closer")
        case "round right" | "round left":
            yield _arc((middle[0], foot - 0.7 * long), (2.0 * long, 0.55 * long), 155, 25, turned=way == "round left")
        case "clockwise" | "anticlockwise":
            reach = (0.34 * high, 0.34 * high) if high < wide else (0.34 * wide, 0.34 * wide)
            for start in (150, -30):
                yield _arc(middle, reach, start + 55, start + 5, turned=way == "anticlockwise", upwards=True)


def _corners(size: Size, long: float, *, inwards: bool) -> Iterable[Stroke]:
    """Arrows along the diagonals to the corners of a smaller frame: from outside where a zoom ends on it, from within
    where it opens.
    """
    for x, y in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        corner = _inner(x, y, size)
        tail, tip = (
            (corner[0] + x * part * long, corner[1] + y * part * 0.56 * long)
            for part in ((0.75, 0.12) if inwards else (-0.9, -0.27))
        )
        yield tail, tip


def _inner(x: int, y: int, size: Size) -> Point:
    """A corner of the smaller frame of a zoom, by its side (-1 or 1)."""
    middle, half = (_TOP + _FOOT) / 2, (_FOOT - _TOP) / 2 * (1 - _CLOSER)
    return size.width * (0.5 + x * (0.5 - _CLOSER)), size.height * (middle + y * half)


def _bracket(x: int, y: int, size: Size, thick: float) -> Shape:
    """The corner of a frame."""
    (left, top), long = _inner(x, y, size), 4.5 * thick
    turns = ((0, 0), (-long, 0), (-long, -thick / 2), (-thick / 2, -thick / 2), (-thick / 2, -long), (0, -long))
    return [(left + x * across, top + y * down) for across, down in turns]


def _arc(middle: Point, reach: Point, first: float, last: float, *, turned: bool, upwards: bool = False) -> Stroke:
    """Part of an ellipse from `first` to `last` degrees; below its middle, or where `upwards` says so above it."""
    down = -1 if upwards else 1
    angles = [math.radians(first + (last - first) * step / 24) for step in range(25)]
    points = tuple((middle[0] + reach[0] * math.cos(a), middle[1] + down * reach[1] * math.sin(a)) for a in angles)
    return points[::-1] if turned else points


# ---------------------------------------------------------------- ink


def _stamps(shapes: Sequence[Shape], size: Size, thick: float) -> tuple[Stamp, ...]:
    """The shapes in white on a soft shadow."""
    points = [point for shape in shapes for point in shape]
    left, top = (math.floor(min(point[axis] for point in points)) for axis in (0, 1))
    right, foot = (math.ceil(max(point[axis] for point in points)) for axis in (0, 1))
    mask = Image.new("L", ((right - left) * _FINER, (foot - top) * _FINER), 0)
    for shape in shapes:
        ImageDraw.Draw(mask).polygon([((x - left) * _FINER, (y - top) * _FINER) for x, y in shape], fill=255)
    return shadowed(mask.reduce(_FINER), left, top, round(thick * 6), size)


def _outline(stroke: Stroke, thick: float) -> list[Shape]:
    """The shaft, which swells from its tail on, and the head at its end."""
    tip = stroke[-1]
    neck = [point for point in stroke if math.dist(point, tip) > _HEAD * thick]
    before = neck[-1]
    along = ((tip[0] - before[0]) / math.dist(before, tip), (tip[1] - before[1]) / math.dist(before, tip))
    base = (tip[0] - along[0] * _HEAD * thick, tip[1] - along[1] * _HEAD * thick)
    line = [*neck, (base[0] + along[0] * thick / 4, base[1] + along[1] * thick / 4)]
    sides: tuple[list[Point], list[Point]] = ([], [])
    for at, point in enumerate(line):
        one, other = line[max(0, at - 1)], line[min(len(line) - 1, at + 1)]
        across = _across(one, other)
        half = thick * (_TAIL + (1 - _TAIL) * at / (len(line) - 1))
        for side, way in zip(sides, (1, -1), strict=True):
            side.append((point[0] + way * across[0] * half, point[1] + way * across[1] * half))
    across = _across(before, tip)
    wings = [(base[0] + way * across[0] * _WING * thick, base[1] + way * across[1] * _WING * thick) for way in (1, -1)]
    return [[*sides[0], *reversed(sides[1])], [*wings, tip]]


def _across(one: Point, other: Point) -> Point:
    """The unit vector at right angles to the way from `one` to `other`."""
    far = math.dist(one, other)
    return (one[1] - other[1]) / far, (other[0] - one[0]) / far
