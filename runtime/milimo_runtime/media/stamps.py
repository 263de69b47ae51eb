"""Laying a colour or a picture over a frame through a mask, on its planes: only the pixels of the mask are touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane, Planes, code_of


@dataclass(frozen=True)
class Stamp:
    """A colour, or a picture, laid over a frame through a mask: even offsets, 255 covers."""

    left: int
    top: int
    mask: Image.Image
    half: Image.Image
    ink: tuple[int, int, int] | tuple[Image.Image, Image.Image, Image.Image]

    @cached_property
    def coats(self) -> tuple[tuple[Plane, Plane], ...]:
        """For Y, U and V what is left of the frame (255: all of it) and what is added to that."""
        coats = []
        for mask, ink in zip((self.mask, self.half, self.half), self.ink, strict=True):
            cover = np.asarray(mask)
            paint = np.full_like(cover, ink) if isinstance(ink, int) else np.asarray(ink)
            coats.append((255 - cover, np.asarray(cv2.multiply(cover, paint, scale=1 / 255), np.uint8)))
        return tuple(coats)


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
    laid_over = Planes(*(plane.copy() for plane in planes))
    for s in stamps:
        for plane, (left, added), cell in zip(laid_over, s.coats, (1, 2, 2), strict=True):
            part = plane[s.top // cell :, s.left // cell :][: left.shape[0], : left.shape[1]]
            rows, columns = part.shape
            cv2.multiply(part, left[:rows, :columns], dst=part, scale=1 / 255)
            cv2.add(part, added[:rows, :columns], dst=part)
    return laid_over
