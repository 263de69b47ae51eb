"""Every render of every shot of a film, with its seed and its words: what was paid for, and is not forgotten.

    takes/FILM/shots           the film's shots as they were last built, and those that have gone
    takes/FILM/NUMBER-KEY      one render of the shot NUMBER: written when it is begun, again when it is done

A render is a file of its own, so that builds beside each other add theirs and nothing is ever rewritten that another
one wrote. A shot keeps its number from version to version as `identity.py` tells; it is given out under a lock.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from milimo_lang.ir.identity import Known, followed
from milimo_runtime.seen import Memory
from milimo_runtime.store import disk
from milimo_runtime.store.last import own_root
from milimo_runtime.store.locks import lone_lock
from milimo_runtime.store.records import Damaged, sealed, unsealed
from milimo_runtime.store.store import Run, Store

SHOTS, RENDER = "milimo.shots/1", "milimo.take/1"

_NAME = "shots"
_RENDER = re.compile(r"\d+-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Render:
    """A picture that was made of a shot.

    `shot` is the shot's number in the film, `known` how it was known then; `take` and `seed` which of its takes,
    `content` what of, `prompt` its words, `model` and `size` ("1280x720") how. `key` is the key of the picture; of one
    that is done `sha256`, `bytes` and `frames` tell what came out, `at` when (seconds since 1970) and `seconds` how
    long it took.
    """

    shot: int
    known: Known
    take: int
    seed: int
    content: str
    prompt: str
    model: str
    size: str
    key: str
    sha256: str = ""
    bytes: int = 0
    frames: int = 0
    at: float = 0.0
    seconds: float = 0.0

    @property
    def done(self) -> bool:
        """Whether it is known to have come out."""
        return bool(self.sha256)


@dataclass(frozen=True)
class Cast:
    """The shots of a film: those of its last build with their numbers, in order, and those that have gone."""

    here: tuple[tuple[int, Known], ...] = ()
    gone: tuple[tuple[int, Known], ...] = ()


class Ledger:
    """The renders of the film `film` (its name in the store), of the project at `root`."""

    def __init__(self, store: Store, film: str, root: Path) -> None:
        self.store = store
        self.film = film
        self.root = root

    @property
    def folder(self) -> Path:
        return self.store.path / "takes" / self.film

    # ------------------------------------------------------------ reading

    def renders(self, memory: Memory | None = None) -> list[Render]:
        """Every render, the oldest first. What is damaged is passed over; what `memory` has is not read again."""
        return read_renders(self.folder, memory)

    def numbers(self, shots: Sequence[Known]) -> list[int | None]:
        """The number of each of `shots`, None for one that was never built. Nothing is written."""
        return _numbered(self.cast(), shots)

    def cast(self) -> Cast:
        """The shots of the last build; told from the renders where that file is lost or damaged."""
        return read_cast(self.folder)

    def has(self, shot: int, key: str) -> bool:
        """Whether a render that is done is written down, with what it was made of."""
        found = _read(self._path(shot, key))
        return found is not None and found.done and bool(found.content)

    # ------------------------------------------------------------ writing

    def follow(self, run: Run, shots: Sequence[Known]) -> list[int]:
        """The number of each of `shots`, new ones for new shots; remembered for the next version."""
        lock = lone_lock(self.store.path / "locks" / self.film[:2] / self.film)
        try:
            cast = self.cast()
            numbers = _numbered(cast, shots)
            if [*zip(numbers, shots, strict=True)] == [*cast.here]:
                return [number for number in numbers if number is not None]
            free = 1 + max((number for number, _ in (*cast.here, *cast.gone)), default=0)
            given: list[int] = []
            for number in numbers:
                given.append(free if number is None else number)
                free += number is None
            here = tuple(zip(given, shots, strict=True))
            filmed = {int(path.name.partition("-")[0]) for path in _files(self.folder)} - set(given)
            gone = tuple(entry for entry in (*cast.here, *cast.gone) if entry[0] in filmed)
            line = sealed(self._cast_fields(Cast(here, gone)))
            self.store.write(run, self.folder / _NAME, line, durable=False)
            return given
        finally:
            lock.release(remove=True)

    def take_over(self, run: Run, film: str) -> None:
        """Begin with all that is written down of `film`, in one step; not where something is written down already.

        What was written down stays where it is too. Raises `DiskTrouble`.
        """
        lock = lone_lock(self.store.path / "locks" / self.film[:2] / self.film)
        try:
            with disk.explained(self.folder):
                if self.folder.exists():
                    return
                scratch, source = self.store.scratch_name(run), self.folder.with_name(film)
                disk.make_directory(scratch)
                for path in map(Path, _files(source)):
                    _shared(path, scratch / path.name)
                fields = self._cast_fields(read_cast(source))
                disk.write_whole(scratch / _NAME, sealed(fields), scratch / f".{_NAME}")
                scratch.rename(self.folder)
                disk.sync_directory(self.folder.parent)
        finally:
            lock.release(remove=True)

    def add(self, run: Run, render: Render, *, durable: bool = False) -> None:
        """Write `render` down; one that is done stays as it was. `durable`: a crash does not take it away again.

        Raises `DiskTrouble`.
        """
        if not self.has(render.shot, render.key):
            self.store.write(run, self._path(render.shot, render.key), _line(render), durable=durable)

    def _cast_fields(self, cast: Cast) -> dict[str, Any]:
        lists = {
            part: [[number, known.id, known.scene, known.body, known.words] for number, known in getattr(cast, part)]
            for part in ("here", "gone")
        }
        return {"schema": SHOTS, "root": own_root(self.store.path, self.root), **lists}

    def _path(self, shot: int, key: str) -> Path:
        return self.folder / _name(shot, key)


def _numbered(cast: Cast, shots: Sequence[Known]) -> list[int | None]:
    """Those of the last build are followed first; what then is left may be one that had gone."""
    numbers: list[int | None] = [None] * len(shots)
    if [known for _, known in cast.here] == list(shots):
        return [number for number, _ in cast.here]
    for index, before in followed([known for _, known in cast.here], shots).items():
        numbers[index] = cast.here[before][0]
    left = [index for index, number in enumerate(numbers) if number is None]
    again = followed([known for _, known in cast.gone], [shots[index] for index in left]) if left else {}
    for index, before in again.items():
        numbers[left[index]] = cast.gone[before][0]
    return numbers


def read_renders(folder: Path, memory: Memory | None = None) -> list[Render]:
    """The whole renders of the ledger in `folder`, the oldest first."""
    found = (_recalled(path, memory) for path in _names(folder))
    return sorted(filter(None, found), key=lambda one: (one.at, one.shot, one.take, one.key))


def read_cast(folder: Path) -> Cast:
    """What `Ledger.cast` gives of the ledger in `folder`."""
    if (cast := _cast(folder / _NAME)) is not None:
        return cast
    latest = {one.shot: one.known for one in read_renders(folder)}
    return Cast((), tuple(sorted(latest.items(), key=lambda entry: entry[0])))


def is_whole(path: Path) -> bool | None:
    """Whether the file `path` of a ledger is as it was written; None of what is no file of one."""
    if path.name == _NAME:
        return _cast(path) is not None
    return _read(path) is not None if _RENDER.fullmatch(path.name) else None


def write_render(folder: Path, render: Render) -> None:
    """Write `render` down where its file was lost. Raises `DiskTrouble`."""
    path = folder / _name(render.shot, render.key)
    disk.write_whole(path, _line(render), path.with_name(f".{path.name}.{os.getpid()}.part"), durable=False)


def _shared(path: Path, other: Path) -> None:
    """The file `path` under a second name. Neither is ever written to, so it may be the same one."""
    try:
        os.link(path, other)
    except OSError:  # a file system without second names
        disk.write_whole(other, disk.read_whole(path), other.with_name(f".{other.name}"))


def _name(shot: int, key: str) -> str:
    return f"{shot}-{key[:32]}"


def _line(render: Render) -> bytes:
    known = render.known
    fields = {**asdict(render), "known": [known.id, known.scene, known.body, known.words]}
    return sealed({"schema": RENDER, **fields})


def _files(folder: Path) -> Iterator[Path]:
    return map(Path, _names(folder))


def _names(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            yield from (entry.path for entry in entries if _RENDER.fullmatch(entry.name))
    except OSError:
        return


def _cast(path: Path) -> Cast | None:
    try:
        fields = unsealed(disk.read_whole(path))
        return Cast(*(tuple((n, Known(*known)) for n, *known in fields[part]) for part in ("here", "gone")))
    except (OSError, Damaged, KeyError, TypeError, ValueError):
        return None


def _recalled(path: str, memory: Memory | None) -> Render | None:
    """The render at `path`. One that is done stays as it is, so it is not read twice."""
    if memory is None:
        return _read(Path(path))
    memory.wait()
    render: Render | None = memory.find(path, ())
    if render is None and (render := _read(Path(path))) is not None and render.done:
        memory.put(path, (), render)
    return render


def _read(path: Path) -> Render | None:
    try:
        fields = unsealed(disk.read_whole(path))
        if fields.pop("schema") != RENDER or path.name != _name(fields["shot"], fields["key"]):
            return None
        return replace(Render(**fields), known=Known(*fields["known"]))
    except (OSError, Damaged, KeyError, TypeError, ValueError):
        return None


def folders(store: Path) -> list[Path]:
    """The ledgers of `store`, one a film."""
    try:
        return sorted(entry for entry in (store / "takes").iterdir() if entry.is_dir() and not entry.is_symlink())
    except (FileNotFoundError, NotADirectoryError):
        return []


def roots(store: Path) -> Iterator[Path]:
    """The folders of the projects whose films were built with `store`, as far as the ledgers are whole."""
    yield from filter(None, (root_of(store, film) for film in folders(store)))


def root_of(store: Path, film: Path) -> Path | None:
    """The folder of the project whose ledger `film` is, where that can be read."""
    try:
        return store.parent / str(unsealed(disk.read_whole(film / _NAME))["root"])
    except (OSError, Damaged, KeyError, TypeError, ValueError):
        return None
