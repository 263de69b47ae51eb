"""Where a node's key is completed: its body, its inputs' content, its maker's version and identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from milimo_lang.ir.bodies import Body, KeptBody
from milimo_lang.ir.plan import Input, Node, Plan
from milimo_runtime.assets import Assets
from milimo_runtime.backend import Failed
from milimo_runtime.backends import Registry, lack, load
from milimo_runtime.keys import PreImage, canonical_body
from milimo_runtime.store import Damaged, Output, Record, Store


@dataclass
class Memory:
    """What was known of a film's nodes when they were last looked through, for as long as gc is kept from the store.

    What a node is made from holds as long as its body and its inputs are the same. A record that was there is taken to
    be there still: its bytes are checked when they are used.
    """

    images: dict[int | str, tuple[Body, PreImage]] = field(default_factory=dict)
    """By the identity of the body, and by the node's id."""
    records: dict[str, Record] = field(default_factory=dict)

    def image(self, node: Node) -> PreImage | None:
        """What a node of this body was made from."""
        for name in (id(node.body), node.id):
            if (known := self.images.get(name)) is not None and (known[0] is node.body or known[0] == node.body):
                return known[1]
        return None

    def keep_only(self, nodes: Sequence[Node], images: Mapping[str, PreImage], records: Mapping[str, Record]) -> None:
        """Forget all but what is known of `nodes`."""
        known = [(node, images[node.id]) for node in nodes if node.id in images]
        self.images = {name: (node.body, pre) for node, pre in known for name in (id(node.body), node.id)}
        self.records = {record.key: record for record in records.values()}


@dataclass(frozen=True)
class Completion:
    """The store, the project's files and the makers, together; `film` is the file as a remedy names it, `memory` what
    was known before."""

    store: Store
    assets: Assets
    registry: Registry
    film: str
    memory: Memory = field(default_factory=Memory)

    def peek(self, key: str) -> Record | None:
        """The record of `key` if it is there. Raises `Damaged`."""
        return self.memory.records.get(key) or self.store.peek(key)

    def mark_used(self, key: str) -> None:
        """Note that the record of `key` was of use; what is remembered was noted when it was found."""
        if key not in self.memory.records:
            self.store.mark_used(key)

    def forget(self, key: str) -> None:
        """The record of `key` is not what it was taken to be."""
        self.memory.records.pop(key, None)

    def complete(self, node: Node, inputs: Mapping[str, str]) -> PreImage:
        """What `node` is made from, given the digests of its `inputs` by role. Raises `Unavailable`, and `Failed` for a
        take that is kept and not there."""
        if isinstance(node.body, KeptBody):
            return self._kept(node, node.body)
        name = self.registry.maker_of(node)
        if name is None:
            raise lack(node)
        backend = load(name)
        identity, version, given = backend.identity(node.body), backend.kinds[node.kind], tuple(inputs.items())
        known = self.memory.image(node)
        if known is None:
            return PreImage(node.kind, version, canonical_body(node.body), given, identity)
        if (known.op_version, known.inputs, known.identity) == (version, given, identity):
            return known
        return PreImage(node.kind, version, known.body, given, identity)

    def _kept(self, node: Node, body: KeptBody) -> PreImage:
        """The take that is kept, provided that the store has it whole. Raises `Failed`."""
        remedy = (
            f"`milimo pick {self.film} {node.shot} --clear` has the shot made anew; or bring back the store that had it"
        )
        try:
            record = self.store.peek(body.key)
        except Damaged as damage:
            raise Failed(f"the picture that is kept for {node.shot} is damaged: {damage}", remedy) from damage
        if record is None:
            raise Failed(f"the picture that is kept for {node.shot} is not in the store any more", remedy)
        if set(body.outputs) - set(record.outputs) or record.outputs["picture"].sha256 != body.content:
            raise Failed(f"the store has another picture than the one that is kept for {node.shot}", remedy)
        return PreImage(node.kind, 0, canonical_body(body))

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
