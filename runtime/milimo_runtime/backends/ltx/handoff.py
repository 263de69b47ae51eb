"""What a chunk takes over from the one before: latents as they are, or encoded anew from its decoded frames.

The last latents of a chunk mean 8 frames each; at the head of the next the first means one. `latent` hands them over
all the same; `frames` encodes the frames anew; `hybrid` encodes only the first, which the causal encoder makes just
like the first latent of a clip; `image` is the last frame alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from milimo_lang.ir.bodies import Handoff
from milimo_lang.ir.values import Crop, Size
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.conditions import Pixels, encode
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.grid import Grid
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.media.chunks import read_frames


@dataclass(frozen=True)
class Taken:
    """What a chunk begins with: latents at the head of its picture, and of its sound where they can be had."""

    picture: VideoLatents | None = None
    sound: AudioLatents | None = None


def taken(model: Model, handoff: Handoff, made: Made | None, film: Path | None, size: Size, grid: Grid) -> Taken:
    """`made` is the chunk before at this stage, `film` its decoded frames (for `image`: those of the shot before)."""
    if handoff.mode == "image":
        return Taken(encode(model, _frames(film, handoff.first, 1, size, handoff.crop)))
    if made is None:
        raise Failed("a chunk was handed nothing to go on from", "this is a fault in the plan; please report it")
    sound = sound_from(made.audio, handoff, grid) if made.audio else None
    return Taken(_picture(model, handoff, made, film, size, grid), sound)


def _picture(model: Model, handoff: Handoff, made: Made, film: Path | None, size: Size, grid: Grid) -> VideoLatents:
    latents = made.video.cut(handoff.first, handoff.count)
    if handoff.mode == "latent":
        return latents
    first, count = shown_by(handoff, grid)
    if handoff.mode == "frames":
        return encode(model, _frames(film, first, count, size)[:: grid.every])
    head = encode(model, _frames(film, first, 1, size))
    return VideoLatents(torch.cat([head.values, latents.values[:, :, 1:]], dim=2))


def sound_from(audio: AudioLatents, handoff: Handoff, grid: Grid) -> AudioLatents | None:
    """The sound under the handed frames, where they begin on a latent of the sound; else the join crossfades alone.

    25 latents a second begin with a frame every 24 frames at 24 and 30 a second, every 8 at 25.
    """
    first, count = shown_by(handoff, grid)
    begin = first / grid.rate * grid.sound_rate
    if begin.denominator != 1:
        return None
    end = min(int((first + count) / grid.rate * grid.sound_rate), audio.length)
    if end <= begin:
        return None
    return AudioLatents(audio.values[:, int(begin) : end].contiguous())


def shown_by(handoff: Handoff, grid: Grid) -> tuple[int, int]:
    """The film's frames (first, count) of the chunk before that the handed latents mean at the head of the next.

    The first means one frame there, so the frames begin with the last of those its latent stood for.
    """
    stride = grid.stride * grid.every
    return stride * handoff.first, stride * (handoff.count - 1) + 1


def _frames(film: Path | None, first: int, count: int, size: Size, crop: Crop | None = None) -> Pixels:
    if film is None:
        raise Failed("a chunk was handed no frames to go on from", "this is a fault in the plan; please report it")
    return read_frames(film, first, count, size, crop)
