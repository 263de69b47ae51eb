"""The weights a training moves, in full precision beside the working ones, and their running average, which is kept."""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn


class Learner:
    """AdamW over float32 copies of the weights of `model`, which itself may work in bfloat16.

    The average follows with a decay that grows to `longest`. Weights that get no gradient are left out of it all.
    """

    def __init__(self, model: nn.Module, *, betas: tuple[float, float], decay: float, longest: float) -> None:
        self.model, self.longest, self.steps = model, longest, 0
        self._betas, self._decay = betas, decay
        self._working: list[Tensor] = []
        self._weights: list[Tensor] = []
        self._average: list[Tensor] = []
        self._optimiser: torch.optim.AdamW | None = None

    def step(self, rate: float) -> None:
        """Takes the gradients of `model` for one step at this rate, no longer than a norm of 1, and clears them."""
        if self._optimiser is None:
            self._optimiser = self._begin()
        gradients = [_gradient(each) for each in self._weights]
        torch._foreach_copy_(gradients, [_gradient(each) for each in self._working])
        torch.nn.utils.clip_grad_norm_(self._weights, 1.0)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        self._optimiser.step()
        self.steps += 1
        decay = min(self.longest, (self.steps + 1) / (self.steps + 100))
        with torch.no_grad():
            torch._foreach_lerp_(self._average, self._weights, 1 - decay)
            torch._foreach_copy_(self._working, self._weights)
        self.forget()

    def forget(self) -> None:
        """Clears the gradients."""
        for each in self.model.parameters():
            each.grad = None

    def averaged(self, dtype: torch.dtype) -> nn.Module:
        """A copy of the model with the average as its weights."""
        held = {id(working): average for working, average in zip(self._working, self._average, strict=True)}
        finished = copy.deepcopy(self.model).requires_grad_(False).eval()
        cast(finished, dtype)
        with torch.no_grad():
            for target, source in zip(finished.parameters(), self.model.parameters(), strict=True):
                target.copy_(held.get(id(source), source))
        return finished

    def _begin(self) -> torch.optim.AdamW:
        self._working = [each for each in self.model.parameters() if each.grad is not None]
        self._weights = [each.detach().float().clone() for each in self._working]
        self._average = [each.clone() for each in self._weights]
        for each in self._weights:
            each.grad = torch.zeros_like(each)
        fused = self._weights[0].is_cuda
        return torch.optim.AdamW(self._weights, betas=self._betas, weight_decay=self._decay, fused=fused)


def _gradient(weights: Tensor) -> Tensor:
    assert weights.grad is not None
    return weights.grad


def working_type(device: torch.device) -> torch.dtype:
    """bfloat16 on a GPU; float32 on a CPU, where bfloat16 is slow."""
    return torch.bfloat16 if device.type == "cuda" else torch.float32


def cast(model: nn.Module, dtype: torch.dtype) -> None:
    """Casts the weights alone: tables a model computes for itself, as of positions, stay in full precision."""
    for each in model.parameters():
        each.data = each.data.to(dtype)


def compiled(blocks: Sequence[nn.Module]) -> None:
    """Lets torch compile the blocks at their next call, for all shapes at once."""
    torch._dynamo.config.recompile_limit = 64
    for block in blocks:
        block.compile(dynamic=True)


def uncompiled(blocks: Sequence[nn.Module]) -> None:
    for block in blocks:
        block._compiled_call_impl = None
    torch._dynamo.reset()
