"""A bracket in a speech is opened and never closed.

`(whispering)` on a line of its own says how something is said. Without its second bracket the words are spoken; and an
extension behind a name without one is part of the name.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNCLOSED_BRACKET = Kind("M1024", "unclosed-bracket", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA
(whispering
Not tonight.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

MARA
(whispering)
Not tonight.
"""


def unclosed_bracket(span: Span) -> Diagnostic:
    message = "this bracket is never closed, so its words are spoken"
    return UNCLOSED_BRACKET(span, message, help="close it with )", fixes=(Fix("close the bracket", span.after, ")"),))


def unclosed_extension(span: Span) -> Diagnostic:
    message = "this bracket is never closed, so it is part of the name"
    return UNCLOSED_BRACKET(span, message, help="close it with )", fixes=(Fix("close the bracket", span.after, ")"),))


def square_extension(words: str, span: Span) -> Diagnostic:
    """`MARA [V.O.]`"""
    message = "an extension stands in round brackets, so this is part of the name"
    fix = Fix(f"write ({words})", span, f"({words})")
    return UNCLOSED_BRACKET(span, message, help=f"write ({words})", fixes=(fix,))
