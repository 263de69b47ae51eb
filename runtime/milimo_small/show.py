"""Films a few sentences with a finished pipeline: a contact sheet, how long it took, and how well keyframes are met."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import LTX2ConditionPipeline
from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition
from numpy.typing import NDArray
from PIL import Image

from milimo_small import parts, world
from milimo_small.pace import Say

Film = NDArray[np.float32]
"""[frames, height, width, 3] from 0 to 1."""

SENTENCES = (
    "a red ball bounces in a field by day, the camera is static",
    "a large blue box moves right in a desert, the camera pans left",
    "a yellow star spins on a beach at sunset, the camera pushes in",
    "a small green cone rises, a white ball stands still in a field at night, the camera is static",
    "a purple box grows on the snow, the camera pulls back",
)

GUIDANCE = {
    "stg_scale": 0.0,
    "modality_scale": 1.0,
    "guidance_rescale": 0.0,
    "audio_guidance_scale": 1.0,
    "audio_stg_scale": 0.0,
    "audio_modality_scale": 1.0,
    "audio_guidance_rescale": 0.0,
    "spatio_temporal_guidance_blocks": None,
    "use_cross_timestep": False,
}
"""Guidance by words and by nothing else."""


@dataclass(frozen=True)
class Take:
    """How a film is asked for."""

    frames: int = 33
    height: int = 96
    width: int = 160
    steps: int = 16
    guidance: float = 2.5


def show(folder: Path, sheet: Path, take: Take, device: torch.device, say: Say) -> None:
    """Writes the contact sheet: a row for each sentence, then a clip drawn and the same filmed from its ends."""
    dtype = torch.bfloat16 if device.type == "cuda" else torch.float32
    pipeline = LTX2ConditionPipeline.from_pretrained(folder, torch_dtype=dtype).to(device)
    pipeline.set_progress_bar_config(disable=True)
    rows = [_row(_told(pipeline, sentence, take, say)) for sentence in SENTENCES]
    chance = torch.Generator().manual_seed(11)
    clip, (sentence,) = world.clips(1, take.frames, take.height, take.width, "cpu", chance)
    drawn = ((clip[0].permute(1, 2, 3, 0) + 1) / 2).numpy()
    filmed = _told(pipeline, sentence, take, say, [_key(drawn[0], 0), _key(drawn[-1], -1)])
    met = {"first": 0, "middle": take.frames // 2, "last": take.frames - 1}
    say("given first and last: " + ", ".join(f"{name} {psnr(filmed[k], drawn[k]):.2f} dB" for name, k in met.items()))
    pixels = np.concatenate([*rows, _row(drawn), _row(filmed)]) * 255
    Image.fromarray(pixels.round().clip(0, 255).astype(np.uint8)).save(sheet)


def film(pipeline: Any, sentence: str, take: Take, conditions: list[Any] | None = None, seed: int = 0) -> Film:
    return pipeline(
        prompt=sentence,
        negative_prompt="",
        conditions=conditions,
        height=take.height,
        width=take.width,
        num_frames=take.frames,
        frame_rate=world.FPS,
        num_inference_steps=take.steps,
        guidance_scale=take.guidance,
        max_sequence_length=parts.TOKENS,
        generator=torch.Generator("cpu").manual_seed(seed),
        output_type="np",
        return_dict=False,
        **GUIDANCE,
    )[0][0]


def psnr(one: Film, other: Film) -> float:
    return float(-10 * np.log10(np.mean((one - other) ** 2) + 1e-9))


def _told(pipeline: Any, sentence: str, take: Take, say: Say, conditions: list[Any] | None = None) -> Film:
    began = time.monotonic()
    filmed = film(pipeline, sentence, take, conditions)
    say(f"{time.monotonic() - began:.1f} s: {sentence}")
    return filmed


def _key(picture: Film, index: int) -> Any:
    return LTX2VideoCondition(frames=Image.fromarray((picture * 255).round().astype(np.uint8)), index=index, crf=0)


def _row(frames: Film) -> Film:
    """Five frames side by side."""
    return np.concatenate([frames[round(k * (len(frames) - 1) / 4)] for k in range(5)], 1)
