"""Chunks sound as one shot: in step to the sample, as loud over a seam as beside it, without a click or a hole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from milimo_lang.ir.bodies import Keep
from milimo_lang.ir.values import half_up, sample_at
from milimo_lang.planning.chunks import Stretch, divide
from milimo_lang.planning.grid import Grid, grid
from milimo_runtime.media.seams import crossed, joined
from tests.runtime.media.chunks import kept, model_samples

LTX, _ = grid(stride=8, chunk=121, overlap=24, shortest=41, align=8, context=505)
BY_IMAGE, _ = grid(stride=8, chunk=121, overlap=1, shortest=41, align=8, context=505)
SHORT, _ = grid(stride=8, chunk=49, overlap=9, shortest=17, align=8)
SHORT_BY_IMAGE, _ = grid(stride=8, chunk=49, overlap=1, shortest=17, align=8)
RATES = (Fraction(24), Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60))
SR = 48_000


def origins(stretches: Sequence[Stretch], rate: Fraction, sample_rate: int) -> list[int]:
    return [half_up(one.start * sample_rate / rate) for one in stretches]


def heard(keep, rate, sample_rate, sounds) -> np.ndarray:
    """The joined sound of chunks that sound `sounds` by role ([n] or [n, 2])."""
    stereo = {role: np.stack([s, s], 1) if s.ndim == 1 else s for role, s in sounds.items()}
    pieces = list(joined(keep, rate, sample_rate, lambda role: stereo[role].astype(np.float32)))
    return np.concatenate(pieces)


def of_signal(signal, stretches, rate, sample_rate, lengths=None):
    """Sounds of chunks that are all cut from one `signal(seconds)`, as long as a model makes them."""
    lengths = lengths or [model_samples(one.frames, rate, sample_rate) for one in stretches]
    return {
        f"chunk/{n}": signal(float(one.start / rate) + np.arange(length) / sample_rate)
        for n, (one, length) in enumerate(zip(stretches, lengths, strict=True))
    }


def chirp(seconds: np.ndarray) -> np.ndarray:
    """From 100 Hz, faster and faster to 2 kHz after 18 seconds: nowhere like itself a sample later."""
    return 0.5 * np.sin(2 * np.pi * (100 * seconds + 950 / 18 * seconds**2))


def noise(stretches, rate, sample_rate, scale=0.1) -> dict[str, np.ndarray]:
    return {
        f"chunk/{n}": np.random.default_rng(n).normal(0, scale, (model_samples(one.frames, rate, sample_rate), 2))
        for n, one in enumerate(stretches)
    }


def loudest_step(sound: np.ndarray) -> float:
    return float(np.abs(np.diff(sound, axis=0)).max())


def longest_silence(sound: np.ndarray) -> int:
    """Samples in the longest run of exact zeros."""
    loud = np.flatnonzero(np.concatenate(([True], (sound != 0).any(axis=1), [True])))
    return int(np.diff(loud).max()) - 1


# ---------------------------------------------------------------- in step


@pytest.mark.parametrize("sample_rate", [24_000, SR])
@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("on", [SHORT, SHORT_BY_IMAGE], ids=["overlap 9", "overlap 1"])
def test_a_sound_over_one_to_ten_chunks_stays_in_step_to_the_sample(on: Grid, rate, sample_rate):
    """Half a sample is what a chunk's place is rounded by."""
    for count in range(1, 11) if sample_rate == 24_000 else (2, 10):
        frames = 49 + (count - 1) * (49 - on.overlap) - 8
        stretches = divide(frames, 8, on)
        assert len(stretches) == count
        found = heard(kept(stretches), rate, sample_rate, of_signal(chirp, stretches, rate, sample_rate))
        length = sample_at(frames + 8, rate, sample_rate)
        assert found.shape == (length, 2)
        seconds = np.arange(length) / sample_rate
        pitch = 100 + 1900 / 18 * seconds
        half_a_sample = 0.5 * np.pi * pitch / sample_rate + 0.002
        error = np.abs(found[:, 0] - chirp(seconds))
        for one in stretches if on is SHORT_BY_IMAGE else stretches[-1:]:
            # At the end, and where one frame is handed on, the model has no sound for the last 50 ms.
            at = sample_at(one.end, rate, sample_rate)
            error[max(0, at - sample_rate // 14) : at + sample_rate // 14] = 0
        assert (error <= half_a_sample).all()


def test_between_seams_every_sample_is_the_chunk_s_own():
    rate = Fraction(30000, 1001)
    stretches = divide(600, 8, LTX)
    sounds = noise(stretches, rate, SR)
    found = heard(kept(stretches), rate, SR, sounds)
    for n, (one, origin) in enumerate(zip(stretches, origins(stretches, rate, SR), strict=True)):
        first = sample_at(one.first, rate, SR) if n else 0
        last = sample_at(one.end, rate, SR) - SR // 3
        own = sounds[f"chunk/{n}"].astype(np.float32)
        assert np.array_equal(found[first:last], own[first - origin : last - origin])


def test_a_shot_that_continues_another_begins_within_its_first_chunk():
    stretches = divide(100, 8, LTX, lead_in=(25, 3))
    found = heard(kept(stretches), Fraction(24), SR, of_signal(chirp, stretches, Fraction(24), SR))
    assert np.abs(found[:, 0] - chirp(np.arange(len(found)) / SR))[: -SR // 15].max() < 0.002


@pytest.mark.parametrize("cut", [-SR, -SR // 2, -SR // 10, SR // 10, 3 * SR])
def test_a_chunk_that_sounds_too_short_or_too_long_moves_no_other(cut):
    rate = Fraction(24)
    stretches = divide(400, 8, LTX)
    lengths = [model_samples(one.frames, rate, SR) + (cut if n == 1 else 0) for n, one in enumerate(stretches)]
    found = heard(kept(stretches), rate, SR, of_signal(chirp, stretches, rate, SR, lengths))
    assert len(found) == sample_at(408, rate, SR)
    error = np.abs(found[:, 0] - chirp(np.arange(len(found)) / SR))
    missing = max(0, -cut - sample_at(stretches[2].overlap, rate, SR)) + SR // 8
    second = sample_at(stretches[2].first, rate, SR)
    assert error[: second - SR // 3 + min(cut, 0)].max() < 0.005
    assert error[second + missing : -SR // 15].max() < 0.005


@pytest.mark.parametrize("length", [0, 1, 500, 42_000, 60_011])
def test_a_chunk_with_next_to_no_sound_leaves_silence_and_no_click(length):
    rate = Fraction(24)
    stretches = divide(400, 8, LTX)
    lengths = [length if n == 1 else model_samples(one.frames, rate, SR) for n, one in enumerate(stretches)]
    found = heard(kept(stretches), rate, SR, of_signal(tone(0.3, 1.0), stretches, rate, SR, lengths))
    assert len(found) == sample_at(408, rate, SR)
    assert loudest_step(found) < 1.3 * 0.3 * 2 * np.pi * 200 / SR
    after = sample_at(stretches[2].start + 2, rate, SR)
    assert (
        np.abs(found[after : -SR // 15, 0] - tone(0.3, 1.0)(np.arange(len(found)) / SR)[after : -SR // 15]).max()
        < 0.002
    )


# ---------------------------------------------------------------- as loud


def test_strangers_cross_at_equal_power():
    rate = Fraction(24)
    stretches = divide(900, 8, LTX)
    found = heard(kept(stretches), rate, SR, noise(stretches, rate, SR))[: -SR // 15]
    window = SR // 25
    power = (found[: len(found) // window * window].reshape(-1, window * 2) ** 2).mean(axis=1)
    assert np.abs(10 * np.log10(power / 0.01)).max() < 1


def test_what_was_handed_over_crosses_unchanged():
    rate = Fraction(24)
    stretches = divide(900, 8, LTX)
    whole = np.random.default_rng(1).normal(0, 0.1, sample_at(1100, rate, SR))
    sounds = of_signal(lambda at: whole[np.rint(at * SR).astype(int)], stretches, rate, SR)
    found = heard(kept(stretches), rate, SR, sounds)[: -SR // 15, 0]
    assert np.abs(found - whole[: len(found)]).max() < 1e-6


@pytest.mark.parametrize("likeness", [0.0, 0.3, 0.7, 1.0])
def test_the_power_stays_whatever_two_sounds_have_in_common(likeness):
    draw = np.random.default_rng(8).normal(0, 0.1, (2, 48_000, 2))
    other = likeness * draw[0] + np.sqrt(1 - likeness**2) * draw[1]
    power = (crossed(draw[0], other).reshape(25, -1) ** 2).mean(axis=1)
    assert np.abs(10 * np.log10(power / 0.01)).max() < 0.5


def test_a_part_made_again_stands_where_it_was_asked_for_and_crosses_quickly():
    rate = Fraction(24)
    keep = [
        Keep(role="chunk/0", first=0, frames=24),
        Keep(role="edit/0/0", first=24, frames=24),
        Keep(role="chunk/0", first=48, frames=24),
    ]
    old, new = (np.random.default_rng(n).normal(0, 0.1, (model_samples(121, rate, SR), 2)) for n in (1, 2))
    found = heard(keep, rate, SR, {"chunk/0": old, "edit/0/0": new})
    near = SR // 100
    for first, last, own in ((0, 24, old), (24, 48, new), (48, 72, old)):
        a, b = (
            sample_at(first, rate, SR) + (near if first else 0),
            sample_at(last, rate, SR) - (near if last < 72 else 0),
        )
        assert np.array_equal(found[a:b], own[a:b].astype(np.float32))
    assert np.abs(10 * np.log10((found.reshape(-1, SR // 50 * 2) ** 2).mean(axis=1) / 0.01)).max() < 1.3


def test_a_part_of_one_frame_made_again_without_its_sound_changes_nothing():
    rate = Fraction(60)
    keep = [
        Keep(role="chunk/0", first=0, frames=24),
        Keep(role="edit/0/0", first=24, frames=1),
        Keep(role="chunk/0", first=25, frames=24),
    ]
    sound = np.random.default_rng(1).normal(0, 0.1, (model_samples(121, rate, SR), 2))
    found = heard(keep, rate, SR, {"chunk/0": sound, "edit/0/0": sound})
    assert np.abs(found - sound[: len(found)]).max() < 1e-6


# ---------------------------------------------------------------- without a click or a hole


def tone(loud: float, phase: float = 0.0):
    return lambda seconds: loud * np.sin(2 * np.pi * 200 * seconds + phase)


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("on", [LTX, BY_IMAGE], ids=["overlap 25", "overlap 1"])
def test_no_seam_clicks_and_no_seam_is_a_hole(on: Grid, rate):
    """Every chunk hums at another point of its wave, the worst that a cut could meet."""
    for frames in (250, 345, 401, 520):
        stretches = divide(frames, 8, on)
        sounds = {
            f"chunk/{n}": tone(0.4, 2.2 * n)(np.arange(model_samples(one.frames, rate, SR)) / SR)
            for n, one in enumerate(stretches)
        }
        found = heard(kept(stretches), rate, SR, sounds)
        assert len(found) == sample_at(frames + 8, rate, SR)
        assert loudest_step(found) < 1.5 * 0.4 * 2 * np.pi * 200 / SR
        assert longest_silence(found[: -SR // 15]) <= 2


@pytest.mark.parametrize("short", [-15, 0, 5, 20, 40, 59])
def test_a_hole_of_milliseconds_is_filled(short):
    """`short`: milliseconds between the end of one sound and the beginning of the next."""
    keep = [Keep(role="chunk/0", first=0, frames=49), Keep(role="chunk/1", first=1, frames=48)]
    origin = sample_at(48, Fraction(24), SR)
    sounds = {
        "chunk/0": tone(0.4)(np.arange(origin - short * SR // 1000) / SR),
        "chunk/1": tone(0.4, 2)(np.arange(98_000) / SR),
    }
    found = heard(keep, Fraction(24), SR, sounds)
    assert longest_silence(found[1:]) <= 2
    assert loudest_step(found) < 1.5 * 0.4 * 2 * np.pi * 200 / SR
    power = (found[: len(found) // 2400 * 2400].reshape(-1, 2400 * 2) ** 2).mean(axis=1)
    assert np.abs(10 * np.log10(power / 0.08)).max() < 4


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("length", [41, 49, 97, 113, 121, 505])
def test_after_the_last_sample_a_model_makes_there_is_silence_at_once_but_softly(length, rate):
    made = model_samples(length, rate, SR)
    found = heard(
        [Keep(role="chunk/0", first=0, frames=length)], rate, SR, {"chunk/0": tone(0.4)(np.arange(made) / SR)}
    )
    assert len(found) == sample_at(length, rate, SR)
    assert 0 < len(found) - made <= SR // 20
    assert not found[made:].any()
    assert np.abs(found[made - 2000 : made]).max() > 0.3
    assert loudest_step(found) < 1.3 * 0.4 * 2 * np.pi * 200 / SR


def test_a_surplus_of_frames_spares_the_end():
    """A chunk longer than what is kept of it has sound enough."""
    stretches = divide(100, 8, LTX)
    assert stretches[-1].trim >= 2
    found = heard(kept(stretches), Fraction(24), SR, of_signal(tone(0.4), stretches, Fraction(24), SR))
    assert longest_silence(found[1:]) <= 2


def test_a_film_of_nothing_sounds_of_nothing():
    assert list(joined([], Fraction(24), SR, lambda role: np.zeros((0, 2), np.float32))) == []
