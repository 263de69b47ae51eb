"""One picture becoming another: each style is a function of the two pictures and of how far the change is.

All of them blend Y, U and V as they are. At position 0 only the outgoing picture shows, at 1 only the
incoming one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

import numpy as np
from PIL import Image

from milimo_runtime.backend import Failed
from milimo_runtime.media.planes import Plane, Planes, solid

Blend = Callable[[Planes, Planes, float], Planes]

_FEATHER = 0.06
"""Width of a wipe's soft edge as a part of its way."""


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
    return np.asarray(Image.blend(Image.fromarray(a), Image.fromarray(b), at))


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


_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)

BLENDS: Mapping[str, Blend] = {
    "dissolve": dissolved,
    "fade-in": partial(_dipped, _BLACK),
    "fade-out": partial(_dipped, _BLACK),
    "dip-black": partial(_dipped, _BLACK),
    "dip-white": partial(_dipped, _WHITE),
    "wipe": partial(_wiped, partial(_across, 0)),
    "wipe-right": partial(_wiped, partial(_across, 0)),
    "wipe-down": partial(_wiped, partial(_across, 1)),
    "wipe-left": partial(_wiped, partial(_across, 2)),
    "wipe-up": partial(_wiped, partial(_across, 3)),
    "iris": partial(_wiped, _from_centre),
    "iris-out": partial(_wiped, _from_centre),
    "iris-in": partial(_wiped, _to_centre),
}
"""Styles by name, as the drafts of the vocabulary write them.

A wipe is named after the way its edge goes; an iris opens from the middle.
"""
