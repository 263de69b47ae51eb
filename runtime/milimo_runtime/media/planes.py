"""A picture as three planes: luma and half-size chroma, BT.709, limited range; and the way to RGB and back.

Everything between drawing and encoding works on planes: half the bytes of RGB, and converted once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from milimo_lang.ir.values import Size

Plane = npt.NDArray[np.uint8]

# ITU-R BT.709-6, items 3.2 to 3.4: the weights of red and blue in luma, and the ranges of 8-bit signals.
_RED, _BLUE = 0.2126, 0.0722
_GREEN = 1.0 - _RED - _BLUE
_LUMA, _CHROMA = 219.0 / 255.0, 224.0 / 255.0

_TO_Y = (_RED * _LUMA, _GREEN * _LUMA, _BLUE * _LUMA, 16.0)
_TO_U = (*(c * _CHROMA / (2 * (1 - _BLUE)) for c in (-_RED, -_GREEN, 1 - _BLUE)), 128.0)
_TO_V = (*(c * _CHROMA / (2 * (1 - _RED)) for c in (1 - _RED, -_GREEN, -_BLUE)), 128.0)
TO_CODES = (_TO_Y, _TO_U, _TO_V)
"""Rows of (red, green, blue, offset) for Y, U and V: eight bits of each."""


def _to_rgb() -> tuple[float, ...]:
    """Rows of (y, u, v, offset) for red, green and blue."""
    y = 1.0 / _LUMA
    red_v, blue_u = 2 * (1 - _RED) / _CHROMA, 2 * (1 - _BLUE) / _CHROMA
    rows = (
        (y, 0.0, red_v),
        (y, -blue_u * _BLUE / _GREEN, -red_v * _RED / _GREEN),
        (y, blue_u, 0.0),
    )
    return tuple(number for row in rows for number in (*row, -16.0 * row[0] - 128.0 * row[1] - 128.0 * row[2]))


_TO_RGB = _to_rgb()


class Planes(NamedTuple):
    """One picture: `y` [H, W], `u` and `v` [H/2, W/2], uint8, BT.709 limited range (16 to 235 / 240)."""

    y: Plane
    u: Plane
    v: Plane

    @property
    def size(self) -> Size:
        height, width = self.y.shape
        return Size(width=width, height=height)


def planes_from_rgb(rgb: Plane | Image.Image) -> Planes:
    """RGB ([H, W, 3] or an image; both sides even) as planes; chroma is each 2x2 block's average."""
    image = rgb if isinstance(rgb, Image.Image) else Image.fromarray(rgb)
    image = image if image.mode == "RGB" else image.convert("RGB")
    return Planes(luma_of(image), *chroma_of(image.reduce(2)))


def luma_of(image: Image.Image) -> Plane:
    """Y of an RGB image."""
    return np.asarray(image.convert("L", _TO_Y))


def chroma_of(image: Image.Image) -> tuple[Plane, Plane]:
    """U and V of an RGB image, at its own size."""
    return np.asarray(image.convert("L", _TO_U)), np.asarray(image.convert("L", _TO_V))


def rgb_from_planes(planes: Planes) -> Plane:
    """The picture as RGB uint8 [H, W, 3]; chroma is repeated over its 2x2 blocks."""
    y = Image.fromarray(planes.y)
    u, v = (Image.fromarray(c).resize(y.size, Image.Resampling.NEAREST) for c in (planes.u, planes.v))
    return np.asarray(Image.merge("RGB", (y, u, v)).convert("RGB", _TO_RGB))


@lru_cache(maxsize=256)
def code_of(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    """The Y, U and V codes of one colour, as a picture of it has them: rounded in the same arithmetic."""
    y, u, v = (int(plane[0, 0]) for plane in planes_from_rgb(Image.new("RGB", (2, 2), rgb)))
    return y, u, v


def solid(size: Size, rgb: tuple[int, int, int]) -> Planes:
    """A picture of one colour."""
    y, u, v = code_of(rgb)
    half = (size.height // 2, size.width // 2)
    return Planes(
        np.full((size.height, size.width), y, np.uint8),
        np.full(half, u, np.uint8),
        np.full(half, v, np.uint8),
    )
