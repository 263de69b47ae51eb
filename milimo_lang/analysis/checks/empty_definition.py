"""A `%define` says nothing about its word.

Under its line stands what the word means: `prompt: …` for a model, `draft: …` for the animatic, or for a `shot` the
phrases and keys it stands for. Without them the word does nothing.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

EMPTY_DEFINITION = Kind("M2028", "empty-definition", Severity.WARNING)

WRONG = """\
%define camera corkscrew

!! wide, corkscrew, 4s
"""

MENDED = """\
%define camera corkscrew
    prompt: the camera corkscrews

!! wide, corkscrew, 4s
"""


def empty_definition(name: str, kind: str, span: Span) -> Diagnostic:
    help = "write under it prompt: and what a model should read"
    if kind in ("transition", "speed"):
        help = "write under it draft: and what it does"
    elif kind == "shot":
        help = "write under it the phrases and keys it stands for"
    return EMPTY_DEFINITION(span, f"nothing is said about what “{name}” means", help=help)
