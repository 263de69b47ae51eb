"""Say where a shot comes from, or what a diagnostic's code means.

FILE SHOT   where every value of the shot was written, the whole prompt of every chunk, and what is to be made
CODE        the manual page of a diagnostic: `M2004`
"""

from __future__ import annotations

import argparse
import re

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.remarks import failed, tell
from milimo_lang.cli.streams import Streams

EXAMPLE = """\
  milimo explain film.mls 2A
  milimo explain M2004"""

CODE = re.compile(r"[Mm]\d{4}")


def arguments(parser: argparse.ArgumentParser) -> None:
    from milimo_lang.cli.storing import store_argument
    from milimo_lang.cli.target import film_arguments

    film_arguments(parser)
    parser.add_argument("shot", metavar="SHOT", nargs="?", help="the shot's slate, as `milimo plan` shows it")
    store_argument(parser)


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    if args.shot is not None:
        return _shot(args, streams)
    if CODE.fullmatch(args.file):
        return _code(args.file.upper(), streams)
    raise Stop("explain wants a film and a shot, or a code", "`milimo explain film.mls 2A`, `milimo explain M2004`")


def _code(code: str, streams: Streams) -> Exit:
    from milimo_lang.manual.entries import entries
    from milimo_lang.manual.pages import page

    known = entries()
    if code not in known:
        near = [other for other in sorted(known) if other[:2] == code[:2]]
        remedy = f"near it are {', '.join(near)}" if near else f"codes run from {min(known)} to {max(known)}"
        raise Stop(f"there is no diagnostic {code}", remedy)
    streams.out.write(page(known[code]))
    return Exit.OK


def _shot(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli.origins import explained, origins
    from milimo_lang.cli.storing import store_of
    from milimo_lang.cli.target import compiled, find
    from milimo_runtime.session import open_session

    target = find(args.file)
    compilation = compiled(target, args)
    plan, screenplay = compilation.plan.value, compilation.screenplay.value
    slate = _slate(args.shot, [shot.slate for shot in plan.shots])
    units = open_session(target.root, cache=store_of(target.root, args.cache)).forecast(plan)
    meant = next(shot for shot in screenplay.shots if shot.slate == slate)
    planned = next(shot for shot in plan.shots if shot.slate == slate)
    own = [unit for unit in units if unit.shot == slate]
    asked = [key for key, given in (("size", args.size), ("model", args.animatic)) if given]
    where = origins(meant, compilation.project.value.documents, target.name, asked)
    streams.out.write(explained(meant, planned, screenplay, own, where))
    streams.out.flush()
    errors = [diagnostic for diagnostic in compilation.diagnostics if failed([diagnostic])]
    tell(streams, target, compilation, errors)
    return Exit.ERRORS if errors else Exit.OK


def _slate(asked: str, slates: list[str]) -> str:
    for slate in slates:
        if slate.casefold() == asked.casefold():
            return slate
    if not slates:
        raise Stop("the film has no shots", "write a scene heading and a line of action, then check the film")
    known = f"the shots are {', '.join(slates[:12])}{' ...' if len(slates) > 12 else ''}"
    raise Stop(f"there is no shot {asked}", known)
