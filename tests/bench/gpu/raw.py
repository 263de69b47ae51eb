"""The film as a program on the pipelines themselves makes it: shot after shot, each to its file, eager.

`python -m tests.bench.gpu.raw MODELS WIDTH HEIGHT FRAMES PROMPT …` prints lines of JSON: seconds of loading, of the
whole loop, of denoising and decoding in it; then of one shot's passes compiled (the floor).
"""

# ruff: noqa: C408
from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import torch
from diffusers import LTX2LatentUpsamplePipeline, LTX2Pipeline
from diffusers.pipelines.ltx2.utils import DISTILLED_SIGMA_VALUES, STAGE_2_DISTILLED_SIGMA_VALUES

from milimo_runtime.weights import NEEDED, locate
from milimo_runtime.weights.load import load

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
    pipe, enlarge = _pipes(parts)
    times = Times()
    began = time.perf_counter()
    for number, prompt in enumerate(prompts):
        _shot(pipe, enlarge, prompt, folder / f"{number}.mp4", (width, height, frames), number, times)
    times.whole = time.perf_counter() - began
    return times


def _pipes(parts: dict[str, Any]) -> tuple[Any, Any]:
    pipe = LTX2Pipeline(**{name: part for name, part in parts.items() if name != "latent_upsampler"})
    enlarge = LTX2LatentUpsamplePipeline(vae=parts["vae"], latent_upsampler=parts["latent_upsampler"])
    for each in (pipe, enlarge):
        each.set_progress_bar_config(disable=True)
    scheduler = pipe.scheduler
    pipe.scheduler = scheduler.from_config(scheduler.config, use_dynamic_shifting=False, shift_terminal=None)
    return pipe, enlarge


def _shot(
    pipe: Any, enlarge: Any, prompt: str, path: Path, size: tuple[int, int, int], seed: int, times: Times
) -> None:
    video, audio = _passes(pipe, enlarge, {"prompt": prompt}, size, seed, times)
    began = _now()
    with torch.no_grad():
        shown = pipe.vae.decode(video.to(pipe.vae.dtype), None, return_dict=False)[0]
        sound = pipe.vocoder(pipe.audio_vae.decode(audio.to(pipe.audio_vae.dtype), return_dict=False)[0])
    pictures = ((shown[0].float() + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 3, 0).cpu().numpy()
    times.decode += _now() - began
    _write(path, pictures, sound[0].float().cpu().numpy())


def _passes(
    pipe: Any, enlarge: Any, words: dict[str, Any], size: tuple[int, int, int], seed: int, times: Times
) -> tuple[Any, Any]:
    width, height, frames = size
    common = dict(num_frames=frames, frame_rate=24.0, generator=torch.Generator("cpu").manual_seed(seed), **_UNGUIDED)
    began = _now()
    video, audio = pipe(
        **words, width=width // 2, height=height // 2, sigmas=DISTILLED_SIGMA_VALUES, num_inference_steps=8,
        output_type="latent", **common,
    )  # fmt: skip
    video = enlarge(latents=video, output_type="latent", return_dict=False)[0]
    video, audio = pipe(
        **words, width=width, height=height, latents=video, audio_latents=audio, noise_scale=0.909375,
        sigmas=STAGE_2_DISTILLED_SIGMA_VALUES, num_inference_steps=3, output_type="latent", **common,
    )  # fmt: skip
    times.denoise += _now() - began
    return video, audio


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


def floor(parts: dict[str, Any], prompt: str, *, width: int, height: int, frames: int) -> float:
    """Seconds of one shot's passes with compiled blocks, words encoded before: the second time they are run."""
    pipe, enlarge = _pipes(parts)
    if torch.cuda.is_available():
        parts["transformer"].compile_repeated_blocks()
    encoded = pipe.encode_prompt(prompt, "", do_classifier_free_guidance=False)
    given = {"prompt_embeds": encoded[0], "prompt_attention_mask": encoded[1]}
    spent = 0.0
    for _ in range(2):
        times = Times()
        _passes(pipe, enlarge, given, (width, height, frames), 0, times)
        spent = times.denoise
    return spent


def main() -> None:
    models, width, height, frames, *prompts = sys.argv[1:]
    size = {"width": int(width), "height": int(height), "frames": int(frames)}
    began = _now()
    parts = _loaded(Path(models))
    loading = _now() - began
    with tempfile.TemporaryDirectory() as folder:
        times = film(parts, prompts, Path(folder), **size)
    _say({"loading": loading, **asdict(times)})
    _say({"floor": floor(parts, prompts[0], **size)})


def _say(found: dict[str, float]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def _loaded(models: Path) -> dict[str, Any]:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    os.environ["MILIMO_MODELS"] = str(models)
    located = locate("ltx-2")
    return {name: load(located, name, device) for name in (*NEEDED, "latent_upsampler")}


def _now() -> float:
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter()


if __name__ == "__main__":
    main()
