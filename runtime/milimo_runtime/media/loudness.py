"""How loud sound is to a listener, and how to bring it there without a peak going over.

Measured by FFmpeg's `ebur128` (EBU R 128, ITU-R BS.1770): integrated loudness in LUFS, true peak in dBTP.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.error import BlockingIOError, EOFError
from av.filter import Graph
from av.filter.context import FilterContext

from milimo_runtime.media.opening import open_media
from milimo_runtime.media.sound import Samples, blocks

_GATE = -70.0
"""BS.1770's absolute gate: what is quieter counts as silence."""
_OFTEN = 500
"""Decoded frames, some seconds of sound, between two looks at whether the measure is still wanted."""
_OVERSAMPLED = 4
_TAPS = 16
"""Samples on each side that count for a point between two samples."""
_STRETCH = 1024
"""Samples looked at together."""
_HIDDEN = 0.6
"""Of a level that is reached between two samples, what the samples show at the least: a sine shows 0.71."""
_LOOK = Fraction(1, 25)
"""Seconds the limiter sees ahead, and takes to come back."""
_MARGIN = 0.3
"""dB kept under the limit, for what lies between the points that are looked at."""


class Loudness(NamedTuple):
    """`integrated` in LUFS, -inf for silence; `peak` in dBTP, -inf for digital silence."""

    integrated: float
    peak: float


def measured(chunks: Iterable[Samples], sample_rate: int) -> Loudness:
    """The loudness of a sound of any length, given in pieces."""
    return _metered(_frames(chunks, sample_rate), sample_rate, "flt", peak=True)


def measured_file(path: Path, sample_rate: int, meanwhile: Callable[[], None] = lambda: None) -> Loudness:
    """The loudness of the AAC in `path`, which has that rate, as it is played; `meanwhile` is called now and then."""
    with open_media(path) as container:
        frames = chain(container.decode(audio=0), [_silence(sample_rate, "fltp")])
        return _metered(_watched(frames, meanwhile), sample_rate, "fltp", peak=True)


def _watched(frames: Iterable[AudioFrame], meanwhile: Callable[[], None]) -> Iterator[AudioFrame]:
    for number, frame in enumerate(frames):
        if number % _OFTEN == 0:
            meanwhile()
        yield frame


def integrated(chunks: Iterable[Samples], sample_rate: int) -> float:
    """The loudness alone, in LUFS: a third of the work."""
    return _metered(_frames(chunks, sample_rate), sample_rate, "flt", peak=False).integrated


def _frames(chunks: Iterable[Samples], sample_rate: int) -> Iterator[AudioFrame]:
    """Second by second, and then silence."""
    for chunk in blocks(chunks, sample_rate):
        yield _frame(np.ascontiguousarray(chunk).reshape(1, -1), sample_rate, "flt")
    yield _silence(sample_rate, "flt")


def _silence(sample_rate: int, form: Literal["flt", "fltp"]) -> AudioFrame:
    """100 ms: as often the meter speaks, so that it speaks of what was last too."""
    length = sample_rate // 10
    return _frame(np.zeros((2, length) if form == "fltp" else (1, 2 * length), np.float32), sample_rate, form)


def _frame(samples: Samples, sample_rate: int, form: Literal["flt", "fltp"]) -> AudioFrame:
    frame = AudioFrame.from_ndarray(samples, format=form, layout="stereo")
    frame.sample_rate = sample_rate
    return frame


def _metered(frames: Iterable[AudioFrame], sample_rate: int, form: Literal["flt", "fltp"], *, peak: bool) -> Loudness:
    """The true peak takes twice as long as the rest; where it is not asked for it is -inf."""
    graph = Graph()  # The filters live no longer than their graph.
    second = Fraction(1, sample_rate)
    source = graph.add_abuffer(sample_rate=sample_rate, format=form, layout="stereo", time_base=second)
    meter, sink = graph.add("ebur128", f"metadata=1:peak={'true' if peak else 'none'}"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    found, at = Loudness(-math.inf, -math.inf), 0
    for frame in frames:
        frame.pts, frame.time_base = at, second
        at += frame.samples
        source.push(frame)
        if at % sample_rate < frame.samples:
            found = _heard(sink) or found
    return _heard(sink) or found


def _heard(sink: FilterContext) -> Loudness | None:
    """What the meter said last; it says nothing for less than 100 ms."""
    said = None
    while True:
        try:
            said = sink.pull()
        except (BlockingIOError, EOFError):
            break
    if said is None or not (words := said.metadata):
        return None
    loud, peak = float(words["lavfi.r128.I"]), float(words.get("lavfi.r128.true_peak", 0))
    return Loudness(loud if loud > _GATE else -math.inf, decibels(peak))


def decibels(amplitude: float) -> float:
    """20 log10, -inf for 0."""
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


def amplitude(level: float) -> float:
    """The factor that `level` dB is."""
    return float(10 ** (level / 20))


# ---------------------------------------------------------------- a limiter that sees ahead


def limited(chunks: Iterable[Samples], sample_rate: int, peak: float) -> Iterator[Samples]:
    """The same sound, no true peak over `peak` dBTP: turned down smoothly around what would go over."""
    look = round(sample_rate * _LOOK)
    ceiling = amplitude(peak - _MARGIN)
    for piece, margin in _overlapping(chunks, 2 * look + _TAPS):
        inner = piece[margin : len(piece) - margin].copy()
        peaks = _true_peaks(piece, ceiling)
        for first, last in _runs(np.flatnonzero(peaks > ceiling), 2 * look, len(piece)):
            gain = _smoothed(np.minimum(1.0, ceiling / np.maximum(peaks[first:last], ceiling)), look)
            begin, end = max(first, margin), min(last, len(piece) - margin)
            if begin < end:
                inner[begin - margin : end - margin] *= gain[begin - first : end - first, None].astype(np.float32)
        yield inner


def _runs(over: npt.NDArray[np.int64], reach: int, length: int) -> Iterator[tuple[int, int]]:
    """Stretches [first, last) of [0, length) that hold every index in `over` and `reach` around it."""
    if len(over) == 0:
        return
    breaks = np.flatnonzero(np.diff(over) > 2 * reach)
    starts, ends = over[np.r_[0, breaks + 1]], over[np.r_[breaks, len(over) - 1]]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield max(0, start - reach), min(length, end + reach + 1)


def _overlapping(chunks: Iterable[Samples], margin: int) -> Iterator[tuple[Samples, int]]:
    """Each piece with `margin` samples of what is before and after it; silence beyond the ends."""
    held: Samples = np.zeros((margin, 2), np.float32)
    for chunk in chain(chunks, [np.zeros((margin, 2), np.float32)]):
        held = np.concatenate((held, chunk))
        if len(held) > 2 * margin:
            yield held, margin
            held = held[-2 * margin :]


def _true_peaks(piece: Samples, over: float) -> npt.NDArray[np.float64]:
    """For each sample the highest level on it or in the quarter steps after it, of both channels.

    Exact to the filter where levels come within `_HIDDEN` of `over`.
    """
    highest = np.asarray(np.maximum(np.abs(piece[:, 0]), np.abs(piece[:, 1])), np.float64)
    ends = np.zeros((_TAPS, 2), np.float32)
    padded = np.concatenate((ends, piece, ends))
    kernels = [_between(step / _OVERSAMPLED) for step in range(1, _OVERSAMPLED)]
    for at in range(0, len(piece), _STRETCH):
        here = highest[at : at + _STRETCH]
        if here.max() > over * _HIDDEN:
            sound = padded[at : at + len(here) + 2 * _TAPS].astype(np.float64)
            risen = [np.abs(np.convolve(sound[:, side], k, "valid")) for k in kernels for side in (0, 1)]
            np.maximum(here, np.max(risen, axis=0), out=here)
    return highest


def _between(part: float) -> npt.NDArray[np.float64]:
    """A windowed sinc that gives the level `part` of a sample further on."""
    at = np.arange(-_TAPS, _TAPS + 1) + part
    kernel = np.sinc(at) * np.cos(np.pi * at / (2 * (_TAPS + 1))) ** 2
    return np.asarray(kernel / kernel.sum(), np.float64)


def _smoothed(gain: npt.NDArray[np.float64], look: int) -> npt.NDArray[np.float64]:
    """At no point over `gain`: the lowest within `look` on both sides, averaged twice over half as much."""
    lowest, half = _lowest_around(gain, look), look // 2
    return _averaged(_averaged(lowest, half), half)


def _averaged(gain: npt.NDArray[np.float64], reach: int) -> npt.NDArray[np.float64]:
    """The mean over [n - reach, n + reach]."""
    sums = np.cumsum(np.pad(gain, (reach + 1, reach), mode="edge"))
    return (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)


def _lowest_around(gain: npt.NDArray[np.float64], look: int) -> npt.NDArray[np.float64]:
    """Minimum over [n - look, n + look], by doubling: log2(look) passes."""
    lowest, reach = np.pad(gain, look, constant_values=1.0), 1
    width = 2 * look + 1
    while reach < width:
        step = min(reach, width - reach)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        reach += step
    return lowest
