"""A written time as frames."""

from __future__ import annotations

import math
from fractions import Fraction

from milimo_lang.ir.values import half_up
from milimo_lang.syntax.tree import Time

LONGEST = 3600
"""Seconds of the longest shot, and of the longest wait inside one."""


def longest(rate: Fraction) -> int:
    """Frames of the longest shot."""
    return half_up(LONGEST * rate)


def point(time: Time, rate: Fraction, frames: int) -> int:
    """The frame a time names inside a shot of `frames` frames: `50%` of the last frame, `end` is the last."""
    last = max(frames - 1, 0)
    match time.unit:
        case "percent":
            return half_up(time.value * last / 100)
        case "end":
            return last
        case _:
            return length(time, rate)


def length(time: Time, rate: Fraction) -> int:
    """Frames of a duration; halves of a frame round up. A timecode counts frames at the rate rounded up."""
    match time.unit:
        case "frames":
            return half_up(time.value)
        case "timecode":
            return int(time.value) * math.ceil(rate) + time.extra
        case _:
            return half_up(time.value * rate)


def seconds(time: Time, rate: Fraction) -> Fraction:
    """A time as exact seconds."""
    match time.unit:
        case "frames":
            return time.value / rate
        case "timecode":
            return Fraction(length(time, rate)) / rate
        case _:
            return time.value


def is_length(time: Time) -> bool:
    """Whether the time says how long, and not where."""
    return time.unit in ("frames", "seconds", "timecode")
