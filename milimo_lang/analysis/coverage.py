"""Automatic shots: how a paragraph or a speech that stands under no `!!` is framed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from milimo_lang.analysis.names import folded

_SLUG = re.compile(
    r"(?P<what>ANGLE ON|CLOSE ON|CLOSE-UP ON|CLOSE UP ON|CLOSEUP ON|CLOSE UP|WIDE ON|WIDE SHOT|INSERT|POV|BACK TO"
    r"|BACK ON)\b"
    r"[\s:.\u2013\u2014-]*(?P<whom>.*?)[.:]?$"
)
_SLUG_FRAMINGS = {
    "ANGLE ON": "medium",
    "WIDE ON": "wide",
    "WIDE SHOT": "wide",
    "INSERT": "insert",
    "POV": "wide",
    "BACK TO": "medium",
    "BACK ON": "medium",
}


def framing(paragraph: bool, people: Sequence[str], dual: bool) -> str:
    """The framing of an automatic shot of a paragraph (else a speech) with `people` in it.

    Never the shot's place in its scene: a paragraph written in front of it would change the picture.
    """
    if dual:
        return "two shot"
    if not paragraph:
        return "medium close"
    return {0: "wide", 1: "medium wide", 2: "two shot"}.get(len(people), "group shot")


def slug(paragraph: str) -> tuple[str, str] | None:
    """`ANGLE ON MARA` -> ("medium", "MARA"): the framing it asks for and whom it is on; None for other paragraphs."""
    if len(paragraph) > 60 or not paragraph.isupper():
        return None
    match = _SLUG.match(paragraph)
    if match is None:
        return None
    return _SLUG_FRAMINGS.get(match["what"], "close"), match["whom"].strip()


_UNSEEN = re.compile(
    r"(?:INTERCUT(?:TING)?\b.*|BACK TO|BACK TO (?:THE )?(?:SCENE|SHOT|PRESENT(?: DAY)?)\b.*|RESUME\b.*"
    r"|(?:MUCH |A LITTLE |A SHORT WHILE |A WHILE |SOMETIME )?LATER(?: THAT \w+)?|(?:AT THE )?SAME(?: TIME)?|CONTINUOUS"
    r"|(?:[\w'’]+ ){0,3}(?:MOMENT|SECOND|MINUTE|HOUR|DAY|NIGHT|WEEK|MONTH|YEAR)S? LATER|MEANWHILE"
    r"|(?:BEGIN |START |END (?:OF )?)?(?:A |THE )?(?:MONTAGE|SERIES OF SHOTS|FLASHBACK|FLASH BACK|INTERCUT|DREAM)\b.*"
    r"|(?:ROLL|END|OPENING|CLOSING|MAIN) (?:CREDITS|TITLES)|END OF (?:ACT|TEASER|EPISODE|PART)\b.*)[\s.:…–—-]*$"
)
_BLACK = re.compile(r"(?:(?:SMASH |HARD |QUICK |SHARP )?CUT TO |OVER |A )?BLACK(?: SCREEN)?[.:]?$")
_END = re.compile(r"(?:the end|fin|finis)[.!?]?$")


def unseen(paragraph: str) -> bool:
    """Whether a paragraph speaks of the cut alone: `INTERCUT WITH:`, `BACK TO SCENE`, `LATER`, `END MONTAGE`."""
    return len(paragraph) <= 60 and paragraph.isupper() and _UNSEEN.match(paragraph) is not None


def black(paragraph: str) -> bool:
    """Whether a paragraph or a transition asks for black: `SMASH CUT TO BLACK.`, `OVER BLACK:`."""
    return len(paragraph) <= 60 and _BLACK.match(paragraph) is not None


def closing(paragraph: str, centered: bool) -> str | None:
    """`THE END` -> the words of the card that closes a film; None for other paragraphs."""
    shown = centered or paragraph.isupper()
    return paragraph if shown and len(paragraph) <= 60 and _END.match(paragraph.casefold()) else None


SUPER = re.compile(r"(?:SUPER|SUPERIMPOSE|TITLE|CHYRON)(?:\s+\w+)?:\s*(?P<text>.+)$")


def superimposed(paragraph: str) -> str | None:
    """`SUPER: "Three years later"` -> the words; None for other paragraphs."""
    match = SUPER.match(paragraph) if ":" in paragraph else None
    return match["text"].strip().strip('"“”') if match else None


def off_screen(extensions: Sequence[str]) -> bool:
    """Whether a cue's extensions say that the speaker is not seen."""
    return any(folded(one).replace(".", "").replace(" ", "") in _OFF for one in extensions)


_OFF = frozenset({"vo", "os", "oc", "voiceover", "offscreen", "off", "offcamera", "onphone", "overphone", "onradio"})
