"""No command asks the network for anything, and no model is fetched that nobody asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.films import SPOKEN, write
from tests.conftest import PATIENCE, environment

SITE = """
import os, socket, sys

def asked(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        tell(event, args)
    elif event == "socket.connect" and args[0].family != socket.AF_UNIX:
        tell(event, args)
    elif event == "socket.bind" and args[0].family != socket.AF_UNIX:
        tell(event, args)

def tell(event, args):
    with open(os.environ["ASKED"], "a") as file:
        file.write(f"{event} {[str(one) for one in args]} in {sys.argv}\\n")
    raise OSError("there is no network here")

sys.addaudithook(asked)
"""
"""Runs at the start of every Python process, workers included."""

COMMANDS = [
    ["check", "film.mls"],
    ["plan", "film.mls"],
    ["explain", "film.mls", "1A"],
    ["build", "film.mls", "--jobs", "2"],
    ["cache", "stats"],
    ["plan", "model.mls"],
    ["check", "model.mls"],
    ["build", "model.mls"],
    ["models", "list"],
    ["log"],
]


@pytest.fixture
def guarded(tmp_path: Path, project: Path) -> dict[str, str]:
    """An environment in which whatever asks the network is written down and refused."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE)
    paths = f"{tmp_path / 'site'}:{environment()['PYTHONPATH']}"
    return environment({"PYTHONPATH": paths, "ASKED": str(tmp_path / "asked"), "HF_HOME": str(tmp_path / "hub")})


def test_the_guard_sees_whoever_asks(guarded: dict[str, str]) -> None:
    code = "import socket; socket.create_connection(('example.com', 80))"
    done = subprocess.run([sys.executable, "-c", code], env=guarded, capture_output=True, check=False)
    assert done.returncode != 0
    assert "example.com" in Path(guarded["ASKED"]).read_text()


def test_no_command_asks_the_network(guarded: dict[str, str], project: Path) -> None:
    write(project, SPOKEN)
    write(project, SPOKEN.replace("Title: Spoken", "Title: Spoken\nModel: ltx-2.3"), "model.mls")
    for arguments in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "milimo_lang.cli", *arguments],
            cwd=project,
            env=guarded,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert not Path(guarded["ASKED"]).exists(), Path(guarded["ASKED"]).read_text()
    assert (project / "build" / "film.mp4").is_file()
    assert not (Path(guarded["HF_HOME"])).exists()
