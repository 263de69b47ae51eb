"""What weights count as in keys, and that unchanged ones are not read again."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights import identity, locate
from milimo_runtime.weights.digests import Hashing, memory, telling
from milimo_runtime.weights.identity import file_identity
from tests.runtime.weights.conftest import Put, as_hub, edit, lasting

BOTH = ["transformer", "vae"]


def read(components: list[str], family: str = "ltx-2") -> tuple[str, int]:
    """The identity, and how many bytes were read for it."""
    heard: list[Hashing] = []
    with telling(heard.append):
        found = identity(locate(family), components, "bf16")
    assert not heard or heard[-1].done == heard[-1].total
    return found, heard[-1].total if heard else 0


def test_it_names_the_model_the_precision_and_each_component(put: Put) -> None:
    put("2.0")
    told = identity(locate("ltx-2"), BOTH, "bf16")
    head, transformer, vae = told.split(", ")
    assert head == "ltx-2 2.0 bf16"
    assert [part.split()[0] for part in (transformer, vae)] == BOTH
    assert identity(locate("ltx-2"), BOTH, "fp8") != told


def test_the_order_of_components_is_nothing_to_it(put: Put) -> None:
    put("2.0")
    located = locate("ltx-2")
    assert identity(located, BOTH, "bf16") == identity(located, [*reversed(BOTH), "vae"], "bf16")


def test_it_is_the_content_that_counts_not_the_place(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("2.0")
    here, _ = read(BOTH)
    put("2.0", root=tmp_path / "elsewhere")
    monkeypatch.setenv("MILIMO_MODELS", str(tmp_path / "elsewhere"))
    assert read(BOTH)[0] == here


@pytest.mark.parametrize("name", ["config.json", "diffusion_pytorch_model.safetensors"])
def test_every_file_that_decides_counts(put: Put, name: str) -> None:
    folder = put("2.0")
    before, _ = read(BOTH)
    path = folder / "vae" / name
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    after, _ = read(BOTH)
    assert after != before
    assert after.split(", ")[1] == before.split(", ")[1]


def test_a_file_that_decides_nothing_does_not_count(put: Put) -> None:
    folder = put("2.0")
    before, _ = read(BOTH)
    (folder / "vae" / "README.md").write_text("Thanks")
    assert read(BOTH)[0] == before


def test_a_word_of_the_tokenizer_counts(put: Put) -> None:
    folder = put("2.0")
    before, _ = read(["tokenizer"])
    edit(folder / "tokenizer" / "tokenizer_config.json", model_max_length=7)
    assert read(["tokenizer"])[0] != before


def test_what_did_not_change_is_not_read_again(put: Put) -> None:
    folder = put("2.0")
    lasting()
    first, amount = read(BOTH)
    assert amount == sum(path.stat().st_size for name in BOTH for path in (folder / name).iterdir())
    assert read(BOTH) == (first, 0)
    (folder / "vae" / "config.json").touch()
    again, amount = read(BOTH)
    assert (again, amount) == (first, (folder / "vae" / "config.json").stat().st_size)


def test_a_file_that_was_just_written_is_not_remembered(put: Put) -> None:
    """A change within the same tick of the clock would not show. The file says it is newer, and stays so."""
    path = put("2.0") / "vae" / "config.json"
    lasting()
    os.utime(path, (time.time() + 60,) * 2)
    read(["vae"])
    known = json.loads(memory().read_text())
    assert [Path(one).name for one in known] == ["diffusion_pytorch_model.safetensors"]


def test_a_file_of_ones_own_that_is_called_like_a_hash_is_read(tmp_path: Path) -> None:
    path = tmp_path / ("0" * 64)
    path.write_bytes(b"abc")
    assert file_identity(path).startswith("ba7816bf")


def test_what_the_hub_fetched_is_not_read_at_all(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put("2.5")
    there, _ = read(BOTH, "ltx-2.5")
    as_hub(folder, tmp_path / "hub", "Lightricks/LTX-2.5-Diffusers")
    monkeypatch.delenv("MILIMO_MODELS")
    found, amount = read(BOTH, "ltx-2.5")
    assert found == there
    assert amount == sum((folder / name / "config.json").stat().st_size for name in BOTH)


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"x": 1}', '{"x": [[1], "y"]}'])
def test_a_damaged_memory_costs_time_and_nothing_else(put: Put, damage: str) -> None:
    put("2.0")
    lasting()
    before, _ = read(BOTH)
    memory().write_text(damage)
    again, amount = read(BOTH)
    assert again == before
    assert amount > 0


def test_a_memory_that_cannot_be_written_is_done_without(put: Put, tmp_path: Path) -> None:
    put("2.0")
    (tmp_path / "cache").write_text("a file in the way")
    assert read(BOTH)[0].startswith("ltx-2 2.0 bf16")


def test_a_component_that_is_not_here_has_no_identity(put: Put) -> None:
    shutil.rmtree(put("2.0") / "vae")
    with pytest.raises(Unavailable, match="vae of ltx-2 is not at"):
        read(BOTH)


def test_a_single_file_counts_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "one.safetensors"
    path.write_bytes(b"abc")
    assert file_identity(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(Unavailable, match=r"two.safetensors cannot be read"):
        file_identity(tmp_path / "two.safetensors")
