"""Lengths as a shot line has them: `4s`, `for 4s`, `(4s)`; and what is nearly one, which is said."""

from __future__ import annotations

import re
from dataclasses import replace

from milimo_lang.analysis.checks.bad_length import between_lengths, inexact_length, no_length
from milimo_lang.analysis.scope import Scope
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.phrases import phrases
from milimo_lang.syntax.words import near_miss

LENGTH_WORDS = frozenset({"for", "lasts", "lasting", "length", "duration"})
"""Words before a length that say no more than it."""


def read_length(phrase: tree.Phrase, scope: Scope) -> tuple[tree.Time, ...] | None:
    """The length that `phrase` is; empty, with a diagnostic, where it was likely meant as one; None for other words."""
    if len(phrase.atoms) == 1 and isinstance(phrase.atoms[0], tree.Time):
        return (phrase.atoms[0],)
    if not any(map(str.isdigit, phrase.text)):
        return _no_length(phrase, scope) if _COUNTED.match(phrase.text) else None
    if (match := _SAID.fullmatch(phrase.text)) and (time := _time(match["length"], phrase.span)):
        return (time,)
    if (match := _BETWEEN.fullmatch(phrase.text)) is not None:
        unit = match["unit"]
        scope.said.append(between_lengths(phrase.text, match["first"] + unit, match["last"] + unit, phrase.span))
        return ()
    if (match := _ABOUT.fullmatch(phrase.text) or _PRIMES.fullmatch(phrase.text)) is not None:
        exact = match["length"] if "unit" in match.re.groupindex else f"{match['length']}s"
        scope.said.append(inexact_length(phrase.text, exact, phrase.span))
        return ()
    like = _LIKE_A_LENGTH.match(phrase.text) or _almost_a_length(phrase.text)
    if not like or scope.vocabulary.at(phrase.text.split(), 0):
        return None
    return _no_length(phrase, scope)


def _no_length(phrase: tree.Phrase, scope: Scope) -> tuple[tree.Time, ...]:
    scope.said.append(no_length(phrase.text, phrase.span))
    return ()


def _time(text: str, span: Span) -> tree.Time | None:
    match phrases(text, span.path, span.start).value:
        case (tree.Phrase(atoms=(tree.Time() as time,)),) if time.unit in ("seconds", "frames", "timecode"):
            return replace(time, span=span)
    return None


_UNIT = r"(?P<unit>\s*(?:frames?|f|milliseconds?|ms|seconds?|secs?|s|minutes?|mins?))"
_SAID = re.compile(
    r"\(?(?:(?:(?:lasts?|lasting|holds?|held|runs?) )?(?:for )?|(?:duration|length)(?: of| is)?\s*[=:]?\s*)"
    r"\(?(?P<length>\d[^()]*?)\)?(?: (?:long|in length|in all|in total))?\)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\(?(?P<first>\d+(?:\.\d+)?)(?:\s*(?:frames?|f|seconds?|secs?|s))?\s*(?:-|–|—|\.\.|to|or)\s*"
    rf"(?P<last>\d+(?:\.\d+)?){_UNIT}\)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\(?(?:[~≈]|(?:about|approx\.?|approximately|around|roughly|circa|ca\.?|c\.)\s)\s*"
    rf"(?P<length>\d+(?:\.\d+)?{_UNIT})\)?",
    re.IGNORECASE,
)
_PRIMES = re.compile(r"(?P<length>\d+(?:\.\d+)?)\s*(?:″|''|’’|”|′′)")

_LIKE_A_LENGTH = re.compile(
    r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*(?:s|secs?|seconds?|f|fr|frames?|m|mins?|minutes?|h|hrs?|hours?)?\.?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half an?)\s+(?:seconds?|frames?|minutes?|hours?)$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s*([^\W\d_]{2,9})$")
_POWER = re.compile(r"\d+(?:\.\d+)?e[-+]?\d+\s*(?:s|f|seconds|frames)?$")
_UNITS = ("seconds", "second", "secs", "frames", "frame", "minutes", "minute", "mins")


def _almost_a_length(text: str) -> bool:
    """`4ss`, `4 sceonds`, `96 fraems`."""
    match = _AMOUNT.match(text)
    if _POWER.match(text):
        return True
    return match is not None and (match[1] in ("ss", "sc", "se", "ff") or near_miss(match[1], _UNITS) is not None)
