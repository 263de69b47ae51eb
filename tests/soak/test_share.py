"""The share of `make soak` that every run of the tests has; each trial is one seed, and is played again by it alone."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.soak import animatic, crowd, damage, editing, faults, kills, power, recompiling


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("soak")


@pytest.fixture
def place(folder: Path) -> Iterator[Path]:
    """Where a trial may do as it likes; what stands beside it is kept for the next one."""
    yield folder / "trial"
    shutil.rmtree(folder / "trial", ignore_errors=True)


def spread(total: int, share: int) -> list[int]:
    """`share` calls of `total`, the first and the last among them."""
    return sorted({1 + (total - 1) * step // (share - 1) for step in range(share)})


def test_killed_at_a_call_the_next_build_ends_as_a_clean_one_and_one_unit_is_lost_at_most(place: Path) -> None:
    for number, at in enumerate(spread(kills.killable(place.parent), 5)):
        kills.each(place, at, torn=number % 2 == 1)
        shutil.rmtree(place)


def test_killed_within_the_write_of_a_record_nothing_is_damaged(place: Path) -> None:
    writes = kills.writes_of_records(place.parent)
    assert len(writes) > 10
    for at in writes[:: len(writes) // 3]:
        kills.each(place, at, torn=True)
        shutil.rmtree(place)


@pytest.mark.parametrize("seed", range(2))
def test_killed_again_and_again_between_edits_and_collections(place: Path, seed: int) -> None:
    kills.trial(place, seed)


@pytest.mark.parametrize("number", faults.ERRORS, ids=lambda number: errno.errorcode[number])
def test_a_call_that_fails_is_a_sentence_and_an_exit_code_and_leaves_the_store_whole(place: Path, number: int) -> None:
    chance, calls = Random(number), kills.killable(place.parent)
    for lasting in (False, True):
        faults.each(place, chance.randint(1, calls), number, lasting=lasting)
        shutil.rmtree(place)


def test_a_lost_power_supply_leaves_no_record_of_what_is_not_whole(place: Path) -> None:
    for seed in range(12):
        power.trial(place, seed)


@pytest.mark.parametrize("way", sorted(damage.WAYS))
def test_every_file_of_the_store_is_healed_however_it_is_damaged(place: Path, way: str) -> None:
    chance, files = Random(way), [name for name in damage.stored(place.parent) if name != "lease"]
    sorts = sorted({name.split("/")[0] for name in files})
    damage.each(place, {chance.choice([n for n in files if n.startswith(sort)]): way for sort in sorts}, chance)
    shutil.rmtree(place, ignore_errors=True)
    damage.each(place, {name: way for name in files if name.startswith("cas/")}, chance)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_a_build_equals_a_clean_one_and_makes_nothing_twice(place: Path, seed: int) -> None:
    editing.trial(place, seed)


@pytest.mark.parametrize("seed", [0, 4])
def test_many_at_one_store_make_each_thing_once_and_wait_for_no_dead(place: Path, seed: int) -> None:
    crowd.trial(place, seed)


def test_a_real_build_killed_and_one_of_its_workers_killed_end_as_a_clean_one(place: Path) -> None:
    animatic.trial(place, 1)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_saved_a_film_compiled_again_is_the_film_compiled_from_nothing(place: Path, seed: int) -> None:
    recompiling.trial(place, seed)
