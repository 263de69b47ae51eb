"""What the server hands out besides the page: films and pictures, each under a name that follows from its content.

A name is looked up among those that were put here; none is ever a path. A film stays open: what replaces its file on
the disk changes nothing of it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_BLOCK = 1 << 18
"""Bytes of a film that are read at a time."""
_FILMS = 3
"""Films that are kept: what plays now, and what a page that has not heard of it yet plays."""
_PICTURES = 8192
"""Pictures that are kept: those of a long film, and those of its last cuts."""


def picture_name(data: bytes) -> str:
    """What a picture is called: by its content."""
    return f"picture/{hashlib.sha256(data).hexdigest()[:32]}"


ENDINGS = {"picture": "mp4", "sound": "flac"}
"""Of the films of takes, and of their sounds."""


def take_name(digest: str, what: str) -> str:
    """What the film of a take is called, or its sound: by its content."""
    return f"take/{digest[:32]}.{ENDINGS[what]}"


@dataclass(frozen=True)
class Resource:
    """Bytes of a media type: in memory, in an open file, or at a path; `tag` is different wherever they are."""

    kind: str
    tag: str
    size: int
    data: bytes | None = None
    file: BinaryIO | None = None
    path: Path | None = None

    def read(self, first: int, count: int) -> Iterator[bytes]:
        """Bytes [first, first + count) in pieces. Raises `OSError` where the file was let go."""
        if self.data is not None:
            yield self.data[first : first + count]
            return
        own = self._opened()
        try:
            end = first + count
            while first < end and (block := os.pread(own, min(_BLOCK, end - first), first)):
                yield block
                first += len(block)
        finally:
            os.close(own)

    def _opened(self) -> int:
        if self.path is not None:
            return os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        if self.file is None or self.file.closed:
            raise OSError("the film was let go")
        return os.dup(self.file.fileno())


class Resources:
    """All there is to be handed out, by name. May be asked and added to from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pictures: dict[str, Resource] = {}
        self._films: dict[str, Resource] = {}
        self._takes: dict[str, Path] = {}
        self._takes_before: dict[str, Path] = {}

    def picture(self, data: bytes, kind: str = "image/webp") -> str:
        """The name of a picture."""
        name = picture_name(data)
        self.pictures({name: data}, kind)
        return name

    def pictures(self, several: Mapping[str, bytes], kind: str = "image/webp") -> None:
        """Pictures by the names that `picture_name` gives."""
        with self._lock:
            for name, data in several.items():
                self._pictures.pop(name, None)
                self._pictures[name] = Resource(kind, name.rpartition("/")[2], len(data), data)
            while len(self._pictures) > max(_PICTURES, len(several)):
                del self._pictures[next(iter(self._pictures))]

    def film(self, path: Path, digest: str) -> str:
        """The name of the film at `path`, which has this digest. Raises `OSError` when it cannot be read."""
        name = f"film/{digest[:32]}.mp4"
        with self._lock:
            if (known := self._films.pop(name, None)) is None:
                file = path.open("rb")
                known = Resource("video/mp4", digest[:32], os.fstat(file.fileno()).st_size, file=file)
            self._films[name] = known
            while len(self._films) > _FILMS:
                self._let_go(next(iter(self._films)))
        return name

    def takes(self, files: Mapping[str, Path]) -> None:
        """From now on films of takes and their sounds are these, by name; those before stay until the next come."""
        with self._lock:
            self._takes, self._takes_before = dict(files), self._takes

    def get(self, name: str) -> Resource | None:
        """What is called `name`, None where nothing is."""
        with self._lock:
            found = self._pictures.get(name) or self._films.get(name)
            path = self._takes.get(name) or self._takes_before.get(name)
        return found or (_take(name, path) if path is not None else None)

    def close(self) -> None:
        """Let go of all films."""
        with self._lock:
            for name in list(self._films):
                self._let_go(name)

    def _let_go(self, name: str) -> None:
        file = self._films.pop(name).file
        if file is not None:
            file.close()


_KINDS = {"mp4": "video/mp4", "flac": "audio/flac"}


def _take(name: str, path: Path) -> Resource | None:
    """The file at `path`, which is opened when it is read: a film may have thousands of takes."""
    _, _, called = name.partition("/")
    tag, _, ending = called.partition(".")
    try:
        status = path.lstat()
    except OSError:
        return None
    return Resource(_KINDS[ending], tag, status.st_size, path=path) if stat.S_ISREG(status.st_mode) else None
