"""A shot has nothing that its model could make it from.

Some models want a picture to begin with, others a sound to follow. Give the shot what its model asks for (`key 0: …`),
or choose a model that makes pictures from words.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

NO_WAY_TO_MAKE = Kind("M5010", "no-way-to-make", Severity.ERROR)

WRONG = """\
Title: The Lamp
Model: moving pictures

%define model moving pictures
    family: ltx-2
    can: image

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
"""

MENDED = """\
Title: The Lamp
Model: moving pictures

%define model moving pictures
    family: ltx-2
    can: image

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
    key 0: boards/tower.png
+++ boards/tower.png 1280x720
"""


def no_way_to_make(model: str, span: Span) -> Diagnostic:
    help = "give the shot a picture to begin with (key 0: …), or choose another model"
    return NO_WAY_TO_MAKE(span, f"{model} makes no picture from words alone", help=help)
