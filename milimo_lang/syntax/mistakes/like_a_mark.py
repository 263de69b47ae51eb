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


def not_two_bangs(bangs: str, line: Span) -> Diagnostic:
    """A line that ends in a length as a shot does, with one `!`, with three, or without any."""
    span = Span(line.path, line.start, line.start + len(bangs))
    message = f"{bangs} makes a paragraph, and a shot wants !!" if bangs else "this reads like a shot, and has no !!"
    return LIKE_A_MARK(
        span if bangs else line,
        message,
        help="begin the line with !! if it is a shot",
        fixes=(Fix("make it a shot", span, "!!" if bangs else "!! "),),
    )


def more_than_one_mark(marks: str, word: str, span: Span) -> Diagnostic:
    return LIKE_A_MARK(
        span,
        f"“{marks}{word}” has one {marks[0]} too many, so this line is ordinary text",
        help=f"write {marks[0]}{word}",
        fixes=(Fix(f"write {marks[0]}{word}", span, marks[0]),),
    )


def without_mark(mark: str, word: str, start: Span) -> Diagnostic:
    return LIKE_A_MARK(
        start,
        f"“{word}” has no {mark.strip()} before it, so this line is ordinary text",
        help=f"did you mean “{mark}{word}”?",
        fixes=(Fix(f"write {mark}{word}", Span(start.path, start.start, start.start), mark),),
    )


def space_behind_mark(mark: str, word: str, gap: Span) -> Diagnostic:
    """`@ character Mara: …`"""
    return LIKE_A_MARK(
        Span(gap.path, gap.start - 1, gap.end + len(word)),
        f"“{mark}” stands apart from “{word}”, so this line is ordinary text",
        help=f"write {mark}{word}",
        fixes=(Fix(f"write {mark}{word}", gap, ""),),
    )


def transition_as_mark(word: str, span: Span) -> Diagnostic:
    """`%fade 2s`"""
    return LIKE_A_MARK(
        span,
        f"“{word}” means nothing to milimo, so this line is ordinary text",
        help="a transition begins with >, as in > FADE OUT. or > DISSOLVE TO: 1s",
    )
