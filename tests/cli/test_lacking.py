"""What this machine has not got is told once: before anything is made, or once for each shot that wants it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Milimo
from tests.tiny import broken
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_foreign_lora, build_wide_lora

FILM = """\
Title: The Lamp
Model: ltx-2.3
Size: 128x128

INT. LAMP ROOM - NIGHT

!! wide, 6s: the lamp turns
    takes: 2

!! close, 1s: it stops
"""
NOWHERE = {"MILIMO_MODELS": "", "HF_HOME": "nowhere"}


def write(project: Path, text: str) -> None:
    (project / "film.mls").write_text(text, encoding="utf-8")


def test_without_weights_nothing_is_begun_and_one_sentence_says_why(milimo: Milimo, project: Path) -> None:
    write(project, FILM)
    told = milimo("build", "film.mls", variables=NOWHERE)
    assert told.code == 4
    assert told.err.count("the weights of ltx-2.3 are not on this machine") == 1
    assert "milimo models pull ltx-2.3" in told.err
    assert "`milimo build --animatic` draws the film" in told.err
    assert "failed  " not in told.err
    assert not list((project / ".milimo").glob("journal/*.jsonl"))


def test_a_film_that_is_drawn_in_part_is_made_in_part(milimo: Milimo, project: Path) -> None:
    write(project, FILM.replace("it stops\n", "it stops\n    model: animatic\n"))
    told = milimo("build", "film.mls", variables=NOWHERE)
    assert told.code == 4
    lines = [line for line in told.err.splitlines() if line.startswith("failed  ")]
    assert len(lines) == 1
    assert lines[0].startswith("failed  film.mls:7: shot 1A: the weights of ltx-2.3 are not on this machine")
    assert "made    1B/picture" in told.err
    events = [json.loads(line) for line in milimo("build", "film.mls", "--json", variables=NOWHERE).out.splitlines()]
    failed = {event["unit"]: event.get("because") for event in events if event["event"] == "failed"}
    assert failed["1A/chunk 1/text"] is None
    assert failed["1A/segment"] is not None
    assert {event["shot"] for event in events if event["event"] == "cached"} >= {"1B"}


@pytest.mark.parametrize("lacking", ["vocoder", "temporal_upsampler"])
def test_no_unit_of_a_shot_is_begun_that_lacks_a_part_in_the_end(
    milimo: Milimo, project: Path, tiny_ltx: Kept, tmp_path: Path, lacking: str
) -> None:
    """Words and passes would be made for nothing; the drawn shot goes on. Doubling wants an upsampler of its own."""
    (tmp_path / "shelf").mkdir()
    broken.missing(tiny_ltx("2.5"), tmp_path / "shelf" / "ltx-2.5", lacking)
    text = FILM.replace("ltx-2.3", "ltx-2.5\nDoubling: on").replace("6s", "1s")
    write(project, text.replace("it stops\n", "it stops\n    model: animatic\n"))
    here = {**NOWHERE, "MILIMO_MODELS": str(tmp_path / "shelf"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    events = milimo("build", "film.mls", "--json", variables=here).events
    begun = [event["unit"] for event in events if event["event"] == "started"]
    assert begun
    assert not [unit for unit in begun if unit.startswith("1A/")]
    told = {event["reason"] for event in events if event["event"] == "failed" and not event.get("because")}
    assert len(told) == 1
    assert told.pop().startswith(f"{lacking} of ltx-2.5 is not at ")


def test_a_truncated_part_is_told_before_anything_of_its_shot_is_begun(
    milimo: Milimo, project: Path, tiny_ltx: Kept, tmp_path: Path
) -> None:
    (tmp_path / "shelf").mkdir()
    broken.truncated(tiny_ltx("2.5"), tmp_path / "shelf" / "ltx-2.5", "latent_upsampler")
    write(project, FILM.replace("ltx-2.3", "ltx-2.5"))
    here = {**NOWHERE, "MILIMO_MODELS": str(tmp_path / "shelf"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    told = milimo("build", "film.mls", variables=here)
    assert told.code == 4
    assert "latent_upsampler/diffusion_pytorch_model.safetensors is damaged" in told.err
    assert not list((project / ".milimo").glob("journal/*.jsonl"))


def test_a_lora_for_another_model_is_told_before_anything_of_its_shot_is_begun(
    milimo: Milimo, project: Path, tiny_ltx: Kept, tmp_path: Path
) -> None:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "ltx-2.5").symlink_to(tiny_ltx("2.5"))
    build_wide_lora(project / "wide.safetensors", tiny_ltx("2.5"))
    build_foreign_lora(project / "mara.safetensors")
    text = FILM.replace("ltx-2.3", "ltx-2.5").replace("6s", "1s").replace("    takes: 2", "    lora: wide.safetensors")
    text = text.replace("INT.", "@character Mara: a cook\n    lora: mara.safetensors\n\nINT.")
    text = text.replace("it stops\n", "it stops\n    model: animatic\n\n!! close on @Mara, 1s: she looks\n")
    write(project, text)
    here = {**NOWHERE, "MILIMO_MODELS": str(tmp_path / "shelf"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    told = milimo("build", "film.mls", variables=here)
    assert told.code == 3
    lines = [line for line in told.err.splitlines() if line.startswith("failed  ")]
    assert [line.partition(": 6 of its")[0] for line in lines[1:]] == [
        "failed  film.mls:6: shot 1C: mara.safetensors is a LoRA for another model"
    ]
    assert lines[0].startswith("failed  film.mls:11: shot 1A: wide.safetensors is a LoRA for another model: ")
    assert "made    1A/" not in told.err
    assert "made    1C/" not in told.err
    assert "made    1B/picture" in told.err
    planned = milimo("plan", "film.mls", variables=here).out.splitlines()
    assert [line.partition(" 14 of")[0].partition(" 6 of")[0] for line in planned[-2:]] == [
        "film.mls:11: shot 1A: wide.safetensors is a LoRA for another model:",
        "film.mls:6: shot 1C: mara.safetensors is a LoRA for another model:",
    ]


def test_the_animatic_of_a_film_wants_no_weights(milimo: Milimo, project: Path) -> None:
    write(project, FILM)
    assert milimo("build", "film.mls", "--animatic", variables=NOWHERE).code == 0
