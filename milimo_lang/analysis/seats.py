"""What people sit and lie on, or at: read from the words behind what they do, `sits down at the kitchen table`."""

from __future__ import annotations

import re

from milimo_lang.ir.values import Seat

_WORDS: tuple[tuple[Seat, str], ...] = (
    ("long table", r"(?:long|dinner|dining|banquet|conference|boardroom|board|head|high|feast) tables?|"
                   r"tables? (?:for|of) (?:four|five|six|seven|eight|nine|ten|twelve|fourteen|\d+)|head of the table|"
                   r"end of the table"),
    ("desk", r"desk|writing table|workbench|bench of instruments|console|typewriter|computer|laptop|drawing board|"
             r"sewing machine|dressing table|switchboard"),
    ("table", r"tables?|chessboard|card table|picnic table"),
    ("bar", r"bar|counter"),
    ("piano", r"piano|grand piano|organ|harpsichord|keyboard"),
    ("wheelchair", r"wheelchair"),
    ("bath", r"bath|bathtub|tub|hot tub|jacuzzi"),
    ("pew", r"pews?"),
    ("throne", r"throne"),
    ("bed", r"beds?|bedside|bunk|cot|mattress|berth|futon|stretcher|gurney|hammock"),
    ("sofa", r"sofas?|couch|settee|divan|loveseat|chaise longue"),
    ("armchair", r"armchair|easy chair|rocking chair|recliner|wing chair"),
    ("stool", r"stool|bar stool|barstool|bucket|crate|drum"),
    ("chair", r"chairs?"),
    ("stairs", r"stairs?|staircase|steps?|stoop|doorstep|threshold"),
    ("bench", r"bench(?:es)?"),
    ("wall", r"wall|ledge|parapet|kerb|curb|quay|pier|jetty|dock|railing|windowsill|window sill|sill"),
    ("rock", r"rocks?|stone|boulder|log|stump|tree stump|tree trunk|milestone|dune"),
    ("floor", r"floor|floorboards|ground|grass|sand|carpet|rug|mat|tiles|snow|beach|lawn|meadow|dirt|mud|moss|"
              r"blanket|picnic blanket|pavement|sidewalk|street"),
)  # fmt: skip
_NOUN = re.compile("|".join(f"(?P<s{at}>\\b(?:{words})\\b)" for at, (_, words) in enumerate(_WORDS)))
_WHERE = re.compile(r"\b(?:at|behind|before|on|onto|upon|in|into|against|across|to)\b")
_BETWEEN = re.compile(
    r"(?:\s*,)?(?:\s+(?:down|up|back|alone|together|side by side|still|there|again|opposite|\w+ly|cross-legged|asleep|"
    r"awake|dead|curled up|(?:beside|next to|opposite|with|by) (?:\w+)))*\s*,?"
)
_ENDS = re.compile(r"[.;:!?…—–]|,(?! (?:at|behind|on|in) )|\b(?:and|then|but|while|as|when|until|who|that|which)\b")
_BESIDE = re.compile(r"\b(?:by|near|beside|next|under|beneath|facing|from|with|towards?|between)\b")


def seat_in(done: str, rest: str) -> Seat:
    """What somebody sits or lies on or at, where `done` are the words of that and `rest` what comes behind them."""
    where = [match.start() for match in _WHERE.finditer(done)]
    said = done[where[-1] :].casefold() + rest.casefold() if where else rest.casefold()
    between = _BETWEEN.match(said)
    start = between.end() if between else 0
    cut = _ENDS.search(said, start)
    phrase = said[start : cut.start() if cut else None].strip()
    if not _WHERE.match(phrase):
        return ""
    aside = _BESIDE.search(phrase)
    found = list(_NOUN.finditer(phrase[: aside.start()] if aside else phrase))
    kinds: list[Seat] = [_WORDS[int(str(match.lastgroup)[1:])][0] for match in found]
    before: list[Seat] = [kind for kind in kinds if kind in ("long table", "desk", "table", "bar", "piano")]
    if before and re.match(r"(?:on|onto|upon)\b", phrase):
        return "wall"
    return (before or kinds or [""])[0]
