"""How the film's picture lies in what a model makes: a picture is put there, and what is shown is taken from there.

What lies around the film's picture is never seen; it is mirrored, so that a model meets no edge in it.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from milimo_lang.ir.values import Crop, Size
from milimo_runtime.media.decode import cover
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane


def middle(whole: Size, part: Size) -> tuple[int, int]:
    """Left and top of the middle of `whole` that a shot of the size `part` shows: even, for the chroma's sake."""
    return (whole.width - part.width) // 4 * 2, (whole.height - part.height) // 4 * 2


def box(crop: Crop, size: Size) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is shown of a picture of `size`, in its pixels."""
    left, top = middle(crop.whole, crop.shown)
    across, down = size.width / crop.whole.width, size.height / crop.whole.height
    return left * across, top * down, (left + crop.shown.width) * across, (top + crop.shown.height) * down


def laid(picture: Plane, crop: Crop | None, size: Size) -> Plane:
    """A picture [h, w, 3] or [h, w] at `size`, in its middle as `crop` says; without one it fills it."""
    if crop is None:
        return _resized(picture, size)
    left, top = middle(crop.whole, crop.shown)
    right, bottom = crop.whole.width - crop.shown.width - left, crop.whole.height - crop.shown.height - top
    seen = _resized(picture, crop.shown)
    return _resized(np.asarray(cv2.copyMakeBorder(seen, top, bottom, left, right, cv2.BORDER_REFLECT_101)), size)


def still(image: Image.Image, crop: Crop | None, size: Size) -> Plane:
    """A still, whatever its shape, at `size`: cropped to the film's, and laid as the film is."""
    return laid(np.asarray(cover(image, crop.shown if crop else size)), crop, size)


def _resized(picture: Plane, size: Size) -> Plane:
    if picture.shape[:2] == (size.height, size.width):
        return picture
    smaller = picture.shape[0] >= size.height
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (size.width, size.height), interpolation=way), np.uint8)
