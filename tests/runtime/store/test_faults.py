"""Whatever the disk does, the store is whole, and what it says is a sentence.

By default some of the places are tried; MILIMO_EVERY_FAULT=1 tries all of them.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from milimo_lang.ir.plan import Plan
from milimo_runtime.store import DiskTrouble, Store, upkeep
from tests.runtime.execute.films import Panel, build, clean, film, tree
from tests.runtime.store.faults import at_call, failing, kill_yourself

EVERY = bool(os.environ.get("MILIMO_EVERY_FAULT"))
PLAN = film(Panel("A", asset="mara.png"), Panel("B", speech="Hello."))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "mara.png").write_bytes(b"a picture of Mara")
    return root


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("source")
    (root / "mara.png").write_bytes(b"a picture of Mara")
    return clean(PLAN, root, tmp_path_factory.mktemp("clean"))


def changes_of_a_build(project: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        counted = at_call(patch, 0, kill_yourself)
        build(project, PLAN, jobs=1)
        return counted.calls


def killed_at(project: Path, plan: Plan, at: int) -> int:
    """Build in a process that is killed just before its change number `at` to the disk; its wait status."""
    child = os.fork()
    if child == 0:
        at_call(pytest.MonkeyPatch(), at, kill_yourself)
        try:
            build(project, plan, jobs=1)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def some(total: int, share: int) -> Iterator[int]:
    return iter(range(1, total + 1, 1 if EVERY else max(1, total // share)))


def test_killed_at_any_write_the_next_build_ends_as_a_clean_one(project: Path, expected: dict[str, bytes]) -> None:
    total = changes_of_a_build(project)
    assert total > 100
    for at in some(total, 10):
        _forget(project)
        assert os.WIFSIGNALED(killed_at(project, PLAN, at))
        build(project, PLAN)
        assert tree(project / "build") == expected
        assert list((project / ".milimo" / "tmp").iterdir()) == []
        assert upkeep.verify(Store(project / ".milimo")).damaged == ()


@pytest.mark.parametrize(
    ("number", "said", "unhealed"),
    [
        (errno.ENOSPC, "there is no space left on the disk", False),
        (errno.EIO, "the disk failed", True),
        (errno.EMFILE, "too many files are open", False),
        (errno.EROFS, "the disk is read-only", False),
        (errno.EACCES, "permission is denied", False),
    ],
)
def test_a_failing_disk_is_one_sentence_and_leaves_the_store_whole(
    project: Path, expected: dict[str, bytes], number: int, said: str, unhealed: bool
) -> None:
    total = changes_of_a_build(project)
    for at in some(total, 4 if number == errno.ENOSPC else 2):
        _forget(project)
        with pytest.MonkeyPatch.context() as patch:
            at_call(patch, at, failing(number))
            trouble = _trouble_of_a_build(project)
        if trouble is not None:
            assert said in trouble.message
            assert trouble.remedy
            assert trouble.unhealed == unhealed
        assert upkeep.verify(Store(project / ".milimo")).damaged == ()
        build(project, PLAN)
        assert tree(project / "build") == expected


def test_a_full_disk_met_by_a_maker_stops_the_build_with_the_same_sentence(project: Path) -> None:
    with pytest.raises(DiskTrouble, match="there is no space left on the disk"):
        build(project, film(Panel("A", "[disk]"), Panel("B")))


@pytest.mark.parametrize("place", [".milimo", ".milimo/deeper"])
def test_a_store_where_a_file_stands_is_a_sentence(project: Path, place: str) -> None:
    (project / ".milimo").write_text("not a folder")
    store = Store(project / place)
    for use in (
        lambda: build(project, PLAN, cache=store.path),
        lambda: upkeep.gc(store, 0),
        lambda: upkeep.stats(store),
        lambda: upkeep.verify(store),
    ):
        with pytest.raises(DiskTrouble, match=r"there can be no store at .*\.milimo.* is a file") as trouble:
            use()
        assert "--cache or MILIMO_CACHE" in trouble.value.remedy
    assert (project / ".milimo").read_text() == "not a folder"


def test_a_film_where_a_folder_stands_is_a_sentence_and_the_store_keeps_the_film(project: Path) -> None:
    (project / "build" / "film.mp4").mkdir(parents=True)
    with pytest.raises(DiskTrouble, match=r"film\.mp4: it is not an ordinary file"):
        build(project, PLAN)
    (project / "build" / "film.mp4").rmdir()
    assert build(project, PLAN).made == 0


def _trouble_of_a_build(project: Path) -> DiskTrouble | None:
    """None where the fault met something a build can do without, such as its notes on what changed."""
    try:
        build(project, PLAN, jobs=1)
    except DiskTrouble as trouble:
        return trouble
    return None


def _forget(project: Path) -> None:
    for folder in (".milimo", "build"):
        shutil.rmtree(project / folder, ignore_errors=True)
