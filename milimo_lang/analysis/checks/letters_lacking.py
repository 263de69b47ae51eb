"""Letters that the film's own lettering does not have.

Titles, supers, cards, captions in the picture and the words over what is drawn are set in one face, Inter, which has
Latin, Greek and Cyrillic. A letter it lacks is set in a font of the system that builds the film: another machine may
set it otherwise, and where no font has it an empty box is shown. Captions beside the film keep every letter
(`Captions: file`), and `--burn none` shows neither them nor the action in the picture. `milimo doctor` says
which letters the fonts of this system have.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Kind, Label, Severity
from milimo_lang.source import Span

LETTERS_LACKING = Kind("M6013", "letters-lacking", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! card "灯台", 3s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! card "The Lighthouse", 3s
"""

_TOLD, _PLACES = 12, 3
"""Letters that are named, and places beside the first that are shown."""


def letters_lacking(letters: Sequence[str], where: Sequence[Span]) -> Diagnostic:
    """`letters` are those that are lacking, each once; `where` the texts that hold one, the first of them first."""
    named = " ".join(letters[:_TOLD])
    rest = f" and {len(letters) - _TOLD} more" if len(letters) > _TOLD else ""
    return LETTERS_LACKING(
        where[0],
        f"the film's lettering has no {named}{rest}: a font of this system is used where there is one",
        label="words that are set in the picture",
        related=tuple(Label(span, "here too") for span in where[1 : 1 + _PLACES]),
        help="write it in Latin, Greek or Cyrillic letters, or lay a picture of the words over the shot with %overlay",
    )
