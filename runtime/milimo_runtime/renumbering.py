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

    `shots` are the slates of now of all shots of the last build, with those that have gone; none where it is not told
    what its shots were. A unit of one of them was never one of another.
    """

    units: Mapping[str, LastUnit] = field(default_factory=dict)
    shots: frozenset[str] = frozenset()


def renumbered(last: LastBuild, plan: Plan) -> Renumbered:
    """The units of `last` as the shots of `plan` have them.

    A shot that nothing tells of is what stood in its place between the same shots, if that went nowhere else.
    """
    old, new = last.shots, shots_of(plan)
    if not all(known.body for _, known in (*old, *new)):
        return Renumbered(last.units)
    if old == new:
        return Renumbered(last.units, frozenset(slate for slate, _ in old))
    found = _found(old, new)
    slates = {slate: GONE + slate for slate, _ in old}
    slates |= {old[before][0]: new[at][0] for at, before in (found | _in_place(old, new, found)).items()}
    shots = frozenset(slates.values())
    if all(before == now for before, now in slates.items()):
        return Renumbered(last.units, shots)
    return Renumbered({_renamed(name, slates): unit for name, unit in last.units.items()}, shots)


def known_shots(plan: Plan) -> list[Known]:
    """The plan's shots as they can be known again."""
    scenes = {scene.span.start: scene.title for scene in plan.timeline.scenes}
    shots, title = [], ""
    for shot in plan.shots:
        title = scenes.get(shot.start, title)
        own = None if shot.id.startswith("s-") else shot.id
        shots.append(Known(own, title, shot.body, shot.words))
    return shots


def _found(old: Shots, new: Shots) -> dict[int, int]:
    return followed([known for _, known in old], [known for _, known in new])


def _in_place(old: Shots, new: Shots, found: Mapping[int, int]) -> dict[int, int]:
    """The shots of `new` of which nothing is known, with the one of `old` that stood between the same shots under the
    same slate and went nowhere else."""
    places, taken = {slate: at for at, (slate, _) in enumerate(old)}, set(found.values())
    stood: dict[int, int] = {}
    earlier = -1
    for at, (slate, _) in enumerate(new):
        earlier = found.get(at, earlier)
        was = places.get(slate, -1)
        if at not in found and was not in taken and was > earlier:
            stood[at] = was
    later = len(old)
    for at in reversed(range(len(new))):
        later = found.get(at, later)
        if at in stood and stood[at] > later:
            del stood[at]
    return stood


def _renamed(name: str, slates: Mapping[str, str]) -> str:
    slate, stroke, rest = name.partition("/")
    return slates.get(slate, slate) + stroke + rest
