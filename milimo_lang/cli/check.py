"""Say what is wrong with a film, and what to do about it. Nothing is made.

Prints every diagnostic on standard output. Exit 1 when there is an error; warnings are no errors. Every FILE is
checked, though one is missing (exit 2).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.remarks import failed, page
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import compiled, find
from milimo_lang.diagnostics import Diagnostic

if TYPE_CHECKING:
    from milimo_lang.report import Page

EXAMPLE = """\
  milimo check film.mls
  milimo check --format short act-one.mls act-two.mls"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="films: .mls or .fountain files")
    parser.add_argument(
        "--format", choices=("human", "short", "json"), default="human", help="how to say it (default: human)"
    )


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang import report

    every: list[Diagnostic] = []
    records: list[dict[str, Any]] = []
    worst = Exit.OK
    for file in args.files:
        try:
            diagnostics, paper = _checked(file, args, streams)
        except Stop as stop:
            worst = max(worst, stop.code)
            if args.format == "human":
                streams.out.flush()
                streams.regret(stop.sentence, stop.remedy)
                continue
            diagnostics, paper = [_not_there(file, stop)], report.Page({})
        every.extend(diagnostics)
        match args.format:
            case "human":
                streams.out.write(report.human(diagnostics, paper))
            case "short":
                streams.out.write(report.short(diagnostics, paper))
            case _:
                records.extend(report.records(diagnostics, paper))
    if args.format == "json":
        streams.machine()
        streams.record(records, indent=2)
    elif every:
        streams.say(report.summary(every))
    elif args.format == "human" and worst is Exit.OK:
        streams.say("nothing to say: the film is fine")
    return max(worst, Exit.ERRORS) if failed(every) else worst


def _checked(file: str, args: argparse.Namespace, streams: Streams) -> tuple[Sequence[Diagnostic], Page]:
    """What there is to say of the film `file`, and what it is drawn on. Raises `Stop` when there is no such file."""
    target = find(file)
    compilation = compiled(target, args)
    return compilation.checked, page(target, compilation, colour=streams.colours(streams.out))


def _not_there(file: str, stop: Stop) -> Diagnostic:
    """A film that cannot be had, said like any other file that cannot be read."""
    from milimo_lang.analysis.checks.unreadable import no_film

    return no_film(file, stop.sentence, stop.remedy)
