"""The components of the small model: the classes of diffusers and transformers, small enough to train in minutes."""

from dataclasses import dataclass

import torch
from diffusers import (
    AutoencoderKLLTX2Audio,
    AutoencoderKLLTX2Video,
    FlowMatchEulerDiscreteScheduler,
    LTX2VideoTransformer3DModel,
)
from diffusers.pipelines.ltx2 import LTX2TextConnectors
from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import Gemma3Config, Gemma3ForConditionalGeneration, PreTrainedTokenizerFast

from milimo_small import words

STRIDE = 8
"""Pixels of one latent on each side, and frames of one latent after the first."""

TOKENS = 40
"""Length of a sentence in tokens; shorter ones are padded on the left."""


@dataclass(frozen=True)
class Size:
    """How wide and deep the trained parts are."""

    encoder: tuple[int, int, int]
    decoder: tuple[int, int, int]
    heads: int
    blocks: int


SMALL = Size(encoder=(64, 128, 128), decoder=(64, 128, 256), heads=4, blocks=10)
REHEARSAL = Size(encoder=(8, 16, 16), decoder=(8, 16, 32), heads=1, blocks=2)
"""Of no use but to see everything run."""

TEXT, TEXT_LAYERS = 128, 3


def video_vae(size: Size = SMALL) -> AutoencoderKLLTX2Video:
    return AutoencoderKLLTX2Video(
        latent_channels=32,
        block_out_channels=size.encoder,
        decoder_block_out_channels=size.decoder,
        down_block_types=("LTX2VideoDownBlock3D",) * 3,
        layers_per_block=(2, 2, 2, 1),
        decoder_layers_per_block=(3, 2, 2, 1),
        spatio_temporal_scaling=(True,) * 3,
        decoder_spatio_temporal_scaling=(True,) * 3,
        decoder_inject_noise=(False,) * 4,
        downsample_type=("spatiotemporal", "spatiotemporal", "temporal"),
        upsample_type=("temporal", "spatiotemporal", "spatiotemporal"),
        upsample_residual=(True,) * 3,
        upsample_factor=(2, 2, 2),
        patch_size=2,
        patch_size_t=1,
        encoder_causal=True,
        decoder_causal=False,
        spatial_compression_ratio=STRIDE,
        temporal_compression_ratio=STRIDE,
    )


def tokenizer() -> PreTrainedTokenizerFast:
    """A word a token. An empty sentence is still a `<bos>`: the text encoder cannot read nothing."""
    ids = {word: i for i, word in enumerate(words.vocabulary())}
    tokens = Tokenizer(models.WordLevel(ids, unk_token="<unk>"))
    tokens.normalizer = normalizers.Lowercase()
    tokens.pre_tokenizer = pre_tokenizers.Whitespace()
    tokens.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", ids["<bos>"])])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokens,
        pad_token="<pad>",
        eos_token="<eos>",
        bos_token="<bos>",
        unk_token="<unk>",
        padding_side="left",
    )


def text_encoder() -> Gemma3ForConditionalGeneration:
    """Gemma 3, of which the language model alone is used; its eyes are as small as they come, and frozen."""
    vocabulary = len(words.vocabulary())
    config = Gemma3Config(
        text_config={
            "hidden_size": TEXT,
            "num_hidden_layers": TEXT_LAYERS,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 32,
            "intermediate_size": 384,
            "vocab_size": vocabulary + 32,
            "sliding_window": 256,
            "max_position_embeddings": 1024,
            "pad_token_id": 0,
        },
        vision_config={
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "image_size": 56,
            "patch_size": 14,
        },
        mm_tokens_per_image=16,
        image_token_index=vocabulary + 1,
        boi_token_index=vocabulary + 2,
        eoi_token_index=vocabulary + 3,
    )
    encoder = Gemma3ForConditionalGeneration(config).eval()
    encoder.model.vision_tower.requires_grad_(False)
    encoder.model.multi_modal_projector.requires_grad_(False)
    return encoder


def connectors() -> LTX2TextConnectors:
    return LTX2TextConnectors(
        caption_channels=TEXT,
        text_proj_in_factor=TEXT_LAYERS + 1,
        video_connector_num_attention_heads=4,
        video_connector_attention_head_dim=32,
        video_connector_num_layers=1,
        video_connector_num_learnable_registers=None,
        audio_connector_num_attention_heads=4,
        audio_connector_attention_head_dim=32,
        audio_connector_num_layers=1,
        audio_connector_num_learnable_registers=None,
        connector_rope_base_seq_len=128,
        rope_double_precision=False,
        rope_type="split",
    )


def transformer(size: Size = SMALL) -> LTX2VideoTransformer3DModel:
    return LTX2VideoTransformer3DModel(
        in_channels=32,
        out_channels=32,
        num_attention_heads=size.heads,
        attention_head_dim=64,
        cross_attention_dim=size.heads * 64,
        vae_scale_factors=(STRIDE, STRIDE, STRIDE),
        pos_embed_max_pos=4,
        base_height=256,
        base_width=256,
        audio_in_channels=64,
        audio_out_channels=64,
        audio_num_attention_heads=size.heads,
        audio_attention_head_dim=16,
        audio_cross_attention_dim=size.heads * 16,
        audio_pos_embed_max_pos=4,
        num_layers=size.blocks,
        caption_channels=TEXT,
        rope_double_precision=False,
        rope_type="split",
    )


def audio_vae() -> AutoencoderKLLTX2Audio:
    """Random, with latents of 4 channels and 16 bands."""
    return AutoencoderKLLTX2Audio(base_channels=64, ch_mult=(1, 1, 1), num_res_blocks=1, latent_channels=4)


def vocoder() -> LTX2Vocoder:
    """Random, but for its last layer, which is zero: whatever it is given, it is silent."""
    silent = LTX2Vocoder(in_channels=128, hidden_channels=32)
    with torch.no_grad():
        for weights in silent.conv_out.parameters():
            weights.zero_()
    return silent


def scheduler() -> FlowMatchEulerDiscreteScheduler:
    return FlowMatchEulerDiscreteScheduler(shift=3.0)
