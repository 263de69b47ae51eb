"""When two names are the same: folding, and the table of declared elements."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from milimo_lang.ir.screenplay import Element

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """`name` as names are compared: NFKC, caseless, one apostrophe, one hyphen, runs of space as one."""
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
    return " ".join(text.casefold().split())


def tight(name: str) -> str:
    """`name` as a mention is compared: folded, without spaces and hyphens (`@LampRoom`)."""
    return folded(name).replace(" ", "").replace("-", "")


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """`name` folded and without accents: the last resort (`ELODIE` is Élodie)."""
    split = unicodedata.normalize("NFD", folded(name))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The one of `among` most like `word`, compared folded; None where none is like it."""
    if len(word) < 3:
        return None
    by_fold = {folded(name): name for name in among}
    found = difflib.get_close_matches(folded(word), by_fold, n=1, cutoff=0.74)
    return by_fold[found[0]] if found else None


class Names:
    """The declared elements, findable as writers write them."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self.elements = {element.name: element for element in elements}
        self._folded: dict[str, Element] = {}
        self._tight: dict[str, Element] = {}
        self._plain: dict[str, Element] = {}
        for element in self.elements.values():
            self._folded.setdefault(folded(element.name), element)
            self._tight.setdefault(tight(element.name), element)
            self._plain.setdefault(plain(element.name), element)

    def exact(self, name: str) -> Element | None:
        return self._folded.get(folded(name))

    def mentioned(self, name: str) -> Element | None:
        """What `@name` means."""
        return self._folded.get(folded(name)) or self._tight.get(tight(name)) or self._plain.get(plain(name))

    def cued(self, name: str) -> Element | None:
        """The character a cue means."""
        for found in (self._folded.get(folded(name)), self._plain.get(plain(name))):
            if found is not None and found.kind == "character":
                return found
        return None

    def place(self, heading: str) -> Element | None:
        """The most specific declared location in a heading's place: the last one named, the longest name first."""
        words = folded(heading)
        best: tuple[int, int, Element] | None = None
        for name, element in self._folded.items():
            if element.kind != "location":
                continue
            at = _whole(name, words)
            if at is not None and (best is None or (at + len(name), len(name)) > best[:2]):
                best = (at + len(name), len(name), element)
        return best[2] if best else None


def _whole(name: str, words: str) -> int | None:
    """Where `name` stands in `words` as whole words, the last time; None where it does not."""
    found = None
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words):
        found = match.start()
    return found
