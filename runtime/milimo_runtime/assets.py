"""The project's files as inputs: found safely, known by their content, unable to change under a maker.

A path leads nowhere outside the project. A maker is handed the resolved path, and when it is done each file
it read is looked at again: was it written to since it was hashed, its content is compared, and a result made
from other bytes than its key says is thrown away. (An open descriptor would not help, since editors also
write in place; a private copy would, but costs a copy of every piece of footage and music where files cannot
share blocks.)
"""

from __future__ import annotations

import errno
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from milimo_lang.ir.values import MOST_BYTES
from milimo_runtime import fingerprint
from milimo_runtime.backend import Failed
from milimo_runtime.store import disk


@dataclass(frozen=True, slots=True)
class _Seen:
    digest: str
    signature: fingerprint.Signature
    hashed_at: int


class Assets:
    """The files under `root`, hashed at most once while they stay as they are."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._seen: dict[str, _Seen] = {}

    def path(self, name: str) -> Path:
        """Where the project file `name` (POSIX, relative to the root) really lies. Raises `Failed`."""
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in name or "://" in name:
            raise Failed(f"{name} is not a path inside the project", "write it relative to the film's folder")
        try:
            # In the bytes the screenplay has, whatever encoding the locale has for names of files.
            found = (self._root / os.fsdecode(os.fspath(pure).encode(errors="surrogateescape"))).resolve(strict=True)
            status = found.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise Failed(f"{name} is not there", "put the file there, or correct its name") from None
        except (OSError, RuntimeError) as error:
            raise Failed(f"{name} cannot be read: {_cause(error)}", "check the file") from error
        if not found.is_relative_to(self._root):
            raise Failed(f"{name} leads out of the project", "copy the file into the project")
        if not stat.S_ISREG(status.st_mode):
            raise Failed(f"{name} is not a file", "name a file, not a folder")
        if status.st_size > MOST_BYTES:
            raise Failed(f"{name} is larger than {MOST_BYTES >> 30} GiB", "cut it to what the film shows of it")
        return found

    def digest(self, name: str) -> str:
        """sha256 in hex of the content of the project file `name`. Raises `Failed`, or `DiskTrouble`."""
        path = self.path(name)
        began = time.time_ns()
        try:
            signature = fingerprint.signature(path)
            if (seen := self._seen.get(name)) is not None and seen.signature == signature:
                return seen.digest
            digest, _ = fingerprint.digest(path)
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                raise disk.trouble(error.errno, path) from error
            raise Failed(f"{name} cannot be read: {_cause(error)}", "check the file") from error
        self._seen[name] = _Seen(digest, signature, began)
        return digest

    def unchanged(self, name: str, digest: str) -> bool:
        """Whether the file has held the content of `digest` ever since it was hashed.

        Written to meanwhile counts as changed even if the content is back: a maker may have read what was
        between.
        """
        seen = self._seen.get(name)
        try:
            signature = fingerprint.signature(self.path(name))
            if seen is None or seen.signature != signature:
                self._seen.pop(name, None)
                return False
            if fingerprint.settled(signature, seen.hashed_at):
                return seen.digest == digest
            self._seen.pop(name, None)  # written just before it was hashed: the times prove nothing
            return self.digest(name) == digest
        except (Failed, OSError):
            self._seen.pop(name, None)
            return False


def _cause(error: Exception) -> str:
    return os.strerror(error.errno).lower() if isinstance(error, OSError) and error.errno else "a loop of links"
