"""A first stage of every second frame: when its frames are, what it hands over, and what becomes of it in latents."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch

from milimo_lang.ir.bodies import Handoff
from milimo_runtime.backends.ltx.conditions import encode
from milimo_runtime.backends.ltx.denoise import Pass, denoise
from milimo_runtime.backends.ltx.files import Held, Made
from milimo_runtime.backends.ltx.grid import Grid, grid_of, video_coordinates
from milimo_runtime.backends.ltx.handoff import sound_from, taken
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.recipes import distilled, refining
from milimo_runtime.backends.ltx.tokens import Given, video_tokens
from milimo_runtime.backends.ltx.upsample import upsample
from milimo_runtime.media.chunks import read_frames, write_chunk
from tests.runtime.ltx import library
from tests.runtime.ltx.models import CPU, SIZE, words

RATE, FRAMES = Fraction(50), 33
PICTURE = VideoLatents(torch.randn(1, 8, 1, 2, 3, generator=torch.Generator().manual_seed(1)))


def on(model: Model, every: int, frames: int = FRAMES) -> Grid:
    return grid_of(model.component("transformer"), SIZE, frames, RATE, every)


def test_it_has_half_the_latents_over_the_same_time_and_all_of_the_sound(model: Model) -> None:
    half, whole = on(model, 2), on(model, 1)
    assert (half.frames, whole.frames, half.sound) == (3, 5, whole.sound)
    times = [video_coordinates(model.component("transformer"), one, CPU)[0, 0] for one in (half, whole)]
    assert times[0][-1, 1] == pytest.approx(float((FRAMES + 1) / RATE))
    assert times[1][-1, 1] == pytest.approx(float(FRAMES / RATE))


@pytest.mark.parametrize("rate", [24, 25, 48, 50, 60, Fraction(60000, 1001)])
def test_the_sound_of_both_stages_is_one_at_every_rate_and_length(model: Model, rate: Fraction) -> None:
    transformer = model.component("transformer")
    for k in range(1, 32):
        half, whole = (grid_of(transformer, SIZE, 16 * k + 1, Fraction(rate), every) for every in (2, 1))
        assert half.sound == whole.sound


@pytest.mark.parametrize("frame", [1, 2, 7, 16, 31])
def test_a_picture_is_met_at_its_frame_be_it_made_in_the_first_stage_or_between(model: Model, frame: int) -> None:
    laid = video_tokens(
        model.component("transformer"), on(model, 2), Given(held=[Held(PICTURE, frame, 1.0)]), 1, 1.0, CPU
    )
    begins, ends = laid.coords[0, 0, laid.base :].unbind(-1)
    assert torch.allclose(begins, torch.tensor(float(frame / RATE)))
    assert torch.allclose(ends - begins, torch.tensor(float(2 / RATE)))


def test_what_is_handed_over_comes_out_of_both_stages_to_the_bit_and_means_the_same(model: Model) -> None:
    """Of a chunk of 33 frames the last 17: 2 latents of the first stage, 3 of the second."""
    transformer = model.component("transformer")
    for every, recipe, first, count in ((2, distilled(model.version, 2), 1, 2), (1, refining(), 2, 3)):
        here = on(model, every)
        before = denoise(transformer, model.version, Pass(recipe, here, 1), words(model), Given())
        handoff = Handoff(mode="latent", first=first, count=count)
        head = taken(model, handoff, before, None, SIZE, here)
        assert head.picture is not None
        assert head.sound is not None
        given = Given(handed=head.picture, sound=head.sound)
        after = denoise(transformer, model.version, Pass(recipe, here, 2), words(model), given)
        assert after.audio is not None
        assert torch.equal(after.video.values[:, :, :count], before.video.values[:, :, first:])
        assert torch.equal(after.audio.values[:, : head.sound.length], head.sound.values)
        numbered = sound_from(AudioLatents(torch.arange(16.0).view(1, 16, 1)), handoff, here)
        assert numbered is not None
        assert numbered.values.flatten().tolist() == [*range(8, 16)]


def test_doubled_latents_are_the_library_s_and_the_sound_goes_on_as_it_is(model: Model) -> None:
    here = on(model, 2)
    made = denoise(
        model.component("transformer"), model.version, Pass(distilled(model.version, 2), here, 1), words(model), Given()
    )
    doubled = upsample(model, made, Fraction(1), 2)
    assert torch.allclose(doubled.video.values, library.upsampled(model, made.video, "temporal_upsampler"), atol=1e-4)
    assert doubled.audio is not None
    assert made.audio is not None
    assert torch.equal(doubled.audio.values, made.audio.values)
    whole = upsample(model, made, Fraction(2), 2)
    assert whole.video.values.shape == (1, 8, on(model, 1).frames, 2 * here.height, 2 * here.width)
    refined = denoise(
        model.component("transformer"),
        model.version,
        Pass(refining(), replace(on(model, 1), height=2 * here.height, width=2 * here.width), 1),
        words(model),
        Given(start=whole),
    )
    assert refined.video.values.shape == whole.video.values.shape


@pytest.mark.parametrize("version", ["2.3"])
def test_of_frames_that_are_encoded_anew_a_first_stage_takes_every_second(model: Model, tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (FRAMES, SIZE.height, SIZE.width, 3), np.uint8)
    film, here = tmp_path / "chunk", on(model, 2)
    write_chunk(film, pixels, SIZE, RATE)
    before = Made(VideoLatents(torch.randn(1, 8, 3, 2, 3)), None)
    shown = encode(model, read_frames(film, 16, 17, SIZE)[::2])
    frames, hybrid = (
        taken(model, Handoff(mode=mode, first=1, count=2), before, film, SIZE, here).picture
        for mode in ("frames", "hybrid")
    )
    assert frames is not None
    assert hybrid is not None
    assert torch.equal(frames.values, shown.values)
    assert torch.allclose(hybrid.values[:, :, :1], shown.values[:, :, :1], atol=2e-5)
    assert torch.equal(hybrid.values[:, :, 1:], before.video.values[:, :, 2:])
