"""The words of a card stand without quotes.

They are shown all the same. In quotes they may hold commas, and cannot be taken for a length.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNQUOTED_CARD = Kind("M1022", "unquoted-card", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! card THREE YEARS LATER, 3s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! card "THREE YEARS LATER", 3s
"""


def unquoted_card(words: str, span: Span, *, as_written: bool) -> Diagnostic:
    """`as_written`: `words` are what stands at `span`, so quotes change nothing that is shown."""
    words = words.strip('"“”')
    grade = Applicability.SAFE if as_written else Applicability.MAYBE
    fix = Fix("put them in quotes", span, f'"{words}"', grade)
    return UNQUOTED_CARD(span, "the words of a card stand in quotes", help=f'write card "{words}"', fixes=(fix,))
