"""How old somebody is, read from words: "thirty-five", "in her late sixties", "aged 35", "a boy of six", "6"."""

from __future__ import annotations

import re

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_DECADES = {
    "teens": 15, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
_INTO = {"early": 2, "mid": 5, "middle": 5, "late": 8}
"""How many years into a decade, where it is said; else the middle of it."""


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DECADE = re.compile(rf"\b(?:(?P<part>{_any(_INTO)})[- ])?(?P<decade>{_any(_DECADES)}|[1-9]0(?='?s\b))(?:'?s)?\b")
_NUMBER = rf"(?:(?:{_any(_TENS)})(?:[- ](?:{_any(_ONES)}))?|{_any(_ONES)}|\d{{1,3}})"
_NOT_OF = r"(?<!mother of )(?<!father of )(?<!family of )(?<!gang of )"
_AGE = (
    re.compile(rf"\b(?:aged?|age of) ({_NUMBER})\b"),
    re.compile(rf"\b({_NUMBER})(?:[- ]years?[- ]olds?|[- ]years? of age|[- ]year[- ]old)\b"),
    re.compile(rf"{_NOT_OF}\b({_NUMBER}) *(?=$|[,;.)]|\b(?:with|in|wearing|and|or|who|whose)\b)"),
)
"""What says an age, the plainest first."""
_MONTHS = re.compile(rf"\b(?:{_NUMBER}|a few|some)[- ](?:months?|weeks?|days?)(?:[- ]old)?\b")


def years_of(words: str) -> tuple[int | None, str]:
    """The years the words (lower case) say, 0 for somebody told in months, and the words without them."""
    if found := _MONTHS.search(words):
        return 0, words.replace(found[0], " ")
    if found := _DECADE.search(words):
        return _decade(found), words.replace(found[0], " ")
    for form in _AGE:
        if found := form.search(words):
            return _number(found[1]), words[: found.start(1)] + " " + words[found.end(1) :]
    return None, words


def _decade(found: re.Match[str]) -> int:
    named = found["decade"]
    begins = _DECADES.get(named, 10 if named == "10" else 0) or int(named)
    if named == "teens":
        return begins
    return begins + _INTO.get(found["part"] or "mid", 5)


def _number(words: str) -> int:
    """The number the words say, of one word or two: "thirty-five"."""
    if words.isdigit():
        return int(words)
    return sum(_TENS.get(word) or _ONES[word] for word in re.split("[- ]", words))
