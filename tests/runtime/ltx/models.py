"""A tiny model's components, loaded by the real loaders, and a pass over them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import torch

from milimo_lang.ir.values import Size
from milimo_runtime.backends.ltx.denoise import Pass, denoise
from milimo_runtime.backends.ltx.files import Encoded, Made
from milimo_runtime.backends.ltx.grid import Grid, grid_of
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.options import options
from milimo_runtime.backends.ltx.recipes import distilled
from milimo_runtime.backends.ltx.tokens import Given
from milimo_runtime.weights import locate
from tests.tiny.ltx import Version

FAMILIES: dict[Version, str] = {"2.0": "ltx-2", "2.3": "ltx-2.3", "2.5": "ltx-2.5"}
SIZE, RATE, FRAMES = Size(width=96, height=64), Fraction(24), 17
CPU = torch.device("cpu")


def model_of(folder: Path, version: Version, shelf: Path, monkeypatch: Any) -> Model:
    """The tiny model in `folder`, found on a `shelf` of its own."""
    shelf.mkdir(exist_ok=True)
    (shelf / FAMILIES[version]).symlink_to(folder)
    monkeypatch.setenv("MILIMO_MODELS", str(shelf))
    return Model(locate(FAMILIES[version]), options({"MILIMO_DEVICE": "cpu"}))


def grid(model: Model, frames: int = FRAMES, size: Size = SIZE) -> Grid:
    return grid_of(model.component("transformer"), size, frames, RATE)


def words(model: Model, seed: int = 0) -> Encoded:
    """A prompt as connectors make one: of the widths the transformer reads."""
    config = model.component("transformer").config
    drawn = torch.Generator().manual_seed(seed)
    wide = config.cross_attention_dim if model.version.name != "2.0" else config.caption_channels
    narrow = config.audio_cross_attention_dim if model.version.name != "2.0" else config.caption_channels
    return Encoded(
        torch.randn(1, 16, wide, generator=drawn), torch.randn(1, 16, narrow, generator=drawn), torch.ones(1, 16)
    )


def made(model: Model, given: Given = Given(), seed: int = 1, steps: int = 2) -> Made:
    """A chunk of `FRAMES` frames, in few steps."""
    run = Pass(distilled(model.version, steps), grid(model), seed)
    return denoise(model.component("transformer"), model.version, run, words(model), given)
