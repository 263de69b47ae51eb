"""A tiny model is a real one in everything but width."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version, build

OFF = {"guidance_scale": 1.0, "stg_scale": 0.0, "modality_scale": 1.0}
"""No guidance: one forward a step."""


@pytest.fixture(scope="module", params=VERSIONS)
def version(request: pytest.FixtureRequest) -> Version:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def pipeline(tiny_ltx: Kept, version: Version) -> Any:
    from diffusers import LTX2ConditionPipeline

    made = LTX2ConditionPipeline.from_pretrained(tiny_ltx(version))
    made.set_progress_bar_config(disable=True)
    return made


def film(pipeline: Any, prompt: str = "A bell rings.", **asked: Any) -> Any:
    import torch

    generator = torch.Generator().manual_seed(1)
    asked = {"width": 96, "height": 64, "num_frames": 9, "num_inference_steps": 2, "output_type": "pt"} | OFF | asked
    return pipeline(prompt=prompt, max_sequence_length=64, generator=generator, **asked)


def test_a_pipeline_loads_and_films(pipeline: Any, version: Version) -> None:
    made = film(pipeline)
    assert made.frames.shape == (1, 9, 3, 64, 96)
    assert made.frames.isfinite().all()
    assert made.frames.std() > 0.05
    samples = (4 * round(25 * 9 / 24) - 3) * (240 if version == "2.0" else 480)
    assert made.audio.shape == (1, 2, samples)
    assert made.audio.isfinite().all()
    assert made.audio.std() > 0.01


def test_every_word_counts(pipeline: Any) -> None:
    assert not film(pipeline).frames.equal(film(pipeline, "A ball rings.").frames)
    assert film(pipeline, "").frames.isfinite().all()


def test_two_builds_of_a_seed_are_the_same_bytes(tiny_ltx: Kept, version: Version, tmp_path: Path) -> None:
    again, other = build(version, tmp_path / "again"), build(version, tmp_path / "other", seed=1)
    first = tiny_ltx(version)
    files = sorted(file.relative_to(first) for file in first.rglob("*") if file.is_file())
    assert [(again / file).read_bytes() == (first / file).read_bytes() for file in files] == [True] * len(files)
    weights = [file for file in files if file.suffix == ".safetensors"]
    assert not any((other / file).read_bytes() == (first / file).read_bytes() for file in weights)


def test_a_modular_pipeline_starts_from_the_folder(tiny_ltx: Kept, version: Version) -> None:
    from diffusers.modular_pipelines.ltx2.modular_blocks_ltx2 import LTX2TextConditioningStep

    made = LTX2TextConditioningStep().init_pipeline(str(tiny_ltx(version)))
    made.load_components()
    told = made(prompt="A bell rings.", max_sequence_length=64)
    assert told.get("connector_prompt_embeds").shape == (1, 64, 32)
    assert told.get("connector_audio_prompt_embeds").shape == (1, 64, 32 if version == "2.0" else 16)


def test_the_upsamplers_double_space_and_time(tiny_ltx: Kept, version: Version) -> None:
    import torch
    from diffusers.pipelines.ltx2 import LTX2LatentUpsamplerModel

    latents = torch.randn(1, 8, 3, 2, 3)
    space = LTX2LatentUpsamplerModel.from_pretrained(tiny_ltx(version) / "latent_upsampler")
    time = LTX2LatentUpsamplerModel.from_pretrained(tiny_ltx(version) / "temporal_upsampler")
    assert space(latents).shape == (1, 8, 3, 4, 6)
    assert time(latents).shape == (1, 8, 5, 2, 3)


@pytest.mark.parametrize("image", [None, (96, 64)], ids=["words", "picture"])
@pytest.mark.parametrize("older", ["2.0", "2.3"])
def test_an_older_text_encoder_rewrites_prompts(tiny_enhancing: Kept, older: Version, image: Any) -> None:
    from diffusers import LTX2ConditionPipeline
    from PIL import Image

    made = LTX2ConditionPipeline.from_pretrained(tiny_enhancing(older))
    shown = Image.new("RGB", image) if image else None
    written = made.enhance_prompt("A bell rings.", system_prompt="Write.", image=shown, max_new_tokens=8)
    assert [type(text) for text in written] == [str]


def test_2_5_has_a_model_for_rewriting(tiny_enhancing: Kept) -> None:
    from diffusers import LTX2ConditionPipeline

    made = LTX2ConditionPipeline.from_pretrained(tiny_enhancing("2.5"))
    asked = made.tokenizer("A bell rings.", return_tensors="pt")
    written = made.prompt_enhancer.generate(**asked, max_new_tokens=8, do_sample=False)
    assert written.shape[1] <= asked.input_ids.shape[1] + 8
    assert type(made.prompt_enhancer).__name__ == "Gemma4ForConditionalGeneration"


SWITCHES: dict[Version, dict[str, dict[str, Any]]] = {
    "2.0": {
        "transformer": {"cross_attn_mod": False, "ff_bias": True, "use_prompt_embeddings": True},
        "connectors": {"per_modality_projections": False},
        "text_encoder": {"architectures": ["Gemma3ForConditionalGeneration"]},
        "vocoder": {"_class_name": "LTX2Vocoder", "output_sampling_rate": 24000},
        "vae": {"decoder_spatial_padding_mode": "reflect"},
    },
    "2.3": {
        "transformer": {"cross_attn_mod": True, "ff_bias": True, "use_prompt_embeddings": False},
        "connectors": {"per_modality_projections": True},
        "text_encoder": {"architectures": ["Gemma3ForConditionalGeneration"]},
        "vocoder": {"_class_name": "LTX2VocoderWithBWE", "output_sampling_rate": 48000},
        "vae": {"decoder_spatial_padding_mode": "zeros"},
    },
    "2.5": {
        "transformer": {"cross_attn_mod": True, "ff_bias": False, "use_prompt_embeddings": False},
        "connectors": {"per_modality_projections": True},
        "text_encoder": {"architectures": ["Gemma4UnifiedForConditionalGeneration"]},
        "vocoder": {"_class_name": "LTX2VocoderWithBWE", "output_sampling_rate": 48000},
        "vae": {"decoder_spatial_padding_mode": "zeros"},
    },
}


def test_the_switches_are_those_of_the_version(tiny_ltx: Kept, version: Version) -> None:
    for part, switches in SWITCHES[version].items():
        config = json.loads((tiny_ltx(version) / part / "config.json").read_text())
        assert {name: config[name] for name in switches} == switches
    config = json.loads((tiny_ltx(version) / "vae" / "config.json").read_text())
    assert (config["spatial_compression_ratio"], config["temporal_compression_ratio"]) == (32, 8)


def test_nothing_in_a_model_hides_a_mistake(tiny_ltx: Kept, version: Version) -> None:
    from safetensors.torch import load_file

    folder = tiny_ltx(version)
    for name in ("vae", "audio_vae"):
        weights = load_file(folder / name / "diffusion_pytorch_model.safetensors")
        assert weights["latents_mean"].std() > 0.1
        assert weights["latents_std"].std() > 0.05
    weights = load_file(folder / "transformer" / "diffusion_pytorch_model.safetensors")
    assert [name for name, value in weights.items() if value.unique().numel() == 1] == []
