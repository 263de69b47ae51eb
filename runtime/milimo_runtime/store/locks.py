"""Locks that die with their holder: flock(2), so nobody ever waits on a dead process.

The file only carries the lock; that it exists means nothing.
"""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path

from milimo_runtime.store import disk

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)
"""What flock says where a file system, most often one over a network, has none."""


class Lock:
    """An flock held through an open file. `release` or the end of the process lets go."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle = handle
        self._path = path

    def release(self, *, remove: bool = False) -> None:
        """Let go. `remove` takes the file away first, which others notice (see `try_lock`)."""
        if self._handle < 0:
            return
        if remove:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1


def try_lock(path: Path) -> Lock | None:
    """The lock at `path`, or None while somebody living holds it. Raises `DiskTrouble`."""
    return _lock(path, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lone_lock(path: Path) -> Lock:
    """The lock at `path`, for oneself; waits for whoever holds it."""
    lock = _lock(path, fcntl.LOCK_EX)
    assert lock is not None
    return lock


def shared_lock(path: Path) -> Lock:
    """A lock many may hold at once; waits for whoever holds it alone."""
    lock = _lock(path, fcntl.LOCK_SH)
    assert lock is not None
    return lock


def is_held(path: Path) -> bool:
    """Whether somebody living holds the lock at `path`; nothing is created or changed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in (errno.EWOULDBLOCK, errno.EACCES)
    finally:
        os.close(handle)
    return False


def _lock(path: Path, how: int) -> Lock | None:
    with disk.explained(path):
        while True:
            disk.make_directory(path.parent)
            try:
                handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            except FileNotFoundError:  # somebody tidied the folder away meanwhile
                continue
            try:
                fcntl.flock(handle, how)
            except OSError as error:
                os.close(handle)
                if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                    return None
                if error.errno in _NO_LOCKS:
                    raise disk.DiskTrouble(
                        f"the disk of {path.parent} keeps no locks, so builds could not be kept apart",
                        "point --cache or MILIMO_CACHE at a folder on a disk of this machine",
                    ) from error
                raise
            except BaseException:
                os.close(handle)
                raise
            if _still_there(handle, path):
                return Lock(handle, path)
            os.close(handle)  # its last holder took the file away between our open and our flock


def _still_there(handle: int, path: Path) -> bool:
    try:
        named = path.stat()
    except FileNotFoundError:
        return False
    held = os.fstat(handle)
    return (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino)
