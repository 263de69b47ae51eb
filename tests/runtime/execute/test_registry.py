"""Who makes what, and what it costs to ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import ClassVar

from milimo_runtime.backends import BUILT_IN, Registry, load

ROOT = Path(__file__).parents[3]


def test_the_built_in_makers_draw_and_cut() -> None:
    registry = Registry()
    kinds = ("drawn.panel", "spoken.speech", "cut.film", "chunk.denoise")
    assert [registry.backend_for(kind) for kind in kinds] == list(BUILT_IN)
    assert registry.backend_for("no.such.kind") is None


def test_the_built_in_makers_run_anywhere() -> None:
    *drawn, _ = BUILT_IN
    assert [load(name).available() for name in drawn] == [None, None, None]


def test_a_forecast_imports_nothing_that_draws(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.runtime.execute.films import Panel, film;"
        "from milimo_runtime.session import open_session;"
        f"units = open_session(Path({str(tmp_path)!r})).forecast(film(Panel('A', speech='Hello.')));"
        "assert len(units) == 5, units;"
        "print([name for name in ('numpy', 'av', 'PIL', 'torch') if name in sys.modules])"
    )
    env = {"PYTHONPATH": f"{ROOT}:{ROOT / 'runtime'}"}
    said = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


class Other:
    """A second video family, or an image model: it makes kinds that another backend makes too, of its own models."""

    name = "other"
    kinds: ClassVar = {"chunk.denoise": 3, "image.make": 1}
    families = ("wan", "flux-2-klein")


def test_who_makes_a_node_is_chosen_by_its_model_too(monkeypatch) -> None:
    ltx = BUILT_IN[-1]
    monkeypatch.setattr("milimo_runtime.backends.load", {ltx: load(ltx), "other:Other": Other()}.__getitem__)
    registry = Registry((ltx, "other:Other"), announced=False)
    assert registry.backend_for("chunk.denoise", "ltx-2.3") == ltx
    assert registry.backend_for("chunk.denoise", "wan") == "other:Other"
    assert registry.backend_for("image.make", "flux-2-klein") == "other:Other"
    assert registry.backend_for("chunk.denoise", "mochi") is None
