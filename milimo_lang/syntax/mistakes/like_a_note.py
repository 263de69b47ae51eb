"""A note is nearly one that milimo reads.

`[[include: scene2.mls]]` puts a file in, and `[[milimo: allow M3004]]` silences a remark on the next element. Any other
note is left unread.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

LIKE_A_NOTE = Kind("M1026", "like-a-note", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

[[inculde: scene2.mls]]
+++ scene2.mls
Rain.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

[[include: scene2.mls]]
+++ scene2.mls
Rain.
"""


def like_a_note(word: str, near: str, span: Span) -> Diagnostic:
    """`span` is the word."""
    fix = Fix(f"write {near}", span, near)
    return LIKE_A_NOTE(span, f"“{word}” means nothing in a note", help=f"did you mean “{near}”?", fixes=(fix,))
