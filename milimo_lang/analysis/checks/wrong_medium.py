"""A file is of the wrong sort: a sound where a picture is wanted, or the other way round.

Milimo goes by the ending of the name. A video may be used for its sound if it has any, and a very large picture has to
be scaled down first.
"""

from __future__ import annotations

from collections.abc import Iterable

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

WRONG_MEDIUM = Kind("M4003", "wrong-medium", Severity.ERROR)

WRONG = """\
!! wide, the lamp room, 4s
    key 0: score/theme.wav
+++ score/theme.wav 30s
"""

MENDED = """\
!! wide, the lamp room, 4s
    key 0: boards/tower.png
+++ boards/tower.png 1280x720
"""


def wrong_medium(path: str, wanted: str, endings: Iterable[str], span: Span) -> Diagnostic:
    """`wanted` is "a picture", "a sound file" …, whose names have one of the `endings`."""
    help = f"{wanted} ends in one of {' '.join(sorted(endings))}"
    help = f"{wanted} ends in one of {' '.join(sorted(endings))}"
    first, _, more = path.partition(" ")
    if more and first.lower().endswith(tuple(endings)):
        place = Span(span.path, span.start + len(first), span.start + len(first))
        help, fixes = f"put a comma between {first} and {more}", (Fix("put a comma there", place, ","),)
        return WRONG_MEDIUM(span, f"{path} is not {wanted} milimo can read", help=help, fixes=fixes)
    return WRONG_MEDIUM(span, f"{path} is not {wanted} milimo can read", help=help)


def comma_lacking(path: str, rest: str, span: Span) -> Diagnostic:
    """`theme.wav -14dB`: `path` and the `rest` stand at `span` without a comma between them."""
    behind = Span(span.path, span.start + len(path), span.start + len(path))
    return WRONG_MEDIUM(
        span,
        f"there is no comma between {path} and “{rest}”",
        help="write one behind the file",
        fixes=(Fix("write a comma", behind, ","),),
    )


def too_many_pixels(path: str, pixels: tuple[int, int], most: int, span: Span) -> Diagnostic:
    size = "{}x{}".format(*pixels)
    help = f"scale it down to {most // 10**6} million pixels at most"
    return WRONG_MEDIUM(span, f"{path} is {size} pixels large", help=help)


def no_sound_in(path: str, span: Span) -> Diagnostic:
    return WRONG_MEDIUM(span, f"{path} has no sound", help="name a file that has")
