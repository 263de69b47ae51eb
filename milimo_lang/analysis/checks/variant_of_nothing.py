"""A variant of someone who is not declared.

`@character Mara.wet` is Mara, drenched: she inherits from `@character Mara`, which must be declared too.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

VARIANT_OF_NOTHING = Kind("M2009", "variant-of-nothing", Severity.ERROR)

WRONG = """\
@character Mara: silver braid
@character Maara.wet: hair plastered flat

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid
@character Mara.wet: hair plastered flat

Mara strikes a match.
"""


def variant_of_nothing(kind: str, base: str, variant: str, near: str | None, span: Span) -> Diagnostic:
    """`span` is the whole name, `base` with its `variant` (`.wet`)."""
    help = f"did you mean {near}?" if near else f"declare @{kind} {base} too"
    fixes = (Fix(f"write {near}{variant}", span, f"{near}{variant}"),) if near else ()
    return VARIANT_OF_NOTHING(span, f"nobody called {base} is declared", help=help, fixes=fixes)
