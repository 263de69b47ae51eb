"""A lost power supply: whatever was not synced is kept or lost at random, and the store still gives no wrong byte.

Every change a build makes is recorded. A crash is then made up at some place of the record: of each file what was
written since its last fsync is there, or not, or in part, or as zeros; of each folder any of the entries made or taken
away since its last fsync are there or not. That is harsher than file systems are, which keep an order. Then:

- the next build ends as a clean one, and nothing in the store is damaged: no record names what is not whole;
- what was told as done before the crash is not made again.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.soak.calls import Call
from tests.soak.kills import settled
from tests.soak.studio import FILM, Studio


@dataclass(frozen=True)
class Change:
    """A change as it was made: `file` numbers what the name stood for then; `at` is the place of a write."""

    name: str
    path: str = ""
    target: str = ""
    file: int = 0
    at: int = 0
    data: bytes = b""


class Recorder:
    """A gate that lets everything through and writes it down; `save` keeps it beside the project."""

    def __init__(self, into: Path) -> None:
        self.changes: list[Change] = []
        self._into = into
        self._files: dict[int, int] = {}

    def __call__(self, _number: int, call: Call, make: Callable[[], Any]) -> Any:
        at = os.lseek(call.handle, 0, os.SEEK_CUR) if call.name == "write" else 0
        there = os.path.lexists(call.path)
        made = make()
        match call.name:
            case "open":
                self._opened(call, made, there)
            case "write":
                data = call.data[:made]
                self._note(Change("write", call.path, file=self._file(call.handle), at=at, data=data))
            case "fsync":
                folder = stat.S_ISDIR(os.fstat(call.handle).st_mode)
                self._note(Change("fsync folder" if folder else "fsync", call.path, file=self._file(call.handle)))
            case "replace" | "rename":
                self._note(Change("replace", call.path, call.target))
            case "unlink" | "remove" | "rmdir" | "mkdir":
                self._note(Change(call.name.replace("remove", "unlink"), call.path))
            case "chmod" | "fchmod" | "utime":
                pass
            case other:
                raise AssertionError(f"{other} is not modelled")
        return made

    def _opened(self, call: Call, handle: int, there: bool) -> None:
        if call.flags & os.O_TMPFILE == os.O_TMPFILE:
            return
        number = os.fstat(handle).st_ino
        if not there:
            self._files[number] = len(self._files) + 1 + 1_000_000 * len(self.changes)
            self._note(Change("create", call.path, file=self._files[number]))
        elif call.flags & os.O_TRUNC:
            self._note(Change("truncate", call.path, file=self._files.get(number, number)))

    def _file(self, handle: int) -> int:
        number = os.fstat(handle).st_ino
        return self._files.get(number, number)

    def _note(self, change: Change) -> None:
        self.changes.append(change)
        if change.path.endswith(".jsonl") and change.name == "write" and b'"finished"' in change.data:
            self._into.write_bytes(pickle.dumps(self.changes))


@dataclass
class _File:
    synced: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)


@dataclass
class _Folder:
    synced: dict[str, tuple[str, Any]] = field(default_factory=dict)
    since: list[tuple[str, tuple[str, Any] | None]] = field(default_factory=list)


class Disk:
    """What a disk holds for sure, and what it has been told since."""

    def __init__(self, root: str, files: Mapping[str, bytes | None]) -> None:
        """The disk with `files` (None for a folder) by full path, all of them synced."""
        self._root = root
        self._folders: dict[str, _Folder] = {root: _Folder()}
        self._files: dict[int, _File] = {}
        self._named: dict[str, int] = {}
        for number, path in enumerate(sorted(files)):
            data, (folder, name) = files[path], os.path.split(path)
            if data is None:
                self._folders[path] = _Folder()
                self._folders[folder].synced[name] = ("folder", path)
            else:
                self._named[path] = -1 - number
                self._files[-1 - number] = _File(data)
                self._folders[folder].synced[name] = ("file", -1 - number)

    def do(self, change: Change) -> None:
        folder, name = os.path.split(change.path)
        match change.name:
            case "create":
                self._files[change.file] = _File()
                self._name(change.path, change.file)
            case "write":
                self._files[change.file].since.append((change.at, change.data))
            case "truncate":
                self._files[self._named[change.path]].since.append((0, None))
            case "fsync":
                file = self._files[change.file]
                file.synced, file.since = _written(file.synced, file.since), []
            case "fsync folder":
                self._sync(self._folders[change.path])
            case "replace":
                file_number = self._named.pop(change.path)
                self._folders[folder].since.append((name, None))
                self._name(change.target, file_number)
            case "unlink":
                self._named.pop(change.path, None)
                self._folders[folder].since.append((name, None))
            case "mkdir":
                self._folders[change.path] = _Folder()
                self._folders[folder].since.append((name, ("folder", change.path)))
            case "rmdir":
                self._folders[folder].since.append((name, None))

    def _name(self, path: str, file: int) -> None:
        self._named[path] = file
        folder, name = os.path.split(path)
        self._folders[folder].since.append((name, ("file", file)))

    @staticmethod
    def _sync(folder: _Folder) -> None:
        _apply(folder.synced, folder.since)
        folder.since = []

    def after_a_crash(self, chance: Random) -> dict[str, bytes | None]:
        """What may be found when the power is back."""
        kept = chance.choice([0.0, 0.2, 0.5, 0.8, 1.0])
        found: dict[str, bytes | None] = {}
        todo = [self._root]
        while todo:
            path = todo.pop()
            folder = self._folders[path]
            entries = dict(folder.synced)
            _apply(entries, [one for one in folder.since if chance.random() < kept])
            for name, (kind, what) in sorted(entries.items()):
                full = f"{path}/{name}"
                found[full] = None if kind == "folder" else _torn(self._files[what], chance)
                if kind == "folder":
                    todo.append(full)
        return found


def _apply(entries: dict[str, tuple[str, Any]], changes: Sequence[tuple[str, tuple[str, Any] | None]]) -> None:
    for name, entry in changes:
        entries.pop(name, None)
        if entry is not None:
            entries[name] = entry


def _written(data: bytes, writes: Sequence[tuple[int, bytes | None]]) -> bytes:
    for at, part in writes:
        data = b"" if part is None else data[:at].ljust(at, b"\0") + part + data[at + len(part) :]
    return data


def _torn(file: _File, chance: Random) -> bytes:
    """The bytes of a file some of whose writes may not have come to the disk."""
    if not file.since:
        return file.synced
    whole = _written(file.synced, file.since)
    ways = [file.synced, whole, bytes(len(whole)), whole[: chance.randint(0, len(whole))]]
    return chance.choice([*ways, chance.randbytes(len(whole))])


# ---------------------------------------------------------------- trials


@dataclass(frozen=True)
class Record:
    """A build's changes, and what lay in the project before."""

    before: Mapping[str, bytes | None]
    changes: Sequence[Change]


_UNSYNCED = (".milimo/pre/", ".milimo/journal/", ".milimo/takes/", ".milimo/quarantine/")
"""What only explains is not synced, and may be empty after a crash; whoever reads it can tell, and may put it aside."""
EDITED = FILM.replace("lamp goes", "pipe goes")


def trial(place: Path, seed: int) -> int:
    """Cut the power in a build as `seed` says: a first one, or one after an edit."""
    chance = Random(seed)
    edited = chance.random() < 0.5
    record = recorded(place.parent, edited)
    each(place.parent, chance.randint(1, len(record.changes)), chance, edited=edited)
    return 1


def each(folder: Path, at: int, chance: Random, *, edited: bool) -> None:
    """Cut the power after change `at` of the record."""
    record, studio = recorded(folder, edited), _studio(folder, edited)
    disk = Disk(str(studio.root), record.before)
    for change in record.changes[:at]:
        disk.do(change)
    _put(studio.root, disk.after_a_crash(chance))
    last = settled(studio, EDITED if edited else FILM, folder, spared=_UNSYNCED)
    again = {event["key"] for event in last.events if event["event"] == "done"}
    assert again & _done(record.changes[:at]) == set(), "made again though it was told as done"


@cache
def recorded(folder: Path, edited: bool) -> Record:
    """The record of a build, kept for all trials in `folder`."""
    studio = _studio(folder, edited)
    if edited:
        assert studio.milimo("build", "film.mls").code == 0
        (studio.root / "film.mls").write_text(EDITED, encoding="utf-8")
    before = _found(studio.root)
    into = folder / f"record-{edited}"
    assert studio.milimo("build", "film.mls", "--json", gate=Recorder(into)).code == 0
    return Record(before, pickle.loads(into.read_bytes()))


def _studio(folder: Path, edited: bool) -> Studio:
    return Studio(folder / f"power-{edited}" / "project")


def _done(changes: Sequence[Change]) -> set[str]:
    """The keys that were told as done."""
    journal = b"".join(one.data for one in changes if one.name == "write" and one.path.endswith(".jsonl"))
    events = [json.loads(line) for line in journal.splitlines()]
    return {event["key"] for event in events if event["event"] == "done"}


def _found(root: Path) -> dict[str, bytes | None]:
    return {str(path): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")}


def _put(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Make `files` what lies in `root`."""
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, data in sorted(files.items()):
        if data is None:
            Path(name).mkdir(mode=0o700)
        else:
            Path(name).write_bytes(data)
