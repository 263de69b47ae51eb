"""A note to milimo that it does not understand.

A note alone on its line that begins with `milimo:` or `include` is meant for milimo, not for a reader. It knows
`[[milimo: allow M3004]]`, which silences a warning on what follows (the code stands in front of the warning), and
`[[include: scene2.mls]]`, which puts a file in its place.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNREAD_NOTE = Kind("M1030", "unread-note", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

[[include scene2.mls]]
+++ scene2.mls
EXT. SEA - NIGHT

The beam sweeps out.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

[[include: scene2.mls]]
+++ scene2.mls
EXT. SEA - NIGHT

The beam sweeps out.
"""


def include_without_colon(path: str, span: Span) -> Diagnostic:
    """`[[include scene2.mls]]`, or the same behind a `%`."""
    better = f"[[include: {path}]]"
    return UNREAD_NOTE(
        span,
        "this includes nothing, because it has no colon",
        help=f"write {better}",
        fixes=(Fix(f"write {better}", span, better),),
    )


def include_inside(span: Span) -> Diagnostic:
    """`[[include: scene2.mls]]` in a paragraph, a speech or a block."""
    help = "give it a line of its own, with a blank line above it and one below"
    return UNREAD_NOTE(span, "nothing is included here, in the middle of something else", help=help)


def unknown_order(span: Span) -> Diagnostic:
    """`[[milimo: ignore M3004]]`."""
    help = "write [[milimo: allow M3004]], with the code that stands in front of the warning"
    return UNREAD_NOTE(span, "milimo does not understand this note", help=help)
