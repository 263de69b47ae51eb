"""The camera's moves: what the vocabulary's amounts mean, and what they have come to at each frame of a shot.

Each amount runs from its first value to its second over the shown frames; then the camera holds. The drawn camera
(`backends.animatic.camera`) sees a world with depth; a photograph (`rostrum`) is flat, all of it as far as the figures.

| amount | the drawn camera | over a photograph |
|---|---|---|
| `zoom` | factor of everything alike: a lens | the same |
| `push` | factor at the figures' depth, less behind, more before: it travels | as `zoom` |
| `x` `y` | the middle of the frame, in frame widths and heights; y grows downwards | the same |
| `truck` `crane` | the same for a camera that travels: near things pass faster | as `x` `y` |
| `orbit` | travels sideways and keeps the figures where they are: what is behind slides | as `truck` |
| `roll` | degrees, positive turns the picture anticlockwise | the same |
| `shake` | height of an unsteady hand's noise, in frame widths | the same |
| `sway` | the same of what is behind alone: the camera is strapped to the figures | as `shake` |
| `tilt` | how far the lens looks up, in frame heights | nothing: its angle is its own |
| `focus` | 0: the figures are sharp, 1: what is behind them | nothing: it is sharp where it is |
| `depth` | of a lens: how much near and far differ (1 unless said) | nothing: it has one depth |
| `ease` | steepness of the start and stop (2 unless said) | the same |

An amount of another name is no business of the camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milimo_lang.ir.terms import Term
from milimo_runtime.media.chance import drift

_FACTORS = ("zoom", "push")
_SHIFTS = ("x", "y", "truck", "crane", "orbit", "roll", "shake", "sway", "tilt", "focus")
_LEAST = 0.1
"""The smallest factor: a picture ten times as large as the frame."""


@dataclass(frozen=True, slots=True)
class Pose:
    """The camera at one frame: the amounts of the table, an unsteady hand resolved into `x` and `y`."""

    zoom: float = 1.0
    push: float = 1.0
    x: float = 0.0
    y: float = 0.0
    truck: float = 0.0
    crane: float = 0.0
    orbit: float = 0.0
    roll: float = 0.0
    tilt: float = 0.0
    focus: float = 0.0


def poses(terms: Sequence[Term], frames: int, handle: int, seed: int = 0) -> tuple[Pose, ...]:
    """One pose for each of `frames` shown frames and a tail of `handle`, one at least; `seed` steers the hand."""
    last = max(1, frames - 1)
    return tuple(_pose(terms, min(1.0, at / last), at, seed) for at in range(max(1, frames + handle)))


def unsteady(terms: Sequence[Term]) -> bool:
    """Whether a hand holds the camera."""
    return any(max(term.draft.amounts.get(name, (0.0, 0.0))) > 0 for term in terms for name in ("shake", "sway"))


def ease(part: float, steepness: float = 2.0) -> float:
    """From 0 to 1 with a soft start and stop; 2 is a smoothstep, 5 a whip."""
    part = min(1.0, max(0.0, part))
    if steepness == 2.0:
        return part * part * (3 - 2 * part)
    rising, falling = part**steepness, (1 - part) ** steepness
    return float(rising / (rising + falling))


def _pose(terms: Sequence[Term], part: float, frame: int, seed: int) -> Pose:
    factors = dict.fromkeys(_FACTORS, 1.0)
    shifts = dict.fromkeys(_SHIFTS, 0.0)
    for term in terms:
        amounts = term.draft.amounts
        eased = ease(part, amounts.get("ease", (2.0, 2.0))[0])
        for name in _FACTORS:
            if name in amounts:
                start, stop = amounts[name]
                factors[name] *= max(_LEAST, start * (stop / start) ** eased if start > 0 < stop else start)
        for name in _SHIFTS:
            if name in amounts:
                start, stop = amounts[name]
                shifts[name] += start + (stop - start) * eased
    across, down = _hand(frame, shifts.pop("shake"), seed)
    shifts["x"] += across
    shifts["y"] += down
    across, _ = _hand(frame, shifts.pop("sway"), seed)
    shifts["orbit"] += across
    return Pose(**factors, **shifts)


def _hand(frame: int, shake: float, seed: int) -> tuple[float, float]:
    """An unsteady hand: slow sway and a faster tremor (knots 9 and 3 frames apart)."""
    if shake == 0.0:
        return 0.0, 0.0
    sway = [drift(frame / 9, "hand", seed, axis) for axis in "xy"]
    tremor = [drift(frame / 3, "tremor", seed, axis) for axis in "xy"]
    return shake * (1.4 * sway[0] + 0.35 * tremor[0]), shake * (1.9 * sway[1] + 0.5 * tremor[1])
