"""Small sounds far off, synthesised: birds, crickets, drops, a fire that crackles, the joints of rails, thunder.

Each is a short mono sound of level 1 (RMS) that begins and ends at nothing; it is laid somewhere between the sides.
None is cut by the end of a tone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt

from milimo_runtime.backends.animatic.sounds.ambience import Call, Calls
from milimo_runtime.media.chance import noise_source
from milimo_runtime.media.sound import Samples

Signal = npt.NDArray[np.float64]

_MARGIN = 0.2
"""Seconds at both ends of a tone in which nothing calls."""


def with_calls(
    pieces: Iterable[Samples], calls: Calls, samples: int, sample_rate: int, name: tuple[object, ...]
) -> Iterator[Samples]:
    """The `pieces` [2, n] of a tone of `samples`, one behind the other, with the calls that fall into them."""
    coming = _coming(calls, samples, sample_rate, name)
    sounding: list[tuple[int, Samples]] = []
    following, start = next(coming, None), 0
    for piece in pieces:
        end = start + piece.shape[1]
        while following is not None and following[0] < end:
            sounding.append(following)
            following = next(coming, None)
        for at, sound in sounding:
            first, last = max(at, start), min(at + sound.shape[1], end)
            piece[:, first - start : last - start] += sound[:, first - at : last - at]
        sounding = [(at, sound) for at, sound in sounding if at + sound.shape[1] > end]
        yield piece
        start = end


def _coming(calls: Calls, samples: int, sample_rate: int, name: tuple[object, ...]) -> Iterator[tuple[int, Samples]]:
    """Each call [2, n] and the sample it sets in at, in order."""
    random = noise_source("calls", calls.kind, *name)
    margin, gain = round(_MARGIN * sample_rate), 10 ** (calls.level / 20)
    # A call that comes seldom comes early enough to be heard in a short shot.
    at = margin + round(random.random() * min(calls.every * sample_rate, samples / 4))
    while at < samples - margin:
        sound = _MADE[calls.kind](random, sample_rate)
        loud, side = gain * (0.5 + 0.5 * random.random()), 0.5 + 0.7 * (random.random() - 0.5)
        if at + len(sound) < samples - margin:
            called = (sound * loud).astype(np.float32)
            yield at, np.stack([called * np.float32(np.sqrt(2 - 2 * side)), called * np.float32(np.sqrt(2 * side))])
        at += max(1, round(calls.every * (0.35 + 1.3 * random.random()) * sample_rate))


def _levelled(sound: Signal) -> Signal:
    """At level 1 (RMS) over the quarter of its samples that is loudest."""
    power = np.sort(np.square(sound))[-max(1, len(sound) // 4) :].mean()
    return np.asarray(sound / np.sqrt(power + 1e-12))


def _seconds(length: float, sample_rate: int) -> Signal:
    return np.arange(max(2, round(length * sample_rate))) / sample_rate


def _bow(at: Signal) -> Signal:
    """Rises and falls: 0 at both ends."""
    return np.asarray(np.sin(np.pi * at / at[-1]) ** 2)


def _struck(at: Signal, decay: float) -> Signal:
    """Set in within 1 ms, dying away with `decay` seconds, 0 at the end."""
    return np.asarray(np.minimum(1, at / 0.001) * np.exp(-at / decay) * np.minimum(1, (at[-1] - at) / (0.2 * at[-1])))


def _glide(at: Signal, first: float, last: float) -> Signal:
    """A sine that glides from `first` to `last` Hz."""
    return np.asarray(np.sin(2 * np.pi * (first * at + (last - first) * at**2 / (2 * at[-1]))))


def _row(parts: list[Signal], gap: float, sample_rate: int) -> Signal:
    """The parts one after another, `gap` seconds between them."""
    rest = np.zeros(round(gap * sample_rate))
    return np.concatenate([piece for part in parts for piece in (part, rest)])


def _bird(random: np.random.Generator, sample_rate: int) -> Signal:
    home, notes = 2600 + 2200 * random.random(), []
    for _ in range(2 + int(4 * random.random())):
        at = _seconds(0.045 + 0.08 * random.random(), sample_rate)
        first = home * (0.85 + 0.3 * random.random())
        notes.append(_bow(at) * _glide(at, first, first * (0.75 + 0.5 * random.random())))
    return _levelled(_row(notes, 0.03 + 0.06 * random.random(), sample_rate))


def _gull(random: np.random.Generator, sample_rate: int) -> Signal:
    cries = []
    for _ in range(2 + int(3 * random.random())):
        at = _seconds(0.26 + 0.1 * random.random(), sample_rate)
        first = 1250 + 200 * random.random()
        cries.append(_bow(at) * (_glide(at, first, 850) + 0.5 * _glide(at, 2 * first, 1700)))
    return _levelled(_row(cries, 0.12, sample_rate))


def _owl(random: np.random.Generator, sample_rate: int) -> Signal:
    pitch = 350 + 60 * random.random()
    lengths = (_seconds(length, sample_rate) for length in (0.22, 0.14, 0.5))
    hoots = [_bow(at) * _glide(at, pitch, pitch * 0.94) for at in lengths]
    return _levelled(_row(hoots, 0.17, sample_rate))


def _cricket(random: np.random.Generator, sample_rate: int) -> Signal:
    at = _seconds(0.018, sample_rate)
    pitch = 4150 + 350 * random.random()
    return _levelled(_row([_bow(at) * _glide(at, pitch, pitch * 0.98)] * 3, 0.016, sample_rate))


def _thunder(random: np.random.Generator, sample_rate: int) -> Signal:
    at = _seconds(2.4 + 1.6 * random.random(), sample_rate)
    noise = _low_noise(random, len(at), 130 / sample_rate)
    rolling = 0.6 + 0.4 * np.interp(at, np.linspace(0, at[-1], 14), random.random(14))
    return _levelled(noise * np.minimum(1, at / 0.3) * ((at[-1] - at) / at[-1]) ** 1.5 * rolling)


def _low_noise(random: np.random.Generator, length: int, cut: float) -> Signal:
    """Noise below `cut` (of the sample rate), without what is too low to be heard."""
    whole = 1 << length.bit_length()
    spectrum = (random.random((whole // 2 + 1, 2)) - 0.5).view(np.complex128)[:, 0]
    part = np.fft.rfftfreq(whole)
    band = 1 / (1 + (part / cut) ** 4) / (1 + (cut / 4 / np.maximum(part, 1e-9)) ** 2)
    return np.asarray(np.fft.irfft(spectrum * band, whole)[:length] * np.sqrt(whole), np.float64)


def _drip(random: np.random.Generator, sample_rate: int) -> Signal:
    at = _seconds(0.5, sample_rate)
    pitch = 900 + 1100 * random.random()
    drop = _struck(at, 0.03) * _glide(at, pitch, pitch * 2.2)
    for echo, (late, level) in enumerate(((0.11, 0.3), (0.19, 0.16), (0.27, 0.09))):
        first = round(late * sample_rate) + 31 * echo
        drop[first:] += level * drop[: len(drop) - first]
    return _levelled(drop * np.minimum(1, (at[-1] - at) / 0.1))


def _crackle(random: np.random.Generator, sample_rate: int) -> Signal:
    at = _seconds(0.004 + 0.012 * random.random(), sample_rate)
    return _levelled(_struck(at, at[-1] / 4) * (random.random(len(at)) - 0.5))


def _patter(random: np.random.Generator, sample_rate: int) -> Signal:
    at = _seconds(0.012, sample_rate)
    pitch = 1800 + 3200 * random.random()
    return _levelled(_struck(at, 0.002) * _glide(at, pitch, pitch))


def _clack(random: np.random.Generator, sample_rate: int) -> Signal:
    at = _seconds(0.09, sample_rate)
    thud = _struck(at, 0.018) * (_glide(at, 210, 90) + 5 * _low_noise(random, len(at), 700 / sample_rate))
    return _levelled(_row([thud, 0.8 * thud], 0.1, sample_rate))


def _beep(random: np.random.Generator, sample_rate: int) -> Signal:  # noqa: ARG001 (a monitor does not vary)
    at = _seconds(0.11, sample_rate)
    return _levelled(np.minimum(1, 8 * _bow(at)) * _glide(at, 880, 880))


_MADE: dict[Call, Callable[[np.random.Generator, int], Signal]] = {
    "bird": _bird, "gull": _gull, "owl": _owl, "cricket": _cricket, "thunder": _thunder, "drip": _drip,
    "crackle": _crackle, "clack": _clack, "beep": _beep, "patter": _patter,
}  # fmt: skip
