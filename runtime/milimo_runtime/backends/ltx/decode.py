"""chunk.decode: latents to frames and sound, brought to this side, so that the device is free for the next unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from milimo_lang.ir.values import FrameRate
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.cuts import cut
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.hosting import HOST
from milimo_runtime.backends.ltx.latents import VideoLatents, denormalize, denormalize_sound
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.tiles import decoded

_SILENT_RATE = 48_000
_BROKEN = "film it with another seed, or set MILIMO_PRECISION=float32"


@torch.no_grad()
def pictures(model: Model, made: Made, warn: Callable[[str], None]) -> Tensor:
    """[F, h, w, 3] of uint8 on this side: 8k + 1 frames, in a buffer to be given back to `HOST`.

    What comes out as no numbers, or all black, is decoded once more in float32: some devices run out of range in less.
    Raises `Failed` where that is no help either; a film that is black all the same is black.
    """
    if not bool(made.video.values.isfinite().all()):
        raise Failed("the latents are no numbers", _BROKEN)
    frames, sound = _decoded(model, model.component("vae"), made.video)
    if sound and not _black(frames, made.video):
        return frames
    warn(f"the pictures came out {'black' if sound else 'broken'}, and are decoded once more in float32")
    HOST.give_back(frames)
    frames, sound = _decoded(model, model.whole("vae"), made.video)
    if not sound:
        raise Failed("the pictures come out broken, in float32 too", _BROKEN)
    if _black(frames, made.video):
        warn("the pictures are all black, in float32 too")
    return frames


def _decoded(model: Model, vae: Any, video: VideoLatents) -> tuple[Tensor, bool]:
    """The frames on this side, and whether all of them were numbers."""
    latents = denormalize(VideoLatents(video.values.to(model.device)), model.video_statistics).to(vae.dtype)
    _, _, count, height, width = latents.shape
    stride, ratio = vae.temporal_compression_ratio, vae.spatial_compression_ratio
    frames = HOST.take((stride * (count - 1) + 1, height * ratio, width * ratio, 3), model.device)
    plan = cut(count, height, width, model.tiles)
    at, sound = 0, torch.ones((), dtype=torch.bool, device=model.device)
    for part in decoded(lambda tile: vae.decode(tile, None, return_dict=False)[0], latents, plan, stride, ratio):
        sound &= part.isfinite().all()
        values = ((part.float() + 1.0) * 127.5).round().clamp(0, 255).to(torch.uint8)
        frames[at : at + part.shape[1]].copy_(values.permute(1, 2, 3, 0), non_blocking=True)
        at += part.shape[1]
    return frames, bool(sound)  # asking for it waits for the device, so that the frames are all here


def _black(frames: Tensor, video: VideoLatents) -> bool:
    """Whether all is black that was not to be one colour."""
    return not bool(frames.any()) and float(video.values.std()) > 0.0


def brought(frames: Tensor) -> Iterator[npt.NDArray[np.uint8]]:
    """The frames [h, w, 3] one after the other."""
    yield from frames.numpy()


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
