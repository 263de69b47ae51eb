"""A film compiled again after every save of a random script, beside the same film compiled from nothing.

Whatever is edited, both say the same, mean the same and plan the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from random import Random

from milimo_lang.compilation import Compilation
from milimo_lang.emit import STAGES
from milimo_lang.recompile import Recompiler
from milimo_lang.world import Facts, MemoryWorld
from tests.soak.saves import Files, edited
from tests.strategies import MEDIA

SAVES = 12
ROOT = Path(__file__).parents[2]
FILMS = (
    ("tests/films", "harbour.mls"),
    ("examples/the-bell", "film.mls"),
    ("examples/the-lamp", "film.mls"),
    ("tests/films", "drifter.mls"),
)


def film(number: int) -> Files:
    """The files of one of the films, its entry called film.mls."""
    folder, entry = FILMS[number % len(FILMS)]
    files = {path.name: path.read_text() for path in (ROOT / folder).glob("*.mls")}
    return files | {"film.mls": files[entry]}


def trial(_place: Path, seed: int) -> int:
    """One script; gives how many saves were compiled. Now and then an earlier version comes back."""
    chance = Random(seed)
    saves = [film(seed)]
    recompiler = Recompiler("film.mls")
    for _ in range(SAVES):
        alike(recompiler, saves[-1], beside(chance))
        undone = chance.random() < 0.2
        saves.append(chance.choice(saves) if undone else edited(saves[-1], chance))
    return SAVES


def beside(chance: Random) -> Mapping[str, Facts]:
    """The media of a film, one of them now and then gone or another."""
    path = chance.choice(list(MEDIA))
    left = {name: facts for name, facts in MEDIA.items() if name != path}
    return chance.choice((MEDIA, MEDIA, MEDIA, left, {**left, path: Facts(1000, (200, 100), seconds=Fraction(1))}))


def alike(recompiler: Recompiler, files: Files, media: Mapping[str, Facts]) -> None:
    """Asserts that the next compilation tells of `files` what one from nothing does."""
    world = MemoryWorld(files, media)
    again, clean = recompiler.compile(world), Compilation(world, "film.mls")
    assert again.checked == clean.checked
    assert again.diagnostics == clean.diagnostics
    assert again.project == clean.project
    assert again.sources == clean.sources
    for stage, emit in STAGES.items():
        assert "".join(emit(again)) == "".join(emit(clean)), stage
