"""Where a node's key is completed: its body, its inputs' content, its maker's version and identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from milimo_lang.ir.plan import Input, Node, Plan
from milimo_runtime.assets import Assets
from milimo_runtime.backends import Registry, lack, load
from milimo_runtime.keys import PreImage, canonical_body
from milimo_runtime.store import Output, Record, Store


@dataclass(frozen=True)
class Completion:
    """The store, the project's files and the makers, together."""

    store: Store
    assets: Assets
    registry: Registry

    def complete(self, node: Node, inputs: Mapping[str, str]) -> PreImage:
        """What `node` is made from, given the digests of its `inputs` by role. Raises `Unavailable`."""
        name = self.registry.maker_of(node)
        if name is None:
            raise lack(node)
        backend = load(name)
        identity = backend.identity(node.body)
        return PreImage(node.kind, backend.kinds[node.kind], canonical_body(node.body), tuple(inputs.items()), identity)

    def digests(self, node: Node, made: Mapping[str, Record], plan: Mapping[str, Node]) -> dict[str, str]:
        """The inputs of `node` whose content is known, by role: files, and what `made` holds.

        Raises `Failed` for a file that is missing or may not be read.
        """
        known = {}
        for part in node.inputs:
            if part.asset is not None:
                known[part.role] = self.assets.digest(part.asset)
            elif part.node is not None and part.node in made:
                known[part.role] = output_of(part, made[part.node], plan[part.node]).sha256
        return known


def output_of(part: Input, record: Record, maker: Node) -> Output:
    """The output of `maker` that `part` means: the one it names, else the first."""
    return record.outputs[part.output or maker.body.outputs[0]]


def consumers(plan: Plan) -> dict[str, list[str]]:
    """For each node the nodes that need it, in plan order, each once."""
    found: dict[str, list[str]] = {node.id: [] for node in plan.nodes}
    for node in plan.nodes:
        for maker in dict.fromkeys(part.node for part in node.inputs if part.node is not None):
            found[maker].append(node.id)
    return found
