"""What a chain of chunks loses little by little, given back: colours and contrast, channel by channel.

Every chunk begins with what the one before ended with, its faults included, and adds its own: over many of them colours
grow and light drifts. Adaptive instance normalization (AdaIN: Huang and Belongie 2017, used on latents by Lightricks'
own long films) moves mean and deviation of each channel to those of the chunk before, and so, from chunk to chunk, to
those of the first.
"""

from __future__ import annotations

import torch

from milimo_runtime.backends.ltx.latents import VideoLatents

_LEAST = 1e-6
"""A deviation below which a channel is flat and keeps its own."""


def held(made: VideoLatents, before: VideoLatents, handed: int, factor: float) -> VideoLatents:
    """`made` with the statistics of `before`, as far as `factor` (0: not at all, 1: wholly) says.

    The first `handed` latents, which were handed over, stay as they are to the bit. What comes after them is changed
    little by little over as many, so that no seam comes of it.
    """
    new = made.values[:, :, handed:]
    if not factor or not new.shape[2]:
        return made
    mean, deviation = _statistics(made.values)
    wanted_mean, wanted = _statistics(before.values)
    moved = (
        torch.where(deviation > _LEAST, (new - mean) / deviation.clamp(min=_LEAST) * wanted, new - mean) + wanted_mean
    )
    steps = torch.arange(1, new.shape[2] + 1) / max(handed, 1)
    weight = factor * steps.clamp(max=1.0)[None, None, :, None, None]
    return VideoLatents(torch.cat([made.values[:, :, :handed], torch.lerp(new, moved, weight)], dim=2))


def _statistics(values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and deviation of each channel [1, C, 1, 1, 1] over time and space."""
    deviation, mean = torch.std_mean(values, dim=(2, 3, 4), keepdim=True)
    return mean, deviation
