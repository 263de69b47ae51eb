"""Say what is wrong with a film, and what to do about it; with --fix do it.

Prints every diagnostic on standard output. Exit 1 when there is an error; warnings are no errors. Every FILE is
checked, though one is missing (exit 2). --fix changes the film and the files it uses or includes, and says what is
left. Exit 1 of --diff: there is something to change.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.remarks import failed, page
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import compiled, find
from milimo_lang.diagnostics import Diagnostic

if TYPE_CHECKING:
    from milimo_lang.cli.fixing import Fixes
    from milimo_lang.report import Page

EXAMPLE = """\
  milimo check film.mls
  milimo check --fix film.mls
  milimo check --format short act-one.mls act-two.mls"""

FORMATS = {
    "human": "for people",
    "short": "a line each",
    "json": "an array of objects",
    "sarif": "SARIF 2.1.0, for editors and code scanners",
    "github": "annotations of a GitHub workflow",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="films: .mls or .fountain files")
    formats = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    parser.add_argument("--format", choices=tuple(FORMATS), default="human", help=f"how to say it. {formats}")
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended without changing what is meant, in the files"
    )
    parser.add_argument("--unsafe", action="store_true", help="with --fix or --diff: also mend what is likely meant")
    parser.add_argument("--diff", action="store_true", help="print what --fix would change as a patch; write nothing")


Part = tuple[Sequence[Diagnostic], "Page"]
"""What is said of one film, and what it is drawn on."""


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    if args.unsafe and not (args.fix or args.diff):
        raise Stop("--unsafe says how to fix", "write --fix --unsafe, or --diff --unsafe")
    if args.fix or args.diff:
        fixes, worst = _mended(args, streams)
        if args.diff:
            return max(worst, Exit.ERRORS) if fixes.changed else worst
        _tell_applied(fixes, streams)
    return _said(args, streams)


def _said(args: argparse.Namespace, streams: Streams) -> Exit:
    """Say what there is to say of every film."""
    from milimo_lang import report

    parts: list[Part] = []
    worst = Exit.OK
    for file in args.files:
        try:
            part = _checked(file, args, streams)
        except Stop as stop:
            worst = max(worst, stop.code)
            if args.format == "human":
                streams.out.flush()
                streams.regret(stop.sentence, stop.remedy)
                continue
            part = ([_not_there(file, stop)], report.Page({}))
        parts.append(part)
        if args.format == "human":
            streams.out.write(report.human(*part))
    if args.format != "human":
        _write(args.format, parts, streams)
    every = [one for diagnostics, _ in parts for one in diagnostics]
    if every and args.format in ("human", "short"):
        streams.say(report.summary(every))
        _offer(every, streams)
    elif args.format == "human" and worst is Exit.OK:
        streams.say("nothing to say: the film is fine")
    return max(worst, Exit.ERRORS) if failed(every) else worst


def _write(format: str, parts: Sequence[Part], streams: Streams) -> None:
    """Put all of it on standard output, in one of the formats for programs."""
    from milimo_lang import report

    if format != "short":
        streams.machine()
    match format:
        case "short":
            streams.out.writelines(report.short(*part) for part in parts)
        case "github":
            streams.out.writelines(report.github(*part) for part in parts)
        case "sarif":
            from milimo_lang.manual.pages import rule

            streams.record(report.sarif(parts, rule), indent=2)
        case _:
            streams.record([record for part in parts for record in report.records(*part)], indent=2)


def _offer(every: Sequence[Diagnostic], streams: Streams) -> None:
    """Say how many of these milimo could mend itself."""
    from milimo_lang.mending import fix_of

    safe = sum(fix_of(one, unsafe=False) is not None for one in every)
    likely = sum(fix_of(one, unsafe=True) is not None for one in every) - safe
    if safe:
        streams.say(f"`milimo check --fix` mends {safe:,} of them")
    if likely:
        more = f"{likely:,} more" if safe else f"{likely:,} of them"
        streams.say(f"`milimo check --fix --unsafe` mends {more}, as they are likely meant; `--diff` shows it first")


def _checked(file: str, args: argparse.Namespace, streams: Streams) -> Part:
    """What there is to say of the film `file`, and what it is drawn on. Raises `Stop` when there is no such file."""
    target = find(file)
    compilation = compiled(target, args)
    return compilation.checked, page(target, compilation, streams.out, streams)


def _not_there(file: str, stop: Stop) -> Diagnostic:
    """A film that cannot be had, said like any other file that cannot be read."""
    from milimo_lang.analysis.checks.unreadable import no_film

    return no_film(file, stop.sentence, stop.remedy)


# ---------------------------------------------------------------- --fix, --diff


def _mended(args: argparse.Namespace, streams: Streams) -> tuple[Fixes, Exit]:
    """Mend every film that is there: in the files, or with --diff on standard output."""
    from milimo_lang.cli.fixing import Fixes, fix, patches, write

    fixes, worst = Fixes(), Exit.OK
    for file in args.files:
        try:
            fix(find(file), args, fixes)
        except Stop as stop:
            if args.diff:
                streams.regret(stop.sentence, stop.remedy)
            worst = max(worst, stop.code)
    if args.diff:
        streams.machine()
        for piece in patches(fixes):
            streams.passage(piece)
    else:
        write(fixes)
    return fixes, worst


def _tell_applied(fixes: Fixes, streams: Streams) -> None:
    files = [fixes.names[file] for file in fixes.changed]
    if files:
        times = "fix" if fixes.applied == 1 else "fixes"
        streams.say(f"{fixes.applied:,} {times} applied to {', '.join(files)}")
    else:
        streams.say("nothing could be fixed without asking")
