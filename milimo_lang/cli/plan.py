"""Say what a build would make, and why. Nothing is made.

Every unit of work is a hit (the store has it), a miss (it is to be made) or maybe (it depends on a unit that
is to be made; if that comes out as before, it is a hit).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from milimo_lang.cli.amounts import counted, film_time
from milimo_lang.cli.budgets import jobs_argument, price_argument, price_of
from milimo_lang.cli.exits import Exit
from milimo_lang.cli.places import Places
from milimo_lang.cli.remarks import failed, tell
from milimo_lang.cli.storing import store_argument, store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import compiled, film_arguments, find, require_picks
from milimo_lang.report import visible

if TYPE_CHECKING:
    from milimo_lang.ir.plan import Chunk, Plan, Shot
    from milimo_runtime.estimates import Estimate, Price
    from milimo_runtime.session import Session, Unit

EXAMPLE = """\
  milimo plan film.mls
  milimo plan film.mls --json | jq '.shots[].chunks'"""


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    store_argument(parser)
    jobs_argument(parser)
    price_argument(parser)
    parser.add_argument("--json", action="store_true", help="print the plan and every unit's status as JSON")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli.weighing import weighing
    from milimo_runtime.session import open_session

    began = time.monotonic() - time.process_time()  # when the command was begun, before anything was loaded
    target = find(args.file)
    compilation = compiled(target, args)
    require_picks(target, compilation, args)
    plan, said = compilation.plan.value, compilation.diagnostics
    until_planned = time.monotonic() - began
    session = open_session(target.root, cache=store_of(target.root, args.cache), jobs=args.jobs, called=target.given)
    with weighing(streams, plan):
        units = session.forecast(plan)
    estimate = session.estimate(plan, units).after(until_planned)  # a build does first what was done here
    outlay = _Outlay(estimate, session.jobs, session.gpus(plan, units), price_of(args))
    if args.json:
        streams.machine()
        streams.record({**described(plan, units), "estimate": outlay.as_json()}, indent=2)
    else:
        lack = _lack(plan, session, units)
        refused = () if failed(said) else _refused(units, Places(target, compilation))
        streams.page(table(plan, units, lack, (*filter(None, (outlay.sentence, lack.sentence)), *refused)))
    streams.out.flush()
    tell(streams, target, compilation, said)
    return Exit.ERRORS if failed(said) else Exit.OK


def described(plan: Plan, units: Sequence[Unit]) -> dict[str, Any]:
    """The plan as `plan --json` prints it: the film, its shots with chunks and units, its own units."""
    film, own = plan.film, _by_shot(units)
    return {
        "schema": "milimo.forecast/1",
        "title": film.title,
        "size": str(film.size),
        "frames": film.frames,
        "rate": f"{film.rate.numerator}/{film.rate.denominator}",
        "shots": [_shot(shot, own[shot.slate]) for shot in plan.shots],
        "units": [_unit(unit) for unit in own[None]],
    }


@dataclass(frozen=True)
class Lack:
    """What this installation cannot make: kinds of unit, and the sentence on it; nothing where it can make all."""

    kinds: frozenset[str] = frozenset()
    sentence: str = ""


def _lack(plan: Plan, session: Session, units: Sequence[Unit]) -> Lack:
    from milimo_runtime.backend import Unavailable

    try:
        session.registry.require(plan.nodes)
    except Unavailable as lack:
        homeless = frozenset(node.kind for node in plan.nodes if session.registry.maker_of(node) is None)
        return Lack(homeless, f"{lack.message[:1].upper()}{lack.message[1:]}; {lack.remedy}.")
    told = dict.fromkeys(f"{unit.lack[:1].upper()}{unit.lack[1:]}." for unit in units if unit.lack)
    return Lack(frozenset(unit.kind for unit in units if unit.lack), "\n".join(told))


def _refused(units: Sequence[Unit], places: Places) -> Iterator[str]:
    """What is wrong with the film's files by what their heads say, each at the line that names it."""
    from milimo_runtime.causes import Cause
    from milimo_runtime.journal import Event

    wrong = (unit for unit in units if unit.why is not None and unit.why.cause is Cause.CANNOT and not unit.lack)
    yield from dict.fromkeys(places.told(Event("failed", unit.id, unit.shot, unit.reason)) for unit in wrong)


@dataclass(frozen=True)
class _Outlay:
    """What a build takes: an estimate with so many at once and so many GPUs, at a price."""

    estimate: Estimate
    jobs: int
    gpus: int
    price: Price | None

    @property
    def sentence(self) -> str:
        """`about 4 min, 2 at once; $0.17 at $2.50 an hour`; "" where nothing is to be made."""
        known = self.estimate
        if not known.units:
            return ""
        parts = [known.time if known.seconds is None else f"{known.time}, {self.jobs} at once"]
        if self.price is not None and known.seconds is not None:
            parts.append(f"{self.price.of(known.seconds, self.gpus)} at {self.price}")
        return "; ".join(filter(None, [*parts, known.doubt]))

    def as_json(self) -> dict[str, Any]:
        """`seconds` is null where nothing is known, and a lower bound where some kinds are `unknown`."""
        known = self.estimate
        kinds = {kind: {"units": count, "seconds": round(s, 3)} for kind, (count, s) in known.kinds.items()}
        cost = self.price.of(known.seconds, self.gpus) if self.price and known.seconds is not None else None
        return {
            "seconds": round(known.seconds, 3) if known.seconds is not None else None,
            "least": known.least,
            "jobs": self.jobs,
            "gpus": self.gpus,
            "cost": cost,
            "kinds": kinds,
            "unknown": dict(known.unknown),
        }


def table(plan: Plan, units: Sequence[Unit], lack: Lack, below: Sequence[str] = ()) -> str:
    """The plan for people: a line a shot, a line for the film's own units, totals, and the sentences `below` them: on
    the time, what is lacking, what is wrong with files.
    """
    film, own = plan.film, _by_shot(units)
    rows = [("shot", "starts", "frames", "chunks", "model", "units")]
    for shot in plan.shots:
        start = film_time(shot.start / film.rate)
        standing = _standing(own[shot.slate], lack)
        rows.append((shot.slate, start, str(shot.frames), str(len(shot.chunks)), shot.model, standing))
    rows.append(("film", "", str(film.frames), "", "", _standing(own[None], lack)))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, [*widths, 0], strict=True)) for row in rows]
    shots = f"{len(plan.shots)} shot{'' if len(plan.shots) == 1 else 's'}"
    title = visible(film.title) + ": " if film.title else ""
    frames = f"{film.frames:,} frames at {film.rate} a second"
    head = f"{title}{film_time(film.frames / film.rate)}, {frames}, {film.size}, {shots}"
    return "\n".join([head, "", *(line.rstrip() for line in lines), "", _totals(units), *below]) + "\n"


def _by_shot(units: Sequence[Unit]) -> Mapping[str | None, list[Unit]]:
    """The units of each shot, by its slate; the film's own under None."""
    own = defaultdict[str | None, list["Unit"]](list)
    for unit in units:
        own[unit.shot].append(unit)
    return own


def _shot(shot: Shot, own: Sequence[Unit]) -> dict[str, Any]:
    return {
        "slate": shot.slate,
        "id": shot.id,
        "kind": shot.kind,
        "model": shot.model,
        "mode": shot.mode,
        "reason": shot.reason,
        "takes": [take.number for take in shot.takes],
        "pick": shot.pick,
        "start": shot.start,
        "frames": shot.frames,
        "handle": shot.handle,
        "chunks": [_chunk(chunk) for chunk in shot.chunks],
        "units": [_unit(unit) for unit in own],
    }


def _chunk(chunk: Chunk) -> dict[str, Any]:
    return {
        "start": chunk.start,
        "frames": chunk.frames,
        "overlap": chunk.overlap,
        "lead": chunk.lead,
        "trim": chunk.trim,
        "keyframes": [key.model_dump() for key in chunk.keyframes],
        "prompt": chunk.prompt,
    }


def _unit(unit: Unit) -> dict[str, Any]:
    why = unit.why.as_json() if unit.why is not None else None
    told = {"status": unit.status, "reason": unit.reason, "why": why}
    return {"id": unit.id, "kind": unit.kind, "key": unit.key, **told}


def _standing(units: Sequence[Unit], lack: Lack) -> str:
    """`3 cached`, or what is to be made and the first reason, unless the lack is the reason."""
    counts = Counter(str(unit.status) for unit in units)
    if counts["hit"] == len(units):
        return f"{len(units)} cached"
    reasons = [unit.reason for unit in units if unit.status == "miss" and unit.reason]
    words = [
        f"{counts['miss']} to make" if counts["miss"] else "",
        f"{counts['maybe']} maybe" if counts["maybe"] else "",
    ]
    standing = ", ".join([*filter(None, words), *([f"{counts['hit']} cached"] if counts["hit"] else [])])
    lacking = any(unit.kind in lack.kinds for unit in units)
    return f"{standing}: {visible(reasons[0])}" if reasons and not lacking else standing


def _totals(units: Sequence[Unit]) -> str:
    counts = Counter(str(unit.status) for unit in units)
    return f"{counted(len(units), 'unit')}: {counts['hit']} cached, {counts['miss']} to make, {counts['maybe']} maybe"
