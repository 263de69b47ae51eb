"""What the `milimo.lock` of each film's project names, noted in the store: `claims/FILM`.

A project that was moved, or lies on a disk that is not there just now, cannot be asked what it keeps. Until it can, or
somebody says that it has gone for good, `gc` goes by what it named last.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milimo_lang.ir.lock import NAME as LOCK
from milimo_runtime.store import disk
from milimo_runtime.store.last import film_name, own_root
from milimo_runtime.store.locks import shared_lock
from milimo_runtime.store.records import Damaged, sealed, unsealed
from milimo_runtime.store.store import Store

FOLDER = "claims"
SCHEMA = "milimo.claim/1"

_KEY = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Claim:
    """What the project of `film` named when it was last looked at. Of a note that is damaged `film` is None."""

    note: Path
    root: Path | None
    film: Path | None
    keys: frozenset[str]

    @property
    def there(self) -> bool:
        """Whether the project can be asked itself: its lock or this film of it can be looked at."""
        return any(path is not None and path.is_file() for path in (self.root and self.root / LOCK, self.film))


def claim(store: Store, root: Path, entry: str) -> None:
    """Note what the lock of the project at `root`, whose film `entry` is, names now. Raises `DiskTrouble`.

    Nothing is written where that is noted already, nor of a film that never named anything.
    """
    path = store.path / FOLDER / film_name(store.path, root, entry)
    film = os.fsencode(entry).hex()  # a name of a file need not be UTF-8
    fields = {"schema": SCHEMA, "root": own_root(store.path, root), "film": film, "keys": sorted(named(root))}
    line = sealed(fields)
    before = _read(path)
    if before == line or (before is None and not fields["keys"]):
        return
    lease = shared_lock(store.path / "lease")  # not while something is being let go of
    try:
        if path.is_dir() and not path.is_symlink():
            store.set_aside(path, f"a folder stood in the store where a file belongs, {path.name}; put aside")
        disk.sweep_parts(path)
        disk.write_whole(path, line, path.with_name(f".{path.name}.{os.getpid()}.part"))
    finally:
        lease.release()


def named(root: Path) -> set[str]:
    """Every key that the lock of the project at `root` speaks of; none where there is no lock.

    The text is searched, not understood: a lock in the middle of a merge loses nothing. Raises `DiskTrouble` for one
    that is there and cannot be read.
    """
    try:
        return _keys((root / LOCK).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except OSError as error:
        raise disk.trouble(error.errno, root / LOCK) from error


def away(store: Path) -> list[Claim]:
    """The claims of projects that cannot be looked at just now. Raises `DiskTrouble`."""
    with disk.explained(store):
        return [one for one in _claims(store) if not one.there]


def damaged(store: Path) -> list[Path]:
    """The notes that are not as they were written: what can still be read of them counts until their film is built."""
    return [one.note for one in _claims(store) if one.film is None]


def _claims(store: Path) -> Iterator[Claim]:
    try:
        notes = sorted((store / FOLDER).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    for note in notes:
        text = _read(note)
        if note.name.startswith(".") or text is None:
            continue
        try:
            fields = unsealed(text)
            root = store.parent / fields["root"]
            film = root / os.fsdecode(bytes.fromhex(fields["film"]))
            yield Claim(note, root, film, frozenset(fields["keys"]))
        except (Damaged, KeyError, TypeError, ValueError):
            yield Claim(note, None, None, frozenset(_keys(text)))


def _keys(text: bytes) -> set[str]:
    return {found.decode() for found in _KEY.findall(text)}


def _read(note: Path) -> bytes | None:
    try:
        return disk.read_whole(note)
    except OSError:
        return None
