"""No place is silent, none is loud, and each is told from the others by ear."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest

from milimo_lang.ir.bodies import Place, ToneBody
from milimo_runtime.backends.animatic.sounds.ambience import Calls, heard_in
from milimo_runtime.backends.animatic.sounds.calls import with_calls
from milimo_runtime.backends.animatic.sounds.tone import tone
from milimo_runtime.media.sound import Samples, read_sound

from .conftest import Make

RATE = 48000

PLACES = {
    "nowhere": Place(),
    "room": Place(name="Kitchen", interior=True),
    "rain": Place(name="Yard", interior=False, weather="rain"),
    "sea": Place(name="Beach", interior=False, time_of_day="NIGHT"),
    "wind": Place(name="Moor", interior=False, look="wind over heather"),
    "street": Place(name="Mill Street", interior=False),
    "storm": Place(name="Blackrock", interior=False, time_of_day="STORM, NIGHT", look="on a rock above the sea"),
    "woods": Place(name="Forest", interior=False, time_of_day="DAY"),
    "woods by night": Place(name="Forest", interior=False, time_of_day="NIGHT"),
    "café": Place(name="Café", interior=True),
    "office": Place(name="Office", interior=True),
    "train": Place(name="Train Compartment", interior=True),
    "ship": Place(name="Ship", interior=True),
    "spaceship": Place(name="Spaceship", interior=True),
    "church": Place(name="Church", interior=True),
    "cave": Place(name="Cave", interior=True),
    "river": Place(name="River", interior=False),
    "camp": Place(name="Camp", interior=False, time_of_day="NIGHT"),
    "snow": Place(name="Hill", interior=False, weather="snow"),
    "ward": Place(name="Hospital", interior=True),
}


def body(place: Place, frames: int = 96, seed: int = 7) -> ToneBody:
    return ToneBody(place=place, frames=frames, rate=Fraction(24), sample_rate=RATE, seed=seed)


def sounded(place: Place, frames: int = 96, seed: int = 7) -> Samples:
    return np.concatenate(list(tone(body(place, frames, seed), frames * 2000)))


def level(samples: npt.NDArray[np.floating]) -> float:
    """RMS in dBFS."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(samples, dtype=np.float64))) + 1e-12))


def thirds(samples: Samples) -> npt.NDArray[np.float64]:
    """The level of each third of an octave from 40 Hz to 10 kHz, dB."""
    power = np.abs(np.fft.rfft(samples[:, 0].astype(np.float64))) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    edges = 40 * 2 ** (np.arange(25) / 3)
    bands = [power[(hertz >= low) & (hertz < high)].sum() for low, high in pairwise(edges)]
    return 10 * np.log10(np.array(bands) / len(samples) ** 2 * 2 + 1e-12)


def test_a_tone_lasts_exactly_its_frames_and_fills_both_sides_differently(make: Make) -> None:
    samples = read_sound(make(body(PLACES["sea"], 61)), sample_rate=RATE)
    assert samples.shape == (122_000, 2)
    assert abs(np.corrcoef(samples.T)[0, 1]) < 0.5


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_quiet_but_never_silent_and_does_not_click(name: str) -> None:
    samples = sounded(PLACES[name])
    assert -60 < level(samples) < -45
    assert all(-64 < level(piece) < -42 for piece in np.split(samples, 16))
    assert np.abs(samples).max() < 10 ** (-26 / 20)
    assert (samples == 0).mean() < 1e-3
    assert abs(samples.mean()) < 1e-4


CLEARLY = ("room", "rain", "sea", "wind", "street", "woods", "ship", "river")


@pytest.mark.parametrize(("one", "other"), list(combinations(CLEARLY, 2)))
def test_places_differ_by_ear(one: str, other: str) -> None:
    """Somewhere in the spectrum by 6 dB at the least, over half an octave and more."""
    left, right = (thirds(sounded(PLACES[name], 72)) for name in (one, other))
    assert np.sort(np.abs(left - right)[np.maximum(left, right) > -75])[-3] > 6


def test_people_who_talk_come_and_go_by_the_syllable() -> None:
    def liveliness(name: str) -> float:
        """How much the level moves from one tenth of a second to the next, dB."""
        pieces = np.split(sounded(PLACES[name]), 40)
        return float(np.abs(np.diff([level(piece) for piece in pieces])).mean())

    assert liveliness("café") > 1.3 * max(liveliness(name) for name in ("sea", "rain", "church"))


def test_what_is_outside_comes_in_muffled() -> None:
    out, within = (
        thirds(sounded(Place(name="Yard", interior=side, weather="rain"))).tolist() for side in (False, True)
    )
    assert within[20] < out[20] - 12
    assert level(sounded(Place(name="Yard", interior=True, weather="rain"))) > level(sounded(PLACES["room"])) + 1


def test_what_a_room_sounds_like_is_not_heard_before_its_door() -> None:
    office = [heard_in(Place(name="Office", interior=interior)) for interior in (True, False)]
    assert office[0] != office[1] == heard_in(Place(name="Yard", interior=False))


@pytest.mark.parametrize("name", ["sea", "wind", "room", "café", "street", "train"])
def test_two_shots_of_a_place_meet_at_one_level(name: str) -> None:
    for before, after in ((60, 72), (144, 50)):
        end, start = sounded(PLACES[name], before)[-28_000:-4_000], sounded(PLACES[name], after)[4_000:28_000]
        assert level(start) == pytest.approx(level(end), abs=2)
        low = slice(6, None)
        assert np.abs(thirds(start)[low] - thirds(end)[low]).mean() < 4


def test_no_loop_is_heard() -> None:
    for name in ("room", "café", "street"):
        sound = sounded(PLACES[name], 480)[:, 0].astype(np.float64)
        spectrum = np.abs(np.fft.rfft(sound, 2 * len(sound))) ** 2
        echo = np.fft.irfft(spectrum)[: len(sound)]
        assert np.abs(echo[RATE // 2 : len(sound) // 2]).max() < 0.12 * echo[0]


def test_another_seed_and_another_length_are_another_noise() -> None:
    one, other, longer = sounded(Place()), sounded(Place(), seed=8), sounded(Place(), 97)
    assert abs(np.corrcoef(one[:, 0], other[:, 0])[0, 1]) < 0.1
    assert abs(np.corrcoef(one[:, 0], longer[: len(one), 0])[0, 1]) < 0.1
    assert np.array_equal(one, sounded(Place()))


KINDS = ("bird", "gull", "owl", "cricket", "thunder", "drip", "crackle", "clack", "beep", "patter")


def calls(kind: str, seconds: float = 12) -> Samples:
    samples = round(seconds * RATE)
    silence = [np.zeros((2, samples // 8), np.float32) for _ in range(8)]
    told = Calls(kind, 1.0, -40)  # type: ignore[arg-type]
    return np.concatenate(list(with_calls(silence, told, samples, RATE, ("test",))), axis=1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_sets_in_and_dies_away(kind: str) -> None:
    whole = calls(kind)
    assert -44 < 20 * np.log10(np.abs(whole).max()) < -22
    assert not whole[:, : RATE // 5].any()
    assert not whole[:, -RATE // 5 :].any()
    for side in whole:
        for first, last in _sounding(side):
            peak = np.abs(side[first:last]).max()
            assert np.abs(side[[first, last - 1]]).max() < 0.25 * peak


def _sounding(side: npt.NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    at = np.flatnonzero(side)
    breaks = np.flatnonzero(np.diff(at) > 960)
    yield from zip(at[[0, *(breaks + 1)]].tolist(), (at[[*breaks, -1]] + 1).tolist(), strict=True)


def test_birds_by_day_crickets_by_night() -> None:
    def kinds(hour: str) -> set[str]:
        return {call.kind for call in heard_in(Place(name="Meadow", interior=False, time_of_day=hour)).calls}

    assert kinds("DAY") == {"bird"}
    assert kinds("NIGHT") == {"cricket"}
