"""Painted layers as the camera sees them: a `Sheet` is one layer on planes, `seen` lays sheets into a frame.

Everything stays on Y, U and V (chroma at half size; `sampling` reads the planes). The planes of a sheet with a mask are
as dark as it is transparent, so that what shows through soft edges is its own colour. What an opaque sheet hides is not
sampled, nor what is empty.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.canvas import Box, corners
from milimo_runtime.backends.animatic.sampling import EMPTY, INSIDE, OPEN, Affine, Sampler
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane, Planes, chroma_of, luma_of, planes_from_rgb

_MARGIN = 8
"""Empty pixels kept around what is painted, for sampling."""
_SEAM = 4
"""Pixels at the edge of a sheet laid into another that are left to the other: sampling reads past an edge."""

_COLUMNS = 8
_CELLS = (1, 2, 2)
"""Pixels of the frame each way for one of Y, U and V."""
_WHOLE = 60_000
"""So many pixels take as long to sample as to begin with another part."""

Cover = npt.NDArray[np.uint8]
"""[H, W], 255 where a painting is opaque."""
Pixels = tuple[int, int, int, int]
"""left, top, right, bottom in the frame."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layer: `box` is what it covers of the world at its depth; `alpha` None where opaque, `cover` for colour.

    `parts`, where there are any, are all of it that is painted, side by side. `level`: it is ground, from the
    horizon down.
    """

    box: Box
    depth: float
    y: Sampler
    u: Sampler
    v: Sampler
    alpha: Sampler | None = None
    cover: Sampler | None = None
    parts: tuple[Box, ...] = ()
    level: bool = False


def sheet_of(image: Image.Image, box: Box, depth: float, soft: bool = False) -> Sheet:
    """An RGB or RGBA painting of `box` as a sheet; `soft` where no grain is in it. Both sides must be even."""
    if image.mode == "RGB":
        return Sheet(box, depth, *_samplers(planes_from_rgb(image), soft))
    alpha = np.asarray(image.getchannel("A"))
    # The colour of a block of four is that of what is painted in it.
    luma = luma_of(image.convert("RGB"))
    half = image.convert("RGBa").reduce(2).convert("RGBA")
    cover = np.asarray(half.getchannel("A"))
    shown = Planes(_shaded(luma, alpha), *(_shaded(plane, cover) for plane in chroma_of(half.convert("RGB"))))
    return Sheet(
        box,
        depth,
        *_samplers(shown, soft, masked=True),
        Sampler(alpha, soft, masked=True),
        Sampler(cover, soft=True, masked=True),
    )


def pieces_of(image: Image.Image, box: Box, depth: float) -> list[Sheet]:
    """An RGBA painting of `box` as sheets no larger than what is painted, the opaque ones first.

    Two people far apart are two small sheets, not one as wide as the frame, and ground without a gap needs no mask:
    sampling is what a moving frame costs.
    """
    cover = np.asarray(image.getchannel("A"))
    solid = _solid_from(cover)
    # The seam between ground and what stands on it lies under both.
    sheets = [_cut(image, box, depth, (0, solid, image.width, image.height), True)] if solid < image.height else []
    loose = cover[: min(image.height, solid + 2 * _MARGIN)]
    columns = np.flatnonzero(cover[:solid].any(axis=0))
    if len(columns) == 0:
        return sheets
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 4 * _MARGIN) + 1):
        left, right = max(0, int(run[0]) - _MARGIN), min(image.width, int(run[-1]) + 1 + _MARGIN)
        rows = np.flatnonzero(loose[:, left:right].any(axis=1))
        top, bottom = max(0, int(rows[0]) - _MARGIN), min(image.height, int(rows[-1]) + 1 + _MARGIN)
        if solid < image.height:
            bottom = min(bottom, len(loose))
        corners = (left // 2 * 2, top // 2 * 2, (right + 1) // 2 * 2, (bottom + 1) // 2 * 2)
        sheets.append(_cut(image, box, depth, corners, False))
    return sheets


def _parts(cover: Cover, box: Box) -> tuple[Box, ...]:
    """The painted parts of a sheet that covers `box`, side by side: a tower is not as wide as a sea.

    Columns of equal width, as many of them together as costs less than to sample them one by one.
    """
    high, wide = cover.shape
    if wide * high < _WHOLE:
        return ()
    parts: list[Pixels] = []
    edges = np.linspace(0, wide, _COLUMNS + 1).round().astype(int).tolist()
    for left, right in pairwise(edges):
        rows = np.flatnonzero(cover[:, max(0, left - _SEAM) : right + _SEAM].any(axis=1))
        if not len(rows):
            continue
        part = (left, int(rows[0]) - _SEAM, right, int(rows[-1]) + 1 + _SEAM)
        if parts and _area(both := _around(parts[-1], part)) < _area(parts[-1]) + _area(part) + _WHOLE:
            parts[-1] = both
        else:
            parts.append(part)
    pixel = box.width / wide
    return tuple(
        Box(box.left + left * pixel, box.top + top * pixel, box.left + right * pixel, box.top + bottom * pixel)
        for left, top, right, bottom in parts
    )


def _around(one: Pixels, other: Pixels) -> Pixels:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _area(part: Pixels) -> int:
    return (part[2] - part[0]) * (part[3] - part[1])


def _solid_from(cover: Cover) -> int:
    """The first (even) row from which on every pixel is opaque; the height where there is no such run of rows."""
    height: int = cover.shape[0]
    holes = np.flatnonzero((cover < 255).any(axis=1))
    first = 0 if len(holes) == 0 else (int(holes[-1]) + 2) // 2 * 2
    return first if height - first > 4 * _MARGIN else height


def _cut(image: Image.Image, box: Box, depth: float, corners: tuple[int, int, int, int], solid: bool) -> Sheet:
    pixel = box.width / image.width
    left, top, right, bottom = corners
    part = Box(box.left + left * pixel, box.top + top * pixel, box.left + right * pixel, box.top + bottom * pixel)
    piece = image.crop(corners)
    if solid:
        return sheet_of(piece.convert("RGB"), part, depth)
    return replace(sheet_of(piece, part, depth), parts=_parts(np.asarray(piece.getchannel("A")), part))


def _samplers(planes: Planes, soft: bool = False, masked: bool = False) -> tuple[Sampler, Sampler, Sampler]:
    return Sampler(planes.y, soft, masked), Sampler(planes.u, True, masked), Sampler(planes.v, True, masked)


def _shaded(plane: Plane, cover: Plane) -> Plane:
    """`plane` times `cover` of 255."""
    return np.asarray(cv2.multiply(plane, cover, scale=1 / 255), np.uint8)


def seen(sheets: Sequence[tuple[Sheet, Box]], roll: float, size: Size, under: Planes | None = None) -> Planes:
    """The frame: each sheet through its window (world units at its depth), the first one opaque, in order.

    `roll` turns the camera by degrees about the middle of the frame. `under` is what the sheets are laid over where
    the first is not opaque.
    """
    high, wide = size.height, size.width
    frame = under or Planes(*(np.empty((high // cell, wide // cell), np.uint8) for cell in _CELLS))
    for at, ((sheet, window), last) in enumerate(
        zip(sheets, _uncovered(sheets, roll, size), strict=True), 0 if under is None else 1
    ):
        pixels: Pixels | None = (0, 0, size.width, last)
        if at > 0:
            pixels = _about(sheet, window, roll, size) if roll else _covered(sheet, window, size, last)
        for part in _divided(sheet, window, pixels, roll, size):
            _lay(sheet, window, roll, part, size, frame, INSIDE if at == 0 or not roll else OPEN)
    return frame


def _uncovered(sheets: Sequence[tuple[Sheet, Box]], roll: float, size: Size) -> list[int]:
    """For each sheet the row of the frame from which on a later one hides it; the height where none does."""
    rows = [size.height]
    if roll:
        return rows * len(sheets)
    for sheet, window in reversed(sheets[1:]):
        pixels = _covered(sheet, window, size, size.height) if sheet.alpha is None else None
        whole = pixels is not None and (pixels[0], pixels[2], pixels[3]) == (0, size.width, size.height)
        rows.append(min(rows[-1], pixels[1]) if pixels is not None and whole else rows[-1])
    return rows[::-1]


def _pixel(window: Box, size: Size) -> tuple[float, float]:
    """How much of the world a pixel shows across and down: ground seen from higher up is drawn out."""
    return window.width / size.width, window.height / size.height


def _covered(sheet: Sheet, window: Box, size: Size, last: int) -> Pixels | None:
    """The part of the frame above row `last`, on even pixels, that lies wholly within the sheet; None where none does.

    Of a sheet without a mask the last pixels at its edge are left out: what it lies on shows them as well.
    """
    box, (across, down) = sheet.box, _pixel(window, size)
    if sheet.alpha is None:
        box = box.grown(-_SEAM * box.height / sheet.y.size[1])
    x0 = max(0, math.ceil((box.left - window.left) / across / 2) * 2)
    y0 = max(0, math.ceil((box.top - window.top) / down / 2) * 2)
    x1 = min(size.width, math.floor((box.right - window.left) / across / 2) * 2)
    y1 = min(last, math.floor((box.bottom - window.top) / down / 2) * 2)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _divided(sheet: Sheet, window: Box, pixels: Pixels | None, roll: float, size: Size) -> list[Pixels]:
    """`pixels` without what is empty of the sheet there; columns meet on one even pixel, without gap or overlap."""
    if pixels is None:
        return []
    if roll or not sheet.parts:
        return [pixels]
    across, down = _pixel(window, size)
    found = []
    for part in sheet.parts:
        x0, x1 = (round((x - window.left) / across / 2) * 2 for x in (part.left, part.right))
        y0, y1 = (
            math.floor((part.top - window.top) / down / 2) * 2,
            math.ceil((part.bottom - window.top) / down / 2) * 2,
        )
        cut = (max(x0, pixels[0]), max(y0, pixels[1]), min(x1, pixels[2]), min(y1, pixels[3]))
        if cut[0] < cut[2] and cut[1] < cut[3]:
            found.append(cut)
    return found


def _about(sheet: Sheet, window: Box, roll: float, size: Size) -> Pixels | None:
    """The part of the frame, on even pixels, in which a sheet lies that the camera is turned over; None for none."""
    (x, y), (across, down) = window.middle, _pixel(window, size)
    cosine, sine = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    places = [((left - x) / across, (top - y) / down) for left, top in corners(sheet.box)]
    xs = [size.width / 2 + cosine * dx + sine * dy for dx, dy in places]
    ys = [size.height / 2 - sine * dx + cosine * dy for dx, dy in places]
    x0, y0 = (max(0, math.floor(min(side) / 2) * 2) for side in (xs, ys))
    x1, y1 = min(size.width, math.ceil(max(xs) / 2) * 2), min(size.height, math.ceil(max(ys) / 2) * 2)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _lay(sheet: Sheet, window: Box, roll: float, pixels: Pixels, size: Size, frame: Planes, beyond: int) -> None:
    """Lay a sheet into the frame's planes at `pixels`: only what it covers there is sampled."""
    x0, y0, x1, y1 = pixels
    y, u, v = (
        plane[y0 // cell : y1 // cell, x0 // cell : x1 // cell] for plane, cell in zip(frame, _CELLS, strict=True)
    )
    places, coarse = (
        _affine(plane, sheet.box, window, roll, pixels, size, n) for plane, n in ((sheet.y, 1), (sheet.u, 2))
    )
    if sheet.alpha is None or sheet.cover is None:
        sheet.y.read(places, y, beyond)
        sheet.u.read(coarse, u, beyond)
        sheet.v.read(coarse, v, beyond)
        return
    clear = np.empty_like(y)
    sheet.alpha.read(places, clear, EMPTY)
    cv2.bitwise_not(clear, dst=clear)
    # The colour is read with the very weights of its own mask: others would leave green and pink at the edges.
    half = np.empty_like(u)
    sheet.cover.read(coarse, half, EMPTY)
    cv2.bitwise_not(half, dst=half)
    for sampler, affine, into, left in (
        (sheet.y, places, y, clear),
        (sheet.u, coarse, u, half),
        (sheet.v, coarse, v, half),
    ):
        shown = np.empty_like(into)
        sampler.read(affine, shown, EMPTY)
        cv2.multiply(into, left, dst=into, scale=1 / 255)
        cv2.add(into, shown, dst=into)


def _affine(sampler: Sampler, box: Box, window: Box, roll: float, pixels: Pixels, size: Size, cell: int) -> Affine:
    """From the places of `pixels` (counted in cells of so many pixels) to those of a plane that covers `box`."""
    (x, y), (across, down) = window.middle, _pixel(window, size)
    wide, high = cell * across, cell * down
    cosine, sine = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    dx, dy = (pixels[0] - size.width / 2) / cell, (pixels[1] - size.height / 2) / cell
    left, top = x + wide * (cosine * dx - sine * dy) - box.left, y + high * (sine * dx + cosine * dy) - box.top
    across, down = sampler.size[0] / box.width, sampler.size[1] / box.height
    return (
        (cosine * wide * across, -sine * wide * across, left * across),
        (sine * high * down, cosine * high * down, top * down),
    )


def reach_of(windows: Sequence[Box], rolls: bool) -> Box:
    """All that the windows show, turned ones included."""
    whole = windows[0]
    for window in windows[1:]:
        whole = whole.join(window)
    if not rolls:
        return whole
    spare = max(math.hypot(window.width, window.height) for window in windows) / 2
    for window in windows:
        x, y = window.middle
        whole = whole.join(Box(x - spare, y - spare, x + spare, y + spare))
    return whole
