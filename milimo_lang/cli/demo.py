"""Build the bundled example, a film of a minute: picture, sound, captions, chapters.

The example is copied to DIR (default: the-lamp), where it can be changed and built again. In a checkout of
milimo, without DIR, it is built where it lies.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from milimo_lang.cli import build
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.storing import STORE
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import from_here, picture_size

EXAMPLE = """\
  milimo demo
  milimo demo my-copy --size 640x360"""

NAME = "the-lamp"
FILM = "film.mls"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help=f"where to copy it (default: {NAME})")
    parser.add_argument("--size", metavar="WxH", type=picture_size, help="width and height in pixels, both even")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    folder = _folder(args.folder)
    film = folder / FILM
    options = ["--size", "{}x{}".format(*args.size)] if args.size else []
    parser = argparse.ArgumentParser(prog="milimo demo", allow_abbrev=False)
    build.arguments(parser)
    code = build.run(parser.parse_args([str(film), *options]), streams)
    if code == Exit.OK:
        streams.say(f"the screenplay is {film}: change a line, then `milimo build {film}`")
    return code


def _folder(asked: Path | None) -> Path:
    """The folder the example is built in; copied there unless it already lies there. Raises `Stop`."""
    from milimo_lang import resources

    bundled = resources.path("examples", NAME)
    if not (bundled / FILM).is_file():
        raise Stop("this installation holds no example", "install milimo again", Exit.ENVIRONMENT)
    if asked is None and (resources.root() / "pyproject.toml").is_file():
        return from_here(bundled)
    folder = asked or Path(NAME)
    if (folder / FILM).is_file():
        return folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder} is there already and holds no example", "name another folder: `milimo demo DIR`")
    shutil.copytree(bundled, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build", STORE, "*.pyc"))
    return folder
