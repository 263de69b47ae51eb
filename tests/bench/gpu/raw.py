"""The film as a program on the pipelines themselves makes it: shot after shot, each to its file, eager."""

# ruff: noqa: C408
from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import torch
from diffusers import LTX2LatentUpsamplePipeline, LTX2Pipeline
from diffusers.pipelines.ltx2.utils import DISTILLED_SIGMA_VALUES, STAGE_2_DISTILLED_SIGMA_VALUES

_UNGUIDED = dict(
    guidance_scale=1.0, stg_scale=0.0, modality_scale=1.0, guidance_rescale=0.0, audio_guidance_scale=1.0,
    audio_stg_scale=0.0, audio_modality_scale=1.0, audio_guidance_rescale=0.0, spatio_temporal_guidance_blocks=None,
    use_cross_timestep=False, return_dict=False,
)  # fmt: skip


@dataclass
class Times:
    """Seconds of the whole film, and of it in the denoiser and in the decoder."""

    whole: float = 0.0
    denoise: float = 0.0
    decode: float = 0.0


def film(parts: dict[str, Any], prompts: Sequence[str], folder: Path, *, width: int, height: int, frames: int) -> Times:
    """Each of `prompts` as a file of `frames` frames of `width` x `height` in `folder`."""
    pipe = LTX2Pipeline(**{name: part for name, part in parts.items() if name != "latent_upsampler"})
    enlarge = LTX2LatentUpsamplePipeline(vae=parts["vae"], latent_upsampler=parts["latent_upsampler"])
    for each in (pipe, enlarge):
        each.set_progress_bar_config(disable=True)
    scheduler = pipe.scheduler
    pipe.scheduler = scheduler.from_config(scheduler.config, use_dynamic_shifting=False, shift_terminal=None)
    times = Times()
    began = time.perf_counter()
    for number, prompt in enumerate(prompts):
        _shot(pipe, enlarge, prompt, folder / f"{number}.mp4", (width, height, frames), number, times)
    times.whole = time.perf_counter() - began
    return times


def _shot(
    pipe: Any, enlarge: Any, prompt: str, path: Path, size: tuple[int, int, int], seed: int, times: Times
) -> None:
    width, height, frames = size
    common = dict(num_frames=frames, frame_rate=24.0, generator=torch.Generator("cpu").manual_seed(seed), **_UNGUIDED)
    began = _now()
    video, audio = pipe(
        prompt, width=width // 2, height=height // 2, sigmas=DISTILLED_SIGMA_VALUES, num_inference_steps=8,
        output_type="latent", **common,
    )  # fmt: skip
    video = enlarge(latents=video, output_type="latent", return_dict=False)[0]
    video, audio = pipe(
        prompt, width=width, height=height, latents=video, audio_latents=audio, noise_scale=0.909375,
        sigmas=STAGE_2_DISTILLED_SIGMA_VALUES, num_inference_steps=3, output_type="latent", **common,
    )  # fmt: skip
    times.denoise += _now() - began
    began = _now()
    with torch.no_grad():
        shown = pipe.vae.decode(video.to(pipe.vae.dtype), None, return_dict=False)[0]
        sound = pipe.vocoder(pipe.audio_vae.decode(audio.to(pipe.audio_vae.dtype), return_dict=False)[0])
    pictures = ((shown[0].float() + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 3, 0).cpu().numpy()
    times.decode += _now() - began
    _write(path, pictures, sound[0].float().cpu().numpy())


def _write(path: Path, pictures: np.ndarray[Any, Any], sound: np.ndarray[Any, Any]) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"crf": "18"})
        stream.height, stream.width = pictures.shape[1:3]
        stream.pix_fmt = "yuv420p"
        voice = container.add_stream("aac", rate=24000)
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
        samples = np.ascontiguousarray(sound.clip(-1, 1).astype(np.float32))
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate = 24000
        container.mux(voice.encode(frame))
        container.mux(voice.encode())


def _now() -> float:
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter()
