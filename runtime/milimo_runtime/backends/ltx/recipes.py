"""How a pass is run: its sigmas, what guides it, and whether noise is added on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from diffusers.guiders import LTX2Guidance
from torch import Tensor

from milimo_runtime.backends.ltx.versions import DISTILLED, REFINING, Strengths, Version


@dataclass(frozen=True)
class Recipe:
    """`sigmas` [steps + 1] of float32, from the first to 0. Guiders combine the passes of a step."""

    sigmas: Tensor
    picture: LTX2Guidance
    sound: LTX2Guidance
    ancestral: bool = False

    @property
    def steps(self) -> int:
        return len(self.sigmas) - 1


def distilled(version: Version, steps: int | None = None) -> Recipe:
    """The first pass of distilled weights: unguided, at the published sigmas (`steps` takes every so manyth)."""
    return Recipe(_ended(_thinned(DISTILLED, steps)), _off(), _off(), version.ancestral)


def refining() -> Recipe:
    """The second pass: unguided, from the middle of the noise, and plain Euler in every version."""
    return Recipe(_ended(REFINING), _off(), _off())


def full(
    version: Version, scheduler: FlowMatchEulerDiscreteScheduler, tokens: int, steps: int | None, words: float | None
) -> Recipe:
    """A guided run of undistilled weights over `tokens` picture tokens; `words` in place of the version's guidance.

    The sigmas are the scheduler's own, bent by how many tokens there are: those of the picture alone, so that a
    keyframe more does not change the run.
    """
    count = steps or version.steps
    own = FlowMatchEulerDiscreteScheduler.from_config(scheduler.config)
    config: Any = own.config
    mu = _shift(tokens, config)
    own.set_timesteps(sigmas=np.linspace(1.0, 1 / count, count), mu=mu)
    picture = version.picture if words is None else _with_words(version.picture, words)
    blocks = None if version.block is None else [version.block]
    return Recipe(own.sigmas.float().cpu(), _guider(picture, blocks), _guider(version.sound, None))


def _with_words(strengths: Strengths, words: float) -> Strengths:
    return Strengths(words, strengths.perturbed, strengths.modality, strengths.rescale)


def _shift(tokens: int, config: Any) -> float:
    few, many = config.get("base_image_seq_len", 1024), config.get("max_image_seq_len", 4096)
    low, high = config.get("base_shift", 0.95), config.get("max_shift", 2.05)
    return float(low + (tokens - few) * (high - low) / (many - few))


def _thinned(sigmas: tuple[float, ...], steps: int | None) -> tuple[float, ...]:
    if steps is None or steps >= len(sigmas):
        return sigmas
    chosen = sorted({round(n * (len(sigmas) - 1) / max(steps - 1, 1)) for n in range(steps)})
    return tuple(sigmas[n] for n in chosen)


def _ended(sigmas: tuple[float, ...]) -> Tensor:
    return torch.tensor([*sigmas, 0.0], dtype=torch.float32)


def _guider(strengths: Strengths, blocks: list[int] | None) -> LTX2Guidance:
    return LTX2Guidance(
        guidance_scale=strengths.words,
        stg_scale=strengths.perturbed,
        modality_scale=strengths.modality,
        guidance_rescale=strengths.rescale,
        spatio_temporal_guidance_blocks=blocks,
    )


def _off() -> LTX2Guidance:
    return _guider(Strengths(1.0), None)
