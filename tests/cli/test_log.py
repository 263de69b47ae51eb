"""`milimo log`: the builds of a project, and what became of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from milimo_lang.cli.main import main
from tests.cli.films import SMALL, write
from tests.conftest import Milimo
from tests.runtime.execute.films import Panel, build, film
from tests.runtime.inline import inline


def test_builds_are_listed_newest_first_and_each_is_shown(milimo: Milimo, project: Path) -> None:
    text = write(project, SMALL)
    assert milimo("build", "film.mls").code == 0
    text.write_text(SMALL.replace("the lamp goes out", "the lamp burns"))
    assert milimo("build", "film.mls", "--jobs", "1").code == 0
    head, *rows = milimo("log").out.splitlines()
    assert head.split() == ["when", "film", "ended", "made", "cached", "failed", "time"]
    cells = [re.split(" {2,}", row.strip()) for row in rows]
    assert [(row[0], *row[2:5]) for row in cells] == [
        ("1", "film.mls", "finished", "1"),
        ("2", "film.mls", "finished", "8"),
    ]
    last = milimo("log", "1").out
    assert last.startswith("film.mls, ")
    assert "1B/picture  action changed: 'the lamp goes out' -> 'the lamp burns'" in last
    assert "--jobs 1" in last
    assert "drawn.panel" in last.partition("by kind")[2]
    name = milimo("log", "1", "--json").json["run"]
    assert milimo("log", name).out == last
    listed = milimo("log", "--json", "-n", "1").json
    assert (listed["schema"], [run["run"] for run in listed["runs"]]) == ("milimo.log/1", [name])
    assert "and 1 before them" in milimo("log", "-n", "1").out


def test_what_failed_is_told_with_its_remedy_and_what_it_took_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inline(monkeypatch)
    build(tmp_path, film(Panel("A", "[warn it is dark]"), Panel("B", "[fail]")))
    monkeypatch.chdir(tmp_path)
    assert main(["log", "1"]) == 0
    head, failed, warned, made, _ = capsys.readouterr().out.split("\n\n")
    assert head.splitlines()[0].endswith(": failed")
    assert failed.splitlines() == [
        "failed",
        "  B/picture: the fake was told to fail",
        "    take the word out",
        "    2 more were not made because of it",
    ]
    assert warned.splitlines() == ["warned", "  A/picture: it is dark"]
    assert sorted(line.split()[2:] for line in made.splitlines()[1:]) == [
        [unit, "never", "built"] for unit in ("A/picture", "A/segment", "film/mix")
    ]


def test_what_is_not_there_is_a_sentence(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("log")
    assert ran.code == 0
    assert ran.out.startswith("nothing was built yet")
    assert milimo("log", "--json").json == {"schema": "milimo.log/1", "runs": []}
    ran = milimo("log", "1")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "milimo: there is no build number 1")
    ran = milimo("log", "2026Z")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "milimo: there is no build whose name begins with '2026Z'")
    assert milimo("log", "-n", "0").code == 2
