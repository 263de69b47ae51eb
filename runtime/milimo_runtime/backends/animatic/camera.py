"""The drawn camera: where the frame of each pose lies in a world with depth; `media.moves` says what poses are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.media.moves import Pose, poses, unsteady

_ORBIT = 3.2
"""How far the sky slides when the camera has travelled one width around the figures."""
_STOOD = 0.32
"""How far below the horizon people stand, frame heights."""
_SQUASHED = 0.25
"""Ground seen from as low as can be: a fourth of its height."""
_CLOSE = 1.55
"""The depth of what stands close to us."""
_NEAREST = 6.0
"""What the camera passes is enlarged at most so many times: it is out of the frame by then."""


@dataclass(frozen=True, slots=True)
class Camera:
    """The camera of a shot: a pose for each frame and what kind of move it makes."""

    poses: tuple[Pose, ...]
    depth: float
    unsteady: bool

    @property
    def still(self) -> bool:
        return all(pose == self.poses[0] for pose in self.poses)

    @property
    def travels(self) -> bool:
        """Whether near and far move differently, so that layers must stay apart."""
        lens = Pose()
        return any(replace(pose, zoom=1.0, x=0.0, y=0.0, roll=0.0, tilt=0.0, focus=0.0) != lens for pose in self.poses)

    @property
    def rises(self) -> bool:
        return any(pose.crane for pose in self.poses)

    @property
    def strays(self) -> float:
        """How far, in frame widths, it looks past what stands close to us at the edges of the frame."""
        return max(abs(pose.x + _CLOSE * pose.truck + _slid(pose.orbit, _CLOSE)) for pose in self.poses)

    @property
    def racks(self) -> bool:
        return any(pose.focus != self.poses[0].focus for pose in self.poses)

    def layer_depth(self, depth: float) -> float:
        """`depth` as this lens renders it."""
        return max(0.02, 1 + (depth - 1) * self.depth)


def camera_of(terms: Sequence[Term], frames: int, handle: int, seed: int, rate: Fraction = Fraction(24)) -> Camera:
    """The camera of a shot of `frames` shown frames and a tail of `handle`; `seed` steers an unsteady hand."""
    depth = 1.0
    for term in terms:
        depth *= term.draft.amounts.get("depth", (1.0, 1.0))[0]
    return Camera(poses(terms, frames, handle, seed, rate), depth, unsteady(terms))


def window(
    pose: Pose, aspect: float, depth: float, target: tuple[float, float] = (0.0, 0.0), horizon: float = 0.0
) -> Box:
    """What the frame (`aspect` wide, 1 high at zoom 1) shows of the world at `depth`, before any roll.

    `depth` is 1 at the figures, towards 0 far behind, above 1 before them. `target` (world) is what the camera
    goes in on: it keeps its place in the frame. At every depth the `horizon` is at one height of the frame.
    """
    lens, travelled = pose.zoom / pose.vertigo, pose.push * pose.vertigo
    figures = lens * travelled
    zoom = lens * nearing(travelled, depth) * (1.0 if depth == 1.0 else nearing(pose.pace, depth))
    across = aspect * (pose.x + pose.truck * depth + _slid(pose.orbit, depth))
    down = pose.y - pose.tilt + pose.crane * depth
    x = across + target[0] * (figures - 1) / zoom
    y = down + horizon + (target[1] * (figures - 1) - horizon * figures) / zoom
    wide, high = aspect / zoom / 2, 0.5 / zoom
    return Box(x - wide, y - high, x + wide, y + high)


def level_window(box: Box, pose: Pose, far: float, horizon: float) -> Box:
    """What a frame that shows `box` of level ground from its own height shows of it from that of the pose.

    Ground seen from higher up is drawn out from the horizon down: where people stand it goes as far as they do. `far`
    is the depth of what is at the horizon.
    """
    drawn = max(_SQUASHED, 1 - pose.crane * (1 - far) / _STOOD)
    return Box(box.left, horizon + (box.top - horizon) / drawn, box.right, horizon + (box.bottom - horizon) / drawn)


def nearing(push: float, depth: float) -> float:
    """How much larger a thing at `depth` becomes when the figures become `push` times as large: what is twice as near
    goes by, the sky stands still.
    """
    gone = (1 - 1 / push) * depth
    return 1 / max(1 / _NEAREST, 1 - gone)


def _slid(orbit: float, depth: float) -> float:
    """How far a thing slides when the camera goes round the figures: what is behind one way, what is before the other.

    It grows with the root of the distance: a wall has its share and the sky does not run away.
    """
    behind = 1 - depth
    return -orbit * _ORBIT * math.copysign(math.sqrt(abs(behind)), behind)
