"""How strongly tokens attend to each other where not all see all: references followed in part, and kept apart."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

_NONE = -10_000.0
"""What is added where nothing is to be seen, as the library does."""


def attention_weights(base: int, plain: int, groups: Sequence[tuple[int, float]], device: torch.device) -> Tensor:
    """[1, S, S] of 0 to 1: `base` generated tokens, then keyframes up to `plain`, then references.

    Each of the `groups` (tokens, strength) sees itself, and the generated ones as strongly as they see it; neither
    another group nor a keyframe.
    """
    total = plain + sum(count for count, _ in groups)
    weights = torch.zeros((1, total, total), device=device)
    weights[:, :plain, :plain] = 1.0
    first = plain
    for count, strength in groups:
        last = first + count
        weights[:, :base, first:last] = strength
        weights[:, first:last, :base] = strength
        weights[:, first:last, first:last] = 1.0
        first = last
    return weights


class Mask:
    """Weights in the form of the transformer's mask, of which it computes `(1 - mask) * -10000`.

    That is right for 0 and 1 alone: at a weight of 0.99 nothing is seen any more. A token is attended to by the
    weight's part where its *logarithm* is added, as Lightricks' own code does, so that is what this comes to. It is
    the same memory for all `heads`: the library would repeat it for each.
    """

    def __init__(self, weights: Tensor, heads: int, dtype: torch.dtype) -> None:
        added = weights.log().clamp(min=_NONE).to(dtype)
        self._added = added.expand(heads, *added.shape[1:])

    def to(self, _: torch.dtype) -> Mask:
        return self

    def __rsub__(self, _: float) -> Mask:
        return self

    def __mul__(self, _: float) -> Tensor:
        return self._added
