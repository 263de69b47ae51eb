"""How files are written: whole or not at all, in the order that survives a lost power supply; and what a failing disk
is called.

What must last goes through here: written aside, fsynced, renamed, the directory fsynced. Locks, journals, times of use
and removals are left to those who own them: the store is sound whichever of them a crash undoes.
"""

# The system calls themselves, so that their order can be read and tested:
# ruff: noqa: PTH101, PTH102, PTH105

from __future__ import annotations

import errno
import fcntl
import glob
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FICLONE = 0x40049409  # linux/fs.h: share the blocks of another file, copied when written to

_FREE = "free some space and build again, or point --cache and -o at another disk; what is made is kept"
_OWN = "change the permissions, or point --cache and -o at a folder of your own"
_ELSEWHERE = "point --cache and -o at a folder on another disk"

_SAID: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("there is no space left on the disk", _FREE),
    errno.EDQUOT: ("your disk quota is used up: there is no space left for you", _FREE),
    errno.EFBIG: (
        "a file is larger than this disk or your limits allow",
        "raise the limit (`ulimit -f`), or point --cache and -o at another disk",
    ),
    errno.EACCES: ("permission is denied", _OWN),
    errno.EPERM: ("permission is denied", _OWN),
    errno.EROFS: ("the disk is read-only", _ELSEWHERE),
    errno.EMFILE: ("too many files are open", "raise the limit (`ulimit -n 4096`), or build with fewer --jobs"),
    errno.ENFILE: ("too many files are open on this machine", "close other programs and build again"),
    errno.EIO: ("the disk failed", f"check the disk; {_ELSEWHERE}"),
}
_PATH_SAID = {
    errno.EISDIR: ("it is a folder", "name a file, or move the folder away"),
    errno.ELOOP: ("it is a link", "remove it; a store keeps no links"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "move that file away"),
}
_MEMORY_SAID = {
    errno.ENOMEM: ("there is not enough memory", "build with fewer --jobs, or at a smaller --size"),
}


class DiskTrouble(Exception):
    """The disk would not: one sentence and what to do about it. `unhealed`: the store itself cannot be put right."""

    def __init__(self, message: str, remedy: str = "", *, unhealed: bool = False) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy
        self.unhealed = unhealed

    def __str__(self) -> str:
        return self.message


def sentence(number: int) -> tuple[str, str]:
    """What error `number` says, in words that follow "cannot use PATH: ", and what to do about it."""
    said = {**_SAID, **_PATH_SAID, **_MEMORY_SAID}
    return said.get(number) or (os.strerror(number).lower(), "check that the folder can be read and written")


def trouble(number: int | None, path: Path | str) -> DiskTrouble:
    """The sentence for error `number` at `path`."""
    said, remedy = sentence(number or 0)
    return DiskTrouble(f"cannot use {path}: {said}", remedy, unhealed=number == errno.EIO)


def is_disk_trouble(number: int | None) -> bool:
    """Whether error `number` speaks of the disk or the machine rather than of the work."""
    return number in _SAID


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


def private(path: str, flags: int) -> int:
    """An `opener` that makes files nobody else may read, whatever the umask."""
    return os.open(path, flags, 0o600)


def read_whole(path: Path | str) -> bytes:
    """What is in the file `path` of a store. Raises OSError, also for a link; a pipe is empty."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW)
    with open(handle, "rb") as file:
        return file.read()


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


def copy_out(source: Path, target: Path, check: Callable[[], object] = lambda: None) -> None:
    """Put a copy of `source` at `target` in one step: shared blocks where the file system can, else bytes.

    Never a hard link: whoever edits the copy must not edit the store. `check` is called at every megabyte; what it
    raises ends the copy, and nothing is left of it. Raises OSError.
    """
    make_out(target, lambda scratch: _copy(source, scratch, check))


def put_out(data: bytes, target: Path) -> None:
    """Put `data` at `target` in one step; it may be lost with the power. Raises OSError."""
    make_out(target, lambda scratch: scratch.write_bytes(data))


def make_out(target: Path, write: Callable[[Path], object]) -> None:
    """Put what `write` makes at the path it is given at `target` in one step. Raises OSError, and what it raises."""
    scratch = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep_parts(target)
        write(scratch)
        os.replace(scratch, target)
        sync_directory(target.parent)
    except BaseException:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise


def _copy(source: Path, target: Path, check: Callable[[], object]) -> None:
    written = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        with open(source, "rb") as read:
            try:
                fcntl.ioctl(written, _FICLONE, read.fileno())
            except OSError:  # another file system, or one that cannot share blocks
                while block := read.read(1 << 20):
                    check()
                    _write_all(written, block)
        os.fsync(written)
    finally:
        os.close(written)


def sweep_parts(target: Path) -> None:
    """Remove what copies to `target` left behind when their process was killed, as far as that can be done."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        owner = part.name.split(".")[-2]
        if owner.isdigit() and not _alive(int(owner)):
            with suppress(OSError):  # it is only in the way
                part.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
