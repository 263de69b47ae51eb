"""What the last build read and wrote, so that a build with nothing to do ends before anything is loaded, and so that
nothing is written over that milimo did not write.

A manifest lies in the store, one for each place a film was written to. It says which film that was, how it was asked
for, and the sha256 of the film and its captions. Of a film made without failures it also holds the signature (device,
inode, size, times) and the sha256 of every file that was read and written, and what was said of the film. A signature
that is equal, and older than the manifest by more than a clock's tick, is trusted; anything else is hashed, but for the
weights of models, which are tens of gigabytes: of those the build that follows knows more. When in doubt the answer is
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
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from milimo_lang import __version__

if TYPE_CHECKING:
    from milimo_runtime.fingerprint import Signature

FORMAT = 4


class UpToDate(NamedTuple):
    """A film that is what a build would make: the units behind it, and what was said of it, drawn for a terminal."""

    units: int
    said: str


class Manifest(NamedTuple):
    """The manifest at `path`. `asked` is everything that was asked for: film, options, output."""

    path: Path
    asked: Mapping[str, str]

    def up_to_date(self, given: str) -> UpToDate | None:
        """What there is to tell of the film, named `given`, when it is up to date; None when it is not, or cannot be
        told."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            written = self.path.stat().st_mtime_ns
            held = self._held()
            if [held["asked"], held.get("milimo")] != [dict(self.asked), _milimo()]:
                return None
            if held["said"] and held["given"] != given:  # what was said names files as they were named then
                return None
            same = all(_same(Path(name), entry, written) for name, entry in held["files"].items())
            absent = not any(os.path.lexists(name) for name in held["absent"])
            if same and absent and all(_stands(Path(name), entry, written) for name, entry in held["weights"].items()):
                return UpToDate(int(held["units"]), str(held["said"]))
        return None

    @property
    def film(self) -> Path | None:
        """The film that was written here last; None where none was, or it cannot be told."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            held = self._held()
            return Path(held["asked"]["film"]) if held["wrote"] else None
        return None

    def wrote(self) -> dict[Path, str]:
        """The sha256 of every file that was written here last."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            return {Path(name): str(digest) for name, digest in self._held()["wrote"].items()}
        return {}

    def write(
        self,
        wrote: Mapping[Path, str],
        files: Mapping[Path, Signature],
        digests: Mapping[Path, str],
        weights: Mapping[Path, Signature | None],
        *,
        absent: Iterable[Path] = (),
        units: int,
        given: str,
        said: str,
    ) -> None:
        """Say that `units` units stand behind the film, made of `files` (which must be as they were then).

        `wrote` is the sha256 of the film's own files; `digests` are what was read, where that is known; `weights` are
        models' files, and None for what was not there; `absent` was asked for and is not there; `said` is what was said
        of the film, named `given`. Where a file changed meanwhile it is only said what was written.
        """
        from milimo_runtime.fingerprint import digest as digest_of
        from milimo_runtime.fingerprint import signature

        entries = {}
        with suppress(OSError):
            for path, before in files.items():
                digest, _ = digest_of(path)
                if signature(path) != before or digests.get(path, digest) != digest:
                    return self.note(wrote)
                entries[os.fspath(path)] = [*before, digest]
            missing = [os.fspath(path) for path in absent]
            if any(map(os.path.lexists, missing)):
                return self.note(wrote)
            held = {
                "milimo": _milimo(),
                "units": units,
                "given": given,
                "said": said,
                "files": entries,
                "absent": missing,
            }
            models = {os.fspath(path): before for path, before in weights.items()}
            return self._put({"asked": dict(self.asked), "wrote": _names(wrote), **held, "weights": models})
        return self.note(wrote)

    def note(self, wrote: Mapping[Path, str]) -> None:
        """Say what was written, and that it need not be up to date."""
        self._put({"asked": dict(self.asked), "wrote": _names(wrote)})

    def forget(self) -> None:
        """A film is about to be put in its place: that it is up to date is over, what was written is not."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            held = self._held()
            self._put({"asked": held["asked"], "wrote": held["wrote"]})
            return
        with suppress(OSError):
            self.path.unlink()

    def _held(self) -> dict[str, Any]:
        if not self.path.is_file():  # reading a pipe would wait for ever
            raise FileNotFoundError(self.path)
        held = json.loads(self.path.read_bytes())
        if held["format"] != FORMAT:
            raise ValueError(held["format"])
        return dict(held)

    def _put(self, held: Mapping[str, Any]) -> None:
        """Write `held`, unless the disk will not: the next build finds out for itself."""
        from milimo_runtime.store.disk import sweep_parts

        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            sweep_parts(self.path)
            scratch = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
            handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps({"format": FORMAT, **held}))
            scratch.replace(self.path)


def manifest(store: Path, asked: Mapping[str, str]) -> Manifest:
    """The manifest in `store` of what is written to `asked["out"]`."""
    name = hashlib.sha256(json.dumps(asked["out"]).encode()).hexdigest()[:32]
    return Manifest(store / "manifests" / f"{name}.json", asked)


def _names(files: Mapping[Path, str]) -> dict[str, str]:
    return {os.fspath(path): digest for path, digest in files.items()}


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


def _stands(path: Path, entry: list[int] | None, written: int) -> bool:
    """Whether a file of weights, or a folder they may lie in, is as it was, going by its signature alone."""
    from milimo_runtime import fingerprint

    try:
        now = fingerprint.signature(path)
    except OSError:
        return entry is None
    return entry is not None and [*now] == entry and fingerprint.settled(now, written)


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
