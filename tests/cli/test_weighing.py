"""Who waits while weights are read for the first time is told how far it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from milimo_lang.cli import weighing
from milimo_lang.cli.streams import Streams
from milimo_lang.compilation import Compilation
from milimo_lang.ir.plan import Plan
from milimo_lang.world import MemoryWorld
from milimo_runtime.weights.digests import digests
from tests.cli.films import SMALL

MIB = 1 << 20


def plan(model: str = "") -> Plan:
    text = SMALL.replace("Title: Small", f"Title: Small\nModel: {model}") if model else SMALL
    return Compilation(MemoryWorld({"film.mls": text}), "film.mls").plan.value


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as worth waiting for, and takes no space."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(weighing, "WORTH", 30 * MIB)
    path = tmp_path / "large"
    path.touch()
    path.open("r+b").truncate(40 * MIB)
    return path


def said(film: Plan, path: Path) -> list[str]:
    err = io.StringIO()
    with weighing.weighing(Streams(io.StringIO(), err, {}), film):
        digests([path])
    return err.getvalue().splitlines()


def test_every_tenth_is_told(large: Path) -> None:
    lines = said(plan("ltx-2"), large)
    assert len(lines) == 11 - 1
    assert lines[0] == "reading weights to know them by: 4.2 MB of 41.9 MB"
    assert lines[-1] == "reading weights to know them by: 41.9 MB of 41.9 MB"


def test_a_film_without_models_has_nothing_to_say(large: Path) -> None:
    assert said(plan(), large) == []


def test_what_is_read_in_a_moment_is_not_told(large: Path) -> None:
    large.open("r+b").truncate(20 * MIB)
    assert said(plan("ltx-2"), large) == []
