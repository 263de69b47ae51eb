"""A phrase of a shot line, or a transition, is one slip away from a word milimo knows.

Phrases it does not know are described to the model as they stand, and transitions it does not know are played as cuts.
That is often what is wanted; here it looks like a slip of the pen.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

MISSPELT_TERM = Kind("M2005", "misspelt-term", Severity.WARNING)

WRONG = """\
!! wide, slow psuh in, the lamp room, 4s
"""

MENDED = """\
!! wide, slow push in, the lamp room, 4s
"""


def misspelt_term(text: str, near: str, span: Span) -> Diagnostic:
    message = f"milimo does not know “{text}”, and takes it as description"
    return MISSPELT_TERM(span, message, help=f"did you mean {near}?", fixes=(Fix(f"write {near}", span, near),))


def misspelt_transition(text: str, near: str, span: Span, *, exact: bool) -> Diagnostic:
    """`span` is the transition's words where it is `exact`, else the line they stand in."""
    fixes = (Fix(f"write {near}", span, near),) if exact else ()
    message = f"milimo does not know “{text}”, and plays it as a cut"
    return MISSPELT_TERM(span, message, help=f"did you mean {near}?", fixes=fixes)


def no_colon_before_length(text: str, name: str, length: str, span: Span) -> Diagnostic:
    """A transition `name` with its `length` behind it: `DISSOLVE TO 18f`."""
    written = f"{name}: {length.lower()}"
    message = f"milimo does not know “{text}”, and plays it as a cut"
    fixes = (Fix(f"write {written}", span, written),)
    return MISSPELT_TERM(span, message, help=f"a length stands after a colon: {written}", fixes=fixes)


def split_cut(text: str, length: str, span: Span, *, leads: bool) -> Diagnostic:
    """A J cut or an L cut by that name, `length` empty where none is written; `span` holds both."""
    written = f"CUT TO: sound {'leads' if leads else 'lags'} {length.lower() or '12f'}"
    message = f"milimo does not know “{text}”, and plays it as a cut"
    return MISSPELT_TERM(
        span, message, help=f"write {written}", fixes=(Fix(f"write {written}", span, written),) if length else ()
    )


def transition_as_action(text: str, near: str, span: Span, tail: str) -> Diagnostic:
    """A paragraph `text` and its `tail` of punctuation that is nearly the transition `near`."""
    message = f"milimo does not know “{text}”, so this is action and is filmed"
    fix = Fix(f"write {near}", span, near + tail)
    return MISSPELT_TERM(span, message, help=f"did you mean {near}?", fixes=(fix,))
