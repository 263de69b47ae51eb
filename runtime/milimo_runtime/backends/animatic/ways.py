"""What the action says about the ways people go, beyond in, out and across: away from us, towards us, after somebody.

English only: what is not understood goes sideways through the frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_lang.ir.terms import Term

_GOES = (
    r"\b(?:walk|run|stroll|stride|march|wander|trudge|limp|shuffl|go(?:es|ing)?|rush|dash|sprint|race|jog|flee|head)\w*"
)
_INTO = "distance|night|dark|darkness|mist|fog|sunset|sun|desert|forest"
_ALONG = "corridor|hall|hallway|passage|tunnel|aisle|road|street|alley|path|lane|track|avenue|bridge|pier|beach|nave"
_AWAY = re.compile(
    _GOES + rf" (?:\w+ ){{0,3}}?(?:away(?! with\b)|off (?:in)?to|into the (?:{_INTO})\b"
    rf"|down (?:the|a) (?:\w+ )?(?:{_ALONG})\b)"
)
_TOWARDS = re.compile(
    _GOES + r" (?:\w+ ){0,3}?(?:towards?|to|at|up to) (?:us|the camera|camera|the lens)\b"
    r"|\bapproach\w* (?:us|the camera|camera)\b"
    rf"|{_GOES} up (?:the|a) (?:\w+ )?(?:{_ALONG})\b"
)
_MEETING = re.compile(r"\b(?:each other|one another|from opposite|past (?:him|her|them)\b|pass(?:es)? by|meets?)\b")
_AFTER = re.compile(rf"{_GOES} (?:\w+ )?(?:after|behind)\b|\b(?:follow|chas|pursu|hunt)\w*")
_ARRIVES = re.compile(
    rf"{_GOES} [^.;]*?\b(?:and|then|to) (?:then )?"
    r"(?:sits?|kneels?|lies?|crouch|crouches|slumps?|sinks?|lays?)\b"
)
_RIDING = {"truck", "pace", "float"}
"""Amounts of a camera that goes along with people."""


def depth_of(figure: Figure, body: PanelBody) -> int:
    """1 for someone who goes away from us into the picture, -1 for someone who comes towards us, else 0."""
    if any(_RIDING & set(term.draft.amounts) for term in body.terms):
        return 0
    said = _about(figure.name, body.action)
    return 1 if _AWAY.search(said) and figure.path != "in" else -1 if _TOWARDS.search(said) else 0


def arrives(figure: Figure, body: PanelBody) -> bool:
    """Whether someone who sits, kneels or lies in the end comes walking first."""
    return figure.path == "in" or (not figure.path and bool(_ARRIVES.search(_about(figure.name, body.action))))


def meet(action: Iterable[str]) -> bool:
    """Whether those who go come from different sides."""
    return bool(_MEETING.search(" ".join(action).casefold()))


def in_file(names: Sequence[str], action: Iterable[str]) -> list[str] | None:
    """Those who go one after another, the first ahead, where the action has somebody go after somebody."""
    for sentence in _sentences(action):
        if (word := _AFTER.search(sentence)) is None:
            continue
        before = [name for name in names if name.casefold() in sentence[: word.start()]]
        ahead = [name for name in names if name.casefold() in sentence[word.end() :]]
        chased = ahead[:1] or [name for name in names if name not in before][:1]
        if chased and (before or ahead):
            return chased + [name for name in names if name not in chased]
    return None


def target_of(terms: Iterable[Term], names: Iterable[str]) -> tuple[str, Term] | None:
    """Whom a camera's move ends on by name, and the move: `rack focus to Ben`, `pan right to Ben`."""
    for term in terms:
        for name in names:
            if term.kind == "camera" and re.search(rf"\bto (?:the )?@?{re.escape(name)}\b", term.words, re.IGNORECASE):
                return name, term
    return None


def _sentences(action: Iterable[str]) -> list[str]:
    return re.split(r"[.!?;]\s*", " ".join(action).casefold())


def _about(name: str, action: Sequence[str]) -> str:
    """The sentences with someone's name and those with nobody's right after them; all where none has it."""
    sentences = _sentences(action)
    named = [sentence for sentence in sentences if name.casefold() in sentence]
    return ". ".join(named or sentences)
