"""`milimo.lock` cannot be read.

It holds which takes are in the film. Nothing is made by guesswork in its place, and no command writes over it: mend it,
or take it as it was out of version control. After a merge, keep the blocks you want and take the marker lines out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.ir.lock import NAME, Unreadable
from milimo_lang.source import Span
from milimo_lang.world import NotHad

BAD_LOCK = Kind("M4005", "bad-lock", Severity.ERROR)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.
+++ milimo.lock
version = 1
<<<<<<< ours
=======
>>>>>>> theirs
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.
+++ milimo.lock
version = 1
"""


def bad_lock(wrong: Unreadable) -> Diagnostic:
    return BAD_LOCK(Span(NAME, wrong.start, wrong.end), wrong.message, help=wrong.help)


def lock_not_had(trouble: NotHad) -> Diagnostic:
    """The file is there and cannot be read as text."""
    return BAD_LOCK(Span(NAME, 0, 0), trouble.sentence, help="take it as it was out of version control, or remove it")
