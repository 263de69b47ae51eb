"""Looking at every byte of weights: whether files are whole, and those of the hub what the hub calls them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.headers import read_header
from milimo_runtime.weights.hub import digest_in_name
from milimo_runtime.weights.located import Located

_GIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Checked:
    """A file that was looked at. `known`: its content was held against a hash.

    `wrong` is a sentence, "" where it is whole. `removed`: it was the hub's, and is gone; the next pull fetches it.
    """

    path: Path
    size: int
    known: bool
    wrong: str = ""
    removed: bool = False


def verify(located: Located) -> Iterator[Checked]:
    """Every file of `located`, read; those of the hub's cache that are not what they are called are removed."""
    for path in sorted({path for part in located.parts.values() for path in part.files}):
        yield _check(path)
    for trouble in dict.fromkeys(trouble.message for trouble in located.troubles.values()):
        yield Checked(located.root, 0, False, trouble)


def _check(path: Path) -> Checked:
    try:
        size = path.stat().st_size
        wrong, known = _wrong(path)
    except OSError as error:
        return Checked(path, 0, False, f"{path} cannot be read ({error.strerror})")
    if not wrong:
        return Checked(path, size, known)
    if known:
        path.resolve().unlink()
        path.unlink(missing_ok=True)
    return Checked(path, size, known, wrong, known)


def _wrong(path: Path) -> tuple[str, bool]:
    """What is wrong with the file, and whether its hash is known."""
    expected = digest_in_name(path)
    if expected is not None:
        return _unless(_sha256(path) == expected, path), True
    blob = path.resolve()
    if blob.parent.name == "blobs" and _GIT.fullmatch(blob.name):
        return _unless(_git(path) == blob.name, path), True
    if path.suffix == ".safetensors":
        try:
            read_header(path)
        except Unavailable as error:
            return error.message, False
    return "", False


def _unless(same: bool, path: Path) -> str:
    return "" if same else f"{path} is not what the hub calls it"


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _git(path: Path) -> str:
    """The hash git gives a file, which the hub calls small ones by."""
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
