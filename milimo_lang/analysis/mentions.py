"""Elements named in prose: `@Name`, and declared names written as themselves or in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple

from milimo_lang.analysis.names import Names
from milimo_lang.ir.screenplay import Element

_AT = re.compile(r"(?<![\w@])@(\w[\w'’\-]*(?:\.[^\W\d_][\w'’\-]*){0,2})")

_GIVEN = """
    will key hope grace faith joy chance chase art guy hunter angel star sky stone drew grant rich dean
    may june april august summer autumn winter dawn eve page brook cliff dale lane river ridge wood ward
    """
_ROLES = """
    boy girl man woman child kid baby mother father mom mum dad sister brother son daughter wife husband friend
    doctor nurse driver waiter waitress guard soldier officer teacher stranger clerk captain king queen duke earl
    """
_GIVEN_NAMES, _ROLE_NAMES = frozenset(_GIVEN.split()), frozenset(_ROLES.split())
COMMON = _GIVEN_NAMES | _ROLE_NAMES | {"the", "he", "she", "it", "they"}
"""Names that are ordinary words too. In prose they are meant in capitals (`A BOY sits down`) and capitalised within a
sentence (`lifts the Boy`). What somebody is is meant after `the`, too (`the boy`), and where a sentence begins (`Boy
waits.`: a thing would have its article); other ordinary words only with `@` there, or with a verb behind them (`Grace
waits.`)."""

_DATES = frozenset(["may", "june", "april", "august", "summer", "autumn", "winter", "dawn", "eve"])
"""Of these the capitalised ones within a sentence are dates and hours."""

_ACTS = re.compile(r"(?:,| and) [A-Z]|\s(?!always\b|this\b|his\b)[a-z]{2,}(?<!s)s\b")
"""How it goes on after a name: with a verb (`Grace waits`), or another name."""
_THE = re.compile(r"(?<!\w)[Tt]he\s$")
_WITHIN_SENTENCE = re.compile(r"[\w,;:'’\"”)–—-]\s+$")


class Found(NamedTuple):
    """A mention in a text: [start, end). `element` is None for an `@` that names nothing declared."""

    start: int
    end: int
    written: str
    element: Element | None


_TEXTS = 2**15
"""How many texts are remembered with what was found in them: one of a film is asked for several times."""


class Mentions:
    """Finds the elements of `names` in prose."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._bare = _bare(names.elements.values())
        self._words = _words(self._bare)
        self._spaced = _spaced(names.elements.values())
        self._remembered: dict[str, tuple[Found, ...]] = {}

    def find(self, text: str) -> tuple[Found, ...]:
        """Every mention in `text`, in order."""
        found = self._remembered.get(text)
        if found is None:
            marks = self.marked(text)
            found = tuple(merge(marks, self._unmarked(text, marks), key=lambda found: found.start))
            if len(self._remembered) >= _TEXTS:
                self._remembered.clear()
            self._remembered[text] = found
        return found

    def plain(self, text: str) -> str:
        """`text` with each `@` mention written as its element's name without the variant."""
        kept: list[str] = []
        at = 0
        for mention in self.marked(text):
            kept += (text[at : mention.start], mention.element.base if mention.element else mention.written)
            at = mention.end
        return "".join((*kept, text[at:]))

    def marked(self, text: str) -> list[Found]:
        """Every mention written with an `@`, in order."""
        return [self._bound(match, text) for match in _AT.finditer(text)] if "@" in text else []

    def _bound(self, match: re.Match[str], text: str) -> Found:
        """The longest reading that is declared: `@Dr. Sarr`; `Mara's` is Mara, `Mara.` ends a sentence."""
        start, written = match.start(), match[1]
        for pattern, element in self._spaced.get(re.split(r"\W", written, maxsplit=1)[0].casefold(), ()):
            if spaced := pattern.match(text, start + 1):
                return Found(start, spaced.end(), spaced[0], element)
        for name in (written, re.sub(r"['’]\w*$", "", written), written.rpartition(".")[0], written.split(".")[0]):
            element_meant = self._names.mentioned(name) if name else None
            if element_meant is not None:
                return Found(start, start + 1 + len(name), name, element_meant)
        return Found(start, start + 1 + len(written), written, None)

    def _unmarked(self, text: str, marks: list[Found]) -> Iterator[Found]:
        """Names without a mark that lie in no marked mention, the longest where several begin."""
        at = end = 0
        for match in self._words.finditer(text) if self._bare else ():
            start = match.start()
            while at < len(marks) and marks[at].end <= start:
                at += 1
            found = self._named(text, start, match[0]) if start >= end else None
            if found is not None and (at == len(marks) or marks[at].start >= found.end):
                end = found.end
                yield found

    def _named(self, text: str, start: int, first: str) -> Found | None:
        """The longest declared name that begins with the word `first` at `start`."""
        forms = self._bare.get(first, _NO_FORMS)
        for length in forms.lengths:
            written = text[start : start + length]
            element = forms.elements.get(written)
            if element is None or _WITHIN.match(text, start + length):
                continue
            named = written in (element.name, element.name.upper())
            if not (_meant(written, text, start) if named else _role(element, text, start)):
                continue
            return Found(start, start + length, written, element)
        return None


_WITHIN = re.compile(r"\w")
_FIRST = re.compile(r"\w+")


def _spaced(elements: Iterable[Element]) -> dict[str, list[tuple[re.Pattern[str], Element]]]:
    """The names of several words by their first, the longest first: in prose `@Dr. Sarr` is written as declared."""
    found: dict[str, list[tuple[re.Pattern[str], Element]]] = {}
    for element in sorted(elements, key=lambda element: -len(element.name)):
        first = _FIRST.match(element.name)
        if first is not None and " " in element.name:
            words = r"\s+".join(map(re.escape, element.name.split()))
            pattern = re.compile(rf"{words}(?!\w)", re.IGNORECASE)
            found.setdefault(first[0].casefold(), []).append((pattern, element))
    return found


class _Forms(NamedTuple):
    """The names that begin with one word, as they may be written, and their lengths, the longest first."""

    elements: dict[str, Element]
    lengths: list[int]


def _bare(elements: Iterable[Element]) -> dict[str, _Forms]:
    """By its first word, every name that may be a mention without a mark: as declared, or in capitals."""
    found: dict[str, dict[str, Element]] = {}
    for element in elements:
        seen = element.kind in ("character", "object") and element.name == element.base
        role = (element.name.lower(),) if element.kind == "character" else ()
        for form in (element.name, element.name.upper(), *role) if seen else ():
            if first := _FIRST.match(form):
                found.setdefault(first[0], {})[form] = element
    return {first: _Forms(forms, sorted({len(form) for form in forms}, reverse=True)) for first, forms in found.items()}


def _role(element: Element, text: str, start: int) -> bool:
    """Whether a name in lower case is somebody: `the trucker` is TRUCKER; `the key` is no one called Key."""
    return _THE.search(text, max(0, start - 5), start) is not None and element.name.casefold() not in _GIVEN_NAMES


def _meant(written: str, text: str, start: int) -> bool:
    """Whether a name that is an ordinary word too is meant by `written`, which stands at `start`."""
    word = written.casefold()
    if word not in COMMON:
        return True
    if written.isupper():
        return not text.isupper()
    if word in _ROLE_NAMES and written != word:
        return True
    if word not in _DATES and written != word and _ACTS.match(text, start + len(written)):
        return True
    return (
        written != word and word not in _DATES and _WITHIN_SENTENCE.search(text, max(0, start - 8), start) is not None
    )


def _words(bare: Iterable[str]) -> re.Pattern[str]:
    """Finds words that may begin a name: most words of a text do not begin with any name's letter."""
    letters = "".join(sorted({re.escape(word[0]) for word in bare}))
    return re.compile(rf"(?<![\w@.])[{letters or '_'}]\w*")


_NO_FORMS = _Forms({}, [])
