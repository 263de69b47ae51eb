"""One chunk goes on where another ended: its head is what was handed over, to the bit, in both stages."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch

from milimo_lang.ir.bodies import Handoff
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.conditions import encode
from milimo_runtime.backends.ltx.decode import pictures
from milimo_runtime.backends.ltx.denoise import Pass, denoise
from milimo_runtime.backends.ltx.files import Made
from milimo_runtime.backends.ltx.grid import Grid, grid_of
from milimo_runtime.backends.ltx.handoff import shown_by, sound_from, taken
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.recipes import Recipe, distilled, refining
from milimo_runtime.backends.ltx.tokens import Given
from milimo_runtime.media.chunks import read_frames, write_chunk
from tests.runtime.ltx.models import FRAMES, RATE, SIZE, grid, words

MODES = ("latent", "hybrid", "frames", "image")
LARGE = Size(width=2 * SIZE.width, height=2 * SIZE.height)


def passed(model: Model, recipe: Recipe, given: Given, size: Size = SIZE) -> Made:
    here = grid_of(model.component("transformer"), size, FRAMES, RATE)
    return denoise(model.component("transformer"), model.version, Pass(recipe, here, 1), words(model), given)


def filmed(model: Model, folder: Path, size: Size = SIZE) -> tuple[Made, Path]:
    """A chunk, and its frames as they are stored; where the pass is at half size they are twice as large."""
    made = passed(model, distilled(model.version, 2), Given())
    whole = passed(model, distilled(model.version, 2), Given(), LARGE) if size != SIZE else made
    write_chunk(folder / "chunk", pictures(model, whole, pytest.fail).numpy(), size, RATE)
    return made, folder / "chunk"


def handoff(mode: str) -> Handoff:
    if mode == "image":
        return Handoff(mode="image", first=FRAMES - 1, count=1)
    return Handoff(mode=mode, first=1, count=2)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", MODES)
def test_what_is_handed_over_comes_out_of_both_stages_to_the_bit(model: Model, tmp_path: Path, mode: str) -> None:
    before, film = filmed(model, tmp_path, LARGE)
    large = passed(model, distilled(model.version, 2), Given(), LARGE)
    for recipe, size, made, start in (
        (distilled(model.version), SIZE, before, None),
        (refining(), LARGE, large, large),
    ):
        here = grid_of(model.component("transformer"), size, FRAMES, RATE)
        head = taken(model, handoff(mode), made, film, size, here).picture
        assert head is not None
        after = passed(model, recipe, Given(handed=head, start=start), size)
        assert torch.equal(after.video.values[:, :, : head.frames], head.values)
        free = passed(model, recipe, Given(start=start), size)
        rest = (after.video.values - free.video.values)[:, :, head.frames :]
        assert rest.abs().max() > 1e-4, "what is handed over guides what follows"


def test_latents_are_handed_over_as_they_are(model: Model, tmp_path: Path) -> None:
    made, _film = filmed(model, tmp_path)
    found = taken(model, handoff("latent"), made, None, SIZE, grid(model)).picture
    assert found is not None
    assert torch.equal(found.values, made.video.values[:, :, 1:3])


def test_frames_are_encoded_anew_and_of_the_hybrid_only_the_first(model: Model, tmp_path: Path) -> None:
    """The frames are those that latents mean at the head of a chunk: the first means one there, the others 8."""
    made, film = filmed(model, tmp_path)
    frames, hybrid = (
        taken(model, handoff(mode), made, film, SIZE, grid(model)).picture for mode in ("frames", "hybrid")
    )
    assert frames is not None
    assert hybrid is not None
    assert torch.equal(frames.values, encode(model, read_frames(film, 8, 9, SIZE)).values)
    assert torch.equal(hybrid.values[:, :, 1:], made.video.values[:, :, 2:3])
    assert torch.allclose(hybrid.values[:, :, :1], frames.values[:, :, :1], atol=2e-5)


def test_a_first_latent_is_that_of_its_frame_alone(model: Model) -> None:
    """The encoder is causal, so that the hybrid's one frame is encoded as the first of a film of many."""
    pixels = np.random.default_rng(1).integers(0, 255, (9, SIZE.height, SIZE.width, 3), np.uint8)
    whole, alone = encode(model, pixels), encode(model, pixels[:1])
    assert torch.allclose(whole.values[:, :, :1], alone.values, atol=2e-5)


def test_an_image_is_the_last_frame(model: Model, tmp_path: Path) -> None:
    _made, film = filmed(model, tmp_path)
    found = taken(model, handoff("image"), None, film, SIZE, grid(model))
    assert found.picture is not None
    assert torch.equal(found.picture.values, encode(model, read_frames(film, FRAMES - 1, 1, SIZE)).values)
    assert found.sound is None


@pytest.mark.parametrize(
    ("first", "count", "frames"), [(12, 4, (96, 25)), (0, 4, (0, 25)), (14, 1, (112, 1)), (11, 5, (88, 33))]
)
def test_latents_mean_frames_at_the_head_of_what_takes_them(first: int, count: int, frames: tuple[int, int]) -> None:
    here = Grid(16, 2, 3, 126, 8, 32, RATE, Fraction(25))
    assert shown_by(Handoff(mode="latent", first=first, count=count), here) == frames


ALIGNED = {Fraction(24): 24, Fraction(30): 24, Fraction(25): 8}
"""Frames between two that begin with a latent of the sound, of those that latents of the picture begin with."""


@pytest.mark.parametrize("rate", [*ALIGNED, Fraction(24000, 1001)])
def test_sound_is_handed_over_by_latents_exactly_where_strides_align(rate: Fraction) -> None:
    here = Grid(16, 2, 3, 126, 8, 32, rate, Fraction(25))
    audio = AudioLatents(torch.arange(126.0).view(1, 126, 1))
    for first in range(13):
        found = sound_from(audio, Handoff(mode="latent", first=first, count=3), here)
        aligned = first == 0 or (rate in ALIGNED and 8 * first % ALIGNED[rate] == 0)
        assert (found is not None) is aligned
        if found is not None:
            begin = Fraction(8 * first) / rate * 25
            assert float(found.values[0, 0, 0]) == begin
            assert found.length == int(Fraction(8 * first + 17) / rate * 25) - begin


def test_sound_that_is_handed_over_comes_out_to_the_bit(model: Model) -> None:
    head = AudioLatents(torch.randn(1, 5, 8))
    after, free = (passed(model, distilled(model.version), given) for given in (Given(sound=head), Given()))
    assert after.audio is not None
    assert free.audio is not None
    assert torch.equal(after.audio.values[:, :5], head.values)
    assert (after.audio.values[:, 5:] - free.audio.values[:, 5:]).abs().mean() > 1e-4
    assert (after.video.values - free.video.values).abs().mean() > 1e-6


def test_twenty_seeds_keep_what_was_handed_over(model: Model) -> None:
    head, here = VideoLatents(torch.randn(1, 8, 2, 2, 3)), grid(model)
    transformer, recipe = model.component("transformer"), distilled(model.version, 2)
    for seed in range(20):
        after = denoise(transformer, model.version, Pass(recipe, here, seed), words(model), Given(handed=head))
        assert torch.equal(after.video.values[:, :, :2], head.values)


def test_what_does_not_fit_is_refused(model: Model) -> None:
    for shape in ((1, 8, 2, 4, 6), (1, 4, 2, 2, 3), (1, 8, 4, 2, 3)):
        with pytest.raises(Failed, match="handed to a chunk"):
            passed(model, refining(), Given(handed=VideoLatents(torch.randn(shape))))
    with pytest.raises(ValueError, match="there are 3 latents"):
        VideoLatents(torch.randn(1, 8, 3, 2, 3)).cut(2, 2)
    with pytest.raises(Failed, match="handed nothing"):
        taken(model, handoff("latent"), None, None, SIZE, grid(model))
    with pytest.raises(Failed, match="no frames"):
        taken(model, handoff("image"), None, None, SIZE, grid(model))
