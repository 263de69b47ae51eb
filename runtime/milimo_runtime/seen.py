"""What was read of a file, kept while the file is the same: who looks at a film again and again reads what changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Memory(Protocol):
    """What is kept from one look to the next, by a place and by what was given there."""

    def find(self, place: Hashable, given: tuple[object, ...]) -> Any:
        """What was made at `place` of what equals `given`; None where nothing was."""
        ...

    def put(self, place: Hashable, given: tuple[object, ...], value: object) -> None:
        """Keep `value`, which was made at `place` of `given`."""
        ...

    def wait(self) -> None:
        """Called every few milliseconds by whoever looks: returns when nothing goes on that is more urgent."""
        ...


def waited(memory: Memory | None) -> None:
    """Let go first what is more urgent than to look."""
    if memory is not None:
        memory.wait()


def seen(memory: Memory | None, path: str | Path, read: Callable[[], T | None]) -> T | None:
    """What `read` reads of the file at `path`, which is put there whole whenever it changes; None is not kept."""
    if memory is None:
        return read()
    memory.wait()
    try:
        status = os.stat(path)  # noqa: PTH116 (a thousand of these a cut: strings, not Paths)
    except OSError:
        return read()
    given = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    found: T | None = memory.find(path, given)
    if found is None and (found := read()) is not None:
        memory.put(path, given, found)
    return found
