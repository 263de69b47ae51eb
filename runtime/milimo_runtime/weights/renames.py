"""What a tensor is called in Lightricks' own files of LTX-2 (2.0, 2.3, 2.5), and what by diffusers and transformers.

A published file is *whole* (2.0, 2.3: all but the text encoder and the upsamplers in one) or *split* (2.5: a file a
component, where the names of the video VAE lack `vae.`); else the names are those of all versions. Sources: diffusers'
conversion script and single-file loaders, the key filters of `ltx-core`, and headers of published files. Where they
differ the headers count: 2.3 and 2.5 have `prompt_adaln_single`, which diffusers 0.42 does not rename.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeVar, get_args

Component = Literal[
    "transformer", "connectors", "vae", "audio_vae", "vocoder", "latent_upsampler", "duration_head", "text_encoder"
]
COMPONENTS: tuple[Component, ...] = get_args(Component)
"""What can lie in a published file. Both upsamplers are `latent_upsampler`; a text encoder does so only in 2.5."""


_T = TypeVar("_T")


@dataclass(frozen=True)
class Slot:
    """Where a tensor lies in a published file: under `key`, as the `part`th of `parts` equal shares of its rows."""

    key: str
    part: int = 0
    parts: int = 1


@dataclass(frozen=True)
class Wanted:
    """What a published tensor is: of which component, and called what there; several names share its rows in order."""

    component: Component
    names: tuple[str, ...]


def slot(component: Component, name: str, *, split: bool = False) -> Slot:
    """Where the tensor that diffusers (or transformers, of the text encoder) calls `name` lies in a published file.

    `split`: in a file of that component alone. Raises `KeyError` where no published file has such a tensor.
    """
    rules = _RULES[component]
    for key, names in rules.packed.items():
        if name in names:
            return Slot(key, names.index(name), len(names))
    ours, theirs = _longest(name, rules.heads)
    key = theirs + _exchanged(name.removeprefix(ours), rules.segments)
    return Slot(key.removeprefix(_VAE) if split and component == "vae" else key)


def wanted(key: str) -> Wanted | None:
    """What the tensor `key` of a published file, whole or split, is; None where diffusers has no use for it.

    Of no use are statistics that nothing reads, and the texts that are packed beside a text encoder.
    """
    if key.endswith(_IDLE):
        return None
    try:
        theirs, (component, ours) = _longest(key, _PUBLISHED)
    except KeyError:
        return None
    rules = _RULES[component]
    for packed, names in rules.packed.items():
        if key == packed:
            return Wanted(component, names)
    backwards = {there: here for here, there in rules.segments.items()}
    return Wanted(component, (ours + _exchanged(key.removeprefix(theirs), backwards),))


@dataclass(frozen=True)
class _Rules:
    """How one component is renamed: our name first, the published one second.

    Of `heads`, the beginnings of names, the longest that fits is exchanged; then `segments`, whole words between dots.
    `packed`: a published name, and ours of the tensors that are stacked in it.
    """

    heads: Mapping[str, str]
    segments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    packed: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


_VAE = "vae."
_DIT = "model.diffusion_model."
_STATISTICS = "per_channel_statistics."
_NORMS = {"norm_q": "q_norm", "norm_k": "k_norm"}


def _statistics(prefix: str) -> dict[str, str]:
    """A VAE's statistics: of the many that are published, the two that are used."""
    return {
        "latents_mean": f"{prefix}{_STATISTICS}mean-of-means",
        "latents_std": f"{prefix}{_STATISTICS}std-of-means",
    }


def _blocks(steps: int) -> dict[str, str]:
    """The blocks of the video VAE, which are published as one list a side: resnets, sampler, resnets, ...

    The encoder ends in the middle block, the decoder begins with it.
    """
    encoder = {"encoder.mid_block.": f"{_VAE}encoder.down_blocks.{2 * steps}."}
    decoder = {"decoder.mid_block.": f"{_VAE}decoder.up_blocks.0."}
    for i in range(steps):
        encoder[f"encoder.down_blocks.{i}."] = f"{_VAE}encoder.down_blocks.{2 * i}."
        encoder[f"encoder.down_blocks.{i}.downsamplers.0."] = f"{_VAE}encoder.down_blocks.{2 * i + 1}."
        decoder[f"decoder.up_blocks.{i}.upsamplers.0."] = f"{_VAE}decoder.up_blocks.{2 * i + 1}."
        decoder[f"decoder.up_blocks.{i}."] = f"{_VAE}decoder.up_blocks.{2 * i + 2}."
    return encoder | decoder


_RULES: Mapping[Component, _Rules] = {
    "transformer": _Rules(
        {"": _DIT},
        {
            "proj_in": "patchify_proj",
            "audio_proj_in": "audio_patchify_proj",
            "time_embed": "adaln_single",
            "audio_time_embed": "audio_adaln_single",
            "prompt_adaln": "prompt_adaln_single",
            "audio_prompt_adaln": "audio_prompt_adaln_single",
            "av_cross_attn_video_scale_shift": "av_ca_video_scale_shift_adaln_single",
            "av_cross_attn_audio_scale_shift": "av_ca_audio_scale_shift_adaln_single",
            "av_cross_attn_video_a2v_gate": "av_ca_a2v_gate_adaln_single",
            "av_cross_attn_audio_v2a_gate": "av_ca_v2a_gate_adaln_single",
            "video_a2v_cross_attn_scale_shift_table": "scale_shift_table_a2v_ca_video",
            "audio_a2v_cross_attn_scale_shift_table": "scale_shift_table_a2v_ca_audio",
            **_NORMS,
        },
    ),
    "connectors": _Rules(
        {
            "text_proj_in.": "text_embedding_projection.aggregate_embed.",
            "video_text_proj_in.": "text_embedding_projection.video_aggregate_embed.",
            "audio_text_proj_in.": "text_embedding_projection.audio_aggregate_embed.",
            "video_connector.": f"{_DIT}video_embeddings_connector.",
            "audio_connector.": f"{_DIT}audio_embeddings_connector.",
        },
        {"transformer_blocks": "transformer_1d_blocks", **_NORMS},
    ),
    "vae": _Rules(
        {"encoder.": f"{_VAE}encoder.", "decoder.": f"{_VAE}decoder.", **_statistics(_VAE), **_blocks(4)},
        {"resnets": "res_blocks"},
    ),
    "audio_vae": _Rules(
        {"encoder.": "audio_vae.encoder.", "decoder.": "audio_vae.decoder.", **_statistics("audio_vae.")}
    ),
    "vocoder": _Rules(
        {"": "vocoder."},
        {
            "upsamplers": "ups",
            "resnets": "resblocks",
            "conv_in": "conv_pre",
            "conv_out": "conv_post",
            "act_out": "act_post",
            "downsample": "downsample.lowpass",
        },
    ),
    "latent_upsampler": _Rules(
        {
            f"{name}.": f"{name}."
            for name in (
                "initial_conv",
                "initial_norm",
                "res_blocks",
                "upsampler",
                "post_upsample_res_blocks",
                "final_conv",
            )
        }
    ),
    "duration_head": _Rules(
        {"": "duration_head.", "attention_pooler.to_out.": "duration_head.attention_pooler.cross_attn.out_proj."},
        packed={
            f"duration_head.attention_pooler.cross_attn.in_proj_{sort}": tuple(
                f"attention_pooler.to_{one}.{sort}" for one in "qkv"
            )
            for sort in ("weight", "bias")
        },
    ),
    "text_encoder": _Rules(
        {
            "model.language_model.": "model.",
            "model.vision_embedder.": "vision_model.",
            "model.embed_vision.": "multi_modal_projector.",
            "model.embed_audio.": "audio_projector.",
        }
    ),
}

_IDLE = tuple(_STATISTICS + name for name in ("channel", "mean-of-stds", "mean-of-stds_over_std-of-means"))
"""Published statistics that nothing reads."""

_PUBLISHED: Mapping[str, tuple[Component, str]] = {
    theirs: (component, ours) for component in COMPONENTS for ours, theirs in _RULES[component].heads.items()
} | {theirs.removeprefix(_VAE): ("vae", ours) for ours, theirs in _RULES["vae"].heads.items()}
"""The beginnings of published names, of whole files and of split ones, and whose they are."""


def _longest(name: str, heads: Mapping[str, _T]) -> tuple[str, _T]:
    """The longest of `heads` that `name` begins with. Raises `KeyError` where none does."""
    head = max((head for head in heads if name.startswith(head)), key=len, default=None)
    if head is None:
        raise KeyError(name)
    return head, heads[head]


def _exchanged(name: str, segments: Mapping[str, str]) -> str:
    """`name` with what stands between its dots exchanged by `segments`."""
    dotted = f".{name}."
    for this, that in segments.items():
        dotted = dotted.replace(f".{this}.", f".{that}.")
    return dotted[1:-1]
