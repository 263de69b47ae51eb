"""What one line looks like by itself: headings, marks, keys, cues. What stands around it is `lines.py`'s business."""

from __future__ import annotations

import re
from typing import Literal

from milimo_lang.syntax import words

Block = Literal["declaration", "shot", "set", "define"]

HEADING = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|I\.?/E|E\.?/I|INT|EXT|EST)(?:\.|\s)", re.IGNORECASE)
FORCED_HEADING = re.compile(r"\.[^\W_]")
SHOT_MARK = re.compile(r"!!\s*(?=[^\W_])")
DIRECTIVE_MARK = re.compile(rf"%({'|'.join(words.DIRECTIVES)})(?!\w)", re.IGNORECASE)
DECLARATION_MARK = re.compile(rf"@({'|'.join(words.KINDS)})(?:\s+(?=\S)|(?=:))", re.IGNORECASE)
GLUED_LOOK = re.compile(rf"@(?:{'|'.join(words.KINDS)})\s+(?P<name>[^\s:][^:]*?)\s*(?P<colon>:)(?=[^\s:])")
INCLUDE = re.compile(r"include\s*:\s*(?P<path>.+)$", re.IGNORECASE)
"""A note that puts a file in its place."""
TITLE_KEY = re.compile(r"([^\W\d_][^:\n]{0,60}?)\s*:(?!//)")
KEY_END = re.compile(r":(?=\s|$)")
PLAIN_KEY = re.compile(r"([^\W_][\w-]*)\s*:(?=\s|$)")

_EMPHASIS = ("*", "_")
_PLACED = "|".join(words.PLACED_KEYS)
_PLACE = re.compile(
    rf"(?:(?:{_PLACED})\s+(?:\d|(?i:end)\b)[^\n]*?|(?i:{_PLACED})\s+\d[^\n]*?):(?=\s|$)"  # key 0: / At 4s:
    rf"|(?:{_PLACED})\s+\S[^:\n]{{0,24}}:(?=\s|$)"  # at dusk: — lower case, so no sentence
)

SETTING_WITHOUT_COLON = re.compile(
    r"((?:size|frame rate|seed|loudness|chunk|overlap)(?=\s+[-−]?\d)"
    r"|(?:quality|coverage|captions|audio|handoff)(?=\s+(?:preview|standard|high|auto|master|off|on|file|burn|latent"
    r"|frames|hybrid|image)$)"
    r"|use(?=\s+(?:std\.\w+|\S+\.(?:mls|fountain))\s*(?:,|$)))",
    re.IGNORECASE,
)
"""A line of the title page that would be a setting with a colon; its key."""


def unwrapped(text: str) -> str:
    """The text without the emphasis that is opened at its head and closed at its end: `_**MARA**_`."""
    marks = text[: len(text) - len(text.lstrip("*_"))]
    if marks and len(text) > 2 * len(marks) and text.endswith(marks[::-1]):
        return text[len(marks) : -len(marks)]
    return text


def is_parenthetical(text: str) -> bool:
    """Whether a line of a speech is a direction: `(softly)`, emphasised or not."""
    if text[0] in "*_":
        text = unwrapped(text)
    return text[0] == "(" and text[-1] == ")"


def split_cue(text: str) -> tuple[str, tuple[str, ...], bool]:
    """Name, extensions without brackets, and whether a `^` ends it: `MARA (V.O.) ^`. Emphasis is cut."""
    text = text.strip()
    dual = text.endswith("^")
    text = text.rstrip("^").rstrip() if dual else text
    text = unwrapped(text) if text[:1] in _EMPHASIS else text
    extensions: list[str] = []
    end = len(text)
    while text.endswith(")", 0, end) and (opening := text.rfind("(", 0, end)) >= 0:
        extensions.append(text[opening + 1 : end - 1].strip())
        end = opening
        while end and text[end - 1].isspace():
            end -= 1
    text = text[:end]
    text = unwrapped(text) if text[:1] in _EMPHASIS else text
    return text, tuple(reversed(extensions)), dual


def title_key(text: str) -> str | None:
    """The key of a title-page line, or None: at most three words, capitalised unless known, not ending in TO."""
    match = TITLE_KEY.match(text)
    if match is None:
        return None
    key = match.group(1)
    if key.casefold() in words.TITLE_KEYS:
        return key
    if key[0].islower() or len(key.split()) > 3 or key.upper().endswith("TO") or HEADING.match(text):
        return None
    return key


def is_property(text: str, block: Block) -> bool:
    """Whether a line directly under a block's mark is a property. Only under `!!` may it be something else."""
    if block != "shot":
        return True
    if match := PLAIN_KEY.match(text):
        return match.group(1).lower() in words.SHOT_KEYS
    return _PLACE.match(text) is not None


def is_key_of(text: str, block: Block) -> bool:
    """Whether a line opens with a key that a block of this sort has, as keys are written: in small letters."""
    match = PLAIN_KEY.match(text)
    if match is None:
        return block != "declaration" and text[:1].islower() and _PLACE.match(text) is not None
    known = words.DECLARATION_KEYS if block == "declaration" else words.SHOT_KEYS
    return match.group(1) in known or (block == "define" and match.group(1) in words.DEFINE_KEYS)


def is_declared(text: str, under: str) -> bool:
    """Whether `@kind …` declares: it has a colon, or the line under it is a property."""
    if KEY_END.search(text):
        return True
    match = PLAIN_KEY.match(under)
    if match is None:
        return False
    key = match.group(1).lower()
    return key in words.DECLARATION_KEYS or words.near_miss(key, words.DECLARATION_KEYS) is not None


def is_upper(text: str) -> bool:
    """Whether `text` has letters with case and all of them are capitals."""
    return text == text.upper() and text != text.lower()


def block_of(text: str) -> Block | None:
    match = DIRECTIVE_MARK.match(text)
    word = match.group(1).lower() if match else ""
    return "set" if word == "set" else "define" if word == "define" else None
