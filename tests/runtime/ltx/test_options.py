"""What the environment may ask of how models are run, and what a unit asks of the device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from milimo_lang.ir.bodies import DecodeBody, DenoiseBody, Handoff, TextBody, UpsampleBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed, Job, Unavailable
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.demands import reads, working
from milimo_runtime.backends.ltx.files import Followed, Made, load_made, save_encoded, save_followed
from milimo_runtime.backends.ltx.latents import VideoLatents
from milimo_runtime.backends.ltx.models import Model, forget, model_of
from milimo_runtime.backends.ltx.options import ATTENTIONS, Options, options
from milimo_runtime.backends.ltx.text import encode
from milimo_runtime.weights.locate import locate
from tests.runtime.execute.films import RATE
from tests.runtime.ltx.models import CPU, words
from tests.runtime.ltx.on_shelf import model_on, put
from tests.tiny.fixtures import Kept

FULL = Size(width=1280, height=704)
DECODE = DecodeBody(family="ltx-2", size=FULL, rate=RATE, frames=121)
REFINE = DenoiseBody(kind="chunk.refine", seed=1, family="ltx-2", size=FULL, rate=RATE, frames=121)
WORDS = TextBody(family="ltx-2", prompt="")


def test_nothing_need_be_asked() -> None:
    assert options({"MILIMO_DEVICE": "cpu"}) == Options("cpu", "float32")


def test_all_can_be_asked() -> None:
    asked = {
        "MILIMO_DEVICE": "cuda:1",
        "MILIMO_PRECISION": "fp8",
        "MILIMO_MEMORY": "40",
        "MILIMO_OFFLOAD": "group",
        "MILIMO_TILES": "small",
        "MILIMO_COMPILE": "1",
        "MILIMO_ATTENTION": "flash",
        "MILIMO_PREVIEWS": "0",
        "MILIMO_DECODE": "beside",
    }
    assert options(asked) == Options("cuda:1", "fp8", "small", 40 * 10**9, "group", True, "flash", False, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MILIMO_MEMORY", "much"),
        ("MILIMO_MEMORY", "-1"),
        ("MILIMO_MEMORY", "nan"),
        ("MILIMO_OFFLOAD", "yes"),
        ("MILIMO_TILES", "tiny"),
        ("MILIMO_COMPILE", "true"),
        ("MILIMO_DECODE", "1"),
    ],
)
def test_what_there_is_not_is_told(name: str, value: str) -> None:
    with pytest.raises(Unavailable, match=f"{name} is {value}") as refused:
        options({"MILIMO_DEVICE": "cpu", name: value})
    assert "it may be" in refused.value.remedy or "such as 20" in refused.value.remedy


@pytest.mark.parametrize("device", ["cuda", "mps", "toaster"])
def test_a_device_that_torch_cannot_use_is_told(
    device: str, tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    if (device == "cuda" and torch.cuda.is_available()) or (device == "mps" and torch.backends.mps.is_available()):
        pytest.skip("there is one here")
    family = put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch)
    with pytest.raises(Unavailable) as refused:
        Model(locate(family), options({"MILIMO_DEVICE": device}))
    assert "cpu" in refused.value.remedy


def test_an_attention_nobody_has_is_told(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    family = put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch)
    for name in ("wishful", "flash_hub", "sage_hub", "_flash_3_hub"):
        with pytest.raises(Unavailable, match=f"MILIMO_ATTENTION is {name}") as refused:
            options({"MILIMO_DEVICE": "cpu", "MILIMO_ATTENTION": name})
        assert "_hub" not in refused.value.remedy
    for offload in ("auto", "group"):
        with pytest.raises(Unavailable, match=r"MILIMO_ATTENTION is sage: .*sageattention"):
            model_on(family, attention="sage", offload=offload).component("transformer")


def test_what_may_compute_attention_is_all_that_diffusers_knows_and_does_not_fetch() -> None:
    from diffusers.models.attention_dispatch import AttentionBackendName

    known = {name.value for name in AttentionBackendName if not name.value.endswith("_hub")}
    assert set(ATTENTIONS) == known - {"_native_npu", "_native_xla"}


def test_an_attention_that_rounds_is_in_the_key_of_passes_and_no_other(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tiny_ltx("2.5"), tmp_path / "shelf", "2.5", monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    some = (REFINE, WORDS, DECODE)
    bodies = [body.model_copy(update={"family": "ltx-2.5"}) for body in some]
    backend, found = LtxBackend(), {}
    for name in ("", "native", "flash", "sage"):
        monkeypatch.setenv("MILIMO_ATTENTION", name)
        found[name] = [backend.identity(body) for body in bodies]
    plain = found[""]
    assert found["native"] == found["flash"] == plain
    assert found["sage"] == [f"{plain[0]}, attention sage", *plain[1:]]


def filmed(attention: str, shelf: Path, monkeypatch: pytest.MonkeyPatch, **given: Any) -> Made:
    """What a pass of 2.5 comes to from files, with `attention`."""
    monkeypatch.setenv("MILIMO_ATTENTION", attention)
    forget()
    size = Size(width=96, height=64)
    body = DenoiseBody(kind="chunk.denoise", seed=1, family="ltx-2.5", size=size, rate=RATE, frames=17, steps=2)
    inputs = {}
    save_encoded(shelf / "text", given.get("words") or words(model_of("ltx-2.5")))
    inputs["text"] = shelf / "text"
    if "followed" in given:
        save_followed(shelf / "references", given["followed"])
        inputs["references"] = shelf / "references"
    (shelf / "made").unlink(missing_ok=True)
    LtxBackend().make(Job(body, inputs, {"latents": shelf / "made"}))
    forget()
    return load_made(shelf / "made", CPU)


def test_what_cannot_leave_anything_out_films_a_shot_of_which_nothing_is_left_out(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`_native_flash` takes no mask, as `flash` and `sage` do not, and runs on a processor."""
    put(tiny_ltx("2.5"), tmp_path / "shelf", "2.5", monkeypatch)
    flash, plain = (filmed(name, tmp_path, monkeypatch) for name in ("_native_flash", ""))
    assert torch.allclose(flash.video.values, plain.video.values, atol=1e-4)


def test_what_the_transformer_computes_attention_by_is_its_own_alone(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connectors compute as they did before it was loaded."""
    family = put(tiny_ltx("2.5"), tmp_path / "shelf", "2.5", monkeypatch)
    model = model_on(family, attention="_native_flash")
    before = encode(model, "a bell rings", "", pytest.fail)
    model.component("transformer")
    assert torch.equal(encode(model, "a bell rings", "", pytest.fail).video, before.video)


def test_what_cannot_leave_anything_out_says_so_where_something_is(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tiny_ltx("2.5"), tmp_path / "shelf", "2.5", monkeypatch)
    forget()
    padded = words(model_of("ltx-2.5"))
    assert padded.mask is not None
    padded.mask[:, :4] = 0
    followed = (Followed(VideoLatents(torch.zeros(1, 8, 1, 2, 3)), 0.5),)
    for given in ({"words": padded}, {"followed": followed}):
        with pytest.raises(Failed, match="MILIMO_ATTENTION is _native_flash, which attends to everything") as failed:
            filmed("_native_flash", tmp_path, monkeypatch, **given)
        assert "native" in failed.value.remedy
        assert filmed("native", tmp_path, monkeypatch, **given).video.values.isfinite().all()


def test_what_is_wrongly_asked_for_stops_a_build_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILIMO_OFFLOAD", "everything")
    said = "MILIMO_OFFLOAD is everything; it may be auto, none, components, group"
    assert LtxBackend().available() == said


# ---------------------------------------------------------------- demands


def test_a_chunk_that_takes_over_frames_encodes_them(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    located = locate(put(tiny_ltx("2.3"), tmp_path / "shelf", "2.3", monkeypatch))
    body = DenoiseBody(kind="chunk.denoise", seed=1, family="ltx-2.3", quality="high", size=FULL, rate=RATE, frames=121)
    assert "vae" not in reads(body, located)
    for mode, encodes in (("latent", False), ("hybrid", True), ("frames", True), ("image", True)):
        handed = body.model_copy(update={"handoff": Handoff(mode=mode, first=12, count=4)})
        assert ("vae" in reads(handed, located)) is encodes


def test_an_upsampler_is_read_where_it_is_used(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    located = locate(put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch))
    wider, longer = UpsampleBody(family="ltx-2", spatial=2), UpsampleBody(family="ltx-2", spatial=1, temporal=2)
    assert reads(wider, located) == ("vae", "latent_upsampler")
    assert reads(longer, located) == ("vae", "temporal_upsampler")


def test_what_a_unit_takes_beside_its_weights_is_about_what_was_measured() -> None:
    """On an H200: 12.8 GB to decode 121 frames of 1280x704, 4.8 for a pass over them."""
    assert 12.8e9 < working(DECODE, "bf16", 16_384) < 14.5e9
    assert 4.8e9 < working(REFINE, "bf16", 16_384) < 5.5e9
    assert working(DECODE, "bf16", 4_096) < 4.1e9


# ---------------------------------------------------------------- the backend


def test_words_are_a_residency_of_their_own_and_the_rest_one_where_all_fits(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch)
    backend = LtxBackend()
    assert [backend.loads(body) for body in (WORDS, REFINE, DECODE)] == ["ltx-2, words", "ltx-2", "ltx-2"]
    monkeypatch.setenv("MILIMO_MEMORY", "10")
    few = [backend.loads(body) for body in (WORDS, REFINE, DECODE)]
    assert few == ["ltx-2, words", "ltx-2, motion", "ltx-2, pictures"]


def test_small_tiles_are_in_the_key_of_what_they_change(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    little = DecodeBody(family="ltx-2", size=Size(width=96, height=64), rate=RATE, frames=121)
    backend, found = LtxBackend(), {}
    for tiles in ("large", "small"):
        monkeypatch.setenv("MILIMO_TILES", tiles)
        found[tiles] = [backend.identity(body) for body in (DECODE, little)]
    assert found["small"][0] == found["large"][0] + ", small tiles"
    assert found["small"][1] == found["large"][1]


def test_a_process_has_one_model_a_family(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch)
    forget()
    assert model_of("ltx-2") is model_of("ltx-2")
    forget()
