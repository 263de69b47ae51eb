"""Print what one stage makes of a film.

  lines   what each line of the file is, one JSON object a line
  tree    what is written, element by element
  ir      what is meant: the typed screenplay, as JSON
  plan    what is to be made: nodes, inputs and the timeline, as JSON

A film with errors is printed as well as it was understood; what the stage found goes to standard error, exit 1.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Exit
from milimo_lang.cli.remarks import failed, tell
from milimo_lang.cli.streams import Streams, harmless
from milimo_lang.cli.target import compiled, film_arguments, find
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.emit import STAGES

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation

EXAMPLE = """\
  milimo emit lines film.mls
  milimo emit plan film.mls > plan.json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("stage", metavar="STAGE", choices=tuple(STAGES), help=", ".join(STAGES))
    film_arguments(parser)


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    target = find(args.file)
    compilation = compiled(target, args)
    streams.machine()
    for piece in STAGES[args.stage](compilation):
        streams.out.write(harmless(piece))
    streams.out.flush()
    errors = [diagnostic for diagnostic in _said(args.stage, compilation) if failed([diagnostic])]
    tell(streams, target, compilation, errors)
    return Exit.ERRORS if errors else Exit.OK


def _said(stage: str, compilation: Compilation) -> Sequence[Diagnostic]:
    """What was said up to `stage`: later stages are not run for it."""
    match stage:
        case "lines":
            return ()
        case "tree":
            return compilation.project.diagnostics
        case "ir":
            return compilation.checked
        case _:
            return compilation.diagnostics
