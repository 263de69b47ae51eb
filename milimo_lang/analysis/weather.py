"""What the action tells of the weather: `Rain.`, `Snow falls on the roofs`, `It begins to snow`, `The storm is over`.

A sentence tells it when the weather is what it is about, or what people are in. It holds for the scene, from the shots
before the telling on, unless it is said to begin; until it is said to stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from milimo_lang.ir.screenplay import Shot

CLEAR = "clear"

_KINDS = {
    "storm": r"storms?|thunder|lightning|thunderstorm|gale|tempest",
    "rain": r"rain|rains|raining|drizzle|drizzles|drizzling|downpour|pouring",
    "snow": r"snow|snows|snowing|snowflakes|snowfall|blizzard|sleet",
    "fog": r"fog|mist|haze",
    "wind": r"winds?|breeze|sandstorm|dust storm",
    "clear": r"sun|sunshine|not a cloud",
}
_WORDS = "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items())
_HOW = "heavy|light|driving|freezing|thick|cold|hard|soft|torrential|pouring|fine|is|begins|starts|to"
_TOLD = re.compile(
    rf"^(?:(?:suddenly|outside|then|and|now|at once),?\s+)?(?:(?:the|a|an|it|it['’]s|still|[\w-]+)\s+)?"
    rf"(?:(?:{_HOW})\s+){{0,3}}(?:{_WORDS})\b(?! of\b)",
    re.IGNORECASE,
)
_THINGS = "coats?|boots?|hats?|barrels?|gauges?|machines?|globes?|bows?|drops?|cellars?|doors?"
_THING = re.compile(rf"\s*(?:{_THINGS})\b", re.IGNORECASE)
"""What is called after the weather: `rain boots`."""
_WITHIN = re.compile(
    rf"\b(?:in|through|into|under|against|despite|from) the (?:\w+ )?(?:{_WORDS})\b(?! (?:of|{_THINGS})\b)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:begins?|starts?|sets in|comes down|rolls in|breaks)\b", re.IGNORECASE)
_STOPS = re.compile(
    r"\b(?:stops?|stopped|ends?|ended|passes|passed|clears?|lifts?|dies"
    r"|(?:is|has|was) (?:over|gone|passed|lifted|stopped))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^.!?;…]+")
_ANY = re.compile(rf"\b(?:{'|'.join(_KINDS.values())})\b", re.IGNORECASE)


def weathered(shots: Iterable[Shot]) -> tuple[Shot, ...]:
    """The shots of a scene with the weather they are in; shots of a scene that tells none are as they were."""
    shots = tuple(shots)
    now, told = "", []
    first: tuple[str, bool] | None = None
    for shot in shots:
        for weather, begins in _told(shot):
            first = first or (weather, begins)
            now = _after(now, weather)
        told.append(now)
    if first is None:
        return shots
    before = "" if first[1] or first[0] == CLEAR else first[0]
    return tuple(replace(shot, weather=weather or before) for shot, weather in zip(shots, told, strict=True))


def _after(before: str, told: str) -> str:
    """A wind is part of the storm it blows in."""
    return before if told == "wind" and before in ("storm", "rain", "snow") else told


def _told(shot: Shot) -> Iterator[tuple[str, bool]]:
    """Each weather the shot tells of, and whether it only begins."""
    for text in (shot.head, *(moment.text for moment in shot.moments if moment.kind != "speech")):
        if _ANY.search(text):
            for sentence in _SENTENCES.findall(text):
                yield from _said(sentence.strip())


def _said(sentence: str) -> Iterator[tuple[str, bool]]:
    match = _TOLD.match(sentence)
    if match is None or _THING.match(sentence, match.end()):
        match = _WITHIN.search(sentence)
        if match is not None:
            yield str(match.lastgroup), False
        return
    rest = sentence[match.start() :]
    if _STOPS.search(rest):
        yield CLEAR, False
    else:
        yield str(match.lastgroup), _BEGINS.search(rest) is not None
