"""Voices that say the words: fitted to their time, each its own, the same each time; and what is said without them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from milimo_lang.ir.bodies import SpeechBody
from milimo_lang.ir.plan import Node
from milimo_runtime.backend import Job
from milimo_runtime.backends import Registry
from milimo_runtime.backends.spoken import SpokenBackend
from milimo_runtime.backends.spoken import line as speaker
from milimo_runtime.backends.spoken.casting import languages_of, manner_of
from milimo_runtime.media.sound import read_sound
from milimo_runtime.media.voice import hurried

RATE = 48000
LINE = "Then who is out there, steering by the dark?"
Signal = npt.NDArray[np.float64]


def line(text: str = LINE, **said: object) -> SpeechBody:
    body = {"kind": "spoken.speech", "speaker": "Tom", "language": "en", "frames": 84, "rate": "24/1"}
    return SpeechBody(text=text, sample_rate=RATE, **(body | said))


def spoken(path: Path, body: SpeechBody) -> tuple[Signal, list[str]]:
    """One side of the sound, and what was said while it was made."""
    told: list[str] = []
    path.unlink(missing_ok=True)
    SpokenBackend().make(Job(body, {}, {"sound": path}, lambda progress: told.append(progress.doing)))
    sound = read_sound(path, sample_rate=RATE)
    assert np.array_equal(sound[:, 0], sound[:, 1])
    return sound[:, 0].astype(np.float64), told


def words(sound: Signal) -> tuple[float, float]:
    """When the voice sets in and when it ends, in seconds."""
    heard = np.flatnonzero(np.abs(sound) > 0.05 * np.abs(sound).max())
    return heard[0] / RATE, heard[-1] / RATE


@pytest.mark.parametrize("frames", [24, 56, 84, 200])
def test_a_line_fits_its_time_whatever_it_is(tmp_path: Path, frames: int) -> None:
    sound, _ = spoken(tmp_path / "sound", line(frames=frames))
    assert len(sound) == frames * 2000
    first, last = words(sound)
    assert first < 1 / 24
    assert last < frames / 24
    # At its own pace the line takes 2.4 s; it is drawn out by a seventh at the most.
    assert last > min(frames / 24 - 0.2, 2.2)
    assert last < 3.2
    assert -13 < 20 * np.log10(np.abs(sound).max()) <= -9.9
    assert np.abs(sound[[0, -1]]).max() < 1e-3
    assert abs(sound.mean()) < 1e-4


def test_the_same_line_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "other"):
        spoken(tmp_path / name, line())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_voices_with_noise_in_them_say_the_same_whatever_the_clock_says() -> None:
    def said() -> list[bytes]:
        return [_by_the_program(one) for one in ("f2", "f3", "f5", "whisper", "whisperf")]

    before, began = said(), int(time.time())
    time.sleep(max(0.0, began + 1.05 - time.time()))
    assert said() == before


def _by_the_program(variant: str) -> bytes:
    """The line as the program that speaks one gives it."""
    asked = {"text": "Yes, Ben.", "voices": ["en"], "variant": variant, "rate": 165, "pitch": 50, "range": 50}
    program = [sys.executable, "-P", str(Path(speaker.__file__))]
    return subprocess.run(program, input=json.dumps(asked).encode(), capture_output=True, check=True).stdout


def test_people_speak_in_voices_of_their_own(tmp_path: Path) -> None:
    voices = [("Tom", "quick, a little high"), ("Mara", "low, unhurried"), ("Anna", ""), ("Kit", "")]
    bodies = [line(speaker=speaker, voice=voice) for speaker, voice in voices]
    assert len({manner_of(body) for body in bodies}) == 4
    assert [manner_of(body).variant[0] for body in bodies] == ["m", "f", "f", "m"]
    assert manner_of(line(voice="an old woman's voice")).variant[0] == "f"
    assert manner_of(line(speaker="Tom.wet")) == manner_of(line())
    sounds = [spoken(tmp_path / "sound", body)[0] for body in bodies]
    for one, other in combinations(sounds, 2):
        left, right = (np.abs(np.fft.rfft(sound, 2**18)) for sound in (one, other))
        assert np.corrcoef(left, right)[0, 1] < 0.9


def test_whispering_is_quieter_and_more_air(tmp_path: Path) -> None:
    aloud, whispered = (spoken(tmp_path / "sound", line(manner=manner))[0] for manner in ("", "whispering"))

    def highs(sound: Signal) -> float:
        power = np.abs(np.fft.rfft(sound)) ** 2
        return float(power[len(power) // 12 :].sum() / power.sum())

    assert np.square(whispered).mean() < 0.4 * np.square(aloud).mean()
    assert highs(whispered) > 2 * highs(aloud)


def test_words_are_words_whatever_stands_in_them(tmp_path: Path) -> None:
    marked, _ = spoken(tmp_path / "sound", line('Ten <break time="5s"/> men.', frames=300))
    plain, _ = spoken(tmp_path / "sound", line("Ten men.", frames=300))
    assert words(marked)[1] > 2 * words(plain)[1]
    silent = np.flatnonzero(np.abs(marked[: round(words(marked)[1] * RATE)]) > 0.01)
    assert np.diff(silent).max() < 1.2 * RATE


def test_a_line_without_words_is_silence(tmp_path: Path) -> None:
    sound, _ = spoken(tmp_path / "sound", line("…"))
    assert len(sound) == 168_000
    assert not sound.any()


def test_a_language_nobody_speaks_is_spoken_as_english_and_that_is_said(tmp_path: Path) -> None:
    german, told = spoken(tmp_path / "sound", line("Sonst ändert sich nichts.", language="de-AT"))
    assert "English" not in " ".join(told)
    english, told = spoken(tmp_path / "sound", line("Sonst ändert sich nichts.", language="tlh"))
    assert "no voice speaks tlh: spoken as English" in told
    assert not np.array_equal(german, english)
    assert languages_of("zh-CN") == ("zh-cn", "cmn", "en")
    assert languages_of("en-GB") == ("en-gb", "en")


def test_what_is_hurried_keeps_its_pitch_and_level() -> None:
    at = np.arange(RATE) / RATE
    sound = np.sin(2 * np.pi * 220 * at) * (1 + 0.3 * np.sin(2 * np.pi * 3 * at))
    short = hurried(sound, RATE, 30_000)
    assert len(short) == 30_000
    assert np.argmax(np.abs(np.fft.rfft(short))) * RATE / 30_000 == pytest.approx(220, abs=2)
    assert np.square(short[2000:-2000]).mean() == pytest.approx(np.square(sound).mean(), rel=0.1)
    assert np.abs(np.diff(short)).max() < 1.3 * np.abs(np.diff(sound)).max()


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milimo_runtime.backends.spoken.backend.find_spec", lambda name: None)
    node = Node(id="1A/speech 1", shot="1A", body=line())
    (told,) = Registry().unable([node]).values()
    assert "pip install 'milimo[voice]'" in told.message
    assert told.remedy == ""
    assert SpokenBackend().identity(line()) == ""


def test_the_synthesiser_is_part_of_the_key() -> None:
    assert "espeakng-loader 0." in SpokenBackend().identity(line())
