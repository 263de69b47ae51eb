"""LTX-2 at its full size with random weights: 19 billion parameters that make noise as fast as trained ones film.

`tiny` builds the same of a few layers, to try the bench where there is no GPU.
"""

# ruff: noqa: C408
from __future__ import annotations

from typing import Any

import torch
from diffusers import (
    AutoencoderKLLTX2Audio,
    AutoencoderKLLTX2Video,
    FlowMatchEulerDiscreteScheduler,
    LTX2VideoTransformer3DModel,
)
from diffusers.pipelines.ltx2 import LTX2LatentUpsamplerModel, LTX2TextConnectors
from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import Gemma3Config, Gemma3ForConditionalGeneration, PreTrainedTokenizerFast

Parts = dict[str, Any]


def parts(device: torch.device, dtype: torch.dtype, *, tiny: bool = False) -> Parts:
    """Every component, on `device`, in `dtype` (the sound's in float32, as the product loads them)."""
    with torch.device("meta"):
        built = {
            "text_encoder": Gemma3ForConditionalGeneration(_gemma(tiny)),
            "connectors": LTX2TextConnectors(**_connectors(tiny)),
            "transformer": LTX2VideoTransformer3DModel(rope_type="split", **_transformer(tiny)),
            "vae": AutoencoderKLLTX2Video(**_vae(tiny)),
            "latent_upsampler": LTX2LatentUpsamplerModel(
                rational_spatial_scale=2.0, use_rational_resampler=True, **_upsampler(tiny)
            ),
        }
    found: Parts = {name: _filled(module, device, dtype) for name, module in built.items()}
    found["audio_vae"] = AutoencoderKLLTX2Audio(**_audio(tiny)).to(device).eval()
    found["vocoder"] = LTX2Vocoder(in_channels=128, hidden_channels=32 if tiny else 1024).to(device).eval()
    found["tokenizer"] = _tokenizer()
    found["scheduler"] = FlowMatchEulerDiscreteScheduler(
        use_dynamic_shifting=True, base_shift=0.95, max_shift=2.05, base_image_seq_len=1024, max_image_seq_len=4096,
        shift_terminal=0.1,
    )  # fmt: skip
    return found


def _filled(module: torch.nn.Module, device: torch.device, dtype: torch.dtype) -> torch.nn.Module:
    """`module` off the meta device, with weights that keep activations of ordinary size."""
    module = module.to(dtype).to_empty(device=device).eval().requires_grad_(False)
    for name, value in (*module.named_parameters(), *module.named_buffers()):
        if not value.is_floating_point():
            value.zero_()
        elif name.endswith(("std", "inv_freq")) or "norm" in name or (value.ndim <= 1 and name.endswith("weight")):
            value.fill_(1.0)
        elif value.ndim <= 1:
            value.zero_()
        else:
            value.normal_(0.0, 0.5 / value[0].numel() ** 0.5)
    return module


def _gemma(tiny: bool) -> Gemma3Config:
    text = dict(hidden_size=3840, num_hidden_layers=48, num_attention_heads=16, num_key_value_heads=8, head_dim=256,
                intermediate_size=15360, vocab_size=262208, sliding_window=1024)  # fmt: skip
    if tiny:
        text |= dict(hidden_size=64, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1, head_dim=32,
                     intermediate_size=128, vocab_size=1024)  # fmt: skip
    vision = dict(hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2, image_size=56,
                  patch_size=14)  # fmt: skip
    return Gemma3Config(text_config=text, vision_config=vision, mm_tokens_per_image=16)


def _connectors(tiny: bool) -> Parts:
    common = dict(video_connector_num_learnable_registers=None, audio_connector_num_learnable_registers=None,
                  rope_double_precision=False, rope_type="split")  # fmt: skip
    if not tiny:
        return dict(caption_channels=3840, text_proj_in_factor=49, **common)
    small = {f"{kind}_connector_{what}": value for kind in ("video", "audio") for what, value in
             (("num_attention_heads", 2), ("attention_head_dim", 32), ("num_layers", 1))}  # fmt: skip
    return dict(caption_channels=64, text_proj_in_factor=3, **small, **common)


def _transformer(tiny: bool) -> Parts:
    if not tiny:
        return {}
    return dict(num_attention_heads=2, attention_head_dim=32, cross_attention_dim=64, audio_num_attention_heads=2,
                audio_attention_head_dim=16, audio_cross_attention_dim=32, num_layers=2,
                caption_channels=64)  # fmt: skip


def _vae(tiny: bool) -> Parts:
    # As published: the class by itself would say 64 and 16.
    told: Parts = {"spatial_compression_ratio": 32, "temporal_compression_ratio": 8}
    if tiny:
        told |= dict(block_out_channels=(16, 32, 32, 32), decoder_block_out_channels=(16, 32, 64),
                     layers_per_block=(1, 1, 1, 1, 1), decoder_layers_per_block=(1, 1, 1, 1))  # fmt: skip
    return told


def _upsampler(tiny: bool) -> Parts:
    return dict(mid_channels=32 if tiny else 1024, num_blocks_per_stage=1 if tiny else 4)


def _audio(tiny: bool) -> Parts:
    if not tiny:
        return {}
    return dict(base_channels=128, ch_mult=(1, 1, 1), num_res_blocks=1)


def _tokenizer() -> PreTrainedTokenizerFast:
    """One token a byte: no two prompts are the same to it, else what is the same would be made once."""
    special = ("<pad>", "<eos>", "<bos>", "<unk>")
    known = {token: number for number, token in enumerate((*special, *sorted(pre_tokenizers.ByteLevel.alphabet())))}
    tokenizer = Tokenizer(models.BPE(known, [], unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 2)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="<eos>", bos_token="<bos>", unk_token="<unk>",
        padding_side="left",
    )  # fmt: skip
