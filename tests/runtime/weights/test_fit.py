"""What a model takes in memory is what is loaded, and what that means for a machine is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from milimo_runtime.weights import MODELS, NEEDED, Precision, locate
from milimo_runtime.weights.fit import Wants, resident, verdict, wants, whole
from milimo_runtime.weights.load import load
from milimo_runtime.weights.modules import keep_in_eight_bits
from tests.runtime.weights.conftest import FAMILIES, Put
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version


def taken(module: Any) -> int:
    return sum(value.numel() * value.element_size() for value in module.state_dict().values())


@pytest.mark.parametrize("precision", ["float32", "bf16"])
@pytest.mark.parametrize("layout", ["folder", "files"])
@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_told_is_what_is_taken(
    shelf: Path, tiny_ltx: Kept, tiny_single: Kept, version: Version, layout: str, precision: Precision
) -> None:
    (shelf / FAMILIES[version]).symlink_to((tiny_ltx if layout == "folder" else tiny_single)(version))
    located = locate(FAMILIES[version])
    for name in ("transformer", "vae", "connectors", "text_encoder"):
        module = load(located, name, "cpu", precision)
        tied = module.lm_head.weight.numel() * (4 if precision == "float32" else 2) if name == "text_encoder" else 0
        assert resident(located.part(name), precision) == taken(module) - tied, name


def test_eight_bits_take_half_at_the_most(put: Put) -> None:
    put("2.0")
    located = locate("ltx-2")
    model = load(located, "transformer", "cpu", "bf16")
    before = taken(model)
    keep_in_eight_bits(model)
    told = resident(located.part("transformer"), "fp8")
    assert before == 2 * told
    assert told <= taken(model) < before
    assert resident(located.part("vae"), "fp8") == resident(located.part("vae"), "bf16")


def test_a_model_that_is_not_here_wants_what_is_published() -> None:
    wanted = wants(MODELS["ltx-2"], None, "bf16")
    assert 40e9 < wanted.largest < 50e9 < wanted.whole < 90e9
    assert wants(MODELS["ltx-2"], None, "float32").whole == pytest.approx(2 * wanted.whole, rel=1e-6)


def test_a_model_that_is_here_wants_what_its_files_say(put: Put) -> None:
    put("2.0")
    located = locate("ltx-2")
    sizes = [resident(located.part(name), "bf16") for name in NEEDED]
    wanted = wants(MODELS["ltx-2"], located, "bf16")
    assert (wanted.largest, wanted.whole) == (round(max(sizes) * 1.15), round(sum(sizes) * 1.15))


@pytest.mark.parametrize(
    ("memory", "host", "said"),
    [(100, 10, "all of it stays"), (99, 10, "take turns"), (39, 40, "block by block"), (39, 39, "does not fit")],
)
def test_less_memory_means_more_moving(memory: int, host: int, said: str) -> None:
    assert said in verdict(Wants(40, 100), memory, host)


def test_whole_is_all_that_a_film_needs(put: Put) -> None:
    folder = put("2.0")
    assert whole(locate("ltx-2"))
    (folder / "vocoder" / "config.json").unlink()
    assert not whole(locate("ltx-2"))
