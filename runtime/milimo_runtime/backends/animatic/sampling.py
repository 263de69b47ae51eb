"""One plane of a painting, read at fractions of a pixel, so that a slow move glides: whole pixels would tremble.

A plane is read by straight lines between its pixels (OpenCV: 1.2 ms for a plane of 1280x720, whatever the map). So that
this neither blurs nor shimmers, a plane is kept in several sizes: twice as fine, between whose pixels a straight line
is as good as a curve, and halved as often as its grain is too fine for the frame.
"""

from __future__ import annotations

import math

import numpy as np

from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane

Row = tuple[float, float, float]
Affine = tuple[Row, Row]
"""From places in the frame to places in the plane, in pixels of each; (0, 0) is the corner of both."""

_GRAINY, _SMOOTH = 1.5, 1.8
"""From so many pixels of a plane for one of the frame on, half as many begin to be read, and up to so many both are."""
_KEPT = 4_000_000
"""Planes of more pixels are not kept twice as fine."""
_TINY = 0.001

INSIDE, EMPTY, OPEN = cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_TRANSPARENT
"""What is read beyond a plane's edge: the edge itself; nothing (0); or the frame stays as it is there."""


class Sampler:
    """A plane; `soft` when its grain is not seen: chroma, or what is out of focus.

    `masked`: a mask, or what is as dark as one is transparent. Of these a curve would make a rim: straight lines alone.
    """

    def __init__(self, plane: Plane, soft: bool = False, masked: bool = False) -> None:
        self.plane = plane
        self._soft = soft
        self._finer = cv2.INTER_LINEAR if masked else cv2.INTER_CUBIC
        self._sizes: dict[int, Plane] = {}

    @property
    def size(self) -> tuple[int, int]:
        return self.plane.shape[1], self.plane.shape[0]

    def read(self, affine: Affine, into: Plane, beyond: int = INSIDE) -> None:
        """Fill `into` with what `affine` shows of the plane."""
        if self._copied(affine, into):
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

    def _copied(self, affine: Affine, into: Plane) -> bool:
        """Whether whole pixels are shown, one for one, which need no reading."""
        (a, b, left), (c, d, top) = affine
        high, wide = into.shape
        x, y = round(left), round(top)
        apart = max(abs(a - 1) * wide, abs(b) * high, abs(c) * wide, abs(d - 1) * high, abs(left - x), abs(top - y))
        if apart > _TINY or x < 0 or y < 0 or x + wide > self.size[0] or y + high > self.size[1]:
            return False
        into[:] = self.plane[y : y + high, x : x + wide]
        return True

    def _warped(self, halvings: int, affine: Affine, into: Plane, beyond: int) -> None:
        plane = self._sized(halvings)
        across, down = plane.shape[1] / self.size[0], plane.shape[0] / self.size[1]
        # Here pixels are counted by their corners, in OpenCV by their middles.
        (a, b, left), (c, d, top) = affine
        middles = np.array(
            [
                [a * across, b * across, (left + (a + b) / 2) * across - 0.5],
                [c * down, d * down, (top + (c + d) / 2) * down - 0.5],
            ]
        )
        size = into.shape[1], into.shape[0]
        cv2.warpAffine(plane, middles, size, into, cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, beyond)

    def _sized(self, halvings: int) -> Plane:
        """The plane halved so often, and twice as fine again where its grain is seen."""
        if halvings not in self._sizes:
            plane = self.plane
            for _ in range(halvings):
                plane = _resized(plane, 0.5, cv2.INTER_AREA)
            fine = not self._soft and plane.size <= _KEPT
            self._sizes[halvings] = _resized(plane, 2, self._finer) if fine else plane
        return self._sizes[halvings]


def _resized(plane: Plane, factor: float, kind: int) -> Plane:
    size = (max(1, round(plane.shape[1] * factor)), max(1, round(plane.shape[0] * factor)))
    return np.asarray(cv2.resize(plane, size, interpolation=kind), np.uint8)
