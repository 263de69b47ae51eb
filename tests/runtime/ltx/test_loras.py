"""LoRAs for one pass: laid over, weighed, and taken off to the bit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from milimo_lang.ir.bodies import Lora
from milimo_runtime.backend import Cancelled, Failed
from milimo_runtime.backends.ltx import loras
from milimo_runtime.backends.ltx.loras import laid_over
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.weights.lora import load_lora
from tests.runtime.ltx.models import made
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_foreign_lora, build_lora, build_wide_lora
from tests.tiny.ltx import Version


def with_loras(model: Model, *stack: tuple[Path, float]) -> torch.Tensor:
    wanted = [Lora(role=f"lora/{n}", weight=weight) for n, (_, weight) in enumerate(stack)]
    inputs = {lora.role: path for lora, (path, _) in zip(wanted, stack, strict=True)}
    with laid_over(model.component("transformer"), wanted, inputs):
        return made(model).video.values


@pytest.fixture
def pair(version: Version, tiny_ltx: Kept, tmp_path: Path) -> tuple[Path, Path]:
    folder = tiny_ltx(version)
    one = build_lora(tmp_path / "one.safetensors", folder, seed=1)
    return one, build_lora(tmp_path / "two.safetensors", folder, seed=2, naming="diffusers")


def test_a_stack_changes_its_pass_and_no_other(model: Model, pair: tuple[Path, Path]) -> None:
    one, two = pair
    plain = made(model).video.values
    both = with_loras(model, (one, 1.0), (two, 0.5))
    for other in (plain, with_loras(model, (one, 1.0)), with_loras(model, (one, 1.0), (two, 1.0))):
        assert (both - other).abs().mean() > 1e-3
    assert torch.equal(made(model).video.values, plain)
    assert torch.equal(with_loras(model, (one, 1.0), (two, 0.5)), both)


def test_what_the_next_pass_wants_stays_and_what_it_does_not_is_taken_off(
    model: Model, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair
    transformer, read = model.component("transformer"), []
    names = [name for name, _ in transformer.named_modules()]
    monkeypatch.setattr(loras, "load_lora", lambda model, file, name: (read.append(file), load_lora(model, file, name)))
    for stack in ([(one, 1.0)], [(one, 0.5), (two, 1.0)], [(two, 1.0)]):
        with_loras(model, *stack)
    assert read == [one, two]
    assert len(transformer.peft_config) == 1
    two.write_bytes(one.read_bytes())
    assert torch.equal(with_loras(model, (two, 1.0)), with_loras(model, (one, 1.0)))
    with_loras(model)
    assert [name for name, _ in transformer.named_modules()] == names


def test_a_weight_of_nothing_changes_nothing(model: Model, pair: tuple[Path, Path]) -> None:
    assert torch.equal(with_loras(model, (pair[0], 0.0)), made(model).video.values)


def test_a_pass_that_stops_leaves_nothing_behind(model: Model, pair: tuple[Path, Path]) -> None:
    transformer, plain = model.component("transformer"), made(model).video.values
    with pytest.raises(Cancelled), laid_over(transformer, [Lora(role="lora/0")], {"lora/0": pair[0]}):
        raise Cancelled
    assert torch.equal(made(model).video.values, plain)


def test_what_is_no_lora_for_this_model_is_told(
    model: Model, version: Version, tiny_ltx: Kept, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    plain = made(model).video.values
    wide = build_wide_lora(tmp_path / "wide.safetensors", tiny_ltx(version))
    foreign = build_foreign_lora(tmp_path / "foreign.safetensors")
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(pair[0].read_bytes()[:-100])
    for file in (wide, foreign, cut):
        with pytest.raises(Failed, match=file.name) as told:
            with_loras(model, (pair[0], 1.0), (file, 1.0))
        assert told.value.remedy
        assert torch.equal(made(model).video.values, plain)
