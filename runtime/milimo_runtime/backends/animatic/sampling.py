"""One plane of a painting, read at fractions of a pixel, so that a slow move glides: whole pixels would tremble.

Reading is what a moving frame costs, so each kind of move has its way. Where nothing is enlarged, the plane is shifted
once for each eighth of a pixel, and from then on a frame is a crop. Where it is, finer paintings take a filter half as
wide as coarse ones, and planes whose grain nobody sees (chroma, masks) a still cheaper one.
"""

from __future__ import annotations

import math

from PIL import Image

_PHASES = 8
"""Into how many parts a pixel is divided along a straight move; half as many each way along a slanting one."""
_KEPT = 2_000_000
"""Planes up to this many pixels keep their shifted copies; twice as large ones keep half as many."""
_FINE = 1.05
"""From this many pixels of a painting for one of the frame on, the narrow filter shows all that the wide one does."""
_TINY = 0.01

# A turned plane takes 16 ms a frame of 1280x720 with bicubic weights and 6 ms so; turned paintings are finer instead.
_TURNING = Image.Resampling.BILINEAR

Rectangle = tuple[float, float, float, float]
"""left, top, width, height in pixels of the plane."""
Pixels = tuple[int, int]


class Sampler:
    """A plane ("L"); `soft` when its grain is not seen: chroma or a mask."""

    def __init__(self, plane: Image.Image, soft: bool = False) -> None:
        self.plane = plane
        self._soft = soft
        self._shifted: dict[tuple[int, int], Image.Image] = {}

    @property
    def size(self) -> Pixels:
        return self.plane.size

    def seen(self, part: Rectangle, out: Pixels) -> Image.Image:
        """`part` of the plane as `out` pixels."""
        left, top, wide, high = part
        if abs(wide - out[0]) < _TINY and abs(high - out[1]) < _TINY:
            return self._moved(left, top, out)
        return self._scaled(part, out)

    def turned(self, affine: tuple[float, ...], out: Pixels) -> Image.Image:
        """The plane through an affine map from pixels of the frame to its own."""
        return self.plane.transform(out, Image.Transform.AFFINE, affine, _TURNING)

    def _scaled(self, part: Rectangle, out: Pixels) -> Image.Image:
        left, top, wide, high = part
        box = (max(0.0, left), max(0.0, top), min(self.size[0], left + wide), min(self.size[1], top + high))
        scale = wide / out[0]
        if scale >= (1.0 if self._soft else _FINE):
            return self.plane.resize(out, Image.Resampling.HAMMING, box=box)
        kind = Image.Resampling.BILINEAR if self._soft else Image.Resampling.BICUBIC
        return self.plane.resize(out, kind, box=box)

    def _moved(self, left: float, top: float, out: Pixels) -> Image.Image:
        """A part of the frame's own size: a crop of the plane shifted by the fraction."""
        straight = _whole(left) or _whole(top)
        parts = _PHASES if straight else _PHASES // 2
        pixels = self.size[0] * self.size[1]
        if pixels > 2 * _KEPT:
            return self._slid(left, top, out)
        if pixels > _KEPT:
            parts //= 2
        across, down = round(left * parts), round(top * parts)
        x, y = across // parts, down // parts
        plane = self._phase(across % parts, down % parts, parts)
        return plane.crop((x, y, x + out[0], y + out[1]))

    def _phase(self, across: int, down: int, parts: int) -> Image.Image:
        if across == down == 0:
            return self.plane
        # Eighths are the common measure: every division is a half, a quarter or an eighth.
        key = (across * _PHASES // parts, down * _PHASES // parts)
        if key not in self._shifted:
            x, y = across / parts, down / parts
            wide, high = self.size[0] - (across > 0), self.size[1] - (down > 0)
            box = (x, y, x + wide, y + high)
            self._shifted[key] = self.plane.resize((wide, high), Image.Resampling.BICUBIC, box=box)
        return self._shifted[key]

    def _slid(self, left: float, top: float, out: Pixels) -> Image.Image:
        """The exact fraction; along an axis without one the pixels are only cut, which halves the work."""
        x, y = (round(at) if _whole(at) else math.floor(at) - 3 for at in (left, top))
        x, y = max(0, x), max(0, y)
        wide = out[0] if _whole(left) else min(self.size[0] - x, out[0] + 7)
        high = out[1] if _whole(top) else min(self.size[1] - y, out[1] + 7)
        cut = self.plane.crop((x, y, x + wide, y + high))
        if _whole(left) and _whole(top):
            return cut
        across, down = (0.0 if _whole(left) else left - x), (0.0 if _whole(top) else top - y)
        box = (across, down, min(wide, across + out[0]), min(high, down + out[1]))
        return cut.resize(out, Image.Resampling.BICUBIC, box=box)


def _whole(number: float) -> bool:
    return abs(number - round(number)) < _TINY
