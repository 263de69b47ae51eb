"""What is being made at this moment: units on the engine, each with the right to make it and a place to write.

A studio outlives the plans it works for: what one plan began and the next still wants goes on. What is finished is
kept, whoever wanted it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from milimo_lang.ir.plan import Node
from milimo_runtime.assets import Assets
from milimo_runtime.engines import Assignment, Ended, Engine, Finished, Moved, Report, Warned
from milimo_runtime.keys import PreImage
from milimo_runtime.store import Made, Record, Run, Store, disk
from milimo_runtime.store.locks import Lock
from milimo_runtime.store.sweeping import remove_tree


@dataclass(eq=False)
class Making:
    """A unit on the engine, where it is called `name`. `cancelled`: it was asked to stop and has not ended yet."""

    name: str
    node: Node
    pre: PreImage
    lock: Lock
    scratch: Path
    began: float
    cancelled: bool = False

    @property
    def seconds(self) -> float:
        """Since it was begun."""
        return time.monotonic() - self.began


class Studio:
    """The engine, and what it is making for a `run` of the store, from `assets`."""

    def __init__(self, store: Store, run: Run, engine: Engine, assets: Assets) -> None:
        self.store = store
        self.run = run
        self.engine = engine
        self.assets = assets
        self.making: dict[str, Making] = {}

    def begin(self, node: Node, pre: PreImage) -> Making | None:
        """The right to make `node`; None while somebody else has it, or what was cancelled here has not ended."""
        lock = self.store.making(pre.key)
        if lock is None:
            return None
        making = Making(self._name(node.id), node, pre, lock, self.store.scratch_name(self.run), time.monotonic())
        self.making[making.name] = making
        return making

    def submit(self, making: Making, backend: str, inputs: Mapping[str, Path], model: str, *, alone: bool) -> None:
        """Start it on the engine, which has a free place for its sort. Raises `DiskTrouble`."""
        with disk.explained(self.run.scratch):
            making.scratch.mkdir(mode=0o700)
        outputs = {name: making.scratch / name for name in making.node.body.outputs}
        self.engine.submit(Assignment(making.name, backend, making.pre.body, inputs, outputs, model, alone))

    def going_on(self) -> dict[str, Making]:
        """What is being made and was not told to stop, by key."""
        return {making.pre.key: making for making in self.making.values() if not making.cancelled}

    def cancel(self, making: Making) -> None:
        """Ask it to stop, once."""
        if not making.cancelled:
            making.cancelled = True
            self.engine.cancel(making.name)

    def wait(self, timeout: float | None) -> Sequence[tuple[Making, Report]]:
        """What happened, as `Engine.wait` has it."""
        return [(self.making[report.unit], report) for report in self.engine.wait(timeout)]

    def drain(self, timeout: float | None) -> None:
        """Wait as `wait` does, for what nobody wants any more."""
        for making, report in self.wait(timeout):
            if not isinstance(report, Moved | Warned):
                self.end_unwanted(making, report)

    def end_unwanted(self, making: Making, report: Ended) -> None:
        """What a former plan wanted has ended: if it was finished before it heard that it should stop, it is kept."""
        try:
            if isinstance(report, Finished) and self.changed_asset(making) is None:
                self.keep(making, report.outputs, report.seconds)
        finally:
            self.end(making)

    def changed_asset(self, making: Making) -> str | None:
        """The first file of the project that did not stay what the key counts on while it was read."""
        digests = dict(making.pre.inputs)
        names = ((part.asset, digests[part.role]) for part in making.node.inputs if part.asset is not None)
        return next((name for name, digest in names if not self.assets.unchanged(name, digest)), None)

    def keep(self, making: Making, outputs: Mapping[str, tuple[str, int]], seconds: float) -> Record:
        """Take what it made into the store. Raises `DiskTrouble`."""
        frames = getattr(making.node.body, "frames", None)
        made = {name: Made(making.scratch / name, *output, frames) for name, output in outputs.items()}
        return self.store.put(self.run, making.pre.key, making.node.kind, made, seconds, making.pre.data)

    def end(self, making: Making) -> None:
        """Let go of what it held."""
        del self.making[making.name]
        making.lock.release(remove=True)
        remove_tree(making.scratch)

    def close(self) -> None:
        """Stop everything at once. Nothing of it is kept."""
        self.engine.close()
        for making in list(self.making.values()):
            self.end(making)

    def _name(self, unit: str) -> str:
        """The unit's id, or a like name while another plan's unit has that one."""
        name, count = unit, 1
        while name in self.making:
            count += 1
            name = f"{unit} #{count}"
        return name
