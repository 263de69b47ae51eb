"""When two names are the same: folding, and the table of declared elements."""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice

from milimo_lang.ir.screenplay import Element
from milimo_lang.syntax.words import distance

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """`name` as names are compared: NFKC, caseless, one apostrophe, one hyphen, runs of space as one."""
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
    return " ".join(text.casefold().split())


_VARIANT = re.compile(r"^(?P<base>.+?)\.(?P<variant>[^\W\d_][\w'’\-]*)$")


def variant_of(name: str) -> tuple[str, str] | None:
    """`Mara.wet` -> ("Mara", "wet"); None for a name that is no variant's, like `Dr. Sarr`."""
    match = _VARIANT.match(name)
    return (match["base"], match["variant"]) if match else None


@lru_cache(maxsize=8192)
def tight(name: str) -> str:
    """`name` as a mention is compared: folded, without spaces, hyphens and full stops but a variant's (`@LampRoom`)."""
    base, variant = variant_of(folded(name)) or (folded(name), "")
    return f"{_LOOSE.sub('', base)}.{_LOOSE.sub('', variant)}" if variant else _LOOSE.sub("", base)


_LOOSE = re.compile(r"[\s.\-]+")


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """`name` folded and without accents: the last resort (`ELODIE` is Élodie)."""
    split = unicodedata.normalize("NFD", folded(name))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


LOOKED_AT = 100
"""Names that a guess compares a word with, at most: a guess costs the same in a film of any size."""


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The one of `among` most like `word`, compared folded; None where none is like it."""
    return Guesses(among).nearest(word)


def nearest_file(name: str, among: Iterable[str]) -> str | None:
    """The one of the files `among` most like `name`, which their endings alone do not make alike."""
    near = nearest(name, among)
    if near is None:
        return None
    stem, other = name.rpartition(".")[0] or name, near.rpartition(".")[0] or near
    return near if distance(stem.casefold(), other.casefold(), 1) <= 1 or nearest(stem, [other]) else None


class Guesses:
    """Names a slip of which is to be recognised. Each guess is remembered: a slip is often made more than once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_fold = {folded(name): name for name in names}
        self._alike: dict[tuple[str, int], list[str]] = {}
        self._made: dict[str, str | None] = {}
        for name in self._by_fold:
            self._alike.setdefault((name[:1], len(name)), []).append(name)
            self._alike.setdefault(("", len(name)), []).append(name)

    def nearest(self, word: str) -> str | None:
        """The name most like `word`, compared folded; None where none is like it.

        Of very many names those of about its length are compared, the ones with its first letter before others.
        """
        if not 3 <= len(word) <= 80:
            return None
        if word not in self._made:
            wanted = folded(word)
            among = dict.fromkeys(islice(self._candidates(wanted), LOOKED_AT))
            found = difflib.get_close_matches(wanted, among, n=1, cutoff=0.74)
            self._made[word] = self._by_fold[found[0]] if found else None
        return self._made[word]

    def _candidates(self, wanted: str) -> Iterator[str]:
        for first in (wanted[:1], ""):
            for apart in range(max(2, len(wanted) // 2) + 1):
                for length in {len(wanted) - apart, len(wanted) + apart}:
                    yield from self._alike.get((first, length), ())


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
            self._plain.setdefault(plain(tight(element.name)), element)
            if element.also:
                self._tight.setdefault(tight(element.also), element)
        self._guesses = Guesses(self._tight)
        places = [element for element in self.elements.values() if element.kind == "location"]
        self._places = _Places((folded(element.name), element) for element in places)
        self._plain_places = _Places((plain(element.name), element) for element in places)

    def begins(self, name: str) -> bool:
        """Whether a declared name begins with the words of `name`."""
        start = folded(name) + " "
        at = bisect_left(self._sorted, start)
        return at < len(self._sorted) and self._sorted[at].startswith(start)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._folded)

    def opened_by(self, word: str) -> list[str]:
        """The declared names of several words of which `word` is the first: Mr, of Mr. Okonkwo."""
        start = folded(word)
        opened = (one for one in self.elements.values() if " " in one.name and one.name == one.base)
        return [one.name for one in opened if folded(one.name).split()[0].rstrip(".") == start]

    def exact(self, name: str) -> Element | None:
        return self._folded.get(folded(name))

    def mentioned(self, name: str) -> Element | None:
        """What `@name` means."""
        close = tight(name)
        return self._folded.get(folded(name)) or self._tight.get(close) or self._plain.get(plain(close))

    def as_mention(self, name: str) -> str | None:
        """How the element `name` is mentioned in one word: `Dr. Sarr` is `@DrSarr`; None where no word does it."""
        base, variant = variant_of(name) or (name, "")
        short = re.sub(r"[^\w'’\-]+", "", base)
        written = f"{short}.{variant}" if variant else short
        element = self.mentioned(written) if re.fullmatch(r"\w[\w'’.\-]*", written) else None
        return f"@{written}" if element is not None and element.name == name else None

    def near(self, word: str) -> str | None:
        """The declared name most like `word`, both as a mention is compared."""
        near = self._guesses.nearest(tight(word))
        return self._tight[near].name if near else None

    def cued(self, name: str) -> Element | None:
        """The character a cue means."""
        for found in (self._folded.get(folded(name)), self._plain.get(plain(tight(name)))):
            if found is not None and found.kind == "character":
                return found
        return None

    def place(self, heading: str) -> Element | None:
        """The most specific declared location in a heading's place: the last one named, the longest name first."""
        return self._places.last_in(folded(heading)) or self._plain_places.last_in(plain(heading))

    def spells_a_place(self, heading: str) -> bool:
        """Whether a heading names its location accents and all."""
        return self._places.last_in(folded(heading)) is not None


class _Places:
    """Locations by the words of their names."""

    def __init__(self, names: Iterable[tuple[str, Element]]) -> None:
        self._by_words: dict[tuple[str, ...], Element] = {}
        for name, element in names:
            self._by_words.setdefault(tuple(_WORD.findall(name)), element)
        self._lengths = sorted({len(words) for words in self._by_words}, reverse=True)

    def last_in(self, heading: str) -> Element | None:
        words = tuple(_WORD.findall(heading))
        for end in range(len(words), 0, -1):
            for length in self._lengths:
                element = self._by_words.get(words[end - length : end]) if length <= end else None
                if element is not None:
                    return element
        return None


_WORD = re.compile(r"\w+|[^\w\s]")


def without_accents(written: str, element: Element) -> bool:
    """Whether `written` means `element` only when accents are left out of account."""
    base = element.base
    return plain(tight(written)) in (plain(tight(element.name)), plain(tight(base))) and tight(written) not in (
        tight(element.name),
        tight(base),
    )
