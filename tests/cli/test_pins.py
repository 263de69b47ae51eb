"""`milimo cache pin`, and the limit of the store: what is kept stays, what is not makes room."""

from __future__ import annotations

import re
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
    assert milimo("cache", "pin", other[:16]).out == "1 units are kept, 1 of them newly\n"
    assert milimo("cache", "pin", "--list").out == f"film.mls 1b: {len(of_shot)} units\n{other}\n"
    assert milimo("cache", "unpin", other).out == "1 units are no longer pinned\n"


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
    assert re.search(r"over MILIMO_CACHE_LIMIT=1\.0 KB: [1-9]\d* units, .* removed", ran.err), ran.err
    assert units(milimo) == before
    assert milimo("build", "film.mls", variables={"MILIMO_CACHE_LIMIT": "1TB"}).err == ""


def test_a_limit_that_is_no_size_is_a_sentence(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", variables={"MILIMO_CACHE_LIMIT": "plenty"})
    assert (ran.code, ran.err.startswith("milimo: MILIMO_CACHE_LIMIT: 'plenty' is not a size")) == (2, True)
