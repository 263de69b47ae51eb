"""What the glass of a lens does to a frame: bends it, leans its uprights together, softens it, lets lights run over."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane

Bend = tuple[npt.NDArray[np.int16], npt.NDArray[np.uint16]]
"""Where each pixel of a frame is read, as OpenCV reads fastest."""

_BLOOM = 0.012
"""How far lights run over, frame widths."""


def bend_of(wide: int, high: int, warp: float, keystone: float) -> Bend:
    """The bend of a frame of `wide` x `high` pixels: by `warp` its middle is enlarged and its corners stay where they
    are; by `keystone` (-1 to 1) each row is drawn out sideways, the last one most, or the first.
    """
    x, y = np.linspace(-1, 1, wide)[None], np.linspace(-1, 1, high)[:, None]
    far = (x**2 * wide**2 + y**2 * high**2) / (wide**2 + high**2)
    scale = (1 - warp) + warp * far
    row = 1 - abs(keystone) * (1 + np.sign(keystone) * y * scale) / 2
    across, down = (x * scale * row + 1) * (wide - 1) / 2, (y * scale + 1) * (high - 1) / 2
    first, second = cv2.convertMaps(across.astype(np.float32), down.astype(np.float32), cv2.CV_16SC2)
    return np.asarray(first, np.int16), np.asarray(second, np.uint16)


def bent(plane: Plane, bend: Bend) -> Plane:
    """The plane read where the bend says."""
    return np.asarray(cv2.remap(plane, *bend, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def softened(plane: Plane, mask: Plane) -> Plane:
    """The plane out of focus where `mask` (255) covers it."""
    share = mask.astype(np.float32) / 255
    return np.asarray(cv2.blendLinear(_blurred(plane, 0.007), plane, share, 1 - share), np.uint8)


def bloomed(plane: Plane, bloom: float) -> Plane:
    """Luma whose lights run over into the dark beside them."""
    spread = _blurred(plane, _BLOOM)
    over = cv2.addWeighted(np.maximum(plane, spread), 0.6, spread, 0.4, 0)
    return np.asarray(cv2.addWeighted(over, min(1.0, bloom), plane, 1 - min(1.0, bloom), 0), np.uint8)


def run_over(plane: Plane, bloom: float) -> Plane:
    """Chroma that goes with it."""
    share = min(1.0, bloom)
    return np.asarray(cv2.addWeighted(_blurred(plane, _BLOOM), share, plane, 1 - share, 0), np.uint8)


def _blurred(plane: Plane, reach: float) -> Plane:
    """Blurred by `reach` of its width: on fewer pixels, which is as soft."""
    high, wide = plane.shape
    fewer = max(1, int(reach * wide / 2))
    small = cv2.resize(plane, (max(2, wide // fewer), max(2, high // fewer)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), reach * small.shape[1])
    return np.asarray(cv2.resize(soft, (wide, high), interpolation=cv2.INTER_LINEAR), np.uint8)
