"""What the server hands out besides the page: films and pictures, each under a name that follows from its content.

A name is looked up among those that were put here; none is ever a path. A film stays open: what replaces its file on
the disk changes nothing of it.
"""

from __future__ import annotations

import hashlib
import os
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


@dataclass(frozen=True)
class Resource:
    """Bytes of a media type, in memory or in an open file; `tag` is different wherever they are."""

    kind: str
    tag: str
    size: int
    data: bytes | None = None
    file: BinaryIO | None = None

    def read(self, first: int, count: int) -> Iterator[bytes]:
        """Bytes [first, first + count) in pieces. Raises `OSError` where the file was let go."""
        if self.data is not None:
            yield self.data[first : first + count]
            return
        if self.file is None or self.file.closed:
            raise OSError("the film was let go")
        own = os.dup(self.file.fileno())
        try:
            end = first + count
            while first < end and (block := os.pread(own, min(_BLOCK, end - first), first)):
                yield block
                first += len(block)
        finally:
            os.close(own)


class Resources:
    """All there is to be handed out, by name. May be asked and added to from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pictures: dict[str, Resource] = {}
        self._films: dict[str, Resource] = {}

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

    def get(self, name: str) -> Resource | None:
        """What is called `name`, None where nothing is."""
        with self._lock:
            return self._pictures.get(name) or self._films.get(name)

    def close(self) -> None:
        """Let go of all films."""
        with self._lock:
            for name in list(self._films):
                self._let_go(name)

    def _let_go(self, name: str) -> None:
        file = self._films.pop(name).file
        if file is not None:
            file.close()
