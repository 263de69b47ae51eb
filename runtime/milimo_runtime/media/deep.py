"""Pictures at ten bits and full colour: RGB to frames of 4:4:4 and back, and down to the planes a film is cut from.

BT.709, limited range. One matrix, that of `planes.py`, so a colour is the same whichever way it goes.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame

from milimo_lang.ir.values import Size
from milimo_runtime.media.encode import BT709, LIMITED
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import TO_CODES, Plane, Planes

Pixels = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
"""RGB [H, W, 3], full range: 0 to 255, or 0 to 65535."""
_Deep = npt.NDArray[np.uint16]
"""A plane [H, W] of ten bits."""

LAYOUT = "yuv444p10le"
_FINER = 4
"""Codes of ten bits to one of eight."""


def frame_of_rgb(picture: Pixels) -> VideoFrame:
    """A picture as a frame of its own memory, tagged BT.709."""
    codes = cv2.transform(picture.astype(np.uint16), _to_codes(int(np.iinfo(picture.dtype).max)))
    frame = VideoFrame(picture.shape[1], picture.shape[0], LAYOUT)
    for number, plane in enumerate(_planes(frame)):
        plane[:] = codes[..., number]
    frame.colorspace = frame.color_primaries = frame.color_trc = BT709
    frame.color_range = LIMITED
    return frame


def rgb_of(frame: VideoFrame) -> Plane:
    """A frame in `LAYOUT` as RGB [H, W, 3], eight bits."""
    codes = cv2.merge([np.ascontiguousarray(plane) for plane in _planes(frame)])
    return np.asarray(np.minimum(cv2.transform(codes, _to_colours()), 255), np.uint8)


def planes_within(frame: VideoFrame, left: int, top: int, size: Size) -> Planes:
    """What lies in the box of `size` at (`left`, `top`) of a frame in `LAYOUT`; chroma is each 2x2 block's average.

    Every number is even, so that the blocks are those of the whole picture.
    """
    y, u, v = (plane[top : top + size.height, left : left + size.width] for plane in _planes(frame))
    return Planes(_eight_bit(y, 2), *(_eight_bit(_sum_of_four(c), 4) for c in (u, v)))


def _planes(frame: VideoFrame) -> list[_Deep]:
    """The frame's planes [H, W]; writing to them writes to the frame."""
    lines = (np.frombuffer(memoryview(p), np.uint16).reshape(-1, p.line_size // 2) for p in frame.planes)
    return [plane[: frame.height, : frame.width] for plane in lines]


def _sum_of_four(plane: _Deep) -> _Deep:
    rows = plane[0::2] + plane[1::2]
    return rows[:, 0::2] + rows[:, 1::2]


def _eight_bit(codes: _Deep, finer: int) -> Plane:
    """`codes`, which have `finer` bits too many, rounded; halves to even, or all would be an eighth lighter."""
    even = (codes + ((1 << finer - 1) - 1) + (codes >> finer & 1)) >> finer
    return np.asarray(np.minimum(even, 255), np.uint8)


@cache
def _to_codes(most: int) -> npt.NDArray[np.float64]:
    """Rows of (red, green, blue, offset) for Y, U and V at ten bits of colours up to `most`."""
    return np.array([[*(weight * 255 * _FINER / most for weight in row[:3]), row[3] * _FINER] for row in TO_CODES])


@cache
def _to_colours() -> npt.NDArray[np.float64]:
    """Rows of (Y, U, V, offset) for red, green and blue at eight bits."""
    codes = _to_codes(255)
    back = np.linalg.inv(codes[:, :3])
    return np.column_stack((back, -back @ codes[:, 3]))
