"""Lines that lack their mark, or have more of it than it takes: `music theme.wav`, `%%music`, `! wide, 4s`."""

from __future__ import annotations

import re

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import mistakes, words

_LENGTH = r"\d+(?:\.\d+)?\s*(?:s|sec|secs|seconds?|f|frames?)"
_SHOT = re.compile(rf"(?P<mark>!!!+|!)?[ \t]*(?P<line>[^\W\d_A-Z](?:[^.!?:\"]|\"[^\"]*\")*,\s*{_LENGTH})(?::\s.*)?$")
_TURN = re.compile(rf"([A-Z][A-Z ]+ (?:TO|OUT|IN)):\s*{_LENGTH}$")
_MORE = re.compile(rf"(?P<mark>%%+|@@+)(?P<word>{'|'.join((*words.DIRECTIVES, *words.KINDS))})(?:\s+\S|$)")
_FILE = r"\S+\.(?:wav|flac|mp3|ogg|opus|m4a|aac|aiff?|mp4|mov|mkv|webm)\b"
_LESS = re.compile(
    rf"(?P<sound>music|sfx|ambience|voiceover)\s+(?:{_FILE}|\"[^\"]+\")(?=,|$)"
    r"|(?P<picture>overlay)\s+(?:\S+\.(?:png|jpe?g|webp)|\"[^\"]+\")(?=,|$)"
    rf"|(?P<words>title|super)\s+[\"“][^\"”]+[\"”]\s*(?=,\s*(?:at\s|for\s|{_LENGTH})|$)"
    rf"|(?P<kind>{'|'.join(words.KINDS)})\s+[^\W\d_](?:[^:.!?,]|\.(?=\w))*:\s"
)


def unmarked(text: str, start: Span) -> Diagnostic | None:
    """What to say of the paragraph or cue that opens with the line `text`, which begins at `start`."""
    if text[0] in "%@":
        return _doubled(text, start)
    if match := _TURN.match(text):
        return mistakes.without_mark("> ", match[1], start)
    if text[0].islower() and (match := _LESS.match(text)):
        mark = "@" if match["kind"] else "%"
        return mistakes.without_mark(mark, match[match.lastgroup or 0], start)
    if match := _SHOT.match(text):
        return mistakes.not_two_bangs(match["mark"] or "", start)
    return None


def _doubled(text: str, start: Span) -> Diagnostic | None:
    match = _MORE.match(text)
    if match is None:
        return None
    mark, word = match["mark"], match["word"]
    known = words.DIRECTIVES if mark[0] == "%" else words.KINDS
    return mistakes.more_than_one_mark(mark, word, _first(start, len(mark))) if word in known else None


def _first(start: Span, length: int) -> Span:
    return Span(start.path, start.start, start.start + length)
