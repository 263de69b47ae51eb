"""Automatic shots: how a paragraph or a speech that stands under no `!!` is framed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from milimo_lang.analysis.names import folded

_SLUG = re.compile(
    r"(?P<what>ANGLE ON|CLOSE ON|CLOSE-UP ON|CLOSE UP ON|CLOSEUP ON|CLOSE UP|WIDE ON|WIDE SHOT|INSERT|POV)\b"
    r"[\s:.\u2013\u2014-]*(?P<whom>.*?)[.:]?$"
)
_SLUG_FRAMINGS = {
    "ANGLE ON": "medium",
    "WIDE ON": "wide",
    "WIDE SHOT": "wide",
    "INSERT": "insert",
    "POV": "wide",
}


def framing(paragraph: bool, people: Sequence[str], first: bool, dual: bool) -> str:
    """The framing of an automatic shot of a paragraph (else a speech) with `people` in it, `first` of its scene."""
    if dual:
        return "two shot"
    if not paragraph:
        return "medium close"
    if first or not people:
        return "wide"
    return {1: "medium", 2: "two shot"}.get(len(people), "group shot")


def slug(paragraph: str) -> tuple[str, str] | None:
    """`ANGLE ON MARA` -> ("medium", "MARA"): the framing it asks for and whom it is on; None for other paragraphs."""
    if len(paragraph) > 60 or not paragraph.isupper():
        return None
    match = _SLUG.match(paragraph)
    if match is None:
        return None
    return _SLUG_FRAMINGS.get(match["what"], "close"), match["whom"].strip()


SUPER = re.compile(r"(?:SUPER|SUPERIMPOSE|TITLE|CHYRON)(?:\s+\w+)?:\s*(?P<text>.+)$")


def superimposed(paragraph: str) -> str | None:
    """`SUPER: "Three years later"` -> the words; None for other paragraphs."""
    match = SUPER.match(paragraph) if ":" in paragraph else None
    return match["text"].strip().strip('"“”') if match else None


def off_screen(extensions: Sequence[str]) -> bool:
    """Whether a cue's extensions say that the speaker is not seen."""
    return any(folded(one).replace(".", "").replace(" ", "") in _OFF for one in extensions)


_OFF = frozenset({"vo", "os", "oc", "voiceover", "offscreen", "off", "offcamera", "onphone", "overphone", "onradio"})
