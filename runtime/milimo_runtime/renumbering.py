"""The units of a film's last build under the ids that they have now: a shot that moved took its units along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from milimo_lang.ir.identity import Known, followed
from milimo_lang.ir.plan import Plan
from milimo_runtime.store.last import LastBuild, LastUnit, Shots

GONE = "gone "
"""How the id begins of a unit whose shot is in the film no more, or cannot be told from the others."""


def shots_of(plan: Plan) -> Shots:
    """The shots of `plan` with their slates, as `LastBuild` holds them."""
    return tuple((shot.slate, known) for shot, known in zip(plan.shots, known_shots(plan), strict=True))


@dataclass(frozen=True, slots=True)
class Renumbered:
    """Units of the last build by the ids that their like has now; those of a shot that has gone begin with `GONE`.

    `sure` are the slates, of now, of shots that are known to have been there before.
    """

    units: Mapping[str, LastUnit] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()


def renumbered(last: LastBuild, plan: Plan) -> Renumbered:
    """The units of `last` as the shots of `plan` have them.

    A shot that nothing tells of is what stood in its place, if that went nowhere else.
    """
    old, new = last.shots, shots_of(plan)
    if not all(known.body for _, known in (*old, *new)):
        return Renumbered(last.units)
    slates = {slate: slate for slate, _ in old} if old == new else _slates(old, new)
    sure = frozenset(slates.values())
    free = {slate for slate, _ in new} - sure
    slates |= {slate: slate if slate in free else GONE + slate for slate, _ in old if slate not in slates}
    if all(before == now for before, now in slates.items()):
        return Renumbered(last.units, sure)
    return Renumbered({_renamed(name, slates): unit for name, unit in last.units.items()}, sure)


def known_shots(plan: Plan) -> list[Known]:
    """The plan's shots as they can be known again."""
    scenes = {scene.span.start: scene.title for scene in plan.timeline.scenes}
    shots, title = [], ""
    for shot in plan.shots:
        title = scenes.get(shot.start, title)
        own = None if shot.id.startswith("s-") else shot.id
        shots.append(Known(own, title, shot.body, shot.words))
    return shots


def _slates(old: Shots, new: Shots) -> dict[str, str]:
    """The slate that each old shot has now, of those that are known again."""
    found = followed([known for _, known in old], [known for _, known in new])
    return {old[before][0]: new[index][0] for index, before in found.items()}


def _renamed(name: str, slates: Mapping[str, str]) -> str:
    slate, stroke, rest = name.partition("/")
    return slates.get(slate, slate) + stroke + rest
