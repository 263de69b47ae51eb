"""Write a small film to start from: a scene, two people, three shots."""

from __future__ import annotations

import argparse
from pathlib import Path

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.streams import Streams

EXAMPLE = """\
  milimo new my-film
  milimo build my-film/film.mls"""

FILES = {
    "film.mls": """\
Title: {title}
Size: 1280x720
Frame rate: 24
Use: cast.mls

INT. KITCHEN - NIGHT

!! wide, slow push in, 4s

Rain on the window. Ines sits at the table with a letter she has not opened.

!! close on @Ines, handheld

INES
(quietly)
It came this morning.

!! medium on @Tom: he puts down his cup

TOM
Then open it.

> FADE OUT.
""",
    "cast.mls": """\
@character Ines: a woman in her forties, dark hair cut short, a green cardigan

@character Tom: a man of fifty, grey beard, shirt sleeves rolled up

@location Kitchen: a small kitchen, yellow lamp over a wooden table, rain on the window
""",
    ".gitignore": """\
build/
.milimo/
""",
}
"""What a new film consists of, by name. `{title}` is the folder's name as a title."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder to make; files in it are never replaced")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    folder: Path = args.folder
    if folder.exists() and not folder.is_dir():
        raise Stop(f"{folder} is a file", "name a folder that does not exist yet")
    if taken := [name for name in FILES if (folder / name).exists()]:
        raise Stop(f"{folder} already holds {', '.join(taken)}", "name another folder; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text.replace("{title}", title_of(folder)), encoding="utf-8")
    streams.print(f"{folder / 'film.mls'} is a film to start from")
    streams.say(f"build it with `milimo build {folder / 'film.mls'}`")
    return Exit.OK


def title_of(folder: Path) -> str:
    """The folder's name as a film's title: `the-long-night` becomes `The Long Night`."""
    words = folder.resolve().name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words if word.isprintable()) or "Untitled"
