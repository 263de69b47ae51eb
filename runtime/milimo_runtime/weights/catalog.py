"""What models there are: where each is published, under which licence, how large it is, and what it is made of.

The facts are the publishers': the cards and file lists of the repositories named here, and the documentation of
diffusers for LTX-2. Sizes are about right, to decide by; `milimo models pull` asks the hub for the exact ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Library = Literal["diffusers", "transformers"]
GB = 10**9


@dataclass(frozen=True)
class Component:
    """A part of a model that is loaded by itself.

    `folders` are the names its folder has in the published layouts; `classes` are those it may be of. `weights` is the
    name its weight files begin with, "" where it has none.
    """

    name: str
    library: Library
    classes: tuple[str, ...]
    folders: tuple[str, ...]
    config: str = "config.json"
    weights: str = "diffusion_pytorch_model"


@dataclass(frozen=True)
class Published:
    """Files of a repository on the hub: those that match `patterns`."""

    repository: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """A family of weights.

    `version` is the architecture its weights must be of. `transformer` is what the component of that name was made
    for: the full run, or the few steps of a distilled one; the other is `transformer_full` or
    `transformer_distilled`. `size` is in bytes, of what `pull` fetches; `largest` and `whole` are bytes in memory, in
    bfloat16, of the largest component and of all that a film needs. `terms` is what of the licence one should know
    before. `gated`: the hub asks for an account that agreed to it. Without `published` it comes as `package`. `grid`:
    frames and pixels a latent stands for.
    """

    family: str
    version: str
    transformer: Literal["full", "distilled"]
    published: tuple[Published, ...]
    size: int
    largest: int
    whole: int
    licence: str
    licence_page: str = ""
    terms: str = ""
    gated: bool = False
    package: str = ""
    grid: tuple[int, int] = (8, 32)


def _component(name: str, *classes: str, folders: tuple[str, ...] = ()) -> Component:
    return Component(name, "diffusers", classes, folders or (name,))


COMPONENTS = {
    component.name: component
    for component in (
        Component(
            "scheduler", "diffusers", ("FlowMatchEulerDiscreteScheduler",), ("scheduler",), "scheduler_config.json", ""
        ),
        Component("tokenizer", "transformers", (), ("tokenizer",), "tokenizer_config.json", ""),
        Component(
            "text_encoder",
            "transformers",
            ("Gemma3ForConditionalGeneration", "Gemma4UnifiedForConditionalGeneration"),
            ("text_encoder",),
            weights="model",
        ),
        Component(
            "prompt_enhancer",
            "transformers",
            ("Gemma4ForConditionalGeneration",),
            ("prompt_enhancer",),
            weights="model",
        ),
        _component("connectors", "LTX2TextConnectors"),
        _component("transformer", "LTX2VideoTransformer3DModel"),
        _component("transformer_full", "LTX2VideoTransformer3DModel"),
        _component("transformer_distilled", "LTX2VideoTransformer3DModel"),
        _component("vae", "AutoencoderKLLTX2Video"),
        _component("audio_vae", "AutoencoderKLLTX2Audio"),
        _component("vocoder", "LTX2Vocoder", "LTX2VocoderWithBWE"),
        _component("latent_upsampler", "LTX2LatentUpsamplerModel"),
        _component(
            "temporal_upsampler",
            "LTX2LatentUpsamplerModel",
            folders=("temporal_latent_upsampler", "temporal_upsampler"),
        ),
        _component("duration_head", "LTX2DurationHead"),
        _component("diffusion_decoder", "LTX2VideoDiffusionDecoderModel"),
    )
}
"""Every component by its name."""

NEEDED = ("scheduler", "tokenizer", "text_encoder", "connectors", "transformer", "vae", "audio_vae", "vocoder")
"""Without these no film is made; the others are for some shots or settings."""

DISTILLED_LORA = "distilled_lora"
"""The adapter that makes a full transformer one of few steps, as it is named among a model's files."""

_FOLDERS = (
    "model_index.json",
    "scheduler/*.json",
    "tokenizer/*",
    "text_encoder/*.json",
    "text_encoder/model*.safetensors",
    "connectors/*",
    "transformer/*",
    "vae/*",
    "audio_vae/*",
    "vocoder/*",
)
"""Lightricks/LTX-2 has the text encoder twice, as `model-*` and as `diffusion_pytorch_model-*`."""

_REVENUE = "who has 10 million US dollars of yearly revenue or more needs a licence of Lightricks for commercial use"

MODELS = {
    model.family: model
    for model in (
        Model(
            "ltx-2",
            "2.0",
            "full",
            (
                Published(
                    "Lightricks/LTX-2",
                    (
                        *_FOLDERS,
                        "latent_upsampler/*",
                        "ltx-2-temporal-upscaler-x2-1.0.safetensors",
                        "ltx-2-19b-distilled-lora-384.safetensors",
                    ),
                ),
            ),
            102 * GB,
            38 * GB,
            68 * GB,
            "LTX-2 Community License Agreement",
            "https://github.com/Lightricks/LTX-2/blob/main/LICENSE-2",
            _REVENUE,
        ),
        Model(
            "ltx-2.3",
            "2.3",
            "full",
            (
                Published("diffusers/LTX-2.3-Diffusers", _FOLDERS),
                Published(
                    "Lightricks/LTX-2.3",
                    (
                        "ltx-2.3-spatial-upscaler-x2-1.1.safetensors",
                        "ltx-2.3-temporal-upscaler-x2-1.0.safetensors",
                        "ltx-2.3-22b-distilled-lora-384-1.1.safetensors",
                    ),
                ),
            ),
            104 * GB,
            38 * GB,
            71 * GB,
            "LTX-2 Community License Agreement",
            "https://github.com/Lightricks/LTX-2/blob/main/LICENSE-2",
            _REVENUE,
        ),
        Model(
            "ltx-2.5",
            "2.5",
            "distilled",
            (
                Published(
                    "Lightricks/LTX-2.5-Diffusers",
                    (*_FOLDERS, "latent_upsampler/*", "temporal_latent_upsampler/*", "duration_head/*"),
                ),
            ),
            72 * GB,
            36 * GB,
            70 * GB,
            "LTX-2.x Community License Agreement",
            "https://github.com/Lightricks/LTX-2/blob/main/LICENSE-2_x",
            _REVENUE,
            gated=True,
        ),
        Model("small", "small", "full", (), 0, GB // 20, GB // 10, "Apache-2.0", package="milimo_small", grid=(8, 8)),
    )
}
"""Every model by its family, as `Model:` in a screenplay and the profile's `family:` name it."""
