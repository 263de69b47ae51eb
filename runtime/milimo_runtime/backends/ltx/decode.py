"""chunk.decode: latents to frames and sound, brought to this side, so that the device is free for the next unit.

It is issued and then waited for: at once, or where decoding goes on beside the next pass (`beside`) when that is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Begun:
    """A chunk that is being decoded: on this side once `wait` has returned.

    `frames` [F, h, w, 3] of uint8, a buffer of `HOST`; `whole`: whether all of them were numbers; `waves` [n, samples].
    """

    frames: Tensor
    whole: Tensor
    waves: Tensor | None
    wait: Callable[[], None]


@torch.no_grad()
def begun(model: Model, made: Made, *, audio: bool) -> Begun:
    """Issue the decoding of `made`. Raises `Failed` where its latents are no numbers."""
    if not bool(made.video.values.isfinite().all()):
        raise Failed("the latents are no numbers", _BROKEN)
    vae = model.component("vae")
    sounding = [model.component("audio_vae"), model.component("vocoder")] if audio else []

    def work() -> tuple[Tensor, Tensor, Tensor | None]:
        frames, whole = _decoded(model, vae, made.video)
        return frames, _brought(whole), _brought(_waves(model, made)) if audio else None

    pending = model.line.issue(work, (tensor for part in (vae, *sounding) for tensor in _tensors(part)))
    return Begun(*pending.found, pending.wait)


def sound_of(waves: Tensor) -> npt.NDArray[np.float32]:
    """`waves` on this side as [samples, 2]."""
    found: npt.NDArray[np.float32] = waves.numpy().T
    return np.repeat(found, 2, axis=1) if found.shape[1] == 1 else found


def finished(made: Made, begun: Begun) -> Tensor | None:
    """The frames, once they are here; None, and the buffer given back, where they are no numbers, or black."""
    begun.wait()
    if bool(begun.whole) and not _black(begun.frames, made.video):
        return begun.frames
    HOST.give_back(begun.frames)
    return None


@torch.no_grad()
def mended(model: Model, made: Made, begun: Begun, warn: Callable[[str], None]) -> Tensor:
    """The frames decoded once more in float32, at once: some devices run out of range in less.

    Raises `Failed` where that is no help either; a film that is black all the same is black.
    """
    warn(f"the pictures came out {'black' if begun.whole else 'broken'}, and are decoded once more in float32")
    frames, whole = _decoded(model, model.whole("vae"), made.video)
    if not bool(whole):  # asking for it waits for the device, so that the frames are all here
        raise Failed("the pictures come out broken, in float32 too", _BROKEN)
    if _black(frames, made.video):
        warn("the pictures are all black, in float32 too")
    return frames


def pictures(model: Model, made: Made, warn: Callable[[str], None]) -> Tensor:
    """[F, h, w, 3] of uint8 on this side: 8k + 1 frames, in a buffer to be given back to `HOST`."""
    going = begun(model, made, audio=False)
    frames = finished(made, going)
    return mended(model, made, going, warn) if frames is None else frames


def _tensors(part: Any) -> Iterator[Tensor]:
    """The weights of `part`, and what is kept with them."""
    yield from part.parameters()
    yield from part.buffers()


def _brought(values: Tensor) -> Tensor:
    """`values` on this side, when the device has come so far."""
    if values.device.type != "cuda":
        return values.cpu()
    here = torch.empty(values.shape, dtype=values.dtype, pin_memory=True)
    here.copy_(values, non_blocking=True)
    return here


def _decoded(model: Model, vae: Any, video: VideoLatents) -> tuple[Tensor, Tensor]:
    """The frames in a buffer on this side, when the device has come so far, and whether all of them were numbers."""
    latents = denormalize(VideoLatents(video.values.to(model.device)), model.video_statistics).to(vae.dtype)
    _, _, count, height, width = latents.shape
    stride, ratio = vae.temporal_compression_ratio, vae.spatial_compression_ratio
    frames = HOST.take((stride * (count - 1) + 1, height * ratio, width * ratio, 3), model.device)
    plan = cut(count, height, width, model.tiles)
    at, whole = 0, torch.ones((), dtype=torch.bool, device=model.device)
    for part in decoded(lambda tile: vae.decode(tile, None, return_dict=False)[0], latents, plan, stride, ratio):
        whole &= part.isfinite().all()
        values = ((part.float() + 1.0) * 127.5).round().clamp(0, 255).to(torch.uint8)
        frames[at : at + part.shape[1]].copy_(values.permute(1, 2, 3, 0), non_blocking=True)
        at += part.shape[1]
    return frames, whole


def _black(frames: Tensor, video: VideoLatents) -> bool:
    """Whether all is black that was not to be one colour."""
    return not bool(frames.any()) and float(video.values.std()) > 0.0


def brought(frames: Tensor) -> Iterator[npt.NDArray[np.uint8]]:
    """The frames [h, w, 3] one after the other."""
    yield from frames.numpy()


@torch.no_grad()
def sound(model: Model, made: Made) -> npt.NDArray[np.float32]:
    """[samples, 2] at the vocoder's rate. Up to 45 ms short of the pictures, which the join makes up."""
    return sound_of(_waves(model, made).cpu())


def _waves(model: Model, made: Made) -> Tensor:
    """[channels, samples] on the device."""
    assert made.audio is not None
    vae, vocoder = model.component("audio_vae"), model.component("vocoder")
    bins = vae.config.mel_bins // vae.mel_compression_ratio
    audio = type(made.audio)(made.audio.values.to(model.device))
    latents = denormalize_sound(audio, model.sound_statistics, bins)
    waves: Tensor = vocoder(vae.decode(latents.to(vae.dtype), return_dict=False)[0])
    return waves[0].float()


def silence(frames: int, rate: FrameRate) -> tuple[npt.NDArray[np.float32], int]:
    """[samples, 2] of none, as long as `frames` frames, and its sample rate: what a silent model sounds like."""
    return np.zeros((round(frames / rate * _SILENT_RATE), 2), np.float32), _SILENT_RATE


def sample_rate(model: Model) -> int:
    return int(model.component("vocoder").config.output_sampling_rate)
