"""A key has nothing after its colon.

`image:` wants a path, `voice:` a few words. A line that has nothing to say is best left out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

EMPTY_VALUE = Kind("M1004", "empty-value", Severity.ERROR)

WRONG = """\
@character Mara: silver braid
    voice:

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid
    voice: low, unhurried

Mara strikes a match.
"""


def empty_value(key: str, span: Span) -> Diagnostic:
    return EMPTY_VALUE(span, f"“{key}” has no value", help=f"write it after the colon, or take “{key}:” out")
