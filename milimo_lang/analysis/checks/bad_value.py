"""A value that milimo cannot understand, or that is too small or too large.

What is possible stands under the message. The setting keeps its usual value, so that the rest of the film can be
checked.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

BAD_VALUE = Kind("M3006", "bad-value", Severity.ERROR)

WRONG = """\
Title: The Lamp
Frame rate: fast

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
Title: The Lamp
Frame rate: 24

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def cannot_be(what: str, text: str, wanted: str, span: Span, better: str = "") -> Diagnostic:
    """`what` is given as `text`; `wanted` says what it can be, `better` what was likely meant."""
    fixes = (Fix(f"write {better}", span, better),) if better else ()
    return BAD_VALUE(span, f"{what} cannot be “{text}”", help=wanted, fixes=fixes)


def not_understood(text: str, known: str, span: Span) -> Diagnostic:
    """A phrase behind a sound, a title, a picture or a transition."""
    return BAD_VALUE(span, f"“{text}” is not understood here", help=f"known are {known}")


# ---------------------------------------------------------------- shots


def no_card_words(span: Span) -> Diagnostic:
    return BAD_VALUE(span, "this card has no words", help='write card "Later"')


def beat_without_time(span: Span) -> Diagnostic:
    return BAD_VALUE(span, "“at” needs a time with a unit", help="write at 4s: … or at 96f: …")


def key_without_frame(span: Span) -> Diagnostic:
    help = "write key 0: picture.png, key 2s: …, key 50%: … or key end: …"
    return BAD_VALUE(span, "a keyframe needs a frame", help=help)


def pin_without_time(span: Span) -> Diagnostic:
    return BAD_VALUE(span, "this note names no time in the shot", help="write [[at 4s]] or [[at 96f]]")


def no_such_take(pick: int, takes: int, span: Span) -> Diagnostic:
    message = f"there are {takes} takes, and this picks number {pick}"
    return BAD_VALUE(span, message, help=f"write a number from 1 to {takes}, or raise takes:")


# ---------------------------------------------------------------- sounds and titles


def no_sound_named(word: str, span: Span) -> Diagnostic:
    return BAD_VALUE(span, f"%{word} names no file", help=f"write the file: %{word} sounds/rain.wav")


def no_words_quoted(word: str, span: Span) -> Diagnostic:
    return BAD_VALUE(span, f"%{word} has no words in quotes", help=f'write %{word} "THREE YEARS LATER", 3s')


def no_picture_named(span: Span) -> Diagnostic:
    return BAD_VALUE(span, "%overlay names no picture", help="write the file: %overlay logo.png")


# ---------------------------------------------------------------- models


def no_template(name: str, near: str | None, known: Sequence[str], span: Span) -> Diagnostic:
    help = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
    fixes = (Fix(f"write {near}", span, near),) if near else ()
    return BAD_VALUE(span, f"there is no prompt template “{name}”", help=help, fixes=fixes)


def not_of_a_profile(key: str, text: str, known: Sequence[str], span: Span) -> Diagnostic:
    return BAD_VALUE(span, f"a model has no “{key}: {text}”", help=f"it has {', '.join(known)}")


def no_profile(name: str, wrong: str, span: Span) -> Diagnostic:
    """`wrong` is what its numbers do not allow."""
    return BAD_VALUE(span, f"the model {name} cannot be as it is described: {wrong}", help="change that line under it")
