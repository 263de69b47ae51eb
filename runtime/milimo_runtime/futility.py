"""Which units of models would be made for nothing: those that only lead to what this machine cannot make.

A pass takes minutes on a GPU. Where what comes after it lacks a part of the model, no frame would ever be seen of it.
"""

from __future__ import annotations

from collections.abc import Collection

from milimo_lang.ir.plan import Plan
from milimo_runtime.backends import family_of
from milimo_runtime.completion import consumers


def futile(plan: Plan, lacking: Collection[str], wanted: Collection[str]) -> dict[str, str]:
    """The units of models among `wanted` that nothing but `lacking` ones and what waits for them reads.

    Each with one of `lacking` that is why, by their ids. Drawn units are cheap, and are made in any case.
    """
    readers = consumers(plan)
    causes = _waiting(plan, lacking)
    found = {}
    for node in reversed(plan.nodes):
        if node.id not in wanted or node.id in causes or not family_of(node) or not readers[node.id]:
            continue
        if all(name in causes for name in readers[node.id]):
            found[node.id] = causes[node.id] = causes[readers[node.id][0]]
    return found


def _waiting(plan: Plan, lacking: Collection[str]) -> dict[str, str]:
    """`lacking` and all that waits for one of them, each with that one."""
    causes = {name: name for name in lacking}
    for node in plan.nodes:
        lost = (causes[part.node] for part in node.inputs if part.node is not None and part.node in causes)
        if node.id not in causes and (cause := next(lost, None)) is not None:
            causes[node.id] = cause
    return causes
