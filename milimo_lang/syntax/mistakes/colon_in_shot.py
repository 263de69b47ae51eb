"""A colon on a shot line turns what was meant as an order into description.

After a colon and a space all is prose. A length stands before it, between commas; a key and its value stand on a
line of their own under the shot.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

COLON_IN_SHOT = Kind("M1029", "colon-in-shot", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! wide, the lamp goes out: 4s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, the lamp goes out, 4s
"""


def length_behind_colon(colon: Span) -> Diagnostic:
    """`colon` is the colon before what is nothing but a length."""
    return COLON_IN_SHOT(
        colon,
        "after this colon all is description, so this is not read as its length",
        help="write a comma instead",
        fixes=(Fix("write a comma", colon, ","),),
    )


def key_before_colon(key: str, span: Span) -> Diagnostic:
    """`!! wide, seed: 7`."""
    message = f"“{key}:” is no key here: on a shot line all is description after a colon"
    return COLON_IN_SHOT(span, message, help=f"write {key}: on a line of its own under the shot")
