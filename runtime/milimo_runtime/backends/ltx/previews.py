"""Small pictures of latents, without decoding them: each pixel a sum of a latent's channels.

The weights are fitted once a model: smooth coloured films are encoded, and their colours told from their latents by
least squares. A preview costs a millisecond, is as small as the latents are, and means what it shows only roughly.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from milimo_runtime.backends.ltx.latents import Denormalized, Statistics, VideoLatents, normalize

_FILMS, _FRAMES, _EDGE = 6, 9, 6
"""What is encoded to fit the weights: so many films, of so many frames, so many latents high and wide."""
_RIDGE = 1e-2
"""Keeps channels that tell nothing of colour at nothing."""
_WIDTH = 320
"""Pixels of a preview."""


@dataclass(frozen=True)
class Colours:
    """`weights` [C + 1, 3]: colours 0 to 1 of a latent's channels, and what is added to them."""

    weights: Tensor

    def of(self, latents: Tensor) -> Tensor:
        """[..., 3] of [..., C]."""
        return latents @ self.weights[:-1] + self.weights[-1]


@torch.no_grad()
def fitted(vae: Any, statistics: Statistics, device: torch.device) -> Colours:
    """The weights for the latents of `vae`."""
    generator = torch.Generator().manual_seed(0)
    ratio = vae.spatial_compression_ratio
    latents, colours = [], []
    for _ in range(_FILMS):
        cells = torch.rand((3, 3, 3), generator=generator)
        film = torch.nn.functional.interpolate(cells[None], scale_factor=_EDGE * ratio / 3, mode="bicubic")
        film = film.clamp(0, 1)
        given = (film * 2 - 1).unsqueeze(2).expand(-1, -1, _FRAMES, -1, -1).to(device, vae.dtype)
        found = normalize(Denormalized(vae.encode(given).latent_dist.mode()), statistics).values.cpu()
        mean = torch.nn.functional.adaptive_avg_pool2d(film, (found.shape[3], found.shape[4]))
        latents.append(found[0].permute(1, 2, 3, 0).flatten(0, 2))
        colours.append(mean[0].permute(1, 2, 0).expand(found.shape[2], -1, -1, -1).flatten(0, 2))
    return Colours(_least_squares(torch.cat(latents), torch.cat(colours)))


def _least_squares(latents: Tensor, colours: Tensor) -> Tensor:
    rows = torch.cat([latents, torch.ones(len(latents), 1)], 1).double()
    ridge = _RIDGE * len(rows) * torch.eye(rows.shape[1], dtype=torch.float64)
    ridge[-1, -1] = 0.0
    weights: Tensor = torch.linalg.solve(rows.T @ rows + ridge, rows.T @ colours.double())
    return weights.float()


def write_preview(path: Path, latents: VideoLatents, colours: Colours) -> None:
    """The middle of `latents` as a JPEG at `path`, which is there whole or not at all."""
    middle = latents.values[0, :, latents.frames // 2].permute(1, 2, 0).float().cpu()
    pixels = (colours.of(middle).clamp(0, 1) * 255).round().to(torch.uint8).numpy()
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    height = max(1, round(_WIDTH * picture.height / picture.width))
    aside = path.with_name(path.name + ".part")
    picture.resize((_WIDTH, height), Image.Resampling.BICUBIC).save(aside, "JPEG", quality=80)
    aside.replace(path)
