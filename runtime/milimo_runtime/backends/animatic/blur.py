"""Pixels blurred, on as few of them as are as soft."""

from __future__ import annotations

import numpy as np

from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane


def blurred(pixels: Plane, across: float, down: float) -> Plane:
    """[H, W] or [H, W, 4] blurred by so many pixels (standard deviations); beyond the edge is what is at the edge."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), across, sigmaY=down, borderType=cv2.BORDER_REPLICATE), np.uint8)


def softly(pixels: Plane, across: float, down: float) -> Plane:
    """The same; a wide blur is made on fewer pixels."""
    coarse = max(1, int(min(across, down) / 2))
    if coarse == 1:
        return blurred(pixels, across, down)
    high, wide = pixels.shape[:2]
    whole = cv2.copyMakeBorder(pixels, 0, -high % coarse, 0, -wide % coarse, cv2.BORDER_REPLICATE)
    few = (whole.shape[1] // coarse, whole.shape[0] // coarse)
    small = np.asarray(cv2.resize(whole, few, interpolation=cv2.INTER_AREA), np.uint8)
    return times(blurred(small, across / coarse, down / coarse), coarse)[:high, :wide]


def times(pixels: Plane, factor: int) -> Plane:
    """So many times as wide and high, by straight lines."""
    if factor == 1:
        return pixels
    size = (pixels.shape[1] * factor, pixels.shape[0] * factor)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR), np.uint8)
