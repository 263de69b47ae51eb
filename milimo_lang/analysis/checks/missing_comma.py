"""A comma is missing on a shot line.

Phrases are separated by commas. `close on @Mara handheld` says whom the shot is on, and nothing of the camera. A dash,
a semicolon or a full stop is read as a comma where a term or a length stands beside it, and said.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

MISSING_COMMA = Kind("M1027", "missing-comma", Severity.WARNING)

WRONG = """\
@character Mara: silver braid

!! close on @Mara handheld, 4s
"""

MENDED = """\
@character Mara: silver braid

!! close on @Mara, handheld, 4s
"""


def missing_comma(words: str, span: Span, place: Span) -> Diagnostic:
    """A comma belongs at `place`, before `words`."""
    fix = Fix("put a comma there", place, ",")
    return MISSING_COMMA(span, f"no comma stands before “{words}”", help="put a comma there", fixes=(fix,))


def other_separator(mark: str, mended: str, span: Span, whole: Span) -> Diagnostic:
    """`mark` stands at `span`; `mended` is what belongs at `whole`."""
    wanted = "a space belongs behind this colon" if mark == ":" else f"phrases are separated by commas, not by “{mark}”"
    fix = Fix(f"write {mended}", whole, mended)
    return MISSING_COMMA(span, wanted, help=f"write {mended}", fixes=(fix,))
