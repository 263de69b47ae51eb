"""Say where a shot comes from, or what a diagnostic's code means.

FILE SHOT   where every value of the shot was written, the whole prompt of every chunk, what is to be made, and
            why it was made last
CODE        the manual page of a diagnostic, with an example: `M2004`, or its name, `undeclared-speaker`
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.remarks import failed, tell
from milimo_lang.cli.streams import Streams

if TYPE_CHECKING:
    from milimo_lang.manual.entries import Entry

EXAMPLE = """\
  milimo explain film.mls 2A
  milimo explain M2004
  milimo explain undeclared-speaker"""

EXAMPLES = "`milimo explain film.mls 2A`, `milimo explain M2004`, `milimo explain undeclared-speaker`"

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
    if args.file.lower().endswith((".mls", ".fountain")):
        raise Stop("explain wants a film and a shot, or a code", EXAMPLES)
    from milimo_lang.manual.pages import page

    streams.page(page(_entry(args.file)))
    return Exit.OK


def _entry(asked: str) -> Entry:
    """The entry of a code or a name. Raises `Stop` with those near it where there is none."""
    from milimo_lang.manual.entries import entries

    known = entries()
    names = {entry.kind.name: entry for entry in known.values()}
    name = "-".join(asked.lower().replace("_", " ").replace("-", " ").split())
    found = known.get(asked.upper()) or names.get(name)
    if found is not None:
        return found
    if CODE.fullmatch(asked):
        number = int(asked[1:])
        near = sorted(known, key=lambda code: abs(int(code[1:]) - number))[:3]
        raise Stop(f"there is no diagnostic {asked.upper()}", _near(sorted(near), names))
    raise Stop(f"there is no diagnostic called {asked!r}", _near(_alike(name, names), names) or EXAMPLES)


def _alike(name: str, names: Mapping[str, Entry]) -> list[str]:
    """Codes of the names like `name`, then of those that share a word with it."""
    import difflib

    words = set(name.split("-"))
    alike = difflib.get_close_matches(name, names, 3)
    alike += [other for other in names if words & set(other.split("-")) and other not in alike]
    return [names[other].kind.code for other in alike[:4]]


def _near(codes: Sequence[str], names: Mapping[str, Entry]) -> str:
    by_code = {entry.kind.code: name for name, entry in names.items()}
    return f"near it are {', '.join(f'{code} {by_code[code]}' for code in codes)}" if codes else ""


def _shot(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli.explained import explained
    from milimo_lang.cli.origins import origins
    from milimo_lang.cli.storing import store_of
    from milimo_lang.cli.target import compiled, find, require_picks
    from milimo_runtime.session import open_session

    target = find(args.file)
    compilation = compiled(target, args)
    require_picks(target, compilation, args)
    plan, screenplay = compilation.plan.value, compilation.screenplay.value
    slate = slate_of(args.shot, [(shot.slate, shot.id) for shot in plan.shots])
    session = open_session(target.root, cache=store_of(target.root, args.cache))
    units, last = session.forecast(plan), session.last_built(plan)
    meant = next(shot for shot in screenplay.shots if shot.slate == slate)
    planned = next(shot for shot in plan.shots if shot.slate == slate)
    own = [unit for unit in units if unit.shot == slate]
    asked = [key for key, given in (("size", args.size), ("model", args.animatic)) if given]
    where = origins(meant, compilation.project.value.documents, target.name, asked)
    nodes = [node for node in plan.nodes if node.shot == slate]
    streams.page(explained(meant, planned, screenplay, own, where, nodes, last))
    streams.out.flush()
    errors = [diagnostic for diagnostic in compilation.diagnostics if failed([diagnostic])]
    tell(streams, target, compilation, errors)
    return Exit.ERRORS if errors else Exit.OK


def slate_of(asked: str, shots: list[tuple[str, str]]) -> str:
    """The slate of the shot that is called `asked`, by its slate or its id."""
    slates = [slate for slate, _ in shots]
    for slate, id in shots:
        if asked.casefold() in (slate.casefold(), id.casefold()):
            return slate
    if not slates:
        raise Stop("the film has no shots", "write a scene heading and a line of action, then check the film")
    known = f"the shots are {', '.join(slates[:12])}{' ...' if len(slates) > 12 else ''}"
    raise Stop(f"there is no shot {asked}", known)
