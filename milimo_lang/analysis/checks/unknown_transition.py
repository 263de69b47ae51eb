"""A transition that milimo does not know is played as a cut.

Say it with one it knows, or leave it: as a cut it does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_TRANSITION = Kind("M3009", "unknown-transition", Severity.NOTE)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

> THE PAGE TURNS TO:

EXT. SEA - NIGHT

The beam sweeps out.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

> WIPE TO:

EXT. SEA - NIGHT

The beam sweeps out.
"""


def unknown_transition(text: str, known: Iterable[str], span: Span) -> Diagnostic:
    return UNKNOWN_TRANSITION(span, f"“{text}” is played as a cut", help=f"you can write {', '.join(known)} …")
