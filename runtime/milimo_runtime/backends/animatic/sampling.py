"""One plane of a painting, read at fractions of a pixel, so that a slow move glides: whole pixels would tremble.

A plane is read by straight lines between its pixels. So that this neither blurs nor shimmers, it is kept in several
sizes: twice as fine, between whose pixels a straight line is as good as a curve, and halved as often as its grain is
too fine for the frame. What is masked, figures and furniture, is read as it is: its sharpness wavers twice as much as
the ground's (by 2 % from frame to frame of a slow push), and it takes a quarter less time to draw a frame.

Whatever the map, OpenCV's warp reads a plane of 1280x720 in 1.2 ms. Upright frames are read faster: those that only
shift as the sum of the plane's pixels and their neighbours (0.1 to 0.3 ms), those of another size by OpenCV's resize
(0.6 ms), which begins at a whole pixel: so it begins as many pixels before the frame as it takes to meet one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane

Row = tuple[float, float, float]
Affine = tuple[Row, Row]
"""From places in the frame to places in the plane, in pixels of each; (0, 0) is the corner of both."""
Line = tuple[float, float]
"""The same along one side of an upright frame: pixels of the plane for one of the frame, and where the first begins."""

_GRAINY, _SMOOTH = 1.5, 1.8
"""From so many pixels of a plane for one of the frame on, half as many begin to be read, and up to so many both are."""
_KEPT = 4_000_000
"""Planes of more pixels are not kept twice as fine."""
_TINY = 0.001
_HERE, _STRAIGHT, _CURVED = (
    np.array(taps, np.float32) for taps in ((0, 1, 0, 0), (0, 0.5, 0.5, 0), (-0.09375, 0.59375, 0.59375, -0.09375))
)
"""Of four pixels: the second, and what lies between that and the third by a line and by OpenCV's curve."""
_SPARE = 96
"""Pixels a plane is continued by past its edges, each way."""
_BEFORE = 64
"""At most so many pixels before the frame a resize begins."""
_NEAR, _NEAR_SOFT = 1 / 32, 1 / 20
"""So far from a whole pixel of the plane it may begin."""

INSIDE, EMPTY, OPEN = cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_TRANSPARENT
"""What is read beyond a plane's edge: the edge itself; nothing (0); or the frame stays as it is there."""


class Sampler:
    """A plane; `soft` when its grain is not seen: chroma, or what is out of focus.

    `masked`: a mask, or what is as dark as one is transparent. Of these a curve would make a rim: straight lines alone.
    """

    def __init__(self, plane: Plane, soft: bool = False, masked: bool = False) -> None:
        self.plane = plane
        self._soft, self._masked = soft, masked
        self._half = _STRAIGHT if masked else _CURVED
        self._beyond = cv2.BORDER_CONSTANT if masked else cv2.BORDER_REPLICATE
        self._sizes: dict[int, Plane] = {}
        self._halfway: dict[tuple[int, int], Plane] = {}

    @property
    def size(self) -> tuple[int, int]:
        return self.plane.shape[1], self.plane.shape[0]

    def read(self, affine: Affine, into: Plane, beyond: int = INSIDE) -> None:
        """Fill `into`, which may be empty, with what `affine` shows of the plane."""
        if not into.size or self._shifted(affine, into):
            return
        (a, b, _), (c, d, _) = affine
        scale = math.sqrt(abs(a * d - b * c))
        halvings = max(0, math.ceil(math.log2(max(scale, _TINY) / _GRAINY)))
        reach = scale / _GRAINY / 2 ** (halvings - 1)
        share = min(1.0, (reach - 1) / (_SMOOTH / _GRAINY - 1)) if halvings else 1.0
        if share == 1.0:
            self._warped(halvings, affine, into, beyond)
            return
        coarser = into.copy()
        self._warped(halvings - 1, affine, into, beyond)
        self._warped(halvings, affine, coarser, beyond)
        cv2.addWeighted(coarser, share, into, 1 - share, 0, dst=into)

    def _shifted(self, affine: Affine, into: Plane) -> bool:
        """Whether every pixel of the frame has its own in the plane: it and its neighbours are added up."""
        (a, b, left), (c, d, top) = affine
        high, wide = into.shape
        if max(abs(a - 1) * wide, abs(b) * high, abs(c) * wide, abs(d - 1) * high) > _TINY:
            return False
        fine = 1 if self._soft or self.plane.size > _KEPT else 2
        (column, right), (row, down) = _parted(left * fine), _parted(top * fine)
        last = (column + (right > 0)) // fine + wide, (row + (down > 0)) // fine + high
        if min(column, row) < 0 or last[0] > self.size[0] or last[1] > self.size[1]:
            return False

        def beside(x: int, y: int) -> Plane:
            (over, odd_row), (before, odd_column) = divmod(row + y, fine), divmod(column + x, fine)
            return self._between(odd_column, odd_row)[over : over + high, before : before + wide]

        _mixed(beside(0, 0), lambda: beside(1, 0), right, into)
        if down:
            lower = np.empty_like(into)
            _mixed(beside(0, 1), lambda: beside(1, 1), right, lower)
            cv2.addWeighted(into, 1 - down, lower, down, 0, dst=into)
        return True

    def _between(self, column: int, row: int) -> Plane:
        """What lies half a pixel (1) further to the right, or down, of every pixel; (0, 0) is the plane."""
        if not (column or row):
            return self.plane
        if (column, row) not in self._halfway:
            across, down = (self._half if odd else _HERE for odd in (column, row))
            shown = cv2.sepFilter2D(self.plane, -1, across, down, anchor=(1, 1), borderType=cv2.BORDER_REPLICATE)
            self._halfway[column, row] = np.asarray(shown, np.uint8)
        return self._halfway[column, row]

    def _warped(self, halvings: int, affine: Affine, into: Plane, beyond: int) -> None:
        whole = self._sized(halvings)
        plane = whole[_SPARE:-_SPARE, _SPARE:-_SPARE]
        across, down = plane.shape[1] / self.size[0], plane.shape[0] / self.size[1]
        (a, b, left), (c, d, top) = affine
        if not (b or c) and beyond == self._beyond:
            upright = (a * across, left * across + _SPARE), (d * down, top * down + _SPARE)
            near = _NEAR_SOFT if self._soft else _NEAR
            if _stretched(whole, *upright, into, near):
                return
        # Here pixels are counted by their corners, in OpenCV by their middles.
        middles = np.array(
            [
                [a * across, b * across, (left + (a + b) / 2) * across - 0.5],
                [c * down, d * down, (top + (c + d) / 2) * down - 0.5],
            ]
        )
        size = into.shape[1], into.shape[0]
        cv2.warpAffine(plane, middles, size, into, cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, beyond)

    def _sized(self, halvings: int) -> Plane:
        """The plane halved so often, and twice as fine again where its grain is seen, continued past its edges."""
        if halvings not in self._sizes:
            plane = self.plane
            for _ in range(halvings):
                plane = _resized(plane, 0.5, cv2.INTER_AREA)
            if not (self._soft or self._masked) and plane.size <= _KEPT:
                plane = _resized(plane, 2, cv2.INTER_CUBIC)
            whole = cv2.copyMakeBorder(plane, _SPARE, _SPARE, _SPARE, _SPARE, self._beyond, value=0)
            self._sizes[halvings] = np.asarray(whole, np.uint8)
        return self._sizes[halvings]


def _parted(place: float) -> tuple[int, float]:
    """The pixel at or before a place, and how far it is from there to the place."""
    nearest = round(place)
    return (nearest, 0.0) if abs(place - nearest) <= _TINY else (math.floor(place), place - math.floor(place))


def _mixed(one: Plane, other: Callable[[], Plane], share: float, into: Plane) -> None:
    """`share` of the way from one to the other."""
    if share:
        cv2.addWeighted(one, 1 - share, other(), share, 0, dst=into)
    else:
        into[:] = one


def _stretched(plane: Plane, across: Line, down: Line, into: Plane, near: float) -> bool:
    """Fill `into` by a resize, if one can begin near enough to a whole pixel of the plane."""
    columns, rows = _begun(*across, near), _begun(*down, near)
    if columns is None or rows is None:
        return False
    (left, skipped), (top, over) = columns, rows
    high, wide = into.shape
    right = left + math.ceil((skipped + wide + 1) * across[0]) + 1
    bottom = top + math.ceil((over + high + 1) * down[0]) + 1
    if min(left, top) < 0 or right > plane.shape[1] or bottom > plane.shape[0]:
        return False
    part = plane[top:bottom, left:right]
    seen = cv2.resize(part, None, fx=1 / across[0], fy=1 / down[0], interpolation=cv2.INTER_LINEAR)
    into[:] = seen[over : over + high, skipped : skipped + wide]
    return True


@lru_cache(maxsize=16)
def _begun(scale: float, start: float, near: float) -> tuple[int, int] | None:
    """The whole pixel of the plane at which to begin, and how many pixels that is before the frame."""
    for step in range(1, _BEFORE + 1):
        place = start - step * scale
        nearest = round(place)
        if abs(place - nearest) <= near:
            return nearest, step
    return None


def _resized(plane: Plane, factor: float, kind: int) -> Plane:
    size = (max(1, round(plane.shape[1] * factor)), max(1, round(plane.shape[0] * factor)))
    return np.asarray(cv2.resize(plane, size, interpolation=kind), np.uint8)
