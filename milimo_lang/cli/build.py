"""Make the film: every shot that changed, then the cut.

What was made before and still fits is taken from the store. A film with errors is made only with
--keep-going. When some shots fail the others are finished and kept; build again to go on.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import counted
from milimo_lang.cli.budgets import PRICE, budget_argument, budget_of, jobs_argument, price_argument, price_of
from milimo_lang.cli.closing import closing, place, up_to_date
from milimo_lang.cli.ended import heeding
from milimo_lang.cli.exits import Exit
from milimo_lang.cli.limit import limit, make_room
from milimo_lang.cli.manifest import Manifest, manifest, signatures
from milimo_lang.cli.output import output_of, page_of, require_own, spare, written
from milimo_lang.cli.remarks import drawn, failed, repeat, tell
from milimo_lang.cli.storing import store_argument, store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import MARKS, Target, compiled, film_arguments, find, require_picks

if TYPE_CHECKING:
    from milimo_lang.cli.progress import Ending
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir.lock import Lock
    from milimo_lang.ir.plan import Plan
    from milimo_lang.preview.cuts import Cuts
    from milimo_runtime.engines.starting import Forks
    from milimo_runtime.fingerprint import Signature
    from milimo_runtime.session import Built, Delivered

EXAMPLE = """\
  milimo build film.mls
  milimo build film.mls --animatic --size 640x360 -o draft.mp4"""

_OF_MODELS = ("MILIMO_", "HF_", "HUGGINGFACE_", "XDG_CACHE_HOME")
"""How the names of variables begin that say which models there are, and how they run."""


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="the film (default: build/NAME.mp4 beside FILE)")
    store_argument(parser)
    jobs_argument(parser)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--keep-going", action="store_true", help="make what can be made of a film with errors")
    way.add_argument("--fail-fast", action="store_true", help="stop at the first unit that fails")
    budget_argument(parser)
    price_argument(parser)
    parser.add_argument(
        "--take-weights",
        action="store_true",
        help="make it with the weights that are here, and pin them in milimo.lock",
    )
    parser.add_argument("--force", action="store_true", help="make everything again")
    parser.add_argument("--json", action="store_true", help="print every event as one JSON object a line")
    parser.add_argument("--debug", action="store_true", help="verify the plan before it is carried out")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    if not args.json:
        with heeding():
            return _run(args, streams)
    from milimo_lang.cli.progress import Ending

    ending = Ending(streams)
    with heeding(), ending.told():
        return _run(args, streams, ending)


def _run(args: argparse.Namespace, streams: Streams, ending: Ending | None = None) -> Exit:
    began = time.monotonic()
    target = find(args.file)
    out = output_of(target, args.out)
    last = manifest_of(target, out, args)
    plain = not (args.json or args.force or args.debug)
    if plain and not _leftovers(out) and (done := last.up_to_date(target.given)) is not None:
        repeat(streams, done.said)
        streams.print(up_to_date(out, done.units, time.monotonic() - began))
        return Exit.OK
    if args.out is None:
        require_own(target, out, last)
    from milimo_runtime.engines.starting import forks

    with forks() as workers:  # what draws is loaded while the film is planned
        return _made(args, streams, target, out, last, began, workers, ending)


def _made(
    args: argparse.Namespace,
    streams: Streams,
    target: Target,
    out: Path,
    last: Manifest,
    began: float,
    workers: Forks | None,
    ending: Ending | None,
) -> Exit:
    compilation = compiled(target, args)
    said = compilation.diagnostics
    tell(streams, target, compilation, said)
    if failed(said) and not args.keep_going:
        if ending is not None:
            ending.why = "the film has errors"
        streams.say("nothing was made; `--keep-going` makes what can be made")
        return Exit.ERRORS
    require_picks(target, compilation, args)
    if args.debug:
        _verify(compilation)
    wrote, most = last.wrote(), limit()
    built = _build(target, compilation, out, args, streams, last, workers, ending)
    if not args.json:
        streams.print(closing(built, compilation.plan.value.film, time.monotonic() - began, wrote, out))
    for warning in built.warnings:
        streams.say(f"milimo: {warning}")
    make_room(store_of(target.root, args.cache), most, streams)
    if built.left:
        streams.say(_over(args, built))
        return Exit.OVER_BUDGET
    if built.failed:
        causes = [failure for failure in built.failed if failure.because is None]
        return Exit.ENVIRONMENT if all(cause.unavailable for cause in causes) else Exit.PARTIAL
    return Exit.ERRORS if failed(said) else Exit.OK


def _over(args: argparse.Namespace, built: Built) -> str:
    """What is said when the budget was used up before the film was made."""
    units = counted(built.left, "unit")
    return f"milimo: the budget of {args.budget[0]} was used up with {units} still to make"


def _leftovers(out: Path) -> bool:
    """Whether a copy to `out`, or to a file beside it, was cut short and is still to be tidied away."""
    begins = tuple(f".{path.name}." for path in written(out))
    with suppress(OSError):
        return any(name.endswith(".part") and name.startswith(begins) for name in os.listdir(out.parent))  # noqa: PTH208 (of a folder of names alone)
    return False


def manifest_of(target: Target, out: Path, args: argparse.Namespace) -> Manifest:
    """What is known of the film that was put at `out` last."""
    asked = {
        "film": str(target.file),
        "root": str(target.root),
        "out": str(written(out)[0]),
        "options": f"{args.animatic} {args.size} {args.burn} {args.voices} {sorted(args.pick)}",
        "environment": _environment(),
    }
    return manifest(store_of(target.root, args.cache), asked)


def _environment() -> str:
    """What the environment says of models, as a digest: another setting may be another film."""
    named = ((name, value) for name, value in os.environ.items() if name.startswith(_OF_MODELS) and name != PRICE)
    told = sorted(f"{name}={value}" for name, value in named)
    return hashlib.sha256("\n".join(told).encode(errors="surrogateescape")).hexdigest()


def _build(
    target: Target,
    compilation: Compilation,
    out: Path,
    args: argparse.Namespace,
    streams: Streams,
    last: Manifest,
    workers: Forks | None,
    ending: Ending | None,
) -> Built:
    from milimo_lang.cli.places import Places
    from milimo_lang.cli.progress import watching
    from milimo_lang.cli.weighing import weighing
    from milimo_lang.preview.cuts import Cuts
    from milimo_runtime.journal import Asked
    from milimo_runtime.session import open_session

    budget = budget_of(args)
    plan, store = compilation.plan.value, store_of(target.root, args.cache)
    read = read_by(target, compilation)
    absent = absent_of(read)
    signed, weights = signatures_of(path for path in read if path not in absent), weights_of(plan)
    ours, coming = frozenset(last.wrote().values()), captions_of(plan)
    spare(out, read, ours, store, coming)

    def clear() -> None:
        spare(out, read, ours, store, coming)
        last.forget()

    gc.set_threshold(50_000)  # what is known of a large film is no garbage, and looking for it takes a twentieth
    gc.enable()  # a build may last for hours; what is compiled stays
    gc.freeze()
    session = open_session(target.root, cache=store, jobs=args.jobs, forks=workers, called=target.given)
    with watching(streams, Places(target, compilation), ending) as on_event, weighing(streams, plan):
        built = session.build(
            plan,
            out,
            on_event=on_event,
            fail_fast=args.fail_fast,
            force=args.force,
            clear=clear,
            asked=Asked(target.entry, options_of(args)),
            budget=budget,
            pinned={} if args.take_weights else compilation.lock.value.models,
        )
    if pinned := pin_weights(target, built, asked=args.take_weights):
        streams.say(pinned)
    beside = page_beside(Cuts(session, price=price_of(args)), compilation, built)
    note(last, built, beside, target, compilation, signed, weights, absent)
    return built


def pin_weights(target: Target, built: Built, *, asked: bool) -> str:
    """Write down what something was made with, where the project has a lock or it was `asked` for. What to say of it,
    if anything."""
    if not built.weights or not (asked or (target.root / MARKS[0]).exists()):
        return ""
    from dataclasses import replace

    from milimo_lang.cli.locking import changed
    from milimo_runtime.pinning import unpinned

    def with_these(lock: Lock) -> Lock:
        new = unpinned(lock.models, built.weights)
        return replace(lock, models={**lock.models, **{f: {**lock.models.get(f, {}), **new[f]} for f in new}})

    if not changed(target, with_these):
        return ""
    return f"milimo.lock pins the weights of {', '.join(sorted(built.weights))}"


def options_of(args: argparse.Namespace) -> dict[str, str | bool]:
    """What was asked for on the command line besides the film and its place."""
    given = {name: value for name, value in vars(args).items() if name not in ("file", "out", "cache", "json")}
    plain = {name: value if isinstance(value, bool) else _plain(value) for name, value in given.items() if value}
    return dict(sorted(plain.items()))


def _plain(value: object) -> str:
    """A size as `640x360`, a budget as it was written."""
    if isinstance(value, tuple):
        return value[0] if isinstance(value[0], str) and value[0] else "x".join(str(part) for part in value if part)
    return str(value)


def page_beside(cuts: Cuts, compilation: Compilation, built: Built) -> tuple[Delivered, ...]:
    """Write the film's page beside it."""
    if built.film is None:
        return ()
    from milimo_runtime.store.delivery import put

    return (put(page_of(built.film), cuts.beside(compilation, built)),)


def note(
    last: Manifest,
    built: Built,
    page: tuple[Delivered, ...],
    target: Target,
    compilation: Compilation,
    signed: dict[Path, Signature] | None,
    weights: dict[Path, Signature | None],
    absent: Iterable[Path],
) -> None:
    """Remember what was written and, of a film that is all it should be, what it was made of."""
    if built.film is None:
        return
    said = compilation.diagnostics
    wrote = {place(file): file.sha256 for file in (*built.files, *page)}
    made = signatures_of(wrote)
    if signed is None or made is None or built.failed or failed(said):
        last.note(wrote)
        return
    text = drawn(target, compilation, said) if said else ""
    digests = _digests(target, compilation)
    units = built.made + built.cached
    last.write(wrote, signed | made, digests, weights, absent=absent, units=units, given=target.given, said=text)


def read_by(target: Target, compilation: Compilation) -> list[Path]:
    """Every file the film is made of, whether it is there or not."""
    assets = {part.asset for node in compilation.plan.value.nodes for part in node.inputs if part.asset is not None}
    return [target.root / path for path in sorted({target.entry, *seen_by(compilation), *assets})]


def absent_of(read: Iterable[Path]) -> list[Path]:
    """What was asked for and need not be there: a lock."""
    return [path for path in read if path.name == MARKS[0] and not os.path.lexists(path)]


def signatures_of(paths: Iterable[Path]) -> dict[Path, Signature] | None:
    """The files as they are now; None where one has gone."""
    try:
        return signatures(paths)
    except (OSError, ValueError):
        return None


def weights_of(plan: Plan) -> dict[Path, Signature | None]:
    """The files of the models that the film is made with, as they are now; nothing is loaded to find them."""
    from milimo_runtime.backends import family_of

    families = sorted({family for node in plan.nodes if (family := family_of(node))})
    if not families:
        return {}
    from milimo_runtime.weights.standing import standing

    return standing(families)


def captions_of(plan: Plan) -> tuple[bytes, ...]:
    """The captions that are to be written, as they will be."""
    from milimo_lang.ir.bodies import FilmBody
    from milimo_runtime.media.captions import srt, vtt

    body = plan.by_id()[plan.result].body if plan.result in plan.by_id() else None
    if not isinstance(body, FilmBody):
        return ()
    return tuple(make(body.captions, body.rate).encode() for make in (vtt, srt))


def seen_by(compilation: Compilation) -> dict[str, str | None]:
    """Every path the compiler asked for, with the sha256 of its text where it was read as text."""
    from milimo_lang.world import DiskWorld

    world = compilation.world
    return world.seen if isinstance(world, DiskWorld) else {}


def _digests(target: Target, compilation: Compilation) -> dict[Path, str]:
    return {target.root / path: digest for path, digest in seen_by(compilation).items() if digest is not None}


def _verify(compilation: Compilation) -> None:
    from milimo_lang.ir.soundness import problems

    if wrong := problems(compilation.plan.value):
        raise AssertionError("the plan is unsound: " + "; ".join(wrong))
