"""Why a unit is not a hit: what it is made from now against what the same unit was made from last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from milimo_lang.ir.plan import Node
from milimo_runtime.causes import FORGOTTEN, GONE, NEVER, Reason
from milimo_runtime.differences import difference
from milimo_runtime.keys import PreImage, read_preimage
from milimo_runtime.renumbering import Renumbered
from milimo_runtime.store import Store
from milimo_runtime.store.last import LastUnit

_MANY = 50  # units of a kind without their ids, above which a film was rewritten and likeness says nothing


class History:
    """The last build of a film, as far as this plan does not simply take it over.

    `before` has what nodes were by the ids of now, `now` maps ids to the keys they are known to have. A result that is
    now another node's was not changed, it moved; a node in its old place is new.
    """

    def __init__(self, store: Store, before: Renumbered, now: Mapping[str, str]) -> None:
        self._store = store
        self._shots = before.shots
        last = before.units
        self._left: dict[str, LastUnit] = {}
        moved = Counter(key for name, key in now.items() if name not in last or last[name].key != key)
        for name, unit in last.items():
            if now.get(name) == unit.key:
                continue
            if moved[unit.key]:
                moved[unit.key] -= 1
            else:
                self._left[name] = unit
        self._read: dict[str, PreImage | None] = {}

    def why(self, node: Node, new: PreImage) -> Reason:
        """Why `node` is not a hit now that it is made from `new`."""
        return self.known(node, new) or GONE

    def known(self, node: Node, new: PreImage, unknown: Collection[str] = ()) -> Reason | None:
        """Why `node` is to be made, as far as that is known while its inputs in the roles `unknown` are not; None where
        all else is as it was."""
        if (was := self._before(node, new)) and (old := self._preimage(was.key)):
            return difference(node, old, new, unknown, was.assets)
        if (unit := self._own(node)) is None:
            return NEVER
        return None if unit.key == new.key else FORGOTTEN

    def _before(self, node: Node, new: PreImage) -> LastUnit | None:
        """What `node` was: what stood under its own id, else the nearly equal one that lost its id."""
        if unit := self._own(node):
            return unit
        left = {name: unit for name, unit in self._left.items() if unit.kind == node.kind and self._open(name, node)}
        if len(left) > _MANY:
            return None
        alike = ((unlikeness(old, new), name) for name, one in left.items() if (old := self._preimage(one.key)))
        best = min(alike, default=None)
        return left[best[1]] if best is not None and best[0] <= 1 else None

    def _own(self, node: Node) -> LastUnit | None:
        """What stood under the id of `node`, if it was of its kind."""
        unit = self._left.get(node.id)
        return unit if unit is not None and unit.kind == node.kind else None

    def _open(self, name: str, node: Node) -> bool:
        """Whether the unit `name` may have been `node`: it was of the same shot, or of none."""
        slate = name.partition("/")[0]
        return slate not in self._shots or slate == node.shot

    def _preimage(self, key: str) -> PreImage | None:
        if key not in self._read:
            self._read[key] = read_preimage(self._store.preimage(key), key)
        return self._read[key]


def unlikeness(old: PreImage, new: PreImage) -> int:
    """In how many fields of the body the two differ."""
    return sum(1 for name in {*old.body, *new.body} if old.body.get(name) != new.body.get(name))
