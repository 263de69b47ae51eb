"""The weights lie in a checkout and in a package of their own, and are found in both."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from milimo_runtime.weights import NEEDED, locate
from milimo_runtime.weights.locate import FOLDERS
from tests.conftest import PATIENCE, ROOT, environment

HOME = ROOT / "runtime" / "milimo_small"


def test_a_checkout_has_the_small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDERS, raising=False)
    located = locate("small")
    assert (located.root, located.version, located.origin) == (HOME / "weights", "small", "the package milimo_small")
    located.require(NEEDED)


def test_it_comes_in_small_files_without_pickles() -> None:
    files = [path for path in (HOME / "weights").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".json", ".safetensors"}
    assert max(path.stat().st_size for path in files) < 14_000_000
    assert json.loads((HOME / "weights" / "milimo.json").read_text())["version"] == "small"


def test_its_package_is_under_the_licence_of_the_project() -> None:
    assert (HOME / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()


def test_the_package_that_is_built_of_it_is_found_where_it_is_installed(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(HOME)]
    done = subprocess.run(build, env=environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = tmp_path.glob("milimo_small-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "milimo_runtime").symlink_to(ROOT / "runtime" / "milimo_runtime")
    (site / "milimo_lang").symlink_to(ROOT / "milimo_lang")
    told = "from milimo_runtime.weights import locate, NEEDED; l = locate('small'); l.require(NEEDED); print(l.root)"
    variables = environment() | {"PYTHONPATH": f"{site}:{sysconfig.get_path('purelib')}"}
    found = subprocess.run(
        [sys.executable, "-S", "-c", told],
        cwd=tmp_path,
        env=variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert found.stdout.strip() == str(site / "milimo_small" / "weights"), found.stderr
