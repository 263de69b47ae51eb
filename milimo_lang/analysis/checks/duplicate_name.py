"""Two elements share a name.

Names are compared without regard to capitals, apostrophes, spaces, hyphens and full stops, since a mention drops those:
`Mara-Lee` and `Mara Lee` are one name. Rename one, or make it a variant of the other: `@character Mara.wet: …`. Two
shots with one `id:` cannot be told apart either.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Label, Severity
from milimo_lang.source import Span

DUPLICATE_NAME = Kind("M2001", "duplicate-name", Severity.ERROR)

WRONG = """\
@character Mara: silver braid
@character MARA: a girl of ten

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid
@character Young Mara: a girl of ten

Mara strikes a match.
"""


def duplicate_name(name: str, mention: str, kind: str, first: tuple[str, Span], span: Span) -> Diagnostic:
    """`name`, a `kind`, is declared again at `span`; `first` is the name and the place of the other."""
    other, place = first
    same = name.casefold() == other.casefold()
    return DUPLICATE_NAME(
        span,
        f"{name} is declared twice" if same else f"{other} and {name} are one name: {mention} would mean both",
        label="declared again here",
        related=(Label(place, "first declared here"),),
        help=f"rename one, or declare a variant: @{kind} {other}.other: …",
    )


def duplicate_id(id: str, first: Span, span: Span) -> Diagnostic:
    related = (Label(first, "the first is here"),)
    return DUPLICATE_NAME(span, f"two shots have the id {id}", related=related, help="give each an id of its own")
