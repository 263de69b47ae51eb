"""Whatever is edited, a film compiled again says, means and plans exactly what it does compiled from nothing."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.emit import STAGES
from milimo_lang.recompile import Recompiler
from milimo_lang.world import MemoryWorld
from tests.soak.edits import Files, edited
from tests.strategies import MEDIA

SCRIPTS = int(os.environ.get("MILIMO_EDIT_SCRIPTS", "2"))
"""Scripts of each film; `make soak` plays more."""
SAVES = 12

ROOT = Path(__file__).parents[2]
FOLDERS = {"films": "harbour.mls", "the-bell": "film.mls", "the-lamp": "film.mls", "drifter": "drifter.mls"}


def film(name: str) -> Files:
    """A film's files, its entry called film.mls."""
    folder = ROOT / "tests" / "films" if name in ("films", "drifter") else ROOT / "examples" / name
    files = {path.name: path.read_text() for path in folder.glob("*.mls")}
    return files | {"film.mls": files[FOLDERS[name]]}


def alike(again: Compilation, files: Files) -> None:
    """Asserts that `again` tells of `files` what a compilation from nothing does."""
    clean = Compilation(MemoryWorld(files, MEDIA), "film.mls")
    assert again.checked == clean.checked
    assert again.diagnostics == clean.diagnostics
    assert again.project == clean.project
    assert again.sources == clean.sources
    for stage, emit in STAGES.items():
        assert "".join(emit(again)) == "".join(emit(clean)), stage


@pytest.mark.parametrize("seed", range(SCRIPTS))
@pytest.mark.parametrize("name", FOLDERS)
def test_a_film_compiled_again_is_the_film_compiled_from_nothing(name: str, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    saves = [film(name)]
    recompiler = Recompiler("film.mls")
    alike(recompiler.compile(MemoryWorld(saves[0], MEDIA)), saves[0])
    for _ in range(SAVES):
        undone = chance.random() < 0.2
        saves.append(chance.choice(saves) if undone else edited(saves[-1], chance))
        alike(recompiler.compile(MemoryWorld(saves[-1], MEDIA)), saves[-1])
