"""Tidying after builds that were killed: what they left goes with the next build, and with `gc`."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from milimo_runtime.store.locks import try_lock

RUNS_KEPT = 200
_JOURNALS = 100_000_000

_RUN = re.compile(r"\d{8}T\d{6}-\d+-\d+")


def sweep(store: Path) -> None:
    """Remove what builds that are no longer alive left behind: scratch, empty logs, the files of their locks."""
    folder = store / "tmp"
    if not folder.is_dir():  # founded a moment ago, and not furnished yet
        return
    names = {path.name.removesuffix(".lock") for path in folder.iterdir()}
    dead = [name for name in names if _RUN.fullmatch(name) and _is_dead(folder, name)]
    for name in dead:
        for suffix in ("log", "jsonl"):
            _remove_empty(store / "journal" / f"{name}.{suffix}")
    for path in (store / "locks").glob("*/*"):
        if path.is_file() and (lock := try_lock(path)) is not None:
            lock.release(remove=True)


def _is_dead(folder: Path, name: str) -> bool:
    """Whether nobody holds the lock of the run `name`; its scratch is then removed."""
    lock = try_lock(folder / f"{name}.lock")
    if lock is None:
        return False
    remove_tree(folder / name)
    lock.release(remove=True)
    return True


def _remove_empty(path: Path) -> None:
    with suppress(OSError):
        if not path.stat().st_size:
            path.unlink()


def let_go_of_old_runs(folder: Path) -> None:
    """Of the journals in `folder` keep the last `RUNS_KEPT`, and no more than `_JOURNALS` bytes of them."""
    with suppress(OSError):  # they only tell of what was
        left = _JOURNALS
        for kept, path in enumerate(sorted(folder.glob("*.jsonl"), reverse=True)):
            left -= path.stat().st_size
            if kept >= RUNS_KEPT or (left < 0 and kept):
                path.unlink(missing_ok=True)
                path.with_suffix(".log").unlink(missing_ok=True)


def remove_tree(path: Path) -> None:
    """Remove a folder and what it holds; whatever resists is left for the next sweep."""
    with suppress(OSError):
        if path.is_symlink():
            return
        for name in path.iterdir():
            if name.is_dir() and not name.is_symlink():
                remove_tree(name)
            else:
                name.unlink(missing_ok=True)
        path.rmdir()
