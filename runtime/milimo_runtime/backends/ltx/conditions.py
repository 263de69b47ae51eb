"""condition.encode: the pictures a chunk is to meet, encoded at one stage's size. And frames handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from diffusers.pipelines.ltx2.utils import apply_image_conditioning_crf

from milimo_lang.ir.bodies import Condition
from milimo_lang.ir.values import Crop, Size
from milimo_runtime.backends.ltx.files import Held
from milimo_runtime.backends.ltx.latents import Denormalized, VideoLatents, normalize
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.media.crops import still
from milimo_runtime.media.decode import picture

Pixels = npt.NDArray[np.uint8]
"""[F, h, w, 3], red, green, blue."""


def held(
    model: Model, conditions: Sequence[Condition], inputs: Mapping[str, Path], size: Size, crop: Crop | None = None
) -> tuple[Held, ...]:
    """Each picture of `conditions` as latents, where the film shows it."""
    found = []
    for one in conditions:
        wanted = crop.shown if crop else size
        image = picture(inputs[one.role], (wanted.width, wanted.height)).convert("RGB")
        pixels = compressed(still(image, crop, size), model.version.crf)
        found.append(Held(encode(model, pixels[None]), one.frame, one.strength))
    return tuple(found)


def compressed(pixels: npt.NDArray[np.uint8], crf: int) -> npt.NDArray[np.uint8]:
    """A still as a frame of H.264 at `crf`, as the model met pictures in training; 0 leaves it alone."""
    return apply_image_conditioning_crf(pixels, crf) if crf else pixels


@torch.no_grad()
def encode(model: Model, pixels: Pixels) -> VideoLatents:
    """8k + 1 frames as latents; the encoder is causal, so the first latent is the first frame's alone."""
    vae: Any = model.component("vae")
    values = torch.from_numpy(np.array(pixels)).to(model.device).permute(3, 0, 1, 2).unsqueeze(0)
    values = (values.float() / 127.5 - 1.0).to(vae.dtype)
    latents = vae.encode(values).latent_dist.mode()
    found = normalize(Denormalized(latents), model.video_statistics)
    return VideoLatents(found.values.cpu())
