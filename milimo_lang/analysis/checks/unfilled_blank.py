"""A word in braces that nothing fills.

What stands in braces in the name of a `%define` is filled where the word is used: `%define camera drift to {target}`
is called as `drift to the door`. Braces in its `prompt` and `draft` must name one of those; anything else reaches the
model as it stands, braces and all.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNFILLED_BLANK = Kind("M2026", "unfilled-blank", Severity.WARNING)

WRONG = """\
%define camera whirl to {target}
    prompt: the camera whirls around to {tagret}

!! wide, whirl to the door, 4s
"""

MENDED = """\
%define camera whirl to {target}
    prompt: the camera whirls around to {target}

!! wide, whirl to the door, 4s
"""


def unknown_blank(name: str, near: str | None, known: Sequence[str], span: Span) -> Diagnostic:
    """`span` is what stands in the braces; `known` are those in the name of the `%define`."""
    among = " or ".join(f"{{{one}}}" for one in known)
    help = f"did you mean {{{near}}}?" if near else f"write {among}, or put {{{name}}} in the name as well"
    if not known:
        help = f"put {{{name}}} in the name as well, or take the braces out"
    fixes = (Fix(f"write {near}", span, near),) if near else ()
    return UNFILLED_BLANK(span, f"nothing fills {{{name}}}: it is not in the name", help=help, fixes=fixes)


def open_blank(text: str, span: Span) -> Diagnostic:
    return UNFILLED_BLANK(
        span,
        f"this brace is never closed: “{text}”",
        help="close it with }",
        fixes=(Fix("close the brace", span.after, "}"),),
    )


def nothing_to_fill(text: str, blank: str, span: Span) -> Diagnostic:
    """A word of the film's own that is called without what fills its blank."""
    return UNFILLED_BLANK(
        span, f"“{text}” does not say its {{{blank}}}", help=f"write what that is behind it: {text} the door"
    )
