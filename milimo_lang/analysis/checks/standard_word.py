"""A `%define` gives a word of the standard vocabulary another meaning.

That is allowed: the film's own meaning counts. If it was not intended, give the word another name.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

STANDARD_WORD = Kind("M2029", "standard-word", Severity.NOTE)

WRONG = """\
%define light low key
    prompt: one candle in a dark room

!! wide, low key, 4s
"""

MENDED = """\
%define light one candle
    prompt: one candle in a dark room

!! wide, one candle, 4s
"""


def standard_word(name: str, span: Span) -> Diagnostic:
    return STANDARD_WORD(
        span,
        f"“{name}” is a word of the standard vocabulary, and means this from here on",
        help="give it another name if you want to keep both",
    )
