"""Make the film: every shot that changed, then the cut.

What was made before and still fits is taken from the store. A film with errors is made only with
--keep-going. When some shots fail the others are finished and kept; build again to go on.
"""

from __future__ import annotations

import argparse
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import film_time, time_spent
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.manifest import Manifest, manifest, signatures
from milimo_lang.cli.remarks import failed, tell
from milimo_lang.cli.storing import store_argument, store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import Target, compiled, film_arguments, find, from_here
from milimo_lang.world import DiskWorld

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir.plan import Film
    from milimo_runtime.fingerprint import Signature
    from milimo_runtime.session import Built

EXAMPLE = """\
  milimo build film.mls
  milimo build film.mls --animatic --size 640x360 -o draft.mp4"""


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="the film (default: build/NAME.mp4 beside FILE)")
    store_argument(parser)
    parser.add_argument("--jobs", metavar="N", type=_jobs, help="units made at once (default: one a core)")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--keep-going", action="store_true", help="make what can be made of a film with errors")
    way.add_argument("--fail-fast", action="store_true", help="stop at the first unit that fails")
    parser.add_argument("--force", action="store_true", help="make everything again")
    parser.add_argument("--json", action="store_true", help="print every event as one JSON object a line")
    parser.add_argument("--debug", action="store_true", help="verify the plan before it is carried out")


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    began = time.monotonic()
    target = find(args.file)
    out = output_of(target, args.out)
    last = _manifest(target, out, args)
    plain = not (args.json or args.force or args.debug)
    if plain and (units := last.units()) is not None:
        streams.print(up_to_date(out, units, time.monotonic() - began))
        return Exit.OK
    compilation = compiled(target, args)
    said = compilation.diagnostics
    tell(streams, target, compilation, said)
    if failed(said) and not args.keep_going:
        streams.say("nothing was made; `--keep-going` makes what can be made")
        return Exit.ERRORS
    if args.debug:
        _verify(compilation)
    built = _build(target, compilation, out, args, streams)
    if not args.json:
        streams.print(closing(built, compilation.plan.value.film, time.monotonic() - began))
    for warning in built.warnings:
        streams.say(f"milimo: {warning}")
    if built.failed:
        causes = [failure for failure in built.failed if failure.because is None]
        return Exit.ENVIRONMENT if all(cause.unavailable for cause in causes) else Exit.PARTIAL
    return Exit.ERRORS if failed(said) else Exit.OK


def output_of(target: Target, out: Path | None) -> Path:
    """Where the film goes. Raises `Stop` when that is a folder."""
    path = out if out is not None else Path(target.given).parent / "build" / f"{target.file.stem}.mp4"
    if path.is_dir():
        raise Stop(f"{path} is a folder, not a film", f"did you mean -o {path / 'film.mp4'}?")
    return path


def closing(built: Built, film: Film, seconds: float) -> str:
    """The last line for people: the film, its length, what was made, what was at hand, how long it took."""
    took = time_spent(seconds)
    shown = from_here(built.film) if built.film is not None else None
    if shown is None:
        made = f"{built.made} made, {built.cached} cached, {len(built.failed)} failed"
        return f"no film yet: {made}, {took}; what was finished is kept, build again to go on"
    if not built.made and not built.failed:
        return up_to_date(shown, built.cached, seconds)
    missing = f", {len(built.failed)} failed" if built.failed else ""
    units = f"{built.made} made, {built.cached} cached{missing}"
    return f"{shown}: {film_time(film.frames / film.rate)}, {units}, {took}"


def up_to_date(film: Path, units: int, seconds: float) -> str:
    """The last line of a build that had nothing to do."""
    return f"{from_here(film)} is up to date: {units} units cached, {time_spent(seconds)}"


def _manifest(target: Target, out: Path, args: argparse.Namespace) -> Manifest:
    asked = {
        "film": str(target.file),
        "root": str(target.root),
        "out": str(Path.cwd() / out),
        "options": f"{args.animatic} {args.size} {args.burn}",
    }
    return manifest(store_of(target.root, args.cache), asked)


def _build(target: Target, compilation: Compilation, out: Path, args: argparse.Namespace, streams: Streams) -> Built:
    from milimo_lang.cli.progress import watching
    from milimo_runtime.session import open_session

    plan = compilation.plan.value
    last, read = _manifest(target, out, args), _read(target, compilation)
    last.forget()
    gc.enable()  # a build may last for hours; what is compiled stays
    gc.freeze()
    session = open_session(target.root, cache=store_of(target.root, args.cache), jobs=args.jobs)
    with watching(streams, json=args.json) as on_event:
        built = session.build(plan, out, on_event=on_event, fail_fast=args.fail_fast, force=args.force)
    if built.film is not None and read is not None and not (built.failed or compilation.diagnostics):
        last.write(built.made + built.cached, read | signatures(written(out)), _digests(target, compilation))
    return built


def written(out: Path) -> tuple[Path, ...]:
    """What a build leaves at and beside `out`."""
    return tuple(path.absolute() for path in (out, out.with_suffix(".vtt"), out.with_suffix(".srt")))


def _read(target: Target, compilation: Compilation) -> dict[Path, Signature] | None:
    """The files the film is made of, as they are now; None where one has gone."""
    assets = {part.asset for node in compilation.plan.value.nodes for part in node.inputs if part.asset is not None}
    try:
        return signatures(target.root / path for path in sorted({*_seen(compilation), *assets}))
    except OSError:
        return None


def _seen(compilation: Compilation) -> dict[str, str | None]:
    """Every path the compiler asked for, with the sha256 of its text where it was read as text."""
    world = compilation.world
    return world.seen if isinstance(world, DiskWorld) else {}


def _digests(target: Target, compilation: Compilation) -> dict[Path, str]:
    return {target.root / path: digest for path, digest in _seen(compilation).items() if digest is not None}


def _verify(compilation: Compilation) -> None:
    from milimo_lang.ir.plan import problems

    if wrong := problems(compilation.plan.value):
        raise AssertionError("the plan is unsound: " + "; ".join(wrong))


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of jobs from 1 to 1024")
    return int(text)
