"""The store's only door to the disk: files are there whole or not at all, and a failing disk is one sentence.

Every call that changes the store goes through this file, in the order that survives a lost power supply:
write aside, fsync, rename, fsync the directory.
"""

# The system calls themselves, so that their order can be read and tested:
# ruff: noqa: PTH101, PTH102, PTH105

from __future__ import annotations

import errno
import fcntl
import glob
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ENVIRONMENT = 4
"""Exit code: the machine is in the way (disk full, no permission)."""
UNHEALED = 5
"""Exit code: the store itself cannot be put right."""

_FICLONE = 0x40049409  # linux/fs.h: share the blocks of another file, copied when written to

_SAID = {
    errno.ENOSPC: (
        "there is no space left on the disk",
        "free some space and build again; what is made is kept",
    ),
    errno.EFBIG: (
        "a file is larger than this disk or your limits allow",
        "raise the limit (ulimit -f), or set MILIMO_CACHE to another disk",
    ),
    errno.EDQUOT: ("your disk quota is used up", "free some space and build again; what is made is kept"),
    errno.EACCES: (
        "permission is denied",
        "make it writable for you, or set MILIMO_CACHE to a folder of your own",
    ),
    errno.EPERM: (
        "permission is denied",
        "make it writable for you, or set MILIMO_CACHE to a folder of your own",
    ),
    errno.EROFS: ("the disk is read-only", "set MILIMO_CACHE to a folder on a writable disk"),
    errno.EMFILE: ("too many files are open", "raise the limit (ulimit -n 4096) or build with fewer --jobs"),
    errno.ENFILE: ("too many files are open on this machine", "close other programs and build again"),
    errno.EIO: ("the disk failed", "check the disk; set MILIMO_CACHE to a folder on another one"),
    errno.EISDIR: ("it is a folder", "name a file, or move the folder away"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "move that file away"),
}


class DiskTrouble(Exception):
    """The disk would not: one sentence, what to do about it, and the exit code (4 or 5)."""

    def __init__(self, message: str, remedy: str = "", code: int = ENVIRONMENT) -> None:
        super().__init__(message, remedy, code)
        self.message = message
        self.remedy = remedy
        self.code = code

    def __str__(self) -> str:
        return self.message


def trouble(number: int | None, path: Path | str) -> DiskTrouble:
    """The sentence for error `number` at `path`."""
    said, remedy = _SAID.get(
        number or 0, (os.strerror(number or 0).lower(), "check that the folder can be read and written")
    )
    return DiskTrouble(f"cannot use {path}: {said}", remedy, UNHEALED if number == errno.EIO else ENVIRONMENT)


def is_disk_trouble(number: int | None) -> bool:
    """Whether error `number` speaks of the disk or the machine rather than of the work."""
    return number in _SAID and number not in (errno.EISDIR, errno.ENOTDIR)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an `OSError` within into a `DiskTrouble` about `path`."""
    try:
        yield
    except OSError as error:
        raise trouble(error.errno, path) from error


def make_directory(path: Path) -> None:
    """Make `path` and what leads to it, private to the user, and durable."""
    if path.is_dir():
        return
    make_directory(path.parent)
    with suppress(FileExistsError):
        os.mkdir(path, 0o700)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make the names in the directory durable."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes, scratch: Path, *, durable: bool = True) -> None:
    """Put `data` at `path` in one step by way of `scratch`, a free name on the same file system.

    Not `durable` skips fsync: for what may be lost with the power and can be told from damage when it is
    read.
    """
    with explained(path):
        try:
            make_directory(path.parent)
            handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                _write_all(handle, data)
                if durable:
                    os.fsync(handle)
            finally:
                os.close(handle)
            os.replace(scratch, path)
            if durable:
                sync_directory(path.parent)
        except BaseException:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
            raise


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def move_in(made: Path, path: Path) -> None:
    """Move `made`, which is written and synced, to `path` on the same file system; what stood there is replaced."""
    with explained(path):
        make_directory(path.parent)
        os.chmod(made, 0o400)
        os.replace(made, path)
        sync_directory(path.parent)


def copy_out(source: Path, target: Path) -> None:
    """Put a copy of `source` at `target` in one step: shared blocks where the file system can, else bytes.

    Never a hard link: whoever edits the copy must not edit the store.
    """
    scratch = target.with_name(f".{target.name}.{os.getpid()}.part")
    with explained(target):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _sweep_parts(target)
            _copy(source, scratch)
            os.replace(scratch, target)
            sync_directory(target.parent)
        except BaseException:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
            raise


def _copy(source: Path, target: Path) -> None:
    written = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        with open(source, "rb") as read:
            try:
                fcntl.ioctl(written, _FICLONE, read.fileno())
            except OSError:  # another file system, or one that cannot share blocks
                while block := read.read(1 << 20):
                    _write_all(written, block)
        os.fsync(written)
    finally:
        os.close(written)


def _sweep_parts(target: Path) -> None:
    """Remove what copies to `target` left behind when their process was killed."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        owner = part.name.split(".")[-2]
        if owner.isdigit() and not _alive(int(owner)):
            part.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def digest_of(path: Path) -> tuple[str, int]:
    """sha256 in hex and size in bytes of a file's content. Raises OSError."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()
