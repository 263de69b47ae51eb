"""Choices that look free and are always the same: every draw is a hash of the words that name it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def _digest(words: tuple[object, ...]) -> bytes:
    return hashlib.sha256("\x1f".join(str(word) for word in words).encode()).digest()


def chance(*words: object) -> float:
    """A number in [0, 1) that depends on `words` alone."""
    return int.from_bytes(_digest(words)[:7], "big") / 2**56


def between(low: float, high: float, *words: object) -> float:
    """A number in [low, high) that depends on `words`."""
    return low + (high - low) * chance(*words)


def pick(choices: Sequence[T], *words: object) -> T:
    """One of `choices`, which must not be empty."""
    return choices[int(chance(*words) * len(choices))]


def noise_source(*words: object) -> np.random.Generator:
    """A stream of random numbers that depends on `words`."""
    return np.random.Generator(np.random.PCG64(int.from_bytes(_digest(words)[:16], "big")))


def drift(at: float, *words: object) -> float:
    """Smooth noise in about [-1, 1] at the point `at`: knots one unit apart, joined by a cubic."""
    knot = int(np.floor(at))
    part = at - knot
    before, left, right, after = (between(-1, 1, *words, knot + step) for step in (-1, 0, 1, 2))
    slope = 0.5 * (right - before)
    landing = 0.5 * (after - left)
    rise = right - left
    return left + part * (slope + part * (3 * rise - 2 * slope - landing + part * (slope + landing - 2 * rise)))
