"""Keeping the store: how big it is, whether it is sound, and what to let go when it grows too large."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milimo_runtime import fingerprint
from milimo_runtime.store import aside, claims, disk, last, ledger
from milimo_runtime.store.locks import Lock, try_lock
from milimo_runtime.store.pins import pinned_keys
from milimo_runtime.store.records import Damaged, Output, Record, read_record
from milimo_runtime.store.store import Store
from milimo_runtime.store.sweeping import let_go_of_old_runs, remove_tree, sweep


class Busy(Exception):
    """A build is using the store, so nothing may be removed from it."""


@dataclass(frozen=True)
class Stats:
    """What the store holds: units by kind, distinct blobs, bytes, and the seconds it took to make them."""

    units: dict[str, int]
    blobs: int
    bytes: int
    seconds: float
    quarantined: int


@dataclass(frozen=True)
class Verified:
    """What `verify` found: files read, and a sentence for each that was damaged and put aside."""

    checked: int
    damaged: tuple[str, ...]


@dataclass(frozen=True)
class Swept:
    """What `gc` removed."""

    units: int
    bytes: int


def stats(store: Store) -> Stats:
    """Count the store; reads every record, no blob. Raises `DiskTrouble`."""
    store.check()
    with disk.explained(store.path):
        records = [record for _, record in _records(store) if record is not None]
        blobs = list(_files(store.path / "cas"))
        return Stats(
            dict(sorted(Counter(record.kind for record in records).items())),
            len(blobs),
            sum(path.stat().st_size for path in blobs),
            sum(record.seconds for record in records),
            sum(1 for _ in _files(store.path / "quarantine")),
        )


def verify(store: Store) -> Verified:
    """Read every byte of the store; what is damaged is put aside and will be made again when it is wanted.

    Raises `DiskTrouble`, also where something damaged cannot be put aside.
    """
    store.check()
    damaged: list[str] = []
    checked = 0
    with disk.explained(store.path):
        for path in list((store.path / "cas").glob("*/*")):
            checked += 1
            if path.is_symlink() or not path.is_file() or fingerprint.digest(path)[0] != path.name:
                damaged.append(f"the file {path.name[:12]} of the store was damaged")
                store.set_aside(path, damaged[-1])
    for path in list((store.path / "ac").glob("*/*")):
        checked += 1
        try:
            store.peek(path.name)
        except Damaged as damage:
            damaged.append(f"the record {path.name[:12]} of the store was damaged: {damage}")
            store.set_aside(path, damaged[-1])
    return Verified(checked, tuple(damaged))


def size(store: Store) -> int:
    """Bytes of all that is kept by content. Raises `DiskTrouble`."""
    with disk.explained(store.path):
        return _size(store)


def gc(store: Store, most: int) -> Swept:
    """Shrink the store to `most` bytes of blobs.

    Kept whatever happens: what the last build of each film used, what a `milimo.lock` picks, that of a project that
    cannot be looked at just now too, and what is pinned. Of the rest goes first what is old and big and was quick to
    make. Leftovers of killed builds, what was put aside and
    the manifests of films that are no longer on this disk go too.
    Raises `Busy` while a build runs.
    """
    store.check()
    if not store.path.is_dir():
        return Swept(0, 0)
    lease = _alone(store)
    if lease is None:
        raise Busy("a build is using the store; try again when it is done")
    try:
        with disk.explained(store.path):
            return _shrink(store, most)
    finally:
        lease.release()


def _alone(store: Store) -> Lock | None:
    """The store for oneself, or None while a build uses it. Raises `DiskTrouble` where it may only be read."""
    try:
        return try_lock(store.path / "lease")
    except disk.DiskTrouble as trouble:
        remedy = "ask whoever it belongs to, or change its permissions"
        raise disk.DiskTrouble(f"nothing can be removed from this store: {trouble}", remedy) from trouble


def _shrink(store: Store, most: int) -> Swept:
    sweep(store.path)
    remove_tree(store.path / "quarantine")
    remove_tree(store.path / "locks")
    let_go_of_old_runs(store.path / "journal")
    for manifest in list(_files(store.path / "manifests")):
        if manifest.suffix != ".json" or not _is_of_a_film(manifest):
            manifest.unlink(missing_ok=True)
    roots = last.last_keys(store.path) | _claimed_keys(store.path) | pinned_keys(store)
    kept = {path: record for path, record in _records(store) if record is not None}
    before = _size(store)
    uses = Counter(output for record in kept.values() for output in _blobs(record))
    total = sum(output.size for output in uses)
    units = 0
    for path, record in sorted(kept.items(), key=_worth):
        if total <= most:
            break
        if record.key in roots:
            continue
        path.unlink(missing_ok=True)
        store.preimage_path(record.key).unlink(missing_ok=True)
        units += 1
        for output in _blobs(record):
            uses[output] -= 1
            total -= 0 if uses[output] else output.size
    _drop_unused(store, {output.sha256 for output, count in uses.items() if count})
    aside.drop_strays(store)
    return Swept(units, before - _size(store))


def _claimed_keys(store: Path) -> set[str]:
    """What the locks of projects name; of one that cannot be looked at, what it named last. Raises `DiskTrouble`."""
    here = {key for root in {*last.roots(store), *ledger.roots(store)} for key in claims.named(root)}
    return here.union(*(one.keys for one in claims.away(store)))


def _is_of_a_film(manifest: Path) -> bool:
    """Whether the film that `manifest` speaks of is still there. One that is damaged, or half written, is of none."""
    try:
        return Path(json.loads(manifest.read_bytes())["asked"]["film"]).is_file()
    except (ValueError, KeyError, TypeError):
        return False


def _drop_unused(store: Store, used: set[str]) -> None:
    for path in list(_files(store.path / "cas")):
        if path.name not in used:
            path.unlink(missing_ok=True)


def _blobs(record: Record) -> set[Output]:
    return {Output(output.sha256, output.size) for output in record.outputs.values()}


def _worth(entry: tuple[Path, Record]) -> float:
    """How much there is to keep a thing for; least first. Age x size / seconds, negated."""
    path, record = entry
    age = max(1.0, time.time() - path.stat().st_mtime)
    return -age * sum(output.size for output in _blobs(record)) / max(record.seconds, 0.001)


def _records(store: Store) -> Iterator[tuple[Path, Record | None]]:
    for path in _files(store.path / "ac"):
        try:
            yield path, read_record(disk.read_whole(path), path.name)
        except Damaged:
            yield path, None


def _size(store: Store) -> int:
    return sum(path.stat().st_size for path in _files(store.path / "cas"))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
