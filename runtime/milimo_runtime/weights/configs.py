"""The config of a diffusers component, from what Lightricks' own files say of themselves.

A published file of LTX-2 has a JSON object under `config` in its metadata: sections `transformer`, `vae`, `audio_vae`
and `vocoder` (in the file of an upsampler: the upsampler's own fields). What it leaves unsaid is what the reference
code takes then. Sources: the metadata of published files, the configurators of `ltx-core`, and diffusers' configs of
the same weights, which these must equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, assert_never

from milimo_runtime.weights.renames import Component

Config = dict[str, Any]
Section = Mapping[str, Any]
Shapes = Mapping[str, Sequence[int]]
"""The shapes of a component's tensors, by the names diffusers has for them."""


def config_of(component: Component, published: Mapping[str, Any], shapes: Shapes) -> Config:
    """The `config.json` of `component`, with its `_class_name`.

    `published` is the object in the file's metadata. `shapes` tells what it does not: the width of the text features,
    and the widths of a duration head. Raises `KeyError` where a section is missing that cannot be done without, and for
    a text encoder, whose config lies in its own file as it is.
    """
    match component:
        case "transformer":
            return _transformer(published["transformer"])
        case "connectors":
            return _connectors(published["transformer"], shapes)
        case "vae":
            return _vae(published["vae"])
        case "audio_vae":
            return _audio_vae(published["audio_vae"])
        case "vocoder":
            return _vocoder(published["vocoder"], published["audio_vae"])
        case "latent_upsampler":
            return _latent_upsampler(published)
        case "duration_head":
            return _duration_head(published.get("duration_head", {}), shapes)
        case "text_encoder":
            raise KeyError(component)
        case _:
            assert_never(component)


def _transformer(found: Section) -> Config:
    later = found.get("caption_proj_before_connector", False)
    frames, height, width = found.get("positional_embedding_max_pos", (20, 2048, 2048))
    gated, modulated = found.get("apply_gated_attention", False), found.get("cross_attention_adaln", False)
    return {
        "_class_name": "LTX2VideoTransformer3DModel",
        "in_channels": found.get("in_channels", 128),
        "out_channels": found.get("out_channels", 128),
        "num_attention_heads": found.get("num_attention_heads", 32),
        "attention_head_dim": found.get("attention_head_dim", 128),
        "cross_attention_dim": found.get("cross_attention_dim", 4096),
        "pos_embed_max_pos": frames,
        "base_height": height,
        "base_width": width,
        "gated_attn": gated,
        "cross_attn_mod": modulated,
        "audio_in_channels": found.get("audio_in_channels", found.get("audio_out_channels", 128)),
        "audio_out_channels": found.get("audio_out_channels", 128),
        "audio_num_attention_heads": found.get("audio_num_attention_heads", 32),
        "audio_attention_head_dim": found.get("audio_attention_head_dim", 64),
        "audio_cross_attention_dim": found.get("audio_cross_attention_dim", 2048),
        "audio_pos_embed_max_pos": found.get("audio_positional_embedding_max_pos", (20,))[0],
        "audio_gated_attn": gated,
        "audio_cross_attn_mod": modulated,
        "num_layers": found.get("num_layers", 48),
        "activation_fn": found.get("activation_fn", "gelu-approximate"),
        "norm_elementwise_affine": found.get("norm_elementwise_affine", False),
        "norm_eps": found.get("norm_eps", 1e-6),
        "caption_channels": found.get("caption_channels", 3840),
        "attention_bias": found.get("attention_bias", True),
        "rope_theta": found.get("positional_embedding_theta", 10000.0),
        "rope_double_precision": _precise(found),
        "rope_type": found.get("rope_type", "interleaved"),
        "timestep_scale_multiplier": found.get("timestep_scale_multiplier", 1000),
        "cross_attn_timestep_scale_multiplier": found.get("av_ca_timestep_scale_multiplier", 1),
        "use_prompt_embeddings": not later,
        "perturbed_attn": later,
        "ff_bias": found.get("ff_bias", True),
        "audio_ff_bias": found.get("audio_ff_bias", True),
        "use_prompt_adaln_single": found.get("use_prompt_adaln_single", True),
        "use_keyframes_abs_pos_embedding": found.get("use_keyframes_abs_pos_embedding", False),
    }


def _connectors(found: Section, shapes: Shapes) -> Config:
    """The connectors are described among the transformer's fields; the sound's are the picture's unless told."""
    each = found.get("caption_proj_before_connector", False)
    heads, head = found.get("connector_num_attention_heads", 30), found.get("connector_attention_head_dim", 128)
    audio_heads = found.get("audio_connector_num_attention_heads", heads)
    audio_head = found.get("audio_connector_attention_head_dim", head)
    layers, registers = found.get("connector_num_layers", 2), found.get("connector_num_learnable_registers", 128)
    gated = found.get("connector_apply_gated_attention", False)
    features = shapes["video_text_proj_in.weight" if each else "text_proj_in.weight"][1]
    caption = found.get("caption_channels") or 3840
    return {
        "_class_name": "LTX2TextConnectors",
        "caption_channels": caption,
        "text_proj_in_factor": features // caption,
        "video_connector_num_attention_heads": heads,
        "video_connector_attention_head_dim": head,
        "video_connector_num_layers": layers,
        "video_connector_num_learnable_registers": registers,
        "video_gated_attn": gated,
        "audio_connector_num_attention_heads": audio_heads,
        "audio_connector_attention_head_dim": audio_head,
        "audio_connector_num_layers": layers,
        "audio_connector_num_learnable_registers": registers,
        "audio_gated_attn": gated,
        "connector_rope_base_seq_len": found.get("connector_positional_embedding_max_pos", (4096,))[0],
        "rope_theta": found.get("positional_embedding_theta", 10000.0),
        "rope_double_precision": _precise(found),
        "rope_type": found.get("rope_type", "interleaved"),
        "per_modality_projections": each,
        "video_hidden_dim": heads * head if each else 4096,
        "audio_hidden_dim": audio_heads * audio_head if each else 2048,
        "proj_bias": each,
    }


_WAYS = {"space": "spatial", "time": "temporal", "all": "spatiotemporal"}


def _vae(found: Section) -> Config:
    """The video VAE. Both lists of blocks are in the encoder's order, so the decoder runs through its own backwards."""
    down, up = found["encoder_blocks"], found["decoder_blocks"]
    ways = [_WAYS[name.split("_")[1]] for name, _ in down[1::2]]
    samplers = up[1::2]
    both = found.get("spatial_padding_mode")
    patch = found.get("patch_size", 4)
    return {
        "_class_name": "AutoencoderKLLTX2Video",
        "in_channels": found.get("in_channels", 3),
        "out_channels": found.get("out_channels", 3),
        "latent_channels": found.get("latent_channels", 128),
        "block_out_channels": _widths(found.get("encoder_base_channels", 128), down),
        "down_block_types": ["LTX2VideoDownBlock3D"] * len(ways),
        "decoder_block_out_channels": _widths(found.get("decoder_base_channels", 128), up),
        "layers_per_block": [fields["num_layers"] for _, fields in down[::2]],
        "decoder_layers_per_block": [fields["num_layers"] for _, fields in up[::2]],
        "spatio_temporal_scaling": [True] * len(ways),
        "decoder_spatio_temporal_scaling": [True] * len(samplers),
        "decoder_inject_noise": [fields.get("inject_noise", False) for _, fields in up[::2]],
        "downsample_type": ways,
        "upsample_type": [_WAYS[name.split("_")[1]] for name, _ in reversed(samplers)],
        "upsample_residual": [fields.get("residual", False) for _, fields in samplers],
        "upsample_factor": [fields.get("multiplier", 1) for _, fields in samplers],
        "timestep_conditioning": found.get("timestep_conditioning", False),
        "patch_size": patch,
        "scaling_factor": found.get("scaling_factor", 1.0),
        "encoder_causal": True,
        "decoder_causal": found.get("causal_decoder", False),
        "encoder_spatial_padding_mode": both or found.get("encoder_spatial_padding_mode", "zeros"),
        "decoder_spatial_padding_mode": both or found.get("decoder_spatial_padding_mode", "reflect"),
        "spatial_compression_ratio": patch * 2 ** sum(way != "temporal" for way in ways),
        "temporal_compression_ratio": 2 ** sum(way != "spatial" for way in ways),
    }


def _audio_vae(section: Section) -> Config:
    params: Section = section["model"]["params"]
    stft: Section = section.get("preprocessing", {}).get("stft", {})
    found: Section = params["ddconfig"]
    return {
        "_class_name": "AutoencoderKLLTX2Audio",
        "base_channels": found.get("ch", 128),
        "output_channels": found.get("out_ch", 2),
        "ch_mult": found.get("ch_mult", (1, 2, 4)),
        "num_res_blocks": found.get("num_res_blocks", 2),
        "attn_resolutions": found.get("attn_resolutions") or None,
        "in_channels": found.get("in_channels", 2),
        "resolution": found.get("resolution", 256),
        "latent_channels": found.get("z_channels", 8),
        "norm_type": found.get("norm_type", "pixel"),
        "causality_axis": found.get("causality_axis", "height"),
        "dropout": found.get("dropout", 0.0),
        "mid_block_add_attention": found.get("mid_block_add_attention", False),
        "sample_rate": params.get("sampling_rate", 16000),
        "mel_hop_length": stft.get("hop_length", 160),
        "is_causal": stft.get("causal", True),
        "mel_bins": found.get("mel_bins", 64),
        "double_z": found.get("double_z", True),
    }


def _vocoder(found: Section, audio_vae: Section) -> Config:
    """One generator in 2.0; from 2.3 on a second, `bwe`, makes the first one's 16 kHz into 48."""
    bins = audio_vae["model"]["params"]["ddconfig"].get("mel_bins", 64)
    if "bwe" not in found:
        return {
            "_class_name": "LTX2Vocoder",
            **_generator(found, bins),
            "output_sampling_rate": found.get("output_sample_rate", 24000),
        }
    second: Section = found["bwe"]
    return {
        "_class_name": "LTX2VocoderWithBWE",
        **_generator(found["vocoder"], bins),
        **{f"bwe_{name}": value for name, value in _generator(second, second.get("num_mels", 64)).items()},
        "filter_length": second.get("n_fft", 512),
        "hop_length": second.get("hop_length", 80),
        "window_length": second.get("win_size", 512),
        "num_mel_channels": second.get("num_mels", 64),
        "input_sampling_rate": second.get("input_sampling_rate", 16000),
        "output_sampling_rate": second.get("output_sampling_rate", 48000),
    }


def _generator(found: Section, bins: int) -> Config:
    """A vocoder from mel frames of `bins` bins. Of activations the plain one is not smoothed (`antialias`)."""
    channels = 2 if found.get("stereo", True) else 1
    plain = found.get("resblock", "1") != "AMP1"
    return {
        "in_channels": channels * bins,
        "hidden_channels": found.get("upsample_initial_channel", 1024),
        "out_channels": channels,
        "upsample_kernel_sizes": found.get("upsample_kernel_sizes", (16, 15, 8, 4, 4)),
        "upsample_factors": found.get("upsample_rates", (6, 5, 2, 2, 2)),
        "resnet_kernel_sizes": found.get("resblock_kernel_sizes", (3, 7, 11)),
        "resnet_dilations": found.get("resblock_dilation_sizes", ((1, 3, 5),) * 3),
        "act_fn": "leaky_relu" if plain else found.get("activation", "snake"),
        "antialias": not plain,
        "final_act_fn": "tanh" if found.get("use_tanh_at_final", True) else None,
        "final_bias": found.get("use_bias_at_final", True),
    }


def _latent_upsampler(found: Section) -> Config:
    return {
        "_class_name": "LTX2LatentUpsamplerModel",
        "in_channels": found.get("in_channels", 128),
        "mid_channels": found.get("mid_channels", 512),
        "num_blocks_per_stage": found.get("num_blocks_per_stage", 4),
        "dims": found.get("dims", 3),
        "spatial_upsample": found.get("spatial_upsample", True),
        "temporal_upsample": found.get("temporal_upsample", False),
        "rational_spatial_scale": found.get("spatial_scale", 2.0),
        "use_rational_resampler": found.get("rational_resampler", False),
    }


def _duration_head(found: Section, shapes: Shapes) -> Config:
    queries, width = shapes["attention_pooler.query_tokens"]
    return {
        "_class_name": "LTX2DurationHead",
        "video_cross_attention_dim": shapes["video_input_proj.weight"][1],
        "audio_cross_attention_dim": shapes["audio_input_proj.weight"][1],
        "pooler_hidden_dim": width,
        "num_queries": queries,
        "num_pooler_heads": found.get("num_pooler_heads", 4),
        "mlp_hidden_dim": shapes["mlp_hidden.weight"][0],
    }


def _precise(found: Section) -> bool:
    return bool(found.get("frequencies_precision") == "float64")


def _widths(base: int, blocks: Sequence[Any]) -> list[int]:
    """Channels after each sampler: every one multiplies what those before it made of `base`."""
    factors = [fields.get("multiplier", 1) for _, fields in blocks[1::2]]
    return [base * prod(factors[: i + 1]) for i in range(len(factors))]
