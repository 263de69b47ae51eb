"""How long a build will take, what of it takes longest, and what it costs: from what was learnt, in the order in which
units will be made.

Honest where little is known: what is only known in part is told as a lower bound, what is not known at all as None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from milimo_lang.ir.plan import Node
from milimo_runtime.engines import Place
from milimo_runtime.rates import Rates
from milimo_runtime.schedule import Need, estimate, need_of
from milimo_runtime.simulation import Task, simulate

_ENOUGH = 0.9  # of a build's work must be known, by the rough guess, to tell how long it takes


@dataclass(frozen=True)
class Estimate:
    """How long a build takes, in seconds from its start; None where nothing is known.

    `least`: some of it is not known, and it takes longer. `units` are to be made; `kinds` has of each kind how many and
    their seconds together, the longest first; `unknown` how many of each kind nothing is known of.
    """

    seconds: float | None
    least: bool
    units: int
    kinds: Mapping[str, tuple[int, float]]
    unknown: Mapping[str, int]

    def after(self, seconds: float) -> Estimate:
        """Of a build that begins its first unit after so many seconds."""
        return self if self.seconds is None or not self.units else replace(self, seconds=self.seconds + seconds)

    @property
    def time(self) -> str:
        """`about 4 min`, `at least 20 s`, `no estimate yet`."""
        if self.seconds is None:
            return "no estimate yet"
        return f"{'at least' if self.least else 'about'} {duration(self.seconds)}"

    @property
    def doubt(self) -> str:
        """What is to be said of a time that is not known, or not wholly."""
        if self.seconds is None:
            return "nothing like it was made here before"
        return f"nothing is known yet of {', '.join(self.unknown)}" if self.least else ""

    @property
    def most(self) -> str:
        """What takes longest: `most of it is drawn.panel, 40 units`."""
        kind, (count, _) = next(iter(self.kinds.items()))
        return f"most of it is {kind}, {count} unit{'' if count == 1 else 's'}"


def estimated(nodes: Sequence[Node], rates: Rates, places: Sequence[Place], loads: Callable[[Node], str]) -> Estimate:
    """The estimate of a build that makes `nodes` in `places`; `loads` tells the model that a node needs."""
    known = rates.of(nodes)
    guess = {node.id: estimate(node) for node in nodes}
    share = sum(guess[name] for name in known) / sum(guess.values()) if nodes else 1.0
    enough = share >= _ENOUGH
    seconds: float | None = None
    if known or not nodes:
        costs = {name: known.get(name, guess[name] if enough else 0.0) for name in guess}
        seconds = course(nodes, costs, places, {node.id: need_of(node, loads(node)) for node in nodes})
    kinds: dict[str, tuple[int, float]] = {}
    for node in nodes:
        count, whole = kinds.get(node.kind, (0, 0.0))
        kinds[node.kind] = (count + 1, whole + known.get(node.id, 0.0))
    longest = dict(sorted(kinds.items(), key=lambda kind: -kind[1][1]))
    unknown = Counter(node.kind for node in nodes if node.id not in known)
    return Estimate(seconds, not enough, len(nodes), longest, dict(unknown))


def course(
    nodes: Sequence[Node], seconds: Mapping[str, float], places: Sequence[Place], needs: Mapping[str, Need]
) -> float:
    """Seconds until all of `nodes` are made, in the order that builds have."""
    tasks = {
        node.id: Task(seconds[node.id], tuple(part.node for part in node.inputs if part.node), needs[node.id])
        for node in nodes
    }
    return simulate(tasks, places).seconds


def places_of(jobs: int, devices: int) -> list[Place]:
    """Where units are made: one place a device for models, and `jobs` that draw."""
    return [Place(models=True)] * devices + [Place()] * jobs


@dataclass(frozen=True)
class Price:
    """What an hour costs: of each GPU that is used, or of the machine where none is. `currency` stands before it."""

    an_hour: float
    currency: str = ""

    def of(self, seconds: float, devices: int) -> str:
        """What `seconds` cost: `$0.42`."""
        return f"{self.currency}{self.an_hour * max(1, devices) * seconds / 3600:.2f}"

    def __str__(self) -> str:
        return f"{self.currency}{self.an_hour:.2f} an hour"


@dataclass(frozen=True)
class Budget:
    """What a build may take: `seconds`, or what `money` buys at the `price`. `asked` is how it was written."""

    asked: str
    seconds: float = 0.0
    money: float = 0.0
    price: Price | None = None

    def lasts(self, devices: int) -> float:
        """Seconds until it is used up with so many GPUs."""
        if self.price is None:
            return self.seconds
        return self.money / (self.price.an_hour * max(1, devices)) * 3600


class OverBudget(Exception):
    """A build would take longer than its budget: a sentence, and what to do. Nothing was made."""

    def __init__(self, estimate: Estimate, budget: Budget) -> None:
        self.message = f"this build takes {estimate.time}, and the budget is {budget.asked}: {estimate.most}"
        self.remedy = "raise the budget, or make less: a smaller --size, --animatic; without --budget it is made"
        super().__init__(self.message)


def duration(seconds: float) -> str:
    """`8 s`, `4 min`, `1 h 20 min`: as exactly as an estimate deserves."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
