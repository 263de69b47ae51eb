"""The sound of a shot from that of its chunks: each at its place in time, crossing into the next.

A chunk's sample 0 sounds with its frame 0, wherever the sound before it ended: nothing is laid behind something else,
so nothing slips. Models make a chunk's sound up to 50 ms shorter than its picture: before a seam the frames that both
chunks have cover that, after the last chunk there is silence.

Two sounds cross at equal power, and as far as they are alike at equal level: what is the same in both, because sound
was handed over or the picture alone was made again, crosses unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from milimo_lang.ir.bodies import Keep
from milimo_lang.ir.values import half_up, sample_at
from milimo_runtime.media.sound import Samples

_LONGEST = Fraction(1, 4)
"""Seconds of a crossing between chunks: over longer ones the end of what the earlier chunk says is lost."""
_SHORTEST = Fraction(1, 50)
"""Seconds of a crossing at the bounds of a part made again, and between chunks that have less sound in common."""
_BRIDGED = Fraction(3, 50)
"""Seconds without any sound at a seam that the sounds beside them, running on backwards, fill."""
_FADE = Fraction(1, 100)
"""Seconds over which a sound ends, or begins, beside silence."""


def joined(keep: Iterable[Keep], rate: Fraction, sample_rate: int, read: Callable[[str], Samples]) -> Iterator[Samples]:
    """The sound of the frames that `keep` says, in pieces: exactly the samples of that many frames.

    `read` gives the sound [n, 2] of a role. Two sounds are held at a time.
    """
    laid = _laid(keep, rate, sample_rate, read)
    heard = next(laid, None)
    if heard is None:
        return
    at = 0
    for coming in laid:
        heard, coming, first, last = _met(heard, coming, at, sample_rate)
        heard, coming = _ended(heard, last, sample_rate), _ended(coming, last, sample_rate)
        yield heard.taken(at, first)
        yield crossed(heard.taken(first, last), coming.taken(first, last))
        at, heard = last, coming
    yield _ended(heard, heard.end, sample_rate).taken(at, heard.end)


@dataclass(frozen=True)
class _Laid:
    """A sound in its place, in samples of the shot: it begins at `origin` and is wanted in [start, end)."""

    start: int
    end: int
    origin: int
    sound: Samples

    @property
    def over(self) -> int:
        return self.origin + len(self.sound)

    def taken(self, first: int, last: int) -> Samples:
        """Samples [first, last) of the shot; silence where the sound has none."""
        found: Samples = np.zeros((last - first, 2), np.float32)
        begin, end = max(first, self.origin), min(last, self.over)
        if begin < end:
            found[begin - first : end - first] = self.sound[begin - self.origin : end - self.origin]
        return found

    def stretched(self, first: int, last: int) -> _Laid:
        """Running on backwards from its ends, so that it is there in [first, last)."""
        ahead, behind = max(0, self.origin - first), max(0, last - self.over)
        return replace(
            self, origin=self.origin - ahead, sound=np.pad(self.sound, ((ahead, behind), (0, 0)), "symmetric")
        )


def _laid(keep: Iterable[Keep], rate: Fraction, sample_rate: int, read: Callable[[str], Samples]) -> Iterator[_Laid]:
    at = 0
    for piece in keep:
        start, end = (sample_at(frame, rate, sample_rate) for frame in (at, at + piece.frames))
        yield _Laid(start, end, half_up((at - piece.first) * sample_rate / rate), read(piece.role))
        at += piece.frames


# ---------------------------------------------------------------- seams


def _met(heard: _Laid, coming: _Laid, at: int, sample_rate: int) -> tuple[_Laid, _Laid, int, int]:
    """Both sounds ready to meet at or after `at`, and the samples [first, last) over which they cross."""
    shortest = half_up(_SHORTEST * sample_rate)
    if heard.origin == coming.origin:
        return heard, coming, max(at, heard.end - shortest // 2), min(coming.end, heard.end + shortest // 2)
    last = min(heard.end, heard.over)
    if last - coming.origin >= shortest:
        first = max(at, coming.origin, last - half_up(_LONGEST * sample_rate))
        return heard, coming, first, max(first, last)
    gap = coming.origin - heard.over
    if gap > half_up(_BRIDGED * sample_rate) or not len(heard.sound) or not len(coming.sound):
        cut = max(at, coming.origin)
        return heard, _begun(coming, sample_rate), cut, cut
    first = max(at, (heard.over + coming.origin - shortest) // 2)
    last = min(coming.end, first + shortest)
    return heard.stretched(heard.origin, last), coming.stretched(first, coming.over), first, last


def crossed(one: Samples, other: Samples) -> Samples:
    """`one` becoming `other`, which is as long. The power stays, be they strangers or the same."""
    angle = (np.arange(len(one))[:, None] + 0.5) * (np.pi / 2 / max(1, len(one)))
    down, up = np.cos(angle), np.sin(angle)
    together = np.sqrt(1 + 2 * _likeness(one, other) * down * up)
    return np.asarray((one * down + other * up) / together, np.float32)


def _likeness(one: Samples, other: Samples) -> float:
    """Correlation of two sounds, 0 to 1: 1 where they are the same, 0 where they are strangers."""
    a, b = one.astype(np.float64).ravel(), other.astype(np.float64).ravel()
    power = float(np.sqrt((a @ a) * (b @ b)))
    return min(1.0, max(0.0, float(a @ b) / power)) if power > 0 else 0.0


def _ended(laid: _Laid, wanted: int, sample_rate: int) -> _Laid:
    """Faded out at its end, where it is wanted until after it."""
    if laid.over >= wanted:
        return laid
    return replace(laid, sound=laid.sound * _rising(len(laid.sound), sample_rate)[::-1])


def _begun(laid: _Laid, sample_rate: int) -> _Laid:
    return replace(laid, sound=laid.sound * _rising(len(laid.sound), sample_rate))


def _rising(length: int, sample_rate: int) -> Samples:
    """Factors [length, 1] that rise from 0 to 1 and stay there."""
    ramp = min(half_up(_FADE * sample_rate), length)
    factors: Samples = np.ones((length, 1), np.float32)
    factors[:ramp, 0] = np.sin((np.arange(ramp) + 0.5) * (np.pi / 2 / max(1, ramp))) ** 2
    return factors
