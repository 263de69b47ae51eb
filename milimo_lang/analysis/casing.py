"""A name in capitals as people write it: `O'NEILL-MCCOY` is O'Neill-McCoy, `2ND COP` 2nd Cop, `GUARD'S` Guard's."""

from __future__ import annotations

import re

_SMALL = frozenset({"of", "the", "and", "in", "at", "on", "to", "for", "with", "from", "a", "an"})
_SHORTENED = frozenset(
    {"MR", "MRS", "MS", "DR", "ST", "SGT", "LT", "JR", "SR", "PVT", "CPL", "CPT", "MX", "MLLE", "MGR"}
)
_AS_IT_IS = re.compile(r"(?=[IVX]{2,}$)X{0,3}(?:IX|IV|V?I{0,3})$|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\.?)?$|[^\W\d_]+\d\w*$")
"""Roman numerals, initials, letters with numbers among them."""
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)$")
_SPOKEN = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝ")


def cased(name: str) -> str:
    """`name`, which is written in capitals, with those it has among people."""
    words = name.split()
    return " ".join(
        word.lower() if number and word.lower() in _SMALL else "-".join(map(_part, word.split("-")))
        for number, word in enumerate(words)
    )


def _part(word: str) -> str:
    bare = word.strip('().,"“”')
    if (
        _AS_IT_IS.match(bare)
        or _AS_IT_IS.match(word)
        or (bare.isascii() and bare.isalpha() and 1 < len(bare) < 5 and _is_letters(bare))
    ):
        return word
    if _ORDINAL.match(bare):
        return word.lower()
    head, mark, tail = _apostrophe(word)
    if not mark:
        return _capital(word)
    return f"{_capital(head)}{mark}{_capital(tail) if len(head) <= 1 else tail.lower()}"


def _is_letters(word: str) -> bool:
    """`TV`, `DJ`, `NYPD`: nobody can say it as a word."""
    return word not in _SHORTENED and _SPOKEN.isdisjoint(word)


def _apostrophe(word: str) -> tuple[str, str, str]:
    at = next((at for at, letter in enumerate(word) if letter in "'’" and at), -1)
    return (word, "", "") if at < 0 else (word[:at], word[at], word[at + 1 :])


def _capital(word: str) -> str:
    """The first letter large; of `McCOY` and `MCCOY` the third too."""
    low = word.lower()
    at = next((at for at, letter in enumerate(low) if letter.isalpha()), 0)
    low = low[:at] + low[at : at + 1].upper() + low[at + 1 :]
    return "Mc" + low[2:3].upper() + low[3:] if re.match(r"Mc[^\W\daeiou_]\w{2,}|Mc[ae]\w{4,}", low) else low
