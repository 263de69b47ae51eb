"""What is computed of blobs in a moment, to be shown: kept beside the store, and lost without harm.

A file holds the sha256 of its data, and then the data. What is damaged counts as not there.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from contextlib import suppress
from pathlib import Path

from milimo_runtime.store import disk
from milimo_runtime.store.store import Store

FOLDER = "shown"
_SEAL = 32  # bytes of a sha256

_serial = itertools.count()


def keep(store: Store, digest: str, what: str, data: bytes) -> None:
    """Keep `data`, which `what` names among all that is computed of the blob `digest`.

    Where the disk will not, it is computed again the next time.
    """
    path = _path(store, digest, what)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.{next(_serial)}.part")
    with suppress(disk.DiskTrouble, OSError):
        disk.write_whole(path, hashlib.sha256(data).digest() + data, scratch, durable=False)


def kept(store: Store, digest: str, what: str) -> bytes | None:
    """What was kept; None where there is nothing whole."""
    try:
        held = disk.read_whole(_path(store, digest, what))
    except OSError:
        return None
    data = held[_SEAL:]
    return data if hashlib.sha256(data).digest() == held[:_SEAL] else None


def drop_strays(store: Store) -> None:
    """Remove what was computed of blobs that are gone, and what was left half written."""
    for path in [path for path in (store.path / FOLDER).rglob("*") if path.is_file()]:
        if path.name.startswith(".") or not store.blob_path(path.name.partition("-")[0]).is_file():
            path.unlink(missing_ok=True)


def _path(store: Store, digest: str, what: str) -> Path:
    return store.path / FOLDER / digest[:2] / f"{digest}-{what}"
