"""A published file describes its components; diffusers' own config of the same weights says the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from milimo_runtime.weights.configs import config_of
from milimo_runtime.weights.renames import Component, wanted
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version
from tests.tiny.singles import FILES, read


def plain(value: Any) -> Any:
    """As it is after writing it as JSON."""
    return json.loads(json.dumps(value))


def told(config: dict[str, Any]) -> dict[str, Any]:
    """A config without what diffusers writes of itself."""
    return {key: value for key, value in config.items() if key[0] != "_"}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_tiny_model_comes_back_with_its_config(tiny_ltx: Kept, tiny_single: Kept, version: Version) -> None:
    """Also where diffusers has fields that no published file has: they are as diffusers takes them."""
    from diffusers import AutoencoderKLLTX2Audio, AutoencoderKLLTX2Video, LTX2VideoTransformer3DModel
    from diffusers.pipelines import ltx2

    classes: dict[str, Any] = {
        "transformer": LTX2VideoTransformer3DModel,
        "vae": AutoencoderKLLTX2Video,
        "audio_vae": AutoencoderKLLTX2Audio,
        "connectors": ltx2.LTX2TextConnectors,
        "vocoder": ltx2.LTX2Vocoder if version == "2.0" else ltx2.LTX2VocoderWithBWE,
        "latent_upsampler": ltx2.LTX2LatentUpsamplerModel,
        "temporal_upsampler": ltx2.LTX2LatentUpsamplerModel,
        "duration_head": ltx2.LTX2DurationHead,
    }
    found = read(tiny_single(version), version)
    assert set(found) == {name for name in classes if (tiny_ltx(version) / name).exists()}
    for name, (config, weights) in found.items():
        assert config["_class_name"] == classes[name].__name__
        made = classes[name].from_config(config)
        made.load_state_dict(weights, strict=True)
        known = json.loads((tiny_ltx(version) / name / "config.json").read_text())
        assert {key: plain(made.config[key]) for key in known if key[0] != "_"} == told(known), name


PUBLISHED = {
    "transformer": {
        "activation_fn": "gelu-approximate",
        "attention_bias": True,
        "attention_head_dim": 128,
        "caption_channels": 3840,
        "cross_attention_dim": 4096,
        "in_channels": 128,
        "norm_elementwise_affine": False,
        "norm_eps": 1e-06,
        "num_attention_heads": 32,
        "num_layers": 48,
        "out_channels": 128,
        "positional_embedding_theta": 10000.0,
        "positional_embedding_max_pos": [20, 2048, 2048],
        "timestep_scale_multiplier": 1000,
        "av_ca_timestep_scale_multiplier": 1000.0,
        "audio_num_attention_heads": 32,
        "audio_attention_head_dim": 64,
        "audio_out_channels": 128,
        "audio_cross_attention_dim": 2048,
        "audio_positional_embedding_max_pos": [20],
        "connector_attention_head_dim": 128,
        "connector_num_attention_heads": 32,
        "connector_num_layers": 8,
        "connector_positional_embedding_max_pos": [4096],
        "connector_num_learnable_registers": 128,
        "apply_gated_attention": True,
        "connector_apply_gated_attention": True,
        "caption_proj_before_connector": True,
        "audio_connector_attention_head_dim": 64,
        "audio_connector_num_attention_heads": 32,
        "cross_attention_adaln": True,
        "rope_type": "split",
        "frequencies_precision": "float64",
    },
    "vae": {
        "in_channels": 3,
        "out_channels": 3,
        "latent_channels": 128,
        "encoder_blocks": [
            ["res_x", {"num_layers": 4}],
            ["compress_space_res", {"multiplier": 2}],
            ["res_x", {"num_layers": 6}],
            ["compress_time_res", {"multiplier": 2}],
            ["res_x", {"num_layers": 4}],
            ["compress_all_res", {"multiplier": 2}],
            ["res_x", {"num_layers": 2}],
            ["compress_all_res", {"multiplier": 1}],
            ["res_x", {"num_layers": 2}],
        ],
        "decoder_blocks": [
            ["res_x", {"num_layers": 4}],
            ["compress_space", {"multiplier": 2}],
            ["res_x", {"num_layers": 6}],
            ["compress_time", {"multiplier": 2}],
            ["res_x", {"num_layers": 4}],
            ["compress_all", {"multiplier": 1}],
            ["res_x", {"num_layers": 2}],
            ["compress_all", {"multiplier": 2}],
            ["res_x", {"num_layers": 2}],
        ],
        "patch_size": 4,
        "causal_decoder": False,
        "timestep_conditioning": False,
        "encoder_base_channels": 128,
        "decoder_base_channels": 128,
        "spatial_padding_mode": "zeros",
    },
    "audio_vae": {
        "model": {
            "params": {
                "ddconfig": {"mel_bins": 64, "z_channels": 8, "ch": 128, "ch_mult": [1, 2, 4], "attn_resolutions": []},
                "sampling_rate": 16000,
            }
        },
        "preprocessing": {"stft": {"filter_length": 1024, "hop_length": 160, "causal": True}},
    },
    "vocoder": {
        "vocoder": {
            "upsample_initial_channel": 1536,
            "resblock": "AMP1",
            "upsample_rates": [5, 2, 2, 2, 2, 2],
            "upsample_kernel_sizes": [11, 4, 4, 4, 4, 4],
            "use_tanh_at_final": False,
            "activation": "snakebeta",
            "use_bias_at_final": False,
        },
        "bwe": {
            "upsample_initial_channel": 512,
            "resblock": "AMP1",
            "upsample_rates": [6, 5, 2, 2, 2],
            "upsample_kernel_sizes": [12, 11, 4, 4, 4],
            "use_tanh_at_final": False,
            "activation": "snakebeta",
            "use_bias_at_final": False,
            "input_sampling_rate": 16000,
            "output_sampling_rate": 48000,
            "hop_length": 80,
            "n_fft": 512,
            "win_size": 512,
            "num_mels": 64,
        },
    },
}
"""What the published file of 2.3 says of itself, but for what nothing reads."""

CONVERTED: dict[Component, dict[str, Any]] = {
    "transformer": {
        "gated_attn": True,
        "cross_attn_mod": True,
        "audio_in_channels": 128,
        "audio_gated_attn": True,
        "audio_cross_attn_mod": True,
        "rope_double_precision": True,
        "rope_type": "split",
        "cross_attn_timestep_scale_multiplier": 1000,
        "use_prompt_embeddings": False,
        "perturbed_attn": True,
        "ff_bias": True,
    },
    "connectors": {
        "caption_channels": 3840,
        "text_proj_in_factor": 49,
        "video_connector_num_attention_heads": 32,
        "video_connector_attention_head_dim": 128,
        "video_connector_num_layers": 8,
        "audio_connector_attention_head_dim": 64,
        "audio_connector_num_layers": 8,
        "per_modality_projections": True,
        "video_hidden_dim": 4096,
        "audio_hidden_dim": 2048,
        "proj_bias": True,
    },
    "vae": {
        "block_out_channels": [256, 512, 1024, 1024],
        "decoder_block_out_channels": [256, 512, 512, 1024],
        "layers_per_block": [4, 6, 4, 2, 2],
        "decoder_layers_per_block": [4, 6, 4, 2, 2],
        "downsample_type": ["spatial", "temporal", "spatiotemporal", "spatiotemporal"],
        "upsample_type": ["spatiotemporal", "spatiotemporal", "temporal", "spatial"],
        "upsample_residual": [False, False, False, False],
        "upsample_factor": [2, 2, 1, 2],
        "decoder_causal": False,
        "encoder_spatial_padding_mode": "zeros",
        "decoder_spatial_padding_mode": "zeros",
        "spatial_compression_ratio": 32,
        "temporal_compression_ratio": 8,
    },
    "audio_vae": {"base_channels": 128, "latent_channels": 8, "attn_resolutions": None, "mel_hop_length": 160},
    "vocoder": {
        "in_channels": 128,
        "hidden_channels": 1536,
        "upsample_factors": [5, 2, 2, 2, 2, 2],
        "act_fn": "snakebeta",
        "antialias": True,
        "final_act_fn": None,
        "final_bias": False,
        "bwe_in_channels": 128,
        "bwe_hidden_channels": 512,
        "bwe_upsample_kernel_sizes": [12, 11, 4, 4, 4],
        "filter_length": 512,
        "window_length": 512,
        "output_sampling_rate": 48000,
    },
}
"""What diffusers' conversion script makes of it."""


@pytest.mark.parametrize("component", CONVERTED)
def test_the_published_file_of_2_3_is_read_as_diffusers_reads_it(component: Component) -> None:
    shapes = {"video_text_proj_in.weight": (4096, 3840 * 49)}
    config = plain(config_of(component, PUBLISHED, shapes))
    assert {name: config[name] for name in CONVERTED[component]} == CONVERTED[component]


def test_a_decoder_of_2_0_has_residual_steps_and_mirrors() -> None:
    """Blocks as they are published for 2.0."""
    resnets = ["res_x", {"num_layers": 5, "inject_noise": False}]
    sampler = ["compress_all", {"residual": True, "multiplier": 2}]
    vae = PUBLISHED["vae"] | {
        "decoder_blocks": [resnets, sampler, resnets, sampler, resnets, sampler, resnets],
        "encoder_spatial_padding_mode": "zeros",
        "decoder_spatial_padding_mode": "reflect",
    }
    del vae["spatial_padding_mode"]
    config = plain(config_of("vae", {"vae": vae}, {}))
    assert config["decoder_block_out_channels"] == [256, 512, 1024]
    assert config["decoder_layers_per_block"] == [5, 5, 5, 5]
    assert config["upsample_type"] == ["spatiotemporal"] * 3
    assert config["upsample_residual"] == [True] * 3
    assert (config["encoder_spatial_padding_mode"], config["decoder_spatial_padding_mode"]) == ("zeros", "reflect")


def test_the_version_is_written_or_told_by_the_switches(tiny_single: Kept) -> None:
    from safetensors import safe_open

    told = {}
    for version in VERSIONS:
        file = FILES[version].get("whole", FILES[version].get("transformer", ""))
        with safe_open(tiny_single(version) / file, "pt") as opened:
            told[version] = opened.metadata().get("model_version")
            assert all(wanted(key) for key in opened.keys() if "per_channel" not in key)  # noqa: SIM118 (no mapping)
    assert told == {"2.0": None, "2.3": "2.3.0", "2.5": "2.5.0"}
