"""`milimo new` and `milimo demo`: a film within a minute of the installation."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT, Milimo


def test_a_new_film_is_good_and_builds(milimo: Milimo, project: Path) -> None:
    ran = milimo("new", "the-long-night")
    assert (ran.code, ran.out) == (0, "the-long-night/film.mls is a film to start from\n")
    film = project / "the-long-night/film.mls"
    assert film.read_text(encoding="utf-8").startswith("Title: The Long Night\n")
    ran = milimo("check", film)
    assert (ran.code, ran.out) == (0, "")
    ran = milimo("build", film, "--size", "160x90")
    assert ran.code == 0
    assert (film.parent / "build/film.mp4").is_file()


def test_new_replaces_nothing(milimo: Milimo, project: Path) -> None:
    milimo("new", "mine")
    mine = project / "mine/film.mls"
    mine.write_text("changed", encoding="utf-8")
    (project / "mine/cast.mls").unlink()
    ran = milimo("new", "mine")
    assert (ran.code, ran.out) == (2, "")
    assert "already holds film.mls" in ran.err
    assert mine.read_text(encoding="utf-8") == "changed"
    assert not (project / "mine/cast.mls").exists()
    assert milimo("new", "mine/film.mls").code == 2


def test_new_in_a_folder_with_other_things_leaves_them(milimo: Milimo, project: Path) -> None:
    (project / "notes.txt").write_text("mine", encoding="utf-8")
    assert milimo("new", ".").code == 0
    assert (project / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (project / "film.mls").is_file()


def test_demo_copies_the_example_and_builds_it(milimo: Milimo, project: Path) -> None:
    ran = milimo("demo", "lamp", "--size", "160x90")
    assert ran.code == 0
    assert ran.out.startswith("lamp/build/film.mp4: ")
    original = (ROOT / "examples/the-lamp/film.mls").read_text(encoding="utf-8")
    copied = project / "lamp/film.mls"
    assert copied.read_text(encoding="utf-8") == original
    copied.write_text(original + "\n", encoding="utf-8")
    assert milimo("demo", "lamp", "--size", "160x90").code == 0
    assert copied.read_text(encoding="utf-8") == original + "\n"


def test_demo_takes_no_folder_that_holds_something_else(milimo: Milimo, project: Path) -> None:
    (project / "lamp").mkdir()
    (project / "lamp/notes.txt").touch()
    ran = milimo("demo", "lamp")
    assert (ran.code, ran.out) == (2, "")
    assert "name another folder" in ran.err
