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
    """A pinned key and all that it was pinned as: `film.mls`, `film.mls 2A`, or "" where the key itself was named."""

    key: str
    labels: tuple[str, ...] = ("",)


def pin(store: Store, keys: Iterable[str], label: str = "") -> int:
    """Keep what is and will be made under `keys`; gives how many of them were not kept before. Raises `DiskTrouble`."""
    store.check()
    lease = shared_lock(store.path / "lease")  # not while something is being let go of
    try:
        known = {one.key: one for one in pins(store)}
        wanted = sorted(set(keys))
        for key in wanted:
            labels = known[key].labels if key in known else ()
            if label not in labels:
                _write(store, Pin(key, (*labels, label)))
        return sum(key not in known for key in wanted)
    finally:
        lease.release()


def unpin(store: Store, keys: Iterable[str], label: str = "") -> int:
    """Let go of what was kept as `label`; gives how many of `keys` nothing keeps any more. Raises `DiskTrouble`.

    What is pinned as something else too stays pinned as that.
    """
    store.check()
    wanted, taken = set(keys), 0
    with disk.explained(store.path / "pins"):
        for one in pins(store):
            if one.key not in wanted or label not in one.labels:
                continue
            if left := tuple(other for other in one.labels if other != label):
                _write(store, Pin(one.key, left))
            else:
                (store.path / "pins" / one.key).unlink()
                taken += 1
    return taken


def pins(store: Store) -> tuple[Pin, ...]:
    """Every pin, by key. One whose labels cannot be read is a pin all the same, of the key itself."""
    folder = store.path / "pins"
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return tuple(Pin(name, _labels(folder / name)) for name in names if len(name) == 64 and set(name) <= _DIGITS)


def _write(store: Store, one: Pin) -> None:
    path = store.path / "pins" / one.key
    data = json.dumps({"labels": sorted(one.labels)}).encode()
    disk.write_whole(path, data, path.with_name(f".{one.key}.{os.getpid()}.part"))


def _labels(path: Path) -> tuple[str, ...]:
    try:
        return tuple(map(str, json.loads(disk.read_whole(path))["labels"])) or ("",)
    except (OSError, ValueError, KeyError, TypeError):
        return ("",)


def pinned_keys(store: Store) -> set[str]:
    """The keys that `gc` leaves alone because they are pinned."""
    return {one.key for one in pins(store)}
