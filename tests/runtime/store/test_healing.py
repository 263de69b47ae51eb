"""A store that is damaged all over heals, and says so. Each of its files, in every way, is tried in `tests/soak`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from milimo_runtime.store import Store, upkeep
from tests.runtime.execute.films import Panel, build, film, tree

PLAN = film(Panel("A", caption="Hello."), Panel("B", speech="Hello."))


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").write_bytes(b"in it")


@pytest.mark.parametrize("damage", [flip, truncate, empty, delete, become_a_folder])
def test_a_store_damaged_all_over_heals(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    build(tmp_path, PLAN)
    expected = tree(tmp_path / "build")
    for path in sorted(p for p in (tmp_path / ".milimo").rglob("*") if p.is_file()):
        _damage(path, damage)
    _forget_film(tmp_path)
    assert build(tmp_path, PLAN).failed == ()
    assert tree(tmp_path / "build") == expected


def test_a_file_where_a_folder_of_the_store_belongs_heals(tmp_path: Path) -> None:
    build(tmp_path, PLAN)
    expected = tree(tmp_path / "build")
    for name in ("ac", "cas", "pre"):
        folder = next((tmp_path / ".milimo" / name).iterdir())
        folder.rename(tmp_path / name)
        folder.write_bytes(b"a file")
    _forget_film(tmp_path)
    built = build(tmp_path, PLAN)
    assert built.failed == ()
    assert len([warning for warning in built.warnings if "a file stood in the store" in warning]) == 3
    assert tree(tmp_path / "build") == expected
    assert upkeep.verify(Store(tmp_path / ".milimo")).damaged == ()


def test_verify_finds_folders_where_files_belong(tmp_path: Path) -> None:
    build(tmp_path, PLAN)
    files = [p for name in ("ac", "cas") for p in (tmp_path / ".milimo" / name).glob("*/*")]
    for path in files:
        become_a_folder(path)
    assert len(upkeep.verify(Store(tmp_path / ".milimo")).damaged) == len(files)
    assert build(tmp_path, PLAN).failed == ()
    assert upkeep.verify(Store(tmp_path / ".milimo")) == upkeep.Verified(len(files), ())


def test_a_damaged_input_is_made_again_only_when_its_bytes_are_needed(tmp_path: Path) -> None:
    build(tmp_path, PLAN)
    for path in (tmp_path / ".milimo" / "cas").rglob("*"):
        if path.is_file():
            _damage(path, flip)
    assert build(tmp_path, PLAN).made == 0  # the film lies there, whole, and nothing else was asked for


def test_healing_is_told(tmp_path: Path) -> None:
    build(tmp_path, PLAN)
    for path in (tmp_path / ".milimo" / "ac").rglob("*"):
        if path.is_file():
            _damage(path, truncate)
    assert build(tmp_path, PLAN).warnings != ()
    assert build(tmp_path, PLAN).warnings == ()


def test_a_film_changed_in_place_is_mended_though_its_time_is_put_back(tmp_path: Path) -> None:
    build(tmp_path, PLAN)
    expected = tree(tmp_path / "build")
    out = tmp_path / "build" / "film.mp4"
    stat = out.stat()
    flip(out)
    os.utime(out, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert build(tmp_path, PLAN).made == 0
    assert tree(tmp_path / "build") == expected


def test_what_is_delivered_is_no_link_into_the_store(tmp_path: Path) -> None:
    build(tmp_path, PLAN)
    assert (tmp_path / "build" / "film.mp4").stat().st_nlink == 1
    assert os.access(tmp_path / "build" / "film.mp4", os.W_OK)


def _damage(path: Path, damage: Callable[[Path], None]) -> None:
    path.chmod(0o600)
    damage(path)


def _forget_film(root: Path) -> None:
    for path in (root / "build").iterdir():
        path.unlink()
