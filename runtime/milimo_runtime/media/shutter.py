"""What an open shutter makes of a fast move: a frame smeared along the way the camera goes meanwhile.

Only a move that goes far between two frames is smeared, a whip or a crash zoom: a slower one costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from milimo_runtime.media.moves import Pose
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane, Planes
from milimo_runtime.media.rostrum import View, view_of

_OPEN = 0.8
"""How long the shutter is open, of the time between two frames: longer than a real one's half, for it is drawn."""
_SEEN = 0.014
"""What goes less far than so much of the frame's width between two frames is sharp."""
_DOUBLED = 4
"""How many times the pictures are doubled of which one that comes nearer is made."""


class Sweep(NamedTuple):
    """How far the picture goes while the shutter is open: frame widths, frame heights, and the factor it grows by."""

    across: float = 0.0
    down: float = 0.0
    nearer: float = 1.0


STILL = Sweep()


def sweeps(poses: Sequence[Pose]) -> tuple[Sweep, ...]:
    """What the camera of each pose sweeps on its way from the one before."""
    return sweeps_of([view_of(pose) for pose in poses])


def sweeps_of(views: Sequence[View]) -> tuple[Sweep, ...]:
    """The same over a photograph."""
    return (STILL, *(_sweep(before, after) for before, after in pairwise(views)))


def _sweep(before: View, after: View) -> Sweep:
    across, down = (after.zoom * (there - here) for here, there in ((before.x, after.x), (before.y, after.y)))
    nearer = after.zoom / before.zoom
    if max(abs(across), abs(down), abs(nearer - 1) / 2) < _SEEN:
        return STILL
    return Sweep(across * _OPEN, down * _OPEN, nearer**_OPEN)


def swept(planes: Planes, sweep: Sweep) -> Planes:
    """The frame with its shutter open for `sweep`."""
    if sweep == STILL:
        return planes
    return Planes(*(_smeared(_rushed(plane, sweep.nearer), sweep) for plane in planes))


def _smeared(plane: Plane, sweep: Sweep) -> Plane:
    height, width = plane.shape
    across, down = (1 + 2 * round(abs(part) * side / 2) for part, side in ((sweep.across, width), (sweep.down, height)))
    return np.asarray(cv2.blur(plane, (across, down), borderType=cv2.BORDER_REPLICATE), np.uint8)


def _rushed(plane: Plane, nearer: float) -> Plane:
    """Smeared from the middle outwards: the mean of pictures ever nearer, each step doubling how many they are."""
    if abs(nearer - 1) / 2 < _SEEN * _OPEN:
        return plane
    size = (plane.shape[1], plane.shape[0])
    for step in range(1, _DOUBLED + 1):
        scale = max(nearer, 1 / nearer) ** (0.5**step)
        way = cv2.getRotationMatrix2D((size[0] / 2 - 0.5, size[1] / 2 - 0.5), 0, scale)
        plane = np.asarray(cv2.addWeighted(plane, 0.5, cv2.warpAffine(plane, way, size), 0.5, 0), np.uint8)
    return plane
