"""`milimo plan`: what would be made and why, before anything is."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import Milimo


def test_json_has_the_promised_shape(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    ran = milimo("plan", "--json", "film.mls")
    assert (ran.code, ran.err) == (0, "")
    plan = ran.json
    assert (plan["frames"], plan["rate"]) == (60, "24/1")
    assert [(shot["start"], shot["frames"]) for shot in plan["shots"]] == [(0, 12), (12, 48)]
    for shot in plan["shots"]:
        assert {"slate", "id", "start", "frames", "chunks", "units"} <= shot.keys()
        for chunk in shot["chunks"]:
            assert {"start", "frames", "overlap", "trim", "keyframes", "prompt"} <= chunk.keys()
        assert sum(chunk["frames"] - chunk["overlap"] for chunk in shot["chunks"]) >= shot["frames"]
        assert shot["units"]
    for unit in [*plan["units"], *(unit for shot in plan["shots"] for unit in shot["units"])]:
        assert list(unit) == ["id", "kind", "key", "status", "reason", "why"]
        assert unit["status"] in ("hit", "miss", "maybe")
    assert "cut.film" in [unit["kind"] for unit in plan["units"]]


def test_a_long_shot_of_a_model_divides_into_chunks_that_cover_it(milimo: Milimo, project: Path) -> None:
    write(project, SMALL.replace("Title: Small", "Title: Small\nModel: ltx-2").replace("wide, 12f", "wide, 300f"))
    ran = milimo("plan", "--json", "film.mls")
    assert ran.code == 0
    shot = ran.json["shots"][0]
    assert shot["frames"] == 300
    assert sum(chunk["frames"] - chunk["overlap"] for chunk in shot["chunks"]) >= 300
    assert all(chunk["frames"] % 8 == 1 and chunk["prompt"] for chunk in shot["chunks"])


def test_people_see_shots_reasons_and_totals(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("plan", "film.mls")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Small: 1.0 s, 24 frames at 24 a second, 160x90, 2 shots"
    assert lines[2].split() == ["shot", "starts", "frames", "chunks", "model", "units"]
    assert "to make" in lines[3]
    assert lines[-2].endswith(" maybe")
    assert lines[-1].startswith("no estimate yet")


def test_a_model_that_cannot_run_here_is_said_once(milimo: Milimo, project: Path) -> None:
    write(project, SMALL.replace("Title: Small", "Title: Small\nModel: ltx-2"))
    nowhere = {"HF_HOME": "nowhere"}
    lines = milimo("plan", "film.mls", variables=nowhere).out.splitlines()
    assert lines[-1].startswith("The weights of ltx-2 are not on this machine")
    assert "`milimo models pull ltx-2` fetches what is missing" in lines[-1]
    assert sum("the weights of" in line.lower() for line in lines) == 1
    assert re.fullmatch(r"1A +0\.0 s +12 +1 +ltx-2 +\d+ to make", lines[3])
    units = milimo("plan", "film.mls", "--json", variables=nowhere).json["shots"][0]["units"]
    (reason,) = {unit["reason"] for unit in units if unit["kind"].startswith("chunk.")}
    assert "the weights of ltx-2 are not on this machine" in reason
    assert "the weights of" not in milimo("plan", "film.mls", "--animatic", variables=nowhere).out.lower()


def test_nothing_is_made(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("plan", "film.mls")
    assert [path.name for path in project.iterdir()] == ["film.mls"]


def test_a_film_with_errors_is_planned_as_well_as_it_goes(milimo: Milimo, project: Path) -> None:
    write(project, SMALL.replace("!! close, 12f", "!! close, 12f, on @Nobody\n    key 0: gone.png\n"))
    ran = milimo("plan", "--json", "film.mls")
    assert ran.code == 1
    assert "gone.png" in ran.err
    assert ran.json["shots"]


def test_after_a_build_everything_is_a_hit_and_an_edit_says_what_changed(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    assert milimo("build", "film.mls").code == 0
    plan = milimo("plan", "--json", "film.mls").json
    units = [*plan["units"], *(unit for shot in plan["shots"] for unit in shot["units"])]
    assert {unit["status"] for unit in units} == {"hit"}
    film.write_text(SMALL.replace("the lamp goes out", "the lamp burns"), encoding="utf-8")
    first, second = milimo("plan", "--json", "film.mls").json["shots"]
    assert {unit["status"] for unit in first["units"]} == {"hit"}
    missed = [unit["reason"] for unit in second["units"] if unit["status"] == "miss"]
    assert missed
    assert all(missed)
