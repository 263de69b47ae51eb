"""What `gc` may never let go, whatever it is asked: `pins/KEY` names what was pinned, and why it is kept.

A pin holds a key, not bytes: what is pinned and found damaged is made again under the same key.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from milimo_runtime.store import disk
from milimo_runtime.store.locks import shared_lock
from milimo_runtime.store.store import Store

_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned key and what it was pinned as: `film.mls`, `film.mls 2A`, or "" where only the key was named."""

    key: str
    label: str = ""


def pin(store: Store, keys: Iterable[str], label: str = "") -> int:
    """Keep what is and will be made under `keys`; gives how many of them were not kept before. Raises `DiskTrouble`."""
    store.check()
    lease = shared_lock(store.path / "lease")  # not while something is being let go of
    try:
        known = {one.key: one.label for one in pins(store)}
        wanted = sorted(set(keys))
        for key in wanted:
            if known.get(key) != label:
                path = store.path / "pins" / key
                scratch = path.with_name(f".{key}.{os.getpid()}.part")
                disk.write_whole(path, json.dumps({"label": label}).encode(), scratch)
        return sum(key not in known for key in wanted)
    finally:
        lease.release()


def unpin(store: Store, keys: Iterable[str]) -> int:
    """Let `gc` have what was kept for `keys`; gives how many of them were. Raises `DiskTrouble`."""
    store.check()
    taken = 0
    with disk.explained(store.path / "pins"):
        for key in set(keys):
            path = store.path / "pins" / key
            if path.is_file():
                path.unlink()
                taken += 1
    return taken


def pins(store: Store) -> tuple[Pin, ...]:
    """Every pin, by key. One whose label cannot be read is a pin all the same."""
    folder = store.path / "pins"
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return tuple(Pin(name, _label(folder / name)) for name in names if len(name) == 64 and set(name) <= _DIGITS)


def _label(path: Path) -> str:
    try:
        return str(json.loads(disk.read_whole(path))["label"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def pinned_keys(store: Store) -> set[str]:
    """The keys that `gc` leaves alone because they are pinned."""
    return {one.key for one in pins(store)}
