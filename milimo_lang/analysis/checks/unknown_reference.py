"""A line under a declaration names someone who is not declared.

`like: @Mara` and `voice: @Mara` take over what Mara looks or sounds like, so there must be a `@character Mara: …`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_ELEMENT = Kind("M2010", "unknown-element", Severity.ERROR)

WRONG = """\
@character Mara: silver braid
@character Ana: her sister, ten years younger
    like: @Mra

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid
@character Ana: her sister, ten years younger
    like: @Mara

Mara strikes a match.
"""


def unknown_element(name: str, near: str | None, span: Span) -> Diagnostic:
    fixes = (Fix(f"write @{near}", span, f"@{near}"),) if near else ()
    help = f"did you mean @{near}?" if near else f"declare it above: @character {name}: …"
    return UNKNOWN_ELEMENT(span, f"nothing called {name} is declared", help=help, fixes=fixes)
