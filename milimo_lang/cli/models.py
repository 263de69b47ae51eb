"""Look after the weights of models.

list     what models there are, and which are here
where    where each component lies, and where milimo looks
pull     fetch a model from the hub: says how much, asks, and fetches the files that are not here yet
verify   read everything back; files of the hub's that are damaged are removed, for the next pull to fetch
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import byte_size
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.streams import Streams

if TYPE_CHECKING:
    from milimo_runtime.weights import Located, Model
    from milimo_runtime.weights.pull import Offer

EXAMPLE = """\
  milimo models list
  milimo models pull ltx-2.5"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="WHAT", choices=("list", "where", "pull", "verify"), help="list, where, pull or verify"
    )
    parser.add_argument("model", metavar="MODEL", nargs="?", help="the model, as `milimo models list` names it")
    parser.add_argument(
        "--yes", action="store_true", help="pull: agree to the size and the licence without being asked"
    )


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    match args.what:
        case "list":
            streams.page("".join(f"{line}\n" for line in _table(_asked(args))))
            return Exit.OK
        case "where":
            streams.page("\n".join(map(_places, _asked(args))))
            return Exit.OK
        case "pull":
            return _pull(args, streams)
        case _:
            return _verify(_asked(args), streams, named=args.model is not None)


def _asked(args: argparse.Namespace) -> tuple[Model, ...]:
    """The model that is named, or all. Raises `Stop` for one that milimo does not know."""
    from milimo_runtime.weights import MODELS

    if args.model is None:
        return tuple(MODELS.values())
    if args.model not in MODELS:
        raise Stop(f"there is no model {args.model!r}", f"there are {', '.join(MODELS)}")
    return (MODELS[args.model],)


def _table(models: tuple[Model, ...]) -> Iterator[str]:
    for model in models:
        state, size = _state(model)
        yield f"{model.family:<9} {state:<9} {size:<15} {model.licence}"


def _state(model: Model) -> tuple[str, str]:
    """Whether the model is here, and its size."""
    from milimo_runtime.backend import Unavailable
    from milimo_runtime.weights.fit import whole
    from milimo_runtime.weights.locate import find

    try:
        here = find(model.family)
    except Unavailable:
        return "unusable", ""
    if here is None:
        return "not here", f"about {byte_size(model.size)}" if model.size else ""
    return "here" if whole(here) else "in part", byte_size(here.size)


def _places(model: Model) -> str:
    from milimo_runtime.backend import Unavailable
    from milimo_runtime.weights.locate import FOLDERS, find, places

    lines = [model.family]
    if not os.environ.get(FOLDERS):
        lines.append(f"  looks in              no folder of yours, as {FOLDERS} names none")
    for place in places(model):
        there = "" if place.path.is_dir() else ", not there"
        lines.append(f"  looks in              {place.path} ({place.origin}{there})")
    try:
        located = find(model.family)
    except Unavailable as trouble:
        return "\n".join([*lines, f"  unusable              {trouble}"]) + "\n"
    if located is not None:
        lines += [f"  {name:<21} {_place(located, name)}" for name in (*located.parts, *located.troubles)]
    return "\n".join(lines) + "\n"


def _place(located: Located, name: str) -> str:
    if name in located.troubles:
        return f"not whole: {located.troubles[name]}"
    part = located.parts[name]
    return str(part.folder or ", ".join(map(str, part.files)) or "as published for every LTX-2")


def _pull(args: argparse.Namespace, streams: Streams) -> Exit:
    if args.model is None:
        raise Stop("say which model to pull", "`milimo models list` names them")
    from milimo_runtime.weights.pull import fetch, free, offers, require_space

    (model,) = _asked(args)
    found = offers(model)
    lacking = sum(offer.lacking for offer in found)
    for line in _offered(model, found, lacking, free()):
        streams.print(line)
    if not lacking:
        streams.print(f"{model.family} is here already")
        return Exit.OK
    require_space(lacking)
    if not args.yes:
        _agree(streams, lacking)
    for offer in found:
        if offer.lacking:
            streams.say(f"fetching {byte_size(offer.lacking)} of {offer.repository}")
            fetch(model, offer, drawn=streams.live)
    streams.print(f"{model.family} is here: `Model: {model.family}` in a film uses it")
    return Exit.OK


def _offered(model: Model, found: tuple[Offer, ...], lacking: int, free: int) -> Iterator[str]:
    from milimo_runtime.weights.hub import cache_folder

    size = sum(offer.size for offer in found)
    here = f", {byte_size(size - lacking)} of it here already" if lacking < size else ""
    yield f"{model.family}: {byte_size(size)} in {sum(len(offer.files) for offer in found)} files{here}"
    for offer in found:
        yield f"from     {offer.repository} at {offer.commit[:12]}"
    yield f"to       {cache_folder()}, where {byte_size(free)} are free"
    yield f"licence  {model.licence}"
    yield f"         {model.licence_page}"
    yield f"         {model.terms}"


def _agree(streams: Streams, lacking: int) -> None:
    """Ask whether to go on. Raises `Stop` where nobody agrees, or nobody can be asked."""
    if not sys.stdin.isatty():
        raise Stop("nobody is here to agree to that", "add --yes to agree")
    streams.err.write(f"Fetch {byte_size(lacking)} under that licence? [y/N] ")
    streams.err.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Stop("nothing was fetched")


def _verify(models: tuple[Model, ...], streams: Streams, *, named: bool) -> Exit:
    from milimo_runtime.weights import locate
    from milimo_runtime.weights.locate import find

    here = [locate(model.family) if named else find(model.family) for model in models]
    sound = [_sound(located, streams) for located in here if located is not None]
    if not sound:
        streams.print("no model is here")
    return Exit.OK if all(sound) else Exit.ENVIRONMENT


def _sound(located: Located, streams: Streams) -> bool:
    """Read all of a model, and say what is wrong with it."""
    from milimo_runtime.weights.verify import verify

    checked = []
    for file in verify(located):
        checked.append(file)
        if file.wrong:
            streams.print(f"{file.wrong}{'; it was removed' if file.removed else ''}")
    known = sum(file.known for file in checked)
    wrong = sum(bool(file.wrong) for file in checked)
    size = byte_size(sum(file.size for file in checked))
    verdict = f"{wrong} damaged" if wrong else "all whole"
    streams.print(f"{located.family}: {len(checked)} files, {size}, {known} held against their hashes: {verdict}")
    if wrong:
        streams.say(f"  `milimo models pull {located.family}` fetches what is missing")
    return not wrong
