"""The step after the transformer: whatever lies on a token, a right prediction leads to what is right."""

from __future__ import annotations

import itertools

import pytest
import torch
from torch import Tensor

from milimo_runtime.backends.ltx.denoise import Noises, stepped
from milimo_runtime.backends.ltx.recipes import distilled, refining
from milimo_runtime.backends.ltx.tokens import Tokens
from milimo_runtime.backends.ltx.versions import VERSIONS

STRENGTHS = torch.tensor([0.0, 0.1, 0.5, 0.9, 1.0]).view(1, 5, 1)


def run(sigmas: list[float], clean: Tensor, *, ancestral: bool) -> list[Tensor]:
    """Every state of a pass whose velocity is always right: from what lies on the tokens to what is under it.

    The library predicts x0 = x - velocity * sigma with one sigma for all of them.
    """
    level = (1 - STRENGTHS) * sigmas[0]
    x = clean * (1 - level) + torch.randn(clean.shape) * level
    tokens = Tokens(x, clean, STRENGTHS, torch.zeros(1), 5)
    noises = Noises(torch.Generator().manual_seed(1), torch.Generator()) if ancestral else None
    states = [x]
    for now, after in itertools.pairwise(sigmas):
        level = (1 - STRENGTHS) * now
        velocity = torch.where(level > 0, (x - clean) / level.clamp(min=1e-9), torch.zeros(()))
        x = stepped(x, x - velocity * now, tokens, now, after, noises)
        states.append(x)
    return states


@pytest.mark.parametrize("ancestral", [False, True])
def test_a_right_prediction_ends_at_what_is_right_however_strongly_it_was_given(ancestral: bool) -> None:
    clean = torch.randn(1, 5, 8, generator=torch.Generator().manual_seed(2))
    for recipe in (distilled(VERSIONS["2.5"]), refining()):
        states = run(recipe.sigmas.tolist(), clean, ancestral=ancestral)
        assert torch.allclose(states[-1], clean, atol=1e-4)


@pytest.mark.parametrize("ancestral", [False, True])
def test_on_the_way_each_token_has_its_part_of_the_noise(ancestral: bool) -> None:
    sigmas = distilled(VERSIONS["2.5"]).sigmas.tolist()
    clean = torch.zeros(1, 5, 40_000)
    for sigma, state in zip(sigmas, run(sigmas, clean, ancestral=ancestral), strict=True):
        assert torch.allclose(state.std(-1), (1 - STRENGTHS[..., 0]) * sigma, atol=0.02)


def test_what_is_wholly_given_is_the_same_to_the_bit_after_every_ancestral_step() -> None:
    clean = torch.randn(1, 5, 400, generator=torch.Generator().manual_seed(2))
    for state in run(distilled(VERSIONS["2.5"]).sigmas.tolist()[:-1], clean, ancestral=True):
        assert torch.equal(state[:, 4], clean[:, 4])


def test_the_noise_of_an_ancestral_step_is_drawn_for_all_and_from_its_own_generator() -> None:
    torch.manual_seed(3)
    first = run([1.0, 0.9, 0.4], torch.zeros(1, 5, 8), ancestral=True)[-1]
    torch.manual_seed(3)
    assert torch.equal(run([1.0, 0.9, 0.4], torch.zeros(1, 5, 8), ancestral=True)[-1], first)
