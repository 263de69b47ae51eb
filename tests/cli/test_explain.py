"""`milimo explain`: where a shot comes from, and what a code means."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from milimo_lang.manual.entries import entries
from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import ROOT, Milimo


def test_a_shot_is_told_with_places_prompt_and_units(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN.replace("Title: Spoken", "Title: Spoken\nModel: ltx-2"))
    slate = milimo("plan", "--json", "film.mls").json["shots"][1]["slate"]
    ran = milimo("explain", "film.mls", slate.lower(), variables={"HF_HOME": "nowhere"})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"shot {slate} (filmed), film.mls:14\n  2.00 s, 0.50 s into the film")
    assert "\n  text: from its words alone\n" in ran.out
    rows = [line.split("  ") for line in ran.out.split("\n")]
    told = {row[1].split()[0]: (row[1].strip(), row[-1].strip()) for row in rows if len(row) > 2 and row[1].strip()}
    assert told["length"][1] == "film.mls:14"
    assert told["size"] == ("size", "film.mls:3, title page")
    assert told["seed"][1] == "default"
    assert "  framing     close (close-up)" in ran.out
    assert told["Ann"][1] == "film.mls:6"
    assert "Ann: Now." in ran.out
    assert "\nchunk 1\n" in ran.out
    assert '\n  | Close-up of Ann. Interior. Room, day. Ann: a woman in a red coat. Ann says: "Now."\n' in ran.out
    assert "miss   the weights of ltx-2 are not on this machine" in ran.out


EVERYWHERE = """\
Title: Everywhere
Size: 160x90
Model: ltx-2
Seed: 5

%define camera corkscrew, twist
    prompt: the camera corkscrews

%define shot entrance of {who}
    low angle, twist
    handles: 12

@character Ann: a woman in a red coat

INT. ROOM - DAY

%set golden hour
    steps: 20

!! entrance of @Ann, CU, 2s, misty: she comes in
    seed: 9
"""


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("framing", "film.mls:20"),
        ("angle", "film.mls:10, recipe"),
        ("camera", "film.mls:10, recipe; its words: film.mls:6"),
        ("light", "film.mls:17, %set"),
        ("steps", "film.mls:18, %set"),
        ("seed", "film.mls:21"),
        ("length", "film.mls:20"),
        ("words", "film.mls:20"),
        ("model", "film.mls:3, title page"),
        ("size", "command line"),
        ("frame rate", "default"),
    ],
)
def test_every_value_says_who_decided_it(milimo: Milimo, project: Path, name: str, place: str) -> None:
    write(project, EVERYWHERE)
    ran = milimo("explain", "--size", "320x180", "film.mls", "1A")
    line = next(line for line in ran.out.split("\n") if line.startswith(f"  {name} "))
    assert line.endswith(f"  {place}"), ran.out


def test_a_shot_is_found_by_its_id(milimo: Milimo, project: Path) -> None:
    write(project, EVERYWHERE + "    id: the-entrance\n")
    assert milimo("explain", "film.mls", "The-Entrance").out.startswith("shot 1A (filmed)")


def test_a_shot_that_is_not_there_lists_those_that_are(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    slates = [shot["slate"] for shot in milimo("plan", "--json", "film.mls").json["shots"]]
    ran = milimo("explain", "film.mls", "99Z")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"milimo: there is no shot 99Z\n  the shots are {', '.join(slates)}\n"


def test_a_code_has_a_manual_page_with_an_example_as_milimo_reports_it_and_mended(milimo: Milimo) -> None:
    ran = milimo("explain", "m2002")
    assert (ran.code, ran.err) == (0, "")
    entry = entries()["M2002"]
    assert ran.out.startswith(f"M2002 unknown-mention (warning)\n\n{entry.page}\n")
    wrong, said, mended = (
        ran.out.index(part) for part in ("!! close on @Mra, 4s", "= help: did you mean @Mara?", "Mended:")
    )
    assert wrong < said < mended
    assert "    !! close on @Mara, 4s\n" in ran.out[mended:]
    assert "[[milimo: allow M2002]]" in ran.out


def test_an_error_cannot_be_silenced_and_its_page_says_no_such_thing(milimo: Milimo) -> None:
    assert "milimo: allow" not in milimo("explain", "M3001").out


@pytest.mark.parametrize("asked", ["misspelt-term", "Misspelt-Term", "misspelt_term", "misspelt term"])
def test_a_name_is_as_good_as_a_code(milimo: Milimo, asked: str) -> None:
    assert milimo("explain", asked).out == milimo("explain", "M2005").out


def test_a_code_or_a_name_that_is_not_there_offers_those_near_it(milimo: Milimo) -> None:
    ran = milimo("explain", "M1000")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "milimo: there is no diagnostic M1000\n"
        "  near it are M1001 unexpected, M1002 unclosed-quote, M1003 stray-comma\n"
    )
    ran = milimo("explain", "mispelt-terms")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "milimo: there is no diagnostic called 'mispelt-terms'")
    assert "  near it are M2005 misspelt-term" in ran.err
    assert "M1002 unclosed-quote" in milimo("explain", "quote").err
    assert "milimo explain M2004" in milimo("explain", "film.mls").err


def test_what_is_laid_over_and_under_a_shot_is_shown_with_its_line(milimo: Milimo, project: Path) -> None:
    shutil.copytree(ROOT / "examples/the-lamp", project / "lamp", ignore=shutil.ignore_patterns("build", ".milimo"))
    rows = [" ".join(line.split()) for line in milimo("explain", "lamp/film.mls", "1A").out.splitlines()]
    assert "super “Blackrock, 1931”, 2.00 s to 6.00 s lamp/film.mls:20" in rows
    assert "music score/theme.flac, at 0.00 s, -12 dB lamp/film.mls:18" in rows
    assert "begins with a fade-in over its first 24 frames lamp/film.mls:10" in rows


def test_what_people_do_and_the_weather_are_told(milimo: Milimo, project: Path) -> None:
    story = "INT. OFFICE - NIGHT\n\n!! wide, 3s\n\nTOM, fifty, grey beard, sits. Rain on the roof.\n\nTOM\nNo.\n"
    write(project, "@character Ana: a cook\n\n" + story)
    out = milimo("explain", "film.mls", "1A").out
    assert "\n  Tom         sits: fifty, grey beard (not declared: as the action introduces them)\n" in out
    assert "\n  weather     rain, as the action of the scene tells\n" in out


def test_why_a_shot_was_made_last_is_told_with_every_change(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    milimo("build", "film.mls")
    film.write_text(SMALL.replace("the lamp goes out", "the lamp burns").replace("close, 12f", "close, 18f"))
    assert milimo("build", "film.mls").code == 0
    last = milimo("explain", "film.mls", "1B").out.partition("\nlast made\n")[2]
    because = last[last.index("because action changed") :].splitlines()
    assert because[0] == "because action changed: 'the lamp goes out' -> 'the lamp burns'"
    assert because[1].strip() == "length changed: 12 -> 18"
