"""One object of the little world: what it is, where it is at each moment, and how it is laid onto the picture."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from milimo_small import words


@dataclass(frozen=True)
class Chance:
    """The chance that decides `n` clips at a time."""

    n: int
    device: torch.device
    generator: torch.Generator

    def pick(self, choices: int) -> Tensor:
        """[n] whole numbers below `choices`."""
        return torch.randint(0, choices, (self.n,), generator=self.generator, device=self.device)

    def unit(self, *more: int) -> Tensor:
        """[n, *more] numbers from 0 to 1."""
        return torch.rand(self.n, *more, generator=self.generator, device=self.device)

    def table(self, values: object) -> Tensor:
        return torch.tensor(values, device=self.device)


@dataclass(frozen=True)
class Stage:
    """Where each pixel looks: `x` [n, frames, 1, width], `y` [n, frames, height, 1], `seconds` [1, frames].

    `soft` is the width of an edge in frame heights.
    """

    x: Tensor
    y: Tensor
    seconds: Tensor
    soft: float


@dataclass(frozen=True)
class Objects:
    """One object in each of n clips, every field [n]."""

    shape: Tensor
    color: Tensor
    move: Tensor
    size: Tensor
    radius: Tensor
    x: Tensor
    floor: Tensor
    paint: Tensor  # [n, 3]

    def phrases(self) -> list[str]:
        numbers = zip(*(each.tolist() for each in (self.size, self.color, self.shape, self.move)), strict=True)
        return [words.phrase(*each) for each in numbers]


def invent(chance: Chance, *, beside: bool) -> Objects:
    """An object in the middle, or one beside it that mostly stands still."""
    shape, color, move = chance.pick(4), chance.pick(len(words.COLORS)), chance.pick(len(words.MOVES))
    if beside:
        move = torch.where(chance.unit() < 0.6, torch.zeros_like(move), move)
    size = chance.pick(3)
    radius = chance.table(list(words.SIZES.values()))[size]
    side = torch.where(chance.unit() < 0.5, -1.0, 1.0) if beside else None
    near, far = (chance.unit() - 0.5) * 0.5, 0.42 + 0.15 * chance.unit()
    if side is None:
        x = torch.where(move == 1, near - 0.3, torch.where(move == 2, near + 0.3, near))
    else:
        x = side * far
    floor = 0.30 - radius * 0.9 + 0.06 * chance.unit()
    return Objects(shape, color, move, size, radius, x, floor, chance.table(list(words.COLORS.values()))[color])


def draw(picture: Tensor, objects: Objects, stage: Stage, present: Tensor) -> Tensor:
    """`picture` with the objects and their shadows laid on, in the clips where `present` [n] is true."""
    centre_x, centre_y = (each[..., None, None] for each in _path(objects, stage.seconds))
    radius = _radius(objects, stage.seconds)[..., None, None]
    there = present.float()[:, None, None, None]
    dx, dy = stage.x - centre_x, stage.y - centre_y
    x, y = _turned(objects, stage.seconds, dx, dy)
    dark = 1 - 0.35 * there * _shadow(objects, stage, dx, radius)
    light = 1 - 0.35 * ((x + y) / (radius * 2.2)).clamp_(-1, 1)
    cover = (0.5 - _distance(objects, x, y, radius) / stage.soft).clamp_(0, 1) * there
    paint = (objects.paint[:, :, None, None, None] * light[:, None]).clamp_(0, 1)
    return torch.lerp(picture * dark[:, None], paint, cover[:, None])


def _path(objects: Objects, seconds: Tensor) -> tuple[Tensor, Tensor]:
    """Where the centres are, each [n, frames]."""
    move = objects.move[:, None]
    still = torch.zeros_like(seconds)
    bounce = -0.30 * torch.sin(math.pi * ((seconds / 0.6) % 1))
    fall = (-0.45 + 0.32 * seconds).clamp(max=0.0)
    across = {1: 0.45 * seconds, 2: -0.45 * seconds, 9: 0.16 * torch.cos(3 * seconds) - 0.16}
    upright = {3: bounce, 4: -0.26 * seconds, 5: fall, 9: -0.16 * torch.sin(3 * seconds)}
    x, y = (sum((torch.where(move == k, way, still) for k, way in ways.items()), still) for ways in (across, upright))
    return objects.x[:, None] + x, objects.floor[:, None] + y


def _radius(objects: Objects, seconds: Tensor) -> Tensor:
    """[n, frames]"""
    move, same = objects.move[:, None], torch.ones_like(seconds)
    growth = torch.where(move == 7, 0.6 + 0.45 * seconds, torch.where(move == 8, 1.3 / (1 + 0.6 * seconds), same))
    return objects.radius[:, None] * growth


def _turned(objects: Objects, seconds: Tensor, dx: Tensor, dy: Tensor) -> tuple[Tensor, Tensor]:
    angle = torch.where(objects.move[:, None] == 6, 2.6 * seconds, torch.zeros_like(seconds))[..., None, None]
    cos, sin = torch.cos(angle), torch.sin(angle)
    return dx * cos + dy * sin, dy * cos - dx * sin


def _shadow(objects: Objects, stage: Stage, dx: Tensor, radius: Tensor) -> Tensor:
    ground = (objects.floor + objects.radius * 0.95)[:, None, None, None]
    across, deep = dx / (radius * 1.1), (stage.y - ground) / (radius * 0.22 + 1e-3)
    return (2.5 - 2 * torch.sqrt(across**2 + deep**2)).clamp_(0, 1)


def _distance(objects: Objects, x: Tensor, y: Tensor, radius: Tensor) -> Tensor:
    """Signed distance to the outline, negative inside."""
    shape = objects.shape[:, None, None, None]
    length = torch.sqrt(x * x + y * y + 1e-8)
    box = torch.maximum(x.abs(), y.abs()) - radius * 0.86
    cone = torch.maximum(x.abs() * 0.87 - (y + radius) * 0.5, y - radius * 0.85)
    star = length - radius * (0.72 + 0.30 * torch.cos(5 * torch.atan2(x, -y)))
    return torch.where(shape == 0, length - radius, torch.where(shape == 1, box, torch.where(shape == 2, cone, star)))
