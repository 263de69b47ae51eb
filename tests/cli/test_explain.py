"""`milimo explain`: where a shot comes from, and what a code means."""

from __future__ import annotations

from pathlib import Path

from milimo_lang.manual.entries import entries
from tests.cli.films import SPOKEN, write
from tests.conftest import Milimo


def test_a_shot_is_told_with_places_prompt_and_units(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN.replace("Title: Spoken", "Title: Spoken\nModel: ltx-2"))
    slate = milimo("plan", "--json", "film.mls").json["shots"][1]["slate"]
    ran = milimo("explain", "film.mls", slate.lower())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"shot {slate} (filmed), film.mls:")
    assert "length      48 frames, 2.00 s: film.mls:14\n" in ran.out
    assert "size        160x90: film.mls:3\n" in ran.out
    assert "seed        0: default\n" in ran.out
    assert "framing     close (close-up): film.mls:14\n" in ran.out
    assert "Ann (character, film.mls:6): a woman in a red coat" in ran.out
    assert "Ann: Now." in ran.out
    assert "\nchunk 1\n" in ran.out
    assert "  | " in ran.out
    assert "miss" in ran.out


def test_a_shot_that_is_not_there_lists_those_that_are(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    slates = [shot["slate"] for shot in milimo("plan", "--json", "film.mls").json["shots"]]
    ran = milimo("explain", "film.mls", "99Z")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"milimo: there is no shot 99Z\n  the shots are {', '.join(slates)}\n"


def test_a_code_has_a_manual_page(milimo: Milimo) -> None:
    code, entry = next(iter(sorted(entries().items())))
    ran = milimo("explain", code.lower())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{code} {entry.kind.name} ({entry.kind.severity})\n")
    assert entry.page in ran.out


def test_a_code_that_is_not_there_lists_its_neighbours(milimo: Milimo) -> None:
    ran = milimo("explain", "M1999")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("milimo: there is no diagnostic M1999\n  near it are M1001, M1002, ")
