"""Laying a colour or a picture over a frame through a mask, on its planes: only the pixels of the mask are touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane, Planes, code_of

_CELLS = (1, 2, 2)
"""Pixels of the frame each way for one of Y, U and V."""


@dataclass(frozen=True)
class Stamp:
    """A colour, or a picture, laid over a frame through a mask: even offsets, 255 covers."""

    left: int
    top: int
    mask: Image.Image
    half: Image.Image
    ink: tuple[int, int, int] | tuple[Image.Image, Image.Image, Image.Image]

    @cached_property
    def coat(self) -> Coat:
        layers = []
        for mask, ink in zip((self.mask, self.half, self.half), self.ink, strict=True):
            cover = np.asarray(mask)
            paint = np.full_like(cover, ink) if isinstance(ink, int) else np.asarray(ink)
            layers.append((255 - cover, np.asarray(cv2.multiply(cover, paint, scale=1 / 255), np.uint8)))
        return Coat(self.left, self.top, tuple(layers))


@dataclass(frozen=True)
class Coat:
    """A stamp made ready: for Y, U and V what is left of the frame (255: all of it) and what is added to that."""

    left: int
    top: int
    layers: tuple[tuple[Plane, Plane], ...]

    @property
    def box(self) -> tuple[int, int, int, int]:
        high, wide = self.layers[0][0].shape
        return self.left, self.top, self.left + wide, self.top + high


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
    copies = Planes(*(plane.copy() for plane in planes))
    coat(copies, [stamp.coat for stamp in stamps])
    return copies


def coat(planes: Planes, coats: Sequence[Coat]) -> None:
    """Lay the coats over `planes` themselves, in order."""
    for one in coats:
        for plane, (left, added), cell in zip(planes, one.layers, _CELLS, strict=True):
            part = plane[one.top // cell :, one.left // cell :][: left.shape[0], : left.shape[1]]
            rows, columns = part.shape
            cv2.multiply(part, left[:rows, :columns], dst=part, scale=1 / 255)
            cv2.add(part, added[:rows, :columns], dst=part)


def united(stamps: Sequence[Stamp]) -> tuple[Coat, ...]:
    """The coats of the stamps: one that lies within the one before it, as words on a band, is laid into that."""
    coats: list[Coat] = []
    for stamp in stamps:
        coats[-1:] = _joined(coats[-1], stamp.coat) if coats else [stamp.coat]
    return tuple(coats)


def _joined(under: Coat, over: Coat) -> list[Coat]:
    (left, top, right, bottom), (x0, y0, x1, y1) = under.box, over.box
    if x0 < left or y0 < top or x1 > right or y1 > bottom:
        return [under, over]
    return [_laid_into(under, over)]


def together(stamps: Sequence[Stamp]) -> Coat:
    """One coat of several stamps, as large as the box around them."""
    boxes = [stamp.coat.box for stamp in stamps]
    left, top = (min(box[at] for box in boxes) for at in (0, 1))
    right, bottom = (max(box[at] for box in boxes) for at in (2, 3))
    shapes = [((bottom - top) // cell, (right - left) // cell) for cell in _CELLS]
    whole = Coat(left, top, tuple((np.full(shape, 255, np.uint8), np.zeros(shape, np.uint8)) for shape in shapes))
    for stamp in stamps:
        whole = _laid_into(whole, stamp.coat)
    return whole


def _laid_into(under: Coat, over: Coat) -> Coat:
    """`over`, which lies within `under`, as a part of it."""
    x, y = over.left - under.left, over.top - under.top
    whole = tuple((keep.copy(), added.copy()) for keep, added in under.layers)
    for (keep, added), (left_over, paint), cell in zip(whole, over.layers, _CELLS, strict=True):
        for layer in (keep, added):
            part = layer[y // cell :, x // cell :][: paint.shape[0], : paint.shape[1]]
            cv2.multiply(part, left_over, dst=part, scale=1 / 255)
        cv2.add(part, paint, dst=part)
    return Coat(under.left, under.top, whole)
