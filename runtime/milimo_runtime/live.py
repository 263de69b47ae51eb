"""A film while it is written: the newest plan is carried out, and what it shares with the one before goes on.

The workers, the run's place in the store and what is known of the film stay from plan to plan. While a `Live` is open
no gc can run in the store.
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from milimo_lang.ir.plan import Plan
from milimo_runtime.assets import Assets
from milimo_runtime.completion import Completion, Memory
from milimo_runtime.engines.local import LocalEngine
from milimo_runtime.estimates import places_of
from milimo_runtime.execute import Execution
from milimo_runtime.journal import Asked, Ended, Journal, Listener
from milimo_runtime.outlook import Outlook, look
from milimo_runtime.pace import Pace
from milimo_runtime.pinning import Weights, require_pinned, weights_in
from milimo_runtime.rates import Rates, read_rates
from milimo_runtime.session import Built, Delivery, Session, devices_for, finished
from milimo_runtime.store import DiskTrouble
from milimo_runtime.store.delivery import Known, require_writable
from milimo_runtime.store.last import LastBuild
from milimo_runtime.studio import Studio

ANOTHER = "the film was changed"


class _Wanted(Exception):
    """Whoever waits has something to do that is more urgent than to put a film in its place."""


@dataclass
class _Round:
    """One plan on its way to a film."""

    outlook: Outlook
    execution: Execution
    delivery: Delivery
    began: float
    pace: Pace


@dataclass
class _Place:
    """What stays while plans come and go, until `held` closes."""

    held: ExitStack
    studio: Studio
    engine: LocalEngine
    journal: Journal


@dataclass
class _Known:
    """What is known of the film from the plan before: `told` are keys of which it was told that they are at hand,
    `put` what lies where the film goes.
    """

    assets: Assets
    memory: Memory = field(default_factory=Memory)
    last: LastBuild | None = None
    told: set[str] = field(default_factory=set)
    put: Known = field(default_factory=dict)
    rates: Rates | None = None
    takes: bool = False
    """Whether the list of takes was looked through."""


class Live:
    """`session`, kept open. `wait` ends early when one of `handles`, open files, can be read.

    After `DiskTrouble` everything is stopped and let go, and the next plan begins anew.
    """

    def __init__(self, session: Session, handles: Sequence[int] = ()) -> None:
        self._session = session
        self._handles = tuple(handles)
        self._round: _Round | None = None
        self._done: Built | None = None
        self._place: _Place | None = None
        self._known = _Known(Assets(session.root))

    @property
    def busy(self) -> bool:
        """Whether a film is being made."""
        return self._round is not None or self._done is not None

    def take(
        self,
        plan: Plan,
        out: Path,
        *,
        on_event: Listener = lambda _: None,
        clear: Callable[[], None] = lambda: None,
        asked: Asked | None = None,
        pinned: Weights | None = None,
    ) -> None:
        """From now on make `plan`, and put its film at `out`, as `Session.build` does.

        What is being made for the plan before and is wanted by this one goes on; the rest is cancelled, and is told of
        as such. Raises `Unavailable`, also where weights are not the `pinned` ones, and `DiskTrouble`; after the first
        what was being made goes on.
        """
        try:
            self._take(plan, out, on_event, clear, asked or Asked(), pinned or {})
        except DiskTrouble:
            self.close()
            raise

    def wait(self, timeout: float | None) -> Built | None:
        """Go on for at most `timeout` seconds (None: until something happens). What came of the plan, once it is over.

        Raises `DiskTrouble`, and what `clear` raises: then the plan is given up.
        """
        if self._done is not None:
            built, self._done = self._done, None
            return built
        if self._place is None:
            select.select(self._handles, (), (), timeout)
            return None
        try:
            if self._round is not None:
                return self._go_on(self._round, self._place, timeout)
            self._place.studio.drain(timeout)
            return None
        except DiskTrouble as trouble:
            self._give_up(str(trouble), "stopped")
            self.close()
            raise
        except Exception as error:
            self.stop(str(error))
            raise

    def stop(self, reason: str) -> bool:
        """Cancel what is being made; False if nothing is. What is finished is kept, the film stays as it was."""
        if self._round is None:
            return False
        running = self._round
        running.execution.abandon(reason)
        self._give_up(reason)
        self._keep_learnt(running)
        return True

    def close(self) -> None:
        """Stop everything at once and let go of the store."""
        place, self._place, self._round = self._place, None, None
        self._known = _Known(Assets(self._session.root))
        if place is not None:
            place.held.close()

    # ------------------------------------------------------------ the plan

    def _take(
        self,
        plan: Plan,
        out: Path,
        on_event: Listener,
        clear: Callable[[], None],
        asked: Asked,
        pinned: Weights,
    ) -> None:
        began, session = time.monotonic(), self._session
        if self._place is not None and not self._place.studio.run.scratch.is_dir():
            self._give_up("the store was removed")
            self.close()
        delivery = Delivery(session.store, out, clear, self._known.put, self._check)
        session.registry.require(plan.nodes)
        outlook = self._look(plan)
        wanted = outlook.wanted
        standings = outlook.standings(wanted, on_event, quiet=self._known.told)
        require_pinned(pinned, weights_in(outlook.found, wanted), session.film(plan))
        if wanted:
            require_writable(out)
        self._place = place = self._place or self._open(may_only_read=not wanted)
        self._done = None
        if place is None:
            delivery = Delivery(session.store, out, clear, self._known.put)
            results = session.served(outlook, delivery, on_event, began)
            self._done = session.built(plan, results, delivery, began, None)
            return
        if devices := devices_for(plan, wanted):
            place.engine.equip(devices)
        rates = self._known.rates = self._known.rates or read_rates(session.store)
        pace = Pace(plan, wanted - standings.lost, rates, places_of(session.jobs, len(devices)), session.registry.loads)
        known, self._known.takes = self._known.takes, True
        listener = place.journal.and_then(on_event)
        standings.tell = pace.and_then(session.writing(place.studio.run, standings, listener, known=known))
        execution = Execution(
            standings,
            place.studio,
            delivery.put,
            outlook.history.why,
            {**outlook.seconds_before, **rates.of(node for node in plan.nodes if node.id in wanted)},
            urgent=self._urgent(outlook),
        )
        if self._round is not None:
            self._round.execution.abandon(ANOTHER, outlook.keys)
            self._give_up(ANOTHER)
        self._round = _Round(outlook, execution, delivery, began, pace)
        standings.tell(session.begun(plan, out, asked, len(wanted)))
        execution.begin(outlook.units)
        self._known.told = {record.key for record in standings.results().records.values()}

    def _look(self, plan: Plan) -> Outlook:
        session = self._session
        if self._known.last is None:
            self._known.last = session.before(plan)
        outlook = look(
            plan,
            Completion(session.store, self._known.assets, session.registry, session.film(plan), self._known.memory),
            self._known.last,
        )
        images = {name: found.pre for name, found in outlook.found.items() if found.pre is not None}
        records = {name: found.record for name, found in outlook.found.items() if found.record is not None}
        self._known.memory.keep_only(plan.nodes, images, records)
        return outlook

    def _urgent(self, outlook: Outlook) -> set[str]:
        """The units of shots that the plan before, still being made, did not have: what was just written is made first.

        Those that wait for one of them are as urgent.
        """
        if self._round is None:
            return set()
        before = self._round.outlook.found.values()
        known = {found.pre.key for found in before if found.pre is not None}
        urgent: set[str] = set()
        for node in outlook.plan.nodes:
            pre = outlook.found[node.id].pre
            new = pre is not None and outlook.found[node.id].record is None and pre.key not in known
            if node.shot is not None and (new or any(part.node in urgent for part in node.inputs)):
                urgent.add(node.id)
        return urgent

    def _go_on(self, running: _Round, place: _Place, timeout: float | None) -> Built | None:
        execution, session = running.execution, self._session
        try:
            if not execution.delivered():
                execution.step(timeout)
                return None
        except _Wanted:
            return None
        self._round = None
        results = execution.standings.results()
        execution.standings.tell(finished(results, time.monotonic() - running.began))
        self._known.memory.records.update({record.key: record for record in results.records.values()})
        self._known.last = session.remember(running.outlook, execution.studio.run, results)
        self._keep_learnt(running)
        built = session.built(running.outlook.plan, results, running.delivery, running.began, place.journal)
        return replace(built, last=self._known.last, weights=weights_in(running.outlook.found, results.made))

    def _check(self) -> None:
        """Raises `_Wanted` where one of the handles can be read: another plan may be coming."""
        if self._handles and select.select(self._handles, (), (), 0)[0]:
            raise _Wanted

    def _give_up(self, reason: str, ended: Ended = "interrupted") -> None:
        """Tell the totals of a plan that comes to nothing."""
        if self._round is not None:
            running, self._round = self._round, None
            standings = running.execution.standings
            with suppress(DiskTrouble):  # the disk that stopped it need not take its last words
                standings.tell(finished(standings.results(), time.monotonic() - running.began, ended, reason))

    def _keep_learnt(self, running: _Round) -> None:
        """What the rounds up to `running` taught of how long units take is for the builds after it."""
        if running.pace.learnt:
            running.pace.rates.write(self._session.store, running.execution.studio.run)

    def _open(self, *, may_only_read: bool) -> _Place | None:
        """Workers, and a place in the store; None where it is enough to read it, and nothing else can be done."""
        with ExitStack() as held:
            place = self._session.place(held, may_only_read=may_only_read)
            if place is not None:
                run, journal = place
                engine = LocalEngine(self._session.jobs, journal.path.with_suffix(".log"), (), self._session.forks)
                for handle in self._handles:
                    engine.heed(handle)
                studio = Studio(self._session.store, run, engine, self._known.assets)
                held.callback(studio.close)
                return _Place(held.pop_all(), studio, engine, journal)
        return None
