"""A tiny model as milimo finds one, run as the environment asks."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import torch

from milimo_lang.ir.values import Size
from milimo_runtime.backends.ltx.denoise import Pass, Step, denoise
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.grid import grid_of
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.options import options
from milimo_runtime.backends.ltx.recipes import refining
from milimo_runtime.backends.ltx.tokens import Given
from milimo_runtime.weights.locate import locate
from tests.runtime.ltx.models import FAMILIES, words
from tests.tiny.ltx import Version


def put(folder: Path, shelf: Path, version: Version, monkeypatch: pytest.MonkeyPatch) -> str:
    """The family under which the model in `folder` is found from now on, on a processor."""
    shelf.mkdir(exist_ok=True)
    (shelf / FAMILIES[version]).symlink_to(folder)
    monkeypatch.setenv("MILIMO_MODELS", str(shelf))
    monkeypatch.setenv("MILIMO_DEVICE", "cpu")
    return FAMILIES[version]


def model_on(family: str, **asked: str) -> Model:
    """The model of `family` under the options that are asked for: `offload="group"` is MILIMO_OFFLOAD=group."""
    environment = {f"MILIMO_{name.upper()}": value for name, value in asked.items()}
    return Model(locate(family), options({"MILIMO_DEVICE": "cpu", **environment}))


def a_pass(model: Model, on_step: Step | None = None) -> Made:
    """What three steps make of a few words: 9 frames of 64x96."""
    transformer = model.component("transformer")
    grid = grid_of(transformer, Size(width=96, height=64), 9, Fraction(24))
    return denoise(transformer, model.version, Pass(refining(), grid, 5), words(model), Given(), on_step)


def latents(frames: int = 2, height: int = 2, width: int = 3) -> Made:
    """Latents of a tiny model out of noise."""
    generator = torch.Generator().manual_seed(1)
    video = torch.randn((1, 8, frames, height, width), generator=generator)
    return Made(VideoLatents(video), AudioLatents(torch.randn((1, 9, 8), generator=generator)))
