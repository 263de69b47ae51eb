"""The camera: what the vocabulary's amounts mean, and where the frame lies in the world at each frame of a shot.

| amount | meaning (each runs from its first value to its second over the shown frames) |
|---|---|
| `zoom` | factor of everything alike: a lens |
| `push` | factor at the figures' depth, less behind, more before: the camera travels |
| `x` `y` | the middle of the frame, in frame widths and heights; y grows downwards |
| `truck` `crane` | the same for a camera that travels: near things pass faster |
| `orbit` | travels sideways and keeps the figures where they are: what is behind slides |
| `roll` | degrees, positive turns the picture anticlockwise |
| `shake` | height of an unsteady hand's noise, in frame widths |
| `focus` | 0: the figures are sharp, 1: what is behind them |
| `tilt` | how far the lens looks up, in frame heights |
| `ease` | steepness of the start and stop (2 unless said) |
| `scale` | of a speed: multiplies the distance of every move |
| `depth` | of a lens: how much near and far differ (1 unless said) |

An amount of another name is no business of the camera. After the last shown frame the camera holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.chance import drift

_FACTORS = ("zoom", "push")
_SHIFTS = ("x", "y", "truck", "crane", "orbit", "roll", "shake", "focus", "tilt")
_ORBIT = 1.7
"""How far what is behind slides when the camera has travelled one width around the figures."""


@dataclass(frozen=True, slots=True)
class Pose:
    """The camera at one frame; the fields are the amounts of the table, shake resolved into x, y and roll."""

    zoom: float = 1.0
    push: float = 1.0
    x: float = 0.0
    y: float = 0.0
    truck: float = 0.0
    crane: float = 0.0
    orbit: float = 0.0
    roll: float = 0.0
    focus: float = 0.0

    def window(self, aspect: float, depth: float, target: tuple[float, float] = (0.0, 0.0)) -> Box:
        """What the frame (`aspect` wide, 1 high at zoom 1) shows of the world at `depth`, before any roll.

        `depth` is 1 at the figures, towards 0 far behind, above 1 before them. `target` (world) is what the camera
        goes in on: it keeps its place in the frame.
        """
        zoom = self.zoom * max(0.05, 1 + (self.push - 1) * depth)
        x = aspect * (self.x + self.truck * depth + self.orbit * _ORBIT * (depth - 1)) + target[0] * (1 - 1 / zoom)
        y = self.y + self.crane * depth + target[1] * (1 - 1 / zoom)
        wide, high = aspect / zoom / 2, 0.5 / zoom
        return Box(x - wide, y - high, x + wide, y + high)


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
    scale = _product(terms, "scale")
    depth = _product(terms, "depth")
    moves = [term for term in terms if term.draft.amounts]
    last = max(1, frames - 1)
    poses = [_pose(moves, min(1.0, at / last), at, scale, seed) for at in range(max(1, frames + handle))]
    unsteady = any(max(term.draft.amounts.get("shake", (0.0, 0.0))) > 0 for term in terms)
    return Camera(tuple(poses), depth, unsteady)


def _product(terms: Sequence[Term], name: str) -> float:
    value = 1.0
    for term in terms:
        if name in term.draft.amounts:
            value *= term.draft.amounts[name][0]
    return value


def _pose(moves: Sequence[Term], part: float, frame: int, scale: float, seed: int) -> Pose:
    factors = dict.fromkeys(_FACTORS, 1.0)
    shifts = dict.fromkeys(_SHIFTS, 0.0)
    for term in moves:
        amounts = term.draft.amounts
        eased = ease(part, amounts.get("ease", (2.0, 2.0))[0])
        reach = scale if term.kind == "camera" else 1.0
        for name in _FACTORS:
            if name in amounts:
                start, stop = (1 + (value - 1) * reach for value in amounts[name])
                factors[name] *= max(0.1, start * (stop / start) ** eased if start > 0 < stop else start)
        for name in _SHIFTS:
            if name in amounts:
                start, stop = amounts[name]
                reached = 1.0 if name in ("shake", "focus", "tilt") else reach
                shifts[name] += (start + (stop - start) * eased) * reached
    across, down, turn = _hand(frame, shifts["shake"], seed)
    return Pose(
        factors["zoom"],
        factors["push"],
        shifts["x"] + across,
        shifts["y"] - shifts["tilt"] + down,
        shifts["truck"],
        shifts["crane"],
        shifts["orbit"],
        shifts["roll"] + turn,
        shifts["focus"],
    )


def ease(part: float, steepness: float = 2.0) -> float:
    """From 0 to 1 with a soft start and stop; 2 is close to a smoothstep, 5 a whip."""
    part = min(1.0, max(0.0, part))
    if steepness == 2.0:
        return part * part * (3 - 2 * part)
    rising, falling = part**steepness, (1 - part) ** steepness
    return float(rising / (rising + falling))


def _hand(frame: int, shake: float, seed: int) -> tuple[float, float, float]:
    """An unsteady hand: slow sway and a faster tremor (knots 9 and 3 frames apart)."""
    if shake == 0.0:
        return 0.0, 0.0, 0.0
    sway = [drift(frame / 9, "hand", seed, axis) for axis in "xyr"]
    tremor = [drift(frame / 3, "tremor", seed, axis) for axis in "xy"]
    return (
        shake * (1.4 * sway[0] + 0.35 * tremor[0]),
        shake * (1.9 * sway[1] + 0.5 * tremor[1]),
        0.0,
    )
