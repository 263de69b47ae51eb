"""The files a film depends on while it is watched: whether one holds something else than the last compile read.

Content counts, not times: a touched file has not changed. The *folders* are watched, as editors save by putting another
file in the place of the old one; what a folder tells is only the reason to look.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.world import TEXT_LIMIT

STEP = 10
"""Milliseconds without a change after which a save counts as over."""
_LONGEST = 60
"""Milliseconds after which it counts as over in any case."""
_HASHED = 64 << 20
"""Bytes of the longest file whose content is compared; a longer one counts as changed when it was written to."""
_TICK = 50_000_000
"""Nanoseconds within which two writes may bear the same time."""

_FRESH = 2.0
"""Seconds after a save in which it was surely noticed."""

_Signature = tuple[int, int, int, int, int]


@dataclass
class Watched:
    """Files of the project at `root`, by their paths from there, and what each `held`: a digest, or what it was.

    `fresh` are the contents of short files that were read for the last look.
    """

    root: Path
    held: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, bytes] = field(default_factory=dict)
    _seen: dict[str, tuple[_Signature, int, str]] = field(default_factory=dict)

    def now(self) -> dict[str, str]:
        """What each file holds at this moment."""
        self.fresh.clear()
        return {name: self._holds(name) for name in self.held}

    def took(self, seen: Mapping[str, str | None], before: Mapping[str, str]) -> None:
        """The film was compiled from `seen`: paths, each with the digest of its text where it was read as text.

        What else they hold is as it was `before` the compile, where that is known.
        """
        self.held = {name: digest or before.get(name) or self._holds(name) for name, digest in seen.items()}
        self._seen = {name: known for name, known in self._seen.items() if name in self.held}
        self.fresh.clear()

    def folders(self) -> frozenset[tuple[str, int]]:
        """The folders that are there of all these files lie in, up to the root, each with its inode."""
        wanted: set[Path] = {self.root}
        for name in self.held:
            path = self.root / name
            wanted.update(_up_to(path.parent, self.root))
            if path.is_symlink() or path.parent.resolve() != path.parent:
                wanted.update((path.resolve().parent, path.parent.resolve()))
        found = set()
        for folder in wanted:
            with suppress(OSError):
                found.add((os.fspath(folder), folder.stat().st_ino))
        return frozenset(found)

    def names(self) -> frozenset[str]:
        """Every name that a change of interest may bear: of the files, of what links mean, of the folders above."""
        paths = [self.root / name for name in self.held]
        return frozenset(part for path in paths for part in (*Path(path).parts, path.resolve().name))

    def _holds(self, name: str) -> str:
        try:
            path = os.fspath(self.root / os.fsdecode(name.encode(errors="surrogateescape")))
            status = os.stat(path)  # noqa: PTH116 (of many files, many times)
            if not stat.S_ISREG(status.st_mode):
                return "no file"
            times = (status.st_mtime_ns, status.st_ctime_ns)
            signature = (status.st_dev, status.st_ino, status.st_size, *times)
            known = self._seen.get(name)
            if known is not None and known[0] == signature and max(times) < known[1] - _TICK:
                return known[2]
            at = time.time_ns()
            held = str(signature) if status.st_size > _HASHED else self._read(name, path, status.st_size)
        except FileNotFoundError:
            return "missing"
        except (OSError, ValueError) as error:
            return f"unreadable: {getattr(error, 'errno', 0)}"
        self._seen[name] = (signature, at, held)
        return held

    def _read(self, name: str, path: str, size: int) -> str:
        with open(path, "rb") as file:
            if size > TEXT_LIMIT:
                return hashlib.file_digest(file, "sha256").hexdigest()
            data = self.fresh[name] = file.read(TEXT_LIMIT + 1)
        return hashlib.sha256(data).hexdigest()


def saved_at(root: Path, names: Iterable[str], now: float) -> float:
    """When the last of these files was saved, seconds since 1970: `now` where that cannot be told, or was long ago."""
    found = [now]
    for name in names:
        with suppress(OSError, ValueError):
            found.append((root / name).stat().st_ctime)
    last = max(found[1:], default=now)
    return last if now - _FRESH < last <= now else now


def changes(held: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The names that hold something else now."""
    return sorted(name for name, what in now.items() if held.get(name) != what)


class Watcher:
    """Rings when something happens in the folders it was given that may concern the film: time to look.

    `handle` can be read while it rings.
    """

    def __init__(self) -> None:
        self.handle, self._bell = os.pipe()
        os.set_blocking(self.handle, False)
        os.set_blocking(self._bell, False)
        self._folders: frozenset[tuple[str, int]] = frozenset()
        self._names: frozenset[str] = frozenset()
        self._stop = threading.Event()
        self.blind = ""

    def ring(self) -> None:
        """Let `handle` be read."""
        with suppress(BlockingIOError):
            os.write(self._bell, b"!")

    def rung(self) -> bool:
        """Whether it rang since it was last asked."""
        with suppress(BlockingIOError):
            return bool(os.read(self.handle, 4096))
        return False

    def watch(self, folders: frozenset[tuple[str, int]], names: frozenset[str]) -> None:
        """From now on watch `folders` for changes of what has one of `names`. It rings once the watch has begun."""
        self._names = names
        if folders == self._folders:
            return
        self._stop.set()
        self._folders, self._stop, self.blind = folders, threading.Event(), ""
        notify = _notify([folder for folder, _ in folders])
        if isinstance(notify, str):
            self.blind = notify
            self._folders = frozenset()
            return
        threading.Thread(target=self._listen, args=(notify, self._stop), name="watcher", daemon=True).start()
        self.ring()

    def close(self) -> None:
        """Watch no more."""
        self._stop.set()

    def _listen(self, notify: _Notify, stop: threading.Event) -> None:
        with notify:
            while True:
                found = notify.watch(_LONGEST, STEP, 0, stop)
                if isinstance(found, str):
                    return
                if any(os.path.basename(path) in self._names for _, path in found):  # noqa: PTH119 (a name alone)
                    self.ring()


class _Notify(Protocol):
    """What of watchfiles is used: it watches from the moment it is made."""

    def __enter__(self) -> object: ...

    def __exit__(self, *raised: object) -> object: ...

    def watch(
        self, debounce_ms: int, step_ms: int, timeout_ms: int, stop_event: threading.Event
    ) -> set[tuple[int, str]] | str: ...


def _notify(folders: Iterable[str]) -> _Notify | str:
    """What tells of changes in `folders`, or why the system does not."""
    try:
        from watchfiles._rust_notify import RustNotify
    except ImportError as error:
        raise Stop("watchfiles is not installed", "pip install watchfiles", Exit.ENVIRONMENT) from error
    try:
        return RustNotify(sorted(folders), False, False, 0, False, True)
    except FileNotFoundError:
        return "a folder has just gone"
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EMFILE, errno.ENFILE):
            return "the system watches no more folders"
        return error.strerror or str(error)


def _up_to(folder: Path, root: Path) -> list[Path]:
    """`folder` and all above it up to `root`."""
    found = [folder]
    while folder != root and folder != folder.parent:
        folder = folder.parent
        found.append(folder)
    return found
