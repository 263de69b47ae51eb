"""Pictures to meet: at exactly their frame, and without a change to any noise but their own."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import torch
from diffusers.modular_pipelines.ltx2 import before_denoise
from diffusers.modular_pipelines.ltx2.before_denoise import _prepare_keyframe_coords

from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.denoise import Noises, Pass, denoise
from milimo_runtime.backends.ltx.files import Held
from milimo_runtime.backends.ltx.grid import grid_of
from milimo_runtime.backends.ltx.latents import VideoLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.recipes import distilled, refining
from milimo_runtime.backends.ltx.tokens import Given, Tokens, noise, sound_tokens, video_tokens
from tests.runtime.ltx import library
from tests.runtime.ltx.models import CPU, FRAMES, SIZE, grid, words

PICTURE = VideoLatents(torch.randn(1, 8, 1, 2, 3, generator=torch.Generator().manual_seed(1)))


def picture(model: Model, given: Given, seed: int = 3) -> Tokens:
    return video_tokens(model.component("transformer"), grid(model), given, seed, 1.0, CPU)


def sound(model: Model, given: Given, seed: int = 3) -> Tokens:
    return sound_tokens(model.component("transformer"), grid(model), given, seed, 1.0, CPU)


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), Fraction(24000, 1001)])
def test_every_frame_of_a_chunk_can_be_met_exactly(model: Model, rate: Fraction) -> None:
    """A picture at frame f lies in [f, f + 1) / rate seconds, where the library lays it when asked for f itself."""
    here = grid_of(model.component("transformer"), SIZE, FRAMES, rate)
    for frame in range(1, FRAMES):
        given = Given(held=[Held(PICTURE, frame, 1.0)])
        laid = video_tokens(model.component("transformer"), here, given, 1, 1.0, CPU)
        times = laid.coords[0, 0, laid.base :]
        assert torch.allclose(times[:, 0].double(), torch.tensor(float(frame / rate), dtype=torch.float64), rtol=1e-6)
        assert torch.allclose(times[:, 1].double(), torch.tensor(float((frame + 1) / rate)).double(), rtol=1e-6)
        index = (library.at_frame(frame) - 1) * 8 + 1
        assert index == frame
        theirs = _prepare_keyframe_coords(1, 2, 3, index, 1, float(rate), 1, 1, (8, 32, 32), CPU)  # type: ignore[arg-type]
        assert torch.allclose(laid.coords[:, :, laid.base :], theirs, atol=1e-6)


def test_a_picture_at_the_first_frame_is_the_first_latent(model: Model) -> None:
    laid = picture(model, Given(held=[Held(PICTURE, 0, 1.0)]))
    assert laid.values.shape[1] == laid.base == grid(model).tokens
    assert torch.equal(laid.values[0, :6], PICTURE.values[0].flatten(1).T)
    assert laid.strength[0, :, 0].tolist() == [1.0] * 6 + [0.0] * 12


@pytest.mark.parametrize("frame", [0, 5, 16])
def test_a_picture_more_changes_no_noise(model: Model, frame: int) -> None:
    alone, beside = picture(model, Given()), picture(model, Given(held=[Held(PICTURE, frame, 1.0)]))
    made = [n for n in range(alone.base) if frame or n >= 6]
    assert torch.equal(alone.values[:, made], beside.values[:, made])
    assert torch.equal(sound(model, Given()).values, sound(model, Given(held=[Held(PICTURE, frame, 1.0)])).values)


def drawn_on_the_way(model: Model, given: Given, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, torch.Tensor]]:
    """The noise that each step of an ancestral pass adds to the picture, then to the sound; how many are made of it."""
    found: list[tuple[int, torch.Tensor]] = []
    like = Noises.like

    def kept(self: Noises, x: torch.Tensor, base: int) -> torch.Tensor:
        found.append((base, like(self, x, base)))
        return found[-1][1]

    recipe = replace(distilled(model.version), ancestral=True)
    with monkeypatch.context() as patch:
        patch.setattr(Noises, "like", kept)
        denoise(model.component("transformer"), model.version, Pass(recipe, grid(model), 3), words(model), given)
    return found


def test_a_picture_more_changes_no_noise_of_any_step(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = drawn_on_the_way(model, Given(), monkeypatch)
    beside = drawn_on_the_way(model, Given(held=[Held(PICTURE, 9, 1.0)]), monkeypatch)
    assert len(alone) == len(beside) == 2 * 7
    for (base, first), (_, second) in zip(alone, beside, strict=True):
        assert torch.equal(first[:, :base], second[:, :base])
    assert beside[0][1].shape[1] == alone[0][1].shape[1] + 6
    every = [noise.flatten()[:40] for _, noise in beside]
    assert all(not torch.equal(one, other) for n, one in enumerate(every) for other in every[:n])


def test_the_library_draws_the_sound_after_the_picture_and_so_another(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this guards against: one generator for all of it, the sound last."""
    drawn: list[torch.Tensor] = []
    generator = torch.Generator().manual_seed(1)

    def draw(shape: tuple[int, ...], **_: object) -> torch.Tensor:
        drawn.append(torch.randn(shape, generator=generator))
        return drawn[-1]

    monkeypatch.setattr(library, "_Noises", lambda *_: draw)
    for conditions in ([], [library.Condition(PICTURE, library.at_frame(5))]):
        generator.manual_seed(1)
        library.core(model, refining(), grid(model), words(model), 1, conditions)
    assert before_denoise.randn_tensor is not draw
    _, first, _, second = drawn
    assert first.shape == second.shape
    assert not torch.equal(first, second)


def test_noise_is_of_its_seed_and_sort_alone() -> None:
    shape = (1, 4, 2, 2, 2)
    assert torch.equal(noise(1, "picture", shape), noise(1, "picture", shape))
    others = [noise(2, "picture", shape), noise(1, "sound", shape), noise(1, "added", shape)]
    assert all(not torch.equal(noise(1, "picture", shape), other) for other in others)
    assert abs(float(noise(1, "picture", (100_000,)).std()) - 1) < 0.02


def test_the_noise_does_not_hang_on_threads_nor_on_what_was_drawn_before(one_thread: None) -> None:
    expected = noise(7, "picture", (1, 8, 3, 2, 3))
    torch.manual_seed(99)
    torch.randn(1000)
    assert torch.equal(noise(7, "picture", (1, 8, 3, 2, 3)), expected)


def test_a_picture_is_followed_and_leaves_no_tokens(model: Model) -> None:
    passed = Pass(refining(), grid(model), 3)
    transformer, told = model.component("transformer"), words(model)
    alone, met = (
        denoise(transformer, model.version, passed, told, given).video
        for given in (Given(), Given(held=[Held(PICTURE, 9, 1.0)]))
    )
    assert alone.values.shape == met.values.shape
    assert (alone.values - met.values).abs().mean() > 1e-4


def test_a_picture_beyond_the_chunk_is_refused(model: Model) -> None:
    assert picture(model, Given(held=[Held(PICTURE, FRAMES - 1, 1.0)])).base == grid(model).tokens
    for frame in (FRAMES, -1):
        with pytest.raises(Failed, match=f"at frame {frame} of a chunk whose last is {FRAMES - 1}"):
            picture(model, Given(held=[Held(PICTURE, frame, 1.0)]))


def test_a_picture_of_another_size_is_refused(model: Model) -> None:
    wide = Held(VideoLatents(torch.randn(1, 8, 1, 2, 4)), 5, 1.0)
    with pytest.raises(Failed, match="another size"):
        picture(model, Given(held=[wide]))
    with pytest.raises(Failed, match=r"\[1, 8, 1, 2, 4\]"):
        picture(model, Given(held=[Held(wide.latents, 0, 1.0)]))
