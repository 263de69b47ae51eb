"""However a film is edited, built, cleared out and damaged, a build delivers what a first build would.

MILIMO_SCRIPTS sets how many random edit scripts are played (4 by default).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from milimo_lang.ir.plan import Plan
from milimo_runtime.backends.fake import content
from milimo_runtime.session import open_session
from milimo_runtime.store import Store, upkeep
from tests.runtime.execute.films import FAKE, Panel, build, film, tree

WORDS = st.sampled_from(["She waits.", "She leaves.", "He sits.", "It rains."])
ASSETS = st.sampled_from(["", "mara.png", "lamp.png"])


def first_build(plan: Plan, root: Path) -> dict[str, bytes]:
    """What `plan` comes to, reckoned without a store, a key or a process."""
    made: dict[tuple[str, str], bytes] = {}
    for node in plan.nodes:
        inputs = {}
        for part in node.inputs:
            if part.node is None:
                inputs[part.role] = (root / (part.asset or "")).read_bytes()
            else:
                maker = plan.by_id()[part.node]
                inputs[part.role] = made[part.node, part.output or maker.body.outputs[0]]
        for output in node.body.outputs:
            made[node.id, output] = content(node.body, inputs, output)
    return {
        "film.mp4": made[plan.result, "film"],
        "film.srt": made[plan.result, "srt"],
        "film.vtt": made[plan.result, "vtt"],
    }


class Editing(RuleBasedStateMachine):
    """A film in the hands of somebody who cannot decide."""

    @initialize(words=WORDS)
    def open(self, words: str) -> None:
        self.root = Path(tempfile.mkdtemp())
        (self.root / "mara.png").write_bytes(b"mara")
        (self.root / "lamp.png").write_bytes(b"lamp")
        self.shots = [Panel("A", words), Panel("B", words, speech="Hello.")]

    @rule(at=st.integers(0, 9), words=WORDS, caption=WORDS, asset=ASSETS)
    def edit(self, at: int, words: str, caption: str, asset: str) -> None:
        shot = self.shots[at % len(self.shots)]
        self.shots[at % len(self.shots)] = shot.but(action=words, caption=caption, asset=asset)

    @rule(at=st.integers(0, 9), words=WORDS, speech=WORDS)
    def insert(self, at: int, words: str, speech: str) -> None:
        self.shots.insert(at % (len(self.shots) + 1), Panel("new", words, speech=speech))

    @rule(at=st.integers(0, 9))
    def delete(self, at: int) -> None:
        if len(self.shots) > 1:
            del self.shots[at % len(self.shots)]

    @rule(data=st.binary(max_size=4))
    def draw(self, data: bytes) -> None:
        (self.root / "mara.png").write_bytes(data)

    @rule(most=st.sampled_from([0, 20_000]))
    def clear_out(self, most: int) -> None:
        upkeep.gc(Store(self.root / ".milimo"), most)

    @rule(at=st.integers(0, 99))
    def damage(self, at: int) -> None:
        files = sorted(path for path in (self.root / ".milimo").rglob("*") if path.is_file())
        if files:
            files[at % len(files)].chmod(0o600)
            files[at % len(files)].write_bytes(b"damaged")

    @rule()
    def build(self) -> None:
        plan = film(*[shot.but(slate=str(n)) for n, shot in enumerate(self.shots)])
        hits = {unit.id for unit in open_session(self.root, registry=FAKE).forecast(plan) if unit.status == "hit"}
        built = build(self.root, plan)
        assert built.failed == ()
        assert built.made <= len(plan.nodes) - len(hits) or built.warnings
        assert tree(self.root / "build") == first_build(plan, self.root)

    def teardown(self) -> None:
        self.build()
        shutil.rmtree(self.root)


Editing.TestCase.settings = settings(
    max_examples=int(os.environ.get("MILIMO_SCRIPTS", "4")),
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestEditing = Editing.TestCase
