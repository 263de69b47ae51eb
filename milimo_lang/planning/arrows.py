"""Which way the camera goes, as a storyboard's arrows say it: in words, from the amounts its moves are performed in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from milimo_lang.ir.terms import Term


class _Way(NamedTuple):
    """An amount's two directions, and how much of it is a whole move."""

    rising: str
    falling: str
    whole: float


_WAYS = {
    "push": _Way("in", "out", 0.3),
    "pace": _Way("in", "out", 0.3),
    "zoom": _Way("closer", "wider", 0.3),
    "x": _Way("right", "left", 0.28),
    "truck": _Way("right", "left", 0.28),
    "y": _Way("down", "up", 0.28),
    "crane": _Way("down", "up", 0.28),
    "orbit": _Way("round right", "round left", 0.24),
    "roll": _Way("clockwise", "anticlockwise", 10.0),
}
"""Factors by their logarithm; y grows downwards; a camera that turns clockwise turns its picture the other way."""
_FACTORS = ("push", "pace", "zoom")
_AGAINST = {way.rising: way.falling for way in _WAYS.values()} | {way.falling: way.rising for way in _WAYS.values()}
"""What goes against what: a camera that rises and looks down rises."""
_LEAST, _BESIDE = 0.08, 0.45
"""The least part of a whole move that is told, and what part of the strongest is told beside it."""


def arrows(terms: Iterable[Term]) -> str:
    """The ways the camera goes, the strongest first: "in", "right, up"; "" for one that stays."""
    strengths: dict[str, float] = {}
    for term in terms:
        for name, start, stop in _amounts(term) if term.kind == "camera" else ():
            if way := _WAYS.get(name):
                part = _gone(name, start, stop) / way.whole
                word = way.rising if part > 0 else way.falling
                strengths[word] = strengths.get(word, 0.0) + abs(part)
    strongest = max(strengths.values(), default=0.0)
    told = [
        word
        for word in strengths
        if strengths[word] >= max(_LEAST, _BESIDE * strongest) and strengths[word] >= strengths.get(_AGAINST[word], 0.0)
    ]
    return ", ".join(sorted(told, key=lambda word: -strengths[word]))


def _amounts(term: Term) -> Iterator[tuple[str, float, float]]:
    """The amounts of a move; the two that a dolly zoom is made of apart."""
    for name, (start, stop) in term.draft.amounts.items():
        if name == "vertigo":
            yield "push", start, stop
            yield "zoom", stop, start
        else:
            yield name, start, stop


def _gone(name: str, start: float, stop: float) -> float:
    if name not in _FACTORS:
        return stop - start
    return math.log(stop / start) if start > 0 < stop else 0.0
