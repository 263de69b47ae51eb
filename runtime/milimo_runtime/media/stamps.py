"""Laying a colour or a picture over a frame through a mask, on its planes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from milimo_runtime.media.planes import Planes, code_of


@dataclass(frozen=True)
class Stamp:
    """A colour, or a picture, laid over a frame through a mask: even offsets, 255 covers."""

    left: int
    top: int
    mask: Image.Image
    half: Image.Image
    ink: tuple[int, int, int] | tuple[Image.Image, Image.Image, Image.Image]


def stamp(left: int, top: int, mask: Image.Image, colour: tuple[int, int, int]) -> Stamp:
    """`colour` through `mask` with its corner at (left, top); chroma has the mask at half the size."""
    even_left, even_top = left // 2 * 2, top // 2 * 2
    pad_left, pad_top = left - even_left, top - even_top
    width, height = (mask.width + pad_left + 1) // 2 * 2, (mask.height + pad_top + 1) // 2 * 2
    if (width, height) != mask.size:
        padded = Image.new("L", (width, height), 0)
        padded.paste(mask, (pad_left, pad_top))
        mask = padded
    return Stamp(even_left, even_top, mask, mask.reduce(2), code_of(colour))


def laid(planes: Planes, stamps: Sequence[Stamp]) -> Planes:
    """`planes` with the stamps over them, in order; the given planes stay as they are."""
    if not stamps:
        return planes
    y, u, v = (Image.fromarray(plane) for plane in planes)
    for s in stamps:
        half = (s.left // 2, s.top // 2)
        y.paste(s.ink[0], (s.left, s.top), s.mask)
        u.paste(s.ink[1], half, s.half)
        v.paste(s.ink[2], half, s.half)
    return Planes(np.asarray(y), np.asarray(u), np.asarray(v))
