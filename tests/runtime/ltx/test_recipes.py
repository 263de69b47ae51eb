"""How a pass is run: at which sigmas, how often the transformer is asked, and what it is told about itself."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import torch
from diffusers import FlowMatchEulerDiscreteScheduler

from milimo_lang.ir.values import Size
from milimo_runtime.backends.ltx.denoise import Pass, denoise
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.recipes import Recipe, distilled, full, refining
from milimo_runtime.backends.ltx.tokens import Given
from tests.runtime.ltx import library
from tests.runtime.ltx.models import SIZE, grid, made, words
from tests.tiny.ltx import Version

BLOCKS: dict[Version, int] = {"2.0": 29, "2.3": 28, "2.5": 28}
STEPS: dict[Version, int] = {"2.0": 40, "2.3": 30, "2.5": 30}


@contextmanager
def asked(model: Model) -> Iterator[list[dict[str, Any]]]:
    """What the transformer is asked with, each time it is."""
    times: list[dict[str, Any]] = []
    hook = model.component("transformer").register_forward_pre_hook(
        lambda _module, _arguments, given: times.append(given), with_kwargs=True
    )
    try:
        yield times
    finally:
        hook.remove()


def run(model: Model, recipe: Recipe) -> list[dict[str, Any]]:
    """What the transformer is asked with in a pass."""
    with asked(model) as times:
        denoise(model.component("transformer"), model.version, Pass(recipe, grid(model), 1), words(model), Given())
    return times


def guided(model: Model, steps: int = 8, guidance: float | None = None) -> Recipe:
    return full(model.version, model.component("scheduler"), steps, guidance)


def sigmas(times: list[dict[str, Any]]) -> list[float]:
    return [round(float(given["sigma"]) / 1000, 6) for given in times]


def test_published_sigmas_reach_the_transformer_as_they_are(model: Model) -> None:
    first = [1.0, 0.99375, 0.9875, 0.98125, 0.975, 0.909375, 0.725, 0.421875]
    assert sigmas(run(model, distilled(model.version))) == first
    assert sigmas(run(model, refining())) == first[-3:]


def test_the_published_scheduler_would_bend_them(model: Model) -> None:
    """What this guards against: given to the scheduler as it is saved, the last two come out as others."""
    scheduler = FlowMatchEulerDiscreteScheduler.from_config(model.component("scheduler").config)
    recipe = replace(distilled(model.version), ancestral=False)
    with asked(model) as times:
        library.core(model, recipe, grid(model), words(model), 1, scheduler=scheduler)
    assert sigmas(times)[-2:] != [0.725, 0.421875]
    with asked(model) as times:
        library.core(model, recipe, grid(model), words(model), 1)
    assert sigmas(times)[-2:] == [0.725, 0.421875]


def test_a_pass_of_few_steps_asks_once_a_step(model: Model) -> None:
    times = run(model, distilled(model.version))
    assert len(times) == 8
    assert not any(given["isolate_modalities"] or given["spatio_temporal_guidance_blocks"] for given in times)
    assert len(run(model, refining())) == 3


def test_a_full_pass_asks_four_times_a_step(model: Model, version: Version) -> None:
    """The words, what it is guided away from, the perturbed block, and each of picture and sound by itself."""
    against = words(model, 9)
    told = replace(words(model), negative=(against.video, against.audio, against.mask))
    with asked(model) as times:
        transformer, recipe = model.component("transformer"), guided(model)
        denoise(transformer, model.version, Pass(recipe, grid(model), 1), told, Given())
    assert len(times) == 32
    for first in range(0, 32, 4):
        step = times[first : first + 4]
        assert [given["spatio_temporal_guidance_blocks"] for given in step] == [None, None, [BLOCKS[version]], None]
        assert [given["isolate_modalities"] for given in step] == [False, False, False, True]
        seen = [given["encoder_hidden_states"] for given in step]
        assert [torch.equal(one, told.video) for one in seen] == [True, False, True, True]
        assert torch.equal(seen[1], against.video)


def test_a_full_run_has_its_own_number_of_steps(model: Model, version: Version) -> None:
    recipe = full(model.version, model.component("scheduler"), None, None)
    assert recipe.steps == STEPS[version]
    assert not recipe.ancestral


def test_guidance_that_is_asked_for_is_obeyed(model: Model) -> None:
    recipe = guided(model, guidance=6.5)
    assert recipe.picture.guidance_scale == 6.5
    assert recipe.sound.guidance_scale == model.version.sound.words
    run_with = Pass(recipe, grid(model), 1), Pass(guided(model), grid(model), 1)
    against = words(model, 9)
    told = replace(words(model), negative=(against.video, against.audio, against.mask))
    other, usual = (
        denoise(model.component("transformer"), model.version, one, told, Given()).video.values for one in run_with
    )
    assert (other - usual).abs().mean() > 1e-3


def test_a_full_run_is_bent_as_lightricks_bends_it_at_every_size(model: Model) -> None:
    """exp(2.05), stretched to end at 0.1: what `LTX2Scheduler.execute` of ltx-pipelines comes to without latents."""
    at = torch.linspace(1.0, 1 / 8, 8, dtype=torch.float64)
    bent = math.exp(2.05) / (math.exp(2.05) + (1 / at - 1))
    right = 1 - (1 - bent) * 0.9 / (1 - bent[-1])
    assert guided(model).sigmas.tolist() == pytest.approx([*right.tolist(), 0.0], abs=1e-6)
    with asked(model) as times:
        recipe = guided(model)
        denoise(model.component("transformer"), model.version, Pass(recipe, grid(model), 1), words(model), Given())
    assert sigmas(times)[::4] == pytest.approx(right.tolist(), abs=1e-5)


def test_the_library_bends_a_full_run_by_its_tokens(model: Model) -> None:
    """What this guards against: at 1280x704 it bends by 5.6 and hardly comes down before the last steps."""
    scheduler, recipe = model.component("scheduler"), guided(model)
    seen = []
    for size in (SIZE, Size(width=2 * SIZE.width, height=SIZE.height)):
        with asked(model) as times:
            library.core(model, recipe, grid(model, size=size), words(model), 1, scheduler=scheduler, sigmas=None)
        seen.append(sigmas(times))
    assert seen[0] != seen[1]
    assert seen[0] != pytest.approx(recipe.sigmas[:-1].repeat_interleave(4).tolist(), abs=1e-3)


def test_few_steps_may_be_fewer(model: Model) -> None:
    four = distilled(model.version, 4).sigmas.tolist()
    assert len(four) == 5
    assert (four[0], four[-2], four[-1]) == (1.0, pytest.approx(0.421875), 0.0)
    assert set(four) <= set(distilled(model.version).sigmas.tolist())


def test_what_each_version_is_told_of_cross_attention_is_right(model: Model, version: Version) -> None:
    """A wrong value is silent, and another film wherever some of the picture is given."""
    (told, *_) = run(model, distilled(model.version))
    right = version != "2.0"
    assert told["use_cross_timestep"] is right
    wrong = replace(model.version, cross_timestep=not right)
    given = Given(handed=VideoLatents(torch.ones(1, 8, 1, 2, 3)))
    passed = Pass(refining(), grid(model), 1)
    true, false = (
        denoise(model.component("transformer"), each, passed, words(model), given).video.values
        for each in (model.version, wrong)
    )
    assert (true - false).abs().max() > 1e-3


def test_each_token_is_told_its_own_noise_and_a_sound_that_leads_that_it_has_none(model: Model) -> None:
    """One that is handed over in part is told token by token, and the noise of the whole stays what it is."""
    here, transformer = grid(model), model.component("transformer")
    head = AudioLatents(torch.ones(1, 4, transformer.config.audio_in_channels))
    track = AudioLatents(torch.ones(1, here.sound, transformer.config.audio_in_channels))
    tail = VideoLatents(torch.ones(1, 8, 1, here.height, here.width))
    for given, sound, whole in (
        (Given(handed=tail, sound=head), [0.0] * 4 + [1.0] * (here.sound - 4), None),
        (Given(handed=tail, track=track), [0.0] * here.sound, 0.0),
    ):
        with asked(model) as times:
            denoise(transformer, model.version, Pass(refining(), here, 1), words(model), given)
        for told in times:
            sigma = float(told["sigma"])
            assert (told["audio_timestep"][0] / sigma).tolist() == pytest.approx(sound)
            assert (told["timestep"][0] / sigma).tolist() == pytest.approx([0.0] * 6 + [1.0] * 12)
            alone = told.get("audio_sigma")
            assert (alone is None) if whole is None else float(alone) == whole


def test_an_ancestral_pass_is_the_same_again_and_another_under_another_seed(model: Model, version: Version) -> None:
    recipe = distilled(model.version)
    assert recipe.ancestral is (version == "2.5")
    assert not refining().ancestral
    first, second, other = (made(model, seed=seed, steps=4) for seed in (3, 3, 4))
    assert torch.equal(first.video.values, second.video.values)
    assert not torch.equal(first.video.values, other.video.values)
    assert first.audio is not None
    assert second.audio is not None
    assert torch.equal(first.audio.values, second.audio.values)
