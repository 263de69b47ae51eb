"""What a profile says of sizes and lengths, held against the model it names: nothing is loaded."""

from __future__ import annotations

from milimo_lang.ir.bodies import DenoiseBody, RetakeBody
from milimo_runtime.backend import Failed
from milimo_runtime.weights.catalog import MODELS


def refuse_unfit(body: DenoiseBody | RetakeBody) -> None:
    """Raises `Failed` where `body` is of a size or length that its model does not make: its profile is at fault."""
    stride, ratio = MODELS[body.family].grid
    size, frames = body.size, body.frames
    if size.width % ratio or size.height % ratio:
        told = f"{body.family} makes no pictures of {size}, but of multiples of {ratio} pixels in each of its stages"
        raise Failed(told, f"write `multiple: {2 * ratio}` for two stages, {ratio} for one, in its `%define model`")
    if (frames - 1) % stride:
        told = f"{body.family} makes no {frames} frames, but {stride}k + 1"
        raise Failed(told, f"write `stride: {stride}` in its `%define model`")
