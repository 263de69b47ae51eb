"""A whole film by ear: every speech with its caption, no click, no hole, as loud as asked, in every kind of voice."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from milimo_runtime.media.loudness import Loudness, measured
from milimo_runtime.media.sound import read_sound, write_sound
from tests.conftest import PATIENCE, command, environment

RATE = 48000
FRAME = 2000
"""Samples in a frame of the film."""
BEACON = 7000
"""Hz: the music is one tone, where nobody speaks."""

FILM = """\
Title: Ears
Size: 128x72
Frame rate: 24
Seed: 3

@character Mara: a woman in a yellow coat
    voice: low, unhurried

@character Tom: a young man
    voice: quick

@character Kit: a child
    voice: high

FADE IN:

INT. KITCHEN - NIGHT

!! wide, 3s

TOM
Who is it?

!! close on @Mara, 3s

MARA
Nobody at all.

> CUT TO: sound leads 12f

EXT. YARD - RAIN, NIGHT

!! wide, 3s

KIT
(whispering)
Then who knocked?

> CUT TO: sound lags 8f

INT. CELLAR - NIGHT

!! wide, 3s

Nothing moves.

!! black, 1s

!! card "Later", 2s

EXT. YARD - DAY

!! medium on @Tom, 4s

%music beacon.flac, -6 dB, duck

TOM
I did.

> FADE OUT: 12f
"""


@dataclass(frozen=True)
class Heard:
    """The sound of a built film as it is played, [n, 2], and its captions in seconds."""

    sound: npt.NDArray[np.float64]
    captions: tuple[tuple[float, float], ...]
    loudness: Loudness

    def voice(self, first: float, last: float) -> npt.NDArray[np.float64]:
        """What of the film lies between two times and under 5 kHz, the beacon's hum left out."""
        piece = self.sound[round(first * RATE) : round(last * RATE)].mean(axis=1)
        spectrum = np.fft.rfft(piece)
        spectrum[round(5000 * len(piece) / RATE) :] = 0
        return np.fft.irfft(spectrum, len(piece))

    def level(self, first: float, last: float) -> float:
        """RMS between two times in seconds, dBFS."""
        piece = self.sound[round(first * RATE) : round(last * RATE)]
        return float(10 * np.log10(np.square(piece).mean() + 1e-20))

    def band(self, first: float, last: float, low: float, high: float) -> float:
        """The level of what lies between `low` and `high` Hz, dBFS."""
        piece = self.sound[round(first * RATE) : round(last * RATE)].mean(axis=1)
        hertz = np.fft.rfftfreq(len(piece), 1 / RATE)
        power = np.abs(np.fft.rfft(piece * np.hanning(len(piece)))) ** 2
        heard = power[(hertz >= low) & (hertz < high)].sum() / len(piece) ** 2 * 2 / 0.375
        return float(10 * np.log10(heard + 1e-20))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ears")
    (made / "film.mls").write_text(FILM)
    beacon = 0.1 * np.sin(2 * np.pi * BEACON * np.arange(6 * RATE) / RATE)
    write_sound(made / "beacon.flac", np.repeat(beacon[:, None], 2, axis=1).astype(np.float32), RATE)
    return made


@pytest.fixture(scope="module", params=["murmur", "spoken"])
def film(folder: Path, request: pytest.FixtureRequest) -> Heard:
    out = folder / f"{request.param}.mp4"
    built = command("build", "film.mls", "--voices", request.param, "--burn", "none", "-o", out)
    ran = subprocess.run(built, cwd=folder, env=environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stderr
    sound = read_sound(out, sample_rate=RATE)[: 19 * RATE]
    return Heard(sound.astype(np.float64), tuple(_captions(out.with_suffix(".vtt"))), measured([sound], RATE))


def _captions(path: Path) -> Iterator[tuple[float, float]]:
    for times in re.findall(r"00:00:([\d.]+) --> 00:00:([\d.]+)", path.read_text()):
        yield float(times[0]), float(times[1])


def test_every_speech_sets_in_with_its_caption(film: Heard) -> None:
    assert len(film.captions) == 4
    for start, end in film.captions:
        around = film.voice(start - 0.2, end)
        loud = np.sqrt(np.square(around[: len(around) // 240 * 240].reshape(-1, 240)).mean(axis=1))
        over = max(1.5 * loud[:38].max(), 0.025 * loud.max())  # an h is 30 dB under a vowel
        assert abs(int(np.argmax(loud > over)) * 240 / RATE - 0.2) <= 1 / 24
        assert loud[40:140].max() > 4 * loud[:36].max()


def test_the_film_is_as_loud_as_asked_and_under_its_peak(film: Heard) -> None:
    assert film.loudness.integrated == pytest.approx(-16, abs=0.5)
    assert film.loudness.peak <= -1.5


def test_nowhere_is_digital_silence(film: Heard) -> None:
    silent = np.abs(film.sound).max(axis=1) == 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], silent.astype(int), [0]))))
    assert max([0, *(edges[1::2] - edges[::2])]) < RATE // 100
    black, card = film.level(12.2, 12.9), film.level(13.2, 14.8)
    assert -84 < black < -75
    assert -84 < card < -75


def test_no_cut_clicks(film: Heard) -> None:
    """At a cut no sample jumps further than the louder side's do by themselves."""
    jumps = np.abs(np.diff(film.sound, axis=0)).max(axis=1)
    for cut in (3, 6, 9, 12, 13, 15):
        at = cut * RATE
        near = jumps[at - 480 : at + 480].max()
        if cut != 15:  # The beacon begins there, at once: it is an attack.
            assert near <= 1.3 * max(jumps[at - 9600 : at - 480].max(), jumps[at + 480 : at + 9600].max())


def test_a_j_cut_is_heard_before_it_is_seen_and_an_l_cut_after(film: Heard) -> None:
    rain = (2500, 6000)
    before, led, seen = (film.band(at, at + 0.2, *rain) for at in (5.2, 5.75, 6.2))
    assert led > before + 15
    assert seen == pytest.approx(led, abs=5)
    late, gone = film.band(9.0, 9.15, *rain), film.band(9.5, 9.9, *rain)
    assert late > gone + 15


def test_music_gives_way_to_speech_by_12_db(film: Heard) -> None:
    start, _ = film.captions[3]
    beacon = (BEACON - 30, BEACON + 30)
    alone, under = film.band(18, 18.4, *beacon), film.band(start + 0.05, start + 0.35, *beacon)
    assert under == pytest.approx(alone - 12, abs=1.5)
    assert film.band(start + 0.05, start + 0.35, 100, 5000) > under + 8


def test_a_room_is_heard_under_and_far_below_speech(film: Heard) -> None:
    room, speech = film.level(1.7, 2.7), film.level(0.52, 0.9)
    assert 20 < speech - room < 50
