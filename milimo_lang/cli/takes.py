"""List the takes of a film's shots, or of one: every picture that was made of them, whatever was edited since.

The name at the end of a line is what `milimo pick` knows that very picture by. --out DIR puts a copy of every picture
that is listed and still in the store into DIR, as an mp4 to look at, with its own sound where it has one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milimo_lang.cli.amounts import moment, time_spent
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.storing import store_argument, store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import compiled, film_arguments, find, require_picks
from milimo_lang.report import visible

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_runtime.session import Session, ShotTake, ShotTakes

EXAMPLE = """\
  milimo takes film.mls
  milimo takes film.mls 2A --out looks"""

_NAME, _WORDS = 8, 64
"""Digits of a picture's name, and characters of words in a line."""


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    parser.add_argument("shot", metavar="SHOT", nargs="?", help="one shot, by its slate or id (default: all)")
    parser.add_argument("--out", metavar="DIR", type=Path, help="put a copy of each picture there")
    parser.add_argument("--json", action="store_true", help="print the takes as JSON")
    store_argument(parser)


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli import locking
    from milimo_runtime.session import open_session

    target = find(args.file)
    locking.read(target)
    compilation = compiled(target, args)
    require_picks(target, compilation, args)
    plan = compilation.plan.value
    session = open_session(target.root, cache=store_of(target.root, args.cache))
    shots: Sequence[ShotTakes] = session.takes(plan)
    if args.shot is not None:
        from milimo_lang.cli.explain import slate_of

        slate = slate_of(args.shot, [(shot.slate, shot.id) for shot in plan.shots])
        shots = [shot for shot in shots if shot.slate == slate]
        if not shots:
            raise Stop(f"shot {slate} is not filmed or drawn: it has no takes")
    copies = _copied(session, shots, args.out) if args.out is not None else {}
    if args.json:
        streams.machine()
        streams.record({"schema": "milimo.takes/1", "shots": [_record(shot, copies) for shot in shots]}, indent=2)
        return Exit.OK
    once = _once_picked(compilation)
    told = ("\n".join(_told(shot, once)) + "\n" for shot in shots)
    streams.out.write("\n".join(told) or "the film has no shots with takes\n")
    if args.out is not None:
        streams.print(f"\n{len(copies)} pictures are in {args.out}")
    return Exit.OK


def _once_picked(compilation: Compilation) -> frozenset[str]:
    """The keys of the pictures that the lock's picks were made of."""
    return frozenset(pick.key for pick in compilation.lock.value.picks if pick.key)


def _record(shot: ShotTakes, copies: dict[str, Path]) -> dict[str, Any]:
    told = asdict(shot)
    for take in told["takes"]:
        take["file"] = str(copies[take["sha256"]]) if take["sha256"] in copies else None
    return told


def _told(shot: ShotTakes, once: frozenset[str]) -> Iterator[str]:
    """The shot's lines."""
    words = shot.words if len(shot.words) <= _WORDS else f"{shot.words[: _WORDS - 1]}…"
    yield f"{shot.slate or 'not in the film any more'}  {visible(words)}"
    takes = [*_distinct(shot.takes)] if shot.drawn else list(shot.takes)
    rows = [_row(take, shot, once) for take in takes]
    widths = [max(len(row[column]) for row in rows) for column in range(6)] if rows else []
    prompt = ""
    for take, row in zip(takes, rows, strict=True):
        if take.prompt != prompt and not shot.drawn:
            prompt = take.prompt
            yield f"      “{visible(_excerpt(prompt))}”"
        yield ("  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))).rstrip()
    if shot.drawn and len(takes) < len(shot.takes):
        yield "  drawn, not filmed: there is no chance in it, and its takes look alike"


def _distinct(takes: Sequence[ShotTake]) -> Iterator[ShotTake]:
    """Each picture once: the one that counts."""
    order = ("picked", "kept", "made", "to make", "old")
    best: dict[str, ShotTake] = {}
    for take in sorted(takes, key=lambda take: order.index(take.standing)):
        best.setdefault(take.sha256, take)
    chosen = [id(take) for take in best.values() if take.sha256 or len(best) == 1]
    yield from (take for take in takes if id(take) in chosen)


def _row(take: ShotTake, shot: ShotTakes, once: frozenset[str]) -> tuple[str, ...]:
    standing: str = take.standing
    if take.standing == "old" and take.key in once:
        standing = "was picked, and its words changed since"
    if take.standing == "picked" and shot.by != "default":
        standing = f"picked ({'milimo.lock' if shot.by == 'lock' else shot.by})"
    if take.standing == "to make":
        return (f"take {take.number}", f"seed {take.seed}", take.size, "", "", standing)
    name = take.key[:_NAME] if take.there else f"{take.key[:_NAME]}, not in the store any more"
    return (
        f"take {take.number}",
        f"seed {take.seed}",
        take.size,
        moment(take.when),
        time_spent(take.seconds),
        f"{standing:<8}  {name}",
    )


def _excerpt(prompt: str) -> str:
    one = " ".join(prompt.split())
    return one if len(one) <= 88 else f"{one[:87]}…"


def _copied(session: Session, shots: Sequence[ShotTakes], folder: Path) -> dict[str, Path]:
    """A film of every picture in the store, by its sha256. Raises `Stop`, and `DiskTrouble`."""
    from milimo_runtime.takes import copy_take

    if folder.exists() and not folder.is_dir():
        raise Stop(f"{folder} is a file", "name a folder, or one that does not exist yet")
    copies: dict[str, Path] = {}
    for shot in shots:
        for take in shot.takes:
            if not take.there or take.sha256 in copies:
                continue
            path = folder / f"{shot.slate or 'gone'} take {take.number} {take.key[:_NAME]}.mp4"
            if copy_take(session.store, take, path):
                copies[take.sha256] = path
    return copies
