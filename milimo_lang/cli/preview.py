"""Show the film's page, as the last build left it, at an address of this machine.

The page is served to you alone, until Ctrl-C. A build that ends meanwhile brings its cut to the page.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.output import output_of, page_of
from milimo_lang.cli.ports import having, port_argument
from milimo_lang.cli.storing import store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import Target, find, from_here

if TYPE_CHECKING:
    from milimo_lang.preview.shown import Shown

EXAMPLE = """\
  milimo preview film.mls
  milimo preview film.mls --port 8000"""

_LOOK = 0.5
"""Seconds between looks at what a build may have left."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the film: a .mls or .fountain file")
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="the film (default: build/NAME.mp4 beside FILE)")
    port_argument(parser)


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    target = find(args.file)
    out = output_of(target, args.out)
    if not (page_of(out).is_file() and out.is_file()):
        raise Stop(f"{args.file} was not built yet", f"`milimo build {args.file}` makes the film and its page")
    shown = _opened(target, args)
    try:
        _take(shown, target, out)
        streams.print(shown.url)
        streams.out.flush()
        if target.file.stat().st_mtime > page_of(out).stat().st_mtime:
            streams.say(f"{args.file} was changed since: `milimo build {args.file}` makes a new cut")
        streams.say("the page is here until Ctrl-C; whoever has the address can see the film")
        _follow(shown, target, out)
    except KeyboardInterrupt:
        return Exit.OK
    finally:
        shown.close()


def _opened(target: Target, args: argparse.Namespace) -> Shown:
    from milimo_lang.preview.shown import Shown

    with having(args.port):
        return Shown(target.root, args.file, args.port)


def _take(shown: Shown, target: Target, out: Path) -> None:
    """Show the page beside the film `out`. Raises `Stop` where it cannot be read."""
    from milimo_lang.preview.kept import Unreadable, kept
    from milimo_runtime.fingerprint import digest

    page, takes = page_of(out), _takes(target)
    try:
        data = kept(page, shown.resources.picture, takes)
        shown.resources.takes(takes)
        data["film"] = shown.resources.film(out, digest(out)[0])
    except Unreadable as error:
        remedy = "build the film again; nothing but its page is made anew"
        raise Stop(f"{from_here(page)} is no page of this version of milimo", remedy) from error
    shown.put(data)


def _takes(target: Target) -> dict[str, Path]:
    """The films of the film's takes in the store, by name, and their sounds."""
    from milimo_lang.preview.resources import take_name
    from milimo_runtime.store import Store
    from milimo_runtime.takes import films_of_takes

    store = Store(store_of(target.root, None))
    found = films_of_takes(store, target.root, target.entry)
    return {take_name(output.sha256, what): store.blob_path(output.sha256) for what, output in found}


def _follow(shown: Shown, target: Target, out: Path) -> NoReturn:
    """Take every cut that is put there, until Ctrl-C."""
    seen = _signs(out)
    while True:
        time.sleep(_LOOK)
        if (now := _signs(out)) != seen and all(now):
            seen = now
            _take(shown, target, out)


def _signs(out: Path) -> tuple[float, ...]:
    return tuple(path.stat().st_mtime if path.is_file() else 0.0 for path in (out, page_of(out)))
