"""Work for the simulator: films by several models as tasks, what they are compared with, and random graphs."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from milimo_runtime.engines import Place
from milimo_runtime.schedule import Need, chains
from milimo_runtime.simulation import Task

LOADING = {"words": 25.0, "stills": 30.0, "films": 60.0}
"""Seconds that the models of `filmed` take to load."""


def machine(devices: int, drawers: int = 8) -> list[Place]:
    return [Place(models=True)] * devices + [Place()] * drawers


def filmed(shots: int, seed: int = 1) -> dict[str, Task]:
    """A film of so many shots of one to four chunks, some from a still, some going on from the shot before."""
    chance = random.Random(seed)
    tasks: dict[str, Task] = {}
    for number in range(shots):
        slate = f"{number:03}"
        tasks[f"{slate}/words"] = Task(4, (), Need("words", 0))
        given = [f"{slate}/words"]
        if chance.random() < 0.5:
            tasks[f"{slate}/still"] = Task(12, (f"{slate}/words",), Need("stills", 1))
            given.append(f"{slate}/still")
        elif number and chance.random() < 0.3:
            given.append(f"{number - 1:03}/join")
        chunks = [f"{slate}/chunk {chunk}" for chunk in range(chance.choice([1, 1, 2, 2, 3, 4]))]
        for chunk, before in zip(chunks, [None, *chunks], strict=False):
            after = (*given, before) if before else tuple(given)
            tasks[chunk] = Task(chance.uniform(60, 120), after, Need("films", 5))
            tasks[f"{chunk}/decode"] = Task(15, (chunk,), Need("films", 2))
        tasks[f"{slate}/join"] = Task(2, (f"{chunks[-1]}/decode",))
        tasks[f"{slate}/segment"] = Task(2, (f"{slate}/join",))
    tasks["film"] = Task(5, tuple(name for name in tasks if name.endswith("/segment")))
    return tasks


class InTurn:
    """First come, first served, in the first place there is: what an order of our own is compared with."""

    def __init__(self, _longest: Mapping[str, float]) -> None:
        self._waiting: list[tuple[str, Need]] = []

    def add(self, unit: str, need: Need) -> None:
        self._waiting.append((unit, need))

    def take(self, free: Sequence[Place]) -> tuple[str, int] | None:
        for number, (unit, need) in enumerate(self._waiting):
            for index, place in enumerate(free):
                if place.models == bool(need.model):
                    del self._waiting[number]
                    return unit, index
        return None


def longest_chain(tasks: Mapping[str, Task]) -> float:
    consumers: dict[str, list[str]] = {}
    for name, task in tasks.items():
        for maker in task.after:
            consumers.setdefault(maker, []).append(name)
    seconds = {name: task.seconds for name, task in tasks.items()}
    return max(chains(list(tasks), consumers, seconds).values(), default=0.0)


def shares(tasks: Mapping[str, Task], places: Sequence[Place]) -> tuple[float, float]:
    """Seconds of work for each place of models, and for each that draws."""
    shared = []
    for models in (True, False):
        work = sum(task.seconds for task in tasks.values() if bool(task.need.model) == models)
        count = sum(place.models == models for place in places)
        shared.append(work / count if work else 0.0)
    return shared[0], shared[1]


def no_sooner(tasks: Mapping[str, Task], places: Sequence[Place]) -> float:
    """Seconds that no order could beat, loading left out."""
    return max(longest_chain(tasks), *shares(tasks, places))


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Task]:
    """Up to thirty units, drawn and of three models, each after some of those before it."""
    tasks: dict[str, Task] = {}
    for number in range(draw(st.integers(1, 30))):
        after = tuple(draw(st.lists(st.sampled_from(list(tasks)), max_size=3, unique=True))) if tasks else ()
        model = draw(st.sampled_from(["", "words", "stills", "films"]))
        need = Need(model, draw(st.integers(0, 3))) if model else Need()
        tasks[f"unit {number}"] = Task(draw(st.integers(1, 50)), after, need)
    return tasks
