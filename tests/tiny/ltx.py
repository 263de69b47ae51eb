"""A tiny random LTX-2 of each version, saved in the folder layout of diffusers.

The classes, the ratios and the switches are the real ones; only the widths are not. What would hide mistakes is taken
away: the latents' statistics are not zero and one, and what starts at zero or one in the transformer is given noise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args

from tests.tiny import words

Version = Literal["2.0", "2.3", "2.5"]
VERSIONS: tuple[Version, ...] = get_args(Version)

VIDEO_CHANNELS = 8
"""Channels of a video latent."""

AUDIO_CHANNELS, MEL_BINS = 2, 16
"""Channels of an audio latent and bins of a mel frame, four of which make a latent one."""

VIDEO_HEADS, VIDEO_HEAD = 2, 16
AUDIO_HEADS, AUDIO_HEAD = 2, 8
VIDEO_WIDTH = VIDEO_HEADS * VIDEO_HEAD
AUDIO_WIDTH = AUDIO_HEADS * AUDIO_HEAD

REGISTERS = 16
"""Learnable registers of a connector: the number of tokens of a prompt is a multiple."""


def build(version: Version, folder: Path, seed: int = 0) -> Path:
    """`folder`, filled with a pipeline of `version`: a folder a component, and `model_index.json`.

    Beside the pipeline's components lie `latent_upsampler` (twice the height and width) and `temporal_upsampler`
    (2F - 1 latents of F). The same seed gives the same bytes.
    """
    import torch
    from diffusers import LTX2Pipeline

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        parts = components(version)
        spatial, temporal = upsamplers(version)
    LTX2Pipeline(**parts).save_pretrained(folder)
    spatial.save_pretrained(folder / "latent_upsampler")
    temporal.save_pretrained(folder / "temporal_upsampler")
    return folder


def components(version: Version) -> dict[str, Any]:
    """What a pipeline of `version` is made of, by the names of `LTX2Pipeline`; random by torch's generator."""
    parts = {
        "scheduler": scheduler(),
        "tokenizer": words.tokenizer(),
        "text_encoder": words.gemma4() if version == "2.5" else words.gemma3(),
        "connectors": connectors(version),
        "transformer": transformer(version),
        "vae": video_vae(version),
        "audio_vae": audio_vae(),
        "vocoder": vocoder(version),
    }
    if version == "2.5":
        parts["duration_head"] = duration_head()
    for part in parts.values():
        if hasattr(part, "eval"):
            part.eval().requires_grad_(False)
    return parts


def transformer(version: Version) -> Any:
    """Two blocks. 2.3 modulates the attention to the prompt and gates attention; 2.5 has no biases in the picture's
    feed-forward layers."""
    from diffusers import LTX2VideoTransformer3DModel

    later = version != "2.0"
    model = LTX2VideoTransformer3DModel(
        in_channels=VIDEO_CHANNELS,
        out_channels=VIDEO_CHANNELS,
        num_attention_heads=VIDEO_HEADS,
        attention_head_dim=VIDEO_HEAD,
        cross_attention_dim=VIDEO_WIDTH,
        audio_in_channels=AUDIO_CHANNELS * MEL_BINS // 4,
        audio_out_channels=AUDIO_CHANNELS * MEL_BINS // 4,
        audio_num_attention_heads=AUDIO_HEADS,
        audio_attention_head_dim=AUDIO_HEAD,
        audio_cross_attention_dim=AUDIO_WIDTH,
        num_layers=2,
        caption_channels=words.WIDTH,
        rope_type="split",
        gated_attn=later,
        audio_gated_attn=later,
        cross_attn_mod=later,
        audio_cross_attn_mod=later,
        use_prompt_embeddings=not later,
        perturbed_attn=later,
        ff_bias=version != "2.5",
        use_keyframes_abs_pos_embedding=version == "2.5",
    )
    _roughen(model)
    return model


def video_vae(version: Version) -> Any:
    """32 pixels and 8 frames a latent. The decoder of 2.0 mirrors at the edges and has three steps, later ones four."""
    from diffusers import AutoencoderKLLTX2Video

    later = version != "2.0"
    decoder = (
        {
            "decoder_block_out_channels": (8, 16, 16, 32),
            "decoder_layers_per_block": (1, 1, 1, 1, 1),
            "decoder_spatio_temporal_scaling": (True,) * 4,
            "decoder_inject_noise": (False,) * 5,
            "upsample_type": ("spatiotemporal", "spatiotemporal", "temporal", "spatial"),
            "upsample_residual": (False,) * 4,
            "upsample_factor": (2, 2, 1, 2),
            "decoder_spatial_padding_mode": "zeros",
        }
        if later
        else {
            "decoder_block_out_channels": (8, 16, 32),
            "decoder_layers_per_block": (1, 1, 1, 1),
            "decoder_spatio_temporal_scaling": (True,) * 3,
            "decoder_inject_noise": (False,) * 4,
            "upsample_type": ("spatiotemporal",) * 3,
            "upsample_residual": (True,) * 3,
            "upsample_factor": (2, 2, 2),
            "decoder_spatial_padding_mode": "reflect",
        }
    )
    model = AutoencoderKLLTX2Video(
        latent_channels=VIDEO_CHANNELS,
        block_out_channels=(8, 16, 32, 32),
        layers_per_block=(1, 1, 1, 1, 1),
        encoder_causal=True,
        decoder_causal=False,
        spatial_compression_ratio=32,
        temporal_compression_ratio=8,
        **decoder,
    )
    _statistics(model)
    return model


def audio_vae() -> Any:
    """25 latents a second, four mel frames and four mel bins each."""
    from diffusers import AutoencoderKLLTX2Audio

    model = AutoencoderKLLTX2Audio(
        base_channels=AUDIO_CHANNELS * MEL_BINS // 4,
        latent_channels=AUDIO_CHANNELS,
        mel_bins=MEL_BINS,
        num_res_blocks=1,
        ch_mult=(1, 1, 2),
    )
    _statistics(model)
    return model


def vocoder(version: Version) -> Any:
    """24 kHz in 2.0; after that 16 kHz and a second generator that extends it to 48."""
    from diffusers.pipelines.ltx2 import LTX2Vocoder, LTX2VocoderWithBWE

    small = {"resnet_kernel_sizes": [3], "resnet_dilations": [[1]]}
    if version == "2.0":
        return LTX2Vocoder(in_channels=2 * MEL_BINS, hidden_channels=32, **small)
    model = LTX2VocoderWithBWE(
        in_channels=2 * MEL_BINS,
        hidden_channels=64,
        bwe_in_channels=2 * MEL_BINS,
        bwe_hidden_channels=32,
        num_mel_channels=MEL_BINS,
        **small,
        **{f"bwe_{name}": value for name, value in small.items()},
    )
    _fill(model.mel_stft, 0.05)
    return model


def connectors(version: Version) -> Any:
    """One projection for picture and sound in 2.0; one each, of the widths they are attended to in, after that."""
    from diffusers.pipelines.ltx2 import LTX2TextConnectors

    later = version != "2.0"
    audio_heads, audio_head = (AUDIO_HEADS, AUDIO_HEAD) if later else (VIDEO_HEADS, VIDEO_HEAD)
    return LTX2TextConnectors(
        caption_channels=words.WIDTH,
        text_proj_in_factor=words.LAYERS + 1,
        video_connector_num_attention_heads=VIDEO_HEADS,
        video_connector_attention_head_dim=VIDEO_HEAD,
        video_connector_num_layers=1,
        video_connector_num_learnable_registers=REGISTERS,
        audio_connector_num_attention_heads=audio_heads,
        audio_connector_attention_head_dim=audio_head,
        audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=REGISTERS,
        rope_type="split",
        video_gated_attn=later,
        audio_gated_attn=later,
        per_modality_projections=later,
        proj_bias=later,
        **({"video_hidden_dim": VIDEO_WIDTH, "audio_hidden_dim": AUDIO_WIDTH} if later else {}),
    )


def duration_head() -> Any:
    """How long a prompt's shot lasts: 2.5 only."""
    from diffusers.pipelines.ltx2 import LTX2DurationHead

    return LTX2DurationHead(
        video_cross_attention_dim=VIDEO_WIDTH,
        audio_cross_attention_dim=AUDIO_WIDTH,
        pooler_hidden_dim=16,
        num_pooler_heads=2,
        mlp_hidden_dim=16,
    )


def scheduler() -> Any:
    """The scheduler as published: it bends a list of sigmas unless it is told not to."""
    from diffusers import FlowMatchEulerDiscreteScheduler

    return FlowMatchEulerDiscreteScheduler(
        use_dynamic_shifting=True,
        base_shift=0.95,
        max_shift=2.05,
        base_image_seq_len=1024,
        max_image_seq_len=4096,
        shift_terminal=0.1,
    )


def upsamplers(version: Version) -> tuple[Any, Any]:
    """The one for space, by a rational resampler in 2.0 only, and the one for time."""
    from diffusers.pipelines.ltx2 import LTX2LatentUpsamplerModel

    small = {"in_channels": VIDEO_CHANNELS, "mid_channels": 32, "num_blocks_per_stage": 1}
    spatial = LTX2LatentUpsamplerModel(**small, use_rational_resampler=version == "2.0")
    temporal = LTX2LatentUpsamplerModel(**small, spatial_upsample=False, temporal_upsample=True)
    return spatial.eval(), temporal.eval()


def _roughen(model: Any) -> None:
    """Noise on biases, norms and tables, which start at zero or one and hide what depends on them."""
    import torch

    with torch.no_grad():
        for value in model.parameters():
            if value.ndim == 1 or not value.any():
                value.add_(torch.randn_like(value), alpha=0.1)


def _statistics(model: Any) -> None:
    """Means and deviations that a missing or doubled normalization cannot go unnoticed with."""
    import torch

    model.latents_mean.copy_(torch.randn_like(model.latents_mean) * 0.5)
    model.latents_std.copy_(torch.rand_like(model.latents_std) + 0.5)


def _fill(module: Any, scale: float) -> None:
    """Noise in buffers that a published file fills."""
    import torch

    for value in module.buffers():
        value.copy_(torch.randn_like(value).abs() * scale)
