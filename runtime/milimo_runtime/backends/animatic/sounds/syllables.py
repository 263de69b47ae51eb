"""A speech as syllables: its vowels, how each opens, which are stressed, and where it pauses. No dictionary."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from milimo_runtime.media.chance import chance

VOWELS = "aeiouy"
_RUNS = re.compile(r"[aeiouyAEIOUYаеёиоуыэюяαεηιουωぁ-んァ-ンא-תء-ي一-鿿가-힣]+")
_TOKENS = re.compile(r"[^\W\d_]+|\d|[.!?…,;:—–-]")
_ENDS, _HISSES, _STOPS = ".!?…", "sfhzcvх", "ptkbdgqт"
_LONG_PAUSE, _SHORT_PAUSE = 1.6, 0.9
"""Pauses at the end of a sentence and within it, in syllables."""

Opening = Literal["stop", "hiss", "glide"]


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: its vowel, what consonant it opens with, and the pause after it, in syllables."""

    vowel: str
    opening: Opening
    pause: float = 0.0
    stressed: bool = False


def syllables(text: str) -> list[Syllable]:
    """The syllables of `text`, told by its runs of vowels; punctuation makes pauses. Never empty."""
    plain = "".join(part for part in unicodedata.normalize("NFD", text) if unicodedata.category(part) != "Mn")
    found: list[Syllable] = []
    for token in _TOKENS.findall(plain):
        if token.isalnum():
            found += _of_word(token)
        elif found:
            pause = _LONG_PAUSE if token in _ENDS else _SHORT_PAUSE
            found[-1] = replace(found[-1], pause=max(found[-1].pause, pause))
    return found or [Syllable("a", "glide")]


def _of_word(word: str) -> list[Syllable]:
    runs = _RUNS.findall(word) or ["a"]
    # A final mute e is no syllable of its own.
    if len(runs) > 1 and word.casefold().endswith("e") and runs[-1].casefold() == "e":
        runs = runs[:-1]
    return [
        Syllable(_vowel(run), _opening(word, at), stressed=at == 0 and len(word) > 3) for at, run in enumerate(runs)
    ]


def _vowel(run: str) -> str:
    first = run[0].casefold()
    return first if first in VOWELS else "aeiou"[ord(first[0]) % 5]


def _opening(word: str, at: int) -> Opening:
    """What syllable `at` of `word` opens with: read at its beginning, guessed within it."""
    within: tuple[Opening, ...] = ("stop", "glide", "hiss")
    if at:
        return within[int(3 * chance("within", word, at))]
    first = word[0].casefold()
    return "hiss" if first in _HISSES else "stop" if first in _STOPS else "glide"
