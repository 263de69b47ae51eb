"""All sound of the film in one: every placement at its exact sample, levelled once to the film's loudness.

The mix runs in pieces of a few seconds and reads every sound as a stream, so a long film needs no more memory
than a short one: it is mixed again each time it is measured or written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from milimo_lang.ir.bodies import MixBody, Placement
from milimo_lang.ir.values import half_up, sample_at
from milimo_runtime.backend import Job, Progress
from milimo_runtime.media.levelling import Held, again, level_for, levelled, trimmed
from milimo_runtime.media.loudness import amplitude, limited, measured_file
from milimo_runtime.media.sound import Samples, sound_chunks, write_sound_chunks
from milimo_runtime.media.soundtrack import write_soundtrack

_PIECE = 1 << 18
"""Samples mixed at a time: 5.5 s at 48 kHz."""
_SHORT = 1 << 24
"""Samples of film that are kept in memory while they are levelled: 5.8 minutes, 128 MB."""
_RAMP = Fraction(7, 1000)
"""Seconds over which a sound cut in its midst comes or goes, against the click."""
_RUNNING = ("production", "ambience", "tone")
"""Tracks whose sounds are pieces of something that runs on: cut at both ends, wherever they begin."""
_SPOKEN = ("dialogue", "voiceover")
_DUCKED, _DOWN, _UP = -12.0, 0.25, 0.6
"""dB by which music gives way to speech, and the seconds it takes to go down (ahead) and to come back."""

_ROOM = 0.01
"""dB under the peak for the floor, and for what the meter rounds away."""
_OVERSHOOT = 0.2
"""dB left for what the encoder puts over the limiter in most films: encoding again takes longer than all the rest."""
_OFF = 0.2
"""LU that a film may be off its loudness before that is said."""
_AGAIN = 3
"""Times the mix is levelled again for the encoder's sake, before all of it is made quieter."""


def make_mix(job: Job, body: MixBody) -> None:
    """Write the outputs `sound` and `aac`: exactly the samples of `body.frames` frames.

    What is heard decides: `aac` has `body.loudness` LUFS, and its true peak is at most `body.peak` dBTP. The encoder
    puts back some of what the limiter took, and drops some hiss, so a mix that comes out of it wrong is levelled
    again. Where the peak is over all the same, the mix is made quieter, and it is said how loud it is.
    """
    short = sample_at(body.frames, body.rate, body.sample_rate) <= _SHORT
    raw = _repeatable(lambda: _told(job, mixed(job, body), body, 0.0, 0.2), short)
    held = _held(lambda: _told(job, raw(), body, 0.2, 0.1), body.sample_rate, short)
    sound, aac, peak = job.outputs["sound"], job.outputs["aac"], body.peak - _ROOM
    level = level_for(held, body.sample_rate, body.loudness, peak - _OVERSHOOT)
    aim, done = body.loudness, 0.3
    for encoding in count(1):
        final = _repeatable(partial(levelled, held, level), short)
        share = (0.9 - done) / 2
        write_soundtrack(aac, _told(job, final(), body, done, share), body.sample_rate)
        heard = measured_file(aac, body.sample_rate, partial(job.report, Progress(done + share, "mixing")))
        done += share
        excess, missing = heard.peak - peak, body.loudness - heard.integrated
        # What the limiter could not make as loud as asked needs no second try.
        astray = _OFF < abs(missing) < math.inf and level.reached > aim - _OFF
        if excess <= 0 and (not astray or encoding > _AGAIN):
            break
        if encoding > _AGAIN:
            level = trimmed(level, excess)
            continue
        if math.isfinite(missing):
            aim = body.loudness + level.reached - heard.integrated
        level = again(level, held, body.sample_rate, aim, excess)
    write_sound_chunks(sound, _told(job, final(), body, 0.9, 0.1), body.sample_rate)
    if level.held and _OFF < missing < math.inf:
        job.report(Progress(done, f"no louder than {heard.integrated:.1f} LUFS: all peaks"))


def _repeatable(make: Callable[[], Iterator[Samples]], short: bool) -> Callable[[], Iterator[Samples]]:
    """What `make` gives, as often as it is wanted: kept where it is short, made again where it is long."""
    if not short:
        return make
    kept = list(make())
    return lambda: iter(kept)


def _held(raw: Callable[[], Iterator[Samples]], sample_rate: int, short: bool) -> Held:
    """The mix at any gain under any ceiling. The last is kept where it is short: it is what is written."""

    def held(gain: float, ceiling: float) -> Iterator[Samples]:
        factor = np.float32(amplitude(gain))
        chunks = (chunk * factor for chunk in raw())
        return limited(chunks, sample_rate, ceiling) if math.isfinite(ceiling) else chunks

    return lru_cache(maxsize=1)(lambda gain, ceiling: tuple(held(gain, ceiling))) if short else held


def _told(job: Job, chunks: Iterator[Samples], body: MixBody, done: float, share: float) -> Iterator[Samples]:
    """The same chunks, reported on: from `done` on for `share` of the work."""
    at, whole = 0, max(1, sample_at(body.frames, body.rate, body.sample_rate))
    for chunk in chunks:
        job.report(Progress(done + share * min(1.0, at / whole), "mixing"))
        at += len(chunk)
        yield chunk


def mixed(job: Job, body: MixBody) -> Iterator[Samples]:
    """The sum of all placements, unlevelled, in pieces."""
    length = sample_at(body.frames, body.rate, body.sample_rate)
    ducking = _Ducking(body)
    laid_out = (_Laid(placement, job.inputs[placement.role], body, ducking) for placement in body.placements)
    waiting = sorted(laid_out, key=lambda laid: laid.start)
    playing: list[_Laid] = []
    for at in range(0, length, _PIECE):
        end = min(at + _PIECE, length)
        while waiting and waiting[0].start < end:
            playing.append(waiting.pop(0))
        total: Samples = np.zeros((end - at, 2), np.float32)
        for laid in playing:
            laid.add(total, at)
        playing = [laid for laid in playing if laid.end > end]
        yield total


class _Laid:
    """A placement while it plays: its sound as a stream, shaped and added piece by piece."""

    def __init__(self, placement: Placement, path: Path, body: MixBody, ducking: _Ducking) -> None:
        rate, sample_rate = body.rate, body.sample_rate
        self._placement, self._ducking, self._sample_rate = placement, ducking, sample_rate
        self.start = sample_at(placement.span.start, rate, sample_rate)
        self.end = sample_at(placement.span.end, rate, sample_rate)
        self._fades = _fades(placement, rate, sample_rate, self.end - self.start)
        self._stream = _Stream(path, half_up(placement.skip * sample_rate), sample_rate, placement.loop)

    def add(self, total: Samples, at: int) -> None:
        """Add what sounds in [at, at + len(total)) film samples."""
        first, last = max(at, self.start), min(at + len(total), self.end)
        if first >= last:
            return
        sound = self._stream.take(last - first)
        total[first - at : first - at + len(sound)] += self._shape(sound, first)

    def _shape(self, sound: Samples, first: int) -> Samples:
        """`sound`, which begins at the film sample `first`, with its gain, its fades and its ducking."""
        shaped = sound * np.float32(amplitude(self._placement.gain))
        fade_in, fade_out = self._fades
        last = first + len(sound)
        # Sine and cosine: two sounds that cross keep their power (equal-power crossfade).
        if fade_in and first < self.start + fade_in:
            rising = np.arange(first, min(last, self.start + fade_in)) - self.start
            shaped[: len(rising)] *= _quarter(rising, fade_in)
        if fade_out and last > self.end - fade_out:
            falling = self.end - 1 - np.arange(max(first, self.end - fade_out), last)
            shaped[len(shaped) - len(falling) :] *= _quarter(falling, fade_out)
        if self._placement.duck:
            shaped *= self._ducking.at(first, last)[:, None]
        return shaped


def _quarter(position: npt.NDArray[np.int64], length: int) -> Samples:
    """The first quarter of a sine over `length` samples, at `position`, as a column."""
    return np.asarray(np.sin((position + 0.5) * (np.pi / 2 / length)), np.float32)[:, None]


def _fades(placement: Placement, rate: Fraction, sample_rate: int, length: int) -> tuple[int, int]:
    """Samples of fade in and fade out: as said, else a ramp against the click where the sound is cut."""
    ramp = half_up(_RAMP * sample_rate)
    cut = placement.skip > 0 or placement.track in _RUNNING
    fade_in = half_up(placement.fade_in * sample_rate / rate) or (ramp if cut else 0)
    fade_out = half_up(placement.fade_out * sample_rate / rate) or ramp
    return min(fade_in, length), min(fade_out, length)


class _Stream:
    """A sound file from sample `skip` on, taken in pieces; from its beginning again when it loops."""

    def __init__(self, path: Path, skip: int, sample_rate: int, loop: bool) -> None:
        self._path, self._sample_rate, self._loop = path, sample_rate, loop
        self._chunks = sound_chunks(path, sample_rate=sample_rate)
        self._held: list[Samples] = []
        self._skip = skip

    def take(self, count: int) -> Samples:
        """The next `count` samples; fewer when the sound is over."""
        skip, self._skip = self._skip, 0
        if skip:
            self.take(skip)
        parts: list[Samples] = []
        while count > 0 and (chunk := self._next()) is not None:
            parts.append(chunk[:count])
            if len(chunk) > count:
                self._held.append(chunk[count:])
            count -= len(parts[-1])
        return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)

    def _next(self) -> Samples | None:
        if self._held:
            return self._held.pop()
        chunk = next(self._chunks, None)
        if chunk is None and self._loop:
            self._chunks = sound_chunks(self._path, sample_rate=self._sample_rate)
            chunk = next(self._chunks, None)
        return chunk


class _Ducking:
    """How far music is lowered, in dB, at each sample of the film: straight lines around the speeches."""

    def __init__(self, body: MixBody) -> None:
        sample_rate = body.sample_rate
        self._at: list[float] = [0.0]
        self._level: list[float] = [0.0]
        for start, end in _speeches(body.placements, body, round((_DOWN + _UP) * sample_rate)):
            self._at += [start - _DOWN * sample_rate, start, end, end + _UP * sample_rate]
            self._level += [0.0, _DUCKED, _DUCKED, 0.0]

    def at(self, first: int, last: int) -> Samples:
        """Factors for the film samples [first, last)."""
        level = np.interp(np.arange(first, last), self._at, self._level)
        return (10 ** (level / 20)).astype(np.float32)


def _speeches(placements: Sequence[Placement], body: MixBody, gap: int) -> list[tuple[int, int]]:
    """When anyone speaks, in samples; pauses of up to `gap` samples are passed over."""
    merged: list[tuple[int, int]] = []
    spans = sorted((p.span.start, p.span.end) for p in placements if p.track in _SPOKEN and p.span.frames)
    for first, last in spans:
        start, end = (sample_at(frame, body.rate, body.sample_rate) for frame in (first, last))
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
