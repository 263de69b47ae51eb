"""`milimo emit`: what each stage makes of a film, exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import Milimo


def test_lines_is_an_object_a_line_without_terminators(milimo: Milimo, project: Path) -> None:
    write(project, "INT. ROOM - DAY\r\n\r\nMARA\r\n(low)\r\nWho's thére?\r\n\r\n> FADE OUT.")
    ran = milimo("emit", "lines", "film.mls")
    assert (ran.code, ran.err) == (0, "")
    assert [json.loads(line) for line in ran.out.splitlines()] == [
        {"line": 1, "kind": "scene_heading", "text": "INT. ROOM - DAY"},
        {"line": 2, "kind": "blank", "text": ""},
        {"line": 3, "kind": "character", "text": "MARA"},
        {"line": 4, "kind": "parenthetical", "text": "(low)"},
        {"line": 5, "kind": "dialogue", "text": "Who's thére?"},
        {"line": 6, "kind": "blank", "text": ""},
        {"line": 7, "kind": "transition", "text": "> FADE OUT."},
    ]


def test_marks_mean_nothing_in_a_fountain_file(milimo: Milimo, project: Path) -> None:
    text = "INT. ROOM - DAY\n\n!! wide, 2s\n"
    kinds = {}
    for name in ("film.mls", "film.fountain"):
        write(project, text, name)
        kinds[name] = json.loads(milimo("emit", "lines", name).out.splitlines()[2])["kind"]
    assert kinds == {"film.mls": "shot", "film.fountain": "action"}


def test_tree_names_what_is_written(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    ran = milimo("emit", "tree", "film.mls")
    assert (ran.code, ran.err) == (0, "")
    assert "Ann waits." in ran.out
    assert "std." not in ran.out


def test_ir_and_plan_are_json(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    screenplay = milimo("emit", "ir", "film.mls").json
    assert [shot["frames"] for scene in screenplay["scenes"] for shot in scene["shots"]] == [12, 48]
    plan = milimo("emit", "plan", "film.mls").json
    assert plan["schema"].startswith("milimo.plan/")
    assert plan["film"]["frames"] == 60


@pytest.mark.parametrize("stage", ["ir", "plan"])
def test_a_film_with_errors_is_printed_and_its_errors_said(milimo: Milimo, project: Path, stage: str) -> None:
    write(project, SMALL.replace("!! close, 12f", "!! close, 0f"))
    ran = milimo("emit", stage, "film.mls")
    assert ran.code == 1
    assert "A lamp." in ran.out
    assert "error[M" in ran.err


def test_the_plan_is_the_same_bytes_whatever_surrounds_it(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN, "here/film.mls")
    write(project, SPOKEN, "there/deeper/film.mls")
    plain = milimo("emit", "plan", "film.mls", cwd=project / "here")
    strange = {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    assert milimo("emit", "plan", "there/deeper/film.mls", variables=strange).out == plain.out
