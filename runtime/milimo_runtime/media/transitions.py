"""One picture becoming another: each style is a function of the two pictures and of how far the change is.

All of them blend Y, U and V as they are. At position 0 only the outgoing picture shows, at 1 only the
incoming one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

import numpy as np
from PIL import Image, ImageFilter

from milimo_runtime.backend import Failed
from milimo_runtime.media.moves import ease
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane, Planes, solid

Blend = Callable[[Planes, Planes, float], Planes]
Way = tuple[int, int]

_FEATHER = 0.06
"""Width of a wipe's soft edge as a part of its way."""
_SMEAR, _DEFOCUS, _RIPPLE = 0.14, 0.09, 0.016
"""The most that a whip smears, a change of focus blurs and water bends, in frame widths."""
_WAYS: Mapping[str, Way] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def blend_of(style: str) -> Blend:
    """The blend a style's name means; raises `Failed` for a name that means none."""
    if style not in BLENDS:
        raise Failed(f"{style} is no transition", f"Use one of {', '.join(sorted(BLENDS))}.")
    return BLENDS[style]


def ground_of(style: str) -> tuple[int, int, int]:
    """The colour that stands in for a picture that is not there."""
    return _WHITE if style.endswith("-white") else _BLACK


def dissolved(outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """The two mixed, `at` of the incoming one."""
    return Planes(*(_mixed(a, b, at) for a, b in zip(outgoing, incoming, strict=True)))


def _mixed(a: Plane, b: Plane, at: float) -> Plane:
    return np.asarray(cv2.addWeighted(a, 1 - at, b, at, 0), np.uint8)


def _dipped(colour: tuple[int, int, int], outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """Out to one colour in the first half, in from it in the second."""
    ground = solid(outgoing.size, colour)
    return dissolved(outgoing, ground, 2 * at) if at < 0.5 else dissolved(ground, incoming, 2 * at - 1)


def _wiped(shape: Callable[[int, int], Plane], outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """The incoming picture behind an edge that runs over the map `shape` (0 is uncovered first)."""
    height, width = outgoing.y.shape
    reach = at * (1 + _FEATHER)
    table = [round(255 * min(1.0, max(0.0, (reach - level / 255) / _FEATHER))) for level in range(256)]
    mask = Image.fromarray(shape(width, height)).point(table)
    half = mask.reduce(2)
    return Planes(
        *(
            np.asarray(Image.composite(Image.fromarray(b), Image.fromarray(a), m))
            for a, b, m in zip(outgoing, incoming, (mask, half, half), strict=True)
        )
    )


def _pushed(way: Way, outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """The incoming picture drives the outgoing one out of the frame, `way` (across, down) it goes."""
    return _beside(way, incoming, outgoing, at, follows=True)


def _slid(way: Way, outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """The incoming picture comes over the outgoing one, which stands still."""
    return _beside(way, incoming, outgoing, at, follows=False)


def _whipped(outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """A pan too fast to see: both pictures pass to the left in one, smeared by as much as they go."""
    smear = _SMEAR * (1 - abs(2 * at - 1)) ** 0.5
    return _each(_beside((-1, 0), incoming, outgoing, at, follows=True), lambda plane: _streaked(plane, smear))


def _blurred(outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """Out of focus on one, into focus on the other; they change where nothing can be made out."""
    radius = _DEFOCUS * (1 - abs(2 * at - 1))
    return _each(dissolved(outgoing, incoming, ease(2 * at - 0.5)), lambda plane: _soft(plane, radius))


def _rippled(outgoing: Planes, incoming: Planes, at: float) -> Planes:
    """A dissolve seen through moving water."""
    reach = _RIPPLE * (1 - abs(2 * at - 1))
    return _each(dissolved(outgoing, incoming, at), lambda plane: _waved(plane, reach, at))


def _beside(way: Way, incoming: Planes, outgoing: Planes, at: float, *, follows: bool) -> Planes:
    """`incoming` on its way into the frame, softly begun and ended, by whole samples of chroma, so that the planes stay
    on each other.
    """
    height, width = outgoing.u.shape
    dx, dy = (round(part * side * ease(at)) for part, side in zip(way, (width, height), strict=True))
    planes = []
    for scale, a, b in zip((2, 1, 1), outgoing, incoming, strict=True):
        x, y, full = scale * dx, scale * dy, Image.fromarray(a)
        frame = Image.new("L", full.size)
        frame.paste(full, (x, y) if follows else (0, 0))
        frame.paste(Image.fromarray(b), (x - way[0] * full.width, y - way[1] * full.height))
        planes.append(np.asarray(frame))
    return Planes(*planes)


def _each(planes: Planes, change: Callable[[Plane], Plane]) -> Planes:
    return Planes(*(change(plane) for plane in planes))


def _streaked(plane: Plane, reach: float) -> Plane:
    """Smeared sideways over `reach` of its width."""
    return np.asarray(Image.fromarray(plane).filter(ImageFilter.BoxBlur((reach * plane.shape[1] / 2, 0))))


def _soft(plane: Plane, reach: float) -> Plane:
    """Blurred by `reach` of its width."""
    return np.asarray(Image.fromarray(plane).filter(ImageFilter.BoxBlur(reach * plane.shape[1] / 2)))


def _waved(plane: Plane, reach: float, at: float) -> Plane:
    """Each row moved sideways by up to `reach` of the width; what goes out at an edge is mirrored there."""
    height, width = plane.shape
    y = np.arange(height) / height
    moved = np.rint(reach * width * np.sin(2 * np.pi * (5 * y + 2 * at)) * (0.6 + 0.4 * np.sin(9 * y + 7 * at)))
    columns = np.abs(np.arange(width)[None] + moved[:, None].astype(np.int32))
    columns = width - 1 - np.abs(width - 1 - columns)
    return np.ascontiguousarray(np.take_along_axis(plane, columns, axis=1))


@lru_cache(maxsize=8)
def _across(turns: int, width: int, height: int) -> Plane:
    """A ramp from left to right (0 turns), top to bottom (1), right to left (2) or bottom to top (3)."""
    length = height if turns % 2 else width
    ramp = np.rint(np.linspace(0, 255, length)).astype(np.uint8)
    ramp = ramp[::-1] if turns >= 2 else ramp
    return np.ascontiguousarray(np.broadcast_to(ramp[:, None] if turns % 2 else ramp[None], (height, width)))


@lru_cache(maxsize=4)
def _from_centre(width: int, height: int) -> Plane:
    """Distance from the middle, 255 in the corners."""
    y, x = np.ogrid[:height, :width]
    far = np.hypot(x - (width - 1) / 2, y - (height - 1) / 2)
    return np.asarray(np.rint(far * (255 / far.max())), np.uint8)


@lru_cache(maxsize=4)
def _to_centre(width: int, height: int) -> Plane:
    return np.asarray(255 - _from_centre(width, height), np.uint8)


@lru_cache(maxsize=4)
def _slanting(width: int, height: int) -> Plane:
    """A ramp from the upper left corner to the lower right one."""
    y, x = np.ogrid[:height, :width]
    return np.asarray(np.rint((x / (width - 1) + y / (height - 1)) * 127.5), np.uint8)


@lru_cache(maxsize=4)
def _round(width: int, height: int) -> Plane:
    """The hand of a clock: 0 at twelve, growing clockwise."""
    y, x = np.ogrid[:height, :width]
    turn = np.arctan2(x - (width - 1) / 2, (height - 1) / 2 - y) / (2 * np.pi) % 1
    return np.asarray(np.rint(turn * 255), np.uint8)


@lru_cache(maxsize=4)
def _from_middle(width: int, height: int) -> Plane:
    """Distance from the upright line in the middle, 255 at both sides."""
    ramp = np.abs(np.linspace(-255, 255, width))
    return np.ascontiguousarray(np.broadcast_to(np.rint(ramp).astype(np.uint8)[None], (height, width)))


_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)

BLENDS: Mapping[str, Blend] = {
    "dissolve": dissolved,
    "fade-in": partial(_dipped, _BLACK),
    "fade-out": partial(_dipped, _BLACK),
    "fade-in-white": partial(_dipped, _WHITE),
    "fade-out-white": partial(_dipped, _WHITE),
    "dip-black": partial(_dipped, _BLACK),
    "dip-white": partial(_dipped, _WHITE),
    "wipe": partial(_wiped, partial(_across, 0)),
    "wipe-right": partial(_wiped, partial(_across, 0)),
    "wipe-down": partial(_wiped, partial(_across, 1)),
    "wipe-left": partial(_wiped, partial(_across, 2)),
    "wipe-up": partial(_wiped, partial(_across, 3)),
    "wipe-diagonal": partial(_wiped, _slanting),
    "clock": partial(_wiped, _round),
    "barn-doors": partial(_wiped, _from_middle),
    "iris": partial(_wiped, _from_centre),
    "iris-in": partial(_wiped, _from_centre),
    "iris-out": partial(_wiped, _to_centre),
    **{f"push-{name}": partial(_pushed, way) for name, way in _WAYS.items()},
    **{f"slide-{name}": partial(_slid, way) for name, way in _WAYS.items()},
    "whip": _whipped,
    "blur": _blurred,
    "ripple": _rippled,
}
"""Styles by name, as the drafts of the vocabulary write them.

A wipe is named after the way its edge goes, a push and a slide after the way the pictures go; `iris` and `iris-in`
open from the middle, `iris-out` closes to it.
"""
