"""Decoding in the tiles of a cut: one after the other, laid over each other where they overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from milimo_runtime.backends.ltx.cuts import Cut

Decode = Callable[[Tensor], Tensor]


def decoded(decode: Decode, latents: Tensor, plan: Cut, stride: int, ratio: int) -> Iterator[Tensor]:
    """The frames of `latents` [1, C, F, h, w] in order, as tensors [3, n, H, W] that follow on each other.

    `decode` makes stride (F - 1) + 1 frames, `ratio` times as high and wide, of latents. Only one tile, and the frames
    of one stretch of time, are held at a time.
    """
    kept: Tensor | None = None
    for number, (first, last) in enumerate(plan.time):
        frames = _stretch(decode, latents[:, :, first:last], plan, ratio)
        if kept is not None:
            frames = _blended(kept, frames, kept.shape[1], 1)
        later = plan.time[number + 1][0] if number + 1 < len(plan.time) else None
        # A tile's frame k is frame stride * first + k of the whole; the next tile's first is stride * later.
        ready = frames.shape[1] if later is None else stride * (later - first)
        yield frames[:, :ready]
        kept = frames[:, ready:].clone()


def _stretch(decode: Decode, latents: Tensor, plan: Cut, ratio: int) -> Tensor:
    """The frames [3, n, H, W] of a stretch of time."""
    whole: Tensor | None = None
    for top, bottom in plan.rows:
        row: Tensor | None = None
        for left, right in plan.columns:
            tile = decode(latents[..., top:bottom, left:right])[0]
            row = tile if row is None else _laid(row, tile, left * ratio, 3)
        assert row is not None
        whole = row if whole is None else _laid(whole, row, top * ratio, 2)
    assert whole is not None
    return whole


def _laid(before: Tensor, after: Tensor, at: int, axis: int) -> Tensor:
    """`after` laid on `before` from `at` on along `axis`."""
    over = before.shape[axis] - at
    head = before.narrow(axis, 0, at)
    return torch.cat([head, _blended(before.narrow(axis, at, over), after, over, axis)], axis)


def _blended(before: Tensor, after: Tensor, over: int, axis: int) -> Tensor:
    """`after`, whose first `over` along `axis` go over from `before`, in even steps."""
    shape = [1] * after.ndim
    shape[axis] = over
    weight = (torch.arange(1, over + 1, device=after.device, dtype=torch.float32) / (over + 1)).view(shape)
    mixed = before.float() * (1 - weight) + after.narrow(axis, 0, over).float() * weight
    rest = after.narrow(axis, over, after.shape[axis] - over)
    return torch.cat([mixed.to(after.dtype), rest], axis)
