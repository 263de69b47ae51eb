"""Whoever lacks the models' libraries is told how they get them the way they got milimo."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from milimo_runtime.weights import installed
from tests.conftest import ROOT


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that packages are installed in."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder)])
    return folder


def install(site: Path, name: str, by: str = "pip") -> None:
    record = site / f"{name}-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (record / "INSTALLER").write_text(f"{by}\n")


def test_here_nothing_is_lacking() -> None:
    assert installed.lack() is None


def test_the_libraries_the_extra_brings_are_those_that_are_looked_for() -> None:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = written["project"]["optional-dependencies"]["models"]
    assert {re.split("[<>=]", entry)[0].replace("-", "_") for entry in extra} == {*installed.LIBRARIES}


def test_what_is_lacking_is_named_with_the_command(site: Path) -> None:
    for name in installed.LIBRARIES:
        if name not in ("torch", "peft"):
            install(site, name)
    install(site, "milimo")
    said = installed.lack()
    assert said == "torch, peft are not installed: `pip install 'milimo[models]'` installs what models need"


@pytest.mark.parametrize(
    ("by", "prefix", "command"),
    [
        ("pip", "/opt/.venv", "pip install 'milimo[models]'"),
        ("uv", "/opt/.venv", "uv pip install 'milimo[models]'"),
        ("uv", "/opt/.local/share/uv/tools/milimo", "uv tool install 'milimo[models]'"),
        ("pip", "/opt/.local/pipx/venvs/milimo", "pipx install --force 'milimo[models]'"),
    ],
)
def test_the_command_is_that_of_the_installer(
    site: Path, monkeypatch: pytest.MonkeyPatch, by: str, prefix: str, command: str
) -> None:
    install(site, "milimo", by)
    monkeypatch.setattr(sys, "prefix", prefix)
    assert installed.install("models") == command


def test_a_checkout_that_nobody_installed_says_pip(site: Path) -> None:
    assert installed.install("voice") == "pip install 'milimo[voice]'"
