"""Every file of the store, damaged in every way: the next build heals it, says so, and delivers the same film."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from milimo_runtime.store.ledger import folders, read_renders
from tests.runtime.execute.films import tree
from tests.soak.kills import clean
from tests.soak.studio import FILM, Studio

Way = Callable[[Path, Random], object]


def flip(path: Path, chance: Random) -> None:
    """One bit of it."""
    data = bytearray(path.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def truncate(path: Path, chance: Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))] if data else data)


def grow(path: Path, chance: Random) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(3))


def empty(path: Path, _chance: Random) -> None:
    path.write_bytes(b"")


def delete(path: Path, _chance: Random) -> None:
    path.unlink()


def swap(path: Path, chance: Random) -> None:
    """It and another file of its sort in each other's place."""
    sort = path.parent.parent if len(path.parent.name) == 2 else path.parent
    others = sorted(other for other in sort.rglob("*") if other.is_file() and other != path)
    if not others:
        return path.write_bytes(b"swapped") and None
    other = chance.choice(others)
    other.chmod(0o600)
    ours, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(ours)
    return None


def folder(path: Path, _chance: Random) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").write_bytes(b"in it")


def link(path: Path, _chance: Random) -> None:
    """A link to what it was, elsewhere."""
    away = path.parents[len(path.parts) - path.parts.index(".milimo") - 1].with_name("away")
    away.mkdir(exist_ok=True)
    path.rename(away / path.name)
    path.symlink_to(away / path.name)


def loose_link(path: Path, _chance: Random) -> None:
    path.unlink()
    path.symlink_to("/nowhere/at/all")


def endless(path: Path, _chance: Random) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def pipe(path: Path, _chance: Random) -> None:
    path.unlink()
    os.mkfifo(path)


WAYS: dict[str, Way] = {
    way.__name__: way for way in (flip, truncate, grow, empty, delete, swap, folder, link, loose_link, endless, pipe)
}
_NO_LOCK = {"link", "loose_link", "endless"}
"""What is in the place of the lease is told, and not taken for one."""


def trial(place: Path, seed: int) -> int:
    """Damage one file, or several, as `seed` says."""
    chance = Random(seed)
    files, names = stored(place.parent), sorted(WAYS)
    hit = chance.sample(files, chance.choice([1, 1, 2, 5]))
    if chance.random() < 0.3:
        hit = [name for name in files if name.startswith(chance.choice(["cas/", "ac/", "pre/"]))]
    each(place, {name: chance.choice(names) for name in hit if name != "lease"}, chance)
    return 1


def each(place: Path, damaged: dict[str, str], chance: Random) -> None:
    """Damage files of the store of a film that is built, each in its way.

    Its film is taken away in half the cases; and in half it is edited, so that what lies in the store is used again.
    """
    whole = built(place.parent)
    shutil.rmtree(place.parent / "built")
    shutil.copytree(whole.parent, place.parent / "built")
    studio = Studio(place.parent / "built" / "project")
    for name, way in damaged.items():
        path = studio.store / name
        if path.is_file() and not path.is_symlink():
            path.chmod(0o600)
            WAYS[way](path, chance)
    if chance.random() < 0.5 or any(
        name.startswith("manifests/") for name in damaged
    ):  # else whose captions are these?
        shutil.rmtree(studio.build)
    text = chance.choice([FILM, FILM.rpartition("> DISSOLVE")[0], FILM.replace("> DISSOLVE TO: 6f\n", "")])
    (studio.root / "film.mls").write_text(text, encoding="utf-8")
    ended = studio.milimo("build", "film.mls")
    if _NO_LOCK & {way for name, way in damaged.items() if name == "lease"}:
        assert ended.code == 4, ended.err
        assert "lease: it is a link" in ended.err
        return
    assert ended.code == 0, ended.err
    assert studio.delivered() == clean(text, place.parent), damaged
    (studio.root / "film.mls").write_text(FILM, encoding="utf-8")
    again = studio.milimo("build", "film.mls", "--force")
    assert again.code == 0, again.err
    assert studio.damaged() == ()
    assert taken(studio.root) >= taken(whole), damaged
    assert studio.delivered() == clean(FILM, place.parent), damaged


def taken(project: Path) -> set[str]:
    """The keys of the pictures that are in the film's list of takes."""
    return {render.key for folder in folders(project / ".milimo") for render in read_renders(folder)}


@cache
def built(folder: Path) -> Path:
    """A copy of the project of the film, built; its files are not to be touched."""
    studio = Studio(folder / "built" / "project")
    assert studio.milimo("build", "film.mls").code == 0
    shutil.copytree(studio.root, folder / "whole" / "project")
    return folder / "whole" / "project"


def stored(folder: Path) -> list[str]:
    """Every file of its store."""
    return sorted(tree(built(folder) / ".milimo"))
