"""A plain Fountain file holds what milimo would act on in a `.mls` file.

In a file that ends in `.fountain` nothing is reserved: `!!` and `%music` are action, `@character` is a name. Rename
the file to end in `.mls`, and they mean what they say.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

MARKS_IN_FOUNTAIN = Kind("M1904", "marks-in-fountain", Severity.NOTE)

WRONG = """\
+++ film.fountain
INT. LAMP ROOM - NIGHT

!! close on the match, 4s
"""

MENDED = """\
+++ film.mls
INT. LAMP ROOM - NIGHT

!! close on the match, 4s
"""


def marks_in_fountain(better: str, span: Span) -> Diagnostic:
    """`better` is the file's name as it would have to be."""
    message = "this is plain text, because the file ends in .fountain"
    return MARKS_IN_FOUNTAIN(span, message, help=f"rename the file to {better}")
