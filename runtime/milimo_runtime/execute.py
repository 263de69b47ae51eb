"""From a plan to results: what is missing is made, inputs first, as much at once as there are places for.

Nothing here draws or encodes. A unit is *settled* once its record is known: found in the store, made here, or
made by another build at the same moment. Its key needs only its inputs' digests; their bytes are read, and
checked, when something has to be made of them. Damage found then unsettles the input, which is made again,
and the build goes on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path

from milimo_lang.ir.plan import Input, Node, Plan
from milimo_runtime.backend import Failed, Unavailable
from milimo_runtime.desk import Desk, consumers, output_of
from milimo_runtime.engines import Assignment, Died, Dropped, Engine, Finished, Moved, NoDisk, Refused, Report
from milimo_runtime.forecast import Found, Unit
from milimo_runtime.journal import Event, EventName, Listener
from milimo_runtime.keys import PreImage
from milimo_runtime.schedule import chains, estimate, next_unit
from milimo_runtime.store import Damaged, DiskTrouble, Made, Record, Run
from milimo_runtime.store.disk import UNHEALED, trouble
from milimo_runtime.store.locks import Lock
from milimo_runtime.store.store import remove_tree

_LOOK_AGAIN = 0.1  # seconds between looks at a unit another build is making
_PATIENCE = 3  # times a unit is made again because an input was damaged or changed under it


class Interrupted(Exception):
    """Stopped by Ctrl-C. All finished units are kept; the next build goes on from there. Exit code 130."""

    def __str__(self) -> str:
        return "interrupted; what is made is kept, and the next build goes on from there"


@dataclass(frozen=True)
class Failure:
    """A unit that was not made: why, and what to do. `because` is the unit that kept it from being tried."""

    unit: str
    shot: str | None
    reason: str
    remedy: str = ""
    because: str | None = None
    unavailable: bool = False


@dataclass(frozen=True)
class Ledger:
    """What a build came to: every settled node's record, what was made, taken from the store, and what
    failed."""

    records: Mapping[str, Record]
    made: tuple[str, ...]
    cached: tuple[str, ...]
    failed: tuple[Failure, ...]


class _State(Enum):
    WAITING = auto()  # for an input
    READY = auto()  # to be made
    ELSEWHERE = auto()  # another build is making it
    RUNNING = auto()
    SETTLED = auto()
    FAILED = auto()


@dataclass
class _Unit:
    node: Node
    state: _State = _State.WAITING
    pre: PreImage | None = None
    record: Record | None = None
    reason: str = ""
    lock: Lock | None = None
    scratch: Path = Path()
    began: float = 0.0
    deaths: int = 0
    redone: int = 0


@dataclass
class Execution:
    """One build under way.

    `deliver` is called with the result's record once everything is settled; it may raise `Damaged`, and is then
    called again when the result is whole. `why` tells why a unit is made from what it is now, `found` is what a
    survey knew a moment ago, `took` the seconds units took before.
    """

    plan: Plan
    desk: Desk
    run: Run
    engine: Engine
    tell: Listener
    deliver: Callable[[Record], None]
    why: Callable[[Node, PreImage], str]
    found: Mapping[str, Found] = field(default_factory=dict)
    took: Mapping[str, float] = field(default_factory=dict)
    fail_fast: bool = False
    force: bool = False

    def __post_init__(self) -> None:
        self._nodes = self.plan.by_id()
        self._units = {node.id: _Unit(node) for node in self.plan.nodes}
        self._consumers = consumers(self.plan)
        cost = {node.id: self.took.get(node.id) or estimate(node) for node in self.plan.nodes}
        self._cost = cost
        self._longest = chains(list(self._units), self._consumers, cost)
        self._model = {node.id: getattr(node.body, "family", "") for node in self.plan.nodes}
        self._ready: set[str] = set()
        self._running: set[str] = set()
        self._elsewhere: set[str] = set()
        self._owner: dict[str, str] = {}
        self._twins: dict[str, list[str]] = {}
        self._fresh: dict[str, Record] = {}
        self._made: dict[str, None] = {}
        self._cached: dict[str, None] = {}
        self._failed: dict[str, Failure] = {}
        self._looked = 0.0

    # ------------------------------------------------------------ the loop

    def finish(self, expected: Sequence[Unit]) -> Ledger:
        """Make everything. Raises `DiskTrouble`; failures of units are in the ledger."""
        try:
            self._announce(expected)
            self._settle_all(list(self._units))
            while not self._delivered():
                self._start_ready()
                for report in self.engine.wait(self._timeout()):
                    self._take(report)
                self._look_elsewhere()
        finally:
            self._let_go()
        return self.ledger()

    def ledger(self) -> Ledger:
        """How far the build has come."""
        records = {name: unit.record for name, unit in self._units.items() if unit.record is not None}
        return Ledger(records, tuple(self._made), tuple(self._cached), tuple(self._failed.values()))

    def _announce(self, expected: Sequence[Unit]) -> None:
        for unit in expected:
            self._units[unit.id].reason = unit.reason
            if unit.status != "hit" or self.force:
                self._say("planned", self._units[unit.id], unit.reason or "asked for", self._cost[unit.id])

    def _delivered(self) -> bool:
        """Whether all is over: nothing runs or can be started, and the result, where there is one, is
        delivered."""
        if self._running or ((self._ready or self._elsewhere) and not self._stopping):
            return False
        result = self._units[self.plan.result]
        if result.state is not _State.SETTLED or result.record is None:
            return True
        try:
            self.deliver(result.record)
        except Damaged:
            self._unsettle(result)
            return False
        return True

    @property
    def _stopping(self) -> bool:
        return self.fail_fast and bool(self._failed)

    def _timeout(self) -> float | None:
        if self._elsewhere and not self._stopping:
            return _LOOK_AGAIN
        return None if self._running else 0.0

    def _let_go(self) -> None:
        self.engine.close()
        for unit in self._units.values():
            self._unlock(unit)

    # ------------------------------------------------------------ settling

    def _settle_all(self, names: Sequence[str]) -> None:
        """Settle what can be settled of `names` and of all that waits for it."""
        todo = deque(names)
        while todo:
            unit = self._units[todo.popleft()]
            if unit.state is not _State.WAITING:
                continue
            makers = [self._units[name] for name in self._makers(unit)]
            lost = next((maker for maker in makers if maker.state is _State.FAILED), None)
            if lost is not None:
                self._fail(unit, f"not made because {lost.node.id} failed", because=lost.node.id)
            elif all(maker.state is _State.SETTLED for maker in makers):
                before = unit.pre
                if self._settle(unit):
                    todo.extend(self._consumers[unit.node.id])
                if before is not None and unit.pre is not None and before.key != unit.pre.key:
                    todo.extend(self._twins.pop(before.key, ()))  # they waited for what it no longer makes

    def _settle(self, unit: _Unit) -> bool:
        """Complete the key of `unit` and look it up. True if it is settled; else it is ready, a twin, or
        failed."""
        if self._take_over(unit):
            return True
        made = {name: record for name in self._makers(unit) if (record := self._units[name].record)}
        try:
            unit.pre = self.desk.complete(unit.node, self.desk.digests(unit.node, made, self._nodes))
        except Failed as failure:
            self._fail(unit, failure.message, failure.remedy, isinstance(failure, Unavailable))
            return False
        key = unit.pre.key
        owner = self._units.get(self._owner.get(key, ""))
        if owner is not None and owner is not unit and self._makes(owner, key):
            self._twins.setdefault(key, []).append(unit.node.id)
            return False
        record = self._find(key)
        if record is not None:
            self._accept(unit, record, "unchanged")
            return True
        self._owner[key] = unit.node.id
        unit.state = _State.READY
        self._ready.add(unit.node.id)
        return False

    def _take_over(self, unit: _Unit) -> bool:
        """Settle `unit` as the survey found it, unless it was looked at since."""
        found = self.found.get(unit.node.id)
        if found is None or found.record is None or unit.pre is not None or self.force:
            return False
        unit.pre = found.pre
        self.desk.store.mark_used(found.record.key)
        self._accept(unit, found.record, "unchanged")
        return True

    def _makes(self, unit: _Unit, key: str) -> bool:
        """Whether `unit` is on its way to what `key` stands for."""
        on_its_way = unit.state in (_State.READY, _State.ELSEWHERE, _State.RUNNING)
        return on_its_way and unit.pre is not None and unit.pre.key == key

    def _makers(self, unit: _Unit) -> list[str]:
        return [part.node for part in unit.node.inputs if part.node is not None]

    def _find(self, key: str) -> Record | None:
        """What is kept under `key`; when all is to be made again, only what this build made."""
        if self.force and key not in self._fresh:
            return None
        return self.desk.store.lookup(key)

    def _accept(self, unit: _Unit, record: Record, reason: str) -> None:
        unit.record = record
        unit.state = _State.SETTLED
        if unit.node.id not in self._made:
            self._cached[unit.node.id] = None
            self._say("cached", unit, reason, 0.0)

    def _unsettle(self, unit: _Unit) -> None:
        """Its bytes turned out to be damaged: it is to be made again."""
        if unit.state is not _State.SETTLED:
            return
        unit.redone += 1
        if unit.redone > _PATIENCE:
            raise DiskTrouble(
                f"the store at {self.desk.store.path} damages what is put into it ({unit.node.id})",
                "check the disk; set MILIMO_CACHE to a folder on another one",
                UNHEALED,
            )
        unit.reason = "its stored result is damaged"
        unit.state = _State.WAITING
        unit.record = None
        self._cached.pop(unit.node.id, None)
        self._settle_all([unit.node.id])

    # ------------------------------------------------------------ starting

    def _start_ready(self) -> None:
        while self._ready and not self._stopping and (free := self.engine.free()):
            loaded = free[0]
            name = next_unit(self._ready, self._longest, self._model, loaded)
            self._ready.discard(name)
            self._start(self._units[name])

    def _start(self, unit: _Unit) -> None:
        assert unit.pre is not None
        unit.lock = self.desk.store.making(unit.pre.key)
        if unit.lock is None:
            unit.state = _State.ELSEWHERE
            self._elsewhere.add(unit.node.id)
            return
        record = self._find(unit.pre.key)  # another build may have made it before we had the lock
        if record is not None:
            self._unlock(unit)
            self._settled(unit, record, "made by another build meanwhile")
            return
        inputs = self._gather(unit)
        if inputs is None:
            self._unlock(unit)
            return
        self._submit(unit, inputs)

    def _gather(self, unit: _Unit) -> dict[str, Path] | None:
        """The files of the unit's inputs, their bytes checked; None if one was damaged, and the unit waits
        for it."""
        assert unit.pre is not None
        digests = dict(unit.pre.inputs)
        files: dict[str, Path] = {}
        for part in unit.node.inputs:
            if part.node is None:
                assert part.asset is not None
                try:
                    files[part.role] = self.desk.assets.path(part.asset)
                except Failed as failure:
                    self._fail(unit, failure.message, failure.remedy)
                    return None
                continue
            maker = self._units[part.node]
            try:
                files[part.role] = self._file(part, maker, digests[part.role])
            except Damaged:
                unit.state = _State.WAITING
                self._settle_all([unit.node.id])
                return None
        return files

    def _file(self, part: Input, maker: _Unit, digest: str) -> Path:
        """The file of an input that was counted on as `digest`. Raises `Damaged` unless it is still that."""
        if maker.record is None or output_of(part, maker.record, maker.node).sha256 != digest:
            raise Damaged("it is made again")
        try:
            return self.desk.store.blob(output_of(part, maker.record, maker.node))
        except Damaged:
            self._unsettle(maker)
            raise

    def _submit(self, unit: _Unit, inputs: Mapping[str, Path]) -> None:
        assert unit.pre is not None
        node = unit.node
        unit.reason = self._reason(unit, unit.pre)
        unit.scratch = self.desk.store.scratch_name(self.run)
        with suppress(FileExistsError):
            self._make_scratch(unit.scratch)
        unit.state = _State.RUNNING
        unit.began = time.monotonic()
        self._running.add(node.id)
        backend = self.desk.registry.backend_for(node.kind)
        assert backend is not None
        outputs = {name: unit.scratch / name for name in node.body.outputs}
        self._say("started", unit, unit.reason, 0.0)
        self.engine.submit(Assignment(node.id, backend, unit.pre.body, inputs, outputs, self._model[node.id]))

    def _make_scratch(self, path: Path) -> None:
        try:
            path.mkdir(mode=0o700)
        except OSError as error:
            raise trouble(error.errno, path) from error

    def _reason(self, unit: _Unit, pre: PreImage) -> str:
        if unit.redone or unit.reason.startswith("its stored result"):
            return unit.reason
        return "asked for" if self.force else self.why(unit.node, pre)

    def _look_elsewhere(self) -> None:
        """Units another build is making are tried again now and then: it is done, or dead, when the lock is
        free."""
        if time.monotonic() - self._looked < _LOOK_AGAIN:
            return
        self._looked = time.monotonic()
        for name in self._elsewhere:
            self._units[name].state = _State.READY
        self._ready |= self._elsewhere
        self._elsewhere = set()

    # ------------------------------------------------------------ reports

    def _take(self, report: Report) -> None:
        unit = self._units[report.unit]
        match report:
            case Moved(_, progress):
                self._say("progress", unit, progress.doing, time.monotonic() - unit.began, done=progress.done)
                return
            case Finished(_, outputs, seconds):
                self._running.discard(report.unit)
                self._keep(unit, outputs, seconds)
            case Refused(_, message, remedy, unavailable):
                self._running.discard(report.unit)
                self._fail(unit, message, remedy, unavailable)
            case Died(_, cause):
                self._running.discard(report.unit)
                self._died(unit, cause)
            case NoDisk(_, number):
                raise trouble(number, self.desk.store.path)
            case Dropped():
                self._running.discard(report.unit)
                self._fail(unit, "cancelled")
        self._unlock(unit)
        remove_tree(unit.scratch)

    def _keep(self, unit: _Unit, outputs: Mapping[str, tuple[str, int]], seconds: float) -> None:
        assert unit.pre is not None
        digests = dict(unit.pre.inputs)
        for part in unit.node.inputs:
            if part.asset is not None and not self.desk.assets.unchanged(part.asset, digests[part.role]):
                self._again(unit, part.asset)
                return
        frames = getattr(unit.node.body, "frames", None)
        made = {name: Made(unit.scratch / name, *output, frames) for name, output in outputs.items()}
        record = self.desk.store.put(self.run, unit.pre.key, unit.node.kind, made, seconds, unit.pre.data)
        self._fresh[unit.pre.key] = record
        self._made[unit.node.id] = None
        self._say("done", unit, unit.reason, seconds)
        self._settled(unit, record, "")

    def _settled(self, unit: _Unit, record: Record, reason: str) -> None:
        """`unit` came out as `record`: settle it, its twins and what waits for them."""
        self._accept(unit, record, reason)
        ready = list(self._consumers[unit.node.id])
        for twin in self._twins.pop(record.key, ()):
            self._accept(self._units[twin], record, f"the same as {unit.node.id}")
            ready += self._consumers[twin]
        self._settle_all(ready)

    def _again(self, unit: _Unit, asset: str) -> None:
        """A file changed while it was read: what was made of it is dropped, and made again from what is there
        now."""
        unit.redone += 1
        if unit.redone > _PATIENCE:
            self._fail(unit, f"{asset} keeps changing while it is read", "build again when it is finished")
            return
        unit.reason = f"asset {asset} changed while it was read"
        unit.state = _State.WAITING
        self._settle_all([unit.node.id])

    def _died(self, unit: _Unit, cause: str) -> None:
        unit.deaths += 1
        if unit.deaths == 1:
            unit.state = _State.READY
            self._ready.add(unit.node.id)
            return
        remedy = "if memory ran out, build with fewer --jobs"
        self._fail(unit, f"the process making {unit.node.id} died twice ({cause})", remedy)

    def _fail(
        self,
        unit: _Unit,
        reason: str,
        remedy: str = "",
        unavailable: bool = False,
        because: str | None = None,
    ) -> None:
        """`unit` cannot be made; neither can its twins, nor anything that waits for it."""
        name, shot = unit.node.id, unit.node.shot
        todo = deque([(unit, Failure(name, shot, reason, remedy, because, unavailable))])
        while todo:
            lost, failure = todo.popleft()
            if lost.state is _State.FAILED:
                continue
            self._lose(lost, failure)
            if lost.pre is not None:
                for twin in self._twins.pop(lost.pre.key, ()):
                    todo.append((self._units[twin], replace(failure, unit=twin, shot=self._nodes[twin].shot)))
            for waiting in self._consumers[lost.node.id]:
                if self._units[waiting].state is _State.WAITING:
                    because = f"not made because {name} failed"
                    shot = self._nodes[waiting].shot
                    todo.append((self._units[waiting], Failure(waiting, shot, because, because=name)))

    def _lose(self, unit: _Unit, failure: Failure) -> None:
        unit.state = _State.FAILED
        self._ready.discard(unit.node.id)
        self._failed[unit.node.id] = failure
        self._say("failed", unit, failure.reason, self._gone(unit), remedy=failure.remedy)

    # ------------------------------------------------------------ small things

    def _gone(self, unit: _Unit) -> float:
        return time.monotonic() - unit.began if unit.began else 0.0

    def _unlock(self, unit: _Unit) -> None:
        if unit.lock is not None:
            unit.lock.release(remove=True)
            unit.lock = None

    def _say(
        self,
        event: EventName,
        unit: _Unit,
        reason: str,
        seconds: float,
        *,
        done: float | None = None,
        remedy: str | None = None,
    ) -> None:
        node = unit.node
        key = unit.pre.key if unit.pre is not None else None
        self.tell(Event(event, node.id, node.shot, reason, seconds, node.kind, key, done, remedy or None))
