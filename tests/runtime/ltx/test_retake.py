"""Part of a chunk made again: what lies outside stays to the bit, in picture and sound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from milimo_lang.ir.bodies import RetakeBody
from milimo_lang.ir.values import FrameSpan
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.grid import Grid
from milimo_runtime.backends.ltx.handoff import Taken
from milimo_runtime.backends.ltx.latents import AudioLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.retake import begun, kept_picture, kept_sound
from milimo_runtime.backends.ltx.tokens import Given
from tests.runtime.ltx.models import FRAMES, RATE, SIZE, grid, made
from tests.tiny import material


def body(start: int, frames: int, **more: Any) -> RetakeBody:
    span = FrameSpan(start=start, frames=frames)
    return RetakeBody(family="ltx-2", size=SIZE, rate=RATE, frames=FRAMES, span=span, seed=7, **more)


def again(model: Model, before: Made, one: RetakeBody, mask: Path | None = None) -> Made:
    here = grid(model)
    given = Given(
        start=before,
        kept=kept_picture(one, here, mask),
        kept_sound=kept_sound(one, here, model.component("transformer")),
    )
    return made(model, given, one.seed)


@pytest.mark.parametrize(
    ("start", "frames", "latents"),
    [(0, 1, [0]), (0, 7, [0, 1]), (1, 8, [1]), (3, 6, [1]), (1, 13, [1]), (9, 8, [2]), (0, 15, [0, 1, 2])],
)
def test_the_latents_that_are_asked_for_nearly_whole_are_made_again(
    model: Model, start: int, frames: int, latents: list[int]
) -> None:
    kept = kept_picture(body(start, frames), grid(model), None)
    assert kept.shape == (1, 1, 3, 2, 3)
    assert [n for n in range(3) if not kept[0, 0, n].any()] == latents
    assert all(kept[0, 0, n].all() for n in range(3) if n not in latents)


@pytest.mark.parametrize(("start", "frames", "latents"), [(8, 1, [1]), (8, 2, [1, 2]), (6, 5, [1, 2]), (2, 4, [1])])
def test_what_is_too_short_for_that_is_made_again_all_the_same(
    model: Model, start: int, frames: int, latents: list[int]
) -> None:
    kept = kept_picture(body(start, frames), grid(model), None)
    assert [n for n in range(3) if not kept[0, 0, n].any()] == latents


def test_at_each_end_two_new_frames_are_cut_at_most_or_five_lead_and_none_where_it_lies_between_latents() -> None:
    """Of every part of a chunk that is long enough for a whole latent."""
    here = Grid(5, 1, 1, 34, 8, 32, RATE, Fraction(25))
    latents = [(0, 1), (1, 9), (9, 17), (17, 25), (25, 33)]
    for start in range(33):
        for end in range(start + 14, 34):
            one = body(start, end - start).model_copy(update={"frames": 33})
            kept = kept_picture(one, here, None).flatten()
            new = {frame for n, span in enumerate(latents) if not kept[n] for frame in range(*span)}
            for frames, edge in ((range(start), start), (range(end, 33), end)):
                cut = len(new.intersection(frames))
                assert cut <= (0 if edge in (0, 1, 9, 17, 25, 33) else 2)
            asked = set(range(start, end))
            assert max(sum(frame < min(new) for frame in asked), sum(frame > max(new) for frame in asked)) <= 5
            assert {frame for frame in asked - new if min(new) < frame < max(new)} == set()
            if {start, end} <= {0, 1, 9, 17, 25, 33}:
                assert new == asked


def test_outside_stays_to_the_bit(model: Model) -> None:
    before = made(model)
    after = again(model, before, body(4, 4))
    assert before.audio is not None
    assert after.audio is not None
    for n in (0, 2):
        assert torch.equal(after.video.values[:, :, n], before.video.values[:, :, n])
    assert (after.video.values[:, :, 1] - before.video.values[:, :, 1]).abs().mean() > 0.1
    same = (after.audio.values == before.audio.values).all(-1)[0]
    sounded = [n for n in range(18) if not same[n]]
    assert sounded == [*range(sounded[0], sounded[-1] + 1)]
    assert sounded[0] / 25 < 4 / 24 < (sounded[0] + 1) / 25 + 0.04
    assert sounded[-1] / 25 - 0.04 < 8 / 24 <= (sounded[-1] + 1) / 25


def test_after_a_chunk_that_was_made_again_a_part_begins_with_what_that_ends_with(model: Model) -> None:
    before, other = made(model), made(model, seed=11)
    assert before.audio is not None
    assert other.audio is not None
    head = Taken(other.video.cut(1, 2), AudioLatents(other.audio.values[:, 3:9]))
    after = again(model, begun(before, head), body(9, 8))
    assert after.audio is not None
    assert torch.equal(after.video.values[:, :, :2], other.video.values[:, :, 1:3])
    assert torch.equal(after.audio.values[:, :6], other.audio.values[:, 3:9])
    alone = again(model, before, body(9, 8))
    assert not torch.equal(after.video.values[:, :, 2], alone.video.values[:, :, 2])


def test_a_sound_that_is_not_to_change_does_not(model: Model) -> None:
    before = made(model)
    after = again(model, before, body(4, 4, sound=False))
    assert before.audio is not None
    assert after.audio is not None
    assert torch.equal(after.audio.values, before.audio.values)
    assert not torch.equal(after.video.values, before.video.values)


def test_the_same_again_is_the_same_and_another_seed_is_not(model: Model) -> None:
    before = made(model)
    first, second = (again(model, before, body(1, 8)) for _ in range(2))
    assert torch.equal(first.video.values, second.video.values)
    other = again(model, before, body(1, 8).model_copy(update={"seed": 8}))
    assert not torch.equal(first.video.values, other.video.values)


def test_only_where_the_mask_is_white(model: Model, tmp_path: Path) -> None:
    mask = tmp_path / "mask.png"
    pixels = np.zeros((64, 96), np.uint8)
    pixels[40, 70] = 255
    Image.fromarray(pixels).save(mask)
    one = body(1, 8, masked=True, sound=False)
    kept = kept_picture(one, grid(model), mask)
    assert kept.sum() == 17
    assert kept[0, 0, 1, 1, 2] == 0
    before = made(model)
    after = again(model, before, one, mask)
    same = (after.video.values == before.video.values).all(1)[0]
    assert torch.equal(same, kept[0, 0] == 1)


def test_a_film_as_a_mask_keeps_time_with_the_chunk(model: Model, tmp_path: Path) -> None:
    """A white bar goes from left to right in 25 frames, over three columns of latents."""
    film = material.film(tmp_path / "m.mp4", 25)
    seen = []
    for start in (0, 16):
        one = body(0, 17, masked=True, mask_start=f"{start}/24")
        made_again = 1 - kept_picture(one, grid(model), film)[0, 0, :, 0]
        seen.append([[n for n in range(3) if latent[n]] for latent in made_again])
    assert seen[0][0] == [0]
    assert seen[0][2] in ([1, 2], [1])
    assert seen[1][0] == [1] or seen[1][0] == [1, 2]
    assert seen[1][2] == [2]
