"""A temporary voice: a murmur with the rhythm and the melody of the words, as heard through a wall.

Glottal pulses run through three formants that glide from vowel to vowel, one vowel a syllable, with short closures or
breath where consonants stand. Pitch, size of the voice and pace come from the speaker's name and the words said of the
voice. The source-filter model and the formant values follow Peterson and Barney, JASA 24 (1952), smoothed for comfort.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from milimo_lang.ir.bodies import SpeechBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.animatic.mood import says
from milimo_runtime.media.chance import between, chance, noise_source
from milimo_runtime.media.sound import Samples, write_sound

Signal = npt.NDArray[np.float64]

PEAK = 10 ** (-12 / 20)
"""-12 dBFS."""
_RATE = 16000
"""The voice is made at this rate: nothing of it lies above 4 kHz."""
_HOP = 80
"""Samples between two settings of the formants: 5 ms."""
_FORMANTS: dict[str, tuple[float, float, float]] = {
    "a": (730, 1160, 2440), "e": (530, 1740, 2480), "i": (310, 2150, 2850), "o": (530, 900, 2410),
    "u": (330, 900, 2240), "y": (340, 1800, 2500),
}  # fmt: skip
_WIDTHS = (80.0, 110.0, 170.0)
_LONGEST = 0.27
"""Seconds an unstressed syllable takes at most, at an ordinary pace."""
_VOWELS = re.compile(r"[aeiouyAEIOUYаеёиоуыэюяαεηιουωぁ-んァ-ンא-תء-ي一-鿿가-힣]+")


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice: `pitch` Hz, `size` scales the formants, `breath` 0 to 1, `level` of full, `liveliness` of its melody."""

    pitch: float
    size: float
    breath: float
    level: float
    liveliness: float


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: its vowel, how it opens ("stop", "hiss", "glide") and the pause after it, in syllables."""

    vowel: str
    opening: str
    pause: float
    stressed: bool


def make_speech(job: Job, body: SpeechBody) -> None:
    """Write the murmur of `body`: exactly its frames, stereo, to the output `sound`."""
    job.report(Progress(0.0, "speaking"))
    samples = sample_at(body.frames, body.rate, body.sample_rate)
    write_sound(job.outputs["sound"], murmur(body, samples), body.sample_rate)
    job.report(Progress(1.0, "spoken"))


def voice_of(speaker: str, words: str) -> Voice:
    """The voice of `speaker`: chosen by the name, bent by `words` (of the voice and of the manner)."""
    person, said = speaker.split(".")[0].casefold(), words.casefold()
    pitch, size = between(96, 205, "pitch", person), between(0.94, 1.14, "size", person)
    breath, level, liveliness = between(0.05, 0.14, "breath", person), 1.0, 1.0
    if says(said, ("low", "deep", "gravelly", "bass", "husky")):
        pitch, size = pitch * 0.76, size * 0.95
    if says(said, ("high", "shrill", "squeaky", "child", "young", "bright")):
        pitch, size = pitch * 1.32, size * 1.08
    if says(said, ("whispering", "whispers", "whispered", "whisper", "hushed", "breathy", "sotto voce")):
        breath, level, liveliness = 0.85, 0.5, 0.6
    if says(said, ("shouting", "shouts", "yelling", "calling", "loud", "screaming", "angry")):
        pitch, level, liveliness = pitch * 1.22, 1.0, 1.5
    if says(said, ("quiet", "quietly", "soft", "softly", "tired", "flat", "unhurried", "calm")):
        level, liveliness = level * 0.8, liveliness * 0.75
    return Voice(min(330.0, max(72.0, pitch)), size, breath, level, liveliness)


def syllables(text: str) -> list[Syllable]:
    """The syllables of `text`, told by its runs of vowels; punctuation makes pauses. Never empty."""
    plain = "".join(part for part in unicodedata.normalize("NFD", text) if unicodedata.category(part) != "Mn")
    found: list[Syllable] = []
    for token in re.findall(r"[^\W\d_]+|\d|[.!?…,;:—–-]", plain):
        if token in ".!?…,;:—–-":
            if found:
                last = found[-1]
                pause = max(last.pause, 1.6 if token in ".!?…" else 0.9)
                found[-1] = Syllable(last.vowel, last.opening, pause, last.stressed)
            continue
        runs = _VOWELS.findall(token) or ["a"]
        # A final mute e is no syllable of its own.
        if len(runs) > 1 and token.casefold().endswith("e") and runs[-1].casefold() == "e":
            runs = runs[:-1]
        start = token[0].casefold()
        for at, run in enumerate(runs):
            vowel = run[0].casefold() if run[0].casefold() in _FORMANTS else "aeiou"[ord(run[0]) % 5]
            kind = "hiss" if start in "sfhzcvх" else "stop" if start in "ptkbdgqт" else "glide"
            opening = kind if at == 0 else ("stop", "glide", "glide")[int(3 * chance("within", token, at))]
            found.append(Syllable(vowel, opening, 0.0, at == 0 and len(token) > 3))
    return found or [Syllable("a", "glide", 0.0, False)]


def murmur(body: SpeechBody, samples: int) -> Samples:
    """`samples` samples of speech [n, 2], peak at most -12 dBFS, starting at once and ending softly."""
    if samples == 0:
        return np.zeros((0, 2), np.float32)
    voice = voice_of(body.speaker, f"{body.voice} {body.manner}")
    length = max(2 * _HOP, -(-samples * _RATE // body.sample_rate) + _HOP)
    track = _track(syllables(body.text), length, voice, body)
    sound = _filtered(_source(track, body), track)
    at = np.arange(samples) * (_RATE / body.sample_rate)
    fine = np.interp(at, np.arange(len(sound)), sound)
    fine *= _edges(samples, body.sample_rate)
    peak = float(np.abs(fine).max())
    level = PEAK * voice.level / peak if peak > 0 else 0.0
    mono = (fine * level).astype(np.float32)
    return np.ascontiguousarray(np.repeat(mono[:, None], 2, axis=1))


@dataclass(frozen=True, slots=True)
class _Track:
    """The course of a speech, one value each 5 ms: pitch Hz, loudness, breath and formants [n, 3] Hz."""

    pitch: Signal
    loud: Signal
    breath: Signal
    formants: Signal
    length: int


def _track(spoken: list[Syllable], length: int, voice: Voice, body: SpeechBody) -> _Track:
    hops = length // _HOP + 2
    slow = _pace(body)
    weights = [1.25 if syllable.stressed else 1.0 for syllable in spoken]
    pauses = [syllable.pause * slow for syllable in spoken[:-1]] + [0.35]
    # The words fill their time, but nobody drawls: what is left over is silence.
    longest = _LONGEST * slow * _RATE / _HOP
    unit = min((hops - 2) / (sum(weights) + sum(pauses)), longest)
    pitch, loud, breath = np.full(hops, voice.pitch), np.zeros(hops), np.full(hops, voice.breath)
    formants = np.tile(np.array(_FORMANTS["a"]) * voice.size, (hops, 1))
    at = 0.0
    for number, (syllable, weight, pause) in enumerate(zip(spoken, weights, pauses, strict=True)):
        start, stop = round(at), max(round(at) + 1, round(at + weight * unit))
        _speak(syllable, slice(start, stop), voice, (loud, breath, formants), first=number == 0)
        accent = 1.0 + 0.06 * voice.liveliness * (syllable.stressed + between(-0.8, 0.8, body.text, number))
        pitch[start : stop + round(pause * unit)] = voice.pitch * accent
        at += (weight + pause) * unit
    pitch *= _melody(hops, round(at - pauses[-1] * unit), voice, body.text)
    width = max(3, min(11, round(unit * 0.4)))
    return _Track(
        _smooth(pitch, 2 * width + 1), _smooth(loud, 5), _smooth(breath, 5),
        np.stack([_smooth(formants[:, part], width) for part in range(3)], axis=1), length,
    )  # fmt: skip


def _pace(body: SpeechBody) -> float:
    """How slowly the speech goes: 1 is ordinary."""
    said = f"{body.voice} {body.manner}".casefold()
    if says(said, ("slow", "slowly", "unhurried", "tired", "weary", "drawling")):
        return 1.2
    if says(said, ("quick", "quickly", "fast", "rapid", "hurried", "breathless")):
        return 0.8
    return between(0.92, 1.08, "pace", body.speaker.split(".")[0].casefold())


def _speak(syllable: Syllable, span: slice, voice: Voice, course: tuple[Signal, Signal, Signal], first: bool) -> None:
    """Write one syllable into loudness, breath and formants: an opening, a vowel that swells and dies away."""
    loud, breath, formants = course
    count = span.stop - span.start
    part = (np.arange(count) + 0.5) / count
    swell = np.minimum(1.0, part / 0.16) * np.minimum(1.0, (1 - part) / 0.34)
    swell = 0.12 + 0.88 * swell * swell * (3 - 2 * swell)
    onset = max(1, round(0.2 * count))
    if first:
        swell[:onset] = np.maximum(swell[:onset], 0.55)
    elif syllable.opening == "stop":
        swell[: min(onset, 8)] *= 0.05
    elif syllable.opening == "hiss":
        swell[:onset] *= 0.35
        breath[span.start : span.start + onset] = 0.9
    loud[span] = swell * (1.0 if syllable.stressed else 0.8)
    formants[span] = np.array(_FORMANTS[syllable.vowel]) * voice.size


def _melody(hops: int, spoken: int, voice: Voice, text: str) -> Signal:
    """Pitch sinks through a speech and at its end (the setting `spoken`); before a question mark it rises."""
    part = np.minimum(1.0, np.arange(hops) / max(1, spoken))
    declining = 1 + 0.07 * voice.liveliness * (1 - 2 * part)
    tail: Signal = np.clip((part - 0.7) / 0.3, 0, 1)
    rising = text.rstrip(' "”»)').endswith("?")
    melody: Signal = declining * (1 + (0.28 if rising else -0.16) * tail * voice.liveliness)
    return melody


def _smooth(values: Signal, width: int) -> Signal:
    """A moving mean (Hann) over `width` settings, the ends held."""
    window = np.hanning(width + 2)[1:-1]
    padded = np.pad(values, width // 2, mode="edge")
    return np.convolve(padded, window / window.sum(), mode="same")[width // 2 : width // 2 + len(values)]


def _course(values: Signal, length: int) -> Signal:
    """5 ms settings as one value a sample."""
    return np.interp(np.arange(length), np.arange(len(values)) * _HOP, values)


def _source(track: _Track, body: SpeechBody) -> Signal:
    """What the throat gives: rounded pulses at the pitch, and breath."""
    pitch = _course(track.pitch, track.length)
    random = noise_source("breath", body.speaker, body.text, body.seed)
    wander = _smooth(random.random(track.length // 400 + 3) - 0.5, 3)
    pitch = pitch * (1 + 0.03 * np.interp(np.arange(track.length), np.arange(len(wander)) * 400, wander))
    phase = np.cumsum(pitch / _RATE) % 1.0
    # A raised cosine that opens slowly and shuts faster (Rosenberg's pulse), less its mean.
    opening, shutting = phase < 0.4, (phase >= 0.4) & (phase < 0.58)
    pulse = np.zeros(track.length)
    pulse[opening] = 0.5 * (1 - np.cos(np.pi * phase[opening] / 0.4))
    pulse[shutting] = np.cos(0.5 * np.pi * (phase[shutting] - 0.4) / 0.18)
    pulse -= 0.3
    noise = (random.random(track.length) - 0.5) * 1.1
    breath = np.clip(_course(track.breath, track.length), 0, 1)
    return (pulse * (1 - breath) + noise * breath * 0.6) * _course(track.loud, track.length)


def _filtered(source: Signal, track: _Track) -> Signal:
    """The source through the formants, 5 ms at a time: overlapping windows shaped in the spectrum."""
    size, step = 1024, 4 * _HOP
    window = np.hanning(size + 1)[:-1]
    padded = np.pad(source, (size, size))
    out = np.zeros_like(padded)
    hertz: Signal = np.fft.rfftfreq(size, 1 / _RATE).astype(np.float64)
    for start in range(0, len(padded) - size, step // 2):
        middle = min(len(track.formants) - 1, max(0, (start + size // 2 - size) // _HOP))
        gain = _response(hertz, track.formants[middle])
        piece = np.fft.irfft(np.fft.rfft(padded[start : start + size] * window) * gain, size)
        out[start : start + size] += piece * window
    return out[size : size + len(source)]


def _response(hertz: Signal, formants: Signal) -> Signal:
    """How loud each frequency comes through: three resonances, and a wall that takes the highs."""
    gain = np.zeros_like(hertz)
    for at, (centre, width) in enumerate(zip(formants, _WIDTHS, strict=True)):
        gain += (1.0, 0.42, 0.12)[at] / np.sqrt(1 + ((hertz - centre) / width) ** 2)
    body = 0.16 / np.sqrt(1 + ((hertz - 200) / 160) ** 2)
    # Lips radiate the highs better; the wall gives them back.
    lips = np.sqrt(np.clip(hertz, 60, 1200) / 300)
    wall = lips / np.sqrt(1 + (hertz / 1800) ** 4)
    floor = 1 / np.sqrt(1 + (70 / np.maximum(hertz, 1)) ** 4)
    heard: Signal = (gain + body) * wall * floor
    return heard


def _edges(samples: int, sample_rate: int) -> Signal:
    """A start of 3 ms and an end of 40 ms, so that neither clicks."""
    rise, fall = max(1, sample_rate * 3 // 1000), max(1, min(samples // 2, sample_rate * 40 // 1000))
    at = np.arange(samples)
    ends = np.minimum(1.0, at / rise) * np.minimum(1.0, (samples - 1 - at) / fall)
    soft: Signal = ends * ends * (3 - 2 * ends)
    return soft
