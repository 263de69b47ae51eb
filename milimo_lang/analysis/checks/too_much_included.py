"""Files use or include each other too deep or too often.

Files may be nested 50 deep, and a film may hold 2,000 includes with 200,000 paragraphs, speeches and shots in all.
Nothing that anyone writes comes near; a chain or a doubling of files that was made by mistake does. What lies beyond is
left out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

TOO_MUCH_INCLUDED = Kind("M1903", "too-much-included", Severity.ERROR)

WRONG = "[[include: part-1.mls]]\n" + "".join(
    f"+++ part-{number}.mls\nMara strikes a match.\n\n[[include: part-{number + 1}.mls]]\n" for number in range(1, 52)
)

MENDED = """\
[[include: part-1.mls]]

[[include: part-2.mls]]
+++ part-1.mls
Mara strikes a match.
+++ part-2.mls
It does not catch.
"""


def too_deep(how: str, most: int, span: Span) -> Diagnostic:
    """`how` is "use" or "include"."""
    return TOO_MUCH_INCLUDED(span, f"files {how} each other more than {most} deep", help=_HELP)


def too_many_includes(most: int, span: Span) -> Diagnostic:
    return TOO_MUCH_INCLUDED(span, f"the film includes more than {most:,} files", help=_HELP)


def too_many_elements(most: int, span: Span) -> Diagnostic:
    message = f"the included files hold more than {most:,} paragraphs, speeches and shots"
    return TOO_MUCH_INCLUDED(span, message, help=_HELP)


_HELP = "include each file where it plays, and use each library where its names are needed"
