"""The ground a store lies on: the folders it has, and what must be so before anything is written or removed there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from milimo_runtime.store import disk

TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by milimo; safe to delete.\n"

FOLDERS = (
    *("ac", "cas", "pre", "tmp", "locks", "last", "journal", "quarantine", "pins", "claims", "manifests", "shown"),
    "takes",
)
_SHARED_OUT = ("ac", "cas", "pre", "locks")  # whose files lie in folders named by their first digits
_DIGITS = 2
_FILES = ("lease", ".gitignore", "rates")
_OURS = re.compile(r"[0-9a-f]{2}|[0-9a-f]{32}(\.json)?|[0-9a-f]{64}|\d{8}T\d{6}-\d+-\d+(\.\w+)?")
"""How what lies in these folders is called."""


def check(store: Path) -> None:
    """What `Store.check` promises."""
    with disk.explained(store):
        _check_place(store)
        links = [store / name for name in FOLDERS if (store / name).is_symlink()]
        links += [Path(entry.path) for entry in shared_out(store) if entry.is_symlink()]
        if links:
            raise disk.DiskTrouble(f"{links[0]} is a link", "remove it; a store keeps no links")
        known = all((store / folder).is_dir() for folder in ("ac", "cas"))
        if not known and not _is_tagged(store) and _holds_anything(store):
            raise disk.DiskTrouble(
                f"{store} holds other things than a store of milimo",
                "point --cache at an empty folder, or at one that does not exist yet",
            )


def _check_place(store: Path) -> None:
    place = store
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    if not place.is_dir():
        where = "it" if place == store else place
        what = "a file" if place.exists() else "a link that leads nowhere"
        raise disk.DiskTrouble(
            f"there can be no store at {store}: {where} is {what}",
            "point --cache or MILIMO_CACHE at a folder, or at one that does not exist yet",
        )


def shared_out(store: Path) -> Iterator[os.DirEntry[str]]:
    """The folders within folders, and whatever stands where one of them belongs."""
    for name in _SHARED_OUT:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(store / name) as entries:
            yield from [entry for entry in entries if len(entry.name) == _DIGITS or entry.is_symlink()]


def _holds_anything(store: Path) -> bool:
    """Whether there is something in it that no store leaves behind when it is founded, or removed, by halves."""
    return store.is_dir() and any("CACHEDIR.TAG" not in p.name and not _is_left(p) for p in store.iterdir())


def _is_left(path: Path) -> bool:
    """Whether a store has this: by its name, and by the names in it where it is a folder."""
    if path.is_symlink():
        return False
    if path.is_dir():
        return path.name in FOLDERS and all(_OURS.fullmatch(name) for name in os.listdir(path))  # noqa: PTH208 (names alone)
    return path.name in _FILES


def _is_tagged(store: Path) -> bool:
    tag = store / "CACHEDIR.TAG"
    return tag.is_file() and not tag.is_symlink() and disk.read_whole(tag) == TAG
