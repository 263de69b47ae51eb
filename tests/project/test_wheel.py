"""The built wheel, installed away from the checkout, makes the example."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, ROOT, environment


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from an sdist of the tracked files' folder, as a release would be."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, env=environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = folder.glob("milimo-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `milimo` of a fresh environment that holds the wheel; its dependencies are the running environment's."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=PATIENCE)
    [site] = folder.glob("lib/python*/site-packages")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, timeout=PATIENCE)
    # What the outer environment holds follows the wheel on the path; its editable installs are not followed.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin" / "milimo"


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "milimo_lang/_data/grammar/structure.lark",
        "milimo_lang/_data/grammar/directive.lark",
        "milimo_lang/_data/stdlib/core.mls",
        "milimo_lang/_data/examples/the-lamp/film.mls",
        "milimo_lang/preview/page/base.js",
        "milimo_lang/preview/page/parts.css",
        "milimo_lang/py.typed",
        "milimo_runtime/py.typed",
        "milimo_runtime/session.py",
    ):
        assert needed in names
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"milimo_lang", "milimo_runtime"}
    assert not [name for name in names if "/build/" in name or "/.milimo/" in name or name.endswith(".mp4")]


def test_a_release_leaves_the_weights_of_the_small_model_to_their_own_package(wheel: Path) -> None:
    [sources] = wheel.parent.glob("milimo-*.tar.gz")
    with tarfile.open(sources) as archive:
        names = archive.getnames()
    assert any(name.endswith("/runtime/milimo_small/film.py") for name in names)
    assert not [name for name in names if name.endswith(".safetensors")]


def test_the_installed_wheel_builds_the_example_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    variables = {name: value for name, value in environment().items() if name != "PYTHONPATH"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [str(installed), *arguments],
            cwd=tmp_path,
            env={**variables, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "milimo 0." in run("--version")
    assert run("demo", "--size", "160x90").startswith("the-lamp/build/film.mp4: ")
    assert (tmp_path / "the-lamp/build/film.mp4").stat().st_size > 10_000
    assert "is up to date" in run("build", "the-lamp/film.mls", "--size", "160x90")
    where = subprocess.run(
        [str(installed.parent / "python"), "-c", "import milimo_lang, milimo_runtime; print(milimo_lang.__file__)"],
        cwd=tmp_path,
        env=variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    ).stdout
    assert os.fspath(ROOT) not in where
