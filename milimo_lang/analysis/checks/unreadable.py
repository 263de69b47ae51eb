"""A screenplay file cannot be read.

The film, a file it uses (`Use: cast.mls`) or includes is missing, is a folder, is not UTF-8 text, or lies outside the
project. Everything else is still checked.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Source, Span
from milimo_lang.world import NotHad, Trouble

UNREADABLE_FILE = Kind("M1902", "unreadable-file", Severity.ERROR)

WRONG = """\
Title: The Lamp
Use: csat.mls

INT. LAMP ROOM - NIGHT

A match is struck.
+++ cast.mls
@character Mara: silver braid
"""

MENDED = """\
Title: The Lamp
Use: cast.mls

INT. LAMP ROOM - NIGHT

A match is struck.
+++ cast.mls
@character Mara: silver braid
"""


def unreadable_file(trouble: NotHad, better: str | None, span: Span, place: Span | None) -> Diagnostic:
    """`better` is a file that is there and was likely meant; `place` is exactly the path, where that is known."""
    help = trouble.remedy
    if not help and trouble.trouble is Trouble.MISSING:
        help = f"did you mean {better}?" if better else "put the file there, or correct the path"
    fixes = (Fix(f"write {better}", place, better),) if better and place else ()
    return UNREADABLE_FILE(span, trouble.sentence, help=help, fixes=fixes)


def damaged_text(trouble: NotHad, source: Source) -> Diagnostic:
    """What could be read of it was read; said where the first trouble stands."""
    at = source.offset(trouble.offset)
    return UNREADABLE_FILE(Span(source.path, at, at + 1), trouble.sentence, help=trouble.remedy)


def not_in_the_library(name: str, near: str | None, span: Span) -> Diagnostic:
    help = f"did you mean {near}?" if near else "the library's files are std.core, std.noir …"
    fixes = (Fix(f"write {near}", span, near),) if near else ()
    return UNREADABLE_FILE(span, f"there is no {name} in the standard library", help=help, fixes=fixes)


def no_film(path: str, sentence: str, remedy: str) -> Diagnostic:
    """The film itself cannot be had."""
    return UNREADABLE_FILE(Span(path, 0, 0), sentence, help=remedy)
