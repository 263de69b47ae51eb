"""A `%define` of a kind there is none of.

`%define` teaches milimo a framing, a camera move, an angle, a lens, a light, a placement, a speed, a transition, a
shot (a recipe), or a model. The kind comes first, then the name: `%define camera whip pan`.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_DEFINITION = Kind("M2011", "unknown-definition", Severity.ERROR)

WRONG = """\
%define camra corkscrew
    prompt: the camera corkscrews

!! wide, the lamp room, 4s
"""

MENDED = """\
%define camera corkscrew
    prompt: the camera corkscrews

!! wide, corkscrew, the lamp room, 4s
"""


def unknown_definition(kind: str, near: str | None, kinds: Sequence[str], span: Span, place: Span) -> Diagnostic:
    """`place` is the word for the kind."""
    help = f"did you mean {near}?" if near else f"there are {', '.join(kinds)}"
    fixes = (Fix(f"write {near}", place, near),) if near else ()
    return UNKNOWN_DEFINITION(span, f"nothing of the kind “{kind}” can be defined", help=help, fixes=fixes)


def definition_without_name(kind: str, span: Span) -> Diagnostic:
    return UNKNOWN_DEFINITION(span, "this defines no name", help=f"write %define {kind} and a name")


def hole_for_a_name(kind: str, name: str, span: Span) -> Diagnostic:
    help = f"write a word first: %define {kind} go {name}"
    return UNKNOWN_DEFINITION(span, "a name begins with a word, and not with what is filled in", help=help)
