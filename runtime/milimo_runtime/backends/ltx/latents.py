"""Latents, and the one place that converts between the forms the library knows.

What is stored and passed between nodes is *normalized* (mean 0, deviation 1, as the transformer sees it) and whole:
`VideoLatents` [1, C, F, h, w] and `AudioLatents` [1, L, D], float32. The transformer reads them *packed* as tokens;
the autoencoders and the upsampler read them *denormalized*. The three are types of their own, and only the functions
here turn one into another, so a form cannot be mistaken for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

import torch
from torch import Tensor

from milimo_runtime.backend import Failed

Packed = NewType("Packed", Tensor)
"""Normalized tokens [1, S, C]: frame by frame, row by row."""
Denormalized = NewType("Denormalized", Tensor)
"""As an autoencoder codes: video [1, C, F, h, w], sound [1, C, L, M]."""


@dataclass(frozen=True)
class VideoLatents:
    """Normalized picture latents [1, C, F, h, w], float32. Latent 0 is frame 0, latent l >= 1 frames 8(l-1)+1 to 8l."""

    values: Tensor

    def __post_init__(self) -> None:
        if self.values.ndim != 5 or self.values.shape[0] != 1 or self.values.dtype != torch.float32:
            raise ValueError(f"picture latents are [1, C, F, h, w] of float32, not {_told(self.values)}")

    @property
    def frames(self) -> int:
        """Latent frames F."""
        return int(self.values.shape[2])

    def cut(self, first: int, count: int) -> VideoLatents:
        """Latent frames [first, first + count)."""
        if first < 0 or count < 1 or first + count > self.frames:
            raise ValueError(f"there are {self.frames} latents, not [{first}, {first + count})")
        return VideoLatents(self.values[:, :, first : first + count].contiguous())


@dataclass(frozen=True)
class AudioLatents:
    """Normalized sound latents [1, L, D], float32: `D` is channels times mel bins, 25 latents a second."""

    values: Tensor

    def __post_init__(self) -> None:
        if self.values.ndim != 3 or self.values.shape[0] != 1 or self.values.dtype != torch.float32:
            raise ValueError(f"sound latents are [1, L, D] of float32, not {_told(self.values)}")

    @property
    def length(self) -> int:
        return int(self.values.shape[1])


@dataclass(frozen=True)
class Statistics:
    """What an autoencoder's latents are normalized by: `mean` and `std` [C] for pictures, [D] for sound."""

    mean: Tensor
    std: Tensor
    scaling: float = 1.0


def pack(video: VideoLatents) -> Packed:
    return Packed(video.values.flatten(2).transpose(1, 2))


def unpack(tokens: Packed, frames: int, height: int, width: int) -> VideoLatents:
    """`tokens` as latents of `frames` x `height` x `width`; what was appended to them must be cut off before."""
    if tokens.shape[1] != frames * height * width:
        raise ValueError(f"{tokens.shape[1]} tokens are not {frames} x {height} x {width} latents")
    return VideoLatents(tokens.transpose(1, 2).reshape(1, -1, frames, height, width).float().contiguous())


def denormalize(video: VideoLatents, statistics: Statistics) -> Denormalized:
    mean, std = (part.view(1, -1, 1, 1, 1).to(video.values) for part in (statistics.mean, statistics.std))
    return Denormalized(video.values * std / statistics.scaling + mean)


def normalize(video: Denormalized, statistics: Statistics) -> VideoLatents:
    values = video.float()
    mean, std = (part.view(1, -1, 1, 1, 1).to(values) for part in (statistics.mean, statistics.std))
    return VideoLatents((values - mean) * statistics.scaling / std)


def denormalize_sound(sound: AudioLatents, statistics: Statistics, mel_bins: int) -> Denormalized:
    """[1, C, L, `mel_bins`] as the sound's autoencoder reads it."""
    values = sound.values * statistics.std.to(sound.values) + statistics.mean.to(sound.values)
    return Denormalized(values.reshape(1, values.shape[1], -1, mel_bins).transpose(1, 2))


def normalize_sound(sound: Denormalized, statistics: Statistics) -> AudioLatents:
    values = sound.float().transpose(1, 2).flatten(2)
    return AudioLatents(((values - statistics.mean.to(values)) / statistics.std.to(values)).contiguous())


def latent_frames(frames: int, stride: int) -> int:
    """Latents of a generation of `frames` frames, which must be stride * k + 1."""
    if frames < 1 or (frames - 1) % stride:
        raise Failed(f"{frames} frames are not {stride}k + 1", "this is a fault in the plan; please report it")
    return (frames - 1) // stride + 1


def _told(values: Tensor) -> str:
    return f"{list(values.shape)} of {str(values.dtype).removeprefix('torch.')}"
