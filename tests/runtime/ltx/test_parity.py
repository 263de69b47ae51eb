"""Every node makes what the library's own blocks make of the same, given the same noise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
import torch
from diffusers.modular_pipelines.ltx2 import before_denoise
from torch import Tensor

from milimo_lang.ir.bodies import Condition
from milimo_runtime.backends.ltx import conditions, decode, text, upsample
from milimo_runtime.backends.ltx.denoise import Pass, denoise
from milimo_runtime.backends.ltx.files import Encoded, Held, Made
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents, pack
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.recipes import Recipe, distilled, full, refining
from milimo_runtime.backends.ltx.tokens import Given
from tests.runtime.ltx import library
from tests.runtime.ltx.models import SIZE, grid, words

SEED = 5
ROUNDING = 2e-5
"""How far two orders of the same sums in float32 may come apart over a few steps."""

PICTURE, OTHER, TAIL = (VideoLatents(torch.randn(1, 8, n, 2, 3)) for n in (1, 1, 2))


def ours(model: Model, recipe: Recipe, given: Given = Given(), told: Encoded | None = None) -> tuple[Tensor, Tensor]:
    run = Pass(recipe, grid(model), SEED)
    made = denoise(model.component("transformer"), model.version, run, told or words(model), given)
    assert made.audio is not None
    return pack(made.video), made.audio.values


def plain(recipe: Recipe) -> Recipe:
    """Without the noise of an ancestral sampler, which the library cannot draw again."""
    return replace(recipe, ancestral=False)


def alike(one: tuple[Tensor, Tensor], other: tuple[Tensor, Tensor]) -> bool:
    """`other` is the library's, with its keyframes behind the generated tokens."""
    return all(torch.allclose(a, b[:, : a.shape[1]], atol=ROUNDING) for a, b in zip(one, other, strict=True))


CASES = {
    "words alone": (Given(), []),
    "a first frame": (Given(held=[Held(PICTURE, 0, 1.0)]), [library.Condition(PICTURE, 0)]),
    "a frame between": (Given(held=[Held(PICTURE, 6, 1.0)]), [library.Condition(PICTURE, library.at_frame(6))]),
    "what was handed over": (Given(handed=TAIL), [library.Condition(TAIL, 0, 9)]),
    "all of them": (
        Given(handed=TAIL, held=[Held(PICTURE, 11, 1.0), Held(OTHER, 16, 1.0)]),
        [
            library.Condition(TAIL, 0, 9),
            library.Condition(PICTURE, library.at_frame(11)),
            library.Condition(OTHER, library.at_frame(16)),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_first_pass_is_the_librarys(model: Model, case: str) -> None:
    given, told = CASES[case]
    recipe = plain(distilled(model.version))
    assert alike(ours(model, recipe, given), library.core(model, recipe, grid(model), words(model), SEED, told))


def test_a_second_pass_is_the_librarys(model: Model) -> None:
    start = Made(VideoLatents(torch.randn(1, 8, 3, 2, 3)), AudioLatents(torch.randn(1, 18, 8)))
    given = Given(start=start, handed=TAIL, held=[Held(PICTURE, 12, 1.0)])
    told = [library.Condition(TAIL, 0, 9), library.Condition(PICTURE, library.at_frame(12))]
    theirs = library.core(model, refining(), grid(model), words(model), SEED, told, start)
    assert alike(ours(model, refining(), given), theirs)


@pytest.mark.parametrize("guidance", [None, 6.0])
def test_a_guided_pass_is_the_librarys(model: Model, guidance: float | None) -> None:
    """The perturbed block is one that a tiny model has; the sigmas are bent as Lightricks bends them."""
    version = replace(model.version, block=1)
    scheduler = model.component("scheduler")
    recipe = full(version, scheduler, 4, guidance)
    against = words(model, 9)
    told = replace(words(model), negative=(against.video, against.audio, against.mask))
    with patch.object(before_denoise, "calculate_shift", lambda *_: scheduler.config.max_shift):
        theirs = library.core(model, recipe, grid(model), told, SEED, scheduler=scheduler, sigmas=None)
    assert alike(ours(model, recipe, told=told), theirs)
    assert not alike(ours(model, plain(distilled(version, 4)), told=told), theirs)


def test_words_are_the_librarys(model: Model) -> None:
    encoded = text.encode(model, " a bell rings ", "blurred", pytest.fail)
    theirs = library.text(model, "a bell rings", "blurred")
    assert encoded.negative is not None
    found = (encoded.video, encoded.audio, encoded.mask, *encoded.negative)
    assert all(torch.allclose(one, other, atol=1e-6) for one, other in zip(found, theirs.values(), strict=True))
    assert found[0].shape == (1, model.version.words, model.component("transformer").config.cross_attention_dim)


def test_pictures_to_meet_are_the_librarys(model: Model, tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (64, 96, 3), np.uint8)
    (held,) = conditions.held(model, [Condition(role="key/0", frame=4)], {"key/0": saved(tmp_path, pixels)}, SIZE)
    assert torch.allclose(held.latents.values, library.encoded_picture(model, pixels, model.version.crf), atol=1e-5)
    assert (held.frame, held.strength, held.single) == (4, 1.0, True)


def saved(folder: Path, pixels: np.ndarray) -> Path:
    from PIL import Image

    Image.fromarray(pixels).save(folder / "picture.png")
    return folder / "picture.png"


def test_enlarged_latents_are_the_librarys(model: Model) -> None:
    made = Made(VideoLatents(torch.randn(1, 8, 3, 2, 3)), None)
    wide = upsample.upsample(model, made, Fraction(2), 1)
    assert torch.allclose(wide.video.values, library.upsampled(model, made.video, "latent_upsampler"), atol=1e-4)
    assert wide.video.values.shape == (1, 8, 3, 4, 6)


def test_pictures_and_sound_are_the_librarys(model: Model) -> None:
    here = grid(model)
    made = Made(VideoLatents(torch.randn(1, 8, 3, 2, 3)), AudioLatents(torch.randn(1, here.sound, 8)))
    pictures, sound = library.decoded(model, made, here)
    assert np.abs(decode.pictures(model, made, pytest.fail).numpy() / 255 - pictures).max() < 1 / 255
    heard = decode.sound(model, made)
    assert np.allclose(heard, sound.numpy().T, atol=1e-5)
    assert len(heard) == (4 * here.sound - 3) * decode.sample_rate(model) // 100
