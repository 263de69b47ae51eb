"""What a profile says of sizes and lengths, held against the weights it names, by their transformer's config alone."""

from __future__ import annotations

from milimo_lang.ir.bodies import DenoiseBody, RetakeBody
from milimo_runtime.backend import Failed
from milimo_runtime.weights.folders import read_json
from milimo_runtime.weights.located import Located

_PUBLISHED = (8, 32, 32)
"""Frames a latent, and pixels in height and width, of every LTX-2 that says nothing else."""


def refuse_unfit(located: Located, body: DenoiseBody | RetakeBody) -> None:
    """Raises `Failed` where `body` is of a size or length that its model does not make: its profile is at fault."""
    part = located.part("transformer")
    config = read_json(part.files[0]) if part.folder is not None else {}
    stride, ratio, _ = config.get("vae_scale_factors", _PUBLISHED)
    size, frames = body.size, body.frames
    if size.width % ratio or size.height % ratio:
        told = f"{body.family} makes no pictures of {size}, but of multiples of {ratio} pixels in each of its stages"
        raise Failed(told, f"write `multiple: {2 * ratio}` for two stages, {ratio} for one, in its `%define model`")
    if (frames - 1) % stride:
        told = f"{body.family} makes no {frames} frames, but {stride}k + 1"
        raise Failed(told, f"write `stride: {stride}` in its `%define model`")
