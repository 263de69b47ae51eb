"""Lines directly under a shot that are action and were likely meant as its properties: `keyframe 0: tower.png`."""

from __future__ import annotations

import re

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import mistakes, shapes, words

_FRAME = r"(?:\d+(?:\.\d+)?(?:s|f|%|ms|min)?|\d+:\d\d(?::\d\d)*|end)"
_NO_COLON = re.compile(rf"(key\s+(?:\d\S*|end)(?=\s)|(?:{'|'.join(words.SHOT_KEYS)})(?=\s+[\d.]+\S*$))")
_NO_COLON_FIRST = re.compile(
    rf"(?P<word>(?:source|reference|audio|control|lora)(?=\s+[^\s:]+\.\w{{2,12}}(?:$|[,\s]))"
    rf"|id(?=\s+[^\s:]+(?:\s+[^\s:]+)*$)|at\s+{_FRAME}(?=\s+[^\W\d_]))"
)
_PLACED = re.compile(r"([^\W\d_]+)\s+(?:\d\S*|\d+\s+\w+|end)\s*:(?=\s|$)")
_GLUED = re.compile(
    rf"key\s+\S+?\s*(?P<key>:)(?=[^\s:\d])|(?:at|retake|inpaint)\s+{_FRAME}(?:\.\.{_FRAME})?\s*(?P<place>:)(?=[^\s:\d])"
    rf"|(?:{'|'.join(words.SHOT_KEYS)})(?P<plain>:)(?=[^\s:])(?!//)"
)
_EQUALS = re.compile(rf"(?P<word>{'|'.join(words.SHOT_KEYS)})(?P<sign>\s*=\s*)(?=\S)")
_KEY_LIKE = re.compile(r"(?P<words>[^\W\d_][\w-]*(?: [^\W\d_][\w-]*)?)\s*:\s+(?=\S)")
_OPENING_WORDS = """
    the a an he she they it we you i this that his her their its then and but or as on in at
    """
_OPENING = frozenset(_OPENING_WORDS.split())
"""Words that open a sentence, or the rest of one."""

_MEANT = {
    **dict.fromkeys(("keyframe", "key frame", "frame"), "key"),
    **dict.fromkeys(("first frame", "start frame", "start", "start image", "first"), "key 0"),
    **dict.fromkeys(("last frame", "end frame", "end", "end image", "last", "final frame"), "key end"),
    **dict.fromkeys(("ref", "refs", "references", "reference image"), "reference"),
    **dict.fromkeys(("video", "footage", "clip", "film", "movie", "file", "source file"), "source"),
    **dict.fromkeys(("length", "time", "dur", "runtime", "lasts"), "duration"),
    **dict.fromkeys(("no", "not", "avoid", "without", "exclude", "negative prompt", "neg"), "negative"),
    **dict.fromkeys(("description", "desc", "text", "positive prompt", "positive"), "prompt"),
    **dict.fromkeys(("cfg", "cfg scale", "guidance scale"), "guidance"),
    **dict.fromkeys(("name", "shot id", "label"), "id"),
    **dict.fromkeys(("soundtrack", "dialogue audio", "sound"), "audio"),
}
"""What people write for a key of a shot."""

_PHRASES = frozenset(
    (
        *("camera", "camera move", "camera movement", "move", "movement", "motion", "lens", "focal length", "style"),
        *("framing", "shot", "shot size", "shot type", "size", "angle", "camera angle", "light", "lighting", "subject"),
    )
)
"""What belongs on the shot line."""

_DIRECTIVES = {
    **{word: word for word in words.DIRECTIVES if word not in ("set", "define")},
    **{"sound effect": "sfx", "effect": "sfx", "ambient": "ambience", "voice over": "voiceover", "vo": "voiceover"},
}


def under_shot(text: str, at: Span, *, first: bool) -> Diagnostic | None:
    """What to say of the action `text`, which stands `at`; `first` where no prose stands between it and the shot."""
    if match := shapes.PLAIN_KEY.match(text):
        said = _of_a_key(match[1], _head(at, len(match[1])))
        if said is not None:
            return said
    if match := _PLACED.match(text):
        near = _MEANT.get(match[1].lower()) or words.near_miss(match[1], words.PLACED_KEYS)
        if near is None and words.distance(match[1], "key", 1) == 1:
            near = "key"
        return mistakes.like_a_key(match[1], near, _head(at, len(match[1]))) if near in words.PLACED_KEYS else None
    if match := _GLUED.match(text):
        colon = at.start + match.start(match.lastgroup or 0)
        return mistakes.glued_colon(Span(at.path, colon, colon + 1))
    if match := _EQUALS.match(text):
        sign = Span(at.path, at.start + match.start("sign"), at.start + match.end())
        return mistakes.equals_sign(match["word"], sign)
    if match := _NO_COLON.match(text) or (first and _NO_COLON_FIRST.match(text)) or None:
        return mistakes.key_without_colon(match[1], _head(at, len(match[1])))
    match = _KEY_LIKE.match(text)
    return _of_words(match, at, first=first) if match and match["words"].islower() else None


def _of_a_key(word: str, span: Span) -> Diagnostic | None:
    """Of one word before a colon: a slip of a key, or a key of something else."""
    if word in words.DECLARATION_KEYS:
        return mistakes.key_of_another_block(word, span)
    if word == "strength":
        return mistakes.strength_alone(span)
    if word.lower() in _MEANT or word.lower() in _PHRASES or word.lower() in _DIRECTIVES:
        return None
    near = words.near_miss(word, words.SHOT_KEYS)
    return mistakes.like_a_key(word, near, span) if near else None


def _of_words(match: re.Match[str], at: Span, *, first: bool) -> Diagnostic | None:
    """Of one or two words in small letters before a colon."""
    written = match["words"]
    span = _head(at, len(written))
    if key := _MEANT.get(written):
        return mistakes.like_a_key(written, key, span)
    if written in _PHRASES:
        return mistakes.key_of_the_shot_line(written, match.string[match.end() :].strip(), span)
    if word := _DIRECTIVES.get(written):
        return mistakes.directive_as_key(written, word, span, _head(at, match.end()))
    if not first or written.split()[0] in _OPENING:
        return None
    return mistakes.no_key_of_a_shot(written, span)


def _head(at: Span, length: int) -> Span:
    return Span(at.path, at.start, at.start + length)
