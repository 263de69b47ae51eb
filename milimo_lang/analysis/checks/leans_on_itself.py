"""An element takes over what another says, which takes it over from the first.

`like: @Other` and `voice: @Name` take over a look and a voice. Two that take them over from each other say nothing:
write the look, or the voice, of one of them. A row of elements that take over from each other may be 50 long, and a
look that comes together from several may have 10,000 characters.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

LEANS_ON_ITSELF = Kind("M2021", "leans-on-itself", Severity.ERROR)

WRONG = """\
@character Mara
    like: @Ana

@character Ana: ten years younger
    like: @Mara

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid

@character Ana: ten years younger
    like: @Mara

Mara strikes a match.
"""


def leans_on_itself(name: str, span: Span, *, deep: int = 0) -> Diagnostic:
    """What `name` is like is like `name` again; or there are more than `deep` between."""
    message = f"{name} takes its look or voice from itself, by way of others"
    if deep:
        message = f"{name} takes its look or voice from others, more than {deep} in a row"
    return LEANS_ON_ITSELF(span, message, help="write the look, or the voice, of one of them in words")


def look_too_long(name: str, most: int, span: Span) -> Diagnostic:
    """Looks that are taken over from one to the next add up."""
    message = f"what {name} takes over makes a look of more than {most:,} characters"
    return LEANS_ON_ITSELF(span, message, help="write the look of one of them in words")
