"""The sound of a place where nobody speaks: shaped noise, quiet, never the same twice and always the same.

Inside: a low hum of air. Outside: air, and what the words tell of: sea, rain, wind, street, woods. It runs as long as
it is asked to without a loop; the same place and seed give the same sound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from milimo_lang.ir.bodies import Place, ToneBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.animatic.mood import says
from milimo_runtime.media.chance import between, noise_source
from milimo_runtime.media.sound import Samples, write_sound

Signal = npt.NDArray[np.float64]

_BLOCK = 1 << 15
"""Samples shaped at once; blocks overlap by half."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand of a tone: noise between `low` and `high` Hz at `level` dBFS, swelling by `swell` each `period` s."""

    low: float
    high: float
    level: float
    swell: float = 0.0
    period: float = 7.0


def make_tone(job: Job, body: ToneBody) -> None:
    """Write exactly `body.frames` frames of the place's sound, stereo, to the output `sound`."""
    samples = sample_at(body.frames, body.rate, body.sample_rate)
    write_sound(job.outputs["sound"], tone(body, samples, job), body.sample_rate)
    job.report(Progress(1.0, "sounded"))


def strands(place: Place) -> list[Strand]:
    """What is heard in `place`. Together about -60 to -48 dBFS."""
    words = f"{place.name} {place.time_of_day} {place.look}".casefold()
    heard: list[Strand] = []
    damp = 7.0 if place.interior else 0.0
    lid = 0.35 if place.interior else 1.0
    if place.interior is not False:
        heard.append(Strand(45, 260, -57))
        heard.append(Strand(260, 1400, -69))
    else:
        heard.append(Strand(80, 900, -60, 0.3, 11))
    if says(words, ("storm", "gale", "wind", "windy", "tempest")):
        heard.append(Strand(120, 700 * lid + 200, -52 - damp, 0.75, 6.3))
    if says(words, ("rain", "rainy", "storm", "drizzle", "downpour")):
        heard.append(Strand(900, 7000 * lid, -56 - damp, 0.15, 9))
    if says(words, ("sea", "ocean", "coast", "beach", "shore", "harbour", "harbor", "lighthouse", "waves", "quay")):
        heard.append(Strand(90, 1800 * lid, -53 - damp, 0.8, 8.7))
    if says(words, ("river", "stream", "gutter", "water", "fountain")):
        heard.append(Strand(500, 3800 * lid, -57 - damp, 0.2, 3))
    if says(words, ("street", "city", "road", "town", "traffic", "bus", "square")):
        heard.append(Strand(50, 420, -53 - damp, 0.5, 13))
    if says(words, ("forest", "woods", "park", "garden", "trees", "meadow", "field")):
        heard.append(Strand(1800, 5600 * lid, -64 - damp, 0.6, 5))
    return heard


def tone(body: ToneBody, samples: int, job: Job | None = None) -> Samples:
    """`samples` samples [n, 2] of the place; the sides differ a little, so that it has width."""
    whole = np.zeros((samples, 2))
    heard = strands(body.place)
    for number, strand in enumerate(heard):
        name = (body.place.name, body.seed, number)
        for side in range(2):
            whole[:, side] += _strand(strand, samples, body.sample_rate, (*name, side)) * _swell(
                strand, samples, body.sample_rate, name
            )
        if job is not None:
            job.report(Progress((number + 1) / (len(heard) + 1), "sounding"))
    return whole.astype(np.float32)


def _strand(strand: Strand, samples: int, sample_rate: int, name: tuple[object, ...]) -> Signal:
    """Noise with a soft band, its RMS at the strand's level: overlapping blocks, joined by equal power."""
    half = _BLOCK // 2
    window = np.sin(np.pi * (np.arange(_BLOCK) + 0.5) / _BLOCK)
    hertz = np.fft.rfftfreq(_BLOCK, 1 / sample_rate)
    gain = 1 / np.sqrt(1 + (strand.low / np.maximum(hertz, 1)) ** 4) / np.sqrt(1 + (hertz / strand.high) ** 4)
    gain /= np.sqrt(np.maximum(hertz, 40) / 40)
    # Parseval: the mean power of unit-variance noise through `gain`.
    power = float(np.sqrt((gain**2).sum() / len(gain)))
    random = noise_source("tone", *name)
    out = np.zeros(samples + 2 * _BLOCK)
    for start in range(0, samples + half, half):
        noise = (random.random(_BLOCK) - 0.5) * np.sqrt(12)
        out[start : start + _BLOCK] += np.fft.irfft(np.fft.rfft(noise) * gain, _BLOCK) * window
    found: Signal = out[half : half + samples] / power * 10 ** (strand.level / 20)
    return found


def _swell(strand: Strand, samples: int, sample_rate: int, name: tuple[object, ...]) -> Signal:
    """How the strand comes and goes: 1 at most, two slow waves that never meet again soon."""
    seconds = np.arange(samples) / sample_rate
    start = between(0, 6.28, "swell", *name)
    wave = 0.6 * np.sin(6.2832 * seconds / strand.period + start)
    wave += 0.4 * np.sin(6.2832 * seconds / (strand.period * 1.618) + 2 * start)
    swell: Signal = 1 - strand.swell * (0.5 - 0.5 * wave) * 0.85
    return swell
