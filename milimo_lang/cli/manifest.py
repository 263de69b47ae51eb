"""What the last build of a film read and wrote, so that a build with nothing to do ends before anything is loaded.

A manifest lies in the store, one for each film and way of building it. It holds the signature (device, inode, size,
times) and the sha256 of every file the build read and of the film and its captions. A signature that is equal, and
older than the manifest by more than a clock's tick, is trusted; anything else is hashed. When in doubt the answer is
no: the build that follows is always right, and writes a new manifest. `milimo cache gc` removes those of films that
have gone.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang import __version__

if TYPE_CHECKING:
    from milimo_runtime.fingerprint import Signature

FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The manifest at `path`. `asked` is everything that was asked for: film, options, output."""

    path: Path
    asked: Mapping[str, str]

    def units(self) -> int | None:
        """How many units stand behind the film when it is up to date; None when it is not, or cannot be told."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            written = self.path.stat().st_mtime_ns
            held = json.loads(self.path.read_bytes())
            if [held["format"], held["asked"], held["milimo"]] != [FORMAT, dict(self.asked), _milimo()]:
                return None
            if all(_same(Path(name), entry, written) for name, entry in held["files"].items()):
                return int(held["units"])
        return None

    def write(self, units: int, files: Mapping[Path, Signature], digests: Mapping[Path, str]) -> None:
        """Say that `units` units stand behind the film, made of `files` (which must be as they were then).

        `digests` are what was read, where that is known. Says nothing when a file changed meanwhile, or when the
        disk will not: the next build finds out for itself.
        """
        from milimo_runtime.fingerprint import digest as digest_of
        from milimo_runtime.fingerprint import signature

        with suppress(OSError):
            entries = {}
            for path, before in files.items():
                digest, _ = digest_of(path)
                if signature(path) != before or digests.get(path, digest) != digest:
                    return
                entries[os.fspath(path)] = [*before, digest]
            held = {"format": FORMAT, "asked": dict(self.asked), "milimo": _milimo(), "units": units, "files": entries}
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            scratch = self.path.with_suffix(f".{os.getpid()}.part")
            scratch.write_text(json.dumps(held), encoding="utf-8")
            scratch.replace(self.path)

    def forget(self) -> None:
        """The film is about to be built: what is said of it is over."""
        with suppress(OSError):
            self.path.unlink()


def manifest(store: Path, asked: Mapping[str, str]) -> Manifest:
    """The manifest in `store` for what is `asked`."""
    name = hashlib.sha256(json.dumps(dict(asked), sort_keys=True).encode()).hexdigest()[:32]
    return Manifest(store / "manifests" / f"{name}.json", asked)


def signatures(paths: Iterable[Path]) -> dict[Path, Signature]:
    """The signature of each file. Raises OSError when one is not there."""
    from milimo_runtime.fingerprint import signature

    return {path: signature(path) for path in paths}


def _same(path: Path, entry: list[object], written: int) -> bool:
    from milimo_runtime import fingerprint

    now = fingerprint.signature(path)
    if [*now] == entry[:5] and fingerprint.settled(now, written):
        return True
    return now[2] == entry[2] and fingerprint.digest(path)[0] == entry[5]


def _milimo() -> str:
    """This installation, as a digest: milimo's own files, and the folders packages are installed to.

    Installing, removing or updating a package changes the time of its folder.
    """
    package = Path(__file__).parent.parent
    parts = [__version__, sys.version]
    for name in ("milimo_lang", "milimo_runtime", "runtime", "stdlib", "grammar"):
        parts += _listed(package.parent / name)
    installed = [Path(name) for name in sys.path if name.endswith("-packages")]
    parts += [f"{folder} {folder.stat().st_mtime_ns}" for folder in installed if folder.is_dir()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _listed(folder: Path) -> list[str]:
    """Every file under `folder` with its size and time."""
    found = []
    waiting = [os.fspath(folder)]
    while waiting:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    status = entry.stat()
                    found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return sorted(found)
