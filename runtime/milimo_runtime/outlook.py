"""What is known of a plan before anything is made: what is at hand, what is to be made, what this machine cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from milimo_lang.ir.plan import Plan
from milimo_runtime.backend import Failed, Unavailable
from milimo_runtime.backends import DRAWN, family_of
from milimo_runtime.causes import Cause, because
from milimo_runtime.completion import Completion
from milimo_runtime.forecast import Found, Unit, forecast, survey
from milimo_runtime.futility import futile
from milimo_runtime.journal import Listener
from milimo_runtime.reasons import History
from milimo_runtime.renumbering import renumbered
from milimo_runtime.standings import Standings
from milimo_runtime.store.last import LastBuild, LastUnit


@dataclass(frozen=True)
class Outlook:
    """A plan as it stands. `before` is the film as it was last built, `last` its nodes by the ids they have now."""

    plan: Plan
    completion: Completion
    before: LastBuild
    last: Mapping[str, LastUnit]
    found: Mapping[str, Found]
    history: History
    units: tuple[Unit, ...]

    @property
    def wanted(self) -> set[str]:
        """The nodes that are not at hand."""
        return {unit.id for unit in self.units if unit.status != "hit"}

    @property
    def seconds_before(self) -> dict[str, float]:
        """How long units took when they were last made."""
        return {name: unit.seconds for name, unit in self.last.items()}

    @property
    def keys(self) -> set[str]:
        """The keys that are to be made, as far as they are known."""
        found = self.found.values()
        return {known.pre.key for known in found if known.pre is not None and known.record is None}

    def standings(
        self, wanted: Collection[str], tell: Listener, *, force: bool = False, quiet: Collection[str] = ()
    ) -> Standings:
        """Where the units stand at first, of which `wanted` are to be made; of records in `quiet` no news is told.

        Raises `Unavailable` where something is lacking for every shot of the film: then nothing need be begun.
        """
        lost = lacking(self, wanted)
        useless = futile(self.plan, lost, wanted - lost.keys())
        return Standings(self.plan, self.completion, tell, self.found, force, lost, useless, quiet)


def look(plan: Plan, completion: Completion, before: LastBuild) -> Outlook:
    """How `plan` stands against the build `before`. Nothing is made, written or loaded. Raises `DiskTrouble`."""
    completion.store.check()
    found, last = survey(plan, completion), renumbered(before, plan)
    history = History(completion.store, last, {name: f.record.key for name, f in found.items() if f.record is not None})
    units = forecast(plan, found, history)
    refused = _refused(plan, completion, {unit.id for unit in units if unit.status != "hit" and not unit.lack})
    told = tuple(_cannot(unit, refused[unit.id]) if unit.id in refused else unit for unit in units)
    return Outlook(plan, completion, before, last.units, found, history, told)


def _cannot(unit: Unit, failure: Failed) -> Unit:
    return replace(unit, status="miss", why=because(Cause.CANNOT, str(failure)))


def lacking(outlook: Outlook, wanted: Collection[str]) -> dict[str, Failed]:
    """What this machine has not got for nodes of `wanted`, and which of them its files are unfit for.

    Raises it where that is something for every shot of the film.
    """
    nodes, registry = outlook.plan.nodes, outlook.completion.registry
    lack: dict[str, Failed] = {
        name: known.lack for name, known in outlook.found.items() if known.lack and name in wanted
    }
    lack |= registry.unable(node for node in nodes if node.id in wanted and node.id not in lack)
    of_models = all(family_of(node) for node in nodes if node.id in lack)
    shots = {shot.slate for shot in outlook.plan.shots}
    lost = {node.shot for node in nodes if node.shot and node.id in lack}
    if lack and not (of_models and lost < shots):
        raise _together([cause for cause in lack.values() if isinstance(cause, Unavailable)])
    return {**lack, **_refused(outlook.plan, outlook.completion, {name for name in wanted if name not in lack})}


def _refused(plan: Plan, completion: Completion, wanted: Collection[str]) -> dict[str, Failed]:
    """Nodes of `wanted` whose makers tell by the heads of the project's files that they cannot be made."""
    found = {}
    for node in plan.nodes:
        if node.id in wanted and family_of(node):
            try:
                files = {put.role: completion.assets.path(put.asset) for put in node.inputs if put.asset is not None}
                completion.registry.foresee(node, files)
            except Failed as failure:
                found[node.id] = failure
    return found


def _together(causes: Sequence[Unavailable]) -> Unavailable:
    """All of `causes` as one, each sentence and each remedy once."""
    said = dict.fromkeys(cause.message for cause in causes)
    remedies = dict.fromkeys(cause.remedy for cause in causes if cause.remedy)
    drawn = {DRAWN: None} if any(DRAWN not in cause.remedy for cause in causes) else {}
    return Unavailable("; ".join(said), "; or ".join(remedies | drawn))
