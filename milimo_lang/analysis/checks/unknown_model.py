"""The film asks for a model that milimo has never heard of.

Those it knows are in the standard library (`animatic`, `ltx-2` …); `%define model NAME` adds one.
"""

from __future__ import annotations

from collections.abc import Iterable

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_MODEL = Kind("M5001", "unknown-model", Severity.ERROR)

WRONG = """\
Title: The Lamp
Model: ltx2

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
Title: The Lamp
Model: ltx-2

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def unknown_model(name: str, near: str | None, known: Iterable[str], span: Span) -> Diagnostic:
    help = f"did you mean {near}?" if near else f"you can write {', '.join(sorted(known))}"
    fixes = (Fix(f"write {near}", span, near),) if near else ()
    return UNKNOWN_MODEL(span, f"there is no model “{name}”", help=help, fixes=fixes)
