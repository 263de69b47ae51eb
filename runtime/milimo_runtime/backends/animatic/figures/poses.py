"""How bodies hold themselves: the angles of hips, knees, shoulders and elbows of each posture, phase and bearing.

Degrees. A limb hangs at 0; `swing` carries it ahead, `out` to its own side. A knee bends the shin back, an elbow the
forearm ahead; `across` carries the forearm before the body.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from milimo_runtime.backends.animatic.figures.stance import AT, PHASES, Stance


@dataclass(frozen=True, slots=True)
class Limb:
    """The angles of an arm or a leg; a hand that is `hidden` is in a pocket. `foot` tells the way toes point."""

    swing: float = 0.0
    bend: float = 0.0
    out: float = 4.0
    across: float = 0.0
    hidden: bool = False
    foot: float = 0.0


Pair = tuple[Limb, Limb]


@dataclass(frozen=True, slots=True)
class Pose:
    """A body: `lean` ahead, `sway` of the hips to a side (standing heights), and the limbs of both sides."""

    arms: Pair
    legs: Pair
    lean: float = 0.0
    sway: float = 0.0
    lift: float = 0.0
    """How far the feet are off the ground (standing heights)."""


_HANGS = Limb(3, 12, 6, 4)
_STANDS = Limb(0, 1, 2.5)
_AT_EASE = Limb(12, 17, 5)

_BEARINGS: tuple[Pose, ...] = (
    Pose((Limb(2, 10, 7, 3), Limb(6, 20, 8, 8)), (_STANDS, _AT_EASE), 0, -0.014),
    Pose((_HANGS, Limb(-14, 56, 16, 30, hidden=True)), (_AT_EASE, _STANDS), 0, 0.014),
    Pose((Limb(14, 92, 9, 68), Limb(20, 98, 9, 66)), (_STANDS, Limb(6, 8, 6)), -1),
    Pose((Limb(8, 38, 6, 38), Limb(8, 38, 6, 38)), (_STANDS, Limb(3, 3, 3)), 1),
)
BEARINGS = len(_BEARINGS)
"""Ways to stand: at ease, a hand in the pocket, arms folded, hands together."""

_SITS = Pose((Limb(18, 30, 5, 6), Limb(22, 36, 6, 12)), (Limb(88, 92, 5), Limb(90, 84, 7)), -2)
_SITS_AT = Pose((Limb(34, 62, 6, 26), Limb(38, 60, 7, 30)), (Limb(88, 92, 5), Limb(90, 84, 7)), 4)
_SITS_LOW = Pose((Limb(38, 44, 6, 10), Limb(44, 52, 7, 26)), (Limb(118, 128, 6), Limb(86, 16, 9, foot=-50)), -6)
"""At a table, the hands on it; on the ground, one knee drawn up."""
_KNEELS = Pose((Limb(4, 34, 5, 14), Limb(8, 38, 6, 18)), (Limb(32, 120, 5, foot=-166), Limb(37, 125, 7, foot=-166)), 10)
_LIES = Pose((Limb(-4, 10, 5, 4), Limb(2, 40, 8, 40)), (Limb(3, 5, 2, foot=-18), Limb(20, 34, 3, foot=-6)), 0)

# An arm raised in speech: a palm turned up, then the hand higher.
_GESTURES = (Limb(30, 90, 14, 8), Limb(30, 98, 20, -40))


def pose_of(stance: Stance) -> Pose:
    """The pose of a stance; a gesture takes the place of what its second arm does."""
    match stance.posture:
        case "sit":
            pose = _SITS_AT if stance.seat in AT else _SITS_LOW if stance.seat in ("floor", "bath") else _SITS
        case "kneel":
            pose = _KNEELS
        case "lie":
            return _LIES
        case "walk":
            pose = _walking(stance.phase / PHASES)
        case "run":
            return _running(stance.phase / PHASES)
        case "stand":
            pose = _BEARINGS[stance.bearing % BEARINGS]
    if stance.gesture:
        arm = _BEARINGS[0].arms[0] if stance.posture == "stand" else pose.arms[0]
        raised = _GESTURES[stance.gesture - 1]
        # The hand nearer to us speaks: it is not hidden by the body.
        pose = replace(pose, arms=(raised, arm) if stance.facing > 0 else (arm, raised))
    return pose


def _walking(part: float) -> Pose:
    """A walk at `part` (0 to 1) of two steps: 0 is one heel on the ground, the other leg behind."""
    legs, arms = [], []
    for at in (part, part + 0.5):
        turn = 2 * math.pi * at
        legs.append(_stride(25, 2, 5, 50, at, 0.5))
        arms.append(Limb(1 - 21 * math.cos(turn), 15 + 9 * max(0.0, -math.cos(turn)), 5, 6))
    return Pose((arms[0], arms[1]), (legs[0], legs[1]), 3)


def _running(part: float) -> Pose:
    """A run at `part` of two steps: bent arms, the body ahead of the feet, both feet in the air twice."""
    legs, arms = [], []
    for at in (part, part + 0.5):
        legs.append(_stride(40, 10, 16, 88, at, 0.375))
        arms.append(Limb(-6 - 40 * math.cos(2 * math.pi * at), 92, 8, 16))
    return Pose((arms[0], arms[1]), (legs[0], legs[1]), 15, lift=0.03 * abs(math.sin(2 * math.pi * part + 0.7)))


def _stride(reach: float, ahead: float, straight: float, bent: float, part: float, stood: float) -> Limb:
    """A leg of a stride: `stood` of two steps it stands while the body goes over it, then it swings back and bends."""
    at = part % 1
    if at < stood:
        turn = math.pi * at / stood
        swing = math.degrees(math.asin(math.sin(math.radians(reach)) * (1 - 2 * at / stood)))
    else:
        turn = math.pi * (1 + (at - stood) / (1 - stood))
        swing = reach * math.cos(turn)
    bend = straight + bent * max(0.0, math.sin(turn - math.pi + 0.5))
    return Limb(ahead + swing, bend, 1.5, foot=0.8 * (ahead + swing - bend))
