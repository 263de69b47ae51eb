"""Lay films out in their one form, in place. White space moves; words, marks, line breaks and notes stay.

A folder means every .mls file in it; hidden folders, build and .milimo are left out. - means standard input; the result
goes to standard output. A file that changes is replaced in one step. Every FILE is tried, though one cannot be read.
Exit 1 when --check finds a file that would change.
"""

from __future__ import annotations

import argparse
import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.patches import patch
from milimo_lang.cli.streams import Streams

EXAMPLE = """\
  milimo fmt film.mls cast.mls
  milimo fmt --check .
  milimo fmt - < film.mls"""

INPUT = "-"
"""What stands for standard input among the FILEs."""

_FILMS = (".mls", ".fountain")
_MADE = "build"
"""The folder films are built into."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="films (.mls or .fountain), folders of films, or -")
    parser.add_argument("--check", action="store_true", help="write nothing; name the files that would change, exit 1")
    parser.add_argument("--diff", action="store_true", help="write nothing; print what would change, as a patch")
    parser.add_argument(
        "--stdin-name",
        metavar="NAME",
        type=_film_name,
        default="film.mls",
        help="what standard input is called: NAME.fountain reserves no marks (default: film.mls)",
    )


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.world import NotHad

    worst = Exit.OK
    seen: set[Path] = set()
    for given in args.files:
        try:
            names = [given] if given == INPUT else _films(given, seen)
        except (Stop, OSError) as error:
            worst = max(worst, _regretted(error, streams))
            continue
        for name in names:
            try:
                worst = max(worst, _formatted(name, args, streams))
            except (Stop, NotHad, OSError) as error:
                worst = max(worst, _regretted(error, streams))
    return worst


# ---------------------------------------------------------------- one text


@dataclass(frozen=True)
class _Text:
    """A file as it is, and as it is laid out; a byte order mark stays in front of both."""

    name: str
    data: bytes
    old: str
    new: str

    @property
    def result(self) -> bytes:
        mark = codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""
        return mark + self.new.encode()


def _formatted(name: str, args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli.replacing import replace
    from milimo_lang.world import contents

    file = Path(name).resolve()
    text = _laid_out(args.stdin_name, _standard_input()) if name == INPUT else _laid_out(name, contents(file, name))
    if args.check or args.diff:
        return _shown(text, args, streams)
    if name == INPUT:
        _print([text.result.decode()], streams)
    elif text.new != text.old:
        replace(file, text.data, text.result, name)
        streams.say(f"formatted {name}")
    return Exit.OK


def _shown(text: _Text, args: argparse.Namespace, streams: Streams) -> Exit:
    """Print the patch, or the name; the name apart from a patch."""
    if args.diff:
        _print(patch(text.name, text.old, text.new), streams)
    if not args.check or text.new == text.old:
        return Exit.OK
    (streams.say if args.diff else streams.print)(text.name)
    return Exit.ERRORS


def _laid_out(name: str, data: bytes) -> _Text:
    """Raises `Stop` or `NotHad` for what is no text, and where the new text would be another film."""
    from milimo_lang.source import Source
    from milimo_lang.syntax.format import formatted, means_the_same
    from milimo_lang.world import decode

    source = Source(name, decode(data, name))
    new = formatted(source)
    if new != source.text and not means_the_same(source, new):
        remedy = "this is a bug in milimo; please report it with the file"
        raise Stop(f"{name} would not mean the same after formatting, so it stays as it is", remedy, Exit.BUG)
    return _Text(name, data, source.text, new)


def _print(pieces: Iterable[str], streams: Streams) -> None:
    """Put texts on standard output as they are, but for what a terminal would act on."""
    streams.machine()
    for piece in pieces:
        streams.passage(piece)
    streams.out.flush()


# ---------------------------------------------------------------- finding and reading


def _films(given: str, seen: set[Path]) -> list[str]:
    """The films `given` names that are not among those `seen`. Raises `Stop` where there is none."""
    from milimo_lang.cli.target import find

    path = Path(given)
    if path.is_dir():
        found = list(_films_in(path))
        if not found:
            raise Stop(f"there is no .mls file in {given}", "name a folder that holds a film")
    elif path.suffix.lower() in _FILMS:
        found = [find(given).given]
    elif path.exists():
        raise Stop(f"{given} is no film", "films end in .mls or .fountain")
    else:
        raise Stop(f"there is no file {given}", "name a .mls or .fountain file")
    fresh = [name for name in found if Path(name).resolve() not in seen]
    seen.update(Path(name).resolve() for name in fresh)
    return fresh


def _films_in(folder: Path) -> Iterator[str]:
    """Every .mls file below `folder`, in order of name. Links are not followed. Raises `Stop` for a folder that cannot
    be read."""

    def refuse(error: OSError) -> None:
        reason = (error.strerror or "it would not").lower()
        raise Stop(f"the folder {error.filename} cannot be read: {reason}", "check its permissions", Exit.ENVIRONMENT)

    for at, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != _MADE)
        films = (Path(at) / name for name in sorted(files) if name.lower().endswith(".mls"))
        yield from (str(film) for film in films if not film.is_symlink())


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise Stop("standard input is closed", "write milimo fmt - < film.mls")
    return sys.stdin.buffer.read()


def _film_name(text: str) -> str:
    if not text.lower().endswith(_FILMS):
        raise argparse.ArgumentTypeError(f"{text!r} is no film: it ends in neither .mls nor .fountain")
    return text


def _regretted(error: Exception, streams: Streams) -> Exit:
    """Say what could not be done; what is no fault of the outside is raised again."""
    from milimo_lang.cli.outside import stop_of

    stop = stop_of(error)
    if stop is None or isinstance(error, BrokenPipeError):
        raise error
    streams.regret(stop.sentence, stop.remedy)
    return stop.code
