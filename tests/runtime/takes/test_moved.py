"""A project that moves keeps its takes, wherever its store lies."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from milimo_runtime.store import DiskTrouble
from milimo_runtime.store import ledger as ledgers
from tests.runtime.takes.studio import Studio, studio

__all__ = ["studio"]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def built(studio: Studio, cache: Path) -> Studio:
    """A film with two takes of its first shot."""
    studio.build(cache)
    return studio


def moved(studio: Studio, name: str = "elsewhere") -> Studio:
    studio.root.rename(studio.root.with_name(name))
    return dataclasses.replace(studio, root=studio.root.with_name(name))


def test_its_takes_are_listed_before_it_is_built_again_and_after(built: Studio, cache: Path) -> None:
    built.change("storm lantern", "lit storm lantern")
    built.build(cache)
    takes = built.takes(cache)
    assert [take.standing for take in takes[0].takes] == ["old", "old", "picked", "made"]
    there = moved(built)
    before = sorted(cache.rglob("*"))
    assert there.takes(cache) == takes
    assert sorted(cache.rglob("*")) == before, "nothing is written by who only looks"
    again = there.build(cache)
    assert again.made == 0
    assert again.warnings == (
        f"the film was built in {built.root} before, where it is no more: its takes came with it",
    )
    assert there.takes(cache) == takes
    there.change("copper roof", "tin roof")
    assert there.build(cache).warnings == ()
    assert there.takes(cache)[0] == takes[0]


def test_why_a_shot_is_made_again_is_told_by_what_it_was(built: Studio, cache: Path) -> None:
    there = moved(built)
    there.change("copper roof", "tin roof")
    told = {unit.id: unit.reason for unit in there.session(cache).forecast(there.plan) if unit.status == "miss"}
    assert told
    assert not [reason for reason in told.values() if "never built" in reason]


def test_a_copy_beside_it_begins_a_list_of_its_own(built: Studio, cache: Path) -> None:
    copy = dataclasses.replace(built, root=built.root.with_name("copy"))
    shutil.copytree(built.root, copy.root)
    assert copy.build(cache).warnings == ()
    assert [take.standing for take in copy.takes(cache)[0].takes] == ["picked", "made"]


def test_another_film_of_that_name_takes_nothing_over(built: Studio, cache: Path) -> None:
    moved(built)
    other = Studio(built.root.with_name("other"), "Title: Other\n\nEXT. SEA - DAY\n\n!! wide, 2s\n\nWaves.\n")
    assert other.build(cache).warnings == ()
    assert [take.standing for shot in other.takes(cache) for take in shot.takes] == ["picked"]


def test_where_it_was_it_keeps_its_takes_should_it_come_back(built: Studio, cache: Path) -> None:
    takes = built.takes(cache)
    there = moved(built)
    there.build(cache)
    moved(there, built.root.name)
    assert built.takes(cache) == takes
    assert built.build(cache).warnings == ()
    assert built.takes(cache) == takes


@pytest.mark.parametrize("call", ["link", "rename"])
def test_a_disk_that_refuses_loses_nothing(
    built: Studio, cache: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes, there = built.takes(cache), moved(built)

    def refused(*_: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(*((Path, "rename") if call == "rename" else (ledgers.os, "link")), refused)
        if call == "rename":
            with pytest.raises(DiskTrouble, match="no space left"):
                there.build(cache)
        else:
            there.build(cache)
    there.build(cache)
    assert there.takes(cache) == takes
