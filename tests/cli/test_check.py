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


def test_a_film_of_another_encoding_is_told_once(milimo: Milimo, project: Path) -> None:
    (project / "film.mls").write_bytes(SMALL.replace("A lamp.", "A caf\xe9.").encode("latin-1"))
    ran = milimo("check", "--format", "short", "film.mls")
    assert [line.split("error[")[1][:5] for line in ran.out.splitlines()] == ["M1902"]
    write(project, SMALL.replace("A lamp.", "A caf\ufffd."))
    assert "M6013" in milimo("check", "--format", "short", "film.mls").out


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
    fields += ["file", "line", "column", "end_line", "end_column", "label", "help", "fixes", "related"]
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


FIXABLE = """\
Title: Fixable
Use: cast.mls

INT. ROOM - DAY

!! low angle,, close on @Mra, 4

MARA
Not tonight.
"""
"""A comma too many (certain), a mention and a length that are likely slips."""


def test_machine_formats_hold_every_film_in_one_document(milimo: Milimo, project: Path) -> None:
    write(project, WRONG, "one.mls")
    write(project, WRONG, "acts/two.mls")
    ran = milimo("check", "--format", "sarif", "one.mls", "acts/two.mls", "nope.mls")
    assert (ran.code, ran.err) == (2, "")
    (run,) = ran.json["runs"]
    files = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
    assert files == ["one.mls", "one.mls", "acts/two.mls", "acts/two.mls", "nope.mls"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({result["ruleId"] for result in run["results"]})
    ran = milimo("check", "--format", "github", "one.mls", "acts/two.mls")
    assert (ran.code, ran.err) == (1, "")
    assert [line.split(",")[0] for line in ran.out.splitlines()] == [
        "::error file=one.mls",
        "::error file=one.mls",
        "::error file=acts/two.mls",
        "::error file=acts/two.mls",
    ]


def test_sarif_of_a_good_film_is_a_run_without_results(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("check", "--format", "sarif", "film.mls")
    assert (ran.code, ran.json["runs"][0]["results"]) == (0, [])


def test_fix_mends_what_is_certain_and_says_what_is_left(milimo: Milimo, project: Path) -> None:
    film = write(project, FIXABLE)
    cast = write(project, "@character Mara: silver braid\n", "cast.mls")
    ran = milimo("check", "--fix", "film.mls")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == "1 fix applied to film.mls"
    assert "`milimo check --fix --unsafe` mends 2 of them" in ran.err
    assert film.read_text() == FIXABLE.replace("low angle,,", "low angle,")
    ran = milimo("check", "--fix", "--unsafe", "film.mls")
    assert (ran.code, ran.out) == (0, "")
    assert film.read_text() == FIXABLE.replace("low angle,, close on @Mra, 4", "low angle, close on @Mara, 4s")
    assert cast.read_text() == "@character Mara: silver braid\n"
    before = film.stat().st_mtime_ns
    assert milimo("check", "--fix", "--unsafe", "film.mls").err.startswith("nothing could be fixed")
    assert film.stat().st_mtime_ns == before


def test_fix_mends_the_files_a_film_uses_and_keeps_their_permissions(milimo: Milimo, project: Path) -> None:
    write(project, "Use: cast.mls\n\n[[include: act.mls]]\n")
    cast = write(project, b"\xef\xbb\xbf@character Mara: braid\r\n    imge: a.png\r\n", "cast.mls")
    act = write(project, "!! wide,, 4s\n", "act.mls")
    cast.chmod(0o640)
    ran = milimo("check", "--fix", "--unsafe", "film.mls")
    assert ran.err.splitlines()[0] == "2 fixes applied to act.mls, cast.mls"
    assert cast.read_bytes() == b"\xef\xbb\xbf@character Mara: braid\r\n    image: a.png\r\n"
    assert cast.stat().st_mode & 0o777 == 0o640
    assert act.read_text() == "!! wide, 4s\n"


def test_diff_shows_the_fixes_and_writes_nothing(milimo: Milimo, project: Path) -> None:
    film = write(project, FIXABLE)
    write(project, "@character Mara: silver braid\n", "cast.mls")
    ran = milimo("check", "--diff", "film.mls")
    assert ran.code == 1
    assert "--- film.mls\n+++ film.mls\n" in ran.out
    assert "\n-!! low angle,, close on @Mra, 4\n+!! low angle, close on @Mra, 4\n" in ran.out
    assert film.read_text() == FIXABLE
    write(project, SMALL, "good.mls")
    assert (milimo("check", "--diff", "good.mls").code, milimo("check", "--diff", "good.mls").out) == (0, "")


def test_a_file_that_is_no_text_is_not_mended(milimo: Milimo, project: Path) -> None:
    film = write(project, b"!! wide,, 4s\n\nCaf\xe9.\n")
    assert milimo("check", "--fix", "film.mls").code == 1
    assert film.read_bytes() == b"!! wide,, 4s\n\nCaf\xe9.\n"


def test_unsafe_alone_is_a_slip_of_the_command(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("check", "--unsafe", "film.mls")
    assert (ran.code, ran.out) == (2, "")
    assert "--fix --unsafe" in ran.err


def test_a_cast_for_other_films_need_not_be_a_film(milimo: Milimo, project: Path) -> None:
    cast = "# People\n\n@character Mara: silver braid\n\n%define camera creep\n    prompt: the camera creeps in\n"
    (project / "cast.mls").write_text(cast, encoding="utf-8")
    checked = milimo("check", "cast.mls")
    assert (checked.code, checked.out) == (0, "")
    assert "cast.mls has nothing to film" in milimo("build", "cast.mls").err
