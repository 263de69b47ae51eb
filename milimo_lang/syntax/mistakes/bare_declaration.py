"""A line looks like a declaration and declares nothing.

Without a colon, and without a `key: value` line under it, `@character Mara` is ordinary text.
"""

from __future__ import annotations

import re

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

BARE_DECLARATION = Kind("M1018", "bare-declaration", Severity.WARNING)

WRONG = """\
@character Mara

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def look_in_the_name(name: str, span: Span) -> Diagnostic:
    return BARE_DECLARATION(
        span,
        f"“{name}” is all taken for the name, because it has no colon",
        help="write a colon after the name, and the look after that",
    )


def bare_declaration(line: str, span: Span) -> Diagnostic:
    """`line` is the text of the line at `span`; the colon belongs where a dash is, or before the first small word."""
    dash = _DASH.search(line) or _NAME_END.search(line)
    at = Span(span.path, span.start + dash.start("gap"), span.start + dash.end("gap")) if dash else span.after
    return BARE_DECLARATION(
        span,
        "this line declares nothing, because it has no colon",
        help="write a colon after the name, and the look after that",
        fixes=(Fix("write a colon", at, ": ") if dash else Fix("add a colon", at, ":"),),
    )


_DASH = re.compile(r"(?P<gap>\s+(?:--?|[–—])\s+|[—])")
_NAME_END = re.compile(r"^@\w+(?:\s+[A-ZÀ-Þ][\w'’.-]*)+(?P<gap>\s+)(?=[^\W\d_A-Z])")


def glued_look(name: str, span: Span) -> Diagnostic:
    """`@location Lamp Room:brass`: the colon at `span` behind `name`."""
    return BARE_DECLARATION(
        span,
        f"there is no space after this colon, so {name} is not declared",
        help="leave a space after it",
        fixes=(Fix("put a space there", span, ": "),),
    )
