"""How the small model is taught: the loops run through their command, and what they write films."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import LTX2ConditionPipeline

from milimo_runtime.weights import NEEDED, locate
from milimo_runtime.weights.catalog import COMPONENTS
from milimo_runtime.weights.load import load
from milimo_runtime.weights.locate import FOLDERS
from milimo_small.__main__ import main
from milimo_small.show import GUIDANCE

Taught = Path
"""The folder that a rehearsal of both loops wrote."""


@pytest.fixture(scope="module")
def taught(one_thread: None, tmp_path_factory: pytest.TempPathFactory) -> Taught:
    folder = tmp_path_factory.mktemp("taught")
    precision = torch.get_float32_matmul_precision()
    main(["vae", "--rehearse", "--seconds", "600", "--out", str(folder / "vae")])
    main(
        ["transformer", "--rehearse", "--seconds", "600", "--vae", str(folder / "vae"), "--out", str(folder / "small")]
    )
    torch.set_float32_matmul_precision(precision)
    return folder / "small"


def test_two_steps_are_taken_and_told(taught: Taught) -> None:
    facts = json.loads((taught / "milimo.json").read_text())
    assert (facts["version"], facts["steps"]) == ("small", 2)
    assert not list(taught.parent.glob("*.part"))


def test_training_goes_on_from_what_was_written(
    taught: Taught, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--vae", str(taught.parent / "vae"), "--out", str(tmp_path / "small"), "--resume", str(taught)]
    main(["transformer", "--rehearse", "--seconds", "600", *arguments])
    assert "step 2: loss" in capsys.readouterr().out
    before, after = (_weights(folder) for folder in (taught, tmp_path / "small"))
    apart = torch.cat([(after[name] - before[name]).abs().flatten() for name in before])
    assert 0 < apart.mean() < 0.01  # two small steps away, and not begun anew


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    made = LTX2ConditionPipeline.from_pretrained(folder).transformer
    return {name: value.float() for name, value in made.state_dict().items()}


def test_diffusers_films_with_what_was_written_and_it_is_silent(taught: Taught) -> None:
    pipeline = LTX2ConditionPipeline.from_pretrained(taught, dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    film, sound = pipeline(
        prompt="a red ball",
        negative_prompt="",
        height=32,
        width=64,
        num_frames=9,
        num_inference_steps=2,
        max_sequence_length=40,
        guidance_scale=2.0,
        output_type="np",
        return_dict=False,
        **GUIDANCE,
    )
    assert film.shape == (1, 9, 32, 64, 3)
    assert np.isfinite(film).all()
    assert (sound.shape[-1] > 0, float(sound.abs().max())) == (True, 0.0)


def test_our_own_loader_reads_every_component(taught: Taught, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small").symlink_to(taught)
    monkeypatch.setenv(FOLDERS, str(tmp_path))
    located = locate("small")
    assert located.root == tmp_path / "small"
    for name in NEEDED:
        made = load(located, name, "cpu", "float32")
        assert not COMPONENTS[name].classes or type(made).__name__ in COMPONENTS[name].classes


def test_nothing_of_where_it_was_taught_stands_in_what_is_written(taught: Taught) -> None:
    for path in taught.rglob("*.json"):
        assert str(taught.parent) not in path.read_text(), path.name
