"""How each unit of a build stands: what it waits for, what it is made from, whether it is settled or lost.

A unit is *settled* once its record is known: found in the store, made here, or made by another build at the same
moment. Its key needs only its inputs' digests, so a film that is all there is settled without reading a picture.
Of units that share a key one is made, and the others wait for it. Nothing is started here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property

from milimo_lang.ir.plan import Node, Plan
from milimo_runtime.backend import Failed, Progress, Unavailable
from milimo_runtime.causes import DAMAGED, Reason
from milimo_runtime.completion import Completion, consumers
from milimo_runtime.forecast import Found
from milimo_runtime.journal import Event, EventName, Listener
from milimo_runtime.keys import KEPT, PreImage
from milimo_runtime.store import DiskTrouble, Record

PATIENCE = 3
"""Times a unit is made again because an input was damaged or changed under it."""


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
class Results:
    """What a build came to: every settled node's record, what was made and why, what was cached, what failed.

    `left` counts what was not begun because the budget was used up.
    """

    records: Mapping[str, Record]
    made: Mapping[str, Reason]
    cached: tuple[str, ...]
    failed: tuple[Failure, ...]
    left: int = 0


class State(Enum):
    """Where a unit stands."""

    WAITING = auto()  # for an input, or for the unit that makes what it shares
    READY = auto()  # to be made
    ELSEWHERE = auto()  # another build is making it
    RUNNING = auto()
    SETTLED = auto()
    FAILED = auto()
    CANCELLED = auto()  # it ran, and was stopped


@dataclass
class Work:
    """A node on its way: its state, what it is made from and its record once these are known."""

    node: Node
    state: State = State.WAITING
    pre: PreImage | None = None
    record: Record | None = None
    why: Reason | None = None
    redone: int = 0
    seconds: float = 0.0
    come: int = 0
    """How many of its makers, counted from the first, were over when it was last looked at."""

    @property
    def id(self) -> str:
        return self.node.id

    @cached_property
    def makers(self) -> list[str]:
        """The nodes it needs."""
        return [part.node for part in self.node.inputs if part.node is not None]


@dataclass
class Standings:
    """The units of one build. `found` is what a survey knew a moment ago; `force` makes all of them again.

    `lacking` are the units of which it is known beforehand that they cannot be made, and why; `futile`
    those that only lead to one of these, and which. Of records whose keys are in `quiet` it is not told that they are
    at hand.
    """

    plan: Plan
    completion: Completion
    tell: Listener
    found: Mapping[str, Found] = field(default_factory=dict)
    force: bool = False
    lacking: Mapping[str, Failed] = field(default_factory=dict)
    futile: Mapping[str, str] = field(default_factory=dict)
    quiet: Collection[str] = ()

    def __post_init__(self) -> None:
        self.nodes = self.plan.by_id()
        self.works = {node.id: Work(node) for node in self.plan.nodes}
        self.consumers = consumers(self.plan)
        self.ready: set[str] = set()
        self.arrivals: list[str] = []
        """What became ready, and nobody has taken note of yet."""
        self.failed: dict[str, Failure] = {}
        self._made: dict[str, Reason] = {}
        self._cached: dict[str, None] = {}
        self._fresh: set[str] = set()
        self._owner: dict[str, str] = {}
        self._sharing: dict[str, list[str]] = {}

    @property
    def lost(self) -> set[str]:
        """The units of which it is known beforehand that they will not be made."""
        return {*self.lacking, *self.futile}

    def results(self) -> Results:
        """How far the build has come."""
        records = {name: work.record for name, work in self.works.items() if work.record is not None}
        return Results(records, dict(self._made), tuple(self._cached), tuple(self.failed.values()))

    # ------------------------------------------------------------ settling

    def lose(self) -> None:
        """Tell of what cannot be made, and then of what would be made for nothing, before anything is settled."""
        for name, lack in self.lacking.items():
            self.fail(self.works[name], lack.message, lack.remedy, isinstance(lack, Unavailable))
        for name, cause in self.futile.items():
            self.fail(self.works[name], f"not made because {cause} failed", because=cause)

    def settle(self, names: Sequence[str]) -> None:
        """Settle what can be settled of `names`, and of all that waits for it."""
        todo = deque(names)
        while todo:
            work = self.works[todo.popleft()]
            if work.state is not State.WAITING or self._waits(work):
                continue
            makers = [self.works[name] for name in work.makers]
            lost = next((maker for maker in makers if maker.state is State.FAILED), None)
            if lost is not None:
                self.fail(work, f"not made because {lost.id} failed", because=lost.id)
            elif all(maker.state is State.SETTLED for maker in makers):
                before = work.pre
                if self._settle(work):
                    todo.extend(self.consumers[work.id])
                if before is not None and work.pre is not None and before.key != work.pre.key:
                    todo.extend(self._sharing.pop(before.key, ()))  # they waited for what it no longer makes

    def _waits(self, work: Work) -> bool:
        """Whether an input is still to come. A film waits for thousands: each is looked at once."""
        while work.come < len(work.makers):
            if self.works[work.makers[work.come]].state not in (State.SETTLED, State.FAILED):
                return True
            work.come += 1
        work.come = 0  # some of them may have to be made again
        return False

    def _settle(self, work: Work) -> bool:
        """Complete the key and look it up. True if that settles it; else it is ready, shared, or lost."""
        if self._take_over(work):
            return True
        made = {name: record for name in work.makers if (record := self.works[name].record)}
        try:
            work.pre = self.completion.complete(work.node, self.completion.digests(work.node, made, self.nodes))
        except Failed as failure:
            self.fail(work, failure.message, failure.remedy, isinstance(failure, Unavailable))
            return False
        key = work.pre.key
        if self._is_made_by_another(work, key):
            self._sharing.setdefault(key, []).append(work.id)
            return False
        record = self.completion.store.lookup(key) if work.node.kind == KEPT else self.find(key)
        if record is not None:
            self._accept(work, record, "unchanged")
            return True
        self._owner[key] = work.id
        self.make_ready(work)
        return False

    def _take_over(self, work: Work) -> bool:
        """Settle `work` as the survey found it, unless it was looked at since."""
        found = self.found.get(work.id)
        if found is None or found.record is None or work.pre is not None or self.force:
            return False
        work.pre = found.pre
        self.completion.mark_used(found.record.key)
        self._accept(work, found.record, "unchanged")
        return True

    def _is_made_by_another(self, work: Work, key: str) -> bool:
        """Whether another unit of this build is on its way to what `key` stands for."""
        owner = self.works.get(self._owner.get(key, ""))
        if owner is None or owner is work or owner.pre is None or owner.pre.key != key:
            return False
        return owner.state in (State.READY, State.ELSEWHERE, State.RUNNING)

    def find(self, key: str) -> Record | None:
        """What is kept under `key`; when all is to be made again, only what this build made."""
        if self.force and key not in self._fresh:
            return None
        return self.completion.store.lookup(key)

    def _accept(self, work: Work, record: Record, reason: str) -> None:
        work.record = record
        work.state = State.SETTLED
        if work.id not in self._made:
            self._cached[work.id] = None
            if record.key not in self.quiet:
                self.say("cached", work, reason, 0.0)

    # ------------------------------------------------------------ what becomes of a unit

    def make_ready(self, work: Work) -> None:
        """It is to be made, and everything it needs is there."""
        work.state = State.READY
        self.ready.add(work.id)
        self.arrivals.append(work.id)

    def made(self, work: Work, record: Record, seconds: float) -> None:
        """It was made here."""
        self._fresh.add(record.key)
        assert work.why is not None
        self._made[work.id] = work.why
        self.say("done", work, work.why, seconds)
        self.came_out(work, record, "")

    def came_out(self, work: Work, record: Record, reason: str) -> None:
        """It came out as `record`: settle it, what shares its key and what waits for them."""
        self._accept(work, record, reason)
        waiting = list(self.consumers[work.id])
        for other in self._sharing.pop(record.key, ()):
            if self.works[other].state is State.WAITING:
                self._accept(self.works[other], record, f"the same as {work.id}")
                waiting += self.consumers[other]
        self.settle(waiting)

    def unsettle(self, work: Work) -> None:
        """Its bytes turned out to be damaged: it is to be made again. Raises `DiskTrouble` when that is no help."""
        if work.state is not State.SETTLED:
            return
        if work.redone >= PATIENCE:
            raise DiskTrouble(
                f"the store at {self.completion.store.path} damages what is put into it ({work.id})",
                "check the disk; point --cache at a folder on another one",
                unhealed=True,
            )
        self._cached.pop(work.id, None)
        if work.record is not None:
            self.completion.forget(work.record.key)
        self.again(work, DAMAGED)

    def again(self, work: Work, why: Reason) -> None:
        """What there was of it is void: begin again with what its inputs are now."""
        work.redone += 1
        work.why = why
        work.record = None
        work.state = State.WAITING
        self.settle([work.id])

    def wait_again(self, work: Work) -> None:
        """An input it counted on is being made again."""
        work.state = State.WAITING
        self.settle([work.id])

    def fail(
        self, work: Work, reason: str, remedy: str = "", unavailable: bool = False, because: str | None = None
    ) -> None:
        """It cannot be made; neither can what shares its key, nor anything that waits for them."""
        todo = deque([(work, Failure(work.id, work.node.shot, reason, remedy, because, unavailable))])
        while todo:
            lost, failure = todo.popleft()
            if lost.state is State.FAILED:
                continue
            self._lose(lost, failure)
            if lost.pre is not None:
                for other in self._sharing.pop(lost.pre.key, ()):
                    todo.append((self.works[other], replace(failure, unit=other, shot=self.nodes[other].shot)))
            for name in self.consumers[lost.id]:
                if self.works[name].state is State.WAITING:
                    why = f"not made because {work.id} failed"
                    todo.append((self.works[name], Failure(name, self.nodes[name].shot, why, because=work.id)))

    def cancelled(self, work: Work, reason: str) -> None:
        """It was stopped, for this `reason`. Nothing of it is kept; the next build that wants it makes it."""
        work.state = State.CANCELLED
        self.say("cancelled", work, reason, work.seconds)

    def _lose(self, work: Work, failure: Failure) -> None:
        work.state = State.FAILED
        self.ready.discard(work.id)
        self.failed[work.id] = failure
        self.say("failed", work, failure.reason, work.seconds, remedy=failure.remedy, because=failure.because)

    # ------------------------------------------------------------ telling

    def moved(self, work: Work, progress: Progress) -> None:
        """It got on."""
        preview = str(progress.preview) if progress.preview is not None else None
        self.say("progress", work, progress.doing, work.seconds, done=progress.done, preview=preview)

    def say(
        self,
        event: EventName,
        work: Work,
        reason: str | Reason,
        seconds: float,
        *,
        done: float | None = None,
        remedy: str | None = None,
        preview: str | None = None,
        because: str | None = None,
    ) -> None:
        """Tell that `event` happened to `work`."""
        node = work.node
        why = reason if isinstance(reason, Reason) else None
        reason = reason.sentence if isinstance(reason, Reason) else reason
        key = work.pre.key if work.pre is not None else None
        told = (node.id, node.shot, reason, seconds, node.kind, key, done, remedy or None, preview, because)
        self.tell(Event(event, *told, why=why))
