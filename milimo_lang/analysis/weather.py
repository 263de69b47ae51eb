"""What the action tells of the weather: `Rain.`, `Snow falls on the roofs`, `It begins to snow`, `The storm is over`.

A sentence tells it when the weather is what it is about, or what people are in. It holds from its shot to the end of
the scene, or until it is said to stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import partial

from milimo_lang.ir.screenplay import Shot
from milimo_lang.kept import NOTHING, Kept, made

CLEAR = "clear"

_KINDS = {
    "storm": "storms?|thunder|lightning|thunderstorm|gale|tempest|hurricane",
    "rain": "rain|drizzle|downpour",
    "snow": "snow|snowflakes|snowfall|blizzard|sleet",
    "fog": "fog|mist|haze",
    "dust": "sandstorms?|dust storms?",
    "wind": "winds?|breeze",
    "clear": "sun|sunshine",
}
_FALLING = {"rain": "rains?|raining|pours?|pouring|drizzles?|drizzling", "snow": "snows?|snowing", "storm": "storming"}
_HOW = (
    "heavy|light|driving|freezing|thick|cold|hard|soft|torrential|pouring|fine|bright|grey|icy|warm|gentle|dense|wild"
)
_DOES = (
    "falls?|pours?|hammers?|lash(?:es)?|drums?|beats?|streams?|runs?|drips?|begins?|starts?|sets in|comes?|rolls?|"
    "hangs?|lies|lay|drifts?|swirls?|howls?|blows?|rages?|breaks?|covers?|clears?|lifts?|stops?|stopped|ends?|ended|passe[sd]|"
    "dies|is|has|was|continues|thickens|gathers|shines?|burns?|flashes|rattles|does|never|still|everywhere|all|"
    "outside|against|on|over|at|in|from|and|again"
)
_COMPOUND = {"storm": r"(?: waves| clouds| light)?"}
_OPENS = r"^(?:(?:suddenly|outside|then|and|now|at once|still|more),?\s+)?"
_ABOUT = re.compile(
    rf"{_OPENS}(?:(?:the|an?)\s+)?(?:(?:{_HOW}),?\s+){{0,3}}(?:"
    + "|".join(rf"(?P<{kind}>(?:{words}){_COMPOUND.get(kind, '')})" for kind, words in _KINDS.items())
    + rf")(?=\s*$|,|\s+(?:{_DOES}|break|gather)\b)",
    re.IGNORECASE,
)
"""A sentence about the weather: it is its subject, or all of it."""
_FALLS = re.compile(
    rf"{_OPENS}it(?:['’]s| is| has)?\s+(?:(?:begins?|begun|starts?|started|still|to|now)\s+){{0,3}}(?:"
    + "|".join(rf"(?P<{kind}>{words})" for kind, words in _FALLING.items())
    + r")\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"^(?!.*\b(?:talks?|about|dreams?|remembers?|like|as if|imagines?|if)\b).*"
    rf"\b(?:in|through|into|under|against|despite|from) the (?:(?:{_HOW}) )?(?:"
    + "|".join(rf"(?P<{kind}>{words})" for kind, words in _KINDS.items())
    + r")\b(?=\s*$|,|\s+(?:and|with|to|at|on|over|for|as|until|towards?|after|without)\b)",
    re.IGNORECASE,
)
"""What people are in: `through the rain`."""
_CLOUDLESS = re.compile(r"^not a cloud\b", re.IGNORECASE)
_STOPS = re.compile(
    r"^\W*(?:stops?|stopped|ends?|ended|passe[sd]|clears?|lifts?|dies"
    r"|(?:is|has|was) (?:over|gone|passed|lifted|stopped))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^.!?;…]+")
_STEMS = ("rain", "pour", "drizzl", "snow", "blizzard", "sleet", "fog", "mist", "haze", "storm", "thunder", "lightning",
          "gale", "tempest", "hurricane", "wind", "breeze", "sun", "cloud")  # fmt: skip


def weathered(shots: Iterable[Shot], kept: Kept = NOTHING) -> Iterator[str]:
    """The weather each shot of a scene is in, from where it is told; empty before."""
    now = ""
    for shot in shots:
        texts = (shot.head, *(moment.text for moment in shot.moments if moment.kind != "speech"))
        people = (*(moment.speaker for moment in shot.moments), *shot.cast)
        for told in made(kept, ("weather", shot.span), (texts, people), partial(_told, texts, people)):
            now = _after(now, told)
        yield now


def _after(before: str, told: str) -> str:
    """A wind is part of the storm it blows in."""
    return before if told == "wind" and before in ("storm", "rain", "snow") else told


def _told(texts: tuple[str, ...], people: tuple[str, ...]) -> tuple[str, ...]:
    """Each weather that the texts of a shot tell of, in which `people` are."""
    telling = [text for text in texts if any(stem in text.lower() for stem in _STEMS)]
    names = {name.casefold() for name in people} if telling else set()
    sentences = (sentence.strip() for text in telling for sentence in _SENTENCES.findall(text))
    return tuple(told for sentence in sentences if (told := _said(sentence, names)))


def _said(sentence: str, names: Set[str]) -> str | None:
    """The weather one sentence tells of; a character called Rain is none."""
    if _CLOUDLESS.match(sentence):
        return CLEAR
    match = _ABOUT.match(sentence) or _FALLS.match(sentence)
    if match is None:
        match = _WITHIN.match(sentence)
        return str(match.lastgroup) if match else None
    kind = str(match.lastgroup)
    if match[kind].casefold() in names:
        return None
    return CLEAR if kind != "wind" and _STOPS.match(sentence[match.end() :]) else kind
