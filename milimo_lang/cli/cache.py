"""Look into the store where finished work is kept.

stats    how much it holds
verify   read everything back; what is damaged is set aside and made again by the next build
gc       remove what was not used for longest, until the store is no larger than --keep
pin      keep a film, a shot of it or a key whatever is collected; --list says what is kept
unpin    let gc have it again; also what a project kept that has gone for good, by the path its film had

What the last build of each film used is never removed, nor what a milimo.lock names. With
MILIMO_CACHE_LIMIT=50GB set, a build that ends with more than that in the store makes room by itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import byte_size, counted, written_bytes
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.pinning import list_pins, pin, unpin
from milimo_lang.cli.storing import store_argument, store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import root_of

if TYPE_CHECKING:
    from milimo_runtime.store.upkeep import Stats, Swept, Verified

EXAMPLE = """\
  milimo cache stats
  milimo cache gc --keep 20GB --cache /scratch/milimo
  milimo cache pin film.mls 2A"""

_WHAT = ("stats", "verify", "gc", "pin", "unpin")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="WHAT", nargs="?", choices=_WHAT, help=", ".join(_WHAT[:-1]) + f" or {_WHAT[-1]}"
    )
    parser.add_argument("named", metavar="NAME", nargs="*", help="pin, unpin: FILE, FILE SHOT or KEY")
    parser.add_argument("--list", action="store_true", help="pin: say what is pinned")
    store_argument(parser)
    parser.add_argument(
        "--keep", metavar="SIZE", type=written_bytes, default="20GB", help="gc: what may stay (default: 20GB)"
    )


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_runtime.recollection import verify as verify_takes
    from milimo_runtime.store import Store, upkeep

    if args.what is None:
        raise Stop("what about the store?", f"`milimo cache {'`, `milimo cache '.join(_WHAT)}`")
    if (args.named or args.list) and args.what not in ("pin", "unpin"):
        raise Stop(f"`milimo cache {args.what}` takes no names", "`milimo cache --help` shows what it takes")
    store = Store(store_of(_root(args.named), args.cache))
    store.check()
    if not store.path.is_dir():
        streams.print(f"there is no store at {store.path}: nothing was built yet")
        streams.say("a film's store lies in its folder: go there, or name the store with --cache")
        return Exit.OK
    match args.what:
        case "stats":
            streams.page(_stats(store.path, upkeep.stats(store)))
        case "verify":
            return _verified(upkeep.verify(store), verify_takes(store), streams)
        case "pin" if args.list:
            list_pins(store, streams)
        case "pin":
            pin(store, args.named, args.cache, streams)
        case "unpin":
            unpin(store, args.named, args.cache, streams)
        case _:
            swept = _gc(lambda: upkeep.gc(store, args.keep))
            streams.print(f"removed {counted(swept.units, 'unit')}, {byte_size(swept.bytes)}")
    return Exit.OK


def _root(named: list[str]) -> Path:
    """The project that is meant: the one of the film that is named, else the one we are in."""
    film = Path(named[0]) if named else Path("film.mls")
    return root_of(film.resolve() if film.exists() else Path.cwd() / "film.mls")


def _stats(path: Path, stats: Stats) -> str:
    lines = [f"store   {path}", f"units   {sum(stats.units.values())}"]
    lines += [f"          {count:>6} {kind}" for kind, count in stats.units.items()]
    lines += [
        f"files   {stats.blobs}",
        f"size    {byte_size(stats.bytes)}",
        f"effort  {stats.seconds:.0f} s of making",
    ]
    if stats.quarantined:
        lines.append(f"put aside  {stats.quarantined} damaged (`milimo cache gc` removes them)")
    return "\n".join(lines) + "\n"


def _verified(verified: Verified, takes: Sequence[str], streams: Streams) -> Exit:
    for sentence in (*verified.damaged, *takes):
        streams.print(sentence)
    damaged = len(verified.damaged)
    verdict = f"{damaged} damaged, put aside; the next build makes them again" if damaged else "all sound"
    streams.print(f"{verified.checked} files read: {verdict}")
    if takes:
        streams.print(
            f"{counted(len(takes), 'note')} of takes put aside, and told from what was made as far as that tells"
        )
    return Exit.OK


def _gc(collect: Callable[[], Swept]) -> Swept:
    from milimo_runtime.store.upkeep import Busy

    try:
        return collect()
    except Busy as busy:
        raise Stop(str(busy), "", Exit.ENVIRONMENT) from busy
