"""A line under a declaration or under `%` is no `key: value`.

The lines directly under `@character Mara`, `%set` and `%define` are a key, a colon, a space and a value. A blank line
ends them: leave one where the screenplay goes on.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

NO_COLON = Kind("M1005", "no-colon", Severity.ERROR)

WRONG = """\
@character Mara: silver braid
    she has not slept for days

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid, has not slept for days

Mara strikes a match.
"""


def no_colon(span: Span) -> Diagnostic:
    return NO_COLON(
        span,
        "this line has no key and no colon",
        help="write it as “key: value”, or leave a blank line above it to begin a paragraph",
    )


def no_key(span: Span) -> Diagnostic:
    return NO_COLON(span, "there is no key before this colon", help="write one, as in image: refs/mara.png")


def glued_value(span: Span) -> Diagnostic:
    """`image:refs/mara.png`: the colon at `span`."""
    return NO_COLON(
        span,
        "there is no space after this colon, so the line is no key and value",
        help="leave a space after it",
        fixes=(Fix("put a space there", span, ": "),),
    )


def value_behind_equals(key: str, span: Span) -> Diagnostic:
    """`image = refs/mara.png`: the sign at `span`, with the space around it."""
    return NO_COLON(
        span,
        f"“{key}” has no colon",
        help=f"write {key}: …",
        fixes=(Fix("write a colon", span, ": "),),
    )
