"""A pose as joints: a body in space, turned, and seen a little from above, as points of the figure's own measure.

In space x is to the body's own right, y down, z ahead.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Point
from milimo_runtime.backends.animatic.figures.poses import Limb, pose_of
from milimo_runtime.backends.animatic.figures.stance import Stance

Space = tuple[float, float, float]

_PITCH = 0.15
"""How much lower what is nearer to us is: the camera looks down a little."""
_TURNS = {"stand": 32.0, "sit": 46.0, "kneel": 52.0, "lie": 90.0, "walk": 66.0, "run": 74.0}
"""How far a body turns that looks to a side of the frame; a head turns less."""
_THIGH, _SHIN, _SOLE = 0.228, 0.212, 0.034
_UPPER, _FORE, _PALM = 0.165, 0.142, 0.032
_HIP, _SPINE, _NECK = 0.046, 0.344, 0.096
_STANDING = 0.505
"""The hips of someone who stands straight."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A limb seen: `points` from the body outwards, the last is the hand or the heel; `tip` the toes.

    `near` is how near to us its middle is.
    """

    points: tuple[Point, ...]
    tip: Point
    near: float
    hidden: bool


class Skeleton:
    """The joints of a stance. The middle of the head is (0, 0.07) but for the bob of a walk."""

    def __init__(self, stance: Stance, female: bool) -> None:
        pose = pose_of(stance)
        self.yaw = _yaw(stance)
        self.lean = math.radians(pose.lean)
        self.female = female
        self._sine, self._cosine = math.sin(self.yaw), math.cos(self.yaw)
        self._hips = _STANDING
        self._hips += 1.0 - max(self._lowest(leg) for leg in pose.legs) - pose.lift
        self._sway = pose.sway
        self._shift = (0.0, 0.0)
        drop = 1.0 - stance.tall
        head = self._head()
        walks = stance.posture in ("walk", "run")
        self._shift = (-head[0], -drop if walks else 0.07 - head[1])
        self.head = self._head()
        self.legs = [self._leg(side, leg) for side, leg in zip((-1, 1), pose.legs, strict=True)]
        self.arms = [self._arm(side, arm) for side, arm in zip((-1, 1), pose.arms, strict=True)]
        self.neck = self.seen((0.0, *self._up(_SPINE + 0.012)))
        self.pelvis = self.seen((self._sway, self._hips, 0.0))

    def seen(self, point: Space) -> Point:
        """Where a point in space is in the figure's own measure."""
        x, y, z = point
        return (
            x * self._cosine + z * self._sine + self._shift[0],
            y + _PITCH * self.near(point) + self._shift[1],
        )

    def near(self, point: Space) -> float:
        """How near to us a point is, from the middle of the body."""
        return point[2] * self._cosine - point[0] * self._sine

    def trunk(self, along: float, round_: float, wide: float, deep: float, ahead: float) -> Point:
        """A point on the trunk: `along` it (0 at the neck, 1 at the crotch), `round_` it (radians from the front).

        `wide` and `deep` are its half axes there, `ahead` how far its middle is before the spine.
        """
        return self.seen(self._on_trunk(along, math.sin(round_) * wide, math.cos(round_) * deep + ahead))

    def faces(self, round_: float, wide: float, deep: float) -> bool:
        """Whether the side of the trunk `round_` it looks at us, and not past us."""
        across, ahead = deep * math.sin(round_), wide * math.cos(round_)
        return ahead * self._cosine - across * self._sine > 0.2 * math.hypot(across, ahead)

    def edge(self, along: float, side: int, wide: float, deep: float, ahead: float) -> Point:
        """The outermost point of the trunk on a `side` of the picture."""
        turn = math.atan2(wide * self._cosine, deep * self._sine)
        across, front = side * wide * math.sin(turn), side * deep * math.cos(turn)
        return self.seen(self._on_trunk(along, across, front + ahead))

    def _on_trunk(self, along: float, across: float, ahead: float) -> Space:
        length = _SPINE + 0.03
        y, z = self._up(_SPINE - along * length)
        sway = self._sway * min(1.0, along)
        return across + sway, y + ahead * math.sin(self.lean), z + ahead * math.cos(self.lean)

    def _up(self, length: float) -> tuple[float, float]:
        """y and z of the point `length` up the spine from the hips."""
        return self._hips - length * math.cos(self.lean), length * math.sin(self.lean)

    def _head(self) -> Point:
        y, z = self._up(_SPINE)
        tilt = 0.5 * self.lean
        return self.seen((0.0, y - _NECK * math.cos(tilt), z + _NECK * math.sin(tilt) + 0.012))

    def _leg(self, side: int, limb: Limb) -> Reach:
        hip = (side * _HIP + self._sway, self._hips, 0.0)
        knee = _along(hip, limb.swing, side * limb.out, _THIGH)
        ankle = _along(knee, limb.swing - limb.bend, side * limb.out * 0.6, _SHIN)
        toes = _toes(ankle, limb.foot, side)
        points = tuple(self.seen(point) for point in (hip, knee, ankle))
        return Reach(points, self.seen(toes), self.near(knee), limb.hidden)

    def _lowest(self, limb: Limb) -> float:
        """How low the foot of a leg, or its knee, is under hips at their height."""
        hip = (0.0, self._hips, 0.0)
        knee = _along(hip, limb.swing, limb.out, _THIGH)
        ankle = _along(knee, limb.swing - limb.bend, limb.out * 0.6, _SHIN)
        toes = _toes(ankle, limb.foot, 1)
        return max(ankle[1] + _SOLE, toes[1] + 0.4 * _SOLE, knee[1] + 0.03)

    def _arm(self, side: int, limb: Limb) -> Reach:
        y, z = self._up(_SPINE - 0.046)
        shoulder = (side * (0.084 if self.female else 0.1), y, z)
        elbow = _along(shoulder, limb.swing, side * limb.out, _UPPER)
        wrist = _along(elbow, limb.swing + limb.bend, -side * limb.across, _FORE)
        palm = _along(elbow, limb.swing + limb.bend, -side * limb.across, _FORE + _PALM)
        points = tuple(self.seen(point) for point in (shoulder, elbow, wrist, palm))
        near = max(self.near(elbow), self.near(wrist) - 0.03) if limb.bend > 30 else self.near(elbow)
        return Reach(points, points[-1], near, limb.hidden)


def _yaw(stance: Stance) -> float:
    """How far the body is turned from us, radians: positive to the right."""
    aside = (stance.facing > 0) - (stance.facing < 0)
    turn = 90.0 if abs(stance.facing) > 1 or stance.posture == "lie" else _TURNS[stance.posture]
    if stance.posture == "lie":
        aside = aside or 1
    turn = aside * turn
    return math.radians(180.0 - turn if stance.away else turn)


def _along(start: Space, swing: float, out: float, length: float) -> Space:
    """The end of a bone of `length` that begins at `start`."""
    ahead, aside = math.radians(swing), math.radians(out)
    return (
        start[0] + length * math.sin(aside),
        start[1] + length * math.cos(ahead) * math.cos(aside),
        start[2] + length * math.sin(ahead) * math.cos(aside),
    )


def _toes(ankle: Space, foot: float, side: int) -> Space:
    """The ball of the foot: ahead of the ankle and lower by the sole, turned by `foot` degrees."""
    turn = math.radians(foot)
    ahead, down = 0.068, 0.018
    return (
        ankle[0] + side * 0.012,
        ankle[1] + down * math.cos(turn) - ahead * math.sin(turn),
        ankle[2] + ahead * math.cos(turn) + down * math.sin(turn),
    )
