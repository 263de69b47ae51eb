"""Whether a file is still the one that was read: its signature, which is quick to take, and its digest, which is sure.

Of Python's own library alone, so that a build with nothing to do can ask before anything is loaded.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

Signature = tuple[int, int, int, int, int]
"""Device, inode, size in bytes, and the times of the last change of content and of status, in nanoseconds."""

TICK = 50_000_000
"""Nanoseconds within which two writes may bear the same time: a few ticks of a 100 Hz kernel clock, with margin."""


def signature(path: Path) -> Signature:
    """What changes when the file does. Raises OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def settled(seen: Signature, at: int) -> bool:
    """Whether a file of this signature was so old at `at` (nanoseconds since 1970) that a change since would show."""
    return max(seen[3], seen[4]) < at - TICK


def at_once(path: str, flags: int) -> int:
    """An `opener` that waits for nobody to write into a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def digest(path: Path) -> tuple[str, int]:
    """sha256 in hex and size in bytes of the file's content. Raises OSError; a pipe has none, and is not waited for."""
    with open(path, "rb", opener=at_once) as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return found, file.tell()
