"""Letters in the picture's own words that the bundled face lacks: titles, supers, cards, captions, and in what is drawn
the names of people and the line of action.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Screenplay, Shot
from milimo_lang.ir.shown import is_captioned, is_labelled
from milimo_lang.source import Span


def remarks(screenplay: Screenplay) -> Iterator[Diagnostic]:
    """One remark a film: each letter once, and where."""
    texts = (found for shot in screenplay.shots for found in _texts(shot, screenplay))
    set_in = [(text, at) for text, at in texts if not text.isascii()]
    lacking = [(missing, at) for text, at in set_in if (missing := _lacking(text))]
    if lacking:
        from milimo_lang.analysis.checks.letters_lacking import letters_lacking

        letters = dict.fromkeys(letter for missing, _ in lacking for letter in missing)
        yield letters_lacking(tuple(letters), tuple(dict.fromkeys(at for _, at in lacking)))


def _texts(shot: Shot, screenplay: Screenplay) -> Iterator[tuple[str, Span]]:
    settings = screenplay.settings
    if shot.card:
        yield shot.card, shot.span
    for title in shot.titles:
        yield title.text, title.source
    spoken, acted = is_captioned(shot, settings), is_labelled(shot, settings)
    for moment in shot.moments:
        if spoken if moment.kind == "speech" else acted:
            yield moment.text, moment.source
            if moment.kind == "speech":
                yield moment.speaker, moment.source
    if shot.kind == "filmed" and shot.model.draws:
        people = (screenplay.elements[name] for name in shot.cast if name in screenplay.elements)
        yield from ((person.base, person.span) for person in people)


def _lacking(text: str) -> tuple[str, ...]:
    """The letters of `text` that only a font of the system may have: marks without width are left out."""
    from milimo_lang.analysis.lints.face import has

    seen = unicodedata.normalize("NFC", text)
    return tuple(letter for letter in dict.fromkeys(seen) if not has(letter) and _has_width(letter))


def _has_width(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter)[0] not in "CM"
