"""chunk.upsample: latents enlarged between stages."""

from __future__ import annotations

from fractions import Fraction

import torch

from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.latents import Denormalized, VideoLatents, denormalize, normalize
from milimo_runtime.backends.ltx.models import Model


@torch.no_grad()
def upsample(model: Model, made: Made, spatial: Fraction, temporal: int) -> Made:
    """`made` at `spatial` times the width and height, and with `temporal` 2 at twice the latents less one.

    The upsamplers read latents as the autoencoder codes them. The sound goes on as it is.
    """
    video = made.video
    if spatial != 1:
        video = _through(model, "latent_upsampler", video)
        _check(video, made.video, spatial, 1)
    if temporal != 1:
        wide = video
        video = _through(model, "temporal_upsampler", video)
        _check(video, wide, Fraction(1), temporal)
    return Made(VideoLatents(video.values.cpu()), made.audio)


def _through(model: Model, component: str, video: VideoLatents) -> VideoLatents:
    upsampler = model.component(component)
    given = denormalize(VideoLatents(video.values.to(model.device)), model.video_statistics)
    return normalize(Denormalized(upsampler(given.to(upsampler.dtype)).float()), model.video_statistics)


def _check(after: VideoLatents, before: VideoLatents, spatial: Fraction, temporal: int) -> None:
    _, _, frames, height, width = before.values.shape
    wanted = (temporal * frames - (temporal - 1), int(height * spatial), int(width * spatial))
    if tuple(after.values.shape[2:]) != wanted:
        found = "x".join(map(str, after.values.shape[2:]))
        told = f"the upsampler made {found} latents of {frames}x{height}x{width}, not {'x'.join(map(str, wanted))}"
        raise Failed(told, "it belongs to another model; see `milimo models verify`")
