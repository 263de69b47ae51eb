"""`milimo check`: what is wrong, for people, for grep and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import Milimo

WRONG = SMALL.replace("!! close, 12f: the lamp goes out", "!! close, 0f\n    key 0: gone.png\n")
"""Two mistakes: a shot of no frames and a picture that is not there."""


def test_a_good_film_is_exit_0(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    ran = milimo("check", "film.mls")
    assert (ran.code, ran.out, ran.err) == (0, "", "nothing to say: the film is fine\n")


def test_every_mistake_is_said_where_it_stands(milimo: Milimo, project: Path) -> None:
    write(project, WRONG)
    ran = milimo("check", "film.mls")
    assert ran.code == 1
    assert " --> film.mls:11:" in ran.out
    assert " --> film.mls:12:12\n" in ran.out
    assert "12 |     key 0: gone.png\n   |            ^^^^^^^^" in ran.out
    assert ran.err == "2 errors\n"


def test_short_is_a_line_each(milimo: Milimo, project: Path) -> None:
    write(project, WRONG)
    ran = milimo("check", "--format", "short", "film.mls")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert [line.split(":")[:2] for line in lines] == [["film.mls", "11"], ["film.mls", "12"]]
    assert all(": error[M" in line for line in lines)


def test_json_is_one_array_of_the_promised_fields(milimo: Milimo, project: Path) -> None:
    write(project, WRONG)
    ran = milimo("check", "--format", "json", "film.mls")
    assert ran.code == 1
    fields = ["code", "name", "severity", "message"]
    fields += ["file", "line", "column", "end_line", "end_column", "help", "fixes", "related"]
    assert all(list(record) == fields for record in ran.json)
    gone = ran.json[1]
    assert (gone["file"], gone["line"], gone["column"], gone["end_line"], gone["end_column"]) == (
        "film.mls",
        12,
        12,
        12,
        20,
    )
    assert gone["severity"] == "error"


def test_json_of_a_good_film_is_an_empty_array(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("check", "--format", "json", "film.mls")
    assert (ran.code, ran.json, ran.err) == (0, [], "")


def test_several_films_are_checked_and_named_as_given(milimo: Milimo, project: Path) -> None:
    write(project, SMALL, "one/film.mls")
    write(project, WRONG, "two/film.mls")
    ran = milimo("check", "--format", "json", "one/film.mls", "two/film.mls")
    assert ran.code == 1
    assert {record["file"] for record in ran.json} == {"two/film.mls"}


def test_every_film_is_checked_though_one_is_missing(milimo: Milimo, project: Path) -> None:
    write(project, WRONG, "two.mls")
    ran = milimo("check", "--format", "json", "nope.mls", "two.mls", "tow.mls")
    assert ran.code == 2
    assert [(record["file"], record["code"], record["line"]) for record in ran.json] == [
        ("nope.mls", "M1902", 1),
        ("two.mls", ran.json[1]["code"], 11),
        ("two.mls", ran.json[2]["code"], 12),
        ("tow.mls", "M1902", 1),
    ]
    assert (ran.json[3]["message"], ran.json[3]["help"]) == ("there is no file tow.mls", "did you mean two.mls?")
    ran = milimo("check", "nope.mls", "two.mls")
    assert ran.code == 2
    assert " --> two.mls:12:12\n" in ran.out
    assert ran.err.startswith("milimo: there is no file nope.mls\n")
    assert ran.err.endswith("\n2 errors\n")
    ran = milimo("check", "--format", "short", "two.mls", "nope.mls")
    assert ran.code == 2
    assert ran.out.splitlines()[-1] == "nope.mls:1:1: error[M1902]: there is no file nope.mls"
    assert milimo("check", "--format", "json", "nope.mls").json[0]["severity"] == "error"


def test_a_mistake_in_a_used_file_names_that_file(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN.replace("Frame rate: 24", "Frame rate: 24\nUse: parts/cast.mls"), "film/film.mls")
    write(project, "@character Bob: a man\n    image: bob.png\n", "film/parts/cast.mls")
    ran = milimo("check", "--format", "json", "film/film.mls")
    assert ran.code == 1
    assert [(record["file"], record["line"]) for record in ran.json if record["severity"] == "error"] == [
        ("film/parts/cast.mls", 2)
    ]


def test_the_nearest_marked_folder_above_is_the_root(milimo: Milimo, project: Path) -> None:
    write(project, SMALL.replace("Frame rate: 24", "Frame rate: 24\nUse: ../cast.mls"), "scenes/film.mls")
    write(project, "@character Bob: a man\n", "cast.mls")
    assert milimo("check", "scenes/film.mls").code == 1
    (project / "milimo.lock").touch()
    ran = milimo("check", "--format", "short", "scenes/film.mls")
    assert (ran.code, [line for line in ran.out.splitlines() if "error" in line]) == (0, [])


def test_nothing_is_written(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    milimo("check", "film.mls")
    assert [path.name for path in project.iterdir()] == ["film.mls"]


@pytest.mark.parametrize("text", ["A room.\n", "INT. A - DAY\n\nX\n"])
def test_a_fountain_file_without_marks_is_a_film(milimo: Milimo, project: Path, text: str) -> None:
    write(project, text, "plain.fountain")
    assert milimo("check", "plain.fountain").code == 0
