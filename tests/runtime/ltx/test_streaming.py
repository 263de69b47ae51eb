"""Components that are brought to the device layer by layer: what they make, and LoRAs over them."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from milimo_lang.ir.bodies import Lora
from milimo_runtime.backends.ltx import streaming, text
from milimo_runtime.backends.ltx.loras import laid_over
from milimo_runtime.backends.ltx.models import Model
from tests.runtime.ltx.on_shelf import a_pass, model_on, put
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_lora
from tests.tiny.ltx import VERSIONS, Version


@pytest.fixture(params=VERSIONS)
def family(request: pytest.FixtureRequest, tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    version: Version = request.param
    build_lora(tmp_path / "a.safetensors", tiny_ltx(version))
    return put(tiny_ltx(version), tmp_path / "shelf", version, monkeypatch)


def under_a_lora(model: Model, lora: Path) -> torch.Tensor:
    with laid_over(model.component("transformer"), [Lora(role="lora")], {"lora": lora}):
        return a_pass(model).video.values


def test_passes_words_and_loras_come_out_the_same(family: str, tmp_path: Path) -> None:
    plain, by_layers = model_on(family), model_on(family, offload="group")
    assert by_layers.residents.streamed >= {"transformer", "text_encoder"}
    assert torch.equal(a_pass(by_layers).video.values, a_pass(plain).video.values)
    words = [text.encode(model, "a bell", "", pytest.fail).video for model in (plain, by_layers)]
    assert torch.equal(*words)
    lora = tmp_path / "a.safetensors"
    changed = under_a_lora(by_layers, lora)
    assert torch.equal(changed, under_a_lora(plain, lora))
    assert not torch.equal(changed, a_pass(plain).video.values)
    assert torch.equal(a_pass(by_layers).video.values, a_pass(plain).video.values)


def test_a_lora_over_what_is_streamed_lies_on_the_device(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It came after the layers that are brought over, so nothing would bring it. No other device is at hand than one
    without numbers, which the library cannot bring layers to."""
    monkeypatch.setattr(streaming, "apply_group_offloading", lambda *_, **__: None)
    lora = build_lora(tmp_path / "a.safetensors", tiny_ltx("2.0"))
    model = model_on(put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch))
    elsewhere = torch.device("meta")
    transformer = streaming.streamed(model.component("transformer"), elsewhere)
    with laid_over(transformer, [Lora(role="lora")], {"lora": lora}):
        devices = {value.device for name, value in transformer.named_parameters() if "lora_" in name}
    assert devices == {elsewhere}
