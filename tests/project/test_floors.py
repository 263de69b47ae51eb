"""Floors and doors: who may import whom, and what is never loaded unless it is needed."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.films import SPOKEN, write
from tests.conftest import PATIENCE, ROOT, environment

HEAVY = ("torch", "diffusers", "transformers", "av", "PIL", "numpy")
"""What the compiler's commands run without."""


def test_the_floors_hold() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(lint), "--no-cache"], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stdout + done.stderr


def modules() -> list[tuple[str, ast.Module]]:
    paths = sorted((ROOT / "milimo_lang").rglob("*.py"))
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def at_import(body: list[ast.stmt]) -> Iterator[str]:
    """Top-level names of what a module imports when it is imported; what only type checkers read is left out."""
    for statement in body:
        match statement:
            case ast.Import(names=names):
                yield from (name.name.split(".")[0] for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.split(".")[0]
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=orelse):
                yield from at_import(orelse)
            case ast.If(body=inner, orelse=orelse):
                yield from at_import([*inner, *orelse])
            case ast.Try(body=inner, orelse=orelse, finalbody=final, handlers=handlers):
                yield from at_import([*inner, *orelse, *final, *(line for item in handlers for line in item.body)])
            case ast.ClassDef(body=inner) | ast.With(body=inner):
                yield from at_import(inner)


@pytest.mark.parametrize(("path", "module"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_compiler_imports_nothing_heavy_at_module_level(path: str, module: ast.Module) -> None:
    assert not {*at_import(module.body)} & {*HEAVY, "milimo_runtime"}


BLOCKED = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {heavy!r}:
            raise ImportError(name + " is blocked")

sys.meta_path.insert(0, Blocker())
from milimo_lang.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def without(heavy: tuple[str, ...], *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`milimo ARGUMENTS` where none of `heavy` can be imported."""
    return subprocess.run(
        [sys.executable, "-c", BLOCKED.format(heavy=heavy), *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "film.mls"],
        ["check", "--format", "json", "film.mls"],
        ["plan", "film.mls"],
        ["plan", "--json", "film.mls"],
        ["emit", "lines", "film.mls"],
        ["emit", "tree", "film.mls"],
        ["emit", "ir", "film.mls"],
        ["emit", "plan", "film.mls"],
        ["explain", "film.mls", "1A"],
        ["explain", "M1902"],
    ],
    ids=" ".join,
)
def test_the_compilers_commands_run_without_media_and_models(arguments: list[str], project: Path) -> None:
    write(project, SPOKEN)
    done = without(HEAVY, *arguments, cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["check", "plan"])
def test_a_film_with_sound_is_checked_without_media(command: str, project: Path) -> None:
    shutil.copytree(ROOT / "examples/the-lamp", project / "lamp", ignore=shutil.ignore_patterns("build", ".milimo"))
    done = without(HEAVY, command, "lamp/film.mls", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_check_builds_no_plan_and_loads_nothing_for_it(project: Path) -> None:
    write(project, SPOKEN)
    done = without((*HEAVY, "pydantic", "jinja2"), "check", "film.mls", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_length_of_a_sound_is_asked_without_what_draws(project: Path) -> None:
    shutil.copytree(ROOT / "examples/the-lamp", project / "lamp", ignore=shutil.ignore_patterns("build", ".milimo"))
    done = without(("numpy", "PIL", "pydantic"), "check", "lamp/film.mls", cwd=project)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_command_line_starts_with_nothing_loaded(project: Path) -> None:
    heavy = (*HEAVY, "lark", "pydantic", "jinja2", "rich", "milimo_runtime", "difflib", "importlib.metadata")
    code = f"import sys, milimo_lang.cli.main; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=environment(), capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
