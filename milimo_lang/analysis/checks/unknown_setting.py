"""A key of the title page is nearly a setting of the film, or one that every title page may have.

Keys that milimo does not know are kept with the film, so a misspelt setting or a misspelt `Author` would silently do
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    return _unknown(f"“{key}” is no setting of the film", near, span)


def misspelt_title_key(key: str, near: str, span: Span) -> Diagnostic:
    """`near` is a key of Fountain's own: `Author`."""
    return _unknown(f"“{key}” is no key that title pages have", near, span)


def _unknown(message: str, near: str, span: Span) -> Diagnostic:
    fix = Fix(f"write {near}", span, near)
    return UNKNOWN_SETTING(span, message, help=f"did you mean {near}?", fixes=(fix,))


def setting_twice(key: str, near: str, span: Span) -> Diagnostic:
    """A key that means the setting `near`, which the title page has already."""
    message = f"“{key}” is no setting of the film"
    return UNKNOWN_SETTING(span, message, help=f"it is called {near}, and stands on this page already: keep one")


def size_as_ratio(key: str, sizes: Sequence[str], span: Span) -> Diagnostic:
    """A key for the film's size that holds a ratio; `sizes` are some of that ratio."""
    message = f"“{key}” is no setting of the film"
    return UNKNOWN_SETTING(span, message, help=f"write the size in pixels, Size: {' or '.join(sizes)}")
