"""Something stands where it cannot stand.

The phrases of a shot line and of a `%` line are separated by commas, and after a colon and a space everything is prose.
A value that itself holds a colon or a comma goes in quotes. A declaration names one element; everything else about
it comes after the colon. The rest of the line is read as far as it can be.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNEXPECTED = Kind("M1001", "unexpected", Severity.ERROR)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

%music: score/theme.wav, -14 dB
+++ score/theme.wav 30s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

%music score/theme.wav, -14 dB
+++ score/theme.wav 30s
"""


def colon_here(span: Span) -> Diagnostic:
    return UNEXPECTED(span, "a colon cannot stand here", help='put a value that holds a colon in quotes: "…"')


def two_colons(span: Span) -> Diagnostic:
    """`!! wide, 4s:: rain`: the first of them."""
    return UNEXPECTED(
        span,
        "one colon is enough",
        help="take this one out",
        fixes=(Fix("take the colon out", span, "", Applicability.SAFE),),
    )


def colon_after_word(span: Span) -> Diagnostic:
    """`%music: theme.wav`: the colon right behind the word of a `%` line."""
    return UNEXPECTED(
        span,
        "this colon does not belong here",
        help="write a space instead, as in %music score/theme.wav",
        fixes=(Fix("take the colon out", span, "", Applicability.SAFE),),
    )


def colon_after_kind(span: Span) -> Diagnostic:
    """`%define camera: whirl`: the colon behind the first word of what a `%` line says."""
    return UNEXPECTED(
        span,
        "this colon does not belong here",
        help="write the name right behind its kind, as in %define camera whirl",
        fixes=(Fix("take the colon out", span, "", Applicability.SAFE),),
    )


def several_names(span: Span) -> Diagnostic:
    return UNEXPECTED(
        span,
        "a declaration names one element",
        help="give each element a line of its own; the look comes after a colon",
    )


def unexpected(text: str, span: Span) -> Diagnostic:
    return UNEXPECTED(span, f"“{text.strip()}” cannot stand here", help="take it out, or put a comma before it")
