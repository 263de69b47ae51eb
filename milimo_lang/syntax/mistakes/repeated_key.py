"""A key stands twice under one line.

Of two lines with one key only the last counts. Keys that may stand more than once are `image`, `reference`, `lora`,
`control`, and those that say where: `key`, `at`, `retake`, `inpaint`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Label, Severity
from milimo_lang.source import Span

REPEATED_KEY = Kind("M1031", "repeated-key", Severity.WARNING)

WRONG = """\
@character Mara: silver braid
    voice: low, unhurried
    voice: quick

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid
    voice: low, unhurried

Mara strikes a match.
"""


def repeated_key(key: str, first: Span, span: Span) -> Diagnostic:
    """`span` is the second one."""
    related = (Label(first, "the first is here"),)
    return REPEATED_KEY(span, f"“{key}” stands here a second time", help="take one of the two out", related=related)
