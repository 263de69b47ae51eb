"""From a plan to results: what is missing is made, inputs first, as much at once as there are places for.

Nothing here draws or encodes, and what is missing is known to `standings`. Here units are started on the engine, their
inputs' bytes checked first, and what comes of them is taken in. Damage found then makes the input be made again, and
the build goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from milimo_lang.ir.plan import Input, Node
from milimo_runtime.backend import Failed
from milimo_runtime.causes import ASKED, Cause, Reason, because
from milimo_runtime.completion import output_of
from milimo_runtime.engines import (
    Died,
    Dropped,
    Ended,
    Finished,
    Moved,
    NoDisk,
    Refused,
    Report,
    Warned,
)
from milimo_runtime.forecast import Unit
from milimo_runtime.keys import PreImage
from milimo_runtime.schedule import Line, Need, chains, estimates, need_of
from milimo_runtime.standings import PATIENCE, Failure, Results, Standings, State, Work
from milimo_runtime.store import Damaged, Record, disk
from milimo_runtime.studio import Making, Studio

__all__ = ["Execution", "Failure", "Interrupted", "Results"]

_NO_MEMORY = "if memory ran out: nothing was beside it, so make the picture smaller, or take a machine with more"
_NO_LUCK = "the journal's log beside the store may say more; build again, or report it"
_LOOK_AGAIN = 0.1  # seconds between looks at a unit another build is making
_URGENT = 1e9  # seconds that what is urgent is taken to be worth


class Interrupted(Exception):
    """Stopped by Ctrl-C. All finished units are kept; the next build goes on from there. Exit code 130."""

    def __str__(self) -> str:
        return "interrupted; what is made is kept, and the next build goes on from there"


@dataclass
class Execution:
    """One plan being carried out in a studio.

    `deliver` is called with the result's record once everything is settled; it may raise `Damaged`, and is then
    called again when the result is whole. `reason_for` tells why a unit is made from what it is now; `seconds_before`
    holds how long units took when they were last made. `fail_fast`: nothing more is started after a failure, and what
    runs is cancelled. Of what is ready, `urgent` units are started first. After `until` (of the monotonic clock)
    nothing more is started, and what runs is finished.
    """

    standings: Standings
    studio: Studio
    deliver: Callable[[Record], None]
    reason_for: Callable[[Node, PreImage], Reason]
    seconds_before: Mapping[str, float] = field(default_factory=dict)
    fail_fast: bool = False
    urgent: Collection[str] = ()
    until: float | None = None

    def __post_init__(self) -> None:
        nodes = self.standings.plan.nodes
        self._cost = {name: self.seconds_before.get(name) or guess for name, guess in estimates(nodes).items()}
        longest = chains([node.id for node in nodes], self.standings.consumers, self._cost)
        self._line = Line({**longest, **{name: longest[name] + _URGENT for name in self.urgent}})
        self._needs: dict[str, Need] = {}
        self._works: dict[str, Work] = {}
        self._deaths: dict[str, str] = {}
        self._last: list[str] = []
        self._elsewhere: set[str] = set()
        self._looked = 0.0

    # ------------------------------------------------------------ the loop

    def finish(self, expected: Sequence[Unit]) -> Results:
        """Make everything. Raises `DiskTrouble`; failures of units are in the results."""
        try:
            self.begin(expected)
            while not self.delivered():
                self.step()
        finally:
            self.studio.close()
        return self._results()

    def _results(self) -> Results:
        results = self.standings.results()
        if self._stopping or not self._over:
            return results
        over = (State.SETTLED, State.FAILED, State.CANCELLED)
        return replace(results, left=sum(work.state not in over for work in self.standings.works.values()))

    def begin(self, expected: Sequence[Unit]) -> None:
        """Settle what is there, and go on with what the studio is making already."""
        self._announce(expected)
        self.standings.lose()
        self.standings.settle(list(self.standings.works))
        self._adopt()

    def step(self, timeout: float | None = None) -> None:
        """Start what can be started and take in what happens, waiting for it at most `timeout` seconds."""
        self._start_ready()
        self._cancel_running()
        for making, report in self.studio.wait(self._timeout(timeout)):
            self._take(making, report)
        self._look_elsewhere()

    def abandon(self, reason: str, wanted: Collection[str] = ()) -> None:
        """Another plan takes over: cancel what is being made for this one, unless its key is `wanted` there."""
        for name, work in self._works.items():
            making = self.studio.making[name]
            if making.pre.key not in wanted:
                work.seconds = making.seconds
                self.standings.cancelled(work, reason)
                self.studio.cancel(making)
        self._works = {}

    def _adopt(self) -> None:
        """Go on with what is being made and is wanted here; the rest of it is asked to stop."""
        going_on = self.studio.going_on()
        for name in sorted(self.standings.ready) if going_on else ():
            work = self.standings.works[name]
            assert work.pre is not None
            if (making := going_on.pop(work.pre.key, None)) is not None:
                self.standings.ready.discard(name)
                self._make(work, making)
        for making in going_on.values():
            self.studio.cancel(making)

    def _announce(self, expected: Sequence[Unit]) -> None:
        for unit in expected:
            work = self.standings.works[unit.id]
            work.why = unit.why
            if unit.status != "hit" or self.standings.force:
                self.standings.say("planned", work, unit.why or ASKED, self._cost[unit.id])

    def delivered(self) -> bool:
        """Whether all is over: nothing runs or can be started, and the result, if there is one, is delivered."""
        left = self.standings.ready or self._elsewhere or self._last
        if self._works or (left and not (self._stopping or self._over)):
            return False
        result = self.standings.works[self.standings.plan.result]
        if result.record is None:
            return True
        try:
            self.deliver(result.record)
        except Damaged:
            self.standings.unsettle(result)
            return False
        return True

    @property
    def _over(self) -> bool:
        """Whether the time is used up."""
        return self.until is not None and time.monotonic() >= self.until

    @property
    def _stopping(self) -> bool:
        return self.fail_fast and bool(self.standings.failed)

    def _timeout(self, most: float | None) -> float | None:
        if self._elsewhere and not self._stopping:
            return _LOOK_AGAIN if most is None else min(most, _LOOK_AGAIN)
        return most if self.studio.making else 0.0

    def _look_elsewhere(self) -> None:
        """Try units another build is making now and then: when the lock is free it is done, or dead."""
        if time.monotonic() - self._looked < _LOOK_AGAIN:
            return
        self._looked = time.monotonic()
        for name in self._elsewhere:
            self.standings.make_ready(self.standings.works[name])
        self._elsewhere = set()

    # ------------------------------------------------------------ starting

    def _start_ready(self) -> None:
        while self.standings.ready and not (self._stopping or self._over) and (name := self._next()) is not None:
            self.standings.ready.discard(name)
            self._start(self.standings.works[name])
        busy = self.standings.ready or self.studio.making or self._elsewhere
        if self._last and not (busy or self._stopping or self._over):
            self._start(self.standings.works[self._last.pop(0)])

    def _next(self) -> str | None:
        """The ready unit to start now, None where there is no place for any."""
        while self.standings.arrivals:
            name = self.standings.arrivals.pop()
            if name not in self._needs:
                node = self.standings.nodes[name]
                self._needs[name] = need_of(node, self.standings.completion.registry.loads(node))
            self._line.add(name, self._needs[name])
        while (taken := self._line.take(self.studio.engine.free())) is not None:
            if taken[0] in self.standings.ready:  # it may be lost since, with what it was to be made for
                return taken[0]
        return None

    def _start(self, work: Work) -> None:
        assert work.pre is not None
        making = self.studio.begin(work.node, work.pre)
        if making is None:
            work.state = State.ELSEWHERE
            self._elsewhere.add(work.id)
            return
        record = self.standings.find(work.pre.key)  # another build may have made it before we had the lock
        if record is not None:
            self.studio.end(making)
            self.standings.came_out(work, record, "made by another build meanwhile")
            return
        try:
            counted = dict(work.pre.inputs)
            inputs = {part.role: self._file(part, counted) for part in work.node.inputs}
        except Damaged:
            self.studio.end(making)
            self.standings.wait_again(work)
        except Failed as failure:
            self.studio.end(making)
            self.standings.fail(work, failure.message, failure.remedy)
        else:
            self._submit(work, work.pre, making, inputs)

    def _file(self, part: Input, counted: Mapping[str, str]) -> Path:
        """The file that plays a role, its bytes checked if they come from the store.

        Raises `Damaged` unless its digest still is what the key `counted` on, and `Failed` for a file of the project
        that is gone.
        """
        completion = self.standings.completion
        if part.node is None:
            assert part.asset is not None
            return completion.assets.path(part.asset)
        maker = self.standings.works[part.node]
        output = output_of(part, maker.record, maker.node) if maker.record is not None else None
        if output is None or output.sha256 != counted[part.role]:
            raise Damaged("it is made again")
        try:
            return completion.store.blob(output)
        except Damaged:
            self.standings.unsettle(maker)
            raise

    def _submit(self, work: Work, pre: PreImage, making: Making, inputs: Mapping[str, Path]) -> None:
        backend = self.standings.completion.registry.maker_of(work.node)
        assert backend is not None
        if not work.redone:
            work.why = ASKED if self.standings.force else self.reason_for(work.node, pre)
        self._make(work, making)
        model, alone = self._needs[work.id].model, work.id in self._deaths
        self.studio.submit(making, backend, inputs, model, alone=alone)

    def _make(self, work: Work, making: Making) -> None:
        """From here on what comes of `making` is `work`'s."""
        self._works[making.name] = work
        work.state = State.RUNNING
        self.standings.say("started", work, work.why or ASKED, making.seconds)

    def _cancel_running(self) -> None:
        """Once the build stops early, ask what still runs to stop as well."""
        for name in self._works if self._stopping else ():
            self.studio.cancel(self.studio.making[name])

    # ------------------------------------------------------------ reports

    def _take(self, making: Making, report: Report) -> None:
        work = self._works.get(making.name)
        if work is None:
            if not isinstance(report, Moved | Warned):
                self.studio.end_unwanted(making, report)
            return
        work.seconds = making.seconds
        match report:
            case Moved():
                self.standings.moved(work, report.progress)
            case Warned():
                self.standings.say("warned", work, report.text, work.seconds)
            case _:
                try:
                    self._take_end(work, making, report)
                finally:
                    del self._works[making.name]
                    self.studio.end(making)

    def _take_end(self, work: Work, making: Making, report: Ended) -> None:
        match report:
            case Finished(_, outputs, seconds):
                self._keep(work, making, outputs, seconds)
            case Refused(_, message, remedy, unavailable):
                self.standings.fail(work, message, remedy, unavailable)
            case Died(_, cause, memory):
                self._died(work, cause, memory)
            case NoDisk(_, number):
                raise disk.trouble(number, self.standings.completion.store.path)
            case Dropped():
                self.standings.cancelled(work, f"{next(iter(self.standings.failed))} failed")

    def _keep(self, work: Work, making: Making, outputs: Mapping[str, tuple[str, int]], seconds: float) -> None:
        changed = self.studio.changed_asset(making)
        if changed is None:
            self.standings.made(work, self.studio.keep(making, outputs, seconds), seconds)
        elif work.redone < PATIENCE:
            why = because(Cause.ASSET, f"{changed} changed while it was read", of=changed)
            self.standings.again(work, why)
        else:
            self.standings.fail(work, f"{changed} keeps changing while it is read", "build again when it is finished")

    def _died(self, work: Work, cause: str, memory: bool) -> None:
        """Its process is gone. That may have been bad luck, once; where it may be for want of memory, what follows is
        made when nothing else is to be made beside it."""
        before, self._deaths[work.id] = self._deaths.get(work.id), cause
        if before is not None:
            causes = cause if cause == before else f"{before}, then {cause}"
            told = f"the process making {work.id} died twice ({causes})"
            self.standings.fail(work, told, _NO_MEMORY if memory else _NO_LUCK)
            return
        when = "at the end, with nothing beside it" if memory else "by another"
        told = f"the process making it died ({cause}); it is made once more {when}"
        self.standings.say("warned", work, told, work.seconds)
        if memory:
            work.state = State.READY
            self._last.append(work.id)
        else:
            self.standings.make_ready(work)
