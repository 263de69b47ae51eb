"""What a build would do, without doing any of it: no worker, no GPU, nothing written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from milimo_lang.ir.plan import Node, Plan
from milimo_runtime.backend import Failed, Unavailable
from milimo_runtime.causes import Cause, Reason, because
from milimo_runtime.completion import Completion
from milimo_runtime.keys import PreImage
from milimo_runtime.reasons import History
from milimo_runtime.store import Damaged, Record

Status = Literal["hit", "miss", "maybe"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What would become of a node.

    `hit`: it is in the store. `miss`: it is to be made. `maybe`: an input is to be made again; comes that out
    equal, this is a hit. `key` is None while an input's content is not known. `why` is None for a hit. `lack` is what
    this machine has not got for it, and what to do about that.
    """

    id: str
    kind: str
    shot: str | None
    key: str | None
    status: Status
    why: Reason | None = None
    lack: str = ""

    @property
    def reason(self) -> str:
        """`why` in a sentence; "" for a hit."""
        return self.why.sentence if self.why is not None else ""


@dataclass(frozen=True)
class Found:
    """A node as far as it is known: what it is made from, its record, or why there is none: damage, or a lack.

    `lack` is what this machine has not got for it.
    """

    pre: PreImage | None
    record: Record | None
    why: Reason | None = None
    lack: Unavailable | None = None


def survey(plan: Plan, completion: Completion) -> dict[str, Found]:
    """What is known of every node of `plan` before anything is made. Raises `DiskTrouble` only."""
    nodes = plan.by_id()
    made: dict[str, Record] = {}
    found: dict[str, Found] = {}
    for node in plan.nodes:
        found[node.id] = _find(node, completion, made, nodes)
        if (record := found[node.id].record) is not None:
            made[node.id] = record
    return found


def forecast(plan: Plan, found: Mapping[str, Found], history: History) -> tuple[Unit, ...]:
    """Every node of `plan`, in its order, from what the survey `found`."""
    made = {name for name, known in found.items() if known.record is not None}
    return tuple(_unit(node, found[node.id], made, history) for node in plan.nodes)


def _find(node: Node, completion: Completion, made: Mapping[str, Record], nodes: Mapping[str, Node]) -> Found:
    try:
        pre = completion.complete(node, completion.digests(node, made, nodes))
    except Failed as failure:
        why = because(Cause.CANNOT, str(failure))
        return Found(None, None, why, failure if isinstance(failure, Unavailable) else None)
    if len(pre.inputs) < len(node.inputs):
        return Found(pre, None)
    try:
        return Found(pre, completion.peek(pre.key))
    except Damaged as damage:
        return Found(pre, None, because(Cause.DAMAGED, f"its stored result is damaged: {damage}"))


def _unit(node: Node, found: Found, made: Collection[str], history: History) -> Unit:
    if found.record is not None:
        return Unit(node.id, node.kind, node.shot, found.record.key, "hit")
    unmade = [part for part in node.inputs if part.node is not None and part.node not in made]
    if found.pre is None or found.why:
        key = found.pre.key if found.pre is not None else None
        lack = "; ".join(filter(None, (found.lack.message, found.lack.remedy))) if found.lack else ""
        return Unit(node.id, node.kind, node.shot, key, "miss", found.why, lack)
    if not unmade:
        return Unit(node.id, node.kind, node.shot, found.pre.key, "miss", history.why(node, found.pre))
    why = history.known(node, found.pre, {part.role for part in unmade})
    if why is not None:
        return Unit(node.id, node.kind, node.shot, None, "miss", why)
    return Unit(node.id, node.kind, node.shot, None, "maybe", because(Cause.WAITING, of=unmade[0].node or ""))
