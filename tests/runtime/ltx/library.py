"""The same by the library's own blocks and pipelines: what milimo's passes are compared with.

Only the noise is handed in: the library draws it from one generator, milimo from one for each sort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from diffusers.modular_pipelines.ltx2 import before_denoise
from diffusers.modular_pipelines.ltx2.decoders import LTX2AudioDecoderStep, LTX2VaeDecoderStep
from diffusers.modular_pipelines.ltx2.encoders import LTX2ConditionEncoderStep
from diffusers.modular_pipelines.ltx2.modular_blocks_ltx2 import LTX2ConditionCoreDenoiseStep, LTX2TextConditioningStep
from diffusers.pipelines.ltx2 import LTX2LatentUpsamplePipeline
from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition
from torch import Tensor

from milimo_runtime.backends.ltx.files import Encoded, Made
from milimo_runtime.backends.ltx.grid import Grid
from milimo_runtime.backends.ltx.latents import (
    AudioLatents,
    VideoLatents,
    denormalize,
    denormalize_sound,
    pack,
)
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.recipes import Recipe
from milimo_runtime.backends.ltx.tokens import noise


@dataclass(frozen=True)
class Condition:
    """Latents that the library is to meet at its `index`, a latent's: 0 overwrites, any other guides."""

    latents: VideoLatents
    index: float
    pixel_frames: int = 1
    strength: float = 1.0


def at_frame(frame: int) -> float:
    """The library's index of the pixel frame `frame`: no whole one for seven frames of eight."""
    return 0.0 if frame == 0 else (frame - 1) / 8 + 1


def text(model: Model, prompt: str, negative: str) -> dict[str, Tensor]:
    """What the library's text blocks come to, by their own names."""
    pipe = LTX2TextConditioningStep().init_pipeline()
    pipe.update_components(**{name: model.component(name) for name in ("text_encoder", "tokenizer", "connectors")})
    names = ("connector_prompt_embeds", "connector_audio_prompt_embeds", "connector_attention_mask")
    asked = [*names, *(f"negative_{name}" for name in names)]
    found: dict[str, Tensor] = pipe(prompt=prompt, negative_prompt=negative, output=asked)
    return found


def encoded_picture(model: Model, pixels: npt.NDArray[np.uint8], crf: int | None = None) -> Tensor:
    """Normalized latents of a picture [h, w, 3]; without `crf` the library guesses it."""
    pipe = LTX2ConditionEncoderStep().init_pipeline()
    pipe.update_components(vae=model.component("vae"))
    condition = LTX2VideoCondition(frames=pixels, index=0, crf=crf)
    height, width, _ = pixels.shape
    given = {"conditions": [condition], "height": height, "width": width, "num_frames": 9}
    found: list[Tensor] = pipe(**given, output="condition_latents")
    return found[0]


def core(
    model: Model,
    recipe: Recipe,
    grid: Grid,
    encoded: Encoded,
    seed: int,
    conditions: Sequence[Condition] = (),
    start: Made | None = None,
    **more: Any,
) -> tuple[Tensor, Tensor]:
    """Packed latents of picture and sound by the library's core: its own loop, its own step, our noise.

    The core reads latents to refine *denormalized*, and hands out normalized ones with the keyframes behind them.
    """
    pipe = LTX2ConditionCoreDenoiseStep().init_pipeline()
    pipe.update_components(
        **{name: model.component(name) for name in ("transformer", "vae", "audio_vae")},
        scheduler=more.pop("scheduler", None) or unbent(model),
        guider=recipe.picture,
        audio_guider=recipe.sound,
    )
    given: dict[str, Any] = {
        **_texts(encoded),
        "condition_latents": [one.latents.values for one in conditions],
        "condition_strengths": [one.strength for one in conditions],
        "condition_indices": [one.index for one in conditions],
        "condition_pixel_frames": [one.pixel_frames for one in conditions],
        "height": grid.height * grid.ratio,
        "width": grid.width * grid.ratio,
        "num_frames": (grid.frames - 1) * grid.stride + 1,
        "frame_rate": float(grid.rate),
        "sigmas": recipe.sigmas[:-1].tolist(),
        "num_inference_steps": recipe.steps,
        "batch_size": 1,
        "dtype": torch.float32,
        "use_cross_timestep": model.version.cross_timestep,
        **(_denormalized(model, start) if start is not None else {}),
        **more,
    }
    added = sum(one.latents.values.flatten(2).shape[2] for one in conditions if one.index != 0)
    with patch.object(before_denoise, "randn_tensor", _Noises(model, grid, seed, added)):
        found = pipe(**given, output=["latents", "audio_latents"])
    return found["latents"], found["audio_latents"]


def unbent(model: Model) -> FlowMatchEulerDiscreteScheduler:
    """The model's scheduler, which leaves a list of sigmas as it is."""
    config = model.component("scheduler").config
    return FlowMatchEulerDiscreteScheduler.from_config(config, use_dynamic_shifting=False, shift_terminal=None)


def upsampled(model: Model, video: VideoLatents, component: str) -> Tensor:
    """Normalized latents enlarged by the library's pipeline."""
    pipe = LTX2LatentUpsamplePipeline(vae=model.component("vae"), latent_upsampler=model.component(component))
    pipe.set_progress_bar_config(disable=True)
    _, _, frames, height, width = video.values.shape
    given = {"height": 32 * height, "width": 32 * width, "num_frames": 8 * frames - 7}
    found = pipe(latents=video.values, latents_normalized=True, output_type="latent", return_dict=False, **given)[0]
    vae = model.component("vae")
    mean, std = (part.view(1, -1, 1, 1, 1) for part in (vae.latents_mean, vae.latents_std))
    enlarged: Tensor = (found - mean) / std
    return enlarged


def decoded(model: Model, made: Made, grid: Grid) -> tuple[npt.NDArray[np.float32], Tensor]:
    """Pictures [F, h, w, 3] of 0 to 1, and sound [sides, samples], by the library's decoders."""
    assert made.audio is not None
    pictures = LTX2VaeDecoderStep().init_pipeline()
    pictures.update_components(vae=model.component("vae"))
    size = {"height": grid.height * grid.ratio, "width": grid.width * grid.ratio}
    frames = {"num_frames": (grid.frames - 1) * grid.stride + 1}
    shown = pictures(
        latents=pack(made.video), output_type="np", batch_size=1, dtype=torch.float32, output="videos", **size, **frames
    )
    sound = LTX2AudioDecoderStep().init_pipeline()
    sound.update_components(audio_vae=model.component("audio_vae"), vocoder=model.component("vocoder"))
    heard = sound(audio_latents=made.audio.values, audio_num_frames=grid.sound, output="audio")
    return shown[0], heard[0]


class _Noises:
    """In place of the library's: our noise for the picture and what is added to it, then that for the sound."""

    def __init__(self, model: Model, grid: Grid, seed: int, added: int) -> None:
        channels = model.component("transformer").config.in_channels
        base = pack(VideoLatents(noise(seed, "picture", (1, channels, grid.frames, grid.height, grid.width))))
        more = noise(seed, "added", (1, added, channels)) if added else base[:, :0]
        wide = model.component("transformer").config.audio_in_channels
        self._coming = [torch.cat([base, more], 1), noise(seed, "sound", (1, grid.sound, wide))]

    def __call__(self, shape: Sequence[int], **_: Any) -> Tensor:
        found = self._coming.pop(0)
        assert tuple(found.shape) == tuple(shape)
        return found


def _texts(encoded: Encoded) -> dict[str, Tensor]:
    names = ("connector_prompt_embeds", "connector_audio_prompt_embeds", "connector_attention_mask")
    told = (encoded.video, encoded.audio, encoded.mask)
    against = encoded.negative or told
    return {**dict(zip(names, told, strict=True)), **{f"negative_{n}": v for n, v in zip(names, against, strict=True)}}


def _denormalized(model: Model, start: Made) -> dict[str, Tensor]:
    assert start.audio is not None
    vae = model.component("audio_vae")
    bins = vae.config.mel_bins // vae.mel_compression_ratio
    return {
        "latents": denormalize(start.video, model.video_statistics),
        "audio_latents": denormalize_sound(AudioLatents(start.audio.values), model.sound_statistics, bins),
    }
