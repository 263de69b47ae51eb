"""How a build gets on: what it has left is told with its events, and how long units take is learnt from them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from milimo_lang.ir.plan import Node, Plan
from milimo_runtime.engines import Place
from milimo_runtime.estimates import course
from milimo_runtime.journal import Event, Listener
from milimo_runtime.rates import Rates
from milimo_runtime.schedule import estimate, need_of

_OFTEN = 1.0  # seconds between reckonings, at least
_COST = 50  # times as long as one took until the next
_ENOUGH = 0.9  # of the rest must be known, by the rough guess


class Pace:
    """What is left of a build of the `wanted` nodes of `plan` in `places`; `loads` tells the model a node needs."""

    def __init__(
        self,
        plan: Plan,
        wanted: Collection[str],
        rates: Rates,
        places: Sequence[Place],
        loads: Callable[[Node], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._nodes = {node.id: node for node in plan.nodes if node.id in wanted}
        self._needs = {name: need_of(node, loads(node)) for name, node in self._nodes.items()}
        self._order = list(self._nodes)
        self.rates = rates
        self._places = places
        self._clock = clock
        self._begun: dict[str, float] = {}
        self._done: dict[str, float] = {}
        self._loaded: set[str] = set()
        self._left: float | None = None
        self._at = -1e9
        self._pause = _OFTEN
        self.learnt = False

    def and_then(self, listener: Listener) -> Listener:
        """A listener that learns from each event, adds what is left to `progress` and `done`, and passes it on."""

        def tell(event: Event) -> None:
            self._take(event)
            if event.event in ("done", "progress") and (left := self.left()) is not None:
                event = replace(event, left=left)
            listener(event)

        return tell

    def left(self) -> float | None:
        """About how many seconds are left; None while too little is known."""
        now = self._clock()
        if now - self._at >= self._pause:
            began = time.perf_counter()
            self._left, self._at = self._reckoned(now), now
            self._pause = max(_OFTEN, _COST * (time.perf_counter() - began))
        return None if self._left is None else max(0.0, self._left - (now - self._at))

    def _reckoned(self, now: float) -> float | None:
        nodes = [self._nodes[name] for name in self._order if name in self._nodes]
        known = {node.id: self.rates.seconds(node) for node in nodes}
        guess = {node.id: estimate(node) for node in nodes}
        share = sum(guess[name] for name, seconds in known.items() if seconds is not None)
        if nodes and share < _ENOUGH * sum(guess.values()):
            return None
        rest = {name: self._rest(name, seconds or guess[name], now) for name, seconds in known.items()}
        return course(nodes, rest, self._places, self._needs)

    def _rest(self, name: str, seconds: float, now: float) -> float:
        """What is left of a unit: by how far it says that it is, else by the time that it has taken."""
        if name not in self._begun:
            return seconds
        gone, done = now - self._begun[name], self._done.get(name, 0.0)
        if done > 0.1:
            return gone / done * (1 - done)
        return max(seconds - gone, 0.1 * seconds)

    def _take(self, event: Event) -> None:
        name = event.unit
        if name is None or name not in self._nodes:
            return
        match event.event:
            case "started":
                self._begun[name] = self._clock()
                self._done.pop(name, None)
            case "progress":
                self._done[name] = event.done or 0.0
            case "done":
                model, seconds = self._needs[name].model, event.seconds or 0.0
                held = max(seconds, self._clock() - self._begun.get(name, math.inf))  # its place, until it was kept
                self.rates.learn(self._nodes[name], held, first=bool(model) and model not in self._loaded)
                self._loaded.add(model)
                self.learnt = True
                del self._nodes[name]
            case "cached" | "failed":
                del self._nodes[name]
            case "cancelled":
                self._begun.pop(name, None)
