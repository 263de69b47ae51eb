"""kill -9 at a call that changes the disk: the next build needs no flag and ends as a clean one.

A trial kills builds, one after the other, each before a call or in the middle of a write, between edits of the film and
collections of the store; then it builds once more and looks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.soak.calls import Call, killed_at
from tests.soak.studio import FILM, Ended, Studio

FILMS = {"lamp": FILM, "pipe": FILM.replace("lamp goes", "pipe goes"), "short": FILM.rpartition("> DISSOLVE")[0]}
"""Versions of the film that edits go back and forth between."""


def trial(place: Path, seed: int) -> int:
    """Kill builds as `seed` says. Gives how many were killed; raises AssertionError where a promise is broken."""
    chance = Random(seed)
    studio, version, kills, done = Studio(place / "project"), "lamp", 0, set()
    for _ in range(chance.randint(1, 6)):
        if chance.random() < 0.3:
            version = chance.choice(sorted(FILMS))
        _write(studio, version)
        ended = _killed(studio, chance, killable(place.parent))
        kills += ended.killed
        done |= _kept(ended)
    _write(studio, version)
    last = settled(studio, FILMS[version], place.parent)
    again = {(event["unit"], event["key"]) for event in last.events if event["event"] == "done"}
    assert again & done == set(), f"made again though it was finished: {again & done}"
    return kills


def each(place: Path, at: int, *, torn: bool) -> None:
    """Kill a first build at call `at` alone."""
    studio = Studio(place / "project")
    first = studio.milimo("build", "film.mls", "--json", gate=killed_at(at, torn=torn))
    assert first.killed, f"call {at} was never made"
    second = settled(studio, FILM, place.parent)
    lost = (first.units("started") - first.units("done")) & second.units("done")
    assert len(lost) <= 1, lost
    assert first.units("done") & second.units("done") == set()


def settled(studio: Studio, film: str, folder: Path, spared: tuple[str, ...] = ()) -> Ended:
    """The film built, with no flag, and all that is promised of it. `spared`: what may be left over."""
    ended = studio.milimo("build", "film.mls", "--json")
    assert ended.code == 0, ended.err
    told = [line for line in ended.err.splitlines() if not (spared and "of the list of takes damaged" in line)]
    assert not [line for line in told if "damaged" in line], ended.err
    assert studio.delivered() == clean(film, folder), "other bytes than a clean build's"
    assert (left := [name for name in studio.leftovers() if not name.startswith(spared)]) == [], left
    assert (damaged := studio.damaged()) == (), damaged
    return ended


@cache
def clean(film: str, folder: Path) -> dict[str, bytes]:
    """What a first build of `film` delivers."""
    studio = Studio(folder / "clean" / "project")
    (studio.root / "film.mls").write_text(film, encoding="utf-8")
    return studio.expected()


@cache
def killable(folder: Path) -> int:
    """How many calls a first build makes that change the disk."""
    studio = Studio(folder / "counted" / "project")
    studio.forget()
    calls = studio.milimo("build", "film.mls", "--json").calls
    assert calls > 300, calls
    return calls


@cache
def writes_of_records(folder: Path) -> list[int]:
    """The calls of a first build that write a record."""
    studio = Studio(folder / "recorded" / "project")
    into = folder / "writes-of-records"

    def gate(number: int, call: Call, make: Callable[[], Any]) -> Any:
        if call.name == "write" and b'"schema":"milimo.record/1"' in call.data:
            with open(into, "a", encoding="utf-8") as file:
                file.write(f"{number}\n")
        return make()

    assert studio.milimo("build", "film.mls", "--json", gate=gate).code == 0
    return [int(line) for line in into.read_text(encoding="utf-8").splitlines()]


def _killed(studio: Studio, chance: Random, calls: int) -> Ended:
    gate = killed_at(1 + int(calls * chance.random() ** 2), torn=chance.random() < 0.5)
    if chance.random() < 0.1:
        return studio.milimo("cache", "gc", gate=gate)
    return studio.milimo("build", "film.mls", "--json", gate=gate)


def _kept(ended: Ended) -> set[tuple[str, str]]:
    return {(event["unit"], event["key"]) for event in ended.events if event["event"] == "done"}


def _write(studio: Studio, version: str) -> None:
    (studio.root / "film.mls").write_text(FILMS[version], encoding="utf-8")
