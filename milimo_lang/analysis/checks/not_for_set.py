"""`%set` cannot carry this from shot to shot.

It gives the shots of its scene, section or file their terms, their style, their variants (`@Mara.wet`), and keys such
as `negative`, `seed` and `takes` (how many are made). A length, a keyframe, a subject, or which take is used (`take 2`)
belongs to one shot and stands on the shot's own line.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

NOT_FOR_SET = Kind("M2014", "not-for-set", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

%set handheld, 4s

!! wide
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

%set handheld

!! wide, 4s
"""


def phrase_of_one_shot(text: str, span: Span) -> Diagnostic:
    message = f"“{text}” belongs to one shot: %set does not carry it"
    return NOT_FOR_SET(span, message, help="write it on the shot's own line")


def subject_of_one_shot(text: str, span: Span) -> Diagnostic:
    message = f"whom “{text}” is on belongs to one shot: %set carries the rest"
    return NOT_FOR_SET(span, message, help="write it on the shot's own line")


def key_of_one_shot(key: str, span: Span) -> Diagnostic:
    message = f"“{key}” belongs to one shot: %set does not carry it"
    return NOT_FOR_SET(span, message, help="write it under the shot's own line")
