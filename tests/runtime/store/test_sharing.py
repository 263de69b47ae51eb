"""One store for many: private to its owner, wherever it lies, and kept apart by locks or refused."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from milimo_runtime.store import DiskTrouble, Store, upkeep
from tests.cli.films import SMALL, write
from tests.conftest import Milimo
from tests.runtime.execute.films import build, clean, film, panels, tree
from tests.runtime.store.test_reading_only import let_read_only, let_write, without_privileges

PLAN = film(*panels("AB", speech="Hello."))


def test_nobody_else_can_look_into_a_store_whatever_the_umask(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    before = os.umask(0)
    try:
        assert milimo("build", "film.mls").code == 0
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in [project / ".milimo", *project.rglob(".milimo/**/*")]}
    assert len(modes) > 30
    assert {path for path, mode in modes.items() if path.is_dir() and mode != 0o700} == set()
    assert {path for path, mode in modes.items() if path.is_file() and mode not in (0o400, 0o600)} == set()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_disk_without_locks_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def flock(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(DiskTrouble, match="keeps no locks, so builds could not be kept apart") as trouble:
        build(tmp_path, PLAN)
    assert "--cache or MILIMO_CACHE" in trouble.value.remedy


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one file system")
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder)


def test_a_store_on_another_file_system_delivers_the_same_film(tmp_path: Path, elsewhere: Path) -> None:
    for first in (True, False):
        assert (build(tmp_path, PLAN, cache=elsewhere / "store").made > 0) == first
        assert tree(tmp_path / "build") == clean(PLAN, tmp_path / "none", tmp_path / "clean")
        shutil.rmtree(tmp_path / "build")


def test_two_projects_that_share_a_store_share_what_is_equal_and_keep_each_others(tmp_path: Path) -> None:
    one, two, store = tmp_path / "one", tmp_path / "two", tmp_path / "store"
    for folder in (one, two):
        folder.mkdir()
    assert build(one, PLAN, cache=store).made > 0
    more = film(*panels("ABC", speech="Hello."))
    assert build(two, more, cache=store).cached >= len(PLAN.nodes) - 2  # all but the mix and the film
    upkeep.gc(Store(store), 0)
    assert build(one, PLAN, cache=store).made == 0
    assert build(two, more, cache=store).made == 0
    shutil.rmtree(two)
    assert upkeep.gc(Store(store), 0).units > 0
    assert build(one, PLAN, cache=store).made == 0


def test_a_read_only_store_serves_the_command_too_and_says_what_it_cannot_do(milimo: Milimo, project: Path) -> None:
    path = write(project, SMALL)
    assert milimo("build", "film.mls").code == 0
    expected = (project / "build/film.mp4").read_bytes()
    shutil.rmtree(project / "build")
    let_read_only(project / ".milimo")

    def commands() -> None:
        from milimo_lang.cli.main import main

        os.chdir(project)
        assert main(["build", "film.mls"]) == 0
        assert (project / "build/film.mp4").read_bytes() == expected
        path.write_text(SMALL.replace("lamp", "pipe"), encoding="utf-8")
        assert main(["build", "film.mls"]) == 4
        assert main(["cache", "pin", "film.mls"]) in (2, 4)
        assert main(["cache", "stats"]) == 0

    without_privileges(commands)
    let_write(project / ".milimo")
