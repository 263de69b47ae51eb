"""People without names, whom the action speaks of, are in the picture: as many, dressed so, behind the named."""

from __future__ import annotations

from itertools import pairwise

import pytest

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.colour import NAMED
from milimo_runtime.backends.animatic.extras import extras_of
from milimo_runtime.backends.animatic.stage import stage

from .conftest import MARA, framing, panel

SQUARE = Place(name="Village Square", interior=False, time_of_day="DAY")
WIDE = 16 / 9


@pytest.mark.parametrize(
    ("told", "noun", "count", "posture"),
    [
        ("A crowd of villagers waits.", "villagers", 9, "stand"),
        ("Mourners stand around an open grave.", "mourners", 6, "stand"),
        ("Three men in black coats stand at the well.", "men", 3, "stand"),
        ("Two policemen walk a dog.", "policemen", 2, "walk"),
        ("A dozen soldiers charge.", "soldiers", 9, "run"),
        ("Two people walk away between the trees.", "people", 2, "walk"),
        ("A few people wait.", "people", 3, "stand"),
        ("Dozens of people wait.", "people", 9, "stand"),
        ("People wait.", "people", 9, "stand"),
        ("Mara waits. Passengers sit reading.", "passengers", 6, "sit"),
        ("Everyone rises.", "everyone", 9, "stand"),
        ("A waiter waits.", "waiter", 1, "stand"),
    ],
)
def test_people_of_the_action_are_read(told: str, noun: str, count: int, posture: str) -> None:
    (group,) = [one for one in extras_of((told,), 0) if one.noun == noun]
    assert (group.count, group.posture) == (count, posture)


@pytest.mark.parametrize(
    "told",
    ["No people.", "There are no soldiers here.", "Nobody waits.", "A photo of soldiers.", "The children's room.",
     "The street is without people."],
)  # fmt: skip
def test_who_is_not_there_is_not_drawn(told: str) -> None:
    assert extras_of((told,), 0) == ()


def test_somebody_single_is_drawn_only_where_nobody_is_named() -> None:
    assert extras_of(("The man sits.",), 1) == ()
    assert extras_of(("The men shake hands.",), 2) == ()
    assert [one.noun for one in extras_of(("Children play behind them.",), 2)] == ["children"]


def test_a_crowd_stands_behind_the_named_smaller_apart_and_without_names() -> None:
    body = panel(place=SQUARE, figures=(MARA,), action=("Soldiers wait behind Mara.",), terms=(framing(0.5),))
    people = stage(body, WIDE).people
    crowd, mara = people[:-1], people[-1]
    assert mara.name == "Mara"
    assert len(crowd) == 6
    for one in crowd:
        assert not one.label
        assert one.look.hat == "helmet"
        assert 0.5 < one.stance.height / mara.stance.height < 0.95
        assert one.stance.floor < mara.stance.floor
        assert abs(one.stance.x) < WIDE / 2
    places = sorted(one.stance.x for one in crowd)
    assert min(after - before for before, after in pairwise(places)) > 0.03
    assert stage(body, WIDE).people == people


def test_what_is_said_of_all_is_worn_by_each() -> None:
    (group,) = extras_of(("Three old men in black coats stand there.",), 0)
    assert group.looks == ("a old man, black coat",)
    people = stage(
        panel(place=SQUARE, figures=(), action=("Three men in black coats stand at the well.",)), WIDE
    ).people
    assert len(people) == 3
    for one in people:
        assert one.look.garment == "coat"
        assert max(abs(a - b) for a, b in zip(one.look.cloth, NAMED["black"], strict=True)) < 20


def test_no_crowd_in_a_close_up_an_insert_or_from_above() -> None:
    told = ("Soldiers wait.",)
    assert len(stage(panel(place=SQUARE, figures=(MARA,), action=told, terms=(framing(2.4),)), WIDE).people) == 1
    assert stage(panel(place=SQUARE, figures=(), action=told, terms=(framing(1.0, insert=1),)), WIDE).people == ()
