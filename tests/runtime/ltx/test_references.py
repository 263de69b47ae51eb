"""What a chunk follows: pictures and control films beside its own tokens, where the library puts them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from diffusers.modular_pipelines.ltx2.before_denoise import LTX2BuildVideoSelfAttentionMaskStep
from diffusers.modular_pipelines.ltx2.encoders import LTX2ReferenceEncoderStep
from diffusers.modular_pipelines.modular_pipeline import PipelineState
from diffusers.pipelines.ltx2.pipeline_ltx2_ic_lora import LTX2ReferenceCondition
from diffusers.video_processor import VideoProcessor
from safetensors.torch import save_file

from milimo_lang.ir.bodies import Guide, ReferenceBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.files import Followed, Held, load_followed, save_followed
from milimo_runtime.backends.ltx.grid import reference_coordinates
from milimo_runtime.backends.ltx.latents import VideoLatents
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.backends.ltx.references import downscale_factor, edges, followed, reference_size, shown
from milimo_runtime.backends.ltx.tokens import Given, Tokens, video_tokens
from tests.runtime.ltx.models import CPU, FRAMES, RATE, SIZE, grid, made
from tests.tiny import material


def body(*guides: Guide, frames: int = FRAMES, size: Size = SIZE, trained: tuple[str, ...] = ()) -> ReferenceBody:
    return ReferenceBody(family="ltx-2", size=size, rate=RATE, frames=frames, guides=guides, trained=trained)


def guide(kind: Any = "pose", start: Fraction = Fraction(0), strength: float = 1.0, role: str = "control/0") -> Guide:
    return Guide(role=role, kind=kind, start=start, strength=strength)


def encoded(model: Model, one: ReferenceBody, *files: Path) -> tuple[Followed, ...]:
    roles = [each.role for each in one.guides] + [*one.trained]
    return followed(model, one, dict(zip(roles, files, strict=True)), lambda _: None)


def tokens(model: Model, *refs: Followed, held: tuple[Held, ...] = ()) -> Tokens:
    return video_tokens(model.component("transformer"), grid(model), Given(followed=refs, held=held), 1, 1.0, CPU)


def by_library(model: Model, frames: list[Any], size: Size, factor: int = 1, strength: float = 1.0) -> Any:
    """What the library's own step makes of references: latents, coordinates, mask."""
    vae, transformer = model.component("vae"), model.component("transformer")
    components = SimpleNamespace(
        vae=vae,
        transformer=transformer,
        video_processor=VideoProcessor(vae_scale_factor=32, resample="bilinear"),
        latents_mean=vae.latents_mean.view(1, -1, 1, 1, 1),
        latents_std=vae.latents_std.view(1, -1, 1, 1, 1),
        transformer_spatial_patch_size=1,
        transformer_temporal_patch_size=1,
        _execution_device=CPU,
    )
    state = PipelineState()
    given = {
        "reference_conditions": [LTX2ReferenceCondition(one) for one in frames],
        "reference_downscale_factor": factor,
        "conditioning_attention_strength": strength,
        "height": size.height,
        "width": size.width,
        "num_frames": FRAMES,
        "frame_rate": float(RATE),
    }
    for name, value in given.items():
        state.set(name, value)
    LTX2ReferenceEncoderStep()(components, state)
    return state


def bar(pixels: np.ndarray) -> list[float]:
    """Where the white bar of `material.film` is, frame by frame."""
    return [round(float(np.argwhere(frame[:, :, 0].mean(0) > 150).mean()), 1) for frame in pixels]


@pytest.mark.parametrize("factor", [1, 2])
def test_tokens_and_places_are_the_library_s(model: Model, tmp_path: Path, factor: int) -> None:
    size = Size(width=192, height=128)
    film, still = material.film(tmp_path / "f.mp4", FRAMES, (192, 128)), material.picture(tmp_path / "s.png")
    lora = tmp_path / "l.safetensors"
    save_file({"x": torch.zeros(1)}, lora, {"reference_downscale_factor": str(factor)})
    one = body(guide(), guide("reference", role="reference/0"), size=size, trained=("lora/0",))
    refs = encoded(model, one, film, still, lora)

    small = Size(width=192 // factor, height=128 // factor)
    pixels = [shown(one, each, path) for each, path in zip(one.guides, (film, still), strict=True)]
    if factor == 2:
        from milimo_runtime.backends.ltx.references import _reduced

        pixels = [_reduced(each, small) for each in pixels]
    state = by_library(model, [each.astype(np.float32) / 255 for each in pixels], size, factor)

    transformer = model.component("transformer")
    wide = grid(model, size=size)
    ours = video_tokens(transformer, wide, Given(followed=refs), 1, 1.0, CPU)
    assert state.get("reference_token_counts") == [count for _, count in ours.sorts]
    assert torch.allclose(ours.clean[:, ours.base :], state.get("reference_latents"), atol=1e-5)
    assert torch.equal(ours.coords[:, :, ours.base :], state.get("reference_coords"))
    assert torch.equal(ours.values[:, ours.base :], ours.clean[:, ours.base :])


def test_who_sees_whom_is_the_library_s(model: Model) -> None:
    refs = [Followed(VideoLatents(torch.randn(1, 8, f, 2, 3)), s) for f, s in ((3, 0.25), (1, 1.0))]
    ours = tokens(model, *refs, held=(Held(VideoLatents(torch.randn(1, 8, 1, 2, 3)), 9, 1.0),))
    state = PipelineState()
    given = {
        "latents": ours.values,
        "base_token_count": ours.base,
        "num_ref_tokens": 24,
        "reference_cross_mask": torch.cat([torch.full((1, 18), 0.25), torch.ones(1, 6)], 1),
        "reference_token_counts": [18, 6],
    }
    for name, value in given.items():
        state.set(name, value)
    LTX2BuildVideoSelfAttentionMaskStep()(SimpleNamespace(_execution_device=CPU), state)
    assert ours.attention is not None
    assert torch.equal(ours.attention, state.get("video_self_attention_mask"))
    assert tokens(model, refs[1]).attention is None


def test_a_reference_is_followed_as_strongly_as_it_is_asked_for(model: Model) -> None:
    """The library takes every strength under 1 for hardly any."""
    latents = VideoLatents(torch.randn(1, 8, 3, 2, 3))
    by = {s: made(model, Given(followed=(Followed(latents, s),))).video.values for s in (1e-9, 0.5, 1 - 1e-7, 1.0)}
    assert torch.allclose(by[1 - 1e-7], by[1.0], atol=1e-4)
    for strength in (1e-9, 1.0):
        assert (by[0.5] - by[strength]).abs().mean() > 1e-3


def test_what_is_followed_not_at_all_is_not_there(model: Model, tmp_path: Path) -> None:
    still = material.picture(tmp_path / "p.png")
    one = guide("reference", role="reference/0")
    (only,) = encoded(model, body(one, guide("canny", strength=0)), still, still)
    (alone,) = encoded(model, body(one), still)
    assert torch.equal(only.latents.values, alone.latents.values)


def test_a_reference_changes_no_noise_and_leaves_no_tokens(model: Model) -> None:
    ref = Followed(VideoLatents(torch.randn(1, 8, 3, 2, 3)))
    alone, beside = tokens(model), tokens(model, ref)
    assert torch.equal(alone.values, beside.values[:, : alone.base])
    assert made(model, Given(followed=(ref,))).video.frames == 3


def test_a_control_film_keeps_its_time(tmp_path: Path) -> None:
    film = material.film(tmp_path / "f.mp4", 25)
    whole = bar(shown(body(guide(), frames=25), guide(), film))
    assert whole == sorted(whole)
    assert len(set(whole)) == 25
    later = bar(shown(body(guide(), frames=17), guide(start=Fraction(16, 24)), film))
    assert later == whole[16:] + [whole[-1]] * 8
    before = bar(shown(body(guide(), frames=17), guide(start=Fraction(-4, 24)), film))
    assert before == [whole[0]] * 4 + whole[:13]


def test_a_film_of_another_rate_is_shown_at_its_own_speed(tmp_path: Path) -> None:
    film = material.film(tmp_path / "f.mp4", 13, rate=Fraction(12))
    seen = bar(shown(body(guide(), frames=25), guide(), film))
    assert seen[0:24:2] == seen[1:25:2]


def test_a_reference_film_is_as_long_as_it_is_on_the_grid(tmp_path: Path) -> None:
    film = material.film(tmp_path / "f.mp4", 15)
    assert len(shown(body(frames=25), guide("reference"), film)) == 9
    assert len(shown(body(frames=9), guide("reference"), film)) == 9
    assert len(shown(body(frames=25), guide("reference"), material.picture(tmp_path / "p.png"))) == 1
    assert len(shown(body(frames=25), guide("pose"), material.picture(tmp_path / "p.png"))) == 25


def test_edges_are_found_here(tmp_path: Path) -> None:
    still = material.picture(tmp_path / "p.png")
    (found,) = shown(body(), guide("reference"), still)
    drawn = shown(body(), guide("canny"), still)
    assert drawn.shape == (FRAMES, 64, 96, 3)
    assert np.array_equal(drawn[0], edges(found))
    assert set(np.unique(drawn)) == {0, 255}
    assert 0 < (drawn[0, :, :, 0] == 255).sum() < 100
    assert drawn[0, 4, 15:17].any()


def test_what_is_stored_is_read_back_to_the_bit(tmp_path: Path) -> None:
    refs = (Followed(VideoLatents(torch.randn(1, 8, 3, 2, 3)), 0.5), Followed(VideoLatents(torch.randn(1, 8, 1, 1, 1))))
    save_followed(tmp_path / "r", refs)
    for ref, again in zip(refs, load_followed(tmp_path / "r", CPU), strict=True):
        assert torch.equal(ref.latents.values, again.latents.values)
        assert ref.strength == again.strength


def test_bad_references_are_told(model: Model, tmp_path: Path) -> None:
    small, sound = material.picture(tmp_path / "small.png", size=(60, 200)), material.sound(tmp_path / "s.wav")
    with pytest.raises(Failed, match=r"small\.png is only 60x200 pixels"):
        encoded(model, body(guide("reference")), small)
    with pytest.raises(Failed, match=r"s\.wav has no picture"):
        encoded(model, body(guide()), sound)
    with pytest.raises(Failed, match=r"broken\.mp4"):
        encoded(model, body(guide()), material.corrupt(tmp_path / "broken.mp4"))
    (tmp_path / "cut.safetensors").write_bytes(b"\x10\0\0\0\0\0\0\0{")
    with pytest.raises(Failed, match=r"cut\.safetensors is no LoRA"):
        downscale_factor(tmp_path / "cut.safetensors")
    save_file({"x": torch.zeros(1)}, tmp_path / "slow.safetensors", {"reference_temporal_scale_factor": "4"})
    with pytest.raises(Failed, match=r"slow\.safetensors wants references at 1/4 of the frame rate"):
        downscale_factor(tmp_path / "slow.safetensors")


def test_a_reference_lies_on_the_grid_whatever_it_is_divided_by(model: Model, tmp_path: Path) -> None:
    """352 lines halved are 5.5 latents: they become six, laid over the whole picture."""
    lora = tmp_path / "half.safetensors"
    save_file({"x": torch.zeros(1)}, lora, {"reference_downscale_factor": "2"})
    size = Size(width=640, height=352)
    assert reference_size(model, size, [lora]) == Size(width=320, height=192)
    ref = torch.zeros(1, 8, 1, 6, 10)
    coords = reference_coordinates(model.component("transformer"), grid(model, size=size), ref)
    assert (coords[0, 1].min(), coords[0, 1].max()) == (0, 352)
    assert (coords[0, 2].min(), coords[0, 2].max()) == (0, 640)


def test_two_loras_that_want_references_of_different_sizes_are_told(model: Model, tmp_path: Path) -> None:
    loras = []
    for factor in (2, 4):
        loras.append(tmp_path / f"by{factor}.safetensors")
        save_file({"x": torch.zeros(1)}, loras[-1], {"reference_downscale_factor": str(factor)})
    still = material.picture(tmp_path / "p.png")
    with pytest.raises(Failed, match=r"by2\.safetensors 1/2 and by4\.safetensors 1/4"):
        encoded(model, body(guide("reference"), trained=("lora/0", "lora/1")), still, *loras)
