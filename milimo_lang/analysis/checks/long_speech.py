"""A speech is longer than the model can film at once.

A model films a shot piece by piece, and a speech has to fit into one piece. A longer one is begun there and not
gone on with. Split it into two speeches, or cut to another shot within it.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

LONG_SPEECH = Kind("M3014", "speech-longer-than-chunk", Severity.WARNING)

WRONG = """\
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! close on the match

MARA
Not while the storm is up and the glass is wet.
Not while there is nobody out there to see it, and nobody to carry the oil.
"""

MENDED = """\
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! close on the match

MARA
Not while the storm is up and the glass is wet.

!! wide

MARA
Not while the storm is up and the glass is wet.
"""


def long_speech(seconds: float, most: float, model: str, span: Span) -> Diagnostic:
    message = f"this speech lasts {seconds:.1f} s, and {model} films {most:.1f} s at once"
    return LONG_SPEECH(span, message, help="split it, or cut to another shot within it")
