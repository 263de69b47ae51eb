"""The words for what people do with their bodies: who `sits`, `drops to her knees`, `storms out`."""

from __future__ import annotations

import re

from milimo_lang.ir.values import Path, Posture

_TABLE = r"""
sit      | sits?, sat, sitting, seated, perch(?:es|ed|ing)? (?:on|in|at), takes? (?:a|OWN) seats?
sit      | slump(?:s|ed|ing)? (?:in|into|on)
sit      | (?:sinks?|settles?|drops?|falls?|flops?) (?:in|into|onto) (?:a|the) (?:\w+ ){0,2}SEAT
stand    | stands?, stood, standing, gets? up, rises?, jumps? up, springs? up
stand    | dances?, dancing, jumps?, jumping, climbs?, climbing, fights?, fighting, hugs?, embraces?
stand    | (?:gets?|climbs?|struggles?) to OWN feet, on OWN feet
kneel    | crawls?, crawling
kneel    | kneels?, knelt, kneeling, crouch(?:es|ed|ing)?, squat(?:s|ted|ting)?, hunkers? down
kneel    | (?:on|(?:drops?|falls?|sinks?|gets?) to) OWN (?:hands and )?knees, on one knee
lie      | (?:lies?|lying) LAID, sprawl(?:s|ed|ing)?, collapses?ITSELF, passe[sd] outEND
lie      | asleep, sleeps?, sleeping, unconscious
lie      | falls? (?:to the (?:ground|floor)|over|down)
walk in  | enters?(?! (?:the |an? |OWN )?(?:code|password|name|number|pin|data|address|contest)\b)
walk in  | (?:COMES|WALKS) (?:in|inside)(?! (?:the|a|front|circles|place|silence|step)\b)
walk in  | (?:COMES|WALKS) into (?:the |a )?(?:\w+ )?(?:room|frame|view|shot|light|kitchen|office|hall|house|bar|shop)
walk out | exits?, leaves?END, leaves? (?:through|by|with|without|alone|for|together|quickly|slowly|again)
walk out | leaves? (?:the|OWN) (?:\w+ )?(?:room|house|kitchen|office|hall|bar|shop|building|table|church|court|car)END
walk out | (?:COMES|WALKS|goes|heads?|hurries) (?:out|off|away|outside)(?! of OWN)
walk across | (?:WALKS|WALKING) TOWARDS, crosses(?! (?:OWN|herself|himself)\b), approaches, passes by
walk     | WALKSITSELF, WALKING
run in   | RUNS (?:in|inside)(?! (?:the|a|circles)\b)
run out  | (?:RUNS|bolts?) (?:out|off|away|outside)(?! of (?!the\b|here\b|there\b)), flees?
run across | (?:RUNS|RUNNING|hurries) (?:TOWARDS|after|for)
run      | (?:RUNS|RUNNING)END, (?:RUNS|RUNNING) (?:as|fast|faster|with|like|behind|beside|again|hard|harder|at)
"""

_SHORT = {
    "OWN": "(?:his|her|their)",
    "SEAT": "(?:chair|sofa|couch|armchair|seat|stool|bench|pew)",
    "LAID": "(?:down|on|in|at|beside|next|there|still|face|asleep|dead|motionless|under|across|back|flat|awake)",
    "ITSELF": r"(?! (?:the|an?|his|her|their|it)\b)",
    "END": r"(?=\s*(?:[.,;:!?…—]|and\b|then\b|but\b|$))",
    "COMES": "(?:comes?|steps?|storms?|bursts?|slips?|staggers?)",
    "WALKS": "(?:walks?|strolls?|paces?|strides?|march(?:es)?|wanders?|trudges?|limps?|shuffles?)",
    "WALKING": "(?:walking|strolling|pacing|striding|marching|wandering|trudging|limping|shuffling)",
    "RUNS": "(?:runs?|rush(?:es)?|dash(?:es)?|sprints?|races?|jogs?)",
    "RUNNING": "(?:running|rushing|dashing|sprinting|racing|jogging)",
    "TOWARDS": "(?:across|past|by|along|through|towards?|down|up|over|around|to|between|beside)",
}

_STEMS = """
    sit sat seat perch takes slump sink settle drop fall flop stand stood get rise jump spring danc climb fight fought
    hug embrace struggl feet crawl kneel knelt crouch squat hunker knee lie lying sprawl collapse passe sleep
    unconscious enter come step storm burst slip stagger walk stroll pac strid march wander trudg limp shuffl exit
    leave goes head hurr cross approach run rush dash sprint rac jog bolt flee
    """
STEMS = tuple(_STEMS.split())
"""Where none of these stands in a text, nobody does anything: told before the patterns are tried."""


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
