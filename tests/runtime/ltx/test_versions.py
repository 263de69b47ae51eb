"""What tells the versions apart: the table by which passes are run, held against the components that are loaded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from milimo_lang.ir.bodies import Condition, DenoiseBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.conditions import compressed, held
from milimo_runtime.backends.ltx.latents import normalize
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.text import encode
from milimo_runtime.backends.ltx.versions import VERSIONS
from milimo_runtime.weights.catalog import MODELS
from tests.runtime.ltx import library
from tests.runtime.ltx.models import SIZE
from tests.stages import compiled
from tests.tiny import material
from tests.tiny.ltx import AUDIO_WIDTH, VIDEO_WIDTH, Version
from tests.tiny.words import WIDTH

CRF: dict[Version, int] = {"2.0": 33, "2.3": 33, "2.5": 18}
PADDING: dict[Version, str] = {"2.0": "reflect", "2.3": "zeros", "2.5": "zeros"}
RATE: dict[Version, int] = {"2.0": 24_000, "2.3": 48_000, "2.5": 48_000}
ENCODER: dict[Version, str] = {
    "2.0": "Gemma3ForConditionalGeneration",
    "2.3": "Gemma3ForConditionalGeneration",
    "2.5": "Gemma4UnifiedForConditionalGeneration",
}


def test_every_row_of_the_table_is_that_of_its_components(model: Model, version: Version) -> None:
    row = VERSIONS[version]
    assert model.version is row
    assert row.cross_timestep is bool(model.component("transformer").config.cross_attn_mod)
    assert row.cross_timestep is bool(model.component("connectors").config.per_modality_projections)
    assert row.ancestral is (not model.component("transformer").config.ff_bias)
    assert model.component("vae").config.decoder_spatial_padding_mode == PADDING[version]
    assert model.component("vocoder").config.output_sampling_rate == RATE[version]
    assert type(model.component("text_encoder")).__name__ == ENCODER[version]
    assert row.words == model.component("tokenizer").model_max_length


def test_every_profile_is_that_of_its_components(model: Model) -> None:
    film = compiled({"film.mls": f"Model: {model.located.family}\n\nEXT. SEA - DAY\n"})
    profile = film.screenplay.value.settings.model
    vae = model.component("vae")
    assert profile.stride == vae.temporal_compression_ratio
    assert profile.multiple == profile.stages * vae.spatial_compression_ratio
    assert profile.sample_rate == model.component("vocoder").config.output_sampling_rate
    assert profile.distilled is model.version.distillable
    assert ("doubling" in profile.can) is ("temporal_upsampler" in model.located)
    assert (profile.stages == 2) is ("latent_upsampler" in model.located)
    stride, pixels = MODELS[profile.family].grid
    assert [*model.component("transformer").config.vae_scale_factors] == [stride, pixels, pixels]
    assert (profile.stride, profile.multiple) == (stride, 2 * pixels)


@pytest.mark.parametrize(
    ("size", "frames", "told", "remedy"),
    [
        ((96, 64), 17, "", ""),
        ((96, 40), 17, "makes no pictures of 96x40, but of multiples of 32 pixels", "`multiple: 64`"),
        ((96, 64), 13, r"makes no 13 frames, but 8k \+ 1", "`stride: 8`"),
    ],
)
def test_a_profile_with_another_grid_is_told_before_anything_is_made(
    model: Model, size: tuple[int, int], frames: int, told: str, remedy: str
) -> None:
    shape = Size(width=size[0], height=size[1])
    family = model.located.family
    body = DenoiseBody(kind="chunk.denoise", family=family, size=shape, rate=24, frames=frames, seed=1)
    if not told:
        return LtxBackend().foresee(body, {})
    with pytest.raises(Failed, match=f"{family} {told}") as said:
        LtxBackend().foresee(body, {})
    assert remedy in said.value.remedy
    return None


def test_connectors_are_as_wide_as_the_transformer_reads_them(model: Model, version: Version) -> None:
    """2.0 has one width for picture and sound, that of the words; later ones each its own."""
    encoded = encode(model, "a bell rings", "", pytest.fail)
    widths = (encoded.video.shape[-1], encoded.audio.shape[-1])
    assert widths == ((WIDTH, WIDTH) if version == "2.0" else (VIDEO_WIDTH, AUDIO_WIDTH))


def test_words_are_asked_of_the_model_without_its_head(model: Model) -> None:
    """Its head would make half a gigabyte of a prompt, and nobody reads that."""
    asked: list[str] = []
    encoder = model.component("text_encoder")
    hooks = [
        encoder.register_forward_pre_hook(lambda *_: asked.append("whole")),
        encoder.model.register_forward_pre_hook(lambda *_: asked.append("body")),
    ]
    try:
        encode(model, "a bell rings", "", pytest.fail)
    finally:
        for hook in hooks:
            hook.remove()
    assert asked == ["body", "body"]


def test_a_picture_is_compressed_as_its_version_met_pictures_in_training(
    model: Model, version: Version, tmp_path: Path
) -> None:
    """The library's own encoder, left to guess, takes 33 for all of them."""
    assert model.version.crf == CRF[version]
    pixels = np.random.default_rng(2).integers(0, 255, (SIZE.height, SIZE.width, 3), np.uint8)
    guessed = library.encoded_picture(model, pixels)
    right = library.encoded_picture(model, pixels, CRF[version])
    assert bool((guessed == right).all()) is (CRF[version] == 33)
    assert not np.array_equal(compressed(pixels, 18), compressed(pixels, 33))
    assert np.array_equal(compressed(pixels, 0), pixels)


def test_frames_of_a_film_are_not_compressed(model: Model) -> None:
    """What was handed over is encoded as it is: only single pictures met the model compressed."""
    import torch

    from milimo_runtime.backends.ltx.conditions import encode as encode_frames

    pixels = np.random.default_rng(2).integers(0, 255, (9, SIZE.height, SIZE.width, 3), np.uint8)
    found = encode_frames(model, pixels)
    vae = model.component("vae")
    values = torch.from_numpy(pixels).permute(3, 0, 1, 2)[None].float() / 127.5 - 1
    with torch.no_grad():
        raw = vae.encode(values).latent_dist.mode()
    assert torch.allclose(found.values, normalize(raw, model.video_statistics).values, atol=1e-5)


@pytest.mark.parametrize("colour", [material.RED, material.BLUE])
def test_a_held_picture_knows_its_frame(model: Model, tmp_path: Path, colour: material.Colour) -> None:
    still = material.picture(tmp_path / "p.png", colour)
    first, later = held(
        model,
        [Condition(role="key/0", frame=0), Condition(role="key/1", frame=13, strength=0.9)],
        {"key/0": still, "key/1": still},
        SIZE,
    )
    assert (first.frame, later.frame, later.strength) == (0, 13, 0.9)
    assert first.latents.values.shape == later.latents.values.shape == (1, 8, 1, 2, 3)


def test_a_prompt_longer_than_the_model_reads_is_told_once_with_what_is_lost(model: Model) -> None:
    """A tiny model reads bytes, of which a space is three: 1,024 tokens are about 180 such words."""
    told: list[str] = []
    said = [f"w{n}" for n in range(400)]
    cut = encode(model, " ".join(said), "", told.append)
    (line,) = told
    assert line.startswith(f"{model.located.family} reads 1,024 tokens: the prompt has 2,")
    lost = line.split("“")[1].split("”")[0].split()
    first = said.index(lost[0])
    assert said[first : first + 5] == lost
    elsewhere, before = [*said[: first + 1], "elsewhere"], [*said[: first - 1], "x", *said[first:]]
    padded = " ".join(elsewhere) + " and on" * 200
    assert torch.equal(cut.video, encode(model, padded, "", told.append).video)
    assert not torch.equal(cut.video, encode(model, " ".join(before), "", told.append).video)


def test_both_prompts_are_told_of_in_one_sentence_and_one_that_fits_in_none(model: Model) -> None:
    told: list[str] = []
    encode(model, "rain " * 400, "fog " * 400, told.append)
    (line,) = told
    assert "the prompt has" in line
    assert "the negative prompt has" in line
    encode(model, "rain " * 140, "fog", pytest.fail)
