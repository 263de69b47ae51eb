"""The temporary voice fills its slot to the sample and never clicks."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from milimo_lang.ir.bodies import SpeechBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backends.animatic.sounds.speech import murmur
from milimo_runtime.backends.animatic.sounds.syllables import syllables
from milimo_runtime.backends.animatic.sounds.voices import Voice, voice_of
from milimo_runtime.backends.spoken.casting import manner_of
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
    assert -27 < 20 * np.log10(peak) <= -9.9
    onset = np.argmax(np.abs(samples[:, 0]) > peak * 0.08)
    assert onset < 480
    assert np.abs(samples[0]).max() < peak * 0.02
    assert np.abs(samples[-1]).max() < peak * 0.02
    assert np.abs(np.diff(samples, axis=0)).max() < peak * (0.6 if manner else 0.4)  # a whisper is noise


def test_whispering_is_quieter_and_has_no_pitch(make: Make) -> None:
    aloud, whispered = (heard(make(speech(manner=manner)))[:, 0] for manner in ("", "whispering"))
    assert level(whispered[:, None]) < level(aloud[:, None]) - 5


@pytest.mark.parametrize("manner", ["shouting", "screams", "yelling, loud"])
@pytest.mark.parametrize("speaker", ["Tom", "Anna"])
def test_a_shout_is_far_louder_and_has_room_above_it(manner: str, speaker: str) -> None:
    said, shouted = (speech("I wound it!", speaker=speaker, manner=one) for one in ("", manner))
    plain, loud = (murmur(one, 96000) for one in (said, shouted))
    assert 4.5 < level(loud) - level(plain) < 7
    assert np.abs(loud).max() < 0.65
    told = [manner_of(one).level for one in (said, shouted)]
    assert 5 < 20 * np.log10(told[1] / told[0]) < 6


def test_people_have_voices_of_their_own_and_keep_them() -> None:
    def voice(speaker: str, words: str = "") -> Voice:
        return voice_of(speech(speaker=speaker, voice=words))

    assert voice("Mara") == voice("Mara.wet")
    assert len({round(voice(name).pitch) for name in ("Mara", "Tom", "Anna", "Kit")}) == 4
    assert voice("Mara", "low").pitch < voice("Mara").pitch < voice("Mara", "high").pitch


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


CAST = [
    ("Mara", "low, unhurried"),
    ("Tom", "quick, a little high"),
    ("Anna", ""),
    ("Kit", ""),
    ("Nora", ""),
    ("Sam", ""),
]
LINE = "When the lights went out we counted the boats, and the boats had counted us."


@pytest.fixture(scope="module")
def spoken() -> dict[str, npt.NDArray[np.float64]]:
    """Each of the cast says the line, in the time that a plan gives it: 5.5 s."""
    bodies = {name: speech(LINE, speaker=name, voice=voice, frames=132) for name, voice in CAST}
    return {name: murmur(body, 264_000)[:, 0].astype(np.float64) for name, body in bodies.items()}


def loudness(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """RMS of each hundredth of a second."""
    return np.sqrt(np.square(sound.reshape(-1, 480)).mean(axis=1))


@pytest.mark.parametrize("name", [name for name, _ in CAST])
def test_a_murmur_goes_at_the_pace_of_speech_and_pauses_at_the_comma(spoken, name: str) -> None:
    loud = loudness(spoken[name])
    speaking = np.flatnonzero(loud > 0.05 * loud.max())
    seconds = (speaking[-1] - speaking[0]) / 100
    assert 2.8 < len(syllables(LINE)) / seconds < 5.2
    assert seconds < 5.5
    longest = max(np.diff(speaking)) / 100
    assert 0.12 < longest < 0.5


@pytest.mark.parametrize("name", [name for name, _ in CAST])
def test_a_murmur_has_the_level_and_the_balance_of_speech(spoken, name: str) -> None:
    sound = spoken[name]
    loud = loudness(sound)
    assert 20 * np.log10(np.sqrt(np.square(loud[loud > 0.1 * loud.max()]).mean())) == pytest.approx(-25.5, abs=2)
    assert abs(sound.mean()) < 10 ** (-80 / 20)
    power = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / 48000)
    bands = [power[(hertz > low) & (hertz < 2 * low)].sum() / power.sum() for low in (500, 1000, 2000, 4000)]
    # Octaves of the long-term spectrum of speech lie at about -6, -13, -18 and -22 dB of all of it.
    assert 10 * np.log10(bands) == pytest.approx([-7, -17, -19, -21], abs=5)
    assert 10 * np.log10(power[hertz > 9000].sum() / power.sum()) < -55


def test_any_two_of_a_cast_are_told_apart(spoken) -> None:
    def pitch(sound: npt.NDArray[np.float64]) -> float:
        spectrum = np.abs(np.fft.rfft(sound, 2 * len(sound))) ** 2
        echo = np.fft.irfft(spectrum)
        return 48000 / (130 + int(np.argmax(echo[130:620])))

    def balance(sound: npt.NDArray[np.float64]) -> float:
        power = np.abs(np.fft.rfft(sound)) ** 2
        hertz = np.fft.rfftfreq(len(sound), 1 / 48000)
        return float(10 * np.log10(power[(hertz > 400) & (hertz < 3000)].sum() / power.sum()))

    def length(sound: npt.NDArray[np.float64]) -> int:
        return int(np.flatnonzero(np.abs(sound) > 0.01)[-1])

    for one, other in combinations(spoken.values(), 2):
        pitches = abs(np.log2(pitch(one) / pitch(other))) > 1 / 30
        paces = abs(np.log2(length(one) / length(other))) > 1 / 6
        assert pitches or paces or abs(balance(one) - balance(other)) > 1
