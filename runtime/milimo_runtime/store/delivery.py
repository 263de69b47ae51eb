"""How a finished film leaves the store: its files put where they were asked for, each in one step.

What already holds the right bytes is left alone. Nothing but an ordinary file is ever written over.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from milimo_runtime import fingerprint
from milimo_runtime.store import disk
from milimo_runtime.store.records import Output, Record
from milimo_runtime.store.store import Store

_BESIDE = ("vtt", "srt")
_ELSEWHERE = "write the film to another place with -o"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file of the film: its sha256, and what stood at `path` before: the same, another file, or nothing."""

    path: Path
    sha256: str
    before: Literal["same", "other", "nothing"]


Known = dict[Path, tuple[fingerprint.Signature, int, str]]
"""Files as they were when they were last hashed: signature, when (nanoseconds since 1970), and sha256."""


def deliver(
    store: Store,
    record: Record,
    out: Path,
    known: Known | None = None,
    check: Callable[[], object] = lambda: None,
) -> tuple[Delivered, ...]:
    """Put what `record` holds of the film at `out` and beside it. Raises `Damaged` and `DiskTrouble`.

    What is `known` of these places, and noted there, need not be read again while it stays as it was. What `check`
    raises, which is called again and again, ends it between two files.
    """
    known = known if known is not None else {}
    places = {name: out.with_suffix(f".{name}") if name in _BESIDE else out for name in record.outputs}
    found = {name: _standing(places[name], output, known) for name, output in record.outputs.items()}
    for name, output in record.outputs.items():
        if found[name].before != "same":
            _copy_out(store.blob(output), places[name], check)
    for path in places.values():
        disk.sweep_parts(path)
    return tuple(found.values())


def put(path: Path, data: bytes) -> Delivered:
    """Put `data` at `path`, beside a film, unless it is there already. Raises `DiskTrouble`."""
    found = _standing(path, Output(hashlib.sha256(data).hexdigest(), len(data)), {})
    if found.before != "same":
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise disk.DiskTrouble(f"cannot write {path}: it is not an ordinary file", _ELSEWHERE)
        with _explained(path):
            disk.put_out(data, path)
    disk.sweep_parts(path)
    return found


def require_writable(out: Path) -> None:
    """Raises `DiskTrouble` unless a file can be written in the folder of `out`, or in what is there of it."""
    with _explained(out):
        folder = out.absolute().parent
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        with tempfile.TemporaryFile(dir=folder):
            pass


def _standing(path: Path, output: Output, known: Known) -> Delivered:
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Delivered(path, output.sha256, "nothing")
    except OSError as error:
        raise _trouble(error.errno, path) from error
    same = False
    if stat.S_ISREG(status.st_mode) and status.st_size == output.size:
        with suppress(OSError):
            same = _digest(path, known) == output.sha256
    return Delivered(path, output.sha256, "same" if same else "other")


def _digest(path: Path, known: Known) -> str:
    """sha256 of the file, which is not read when it is known and could not have changed unseen."""
    at, signature = time.time_ns(), fingerprint.signature(path)
    seen = known.get(path)
    if seen is None or seen[0] != signature or not fingerprint.settled(signature, seen[1]):
        seen = known[path] = (signature, at, fingerprint.digest(path)[0])
    return seen[2]


def _copy_out(blob: Path, path: Path, check: Callable[[], object]) -> None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise disk.DiskTrouble(f"cannot write {path}: it is not an ordinary file", _ELSEWHERE)
    with _explained(path):
        disk.copy_out(blob, path, check)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _trouble(error.errno, path) from error


def _trouble(number: int | None, path: Path) -> disk.DiskTrouble:
    said, remedy = disk.sentence(number or 0)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        remedy = _ELSEWHERE
    return disk.DiskTrouble(f"cannot write {os.fspath(path)}: {said}", remedy)
