"""The tracked files: nothing of one machine, of a person or of a registry stands in them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tests.conftest import ROOT

FOREIGN = re.compile(
    r"(?<![\w.}])/(?:home|root|Users|work|srv|mnt|opt)/\w|[A-Z]:\\Users"  # a place on somebody's machine
    r"|pypi\.org|pythonhosted|--index-url|--extra-index|find-links|registry\.npmjs"  # where packages come from
)
LARGEST = 8 * 2**20
"""Bytes of the largest file that belongs in the repository."""
WEIGHTS, LARGEST_WEIGHTS = ROOT / "runtime/milimo_small/weights", 14_000_000
"""The folder of weights, and the bytes of the largest file in it: it is trained in minutes, and seldom."""


def tracked() -> list[Path]:
    """The files git tracks; in an unpacked archive, every file that is not built."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name]
    else:
        every = ROOT.rglob("*")
        paths = [path for path in every if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]
    files = [path for path in paths if path.is_file() and not path.is_symlink()]
    assert ROOT / "README.md" in files
    return files


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        name = path.relative_to(ROOT)
        found += [f"{name}: {match[0]}" for match in FOREIGN.finditer(text)]
        if name.parts[0] != "tests" and "/tmp/" in text:
            found.append(f"{name}: /tmp/")
    assert found == []


def test_no_file_is_very_large() -> None:
    most = {path: LARGEST_WEIGHTS if path.is_relative_to(WEIGHTS) else LARGEST for path in tracked()}
    assert [path.name for path, size in most.items() if path.stat().st_size > size] == []
    assert sum(path.stat().st_size for path in most if path.is_relative_to(WEIGHTS)) < 64_000_000


def test_every_dependency_is_pinned() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[\[<>=~! ]", wish)[0].lower().replace("_", "-") for wish in wanted} - {"milimo"}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    assert names - pinned == set()
    assert "torch==2.13.0" in lines
    assert "diffusers==0.42.1" in lines


def test_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"
