"""The words for what people do with their bodies: who `sits`, `drops to her knees`, `storms out`."""

from __future__ import annotations

import re

from milimo_lang.ir.values import Path, Posture

_TABLE = r"""
sit      | sits?, sat, sitting, seated, perch(?:es|ed|ing)?, takes? (?:a|OWN) seats?, slump(?:s|ed|ing)? (?:in|into|on)
sit      | (?:sinks?|settles?|drops?|falls?|flops?) (?:in|into|onto) (?:a|the) (?:\w+ ){0,2}SEAT
stand    | stands?, stood, standing, gets? up, rises?, jumps? up, springs? up
stand    | dances?, dancing, jumps?, jumping, climbs?, climbing, fights?, fighting, hugs?, embraces?
stand    | (?:gets?|climbs?|struggles?) to OWN feet, on OWN feet
kneel    | crawls?, crawling
kneel    | kneels?, knelt, kneeling, crouch(?:es|ed|ing)?, squat(?:s|ted|ting)?, hunkers? down
kneel    | (?:on|(?:drops?|falls?|sinks?|gets?) to) OWN (?:hands and )?knees, on one knee
lie      | lies?(?! (?:to|about)\b), lying(?! (?:to|about)\b), lays? down, sprawl(?:s|ed|ing)?
lie      | asleep, sleeps?, sleeping, unconscious, collapses?, passe[sd] out
lie      | falls? (?:to the (?:ground|floor)|over|down)
walk in  | enters?, (?:COMES|WALKS) (?:in|inside)(?! (?:the|a|front|circles|place|silence|step)\b)
walk in  | (?:COMES|WALKS) into (?:the |a )?(?:\w+ )?(?:room|frame|view|shot|light|kitchen|office|hall|house|bar|shop)
walk out | exits?, leaves?(?! (?:a|an|it|him|OWN|them|behind|no|some|this|that)\b)
walk out | (?:COMES|WALKS|goes|heads?|hurries) (?:out|off|away|outside)
walk across | (?:WALKS|WALKING) TOWARDS, crosses(?! (?:OWN|herself|himself)\b), approaches, passes by
walk     | WALKS, WALKING
run in   | RUNS (?:in|inside)(?! (?:the|a|circles)\b)
run out  | (?:RUNS|bolts?) (?:out|off|away|outside), flees?
run across | (?:RUNS|RUNNING|hurries) (?:TOWARDS|after|for)
run      | runs?(?! (?:a|an|OWN|its|the|one)\b), running(?! (?:a|OWN)\b), sprint(?:s|ing)?, jog(?:s|ging)?
"""

_SHORT = {
    "OWN": "(?:his|her|their)",
    "SEAT": "(?:chair|sofa|couch|armchair|seat|stool|bench|pew)",
    "COMES": "(?:comes?|steps?|storms?|bursts?|slips?|staggers?)",
    "WALKS": "(?:walks?|strolls?|paces?|strides?|march(?:es)?|wanders?|trudges?|limps?|shuffles?)",
    "WALKING": "(?:walking|strolling|pacing|striding|marching|wandering|trudging|limping|shuffling)",
    "RUNS": "(?:runs?|rush(?:es)?|dash(?:es)?|sprints?|races?|jogs?)",
    "RUNNING": "(?:running|rushing|dashing|sprinting|racing|jogging)",
    "TOWARDS": "(?:across|past|by|along|through|towards?|down|up|over|around|to|between|beside)",
}


def _read() -> tuple[tuple[Posture, Path, str], ...]:
    rows = [line.split("|", 1) for line in _TABLE.strip().splitlines()]
    return tuple(_row(what.split(), words) for what, words in rows)


def _row(what: list[str], words: str) -> tuple[Posture, Path, str]:
    spelt = re.sub("|".join(_SHORT), lambda short: _SHORT[short[0]], words.strip())
    posture: Posture = what[0]  # type: ignore[assignment]
    path: Path = what[1] if len(what) > 1 else ""  # type: ignore[assignment]
    return posture, path, "|".join(spelt.split(", "))


DOINGS = _read()
"""(posture, path, pattern); of two that fit at one place the first counts. Case is to be ignored."""

_SINGULAR = re.compile(r"(?:\w*[^s]s|passed|goes|hurries|asleep|unconscious|on|seated|sat|stood|knelt|\w+ing|\w+ed)\b")
_LASTING = re.compile(r"(?:\w+ing|seated|asleep|on)\b")


def of_one(words: str) -> bool:
    """Whether one person does it: `sits`, `sitting`, not `sit`."""
    return _SINGULAR.match(words) is not None


def participle(words: str) -> bool:
    """Whether it can stand before whom it is said of: `Sitting on the steps, Ana`."""
    return _LASTING.match(words) is not None
