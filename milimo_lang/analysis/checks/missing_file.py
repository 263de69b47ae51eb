"""A picture or a sound that the film names is missing or cannot be used.

The path starts from the folder of the file that names it, is written with forward slashes, and must stay inside the
project (the film's folder): no absolute paths, no links out of it, no addresses.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span
from milimo_lang.world import NotHad, Trouble

MISSING_FILE = Kind("M4001", "missing-file", Severity.ERROR)

WRONG = """\
!! wide, the lamp room, 4s
    key 0: boards/towr.png
+++ boards/tower.png 1280x720
"""

MENDED = """\
!! wide, the lamp room, 4s
    key 0: boards/tower.png
+++ boards/tower.png 1280x720
"""


def missing_file(trouble: NotHad, better: str | None, span: Span) -> Diagnostic:
    """`better` is a file that is there and was likely meant."""
    help = trouble.remedy
    if trouble.trouble is Trouble.MISSING:
        help = f"did you mean {better}?" if better else "put the file there, or correct the path"
    fixes = (Fix(f"write {better}", span, better),) if better else ()
    return MISSING_FILE(span, trouble.sentence, help=help, fixes=fixes)
