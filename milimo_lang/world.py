"""The compiler's only door to the outside: reading texts and asking facts about media files.

Paths are POSIX and relative to the project's root; nothing outside the root can be reached. What was asked is
recorded in `seen`, which is what a watcher watches. Pictures' sizes come from their headers; the length of sound and
video from `probe`, which whoever builds the world hands in (the compiler itself never opens media).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Protocol

TEXT_LIMIT = 32 * 2**20
"""Bytes of the longest screenplay file read; a feature film is under 0.5 MB."""

PICTURE_LIMIT = 2**30
"""Bytes of the largest picture; a hundred million pixels of sixteen bits take 0.8 GB uncompressed."""

_PICTURE_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
WEIGHTS = frozenset({".safetensors"})


class Trouble(StrEnum):
    """Why a file could not be had."""

    MISSING = "missing"
    DIRECTORY = "directory"
    OUTSIDE = "outside"
    UNREADABLE = "unreadable"
    NOT_TEXT = "not-text"
    TOO_BIG = "too-big"
    NOT_MEDIA = "not-media"


class NotHad(Exception):
    """A file that could not be had; `sentence` and `remedy` are for the writer.

    Of a file that is not text, `salvage` is what could be read of it and `offset` where the first trouble stands in it.
    """

    def __init__(
        self,
        trouble: Trouble,
        sentence: str,
        remedy: str = "",
        *,
        salvage: str | None = None,
        offset: int = 0,
    ) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.sentence = sentence
        self.remedy = remedy
        self.salvage = salvage
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file: `size` in bytes; `pixels` (width, height); `frames` of a video; `seconds` of sound
    or video; whether it can be `heard`. None where it does not apply or is not known.
    """

    size: int
    pixels: tuple[int, int] | None = None
    frames: int | None = None
    seconds: Fraction | None = None
    heard: bool | None = None


Probe = Callable[[Path], Facts]
"""Looks into a sound or video file. Raises `NotHad` with a sentence when it is not one."""


class World(Protocol):
    """Where texts and facts come from."""

    def read(self, path: str) -> str:
        """The text of `path`. Raises `NotHad`."""
        ...

    def facts(self, path: str) -> Facts:
        """Facts of the media file `path`. Raises `NotHad`."""
        ...

    def beside(self, path: str) -> tuple[str, ...]:
        """Names of the files in the folder of `path`, for did-you-mean. Empty where there is none."""
        ...


@dataclass
class MemoryWorld:
    """Texts from a dictionary, above another world: tests, and the unsaved files of an editor."""

    files: Mapping[str, str]
    media: Mapping[str, Facts] = field(default_factory=dict)
    below: World | None = None

    def read(self, path: str) -> str:
        proper(path)
        if path in self.files:
            return self.files[path]
        if self.below is not None:
            return self.below.read(path)
        raise NotHad(Trouble.MISSING, f"there is no file {path}")

    def facts(self, path: str) -> Facts:
        proper(path)
        if path in self.media:
            return self.media[path]
        if self.below is not None:
            return self.below.facts(path)
        raise NotHad(Trouble.MISSING, f"there is no file {path}")

    def beside(self, path: str) -> tuple[str, ...]:
        folder = PurePosixPath(path).parent
        own = {PurePosixPath(name).name for name in (*self.files, *self.media) if PurePosixPath(name).parent == folder}
        return tuple(sorted(own.union(self.below.beside(path) if self.below else ())))


@dataclass
class DiskWorld:
    """The files under `root`."""

    root: Path
    probe: Probe | None = None
    seen: dict[str, str | None] = field(default_factory=dict)
    """Every path asked for, with the sha256 of its text where it was read as text."""
    held: Mapping[str, bytes] = field(default_factory=dict)
    """Texts that were read a moment ago: they count, whatever their files hold by now."""
    texts: dict[str, bytes] = field(default_factory=dict)
    """What was read as text."""

    def read(self, path: str) -> str:
        self.seen.setdefault(path, None)
        file = self._inside(path)
        data = self.texts[path] = self.held[path] if path in self.held else contents(file, path)
        self.seen[path] = hashlib.sha256(data).hexdigest()
        return decode(data, path)

    def facts(self, path: str) -> Facts:
        self.seen.setdefault(path, None)
        file = self._inside(path)
        size = _regular(file, path).st_size
        if file.suffix.lower() in PICTURES:
            if size > PICTURE_LIMIT:
                raise NotHad(Trouble.TOO_BIG, f"{path} is larger than 1 GiB", "save it again, smaller")
            return Facts(size, pixels=_pixels(file, path))
        if file.suffix.lower() in WEIGHTS:
            return Facts(size)
        return self.probe(file) if self.probe else Facts(size)

    def beside(self, path: str) -> tuple[str, ...]:
        try:
            folder = self._inside(path).parent
            return tuple(sorted(entry.name for entry in os.scandir(folder) if entry.is_file()))
        except (OSError, NotHad):
            return ()

    def _inside(self, path: str) -> Path:
        return inside(self.root, path)


def inside(root: Path, path: str) -> Path:
    """The file `path` of the project at `root`, resolved. Raises `NotHad` when it leads outside or is no file name."""
    proper(path)
    base = root.resolve()
    try:
        file = (base / os.fsdecode(path.encode(errors="surrogateescape"))).resolve()
    except (OSError, RuntimeError) as error:
        raise NotHad(Trouble.UNREADABLE, f"{path} cannot be followed: {error}") from error
    if not file.is_relative_to(base):
        raise NotHad(Trouble.OUTSIDE, f"{path} leads outside the project", _COPY)
    return file


_COPY = "copy the file into the project's folder"
_PERMISSIONS = "check its permissions"


def proper(path: str) -> None:
    """Raises `NotHad` unless `path` is a relative POSIX path that stays in the project as far as it says itself."""
    if "\0" in path or not path:
        raise NotHad(Trouble.MISSING, f"{path!r} is no file name")
    if "://" in path or path.lower().startswith(("concat:", "file:", "data:", "pipe:")):
        raise NotHad(Trouble.OUTSIDE, f"{path} is an address, not a file", _COPY)
    if path.startswith(("/", "~")) or "\\" in path or path[1:2] == ":":
        remedy = "write it relative to the film's folder, with forward slashes"
        raise NotHad(Trouble.OUTSIDE, f"{path} is not a path inside the project", remedy)
    depth = 0
    for part in PurePosixPath(path).parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            raise NotHad(Trouble.OUTSIDE, f"{path} leads outside the project", _COPY)


def decode(data: bytes, path: str) -> str:
    """UTF-8 text, a byte order mark dropped. Raises `NotHad` with what could be salvaged of anything else."""
    if wide := _wide(data):
        name, codec = wide
        text = data.decode(codec, errors="replace").replace("\0", " ")
        raise NotHad(Trouble.NOT_TEXT, f"{path} is {name} text", "save it as UTF-8", salvage=text)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, path) from error
    if 0 < 100 * text.count("\0") < len(text):
        message = f"{path} holds a character of no text, byte 0x00"
        salvage, offset = text.replace("\0", " "), text.index("\0")
        raise NotHad(Trouble.NOT_TEXT, message, "take it out, or save the file anew", salvage=salvage, offset=offset)
    if "\0" in text:
        raise NotHad(Trouble.NOT_TEXT, f"{path} is a binary file, not text", "is it the right file?")
    return text


def _wide(data: bytes) -> tuple[str, str] | None:
    """The name and the codec of text in units of two or four bytes, with its byte order mark or plainly without."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32", "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16", "utf-16"
    start = data[:4096]
    even, odd = start[::2], start[1::2]
    for zeros, letters, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(start) >= 8 and zeros.count(0) > len(zeros) * 0.6 and 0 not in letters and letters.isascii():
            return "UTF-16", codec
    return None


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> NotHad:
    if b"\0" in data:
        return NotHad(Trouble.NOT_TEXT, f"{path} is a binary file, not text", "is it the right file?")
    before = error.object[: error.start].decode("utf-8")
    return NotHad(
        Trouble.NOT_TEXT,
        f"{path} is not UTF-8 text: byte 0x{error.object[error.start]:02x} is no character",
        "save it as UTF-8 in your editor",
        salvage=data.decode("utf-8-sig", errors="replace"),
        offset=len(before),
    )


def _regular(file: Path, path: str) -> os.stat_result:
    try:
        status = file.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotHad(Trouble.MISSING, f"there is no file {path}") from error
    except OSError as error:
        raise NotHad(Trouble.UNREADABLE, f"{path} cannot be read: {error.strerror}", _PERMISSIONS) from error
    if stat.S_ISDIR(status.st_mode):
        raise NotHad(Trouble.DIRECTORY, f"{path} is a folder, not a file", "name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise NotHad(Trouble.UNREADABLE, f"{path} is not an ordinary file", "name a file on the disk")
    return status


def contents(file: Path, path: str) -> bytes:
    """What is in the text file `file`, called `path`. Raises `NotHad`."""
    if _regular(file, path).st_size > TEXT_LIMIT:
        limit = TEXT_LIMIT // 2**20
        raise NotHad(Trouble.TOO_BIG, f"{path} is larger than {limit} MiB", "split it, and join it with Use")
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotHad(Trouble.UNREADABLE, f"{path} cannot be read: {error.strerror}", _PERMISSIONS) from error


def _pixels(file: Path, path: str) -> tuple[int, int]:
    import imagesize

    try:
        with open(file, "rb") as opened:
            known = opened.read(8).startswith(_PICTURE_SIGNS)  # others hold text, which other parsers would read
            opened.seek(0)
            width, height = imagesize.get(opened) if known else (-1, -1)
    except OSError as error:
        raise NotHad(Trouble.UNREADABLE, f"{path} cannot be read: {error.strerror}", _PERMISSIONS) from error
    except ValueError as error:
        raise NotHad(Trouble.NOT_MEDIA, f"{path} is a damaged picture", "save it again as PNG, JPEG or WebP") from error
    if width <= 0 or height <= 0:
        raise NotHad(Trouble.NOT_MEDIA, f"{path} is not a picture milimo can read", "use PNG, JPEG or WebP")
    return int(width), int(height)
