"""A key of the title page has no value.

Keys of the title page become settings of the film and go into its file. One without a value says nothing: write it
behind the colon, or take the line out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

EMPTY_TITLE_KEY = Kind("M6014", "empty-title-key", Severity.NOTE)

WRONG = """\
Title: The Lamp
Author:

Rain.
"""

MENDED = """\
Title: The Lamp

Rain.
"""


def empty_title_key(key: str, span: Span, line: Span) -> Diagnostic:
    """The key at `span`; `line` is its whole line with its end."""
    return EMPTY_TITLE_KEY(
        span,
        f"{key} has no value",
        label="nothing stands behind it",
        help="write it behind the colon, or take the line out",
        fixes=(Fix("take the line out", line, "", Applicability.SAFE),),
    )
