"""A temporary voice: a murmur with the rhythm and the melody of the words, and none of their sense.

One vowel a syllable, with closures and hisses where consonants stand, at the pace and the pitch of who speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from milimo_lang.ir.bodies import SpeechBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.animatic.sounds.syllables import Syllable, syllables
from milimo_runtime.backends.animatic.sounds.throat import FORMANTS, HOP, RATE, Course, smooth, voiced
from milimo_runtime.backends.animatic.sounds.voices import Voice, voice_of
from milimo_runtime.media.chance import between, noise_source
from milimo_runtime.media.passages import passages
from milimo_runtime.media.sound import Samples, silence, write_sound_chunks
from milimo_runtime.media.voice import delivered

Signal = npt.NDArray[np.float64]

_LONGEST = 0.245
"""Seconds an unstressed syllable takes at most, at an ordinary pace: four a second."""
_LAST = 0.35
"""What is left after the last syllable, in syllables."""


def make_speech(job: Job, body: SpeechBody) -> None:
    """Write the murmur of `body`: exactly its frames, stereo, to the output `sound`."""
    job.report(Progress(0.0, "speaking"))
    samples = sample_at(body.frames, body.rate, body.sample_rate)
    write_sound_chunks(job.outputs["sound"], _murmured(body, samples), body.sample_rate)
    job.report(Progress(1.0, "spoken"))


def _murmured(body: SpeechBody, samples: int) -> Iterator[Samples]:
    """All of the speech in pieces, silent at its end."""
    parts = passages(body.text, samples, body.sample_rate)
    for part in parts:
        yield murmur(body.model_copy(update={"text": part.text}), part.samples)
    yield from silence(samples - sum(part.samples for part in parts))


def murmur(body: SpeechBody, samples: int) -> Samples:
    """`samples` samples of speech [n, 2], starting at once and ending softly."""
    voice = voice_of(body)
    length = max(2 * HOP, -(-samples * RATE // body.sample_rate) + HOP)
    course = _course(syllables(body.text), length, voice, body)
    sound = voiced(course, length, noise_source("breath", body.speaker, body.text, body.seed))
    return delivered(sound, RATE, samples, body.sample_rate, voice.level)


def _course(spoken: list[Syllable], length: int, voice: Voice, body: SpeechBody) -> Course:
    hops = length // HOP + 2
    weights = [1.25 if syllable.stressed else 1.0 for syllable in spoken]
    pauses = [syllable.pause * voice.slowness for syllable in spoken[:-1]] + [_LAST]
    # The words fill their time, but nobody drawls: what is left over is silence.
    longest = _LONGEST * voice.slowness * RATE / HOP
    unit = min((hops - 2) / (sum(weights) + sum(pauses)), longest)
    pitch, loud, hiss = np.full(hops, voice.pitch), np.zeros(hops), np.zeros(hops)
    formants = np.tile(np.array(FORMANTS["a"]) * voice.size, (hops, 1))
    at = 0.0
    for number, (syllable, weight, pause) in enumerate(zip(spoken, weights, pauses, strict=True)):
        span = slice(round(at), max(round(at) + 1, round(at + weight * unit)))
        _speak(syllable, span, (loud, hiss), first=number == 0)
        formants[span] = np.array(FORMANTS[syllable.vowel]) * voice.size
        accent = 1.0 + 0.09 * voice.liveliness * (syllable.stressed + between(-0.8, 0.8, body.text, number))
        pitch[span.start : span.stop + round(pause * unit)] = voice.pitch * accent
        at += (weight + pause) * unit
    pitch *= _melody(hops, round(at - pauses[-1] * unit), voice, body.text)
    width = max(3, min(11, round(unit * 0.4)))
    glides = np.stack([smooth(formants[:, part], width) for part in range(3)], axis=1)
    breath = np.full(hops, voice.breath)
    return Course(smooth(pitch, 2 * width + 1), smooth(loud, 5), breath, smooth(hiss, 3) * (1 - 0.5 * breath), glides)


def _speak(syllable: Syllable, span: slice, course: tuple[Signal, Signal], first: bool) -> None:
    """Write one syllable into loudness and hiss: an opening, a vowel that swells and dies away."""
    loud, hiss = course
    count = span.stop - span.start
    part = (np.arange(count) + 0.5) / count
    swell = np.minimum(1.0, part / 0.16) * np.minimum(1.0, (1 - part) / 0.34)
    swell = 0.12 + 0.88 * swell * swell * (3 - 2 * swell)
    onset = max(1, round(0.22 * count))
    if first:
        swell[:onset] = np.maximum(swell[:onset], 0.55)
    elif syllable.opening == "stop":
        swell[: min(onset, 8)] *= 0.05
        hiss[span.start + min(onset, 8) - 1 : span.start + min(onset, 8) + 1] = 0.3
    elif syllable.opening == "hiss":
        swell[:onset] *= 0.2
        hiss[span.start : span.start + onset] = 0.35
    loud[span] = swell * (1.0 if syllable.stressed else 0.8)


def _melody(hops: int, spoken: int, voice: Voice, text: str) -> Signal:
    """Pitch sinks through a speech and at its end (the setting `spoken`); before a question mark it rises."""
    part = np.minimum(1.0, np.arange(hops) / max(1, spoken))
    declining = 1 + 0.09 * voice.liveliness * (1 - 2 * part)
    tail: Signal = np.clip((part - 0.7) / 0.3, 0, 1)
    rising = text.rstrip(' "”»)').endswith("?")
    melody: Signal = declining * (1 + (0.3 if rising else -0.16) * tail * voice.liveliness)
    return melody
