"""A key of the title page is nearly a setting of the film.

Keys that milimo does not know are kept with the film, so a misspelt setting would silently do nothing.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_SETTING = Kind("M2008", "unknown-setting", Severity.WARNING)

WRONG = """\
Title: The Lamp
Frame rat: 25

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
Title: The Lamp
Frame rate: 25

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def unknown_setting(key: str, near: str, span: Span) -> Diagnostic:
    fix = Fix(f"write {near}", span, near)
    return UNKNOWN_SETTING(span, f"“{key}” is no setting of the film", help=f"did you mean {near}?", fixes=(fix,))
