"""AdaIN: what comes after what was handed over takes the colours and contrast of the chunk before."""

from __future__ import annotations

import torch

from milimo_runtime.backends.ltx.drift import held
from milimo_runtime.backends.ltx.latents import VideoLatents

HANDED = 4


def latents(frames: int, mean: float, deviation: float, seed: int = 1) -> VideoLatents:
    drawn = torch.randn((1, 8, frames, 6, 10), generator=torch.Generator().manual_seed(seed))
    return VideoLatents(drawn * deviation + mean)


BEFORE, MADE = latents(12, 0.5, 1.0), latents(40, 0.8, 1.4, seed=2)


def test_without_it_nothing_changes() -> None:
    assert held(MADE, BEFORE, HANDED, 0.0) is MADE


def test_what_was_handed_over_stays_to_the_bit() -> None:
    after = held(MADE, BEFORE, HANDED, 1.0)
    assert torch.equal(after.cut(0, HANDED).values, MADE.cut(0, HANDED).values)
    assert not torch.equal(after.values, MADE.values)


def test_wholly_what_is_new_has_the_statistics_of_the_chunk_before() -> None:
    new = held(MADE, BEFORE, HANDED, 1.0).cut(2 * HANDED, 32).values
    torch.testing.assert_close(new.mean(), BEFORE.values.mean(), atol=0.02, rtol=0)
    torch.testing.assert_close(new.std(), BEFORE.values.std(), atol=0.02, rtol=0)


def test_half_of_it_goes_half_of_the_way() -> None:
    half, whole = (held(MADE, BEFORE, HANDED, factor).values for factor in (0.5, 1.0))
    torch.testing.assert_close(half, (MADE.values + whole) / 2)


def test_it_comes_little_by_little() -> None:
    changed = (held(MADE, BEFORE, HANDED, 1.0).values - MADE.values).abs().mean(dim=(0, 1, 3, 4))[HANDED:]
    assert changed[0] < changed[1] < changed[2] < changed[3]
    assert changed[3] < 4.5 * changed[0]


def test_a_flat_channel_stays_flat() -> None:
    after = held(VideoLatents(torch.full((1, 8, 12, 6, 10), 0.8)), BEFORE, HANDED, 1.0).values
    assert after.std(dim=(3, 4)).max() < 1e-6
    torch.testing.assert_close(after[:, :, -1].mean(dim=(2, 3)), BEFORE.values.mean(dim=(2, 3, 4)))
