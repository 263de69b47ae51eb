"""How a pass is run: its sigmas, what guides it, and whether noise is added on the way."""

from __future__ import annotations

from dataclasses import dataclass

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
    version: Version, scheduler: FlowMatchEulerDiscreteScheduler, steps: int | None, words: float | None
) -> Recipe:
    """A guided run of undistilled weights; `words` in place of the version's guidance.

    The sigmas are the scheduler's own, bent as for its `max_image_seq_len` tokens, of whatever size the picture is: so
    Lightricks' pipelines run the weights. The library bends them on with every token, and with 14,080 (1280x704) three
    quarters of the steps would be spent above a sigma of 0.9, not two fifths.
    """
    count = steps or version.steps
    own = FlowMatchEulerDiscreteScheduler.from_config(scheduler.config)
    own.set_timesteps(sigmas=np.linspace(1.0, 1 / count, count), mu=own.config.get("max_shift", 2.05))
    picture = version.picture if words is None else _with_words(version.picture, words)
    blocks = None if version.block is None else [version.block]
    return Recipe(own.sigmas.float().cpu(), _guider(picture, blocks), _guider(version.sound, None))


def _with_words(strengths: Strengths, words: float) -> Strengths:
    return Strengths(words, strengths.perturbed, strengths.modality, strengths.rescale)


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
