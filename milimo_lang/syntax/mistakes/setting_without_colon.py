"""A line of the title page reads like a setting and has no colon.

Settings are a key, a colon and a value: `Size: 1920x1080`. A line without one goes on with what the line above says.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

SETTING_WITHOUT_COLON = Kind("M1025", "setting-without-colon", Severity.WARNING)

WRONG = """\
Title: The Lamp
Seed 7

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
Title: The Lamp
Seed: 7

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def setting_without_colon(key: str, span: Span) -> Diagnostic:
    """`span` is the key."""
    message = f"“{key}” has no colon, so this line belongs to the one above"
    fix = Fix("add a colon", span.after, ":")
    return SETTING_WITHOUT_COLON(span, message, help="write a colon after the key", fixes=(fix,))


def title_without_colon(key: str, span: Span) -> Diagnostic:
    """The first line of a file, over others that are keys with a colon."""
    message = f"“{key}” has no colon, so this and the lines under it are action"
    fix = Fix("add a colon", span.after, ":")
    return SETTING_WITHOUT_COLON(span, message, help="write a colon after the key", fixes=(fix,))
