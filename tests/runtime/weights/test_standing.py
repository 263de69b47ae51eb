"""Whether a model's files still stand as they did, without reading them."""

from __future__ import annotations

from pathlib import Path

import pytest

from milimo_runtime.weights.standing import standing
from tests.tiny.fixtures import Kept


@pytest.fixture
def shelves(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two folders that are looked at in this order; the model lies in the second."""
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        (folder / "ltx-2").mkdir(parents=True)
    for part in tiny_ltx("2.0").rglob("*"):
        there = folders[1] / "ltx-2" / part.relative_to(tiny_ltx("2.0"))
        if part.is_file():
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(part.read_bytes())
    monkeypatch.setenv("MILIMO_MODELS", ":".join(map(str, folders)))
    return folders


def test_every_file_of_the_model_counts(shelves: list[Path]) -> None:
    before = standing(["ltx-2"])
    assert standing(["ltx-2"]) == before
    (weights,) = (shelves[1] / "ltx-2" / "vae").glob("*.safetensors")
    assert weights in before
    weights.write_bytes(weights.read_bytes() + b" ")
    assert standing(["ltx-2"]) != before


def test_one_that_is_put_before_it_counts(shelves: list[Path]) -> None:
    before = standing(["ltx-2"])
    (shelves[0] / "ltx-2" / "transformer").mkdir()
    assert standing(["ltx-2"]) != before


def test_one_that_goes_and_one_that_was_never_there_count(shelves: list[Path]) -> None:
    before = standing(["ltx-2", "ltx-2.3"])
    assert before[shelves[0] / "ltx-2.3"] is None
    (shelves[0] / "ltx-2.3").mkdir()
    assert standing(["ltx-2", "ltx-2.3"])[shelves[0] / "ltx-2.3"] is not None
    assert standing(["a family nobody knows"]) == {}
