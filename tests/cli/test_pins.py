"""`milimo cache pin`, and the limit of the store: what is kept stays, what is not makes room."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from milimo_runtime.store import Store
from milimo_runtime.store.pins import pins
from tests.cli.films import SMALL, write
from tests.conftest import Milimo

OTHER = SMALL.replace("the lamp goes out", "the lamp burns")


def units(milimo: Milimo) -> int:
    found = re.search(r"^units +(\d+)$", milimo("cache", "stats").out, re.MULTILINE)
    assert found is not None
    return int(found[1])


def test_a_pinned_film_outlives_its_edits_and_every_collection(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    assert milimo("build", "film.mls").code == 0
    kept = units(milimo)
    assert milimo("cache", "pin", "--list").out == "nothing is pinned\n"
    assert milimo("cache", "pin", "film.mls").out == f"{kept} units are kept, {kept} of them newly\n"
    assert milimo("cache", "pin", "--list").out == f"film.mls: {kept} units\n"
    film.write_text(OTHER, encoding="utf-8")
    assert milimo("build", "film.mls").code == 0
    assert milimo("cache", "gc", "--keep", "0B").out.startswith("removed 0 units")
    ran = milimo("cache", "unpin", "film.mls")
    assert ran.out == f"{kept} units are no longer pinned\n"
    assert not milimo("cache", "gc", "--keep", "0B").out.startswith("removed 0 units")


def test_a_shot_and_a_key_can_be_pinned(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert "nothing was built yet" in milimo("cache", "pin", "film.mls").out
    milimo("build", "film.mls")
    assert milimo("cache", "pin", "film.mls", "1b").code == 0
    store = Store(project / ".milimo")
    of_shot = pins(store)
    assert 0 < len(of_shot) < units(milimo)
    other = next(p.name for p in (project / ".milimo/ac").glob("*/*") if p.name not in {one.key for one in of_shot})
    assert milimo("cache", "pin", other[:16]).out == "1 unit is kept, 1 of them newly\n"
    assert milimo("cache", "pin", "--list").out == f"film.mls 1b: {len(of_shot)} units\n{other}\n"
    assert milimo("cache", "unpin", other).out == "1 unit is no longer pinned\n"


def test_what_is_pinned_as_two_things_stays_until_both_let_it_go(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    all_of_it = units(milimo)
    milimo("cache", "pin", "film.mls")
    milimo("cache", "pin", "film.mls", "1B")
    store = Store(project / ".milimo")
    assert milimo("cache", "unpin", "film.mls", "1b").out == "0 units are no longer pinned\n"
    assert len(pins(store)) == all_of_it
    ran = milimo("cache", "unpin", "film.mls", "1B")
    assert (ran.code, "nothing is pinned as film.mls 1B" in ran.err) == (2, True)
    ran = milimo("cache", "unpin", pins(store)[0].key)
    assert (ran.code, ", but as film.mls" in ran.err) == (2, True)
    milimo("cache", "pin", "film.mls", "1A")
    kept = len(pins(store)) - int(milimo("cache", "unpin", "film.mls").out.partition(" ")[0])
    assert milimo("cache", "pin", "--list").out == f"film.mls 1A: {kept} units\n"


def test_films_of_two_projects_are_pinned_apart(milimo: Milimo, project: Path) -> None:
    shared = {"MILIMO_CACHE": str(project / "store")}
    for name in ("a", "b"):
        write(project / name, SMALL)
        milimo("build", "film.mls", cwd=project / name, variables=shared)
        milimo("cache", "pin", "film.mls", cwd=project / name, variables=shared)
    count = len(pins(Store(project / "store")))
    assert milimo("cache", "pin", "--list", variables=shared).out == (
        f"a/film.mls: {count} units\nb/film.mls: {count} units\n"
    )
    assert milimo("cache", "unpin", "b/film.mls", variables=shared).out == "0 units are no longer pinned\n"
    assert len(pins(Store(project / "store"))) == count


def kept_take(milimo: Milimo, project: Path) -> dict[str, str]:
    """A project `a` with a store beside it: the picture of shot 1A is kept, and its words are others by now."""
    shared = {"MILIMO_CACHE": str(project / "store")}
    film = write(project / "a", SMALL)
    for words in ("build film.mls", "pick film.mls 1A 1 --keep"):
        assert milimo(*words.split(), cwd=film.parent, variables=shared).code == 0
    film.write_text(SMALL.replace("A lamp.", "A small lamp."), encoding="utf-8")
    assert milimo("build", "film.mls", cwd=film.parent, variables=shared).code == 0
    return shared


def test_a_kept_picture_outlives_a_collection_while_its_project_is_elsewhere(milimo: Milimo, project: Path) -> None:
    shared = kept_take(milimo, project)
    (project / "a").rename(project / "b")
    milimo("cache", "gc", "--keep", "0B", variables=shared)
    ran = milimo("build", "film.mls", cwd=project / "b", variables=shared)
    assert ran.code == 0, ran.err


def test_a_kept_picture_outlives_a_collection_while_its_disk_is_not_there(milimo: Milimo, project: Path) -> None:
    """What is left of a disk that is not mounted is an empty folder."""
    shared = kept_take(milimo, project)
    (project / "a").rename(project / "b")
    (project / "a").mkdir()
    milimo("cache", "gc", "--keep", "0B", variables=shared)
    (project / "a").rmdir()
    (project / "b").rename(project / "a")
    assert milimo("build", "film.mls", cwd=project / "a", variables=shared).code == 0


def test_a_kept_picture_is_let_go_of_when_the_lock_lets_it_go_or_somebody_says_its_project_has_gone(
    milimo: Milimo, project: Path
) -> None:
    shared = kept_take(milimo, project)
    a, b = project / "a", project / "b"

    def collected() -> str:
        return milimo("cache", "gc", "--keep", "0B", variables=shared).out

    shutil.copytree(a, b)
    milimo("pick", "film.mls", "1A", "--clear", cwd=a, variables=shared)
    milimo("build", "film.mls", cwd=a, variables=shared)
    assert not collected().startswith("removed 0 units"), "the lock is there and says nothing"
    shutil.rmtree(a)
    b.rename(a)
    ran = milimo("build", "film.mls", cwd=a, variables=shared)
    assert ran.code == 3, "the picture has gone"
    milimo("pick", "film.mls", "1A", "--clear", cwd=a, variables=shared)
    milimo("build", "film.mls", cwd=a, variables=shared)
    milimo("pick", "film.mls", "1A", "1", "--keep", cwd=a, variables=shared)
    shutil.rmtree(a)
    assert milimo("cache", "pin", "--list", variables=shared).out == (
        f"{a / 'film.mls'}: not there now; what its milimo.lock named is kept\n"
    )
    before = collected()
    assert milimo("cache", "unpin", a / "film.mls", variables=shared).code == 0
    assert milimo("cache", "pin", "--list", variables=shared).out == "nothing is pinned\n"
    assert (before.startswith("removed 0 units"), collected().startswith("removed 0 units")) == (False, False)


def test_what_cannot_be_pinned_is_a_sentence(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    for named, said in (
        ((), "what is to be pinned?"),
        (("film.mls", "9Z"), "there is no shot 9Z"),
        (("abc",), "neither a film nor a key"),
        (("0" * 20,), "no keys of the store begin with"),
        (("gone.mls",), "there is no file gone.mls"),
    ):
        ran = milimo("cache", "pin", *named)
        assert ran.code == 2, ran.err
        assert said in ran.err
    assert milimo("cache", "gc", "film.mls").code == 2
    ran = milimo("cache")
    assert (ran.code, ran.err.startswith("milimo: what about the store?")) == (2, True)


def test_a_build_that_ends_over_the_limit_makes_room_and_says_so(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    tight = {"MILIMO_CACHE_LIMIT": "1KB"}
    ran = milimo("build", "film.mls", variables=tight)
    assert ran.code == 0
    assert ": 0 units, 0 B removed; the " in ran.err
    assert ran.err.endswith("that are left are what films and pins need\n")
    before = units(milimo)
    film.write_text(OTHER, encoding="utf-8")
    ran = milimo("build", "film.mls", variables=tight)
    assert re.search(r"over MILIMO_CACHE_LIMIT=1\.0 KB: [1-9]\d* units?, .* removed", ran.err), ran.err
    assert units(milimo) == before
    assert milimo("build", "film.mls", variables={"MILIMO_CACHE_LIMIT": "1TB"}).err == ""


def test_a_limit_that_is_no_size_is_a_sentence(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", variables={"MILIMO_CACHE_LIMIT": "plenty"})
    assert (ran.code, ran.err.startswith("milimo: MILIMO_CACHE_LIMIT: 'plenty' is not a size")) == (2, True)
