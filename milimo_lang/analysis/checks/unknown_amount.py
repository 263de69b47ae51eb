"""A draft asks for something the animatic does not do.

`draft` tells the built-in renderer what to perform, in amounts such as `push 1 to 1.2` or `roll 0 to 20`, and for a
transition in its style and length: `dissolve 1s`. The page on the vocabulary shows every one there is. Anything else is
passed over.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_AMOUNT = Kind("M2027", "unknown-amount", Severity.WARNING)

WRONG = """\
%define camera corkscrew
    prompt: the camera corkscrews
    draft: rol 0 to 20

!! wide, corkscrew, 4s
"""

MENDED = """\
%define camera corkscrew
    prompt: the camera corkscrews
    draft: roll 0 to 20

!! wide, corkscrew, 4s
"""


def unknown_amount(name: str, near: str | None, span: Span) -> Diagnostic:
    help = f"did you mean {near}?" if near else "see the last column of docs/vocabulary.md for what it can do"
    fixes = (Fix(f"write {near}", span, near),) if near else ()
    return UNKNOWN_AMOUNT(span, f"the animatic cannot do “{name}”, and passes it over", help=help, fixes=fixes)
