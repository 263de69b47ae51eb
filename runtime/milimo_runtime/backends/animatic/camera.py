"""The drawn camera: where the frame of each pose lies in a world with depth; `media.moves` says what poses are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.media.moves import Pose, poses, unsteady

_ORBIT = 1.7
"""How far what is behind slides when the camera has travelled one width around the figures."""


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
        return any((pose.push, pose.truck, pose.crane, pose.orbit) != (1.0, 0.0, 0.0, 0.0) for pose in self.poses)

    @property
    def racks(self) -> bool:
        return any(pose.focus != self.poses[0].focus for pose in self.poses)

    def layer_depth(self, depth: float) -> float:
        """`depth` as this lens renders it."""
        return max(0.02, 1 + (depth - 1) * self.depth)


def camera_of(terms: Sequence[Term], frames: int, handle: int, seed: int) -> Camera:
    """The camera of a shot of `frames` shown frames and a tail of `handle`; `seed` steers an unsteady hand."""
    depth = 1.0
    for term in terms:
        depth *= term.draft.amounts.get("depth", (1.0, 1.0))[0]
    return Camera(poses(terms, frames, handle, seed), depth, unsteady(terms))


def window(pose: Pose, aspect: float, depth: float, target: tuple[float, float] = (0.0, 0.0)) -> Box:
    """What the frame (`aspect` wide, 1 high at zoom 1) shows of the world at `depth`, before any roll.

    `depth` is 1 at the figures, towards 0 far behind, above 1 before them. `target` (world) is what the camera
    goes in on: it keeps its place in the frame.
    """
    zoom = pose.zoom * max(0.05, 1 + (pose.push - 1) * depth)
    x = aspect * (pose.x + pose.truck * depth + pose.orbit * _ORBIT * (depth - 1)) + target[0] * (1 - 1 / zoom)
    y = pose.y - pose.tilt + pose.crane * depth + target[1] * (1 - 1 / zoom)
    wide, high = aspect / zoom / 2, 0.5 / zoom
    return Box(x - wide, y - high, x + wide, y + high)
