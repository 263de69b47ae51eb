"""`milimo takes`, `pick` and `reroll`, and milimo.lock: from a first build to a kept picture."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import av

from tests.cli.films import SMALL, write
from tests.conftest import Milimo

FILM = """\
Title: Drawn
Size: 160x90

INT. ROOM - DAY

!! wide, 9f
    takes: 2

Rain.

!! black, 6f
"""


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.startswith("  take")]


def test_from_a_first_build_to_a_kept_picture(milimo: Milimo, project: Path) -> None:
    film = write(project, FILM)
    assert [row[-2:] for row in lines(milimo("takes", "film.mls").out)] == [["to", "make"]]
    milimo("build", "film.mls")
    listed = milimo("takes", "film.mls", "--json", "--out", "looks").json["shots"]
    [shot] = listed
    assert [(take["number"], take["standing"]) for take in shot["takes"]] == [(1, "picked"), (2, "made")]
    with av.open(str(project / shot["takes"][1]["file"])) as container:
        assert sum(1 for _ in container.decode(video=0)) > 0

    picked = milimo("pick", "film.mls", "1A", "2")
    assert (picked.code, picked.out) == (0, "take 2 of shot 1A is picked\n")
    lock = (project / "milimo.lock").read_text(encoding="utf-8")
    assert 'take = 2\nseed = 2647012970\nmodel = "animatic"\n' in lock
    assert milimo("pick", "film.mls", "1A", "2").out == "take 2 of shot 1A is picked: so it was already\n"
    assert (project / "milimo.lock").read_text(encoding="utf-8") == lock
    built = milimo("build", "film.mls")
    assert "is up to date" not in built.out, "the manifest knows that there was no lock"
    assert "is up to date: " in milimo("build", "film.mls").out
    assert "take 2 is in the film, as milimo.lock says\n" in milimo("explain", "film.mls", "1A").out

    write(project, FILM.replace("Rain.", "Mist and rain."))
    plan = milimo("plan", "film.mls")
    said = " ".join(plan.err.split())
    assert "warning[M3102]: take 2 of 1A is not the one that was picked: the shot changed since" in said
    assert "`milimo pick film.mls 1A 2` takes it as it is now, with `--keep` as it was picked" in said
    milimo("build", "film.mls")
    assert "it is stale: what it is made of changed" in milimo("explain", "film.mls", "1A").out
    kept = milimo("pick", "film.mls", "1A", "2", "--keep")
    assert re.fullmatch(r"take 2 of shot 1A is kept as it was made .*\n", kept.out)
    assert f'picture = "{shot["takes"][1]["sha256"]}"' in (project / "milimo.lock").read_text(encoding="utf-8")
    built = milimo("build", "film.mls")
    assert (built.code, "M3102" in built.err) == (0, False)
    told = milimo("explain", "film.mls", "1A").out
    assert (
        "take 2 is in the film, as milimo.lock says; it is kept as it was made, though its words have changed" in told
    )

    milimo("cache", "gc", "--keep", "0B")
    film.write_text(FILM.replace("Rain.", "Mist and some rain."), encoding="utf-8")
    assert milimo("build", "film.mls").code == 0
    shutil.rmtree(project / ".milimo")
    gone = milimo("build", "film.mls")
    assert gone.code != 0
    assert "the picture that is kept for 1A is not in the store any more" in gone.err
    assert milimo("pick", "film.mls", "1A", "--clear").out == "nothing is picked of shot 1A any more\n"
    assert milimo("build", "film.mls").code == 0


def test_what_cannot_be_picked_is_told_and_nothing_is_written(milimo: Milimo, project: Path) -> None:
    write(project, FILM.replace("takes: 2", "takes: 2\n    pick: 1"))
    for arguments, said in [
        (("pick", "film.mls", "1B", "1"), "shot 1B is black: there is one of it, and no takes"),
        (("pick", "film.mls", "1A", "2"), "the shot at film.mls:6 says itself which take is in the film"),
        (("pick", "film.mls", "1A"), "pick wants the number of a take, or --clear"),
        (("pick", "film.mls", "9Z", "2"), "there is no shot 9Z"),
        (("reroll", "film.mls", "1A"), "the shot at film.mls:6 says itself which take is in the film"),
        (("build", "film.mls", "--pick", "9Z=2"), "there is no shot 9Z to pick a take of"),
    ]:
        ran = milimo(*arguments)
        assert (ran.code, said in ran.err) == (2, True), ran.err
    write(project, FILM)
    assert "is drawn, not filmed" in milimo("reroll", "film.mls", "1A").err
    assert "there is nothing to keep" in milimo("pick", "film.mls", "1A", "2", "--keep").err
    assert not (project / "milimo.lock").exists()


def test_a_take_that_is_not_there_is_told_by_whoever_is_asked_to_take_it(milimo: Milimo, project: Path) -> None:
    write(project, FILM)
    once = ("--pick", "1a=7")
    for arguments in (("pick", "film.mls", "1A", "7"), ("build", "film.mls", *once), ("plan", "film.mls", *once),
                      ("explain", "film.mls", "1A", *once), ("takes", "film.mls", *once)):  # fmt: skip
        ran = milimo(*arguments)
        assert (ran.code, ran.err) == (2, "milimo: shot 1A has no take 7\n  its takes are 1, 2\n"), arguments
    ran = milimo("build", "film.mls", "--pick", "1B=1")
    assert (ran.code, "shot 1B is black: there is one of it, and no takes" in ran.err) == (2, True)
    write(project, FILM.replace("    takes: 2\n", "    id: rain\n").replace("Title", "Model: ltx-2.3\nTitle"))
    told = "take 1 is the only one; `milimo reroll film.mls 1A` makes another"
    assert told in milimo("build", "film.mls", "--pick", "rain=2").err
    assert told in milimo("pick", "film.mls", "rain", "2").err
    milimo("reroll", "film.mls", "rain")
    for take in "12":  # the first is always there, and the lock asks for the second
        assert milimo("plan", "film.mls", "--pick", f"rain={take}").code == 0
    assert not (project / ".milimo").exists()


def test_a_lock_that_cannot_be_read_is_told_where_it_is_wrong_and_stays(milimo: Milimo, project: Path) -> None:
    write(project, FILM)
    for text, said in [
        ("version = 1\n<<<<<<< HEAD\n", "milimo.lock:2: milimo.lock holds both sides of a merge"),
        ("version = 99\n", "milimo.lock:1: milimo.lock was written by a newer milimo"),
        ("version = 1\n\n[[pick]]\nfilm = 3\n", "milimo.lock:3: this block of milimo.lock has a “film” that is not"),
        ("version = 1\nta-ke =\n", "milimo.lock:2: milimo.lock cannot be understood here: invalid value"),
        ("garbage", "milimo.lock:1: milimo.lock cannot be understood here"),
        ("# a remark\n", "milimo.lock does not say its version"),
    ]:
        write(project, text, "milimo.lock")
        ran = milimo("pick", "film.mls", "1A", "2")
        assert (ran.code, said in ran.err) == (1, True), ran.err
        assert (project / "milimo.lock").read_text(encoding="utf-8") == text
    ran = milimo("plan", "film.mls")
    assert (ran.code, "error[M4005]" in ran.err) == (1, True)


def test_the_command_line_picks_for_once(milimo: Milimo, project: Path) -> None:
    write(project, FILM.replace("takes: 2", "takes: 3\n    pick: 3"))
    shot = milimo("plan", "film.mls", "--json", "--pick", "1a=2").json["shots"][0]
    assert shot["pick"] == 2


def test_a_lock_that_is_no_text_is_spoken_of_as_a_lock(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    (project / "milimo.lock").write_bytes(bytes(range(256)))
    ran = milimo("check", "film.mls")
    assert "milimo.lock is a binary file, not text" in ran.out
    assert "take it as it was out of version control, or remove it" in " ".join(ran.out.split())
    assert "screenplay" not in ran.out


def test_a_kept_picture_that_is_lost_names_the_command_as_it_is_to_be_typed(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL, "my film.mls")
    for words in ("build", "pick 1A 1 --keep"):
        command, *more = words.split()
        assert milimo(command, "my film.mls", *more).code == 0
    film.write_text(SMALL.replace("A lamp.", "A small lamp."), encoding="utf-8")
    shutil.rmtree(project / ".milimo")
    ran = milimo("build", "project/my film.mls", cwd=project.parent)
    assert (ran.code, "`milimo pick 'project/my film.mls' 1A --clear`" in ran.err) == (3, True), ran.err
