"""The place of a heading is nearly a declared location.

A heading binds to a location whose name it spells. This one misses it by a letter, so the scene is played in a place
nobody described.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Label, Severity
from milimo_lang.source import Span

ALMOST_PLACE = Kind("M2016", "almost-place", Severity.WARNING)

WRONG = """\
@location Lamp Room: brass gears, rain on curved glass

INT. LAPM ROOM - NIGHT

Rain.
"""

MENDED = """\
@location Lamp Room: brass gears, rain on curved glass

INT. LAMP ROOM - NIGHT

Rain.
"""


def almost_place(written: str, name: str, span: Span, declared: Span) -> Diagnostic:
    """`written` at `span` is nearly the location `name`, which is `declared` elsewhere."""
    better = name.upper() if written.isupper() else name
    return ALMOST_PLACE(
        span,
        f"no place is called {written}",
        label="a place nobody described",
        related=(Label(declared, f"{name} is declared here"),),
        help=f"did you mean {better}?",
        fixes=(Fix(f"write {better}", span, better),),
    )
