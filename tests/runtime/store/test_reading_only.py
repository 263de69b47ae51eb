"""A store that may only be read gives what it holds, and says in one sentence what it cannot do."""

from __future__ import annotations

import ctypes
import os
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from milimo_runtime.store import DiskTrouble, Store, upkeep
from tests.runtime.execute.films import build, film, panels, tree

PLAN = film(*panels("AB", speech="Hello."))


def without_privileges(act: Callable[[], None]) -> None:
    """Do `act` in a process to which permissions apply, whoever runs the tests; fails as it fails."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _drop_capabilities()
            act()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0


def _drop_capabilities() -> None:
    """Give up every capability: the third version of capset(2), two sets of three words."""
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None, use_errno=True).capset(header, nothing) == 0


def let_read_only(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o500 if path.is_dir() else 0o400)


def let_write(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    build(tmp_path, PLAN)
    return tmp_path


@pytest.mark.parametrize("part", ["", "lease", "tmp", "journal"])
def test_a_film_that_is_all_there_is_delivered_from_a_store_that_may_only_be_read(project: Path, part: str) -> None:
    expected = tree(project / "build")
    for path in (project / "build").iterdir():
        path.unlink()
    let_read_only(project / ".milimo" / part)

    def again() -> None:
        events: list[str] = []
        built = build(project, PLAN, on_event=lambda event: events.append(event.event))
        assert (built.film, built.made, built.cached) == (project / "build" / "film.mp4", 0, len(PLAN.nodes))
        assert events == ["cached"] * len(PLAN.nodes) + ["finished"]
        assert {file.before for file in built.files} == {"nothing"}

    without_privileges(again)
    assert tree(project / "build") == expected
    let_write(project / ".milimo")
    assert build(project, PLAN).made == 0


def test_what_is_missing_cannot_be_made_in_it(project: Path) -> None:
    let_read_only(project / ".milimo")

    def more() -> None:
        with pytest.raises(DiskTrouble, match="permission is denied"):
            build(project, film(*panels("ABC", speech="Hello.")))
        with pytest.raises(DiskTrouble, match="permission is denied"):
            build(project, PLAN, force=True)

    without_privileges(more)
    let_write(project / ".milimo")


def test_damage_in_it_is_told_and_no_damaged_film_delivered(project: Path) -> None:
    for path in (project / ".milimo" / "cas").glob("*/*"):
        path.chmod(0o600)
        path.write_bytes(b"x" * path.stat().st_size)
    for path in (project / "build").iterdir():
        path.unlink()
    let_read_only(project / ".milimo")

    def again() -> None:
        with pytest.raises(DiskTrouble, match="is damaged and cannot be put aside: permission is denied"):
            build(project, PLAN)
        with pytest.raises(DiskTrouble, match="is damaged and cannot be put aside: permission is denied"):
            upkeep.verify(Store(project / ".milimo"))
        assert tree(project / "build") == {}

    without_privileges(again)
    let_write(project / ".milimo")


def test_it_is_counted_and_verified_and_nothing_of_it_removed(project: Path) -> None:
    store = Store(project / ".milimo")
    expected = upkeep.stats(store), upkeep.verify(store)
    let_read_only(project / ".milimo")

    def look() -> None:
        assert (upkeep.stats(store), upkeep.verify(store)) == expected
        with pytest.raises(DiskTrouble, match=r"nothing can be removed from this store.*permission is denied"):
            upkeep.gc(store, 0)

    without_privileges(look)
    let_write(project / ".milimo")
    assert upkeep.stats(store) == expected[0]
