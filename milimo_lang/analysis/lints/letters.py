"""Letters in the picture's own words that the bundled face lacks: titles, supers, cards, burnt-in captions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Screenplay, Shot
from milimo_lang.source import Span


def remarks(screenplay: Screenplay) -> Iterator[Diagnostic]:
    """One remark a film: each letter once, and where."""
    burnt = screenplay.settings.captions == "burn"
    set_in = [(text, at) for shot in screenplay.shots for text, at in _texts(shot, burnt) if not text.isascii()]
    lacking = [(missing, at) for text, at in set_in if (missing := _lacking(text))]
    if lacking:
        from milimo_lang.analysis.checks.letters_lacking import letters_lacking

        letters = dict.fromkeys(letter for missing, _ in lacking for letter in missing)
        yield letters_lacking(tuple(letters), tuple(dict.fromkeys(at for _, at in lacking)))


def _texts(shot: Shot, burnt: bool) -> Iterator[tuple[str, Span]]:
    if shot.card:
        yield shot.card, shot.span
    for title in shot.titles:
        yield title.text, title.source
    for moment in shot.moments if burnt else ():
        if moment.kind == "speech":
            yield moment.text, moment.source


def _lacking(text: str) -> tuple[str, ...]:
    """The letters of `text` that only a font of the system may have: marks without width are left out."""
    from milimo_lang.analysis.lints.face import has

    seen = unicodedata.normalize("NFC", text)
    return tuple(letter for letter in dict.fromkeys(seen) if not has(letter) and _has_width(letter))


def _has_width(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter)[0] not in "CM"
