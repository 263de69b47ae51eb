"""What a published file of LTX-2 says of itself in its metadata, from the configs of diffusers.

The fields are those of the published files, those left out that are left out there: the way back is
`milimo_runtime.weights.configs`, and a tiny model that went there and back must be the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Config = Mapping[str, Any]

SCHEDULER = {"_class_name": "RectifiedFlowScheduler", "num_train_timesteps": 1000, "sampler": "LinearQuadratic"}


def whole(configs: Mapping[str, Config]) -> dict[str, Any]:
    """The object under `config`, from the configs of the components."""
    return {
        "transformer": _transformer(configs["transformer"], configs["connectors"]),
        "vae": _vae(configs["vae"]),
        "scheduler": SCHEDULER,
        "audio_vae": _audio_vae(configs["audio_vae"]),
        "vocoder": _vocoder(configs["vocoder"]),
    }


def upsampler(config: Config) -> dict[str, Any]:
    """The object under `config` in the file of an upsampler."""
    return {
        "_class_name": "LatentUpsampler",
        "in_channels": config["in_channels"],
        "mid_channels": config["mid_channels"],
        "num_blocks_per_stage": config["num_blocks_per_stage"],
        "dims": config["dims"],
        "spatial_upsample": config["spatial_upsample"],
        "temporal_upsample": config["temporal_upsample"],
        "spatial_scale": config["rational_spatial_scale"],
        "rational_resampler": config["use_rational_resampler"],
    }


def _transformer(config: Config, connectors: Config) -> dict[str, Any]:
    """The transformer and the connectors, which are described as one."""
    later = not config["use_prompt_embeddings"]
    written = {
        "_class_name": "AVTransformer3DModel",
        "activation_fn": config["activation_fn"],
        "attention_bias": config["attention_bias"],
        "attention_head_dim": config["attention_head_dim"],
        "caption_channels": config["caption_channels"],
        "cross_attention_dim": config["cross_attention_dim"],
        "in_channels": config["in_channels"],
        "norm_elementwise_affine": config["norm_elementwise_affine"],
        "norm_eps": config["norm_eps"],
        "num_attention_heads": config["num_attention_heads"],
        "num_layers": config["num_layers"],
        "out_channels": config["out_channels"],
        "qk_norm": "rms_norm",
        "positional_embedding_theta": config["rope_theta"],
        "positional_embedding_max_pos": [config["pos_embed_max_pos"], config["base_height"], config["base_width"]],
        "timestep_scale_multiplier": config["timestep_scale_multiplier"],
        "av_ca_timestep_scale_multiplier": config["cross_attn_timestep_scale_multiplier"],
        "causal_temporal_positioning": True,
        "audio_num_attention_heads": config["audio_num_attention_heads"],
        "audio_attention_head_dim": config["audio_attention_head_dim"],
        "audio_out_channels": config["audio_out_channels"],
        "audio_cross_attention_dim": config["audio_cross_attention_dim"],
        "audio_positional_embedding_max_pos": [config["audio_pos_embed_max_pos"]],
        "use_embeddings_connector": True,
        "connector_attention_head_dim": connectors["video_connector_attention_head_dim"],
        "connector_num_attention_heads": connectors["video_connector_num_attention_heads"],
        "connector_num_layers": connectors["video_connector_num_layers"],
        "connector_positional_embedding_max_pos": [connectors["connector_rope_base_seq_len"]],
        "connector_num_learnable_registers": connectors["video_connector_num_learnable_registers"],
        "rope_type": config["rope_type"],
        "frequencies_precision": "float64" if config["rope_double_precision"] else "float32",
    }
    if later:
        written |= {
            "apply_gated_attention": config["gated_attn"],
            "cross_attention_adaln": config["cross_attn_mod"],
            "connector_apply_gated_attention": connectors["video_gated_attn"],
            "audio_connector_attention_head_dim": connectors["audio_connector_attention_head_dim"],
            "audio_connector_num_attention_heads": connectors["audio_connector_num_attention_heads"],
            "caption_projection_first_linear": False,
            "caption_projection_second_linear": False,
            "caption_proj_input_norm": False,
            "caption_proj_before_connector": True,
            "text_encoder_norm_type": "per_token_rms",
        }
    if not config["ff_bias"]:
        written |= {"ff_bias": False, "use_keyframes_abs_pos_embedding": True}
    return written


_WAYS = {"spatial": "space", "temporal": "time", "spatiotemporal": "all"}


def _vae(config: Config) -> dict[str, Any]:
    down = [
        [f"compress_{_WAYS[way]}_res", {"multiplier": factor}]
        for way, factor in zip(
            config["downsample_type"],
            _factors(config["latent_channels"], config["block_out_channels"]),
            strict=True,
        )
    ]
    residual = any(config["upsample_residual"])
    up = [
        [f"compress_{_WAYS[way]}", {"multiplier": factor} | ({"residual": True} if residual else {})]
        for way, factor in zip(reversed(config["upsample_type"]), config["upsample_factor"], strict=True)
    ]
    written = {
        "_class_name": "CausalVideoAutoencoder",
        "dims": 3,
        "in_channels": config["in_channels"],
        "out_channels": config["out_channels"],
        "latent_channels": config["latent_channels"],
        "encoder_blocks": _between(config["layers_per_block"], down),
        "decoder_blocks": _between(config["decoder_layers_per_block"], up),
        "scaling_factor": config["scaling_factor"],
        "norm_layer": "pixel_norm",
        "patch_size": config["patch_size"],
        "latent_log_var": "uniform",
        "causal_decoder": config["decoder_causal"],
        "timestep_conditioning": config["timestep_conditioning"],
        "encoder_base_channels": config["latent_channels"],
        "decoder_base_channels": config["decoder_block_out_channels"][0] // config["upsample_factor"][0],
    }
    paddings = config["encoder_spatial_padding_mode"], config["decoder_spatial_padding_mode"]
    if paddings[0] == paddings[1]:
        return written | {"spatial_padding_mode": paddings[0]}
    return written | {"encoder_spatial_padding_mode": paddings[0], "decoder_spatial_padding_mode": paddings[1]}


def _audio_vae(config: Config) -> dict[str, Any]:
    inner = {
        "double_z": config["double_z"],
        "mel_bins": config["mel_bins"],
        "z_channels": config["latent_channels"],
        "resolution": config["resolution"],
        "in_channels": config["in_channels"],
        "out_ch": config["output_channels"],
        "ch": config["base_channels"],
        "ch_mult": config["ch_mult"],
        "num_res_blocks": config["num_res_blocks"],
        "attn_resolutions": config["attn_resolutions"] or [],
        "dropout": config["dropout"],
        "mid_block_add_attention": config["mid_block_add_attention"],
        "norm_type": config["norm_type"],
        "causality_axis": config["causality_axis"],
    }
    return {
        "model": {"params": {"ddconfig": inner, "sampling_rate": config["sample_rate"]}},
        "preprocessing": {
            "stft": {"filter_length": 1024, "hop_length": config["mel_hop_length"], "causal": config["is_causal"]},
            "mel": {"n_mel_channels": config["mel_bins"], "mel_fmin": 0, "mel_fmax": 8000},
        },
    }


def _vocoder(config: Config) -> dict[str, Any]:
    if config["_class_name"] == "LTX2Vocoder":
        return _generator(config) | {"output_sample_rate": config["output_sampling_rate"]}
    second = {name.removeprefix("bwe_"): value for name, value in config.items() if name.startswith("bwe_")}
    return {
        "vocoder": _generator(config),
        "bwe": _generator(second)
        | {
            "apply_final_activation": False,
            "input_sampling_rate": config["input_sampling_rate"],
            "output_sampling_rate": config["output_sampling_rate"],
            "hop_length": config["hop_length"],
            "n_fft": config["filter_length"],
            "win_size": config["window_length"],
            "num_mels": config["num_mel_channels"],
        },
    }


def _generator(config: Config) -> dict[str, Any]:
    written = {
        "upsample_initial_channel": config["hidden_channels"],
        "resblock": "AMP1" if config["antialias"] else "1",
        "upsample_rates": config["upsample_factors"],
        "resblock_kernel_sizes": config["resnet_kernel_sizes"],
        "upsample_kernel_sizes": config["upsample_kernel_sizes"],
        "resblock_dilation_sizes": config["resnet_dilations"],
        "stereo": config["out_channels"] == 2,
    }
    if config["antialias"]:
        written |= {
            "use_tanh_at_final": config["final_act_fn"] == "tanh",
            "activation": config["act_fn"],
            "use_bias_at_final": config["final_bias"],
        }
    return written


def _factors(base: int, widths: list[int]) -> list[int]:
    """By what each sampler multiplies the channels."""
    return [wide // narrow for narrow, wide in zip([base, *widths], widths, strict=False)]


def _between(layers: list[int], samplers: list[Any]) -> list[Any]:
    """Blocks of resnets with the samplers between them."""
    blocks: list[Any] = [["res_x", {"num_layers": layers[0]}]]
    for sampler, count in zip(samplers, layers[1:], strict=True):
        blocks += [sampler, ["res_x", {"num_layers": count}]]
    return blocks
