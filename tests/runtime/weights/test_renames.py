"""Every tensor has one place in the published files, and every one of theirs one name here, as diffusers has it too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from milimo_runtime.weights.renames import COMPONENTS, Component, Wanted, slot, wanted
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version
from tests.tiny.singles import FILES, IDLE


@pytest.fixture(scope="module", params=VERSIONS)
def version(request: pytest.FixtureRequest) -> Version:
    return request.param  # type: ignore[no-any-return]


def names(folder: Path) -> list[str]:
    from safetensors import safe_open

    with safe_open(next(folder.glob("*.safetensors")), "pt") as file:
        return list(file.keys())


def published(version: Version, pipeline: Path) -> Iterator[tuple[Component, list[str]]]:
    """The components of a pipeline that its publisher ships in his own files."""
    for component in COMPONENTS:
        if (pipeline / component).exists() and (component != "text_encoder" or version == "2.5"):
            yield component, names(pipeline / component)


@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
def test_there_and_back_is_the_same_name(tiny_ltx: Kept, version: Version, split: bool) -> None:
    for component, here in published(version, tiny_ltx(version)):
        there = {name: slot(component, name, split=split) for name in here}
        assert len(set(there.values())) == len(here), component
        for name, place in there.items():
            found = wanted(place.key)
            assert found is not None
            assert found.component == component
            assert found.names[place.part] == name
            assert len(found.names) == place.parts


def test_back_and_there_is_the_same_key(tiny_single: Kept, version: Version) -> None:
    for file in FILES[version].values():
        for key in tensors(tiny_single(version) / file):
            found = wanted(key)
            if found is None:
                assert key.endswith(IDLE) or key == "tokenizer_json" or key.startswith("hf_asset__")
                continue
            for part, name in enumerate(found.names):
                place = slot(found.component, name, split=version == "2.5")
                assert (place.key, place.part) == (key, part)


def test_a_whole_file_has_all_of_every_component(tiny_ltx: Kept, tiny_single: Kept, version: Version) -> None:
    found: dict[Component, set[str]] = {}
    for name, file in FILES[version].items():
        if name != "temporal_upsampler":
            for one in filter(None, map(wanted, tensors(tiny_single(version) / file))):
                found.setdefault(one.component, set()).update(one.names)
    assert found == {component: set(here) for component, here in published(version, tiny_ltx(version))}


def test_a_stranger_is_not_wanted() -> None:
    assert wanted("first_stage_model.encoder.conv_in.weight") is None
    assert wanted("vae.per_channel_statistics.mean-of-stds") is None
    assert wanted("hf_asset__processor_config.json") is None
    with pytest.raises(KeyError):
        slot("connectors", "text_encoder.weight")


SAMPLES = {
    "model.diffusion_model.prompt_adaln_single.linear.bias": ("transformer", "prompt_adaln.linear.bias"),
    "model.diffusion_model.av_ca_a2v_gate_adaln_single.linear.weight": (
        "transformer",
        "av_cross_attn_video_a2v_gate.linear.weight",
    ),
    "model.diffusion_model.transformer_blocks.3.audio_to_video_attn.k_norm.weight": (
        "transformer",
        "transformer_blocks.3.audio_to_video_attn.norm_k.weight",
    ),
    "model.diffusion_model.transformer_blocks.0.scale_shift_table_a2v_ca_audio": (
        "transformer",
        "transformer_blocks.0.audio_a2v_cross_attn_scale_shift_table",
    ),
    "model.diffusion_model.audio_embeddings_connector.transformer_1d_blocks.7.attn1.q_norm.weight": (
        "connectors",
        "audio_connector.transformer_blocks.7.attn1.norm_q.weight",
    ),
    "text_embedding_projection.aggregate_embed.weight": ("connectors", "text_proj_in.weight"),
    "text_embedding_projection.video_aggregate_embed.bias": ("connectors", "video_text_proj_in.bias"),
    "vae.encoder.down_blocks.7.conv.conv.weight": ("vae", "encoder.down_blocks.3.downsamplers.0.conv.conv.weight"),
    "vae.encoder.down_blocks.8.res_blocks.1.conv2.conv.bias": ("vae", "encoder.mid_block.resnets.1.conv2.conv.bias"),
    "vae.decoder.up_blocks.8.res_blocks.0.conv1.conv.weight": (
        "vae",
        "decoder.up_blocks.3.resnets.0.conv1.conv.weight",
    ),
    "per_channel_statistics.std-of-means": ("vae", "latents_std"),
    "audio_vae.per_channel_statistics.mean-of-means": ("audio_vae", "latents_mean"),
    "vocoder.ups.0.weight": ("vocoder", "upsamplers.0.weight"),
    "vocoder.bwe_generator.act_post.downsample.lowpass.filter": ("vocoder", "bwe_generator.act_out.downsample.filter"),
    "vocoder.mel_stft.stft_fn.forward_basis": ("vocoder", "mel_stft.stft_fn.forward_basis"),
    "duration_head.attention_pooler.cross_attn.out_proj.bias": ("duration_head", "attention_pooler.to_out.bias"),
    "model.layers.5.layer_scalar": ("text_encoder", "model.language_model.layers.5.layer_scalar"),
    "audio_projector.embedding_projection.weight": ("text_encoder", "model.embed_audio.embedding_projection.weight"),
}
"""Names as they stand in the headers of published files."""


@pytest.mark.parametrize("key", SAMPLES)
def test_names_of_published_headers(key: str) -> None:
    component, name = SAMPLES[key]
    assert wanted(key) == Wanted(component, (name,))  # type: ignore[arg-type]


def test_what_is_stacked_is_told_apart_in_order() -> None:
    found = wanted("duration_head.attention_pooler.cross_attn.in_proj_weight")
    assert found is not None
    assert found.names == tuple(f"attention_pooler.to_{one}.weight" for one in "qkv")


@pytest.mark.parametrize("component", ["transformer", "vae", "audio_vae"])
def test_diffusers_converter_says_the_same(tiny_single: Kept, version: Version, component: Component) -> None:
    """But of what 0.42 does not know yet: the prompt's modulation, and the fourth step of the later decoder."""
    from diffusers.loaders import single_file_utils as theirs

    convert = {
        "transformer": theirs.convert_ltx2_transformer_to_diffusers,
        "vae": theirs.convert_ltx2_vae_to_diffusers,
        "audio_vae": theirs.convert_ltx2_audio_vae_to_diffusers,
    }[component]
    file = tiny_single(version) / FILES[version].get("whole", FILES[version].get(component, ""))
    ours = {key: found for key in tensors(file) if (found := wanted(key)) and found.component == component}
    for key, found in ours.items():
        if any(name in key for name in ("prompt_adaln_single", "up_blocks.7.", "up_blocks.8.")):
            continue
        assert list(convert({key: key})) == list(found.names)


def test_diffusers_loads_the_whole_file_of_2_0_to_the_same_weights(tiny_ltx: Kept, tiny_single: Kept) -> None:
    from diffusers import AutoencoderKLLTX2Video, LTX2VideoTransformer3DModel
    from safetensors.torch import load_file

    for component, sort in (("transformer", LTX2VideoTransformer3DModel), ("vae", AutoencoderKLLTX2Video)):
        folder = tiny_ltx("2.0") / component
        loaded = sort.from_single_file(str(tiny_single("2.0") / FILES["2.0"]["whole"]), config=str(folder))
        known = load_file(next(folder.glob("*.safetensors")))
        assert all(value.equal(known[name]) for name, value in loaded.state_dict().items())


def tensors(file: Path) -> dict[str, Any]:
    """The header of a safetensors file, without what is written beside the tensors."""
    with open(file, "rb") as opened:
        header = json.loads(opened.read(int.from_bytes(opened.read(8), "little")))
    return {key: value for key, value in header.items() if key != "__metadata__"}
