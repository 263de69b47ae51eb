"""What every test may use: `milimo`, the real command in a process, `project`, a folder to write in, tiny models."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.tiny.fixtures"]

ROOT = Path(__file__).parent.parent
"""The checkout."""


settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_configure() -> None:
    """Models' libraries leave a heap over which a full collection takes a second: there are fewer of them."""
    gc.set_threshold(10_000, 20, 100)


PATIENCE = 240.0
"""Seconds after which a command counts as hanging."""


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The lines of `build --json`."""
        return [json.loads(line) for line in self.out.splitlines()]


class Milimo(Protocol):
    """Runs `milimo ARGUMENTS` in a folder, with a plain environment and `variables` on top."""

    def __call__(
        self, *arguments: str | Path, cwd: Path | None = None, variables: Mapping[str, str] | None = None
    ) -> Ran: ...


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a test's command: no terminal, no colour, nothing of whoever runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    return {
        **kept,
        "PYTHONPATH": paths,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
        **(variables or {}),
    }


def command(*arguments: str | Path) -> list[str]:
    """The command line that is `milimo ARGUMENTS` here."""
    return [sys.executable, "-m", "milimo_lang.cli", *map(str, arguments)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty folder that no project lies above."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def milimo(project: Path) -> Milimo:
    """`milimo`, run in `project` unless told otherwise."""

    def run(*arguments: str | Path, cwd: Path | None = None, variables: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            command(*arguments),
            cwd=cwd or project,
            env=environment(variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
