"""What the transformer is given beside noise: leading latents and keyframes, as the pipelines give them.

Leading latents are clean and have timestep 0. A keyframe is appended as tokens that have the coordinates of its own
pixel frame. Tokens are latents in the order frame, row, column.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from milimo_small import parts, world
from milimo_small.pool import KEYS, Batch

LEADING = (0.45, 0.22, 0.08, 0.08, 0.17)
"""How often 0, 1, 2, 3 or 4 latents lead: none, a first frame, and what a chunk hands to the next."""

KEYFRAMES = (0, 1, 0, 2, 0, 1)
"""How many keyframes the steps have, in turn."""


@dataclass(frozen=True)
class Tokens:
    """`clean` [n, N, 32], of which the first `own` are the clip's, the rest keyframes; `given` [n, N] is 1 where known.

    `coordinates` [n, 3, N, 2]: from and to in seconds, pixels down and pixels across.
    """

    clean: Tensor
    given: Tensor
    coordinates: Tensor
    own: int


def tokens(batch: Batch, keyframes: int, coordinates: Tensor, chance: torch.Generator) -> Tokens:
    """The batch with a random number of leading latents each, and `keyframes` of its keyframes."""
    n, _, frames, height, width = batch.latents.shape
    device, area = batch.latents.device, height * width
    clean = [packed(batch.latents)]
    leading = _leading(n, frames, device, chance)
    frame = torch.arange(frames * area, device=device)[None] // area
    given = [(frame < leading[:, None]).float()]
    places = [coordinates]
    rows = torch.arange(n, device=device)
    order = torch.rand(n, KEYS, generator=chance, device=device).argsort(1)
    for which in order[:, :keyframes].unbind(1):
        clean.append(packed(batch.keys[rows, which].unsqueeze(2)))
        given.append(torch.ones(n, area, device=device))
        places.append(keyframe_coordinates(batch.at[rows, which], height, width))
    return Tokens(torch.cat(clean, 1), torch.cat(given, 1), torch.cat(places, 2), frames * area)


def packed(latents: Tensor) -> Tensor:
    """[n, C, F, h, w] to tokens [n, F h w, C]"""
    return latents.flatten(2).transpose(1, 2)


def keyframe_coordinates(at: Tensor, height: int, width: int) -> Tensor:
    """[n, 3, h w, 2] of keyframes at the pixel frames `at` [n]: each fills its own frame."""
    n, device = len(at), at.device
    start = (at.float() / world.FPS)[:, None].expand(n, height * width)
    down = torch.arange(height, device=device).float().repeat_interleave(width) * parts.STRIDE
    across = torch.arange(width, device=device).float().repeat(height) * parts.STRIDE
    starts = torch.stack([start, down.expand(n, -1), across.expand(n, -1)], 1)
    extent = torch.tensor([1 / world.FPS, parts.STRIDE, parts.STRIDE], device=device)[None, :, None]
    return torch.stack([starts, starts + extent], -1)


def _leading(n: int, frames: int, device: torch.device, chance: torch.Generator) -> Tensor:
    """[n] how many latents lead: at least one is left to make."""
    odds = torch.tensor(LEADING, device=device).cumsum(0)[:-1]
    return torch.bucketize(torch.rand(n, generator=chance, device=device), odds).clamp(max=frames - 1)


def noise_levels(n: int, device: torch.device, chance: torch.Generator) -> Tensor:
    """[n] sigmas, bent by a shift of 3 as the scheduler does: two thirds around the middle, a third evenly."""
    middle = torch.sigmoid(torch.randn(n, generator=chance, device=device) * 1.1)
    even = torch.rand(n, generator=chance, device=device)
    level = torch.where(torch.rand(n, generator=chance, device=device) < 0.33, even, middle)
    return 3 * level / (1 + 2 * level)
