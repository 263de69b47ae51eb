"""List the builds of this project, newest first, or show one of them.

Each is known by its number in the list (1 is the newest) or by how its name begins (20260131T09). It is told how a
build ended: finished, failed (some units), interrupted (Ctrl-C), stopped (the disk, for one), over-budget, killed (it
ended without a word), or that it is still running.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milimo_lang.cli.amounts import time_spent
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.storing import store_argument, store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import root_of
from milimo_lang.report import visible

if TYPE_CHECKING:
    from milimo_runtime.runs import Account, FailedUnit, Run

EXAMPLE = """\
  milimo log
  milimo log 1
  milimo log 20260131T09 --json"""

_NUMBER = 6
"""Digits of a number in the list, at most; what has more is the beginning of a name."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", nargs="?", help="a build: its number in the list, or how its name begins")
    parser.add_argument("-n", metavar="N", type=_many, default=20, help="list the last N builds (default: 20)")
    store_argument(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_runtime import runs
    from milimo_runtime.store import Store

    store = Store(store_of(root_of(Path.cwd() / "film.mls"), args.cache))
    store.check()
    names = runs.names(store.path)
    if not names and args.run is None and not args.json:
        streams.print(f"nothing was built yet with the store {store.path}")
        streams.say("a film's store lies in its folder: go there, or name the store with --cache")
        return Exit.OK
    if args.json:
        streams.machine()
    if args.run is None:
        listed = runs.past(store.path, args.n)
        if args.json:
            streams.record({"schema": "milimo.log/1", "runs": [_run(one) for one in listed]}, indent=2)
        else:
            streams.page(_table(listed, len(names)))
        return Exit.OK
    account = runs.account(store.path, _meant(args.run, names))
    if args.json:
        streams.record({"schema": "milimo.run/1", **_account(account)}, indent=2)
    else:
        streams.page(_told(account))
    return Exit.OK


def _many(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of builds")
    return int(text)


def _meant(asked: str, names: Sequence[str]) -> str:
    """The name of the run that `asked` means. Raises `Stop` where it means none, or several."""
    if asked.isdecimal() and len(asked) <= _NUMBER:
        if 1 <= int(asked) <= len(names):
            return names[int(asked) - 1]
        many = f"there are {len(names)} builds" if len(names) != 1 else "there is one build"
        raise Stop(f"there is no build number {asked}", f"{many}; `milimo log` lists them")
    found = [name for name in names if name.startswith(asked)]
    if not found:
        raise Stop(f"there is no build whose name begins with {asked!r}", "`milimo log` lists them by number")
    if len(found) > 1:
        raise Stop(f"{len(found)} builds have names that begin with {asked!r}", f"such as {found[0]} and {found[1]}")
    return found[0]


# ---------------------------------------------------------------- for people


def _table(runs: Sequence[Run], all_of_them: int) -> str:
    rows = [("", "when", "film", "ended", "made", "cached", "failed", "time")]
    for number, one in enumerate(runs, 1):
        which = (str(number), _when(one.at), visible(one.film) or "?", one.ended)
        rows.append((*which, str(one.made), str(one.cached), str(one.failed), time_spent(one.seconds)))
    widths = [max(len(row[column]) for row in rows) for column in range(8)]
    right = (0, 4, 5, 6, 7)
    lines = [
        "  ".join(cell.rjust(width) if at in right else cell.ljust(width) for at, (cell, width) in cells)
        for cells in (list(enumerate(zip(row, widths, strict=True))) for row in rows)
    ]
    more = all_of_them - len(runs)
    foot = [f"and {more} before them: `milimo log -n {all_of_them}`"] if more > 0 else []
    return "\n".join([*(line.rstrip() for line in lines), *foot]) + "\n"


def _told(account: Account) -> str:
    run = account.run
    about = run.about
    head = f"{visible(run.film) or 'a film'}, {_when(run.at)}: {run.ended}"
    if run.said and run.ended not in ("finished", "failed", "interrupted"):
        head += f": {visible(run.said)}"
    lines = [head, f"{run.made} made, {run.cached} cached, {run.failed} failed, {time_spent(run.seconds)}"]
    if about:
        options = " ".join(_option(name, value) for name, value in dict(about.get("options") or {}).items())
        lines.append(f"into {visible(str(about.get('out')))}" + (f", {visible(options)}" if options else ""))
        lines.append(f"milimo {about.get('milimo')}, {about.get('jobs')} at once, run {run.name}")
    if account.unreadable:
        many = account.unreadable
        lines.append(f"{many} line{'s' if many > 1 else ''} of its journal cannot be read")
    parts = [
        ("failed", list(_failures(account.failed))),
        ("warned", [visible(sentence) for sentence in account.warned]),
        ("made", list(_makings(account))),
        ("by kind", [f"{time_spent(s):>8}  {count:>5}  {kind}" for kind, (count, s) in account.kinds.items()]),
    ]
    sections = ["\n".join([title, *(f"  {line}" for line in found)]) for title, found in parts if found]
    return "\n\n".join(["\n".join(lines), *sections]) + "\n"


def _failures(failed: Sequence[FailedUnit]) -> Iterator[str]:
    """Each cause with its remedy, and how many units it took with it."""
    for one in failed:
        if one.because is None:
            yield f"{visible(one.unit)}: {visible(one.reason)}"
            if one.remedy:
                yield f"  {visible(one.remedy)}"
            lost = sum(other.because == one.unit for other in failed)
            if lost:
                yield f"  {lost} more {'was' if lost == 1 else 'were'} not made because of it"


def _makings(account: Account) -> Iterator[str]:
    """What was made by its reasons: units of the same reason together, each with its seconds."""
    width = max((len(visible(made.unit)) for made in account.made), default=0)
    for made in account.made:
        first, *rest = made.because
        yield f"{time_spent(made.seconds):>8}  {visible(made.unit):<{width}}  {visible(first)}".rstrip()
        yield from (f"{'':>8}  {'':<{width}}  {visible(change)}" for change in rest)


def _when(at: float) -> str:
    """A point in time as the clock on the wall showed it."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at)) if at else "?"


def _option(name: str, value: object) -> str:
    flag = f"--{name.replace('_', '-')}"
    return flag if value is True else f"{flag} {value}"


# ---------------------------------------------------------------- for programs


def _run(run: Run) -> dict[str, Any]:
    """A run as JSON. `film` is null where its journal does not say."""
    return {
        "run": run.name,
        "at": run.at,
        "film": run.film or None,
        "ended": run.ended,
        "made": run.made,
        "cached": run.cached,
        "failed": run.failed,
        "seconds": round(run.seconds, 3),
        "reason": run.said,
        "about": dict(run.about),
    }


def _account(account: Account) -> dict[str, Any]:
    made = [
        {"unit": one.unit, "kind": one.kind, "seconds": one.seconds, "reason": "; ".join(one.because), "why": one.why}
        for one in account.made
    ]
    failed = [
        {
            "unit": one.unit,
            "shot": one.shot,
            "reason": one.reason,
            "remedy": one.remedy or None,
            "because": one.because,
        }
        for one in account.failed
    ]
    kinds = {kind: {"made": count, "seconds": round(s, 3)} for kind, (count, s) in account.kinds.items()}
    more = {"warned": list(account.warned), "unreadable": account.unreadable}
    return {**_run(account.run), "units": {"made": made, "failed": failed}, "kinds": kinds, **more}
