"""The temporary voice fills its slot to the sample and never clicks."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from milimo_lang.ir.bodies import SpeechBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backends.animatic.speech import syllables, voice_of
from milimo_runtime.media.sound import Samples, read_sound

from .conftest import Make

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001)]


def speech(text: str = "I wound it. I swear to you I wound it.", **said: object) -> SpeechBody:
    body: dict[str, object] = {"speaker": "Tom", "language": "en", "frames": 60, "rate": "24/1", "sample_rate": 48000}
    return SpeechBody(text=text, **(body | said))


def heard(path: Path, sample_rate: int = 48000) -> Samples:
    return read_sound(path, sample_rate=sample_rate)


def level(samples: Samples) -> float:
    """RMS in dBFS."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(samples, dtype=np.float64))) + 1e-12))


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("frames", [1, 7, 61])
def test_a_speech_lasts_exactly_its_frames(make: Make, rate: Fraction, frames: int) -> None:
    samples = heard(make(speech(rate=rate, frames=frames)))
    assert samples.shape == (sample_at(frames, rate, 48000), 2)


@pytest.mark.parametrize("text", ["Not tonight.", "Yes?", "…", "Sonst ändert sich nichts.", "行くぞ", "23"])
@pytest.mark.parametrize("manner", ["", "whispering"])
def test_a_voice_sets_in_at_once_and_does_not_clip_or_click(make: Make, text: str, manner: str) -> None:
    samples = heard(make(speech(text, manner=manner)))
    peak = np.abs(samples).max()
    assert -27 < 20 * np.log10(peak) <= -11.9
    onset = np.argmax(np.abs(samples[:, 0]) > peak * 0.08)
    assert onset < 480
    assert np.abs(samples[0]).max() < peak * 0.02
    assert np.abs(samples[-1]).max() < peak * 0.02
    assert np.abs(np.diff(samples, axis=0)).max() < peak * 0.4


def test_whispering_is_quieter_and_has_no_pitch(make: Make) -> None:
    aloud, whispered = (heard(make(speech(manner=manner)))[:, 0] for manner in ("", "whispering"))
    assert level(whispered[:, None]) < level(aloud[:, None]) - 5


def test_people_have_voices_of_their_own_and_keep_them() -> None:
    assert voice_of("Mara", "") == voice_of("Mara.wet", "")
    assert len({round(voice_of(name, "").pitch) for name in ("Mara", "Tom", "Anna", "Kit")}) == 4
    assert voice_of("Mara", "low").pitch < voice_of("Mara", "").pitch < voice_of("Mara", "high").pitch


def test_a_voice_has_gaps_where_words_end(make: Make) -> None:
    samples = heard(make(speech(frames=72)))[:, 0]
    loud = np.sqrt(np.square(samples.reshape(-1, 1200)).mean(axis=1))
    assert (loud < loud.max() * 0.1).sum() >= 3


def test_a_question_ends_higher_than_a_statement(make: Make) -> None:
    def last_pitch(text: str) -> float:
        samples = heard(make(speech(text, frames=40)))[:, 0].astype(np.float64)
        spoken = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * 0.25)[-1]
        piece = samples[spoken - 4800 : spoken]
        echo = np.correlate(piece, piece, "full")[len(piece) :]
        return 48000 / (150 + int(np.argmax(echo[150:600])))

    assert last_pitch("Are you there now?") > last_pitch("Are you there now.") * 1.15


@pytest.mark.parametrize(
    ("text", "count"), [("Not tonight.", 3), ("I wound it.", 3), ("lighthouse", 2), ("Élodie", 3), ("", 1), ("...", 1)]
)
def test_syllables_are_counted_by_their_vowels(text: str, count: int) -> None:
    assert abs(len(syllables(text)) - count) <= 1
    assert syllables(text)


def test_the_same_speech_is_the_same_file(make: Make) -> None:
    assert make(speech()).read_bytes() == make(speech()).read_bytes()
