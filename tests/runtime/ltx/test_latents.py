"""The forms of latents: each turns into another and back, and none is taken for another."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.files import Made, load_held, load_made, save_made
from milimo_runtime.backends.ltx.latents import (
    AudioLatents,
    VideoLatents,
    denormalize,
    denormalize_sound,
    latent_frames,
    normalize,
    normalize_sound,
    pack,
    unpack,
)
from milimo_runtime.backends.ltx.models import Model
from tests.runtime.ltx.models import CPU

PICTURE = VideoLatents(torch.randn(1, 8, 3, 2, 4))
SOUND = AudioLatents(torch.randn(1, 18, 8))


def test_tokens_come_back_to_the_bit_in_the_library_s_order() -> None:
    from diffusers.modular_pipelines.ltx2.denoise import _pack_latents, _unpack_latents

    tokens = pack(PICTURE)
    assert torch.equal(tokens, _pack_latents(PICTURE.values))
    assert torch.equal(unpack(tokens, 3, 2, 4).values, PICTURE.values)
    assert torch.equal(_unpack_latents(tokens, 3, 2, 4), PICTURE.values)


def test_pictures_come_back_from_what_the_autoencoder_reads(model: Model) -> None:
    statistics, vae = model.video_statistics, model.component("vae")
    raw = denormalize(PICTURE, statistics)
    assert torch.allclose(normalize(raw, statistics).values, PICTURE.values, atol=1e-6)
    assert torch.allclose(raw[0, 3], PICTURE.values[0, 3] * vae.latents_std[3] + vae.latents_mean[3])
    assert (raw - PICTURE.values).abs().mean() > 0.1, "statistics that change nothing would hide a mistake"


def test_sound_comes_back_from_what_its_autoencoder_reads(model: Model) -> None:
    from diffusers.modular_pipelines.ltx2.before_denoise import _normalize_audio_latents, _pack_audio_latents

    statistics, vae = model.sound_statistics, model.component("audio_vae")
    raw = denormalize_sound(SOUND, statistics, 4)
    assert raw.shape == (1, 2, 18, 4)
    assert torch.allclose(normalize_sound(raw, statistics).values, SOUND.values, atol=1e-6)
    theirs = _normalize_audio_latents(_pack_audio_latents(raw), vae.latents_mean, vae.latents_std)
    assert torch.allclose(theirs, SOUND.values, atol=1e-6)


@pytest.mark.parametrize("shape", [(8, 3, 2, 4), (2, 8, 3, 2, 4), (1, 24, 8)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="picture latents are"):
        VideoLatents(torch.randn(shape))


@pytest.mark.parametrize("shape", [(18, 8), (2, 18, 8), (1, 2, 18, 4)])
def test_what_is_no_sound_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="sound latents are"):
        AudioLatents(torch.randn(shape))


def test_less_than_float32_is_refused() -> None:
    for kind, values in ((VideoLatents, PICTURE.values), (AudioLatents, SOUND.values)):
        with pytest.raises(ValueError, match=r"float32, not .* of bfloat16"):
            kind(values.bfloat16())


def test_tokens_of_keyframes_must_be_cut_off_before() -> None:
    with pytest.raises(ValueError, match="30 tokens are not 3 x 2 x 4"):
        unpack(torch.cat([pack(PICTURE), pack(PICTURE)[:, :6]], 1), 3, 2, 4)  # type: ignore[arg-type]


@pytest.mark.parametrize(("frames", "latents"), [(1, 1), (9, 2), (17, 3), (121, 16), (505, 64)])
def test_frames_are_8k_and_1(frames: int, latents: int) -> None:
    assert latent_frames(frames, 8) == latents
    for wrong in (frames - 1, frames + 1):
        with pytest.raises(Failed, match="are not 8k"):
            latent_frames(wrong, 8)


def test_what_is_stored_is_whole_and_of_its_sort(tmp_path: Path) -> None:
    made = Made(PICTURE, SOUND)
    save_made(tmp_path / "made", made)
    back = load_made(tmp_path / "made", CPU)
    assert back.audio is not None
    assert torch.equal(back.video.values, PICTURE.values)
    assert torch.equal(back.audio.values, SOUND.values)
    save_made(tmp_path / "again", made)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "made").read_bytes()
    with pytest.raises(Failed, match="latents was given where conditions is read"):
        load_held(tmp_path / "made", CPU)
    (tmp_path / "cut").write_bytes((tmp_path / "made").read_bytes()[:-9])
    with pytest.raises(Failed, match="stored as latents is damaged"):
        load_made(tmp_path / "cut", CPU)


def test_silent_latents_are_stored_without_sound(tmp_path: Path) -> None:
    save_made(tmp_path / "made", Made(PICTURE, None))
    assert load_made(tmp_path / "made", CPU).audio is None
