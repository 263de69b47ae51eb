"""Where the film goes, and what must not be written over there.

A film is an .mp4 file, its captions (.vtt, .srt) and its page (.html) beside it. What the film reads, what is no
ordinary file, and captions and pages that milimo did not write stay as they are: the build ends before anything is
made.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Stop

if TYPE_CHECKING:
    from milimo_lang.cli.manifest import Manifest
    from milimo_lang.cli.target import Target

FILM = ".mp4"
PAGE = ".html"
BESIDE = (".vtt", ".srt", PAGE)

_ELSEWHERE = "name another film with -o"
_ANEW = "remove it and build again: it is written anew"
_BARE = b"WEBVTT"
_SIGN = b'<meta name="generator" content="milimo">'
_HEAD = 2048
"""Bytes of a page within which it says who wrote it."""
_KINDS = {".vtt": "captions are", ".srt": "captions are", PAGE: "the film's page is"}


def output_of(target: Target, out: Path | None) -> Path:
    """Where the film goes. Raises `Stop` when no film can be written there."""
    path = out if out is not None else Path(target.given).parent / "build" / f"{target.file.stem}{FILM}"
    if path.is_dir():
        raise Stop(f"{path} is a folder, not a film", f"did you mean -o {path / 'film.mp4'}?")
    if path.suffix.lower() != FILM:
        raise Stop(f"{path} is no {FILM} file, and a film is written as one", f"did you mean -o {path}{FILM}?")
    for file in written(path):
        _require_ordinary(file)
    return path


def written(out: Path) -> tuple[Path, ...]:
    """What a build leaves at and beside `out`."""
    film = Path(os.path.abspath(out))  # noqa: PTH100 (one name for one place: `Path.absolute` keeps `..`)
    return film, *(film.with_suffix(suffix) for suffix in BESIDE)


def page_of(out: Path) -> Path:
    """The page of the film at `out`."""
    return out.with_suffix(PAGE)


def require_own(target: Target, out: Path, last: Manifest) -> None:
    """Raises `Stop` when another film of this folder, which is still there, was written to `out` last."""
    other = last.film
    if other is not None and other != target.file and other.is_file() and out.exists():
        from milimo_lang.cli.target import from_here

        apart = out.with_name(f"{target.file.name}{FILM}")
        raise Stop(
            f"{from_here(out)} is the film of {from_here(other)}", f"write this one apart: -o {from_here(apart)}"
        )


def spare(out: Path, read: Iterable[Path], ours: Collection[str], store: Path, coming: Collection[bytes]) -> None:
    """Raises `Stop` when writing the film to `out` would cost a file.

    `read` is what the film is made of; `ours` the sha256 of what was written here last; `coming` the captions that
    are to be written. Captions are milimo's when they are among these, or lie in the `store`; a page when it says so.
    """
    files = written(out)
    for path in files:
        _require_ordinary(path)
    for source in read:
        for path in files:
            if _same(path, source):
                raise Stop(f"{_shown(path)} is a file the film reads", _ELSEWHERE)
    for path in files[1:]:
        if path.exists() and not _ours(path, ours, store, coming):
            if ours:
                what = "is not as milimo wrote it: it was edited, or damaged on the disk"
                raise Stop(f"{_shown(path)} {what}", f"edited, move it away, or {_ELSEWHERE}; damaged, {_ANEW}")
            raise Stop(f"{_shown(path)} is not known to be milimo's own", f"move it away, or {_ELSEWHERE}")


def _require_ordinary(path: Path) -> None:
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    if stat.S_ISLNK(status.st_mode):
        raise Stop(f"{_shown(path)} is a link to {path.readlink()}", f"remove the link, or {_ELSEWHERE}")
    if stat.S_ISDIR(status.st_mode):
        raise Stop(
            f"{_shown(path)} is a folder, and {_KINDS[path.suffix]} written there", f"move it away, or {_ELSEWHERE}"
        )
    if not stat.S_ISREG(status.st_mode):
        raise Stop(f"{_shown(path)} is not an ordinary file", _ELSEWHERE)


def _same(path: Path, source: Path) -> bool:
    """Whether both are one file, or would be if they were there."""
    with suppress(OSError, ValueError):
        if path.samefile(source):
            return True
    with suppress(OSError, ValueError, RuntimeError):
        return path.resolve() == source.resolve()
    return False


def _ours(path: Path, ours: Collection[str], store: Path, coming: Collection[bytes]) -> bool:
    """Whether nothing is lost with the captions at `path`."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if data.strip() in (b"", _BARE) or data in coming or digest in ours:
        return True
    if path.suffix == PAGE:
        return _SIGN in data[:_HEAD]
    return (store / "cas" / digest[:2] / digest).is_file()


def _shown(path: Path) -> Path:
    from milimo_lang.cli.target import from_here

    return from_here(path)
