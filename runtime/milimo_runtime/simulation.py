"""What a build would be like: the order that `schedule` gives its units, over a clock that is only counted.

Pure: costs, edges and places in; when each unit begins and ends, and how often a model is loaded, out. What decides
here decides in a build, so that this tells how long one will take, and lets the order be tried on films that nobody has
the machines for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Protocol

from milimo_runtime.engines import Place
from milimo_runtime.schedule import NONE, Line, Need, chains


@dataclass(frozen=True)
class Task:
    """A unit to make: its seconds, without loading; the units `after` which it comes; what it needs loaded.

    What it comes after counts only where that is to be made as well: anything else is there.
    """

    seconds: float
    after: tuple[str, ...] = ()
    need: Need = NONE


@dataclass(frozen=True)
class Span:
    """When a unit begins and ends, in seconds from the start, in the place of this number; `loads`: a model first."""

    begins: float
    ends: float
    place: int
    loads: bool = False


@dataclass(frozen=True)
class Course:
    """How a build goes: the span of every unit, in the order they were begun; of those that have a place."""

    spans: Mapping[str, Span]

    @property
    def seconds(self) -> float:
        """From the start to the last end."""
        return max((span.ends for span in self.spans.values()), default=0.0)

    @property
    def loads(self) -> int:
        """How often a model is loaded."""
        return sum(span.loads for span in self.spans.values())


class Queue(Protocol):
    """What decides the order: `schedule.Line`, or what it is to be compared with."""

    def add(self, unit: str, need: Need) -> None: ...

    def take(self, free: Sequence[Place]) -> tuple[str, int] | None: ...


def simulate(
    tasks: Mapping[str, Task],
    places: Sequence[Place],
    loading: Mapping[str, float] | None = None,
    line: Callable[[Mapping[str, float]], Queue] = Line,
) -> Course:
    """The course of a build of `tasks`, in which inputs come before what needs them, in `places`.

    `loading` is how many seconds a model takes to load where it is not what is there; 0 where it does not say. `line`
    makes what decides the order, from the longest chains.
    """
    return _Build(tasks, places, loading or {}, line).run()


class _Build:
    """One course under way: what is ready stands in the line, what runs in a heap by its end."""

    def __init__(
        self,
        tasks: Mapping[str, Task],
        places: Sequence[Place],
        loading: Mapping[str, float],
        line: Callable[[Mapping[str, float]], Queue],
    ) -> None:
        self._tasks, self._loading = tasks, loading
        known = {name: {maker for maker in task.after if maker in tasks} for name, task in tasks.items()}
        self._waits = {name: len(makers) for name, makers in known.items()}
        self._consumers: dict[str, list[str]] = {name: [] for name in tasks}
        for name, makers in known.items():
            for maker in makers:
                self._consumers[maker].append(name)
        self._line = line(chains(list(tasks), self._consumers, {name: task.seconds for name, task in tasks.items()}))
        self._free = dict(enumerate(places))
        self._running: list[tuple[float, int, str, Place]] = []
        self._spans: dict[str, Span] = {}
        for name in tasks:
            self._ready(name)

    def run(self) -> Course:
        now = 0.0
        while True:
            self._start(now)
            if not self._running:
                return Course(self._spans)
            now = self._running[0][0]
            while self._running and self._running[0][0] == now:
                _, number, name, place = heappop(self._running)
                self._free[number] = place
                for consumer in self._consumers[name]:
                    self._waits[consumer] -= 1
                    self._ready(consumer)

    def _ready(self, name: str) -> None:
        if not self._waits[name]:
            self._line.add(name, self._tasks[name].need)

    def _start(self, now: float) -> None:
        while self._free:
            numbers = sorted(self._free)
            taken = self._line.take([self._free[number] for number in numbers])
            if taken is None:
                return
            name, index = taken
            self._begin(name, numbers[index], now)

    def _begin(self, name: str, number: int, now: float) -> None:
        place, task = self._free.pop(number), self._tasks[name]
        model = task.need.model
        loads = bool(model) and place.loaded != model
        ends = now + task.seconds + (self._loading.get(model, 0.0) if loads else 0.0)
        self._spans[name] = Span(now, ends, number, loads)
        heappush(self._running, (ends, number, name, replace(place, loaded=model)))
