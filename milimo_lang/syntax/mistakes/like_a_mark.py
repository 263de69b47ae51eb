"""A line is nearly a shot, a declaration or a `%` line.

After `%` comes one of `set define music sfx ambience voiceover title super overlay`, after `@` a name, or one of
`character location object style voice` and a name; a shot is `!!` and a word. Anything else is ordinary text.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

LIKE_A_MARK = Kind("M1017", "like-a-mark", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

%musik score/theme.wav
+++ score/theme.wav 30s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

%music score/theme.wav
+++ score/theme.wav 30s
"""


def like_a_mark(word: str, near: str, span: Span) -> Diagnostic:
    return LIKE_A_MARK(
        span,
        f"“{word}” means nothing to milimo, so this line is ordinary text",
        help=f"did you mean “{near}”?",
        fixes=(Fix(f"write {near}", span, near),),
    )


def like_a_shot(span: Span) -> Diagnostic:
    return LIKE_A_MARK(
        span,
        "a shot begins with a letter or a digit after its !!, so this line is action",
        help="begin with a word, as in !! close on @Mara",
    )
