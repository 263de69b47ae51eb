"""chunk.retake: which of a chunk's finished latents are kept, where part of it is made again.

A latent is made again where three quarters of its frames are asked for, and the join takes only these. What a latent
that is half asked for would become is not seen to its end, and a jump is left where the rest of it was; kept, it leads
from what was to what is new.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from milimo_lang.ir.bodies import RetakeBody
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.grid import Grid, sound_coordinates
from milimo_runtime.backends.ltx.handoff import Taken
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents
from milimo_runtime.media.crops import laid, still
from milimo_runtime.media.decode import on_black, picture, planes_of
from milimo_runtime.media.planes import rgb_from_planes
from milimo_runtime.media.playing import playing
from milimo_runtime.media.probe import probe
from milimo_runtime.media.segments import conformed

_NEARLY = Fraction(3, 4)
"""The part of a latent's frames that is asked for, from which on it is made again."""
_WHITE = 128
"""How bright a pixel of a mask is from which on it counts as white."""


def begun(start: Made, taken: Taken) -> Made:
    """`start` with what was `taken` over at its head."""
    video, audio = start.video, start.audio
    if taken.picture is not None:
        video = VideoLatents(torch.cat([taken.picture.values, video.values[:, :, taken.picture.frames :]], dim=2))
    if taken.sound is not None and audio is not None:
        head = taken.sound.values[:, : audio.length]
        audio = AudioLatents(torch.cat([head, audio.values[:, head.shape[1] :]], dim=1))
    return Made(video, audio)


def kept_picture(body: RetakeBody, grid: Grid, mask: Path | None) -> Tensor:
    """[1, 1, F, h, w]: 1 where the picture stays to the bit, 0 where it is made again."""
    made = torch.zeros((grid.frames, grid.height, grid.width))
    made[_made_again(body.span, grid)] = 1.0
    if mask is not None:
        made *= _white(body, grid, mask)
    return (1 - made)[None, None]


def kept_sound(body: RetakeBody, grid: Grid, transformer: object) -> Tensor:
    """[L]: 1 where the sound stays to the bit, 0 where it is made again: under the span, or nowhere."""
    if not body.sound:
        return torch.ones(grid.sound)
    begins, ends = sound_coordinates(transformer, grid, torch.device("cpu"))[0, 0].unbind(-1)
    start, end = float(body.span.start / body.rate), float(body.span.end / body.rate)
    return 1 - ((begins < end) & (ends > start)).float()


def _made_again(span: FrameSpan, grid: Grid) -> list[int]:
    """The latents of which `span` has nearly all frames; of a span too short for that, all that it has a frame of."""
    asked = {}
    for latent in range(grid.frames):
        first, last = _frames_of(latent, grid.stride)
        asked[latent] = Fraction(min(last, span.end) - max(first, span.start), last - first)
    return [one for one, part in asked.items() if part >= _NEARLY] or [one for one, part in asked.items() if part > 0]


def _frames_of(latent: int, stride: int) -> tuple[int, int]:
    """The frames [first, last) that a latent stands for: the first of a chunk for one."""
    return (0, 1) if latent == 0 else (stride * (latent - 1) + 1, stride * latent + 1)


def _white(body: RetakeBody, grid: Grid, mask: Path) -> Tensor:
    """[F, h, w]: 1 where any pixel of any frame of a latent is white in the mask."""
    size = Size(width=grid.width * grid.ratio, height=grid.height * grid.ratio)
    frames = _frames(body, mask, size)
    found = np.zeros((grid.frames, grid.height, grid.width), np.float32)
    for number, luma in enumerate(frames):
        cells = luma.reshape(grid.height, grid.ratio, grid.width, grid.ratio).max(axis=(1, 3)) >= _WHITE
        latent = -(-number // grid.stride)
        found[latent] = np.maximum(found[latent], cells)
    return torch.from_numpy(found)


def _frames(body: RetakeBody, mask: Path, size: Size) -> list[np.ndarray]:
    wanted = body.crop.shown if body.crop else size
    if probe(mask).kind == "image":
        image = on_black(picture(mask, (wanted.width, wanted.height))).convert("L")
        return [still(image, body.crop, size)] * body.frames
    moments = (body.mask_start + number / body.rate for number in range(body.frames))
    shown = (rgb_from_planes(conformed(planes_of(frame, mask.name), wanted)) for frame in playing(mask, moments))
    return [laid(picture, body.crop, size)[..., 1] for picture in shown]
