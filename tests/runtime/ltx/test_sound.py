"""A sound that leads: read from a file, encoded as its autoencoder was trained, and kept through the pass."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers.audio_utils import mel_filter_bank, spectrogram, window_function

from milimo_lang.ir.bodies import SoundBody
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.files import load_sound, save_sound
from milimo_runtime.backends.ltx.hearing import heard, mels, stretch
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.tokens import Given
from tests.runtime.ltx.models import CPU, RATE, grid, made
from tests.tiny import material


def body(frames: int = 17, start: Fraction = Fraction(0), rate: Fraction = RATE) -> SoundBody:
    return SoundBody(family="ltx-2", rate=rate, frames=frames, start=start)


def test_spectra_are_those_of_another_hand() -> None:
    noise = np.random.default_rng(1).standard_normal((2, 8000)).astype(np.float32)
    ours = mels(torch.from_numpy(noise), 16_000, 160, 64)
    filters = mel_filter_bank(513, 64, 0.0, 8_000.0, 16_000, norm="slaney", mel_scale="slaney")
    for side in range(2):
        theirs = spectrogram(
            noise[side],
            window_function(1024, "hann"),
            frame_length=1024,
            hop_length=160,
            power=1.0,
            center=True,
            pad_mode="reflect",
            mel_filters=filters,
            mel_floor=1e-5,
            log_mel="log",
        )
        assert ours.shape == (2, 51, 64)
        assert np.allclose(ours[side].numpy().T, theirs, atol=1e-3)


def test_a_tone_is_heard_where_it_is() -> None:
    """The bins of Slaney's scale lie 0 to 8 kHz, straight up to 1 kHz: of 64, the loudest of 440 Hz is the tenth."""
    time = torch.arange(16_000) / 16_000
    tone = torch.sin(2 * torch.pi * 440 * time).expand(2, -1)
    found = mels(tone, 16_000, 160, 64)
    filters = mel_filter_bank(513, 64, 0.0, 8_000.0, 16_000, norm="slaney", mel_scale="slaney")
    nearest = filters[round(440 / (16_000 / 1024))].argmax()
    assert (found[:, 5:-5].argmax(-1) == int(nearest)).all()
    assert (mels(torch.zeros(2, 1600), 16_000, 160, 64) == float(np.log(np.float32(1e-5)))).all()


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), Fraction(30), Fraction(24000, 1001)])
@pytest.mark.parametrize("frames", [9, 17, 41])
def test_it_is_as_long_as_a_pass_wants_it(model: Model, tmp_path: Path, frames: int, rate: Fraction) -> None:
    from milimo_runtime.backends.ltx.grid import grid_of
    from tests.runtime.ltx.models import SIZE

    wanted = grid_of(model.component("transformer"), SIZE, frames, rate).sound
    assert heard(model, body(frames, rate=rate), material.sound(tmp_path / "s.wav", 0.3)).length == wanted


def test_outside_the_file_is_silence(model: Model, tmp_path: Path) -> None:
    file = material.sound(tmp_path / "s.wav", 1.0, channels=2)
    whole = stretch(file, Fraction(0), Fraction(1), 16_000)
    assert whole.shape == (16_000, 2)
    assert np.abs(whole).max() > 0.3
    early = stretch(file, Fraction(-1, 4), Fraction(1, 2), 16_000)
    assert not early[:4000].any()
    assert np.array_equal(early[4000:], whole[:4000])
    late = stretch(file, Fraction(3, 4), Fraction(1, 2), 16_000)
    assert np.array_equal(late[:4000], whole[12_000:])
    assert not late[4000:].any()
    quiet = heard(model, body(start=Fraction(10)), file).values
    assert torch.allclose(quiet, heard(model, body(start=Fraction(20)), file).values)
    assert (quiet - heard(model, body(), file).values).abs().mean() > 0.05


def test_a_stretch_is_heard_from_where_it_starts(model: Model, tmp_path: Path) -> None:
    film = material.film(tmp_path / "f.mp4", 48, pitch=440)
    first, later = (heard(model, body(start=Fraction(at)), film).values for at in (0, 1))
    assert first.shape == later.shape == (1, 18, 8)
    assert not torch.equal(first, later)


def test_latents_are_normalized(model: Model, tmp_path: Path) -> None:
    vae = model.component("audio_vae")
    found = heard(model, body(), material.sound(tmp_path / "s.wav"))
    samples = torch.from_numpy(stretch(tmp_path / "s.wav", Fraction(0), Fraction(17, 24), 16_000).T.copy())
    spectra = mels(samples, 16_000, 160, vae.config.mel_bins)[None, :, : 4 * 18 - 3]
    raw = vae.encode(spectra).latent_dist.mode().transpose(1, 2).flatten(2)
    assert torch.allclose(found.values * vae.latents_std + vae.latents_mean, raw, atol=1e-5)


def test_the_pass_keeps_it_and_hears_it(model: Model, tmp_path: Path) -> None:
    track = heard(model, body(), material.sound(tmp_path / "s.wav"))
    save_sound(tmp_path / "track", track)
    given = load_sound(tmp_path / "track", CPU)
    led = made(model, Given(track=given))
    assert led.audio is not None
    assert torch.equal(led.audio.values, track.values)
    assert given.length == grid(model).sound
    assert (led.video.values - made(model).video.values).abs().mean() > 1e-4


def test_bad_sounds_are_told(model: Model, tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"f\.mp4 has no sound"):
        heard(model, body(), material.film(tmp_path / "f.mp4"))
    (tmp_path / "b.wav").write_bytes(b"RIFF no sound at all")
    with pytest.raises(Failed, match=r"b\.wav is no video or sound file"):
        heard(model, body(), tmp_path / "b.wav")
