"""Where latents lie in time and space, as the transformer counts: coordinates of the generated and of what is added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import torch
from torch import Tensor

from milimo_lang.ir.values import FrameRate, Size
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.latents import latent_frames


@dataclass(frozen=True)
class Grid:
    """The latents of one chunk at one stage's size: `frames` x `height` x `width`, and `sound` of them for the sound.

    `stride` of its own frames and `ratio` pixels a latent; `rate` is the film's, `sound_rate` latents of sound a
    second. A stage's own frame is `every` of the film's: where it is two, every second one is made, and all of the
    sound.
    """

    frames: int
    height: int
    width: int
    sound: int
    stride: int
    ratio: int
    rate: FrameRate
    sound_rate: Fraction
    every: int = 1

    @property
    def tokens(self) -> int:
        return self.frames * self.height * self.width

    @property
    def own_rate(self) -> float:
        """Frames a second of this stage."""
        return float(self.rate / self.every)

    @property
    def seconds_a_frame(self) -> float:
        """Seconds of a frame of this stage."""
        return float(self.every / self.rate)


def grid_of(transformer: Any, size: Size, frames: int, rate: FrameRate, every: int = 1) -> Grid:
    """The grid a transformer works on for `frames` frames of `size`, of which it makes every so manyth.

    Raises `Failed` where the size is none of its.
    """
    config = transformer.config
    stride, ratio, _ = config.vae_scale_factors
    if size.width % ratio or size.height % ratio:
        told = f"{size.width}x{size.height} is not a multiple of {ratio}"
        raise Failed(told, "the model's profile has another grid than its weights; see `milimo models verify`")
    latent = latent_frames(frames, stride * every)
    a_second = Fraction(config.audio_sampling_rate, config.audio_hop_length * config.audio_scale_factor)
    height, width = size.height // ratio, size.width // ratio
    return Grid(latent, height, width, round(float(frames / rate * a_second)), stride, ratio, rate, a_second, every)


def video_coordinates(transformer: Any, grid: Grid, device: torch.device) -> Tensor:
    """[1, 3, S, 2]: seconds and pixels from and to, of each token."""
    shape = grid.frames, grid.height, grid.width
    coords: Tensor = transformer.rope.prepare_video_coords(1, *shape, device, fps=grid.own_rate)
    return coords


def sound_coordinates(transformer: Any, grid: Grid, device: torch.device) -> Tensor:
    coords: Tensor = transformer.audio_rope.prepare_audio_coords(1, grid.sound, device)
    return coords


def reference_coordinates(transformer: Any, grid: Grid, latents: Tensor) -> Tensor:
    """[1, 3, S, 2] of a reference on a grid of its own, laid over the whole picture from the chunk's first frame on."""
    _, _, frames, height, width = latents.shape
    own = replace(grid, frames=frames, height=height, width=width)
    coords = video_coordinates(transformer, own, latents.device)
    coords[:, 1] *= grid.height / height
    coords[:, 2] *= grid.width / width
    return coords


def added_coordinates(grid: Grid, frame: int, latents: int, *, single: bool, device: torch.device) -> Tensor:
    """[1, 3, S, 2] of a film of `latents` latents that begins at the chunk's frame `frame`.

    One picture fills its own frame, [frame, frame + 1); a film's latents fill `stride` frames each. No causal first
    frame: only what is generated has one. Between two frames of a stage it lies at half of one.
    """
    first = torch.arange(latents, device=device, dtype=torch.float32) * grid.stride + frame / grid.every
    last = first + (1 if single else grid.stride)
    rows = torch.arange(grid.height, device=device, dtype=torch.float32) * grid.ratio
    columns = torch.arange(grid.width, device=device, dtype=torch.float32) * grid.ratio
    begins = torch.stack(torch.meshgrid(first * grid.seconds_a_frame, rows, columns, indexing="ij"))
    ends = torch.stack(
        torch.meshgrid(last * grid.seconds_a_frame, rows + grid.ratio, columns + grid.ratio, indexing="ij")
    )
    return torch.stack([begins, ends], -1).flatten(1, 3).unsqueeze(0)
