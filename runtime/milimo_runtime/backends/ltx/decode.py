"""chunk.decode: latents to frames and sound."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from milimo_lang.ir.values import FrameRate
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.latents import VideoLatents, denormalize, denormalize_sound
from milimo_runtime.backends.ltx.models import Model

_SILENT_RATE = 48_000
_AT_ONCE = 16
"""Frames brought over from the device together."""


@torch.no_grad()
def pictures(model: Model, made: Made) -> Tensor:
    """[F, h, w, 3] of uint8 on the device: 8k + 1 frames."""
    vae = model.component("vae")
    latents = denormalize(VideoLatents(made.video.values.to(model.device)), model.video_statistics)
    decoded = vae.decode(latents.to(vae.dtype), None, return_dict=False)[0]
    values = ((decoded[0].float() + 1.0) * 127.5).round().clamp(0, 255).to(torch.uint8)
    found: Tensor = values.permute(1, 2, 3, 0).contiguous()
    return found


def brought(frames: Tensor) -> Iterator[npt.NDArray[np.uint8]]:
    """The frames [h, w, 3] one after the other on this side."""
    for first in range(0, len(frames), _AT_ONCE):
        yield from frames[first : first + _AT_ONCE].cpu().numpy()


@torch.no_grad()
def sound(model: Model, made: Made) -> npt.NDArray[np.float32]:
    """[samples, 2] at the vocoder's rate. Up to 45 ms short of the pictures, which the join makes up."""
    assert made.audio is not None
    vae, vocoder = model.component("audio_vae"), model.component("vocoder")
    bins = vae.config.mel_bins // vae.mel_compression_ratio
    audio = type(made.audio)(made.audio.values.to(model.device))
    latents = denormalize_sound(audio, model.sound_statistics, bins)
    waves = vocoder(vae.decode(latents.to(vae.dtype), return_dict=False)[0])
    found: npt.NDArray[np.float32] = waves[0].float().cpu().numpy().T
    return np.repeat(found, 2, axis=1) if found.shape[1] == 1 else found


def silence(frames: int, rate: FrameRate) -> tuple[npt.NDArray[np.float32], int]:
    """[samples, 2] of none, as long as `frames` frames, and its sample rate: what a silent model sounds like."""
    return np.zeros((round(frames / rate * _SILENT_RATE), 2), np.float32), _SILENT_RATE


def sample_rate(model: Model) -> int:
    return int(model.component("vocoder").config.output_sampling_rate)
