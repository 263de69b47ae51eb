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
    return BAD_VALUE(span, f"“{text}” is not understood here", help=f"you can write {known}")


def nearly_understood(text: str, near: str, span: Span, place: Span) -> Diagnostic:
    """The same where `near` was likely meant by the words at `place`."""
    fixes = (Fix(f"write {near}", place, near),)
    return BAD_VALUE(span, f"“{text}” is not understood here", help=f"did you mean {near}?", fixes=fixes)


def time_without_unit(text: str, span: Span, number: str, place: Span) -> Diagnostic:
    """`at 1` of a sound or a title; the `number` stands at `place`."""
    fixes = (Fix(f"write {number}s", place, f"{number}s"),)
    return BAD_VALUE(
        span, f"the time in “{text}” has no unit", help=f"write {text}s, or {text}f for frames", fixes=fixes
    )


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


def stretch_in_two_units(key: str, frame: str, span: Span) -> Diagnostic:
    """`retake 2..3s`: the first end would be a frame, the second a time."""
    help = f"write a unit behind both: {key} {frame}s..… or {key} {frame}f..…"
    return BAD_VALUE(span, f"“{frame}” alone is a frame, and the end of this stretch is a time", help=help)


def no_stretch(key: str, span: Span) -> Diagnostic:
    """`retake` and `inpaint` that say no frames."""
    help = f"write the frames from and to: {key} 2s..3s: … or {key} 40..80: …"
    return BAD_VALUE(span, f"“{key}” names no stretch of the shot", help=help)


def empty_stretch(first: int, last: int, span: Span) -> Diagnostic:
    help = "the earlier one comes first, and the last is not made again"
    return BAD_VALUE(span, f"there is no frame from {first} to {last}", help=help)


def no_mask(span: Span) -> Diagnostic:
    help = 'write inpaint 40..80, mask "the lamp": …, or retake for the whole picture'
    return BAD_VALUE(span, "“inpaint” does not say what is to change", help=help)


def no_control(text: str, kinds: Sequence[str], span: Span) -> Diagnostic:
    help = f"say what it shows, then the file: control: pose walk.mp4; there are {', '.join(kinds)}"
    return BAD_VALUE(span, f"control cannot be “{text}”", help=help)


def no_weight(text: str, span: Span) -> Diagnostic:
    help = "a number from -4 to 4 behind the file: lora: loras/noir.safetensors, 0.8"
    return BAD_VALUE(span, f"“{text}” is no weight", help=help)


def mode_without(mode: str, what: str, span: Span) -> Diagnostic:
    """A mode that the shot has nothing for; `what` it would need."""
    return BAD_VALUE(
        span, f"the mode {mode} has nothing to work with", help=f"give the shot {what}; or write mode: auto"
    )


def recipe_in_itself(name: str, span: Span) -> Diagnostic:
    return BAD_VALUE(span, f"the recipe {name} calls itself", help="take its own name out of the lines under it")


def recipes_too_deep(name: str, most: int, span: Span) -> Diagnostic:
    message = f"the recipe {name} calls recipes more than {most} deep"
    return BAD_VALUE(span, message, help="write the phrases of the last ones in the recipe that calls them")


def recipes_too_long(name: str, phrases: int, characters: int, span: Span) -> Diagnostic:
    """`name` is the recipe that the shot line calls."""
    message = f"the recipe {name} becomes more than {phrases:,} phrases or {characters:,} characters"
    return BAD_VALUE(span, message, help="call each recipe once, and let fewer of its lines call others")


def term_too_long(name: str, characters: int, span: Span) -> Diagnostic:
    """What fills a term's holes."""
    message = f"“{name}” becomes more than {characters:,} characters with this"
    return BAD_VALUE(span, message, help="say it in fewer words")


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


def no_capability(name: str, near: str | None, known: Sequence[str], span: Span) -> Diagnostic:
    """Something under `can:` of a model."""
    help = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
    fixes = (Fix(f"write {near}", span, near),) if near else ()
    return BAD_VALUE(span, f"there is nothing called “{name}” that a model can", help=help, fixes=fixes)
