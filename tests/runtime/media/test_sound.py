"""Sound is read back as it was written, sample by sample."""

import wave

import numpy as np
import pytest

from milimo_runtime.backend import Failed
from milimo_runtime.media.sound import read_sound, sound_chunks, write_sound
from tests.runtime.media.material import SAMPLE_RATE, numbered, write_pictures


@pytest.mark.parametrize("count", [0, 1, 4095, 4096, 4097, 100_001])
def test_as_many_samples_come_back_as_went_in(tmp_path, count):
    sound = np.random.default_rng(count).uniform(-1, 1, (count, 2)).astype(np.float32)
    write_sound(tmp_path / "sound", sound, SAMPLE_RATE)
    back = read_sound(tmp_path / "sound", sample_rate=SAMPLE_RATE)
    assert back.shape == (count, 2)
    assert np.abs(back - sound).max(initial=0) < 2**-22


def test_the_same_sound_is_the_same_bytes(tmp_path):
    sound = np.random.default_rng(1).uniform(-1, 1, (9999, 2)).astype(np.float32)
    for name in ("one", "two"):
        write_sound(tmp_path / name, sound, SAMPLE_RATE)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_is_too_loud_is_clipped_and_does_not_turn_over(tmp_path):
    write_sound(tmp_path / "sound", np.array([[1.5, -1.5]] * 10, np.float32), SAMPLE_RATE)
    assert read_sound(tmp_path / "sound", sample_rate=SAMPLE_RATE)[3].tolist() == pytest.approx([1, -1], abs=1e-6)


def test_one_channel_goes_to_both_sides_unchanged(tmp_path):
    codes = (np.sin(np.arange(4800) / 10) * 20_000).astype("<i2")
    with wave.open(str(tmp_path / "mono.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(codes.tobytes())
    sound = read_sound(tmp_path / "mono.wav", sample_rate=SAMPLE_RATE)
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert np.abs(sound[:, 0] - codes / 32768).max() < 1e-6


@pytest.mark.parametrize("rate", [44_100, 24_000, 96_000])
def test_another_sample_rate_keeps_the_length(tmp_path, rate):
    write_sound(tmp_path / "sound", np.zeros((SAMPLE_RATE * 2, 2), np.float32), SAMPLE_RATE)
    assert len(read_sound(tmp_path / "sound", sample_rate=rate)) == pytest.approx(rate * 2, abs=2)


def test_a_long_sound_is_read_in_pieces(tmp_path):
    sound = np.random.default_rng(2).uniform(-1, 1, (50_000, 2)).astype(np.float32)
    write_sound(tmp_path / "sound", sound, SAMPLE_RATE)
    pieces = list(sound_chunks(tmp_path / "sound", sample_rate=SAMPLE_RATE))
    assert len(pieces) > 5
    assert np.abs(np.concatenate(pieces) - sound).max() < 2**-22


def test_a_silent_film_has_no_sound_to_read(tmp_path):
    path = write_pictures(tmp_path / "film", [numbered(1)])
    with pytest.raises(Failed, match="has no sound"):
        read_sound(path, sample_rate=SAMPLE_RATE)
