"""The sha256 of large files, taken once: remembered by signature in the user's cache.

What the hub fetched is called by its sha256 already. Forty gigabytes take a minute to read, so whoever has a screen
is told (`telling`). Lost or damaged memory costs that minute and nothing else.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from milimo_runtime.backend import Unavailable
from milimo_runtime.fingerprint import Signature, settled, signature
from milimo_runtime.weights.headers import FETCH_AGAIN
from milimo_runtime.weights.hub import digest_in_name

_BLOCK = 1 << 22
_READERS = 4
_KEPT = 1000
"""Files remembered; the rest were asked for longest ago."""


@dataclass(frozen=True)
class Hashing:
    """How far the reading of some files is, in bytes."""

    done: int
    total: int


_listener: ContextVar[Callable[[Hashing], None] | None] = ContextVar("_listener", default=None)


@contextmanager
def telling(listener: Callable[[Hashing], None]) -> Iterator[None]:
    """Within, `listener` hears of every few megabytes that must be read; from several threads, one at a time."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def digests(paths: Iterable[Path]) -> dict[Path, str]:
    """The sha256 of each file's content, in hex. Raises `Unavailable` for one that cannot be read."""
    found = {}
    unknown: dict[Path, Signature] = {}
    remembered = _remembered()
    for path in paths:
        if (named := digest_in_name(path)) is not None:
            found[path] = named
            continue
        seen = _signature(path)
        held = remembered.get(str(path.resolve()))
        if held is not None and held[0] == seen:
            found[path] = held[1]
        else:
            unknown[path] = seen
    if unknown:
        read = _read(unknown)
        found.update(read)
        _remember({path: (unknown[path], digest) for path, digest in read.items()})
    return found


def memory() -> Path:
    """The file in which digests are remembered."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "milimo" / "digests.json"


def _read(unknown: Mapping[Path, Signature]) -> dict[Path, str]:
    progress = _Progress(sum(seen[2] for seen in unknown.values()), _listener.get())
    with ThreadPoolExecutor(_READERS) as readers:
        return dict(zip(unknown, readers.map(progress.digest, unknown), strict=True))


class _Progress:
    """Reads files and counts what was read."""

    def __init__(self, total: int, listener: Callable[[Hashing], None] | None) -> None:
        from threading import Lock

        self._total = total
        self._listener = listener
        self._done = 0
        self._lock = Lock()

    def digest(self, path: Path) -> str:
        state = hashlib.sha256()
        try:
            with open(path, "rb") as file:
                while block := file.read(_BLOCK):
                    state.update(block)
                    self._count(len(block))
        except OSError as error:
            raise _unreadable(path, error) from error
        return state.hexdigest()

    def _count(self, amount: int) -> None:
        with self._lock:
            self._done += amount
            if self._listener is not None:
                self._listener(Hashing(self._done, self._total))


def _signature(path: Path) -> Signature:
    try:
        return signature(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> Unavailable:
    return Unavailable(f"{path} cannot be read ({error.strerror})", FETCH_AGAIN)


_Memory = dict[str, tuple[Signature, str]]


def _remembered() -> _Memory:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        held = json.loads(memory().read_text(encoding="utf-8"))
        return {path: (_as_signature(seen), str(digest)) for path, (seen, digest) in held.items()}
    return {}


def _as_signature(seen: Iterable[int]) -> Signature:
    device, inode, size, changed, status = seen
    return device, inode, size, changed, status


def _remember(read: Mapping[Path, tuple[Signature, str]]) -> None:
    """Keep what was read, but for files so young that a change since might not show. A cache that cannot be written
    is done without."""
    now = time.time_ns()
    fresh = {str(path.resolve()): entry for path, entry in read.items() if settled(entry[0], now)}
    place = memory()
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(place.with_suffix(".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            held = {path: entry for path, entry in _remembered().items() if path not in fresh}
            kept = dict([*held.items(), *fresh.items()][-_KEPT:])
            aside = place.with_suffix(".new")
            aside.write_text(json.dumps(kept), encoding="utf-8")
            aside.replace(place)
