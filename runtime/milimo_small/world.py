"""An endless supply of clips of a little world, each with its sentence: coloured solids move while a camera moves.

Drawn on the device with signed distances. Coordinates are frame heights: (0, 0) is the middle of the frame, y grows
downwards. A field is a tensor that broadcasts to [clips, frames, height, width]; a picture is
[clips, 3, frames, height, width], from 0 to 1.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from milimo_small import words
from milimo_small.objects import Chance, Stage, draw, invent

FPS = 24.0
HORIZON = 0.14


def clips(
    n: int, frames: int, height: int, width: int, device: torch.device | str, generator: torch.Generator
) -> tuple[Tensor, list[str]]:
    """`n` clips [n, 3, frames, height, width] from -1 to 1 at 24 frames a second, and their sentences."""
    chance = Chance(n, torch.device(device), generator)
    place, camera = chance.pick(len(words.PLACES)), chance.pick(len(words.CAMERAS))
    pair = chance.unit() < 0.4
    stage = _stage(camera, frames, height, width, chance.device)
    palette = chance.table(list(words.PLACES.values()))[place]
    picture = _posts(_land(stage, palette), stage, palette[:, 2] * 0.55, chance)
    second, first = invent(chance, beside=True), invent(chance, beside=False)
    picture = draw(picture, second, stage, pair)
    picture = draw(picture, first, stage, torch.ones_like(pair))
    told = zip(first.phrases(), second.phrases(), pair.tolist(), place.tolist(), camera.tolist(), strict=True)
    sentences = [words.sentence([one, two] if both else [one], at, by) for one, two, both, at, by in told]
    return picture.clamp_(0, 1).mul_(2).sub_(1), sentences


def _stage(camera: Tensor, frames: int, height: int, width: int, device: torch.device) -> Stage:
    """Where every pixel looks: a pan moves the world's x, a push or pull scales it."""
    seconds = torch.arange(frames, device=device).float()[None] / FPS
    direction = torch.where(camera == 1, -1.0, torch.where(camera == 2, 1.0, 0.0))[:, None]
    ratio = 1 + 0.28 * seconds
    camera = camera[:, None]
    zoom = torch.where(camera == 3, ratio, torch.where(camera == 4, 1 / ratio, torch.ones_like(ratio)))
    across = torch.linspace(-0.5, 0.5, width, device=device) * (width / height)
    down = torch.linspace(-0.5, 0.5, height, device=device)[:, None]
    x = across / zoom[..., None, None] + (direction * seconds * 0.32)[..., None, None]
    return Stage(x, down / zoom[..., None, None], seconds, 1.1 / height)


def _land(stage: Stage, palette: Tensor) -> Tensor:
    """Sky and ground; both depend on the height alone, so they are painted one column wide."""
    top, low, ground = (palette[:, i, :, None, None, None] for i in range(3))
    y = stage.y[:, None]
    fade = ((y + 0.5) / (0.5 + HORIZON)).clamp(0, 1)
    shade = 1 - 0.25 * ((y - HORIZON) / (0.5 - HORIZON)).clamp(0, 1)
    below = ((y - HORIZON) / stage.soft).clamp(0, 1)
    column = (top * (1 - fade) + low * fade) * (1 - below) + ground * shade * below
    return column.expand(*column.shape[:4], stage.x.shape[3])


@dataclass(frozen=True)
class _Post:
    x: Tensor
    height: Tensor
    width: Tensor


def _posts(picture: Tensor, stage: Stage, color: Tensor, chance: Chance) -> Tensor:
    """Five posts on the horizon, by which a moving camera is read; all have one colour, so they are laid on at once."""
    x, height, width = (chance.unit(5) - 0.5) * 3.2, 0.06 + 0.16 * chance.unit(5), 0.012 + 0.03 * chance.unit(5)
    clear: Tensor | None = None
    for k in range(5):
        post = _Post(*(each[:, k, None, None, None] for each in (x, height, width)))
        free = 1 - _covered(post, stage)
        clear = free if clear is None else clear.mul_(free)
    assert clear is not None
    color = color[:, :, None, None, None]
    return torch.lerp(color.expand_as(picture), picture, clear[:, None])


def _covered(post: _Post, stage: Stage) -> Tensor:
    half = post.height / 2
    beside, above = (stage.x - post.x).abs() - post.width, (stage.y - HORIZON + half).abs() - half
    return (0.5 - torch.maximum(beside, above) / stage.soft).clamp_(0, 1)
