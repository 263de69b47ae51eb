"""Say what is wrong with a film, and what to do about it. Nothing is made.

Prints every diagnostic on standard output. Exit 1 when there is an error; warnings are no errors.
"""

from __future__ import annotations

import argparse
from typing import Any

from milimo_lang.cli.exits import Exit
from milimo_lang.cli.remarks import failed, page
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import compiled, find
from milimo_lang.diagnostics import Diagnostic

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
    for target in [find(file) for file in args.files]:
        compilation = compiled(target, args)
        diagnostics = compilation.checked
        paper = page(target, compilation, colour=streams.colours(streams.out))
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
    elif every or args.format == "human":
        streams.say(report.summary(every) or "nothing to say: the film is fine")
    return Exit.ERRORS if failed(every) else Exit.OK
