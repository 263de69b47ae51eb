"""What the environment may ask of how models are run, and what a unit asks of the device."""

from __future__ import annotations

from pathlib import Path

import pytest

from milimo_lang.ir.bodies import DecodeBody, DenoiseBody, Handoff, TextBody, UpsampleBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Unavailable
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.demands import reads, working
from milimo_runtime.backends.ltx.models import Model, forget, model_of
from milimo_runtime.backends.ltx.options import Options, options
from milimo_runtime.weights.locate import locate
from tests.runtime.execute.films import RATE
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
    }
    assert options(asked) == Options("cuda:1", "fp8", "small", 40 * 10**9, "group", True, "flash", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MILIMO_MEMORY", "much"),
        ("MILIMO_MEMORY", "-1"),
        ("MILIMO_MEMORY", "nan"),
        ("MILIMO_OFFLOAD", "yes"),
        ("MILIMO_TILES", "tiny"),
        ("MILIMO_COMPILE", "true"),
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
    for offload in ("auto", "group"):
        with pytest.raises(Unavailable, match="MILIMO_ATTENTION is wishful"):
            model_on(family, attention="wishful", offload=offload).component("transformer")


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
