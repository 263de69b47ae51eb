"""A line under a shot is nearly a key, and is filmed instead.

Under `!!` a line that opens with a key of a shot and a colon belongs to the shot; every other line is action. So a
misspelt key, or one without its colon, would be read out to the camera.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span
from milimo_lang.syntax.words import SHOT_KEYS

LIKE_A_KEY = Kind("M1007", "like-a-key", Severity.WARNING)

WRONG = """\
!! wide, the lamp room
    duratoin: 4s
"""

MENDED = """\
!! wide, the lamp room
    duration: 4s
"""


def like_a_key(word: str, near: str, span: Span) -> Diagnostic:
    return LIKE_A_KEY(
        span,
        f"“{word}” is no key of a shot, so this line is action",
        help=f"did you mean “{near}”?",
        fixes=(Fix(f"write {near}", span, near),),
    )


def key_of_another_block(word: str, span: Span) -> Diagnostic:
    return LIKE_A_KEY(
        span,
        f"“{word}” belongs to a declaration and not to a shot, so this line is action",
        help="in a shot pictures come with key 0: or reference:, words with prompt:",
        fixes=(Fix("write key 0", span, "key 0"),) if word == "image" else (),
    )


def strength_alone(span: Span) -> Diagnostic:
    help = "write it behind the picture: key 0: boards/tower.png, strength 0.8"
    return LIKE_A_KEY(span, "“strength” is no key of a shot, so this line is action", help=help)


def key_without_colon(word: str, span: Span) -> Diagnostic:
    return LIKE_A_KEY(
        span,
        f"“{word}” has no colon, so this line is action",
        help="write a colon after it",
        fixes=(Fix("add a colon", span.after, ":"),),
    )


def equals_sign(word: str, span: Span) -> Diagnostic:
    """`seed = 4`: the sign at `span`, with the space around it."""
    fix = Fix("write a colon", span, ": ")
    return LIKE_A_KEY(span, f"“{word}” has no colon, so this line is action", help=f"write {word}: …", fixes=(fix,))


def key_of_the_shot_line(word: str, value: str, span: Span) -> Diagnostic:
    """`camera: push in`."""
    help = f"write it on the shot line, between commas, as in !! wide, {value}"
    return LIKE_A_KEY(span, f"“{word}” is no key of a shot, so this line is action", help=help)


def directive_as_key(word: str, directive: str, span: Span, opening: Span) -> Diagnostic:
    """`music: theme.wav`; `opening` holds the space behind the colon too."""
    return LIKE_A_KEY(
        span,
        f"“{word}” is no key of a shot, so this line is action",
        help=f"did you mean “%{directive}”?",
        fixes=(Fix(f"write %{directive}", opening, f"%{directive} "),),
    )


def no_key_of_a_shot(word: str, span: Span) -> Diagnostic:
    return LIKE_A_KEY(
        span,
        f"“{word}” is no key of a shot, so this line is action",
        help=f"a shot has {', '.join(SHOT_KEYS)}; begin the line with ! if it is action",
    )


def glued_colon(span: Span) -> Diagnostic:
    """The colon at `span` is glued to what follows."""
    message = "there is no space after this colon, so the line is action"
    return LIKE_A_KEY(span, message, help="leave a space after it", fixes=(Fix("put a space there", span, ": "),))
