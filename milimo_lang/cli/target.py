"""The film a command is about: its file, its project's root, and its compilation."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from milimo_lang.cli.exits import Stop
from milimo_lang.cli.storing import STORE

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir.override import Override
    from milimo_lang.world import Facts

MARKS = ("milimo.lock", STORE)
"""What makes a folder a project's root."""


class Target(NamedTuple):
    """`given` is FILE as typed; `entry` the film's POSIX path from `root`."""

    given: str
    root: Path
    entry: str

    @property
    def file(self) -> Path:
        return self.root / self.entry

    @property
    def typed(self) -> str:
        """The film as a command line names it."""
        return shlex.quote(self.given)

    def name(self, path: str) -> str:
        """The project's file `path` as the person at the prompt would write it."""
        if path.startswith("<") or not (self.root / path).exists():
            return path
        up = os.path.relpath(path, PurePosixPath(self.entry).parent)
        return os.path.normpath(Path(self.given).parent / up)


def find(given: str) -> Target:
    """The film at `given`. Raises `Stop` when there is no such file."""
    path = Path(given)
    try:
        if path.is_dir():
            raise Stop(f"{given} is a folder, not a film", _films_in(path))
        if not path.exists():
            raise Stop(f"there is no file {given}", _nearest(path))
        file = path.resolve(strict=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no file name"
        raise Stop(f"{given!r} cannot be read: {reason}") from error
    root = root_of(file)
    return Target(given, root, file.relative_to(root).as_posix())


def root_of(file: Path) -> Path:
    """The nearest folder above `file` with `milimo.lock` or a store, else the file's own."""
    for folder in file.parents:
        if (folder / MARKS[0]).is_file() or (folder / MARKS[1]).is_dir():
            return folder
    return file.parent


def from_here(path: Path) -> Path:
    """`path` from the current folder, where it lies in it."""
    relative = Path(os.path.relpath(path))
    return path if relative.parts[:1] == ("..",) else relative


def film_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, and the options that change what a film is made of."""
    parser.add_argument("file", metavar="FILE", help="the film: a .mls or .fountain file")
    parser.add_argument(
        "--animatic",
        action="store_true",
        help="draw every shot with the built-in renderer, whatever the model",
    )
    parser.add_argument("--size", metavar="WxH", type=picture_size, help="width and height in pixels, both even")
    parser.add_argument(
        "--burn",
        choices=("none", "shot", "full"),
        help="what is written over a drawn picture: nothing; framing, time code and captions; the slate too",
    )
    parser.add_argument(
        "--voices",
        choices=("murmur", "spoken"),
        help="how speeches without a recording sound: a murmur; the words (needs the extra voice)",
    )
    parser.add_argument(
        "--pick",
        metavar="SHOT=N",
        type=picked_take,
        action="append",
        default=[],
        help="a take for this once, whatever the text and milimo.lock say; may be given again",
    )


def compiled(target: Target, args: argparse.Namespace, texts: Mapping[str, str] | None = None) -> Compilation:
    """The target's compilation under the options of `film_arguments`. Nothing is read yet.

    `texts` stand for files of the project, by path from its root.
    """
    from milimo_lang.compilation import Compilation
    from milimo_lang.world import DiskWorld, MemoryWorld

    disk = DiskWorld(target.root, facts_of)
    return Compilation(MemoryWorld(texts, below=disk) if texts else disk, target.entry, override_of(args))


def override_of(args: argparse.Namespace) -> Override:
    """What the options of `film_arguments` say instead of the film."""
    from milimo_lang.ir.override import Override

    return Override(
        model="animatic" if getattr(args, "animatic", False) else None,
        size=getattr(args, "size", None),
        burn=getattr(args, "burn", None),
        voices=getattr(args, "voices", None),
        picks=tuple(getattr(args, "pick", None) or ()),
    )


def require_picks(target: Target, compilation: Compilation, args: argparse.Namespace) -> None:
    """Raise `Stop` where `--pick` names no shot of the film, or a take that there is not."""
    if compilation.override.picks:
        from milimo_lang.cli.picking import require_takes

        require_takes(target, compilation, args)


def facts_of(path: Path) -> Facts:
    """What the runtime knows of a sound or video file, as the compiler asks for it.

    Where PyAV cannot be loaded the length stays unknown: a film is checked without it, and made with it.
    """
    from milimo_lang.world import Facts, NotHad, Trouble
    from milimo_runtime.backend import Failed

    try:
        from milimo_runtime.media.probe import probe
    except ImportError:
        return Facts(path.stat().st_size)
    try:
        media = probe(path)
    except Failed as error:
        raise NotHad(Trouble.NOT_MEDIA, error.message, error.remedy) from error
    return Facts(path.stat().st_size, media.pixels, media.frames, media.seconds, media.has_sound)


def picked_take(text: str) -> tuple[str, int]:
    """`2A=3` as ("2A", 3). Raises `argparse.ArgumentTypeError`."""
    name, _, number = text.rpartition("=")
    if not name or not number.isdecimal() or not 1 <= int(number) <= 99:
        raise argparse.ArgumentTypeError(f"{text!r} is no take of a shot: write it as 2A=3")
    return name, int(number)


def picture_size(text: str) -> tuple[int, int]:
    """`1280x720` as (1280, 720), pixels. Raises `argparse.ArgumentTypeError`."""
    from milimo_lang.ir.values import SIDE

    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size: write it as 1280x720")
    size = int(width), int(height)
    if not all(map(SIDE.holds, size)):
        raise argparse.ArgumentTypeError(f"{text}: width and height are even numbers {SIDE}")
    return size


def _films_in(folder: Path) -> str:
    films = sorted(path.name for path in folder.iterdir() if path.suffix in (".mls", ".fountain"))
    if not films:
        return "name a .mls or .fountain file"
    name = "film.mls" if "film.mls" in films else films[0]
    return f"did you mean {folder / name}?"


def _nearest(path: Path) -> str:
    import difflib

    if not path.parent.is_dir():
        return f"there is no folder {path.parent} either"
    near = difflib.get_close_matches(path.name, sorted(entry.name for entry in path.parent.iterdir()), 1)
    return f"did you mean {path.parent / near[0]}?" if near else "`milimo new DIR` writes a film to start from"
