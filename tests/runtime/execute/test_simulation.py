"""The order of a build, over a counted clock: how long it takes, how often a model is loaded, that nothing starves."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_runtime.engines import Place
from milimo_runtime.journal import Event
from milimo_runtime.schedule import Need, estimate
from milimo_runtime.simulation import Span, Task, simulate
from tests.examples import examples
from tests.runtime.execute.films import build, film, panels
from tests.runtime.execute.workloads import (
    LOADING,
    InTurn,
    filmed,
    graphs,
    longest_chain,
    machine,
    no_sooner,
    shares,
)

A_FEW = examples(20)


def test_a_unit_begins_when_what_it_needs_is_there_and_loading_is_counted() -> None:
    tasks = {
        "words": Task(4, (), Need("words")),
        "pass": Task(60, ("words",), Need("films")),
        "cut": Task(2, ("pass",)),
    }
    course = simulate(tasks, machine(1, 1), LOADING)
    assert course.spans == {
        "words": Span(0, 29, 0, loads=True),
        "pass": Span(29, 149, 0, loads=True),
        "cut": Span(149, 151, 1),
    }
    assert (course.seconds, course.loads) == (151, 2)


def test_what_is_loaded_already_need_not_be_loaded() -> None:
    course = simulate({"pass": Task(60, (), Need("films"))}, [Place(models=True, loaded="films")], LOADING)
    assert (course.seconds, course.loads) == (60, 0)


def test_what_is_there_already_is_waited_for_by_nobody() -> None:
    assert simulate({"cut": Task(2, ("made long ago",))}, machine(0, 1)).seconds == 2


def test_what_no_place_is_for_is_missing() -> None:
    assert simulate({"pass": Task(60, (), Need("films")), "tone": Task(1)}, machine(0, 1)).spans.keys() == {"tone"}


def test_a_long_chain_is_not_left_to_the_end() -> None:
    """Four passes that go on from each other, and eight for themselves, on two devices: 60 s, in their turn 80."""
    tasks = {f"a{number}": Task(10, (), Need("films")) for number in range(8)}
    for number in range(4):
        tasks[f"chain {number}"] = Task(10, (f"chain {number - 1}",) if number else (), Need("films"))
    assert simulate(tasks, machine(2)).seconds == 60
    assert simulate(tasks, machine(2), line=InTurn).seconds == 80


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hundred_shots_on_four_devices_load_each_model_once_a_device(seed: int) -> None:
    tasks, places = filmed(100, seed), machine(4)
    ours, in_turn = simulate(tasks, places, LOADING), simulate(tasks, places, LOADING, InTurn)
    assert ours.loads == 3 * 4
    assert in_turn.loads > 50
    assert ours.seconds < 0.93 * in_turn.seconds
    assert ours.seconds < 1.02 * (no_sooner(tasks, places) + sum(LOADING.values()))


@pytest.mark.parametrize(("shots", "devices"), [(20, 1), (20, 2), (20, 4), (100, 1), (100, 2), (100, 8)])
def test_a_film_is_no_longer_in_the_making_than_its_work_shared_out(shots: int, devices: int) -> None:
    tasks, places = filmed(shots), machine(devices)
    ours = simulate(tasks, places, LOADING)
    assert ours.loads == 3 * devices
    assert ours.seconds < 1.1 * (no_sooner(tasks, places) + sum(LOADING.values()))
    assert ours.seconds < simulate(tasks, places, LOADING, InTurn).seconds


def test_a_device_loads_each_model_once_where_nothing_waits_for_anything() -> None:
    tasks = {f"{n}": Task(5, (), Need(("words", "stills", "films")[n % 3], n % 2)) for n in range(60)}
    assert simulate(tasks, machine(1), LOADING).loads == 3
    assert simulate(tasks, machine(1), LOADING, InTurn).loads == 60


def test_a_build_goes_as_it_was_foreseen(tmp_path: Path) -> None:
    plan, events = film(*panels("ABCD")), list[Event]()
    tasks = {
        node.id: Task(estimate(node), tuple(part.node for part in node.inputs if part.node is not None))
        for node in plan.nodes
    }
    build(tmp_path, plan, jobs=1, on_event=events.append)
    started = [event.unit for event in events if event.event == "started"]
    assert started == list(simulate(tasks, machine(0, 1)).spans)


@A_FEW
@given(graphs(), st.integers(1, 4), st.integers(1, 4))
def test_nothing_starves_and_no_place_idles_beside_work_for_it(
    tasks: dict[str, Task], devices: int, drawers: int
) -> None:
    """A chain waits only while all places for its next unit are at work: hence the bound."""
    places = machine(devices, drawers)
    course = simulate(tasks, places)
    assert course.spans.keys() == tasks.keys()
    for name, task in tasks.items():
        assert all(course.spans[maker].ends <= course.spans[name].begins for maker in task.after)
        assert places[course.spans[name].place].models == bool(task.need.model)
    for number in range(len(places)):
        spans = sorted((s.begins, s.ends) for s in course.spans.values() if s.place == number)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert no_sooner(tasks, places) <= course.seconds <= longest_chain(tasks) + sum(shares(tasks, places))


@A_FEW
@given(graphs(), st.integers(0, 1000))
def test_equal_plans_run_alike_whatever_order_they_are_told_in(tasks: dict[str, Task], seed: int) -> None:
    chance, told = random.Random(seed), dict[str, Task]()
    while len(told) < len(tasks):
        could = [name for name, task in tasks.items() if name not in told and all(m in told for m in task.after)]
        name = chance.choice(could)
        told[name] = tasks[name]
    places = machine(2, 2)
    assert simulate(told, places, LOADING).spans == simulate(tasks, places, LOADING).spans
