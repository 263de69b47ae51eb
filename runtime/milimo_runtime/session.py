"""The facade the command line calls: a project's root wired to its store, its makers and the executor."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from milimo_lang import __version__
from milimo_lang.ir.plan import Node, Plan
from milimo_runtime.assets import Assets
from milimo_runtime.backends import Registry, family_of
from milimo_runtime.completion import Completion
from milimo_runtime.devices import Device, devices
from milimo_runtime.engines.local import LocalEngine
from milimo_runtime.engines.starting import Forks
from milimo_runtime.estimates import Budget, Estimate, OverBudget, estimated, places_of
from milimo_runtime.execute import Execution, Interrupted
from milimo_runtime.forecast import Unit
from milimo_runtime.journal import Asked, Ended, Event, Journal, Listener
from milimo_runtime.outlook import Outlook, look
from milimo_runtime.pace import Pace
from milimo_runtime.pinning import Weights, require_pinned, weights_in
from milimo_runtime.rates import read_rates
from milimo_runtime.renumbering import renumbered, shots_of
from milimo_runtime.seen import Memory
from milimo_runtime.showing import Showing
from milimo_runtime.standings import Failure, Results, Standings
from milimo_runtime.store import Damaged, DiskTrouble, Record, Run, Store, claims
from milimo_runtime.store.delivery import Delivered, Known, deliver, require_writable
from milimo_runtime.store.last import LastBuild, LastUnit, read_last, write_last
from milimo_runtime.store.sweeping import let_go_of_old_runs
from milimo_runtime.studio import Studio
from milimo_runtime.takes import Recording, ShotTake, ShotTakes, came_from, entry_of, film_of, takes_of

__all__ = [
    "Built",
    "Delivered",
    "DiskTrouble",
    "Event",
    "Failure",
    "Interrupted",
    "Session",
    "ShotTake",
    "ShotTakes",
    "Unit",
    "open_session",
]


@dataclass(frozen=True)
class Built:
    """What a build came to. `film` is None where it could not be made; `failed` says why, unit by unit.

    `made` and `cached` count units; `seconds` is the whole time; `warnings` are sentences on what the store
    healed. `files` are the film and its captions, with what stood in their places before. `left` counts units that were
    not begun because the budget was used up. `weights` are those that something was made with. `last` is what is
    remembered of it, where that is at hand.
    """

    film: Path | None
    made: int
    cached: int
    failed: tuple[Failure, ...]
    seconds: float
    warnings: tuple[str, ...] = ()
    journal: Path | None = None
    files: tuple[Delivered, ...] = ()
    left: int = 0
    weights: Weights = field(default_factory=dict)
    last: LastBuild | None = None


def open_session(
    root: Path,
    *,
    cache: Path | None = None,
    jobs: int | None = None,
    registry: Registry | None = None,
    forks: Forks | None = None,
    called: str = "",
) -> Session:
    """The session of the project at `root`.

    `cache` is the store, `root/.milimo` unless given; `jobs` the number of worker processes, one a core
    unless given; `forks` is where they come from. `called` is the film as it was typed: what there is to do is told
    with it; without it, with the film's path in its project. Nothing is created or read yet.
    """
    warnings: list[str] = []
    store = Store(cache if cache is not None else root / ".milimo", warnings.append)
    return Session(root, store, jobs or cores(), registry or Registry(), warnings, forks, called)


def cores() -> int:
    """Cores this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Session:
    """A project ready to be built."""

    root: Path
    store: Store
    jobs: int
    registry: Registry
    warnings: list[str]
    forks: Forks | None = None
    called: str = ""

    def forecast(self, plan: Plan) -> tuple[Unit, ...]:
        """What a build of `plan` would do, node by node: nothing is made, written or loaded."""
        return self.outlook(plan).units

    def estimate(self, plan: Plan, units: Sequence[Unit]) -> Estimate:
        """How long a build of `plan` will take that stands as `units` say."""
        return self._estimate(plan, {unit.id for unit in units if unit.status != "hit"})

    def gpus(self, plan: Plan, units: Sequence[Unit]) -> int:
        """How many devices a build makes models' units on that stands as `units` say; 0 where none is needed."""
        return len(devices_for(plan, {unit.id for unit in units if unit.status != "hit"}))

    def _estimate(self, plan: Plan, wanted: Collection[str]) -> Estimate:
        nodes = [node for node in plan.nodes if node.id in wanted and self.registry.maker_of(node) is not None]
        places = places_of(self.jobs, len(devices_for(plan, wanted)))
        return estimated(nodes, read_rates(self.store), places, self.registry.loads)

    def last_built(self, plan: Plan) -> Mapping[str, LastUnit]:
        """How each node of this film was when it was last built, and why it was made then; empty if it never was.

        By the ids they have now: a shot that moved was what it was.
        """
        return renumbered(self.before(plan), plan).units

    def before(self, plan: Plan) -> LastBuild:
        """This film as it was last built."""
        last = read_last(self.store, self._film(plan))
        came = came_from(self.store, self.root, plan) if not last.units else None
        return read_last(self.store, came.film) if came is not None else last

    def showing(self, plan: Plan, last: Mapping[str, LastUnit] | None = None, memory: Memory | None = None) -> Showing:
        """What there is to be shown of `plan` as it was last built: pictures, the waveform, times and reasons.

        `last` are the units of that build where they are known, `memory` is what is kept from one look to the next.
        """
        return Showing(self.store, self.root, plan, self.last_built(plan) if last is None else last, memory)

    def takes(self, plan: Plan) -> tuple[ShotTakes, ...]:
        """What was made of each shot of `plan`, in story order, and of shots it no longer has."""
        self.store.check()
        return takes_of(self.store, self.root, plan)

    def build(
        self,
        plan: Plan,
        out: Path,
        *,
        on_event: Listener = lambda _: None,
        fail_fast: bool = False,
        force: bool = False,
        clear: Callable[[], None] = lambda: None,
        asked: Asked | None = None,
        budget: Budget | None = None,
        pinned: Weights | None = None,
    ) -> Built:
        """Make what is missing of `plan` and put the film at `out`, its captions beside it.

        A file that already holds the right bytes is left alone. `force` makes every unit again; `fail_fast` starts
        nothing more after a failure and cancels what runs. `clear` is called just before the film is put at `out`, and
        raises where something there must stay. `asked` is what the journal tells of the film. Raises `Unavailable`
        before anything is made where this machine lacks a maker, or its weights are not the `pinned` ones,
        `DiskTrouble` (before anything is made where `out` cannot be written) and `Interrupted`; the store is sound
        after each of them. Of a build that takes longer than its `budget` nothing is made (`OverBudget`); when the time
        is used up nothing more is started, and what runs is finished.
        """
        try:
            return self._build(plan, out, on_event, fail_fast, force, clear, asked or Asked(), budget, pinned or {})
        except KeyboardInterrupt:
            raise Interrupted from None

    def _build(
        self,
        plan: Plan,
        out: Path,
        on_event: Listener,
        fail_fast: bool,
        force: bool,
        clear: Callable[[], None],
        asked: Asked,
        budget: Budget | None,
        pinned: Weights,
    ) -> Built:
        began = time.monotonic()
        delivery = Delivery(self.store, out, clear)
        self.registry.require(plan.nodes)
        outlook = self.outlook(plan)
        wanted = {node.id for node in plan.nodes} if force else outlook.wanted
        standings = outlook.standings(wanted, on_event, force=force)
        require_pinned(pinned, weights_in(outlook.found, wanted), self.film(plan))
        if wanted:
            require_writable(out)
        estimate = self._estimate(plan, wanted - standings.lost)
        lasts = budget.lasts(len(devices_for(plan, wanted))) if budget is not None else None
        if budget is not None and lasts is not None and (estimate.seconds or 0.0) > lasts:
            raise OverBudget(estimate, budget)
        journal = None
        with ExitStack() as held:
            place = self.place(held, may_only_read=not wanted)
            if place is None:
                results = self.served(outlook, delivery, on_event, began)
            else:
                run, journal = place
                gpus, rates = devices_for(plan, wanted), read_rates(self.store)
                pace = Pace(plan, wanted - standings.lost, rates, places_of(self.jobs, len(gpus)), self.registry.loads)
                standings.tell = pace.and_then(self.writing(run, standings, journal.and_then(on_event)))
                standings.tell(self.begun(plan, out, asked, len(wanted), estimate))
                engine = LocalEngine(self.jobs, journal.path.with_suffix(".log"), gpus, self.forks)
                execution = Execution(
                    standings,
                    Studio(self.store, run, engine, outlook.completion.assets),
                    delivery.put,
                    outlook.history.why,
                    {**outlook.seconds_before, **rates.of(plan.nodes)},
                    fail_fast,
                    until=began + lasts if lasts is not None else None,
                )
                results = self._finish(execution, outlook, began, pace)
        built = self.built(plan, results, delivery, began, journal)
        return replace(built, weights=weights_in(outlook.found, results.made))

    def built(self, plan: Plan, results: Results, delivery: Delivery, began: float, journal: Journal | None) -> Built:
        """What `results` come to. The warnings that were collected are told once."""
        warnings, self.warnings[:] = tuple(self.warnings), []
        return Built(
            delivery.out if plan.result in results.records else None,
            len(results.made),
            len(results.cached),
            results.failed,
            time.monotonic() - began,
            warnings,
            journal.path if journal is not None else None,
            delivery.files,
            results.left,
        )

    def place(self, held: ExitStack, *, may_only_read: bool) -> tuple[Run, Journal] | None:
        """A running build's place in the store and its journal, until `held` closes.

        Where the store cannot be written to, and it is enough to read it: None.
        """
        try:
            run = held.enter_context(self.store.running())
            let_go_of_old_runs(self.store.path / "journal")
            return run, held.enter_context(Journal(self.store.path / "journal" / f"{run.name}.jsonl"))
        except DiskTrouble:
            if may_only_read:
                return None
            raise

    def served(self, outlook: Outlook, delivery: Delivery, on_event: Listener, began: float) -> Results:
        """Deliver a film of which all is in the store, writing nothing there: no lease, no journal, no memory."""
        standings = Standings(outlook.plan, outlook.completion, on_event, outlook.found)
        standings.settle(list(standings.works))
        results = standings.results()
        try:
            delivery.put(results.records[outlook.plan.result])
        except Damaged as damage:
            message = f"the store at {self.store.path} is damaged ({damage}) and cannot be written to"
            raise DiskTrouble(message, "make it writable, or point --cache at another folder") from damage
        on_event(finished(results, time.monotonic() - began))
        return results

    def _finish(self, execution: Execution, outlook: Outlook, began: float, pace: Pace) -> Results:
        """Run the build to its end or to what stops it; either way remember what it used and tell the totals."""
        standings = execution.standings
        try:
            results = execution.finish(outlook.units)
        except (DiskTrouble, KeyboardInterrupt) as stop:
            ended: Ended = "interrupted" if isinstance(stop, KeyboardInterrupt) else "stopped"
            why = str(stop) or "interrupted"
            with suppress(DiskTrouble):  # the disk that stopped the build need not take its last words
                standings.tell(finished(standings.results(), time.monotonic() - began, ended, why))
            raise
        finally:
            self.remember(outlook, execution.studio.run, standings.results())
            if pace.learnt:
                pace.rates.write(self.store, execution.studio.run)
        standings.tell(finished(results, time.monotonic() - began))
        return results

    def remember(self, outlook: Outlook, run: Run, results: Results) -> LastBuild:
        """Note what this build used, for the next to tell what changed since; gives what is noted now."""
        nodes, last = outlook.plan.nodes, outlook.last
        units = {
            node.id: LastUnit(
                node.kind, record.key, record.seconds, *_why(results, last, node.id, record), assets_of(node)
            )
            for node in nodes
            if (record := results.records.get(node.id)) is not None
        }
        kept = {
            node.id: last[node.id] for node in nodes if node.id in last
        }  # of what was not made, to tell what changed
        build = LastBuild({**kept, **units}, shots_of(outlook.plan))
        if build != outlook.before:
            with suppress(DiskTrouble):  # it only explains; the build's own trouble is the one to tell
                write_last(self.store, run, self._film(outlook.plan), self.root, build)
        with suppress(DiskTrouble):
            self.claim(outlook.plan)
        return build

    def claim(self, plan: Plan) -> None:
        """Note what the project's lock names, for when the project cannot be asked. Raises `DiskTrouble`."""
        claims.claim(self.store, self.root, entry_of(plan))

    def outlook(self, plan: Plan) -> Outlook:
        """How `plan` stands before anything is made."""
        return look(plan, Completion(self.store, Assets(self.root), self.registry, self.film(plan)), self.before(plan))

    def film(self, plan: Plan) -> str:
        """The film as a command line names it."""
        return shlex.quote(self.called or entry_of(plan))

    def writing(self, run: Run, standings: Standings, listener: Listener, *, known: bool = False) -> Listener:
        """`listener`, with every take that is begun or at hand written down before it hears of it. `known` as
        `Recording` has it."""
        return Recording(self.store, run, self.root, standings.plan, standings.works, known).and_then(listener)

    def begun(self, plan: Plan, out: Path, asked: Asked, wanted: int, estimate: Estimate | None = None) -> Event:
        """The first event of a build."""
        film = asked.film or (plan.shots[0].source.file if plan.shots else "")
        run = {
            "milimo": __version__,
            "root": os.fspath(self.root.resolve()),
            "film": film,
            "title": plan.film.title,
            "out": os.fspath(out.absolute()),
            "units": len(plan.nodes),
            "wanted": wanted,
            "jobs": self.jobs,
            "options": dict(asked.options),
        }
        about = f", {estimate.time}" if wanted and estimate is not None else ""
        seconds = estimate.seconds if estimate is not None else None
        return Event("begun", reason=f"{wanted} of {len(plan.nodes)} units to make{about}", seconds=seconds, run=run)

    def _film(self, plan: Plan) -> str:
        return film_of(self.store, self.root, plan)


class Delivery:
    """The way of a finished film to `out`. `clear` is called just before, and raises where something must stay.

    `known` and `check` are as `store.delivery.deliver` has them.
    """

    def __init__(
        self,
        store: Store,
        out: Path,
        clear: Callable[[], None],
        known: Known | None = None,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        self.out = out
        self.files: tuple[Delivered, ...] = ()
        self._store = store
        self._clear = clear
        self._known = known
        self._check = check

    def put(self, record: Record) -> None:
        """Put the film and its captions in their places. Raises `Damaged` and `DiskTrouble`."""
        self._clear()
        self.files = deliver(self._store, record, self.out, self._known, self._check)


def devices_for(plan: Plan, wanted: Collection[str]) -> Sequence[Device]:
    """What this machine can run models on, where nodes of `wanted` need one."""
    return devices() if any(node.id in wanted and family_of(node) for node in plan.nodes) else ()


def assets_of(node: Node) -> dict[str, str]:
    """The project's files that `node` is made from, by role."""
    return {part.role: part.asset for part in node.inputs if part.asset is not None}


def _why(
    results: Results, last: Mapping[str, LastUnit], name: str, record: Record
) -> tuple[str, Mapping[str, Any] | None]:
    """Why a node was made, as a sentence and as data; of one from the store as far as it still is what it was."""
    if (made := results.made.get(name)) is not None:
        return made.sentence, made.as_json()
    unit = last.get(name)
    return (unit.reason, unit.why) if unit is not None and unit.key == record.key else ("", None)


def finished(results: Results, seconds: float, ended: Ended | None = None, why: str = "") -> Event:
    """The last event of a build. `why` where it did not come to its own end."""
    made, cached, failed = len(results.made), len(results.cached), len(results.failed)
    left = f", {results.left} not begun when the budget was used up" if results.left else ""
    reason = why or f"{made} made, {cached} cached, {failed} failed{left}"
    end = ended or ("over-budget" if results.left else "failed" if results.failed else "finished")
    return Event("finished", reason=reason, seconds=seconds, made=made, cached=cached, failed=failed, ended=end)
