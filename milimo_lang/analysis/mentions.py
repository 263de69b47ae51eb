"""Elements named in prose: `@Name`, and declared names written as themselves or in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple

from milimo_lang.analysis.names import Names
from milimo_lang.ir.screenplay import Element

_AT = re.compile(r"(?<![\w@])@(\w[\w'’\-]*(?:\.[^\W\d_][\w'’\-]*)?)")

_COMMON = """
    will key hope grace faith joy may june april august summer autumn rose lily iris daisy ivy mark bill frank
    grant jack art chase chance drew earnest guy hunter king max miles nick pat ray rich rob rusty skip sonny
    stone sue victor wade ward wood young angel belle dawn eve gene ginger heather honey hazel olive pearl penny
    piper robin ruby sandy sky star violet winter bob don dean duke earl harry mike pete peter dick jean page
    brook cliff dale glen heath lane reed river ridge the he she it they boy girl man woman mother father doctor
    driver
    """
COMMON = frozenset(_COMMON.split())
"""Names that are ordinary words too: in prose they are meant only with `@`."""


class Found(NamedTuple):
    """A mention in a text: [start, end). `element` is None for an `@` that names nothing declared."""

    start: int
    end: int
    written: str
    element: Element | None


class Mentions:
    """Finds the elements of `names` in prose."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._bare = _bare(names.elements.values())
        self._spaced = _spaced(names.elements.values())

    def find(self, text: str) -> Iterator[Found]:
        """Every mention in `text`, in order."""
        marks = self.marked(text)
        return merge(marks, self._unmarked(text, marks), key=lambda found: found.start)

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
        for name in (written, re.sub(r"['’]\w*$", "", written), written.split(".")[0]):
            element_meant = self._names.mentioned(name)
            if element_meant is not None:
                return Found(start, start + 1 + len(name), name, element_meant)
        return Found(start, start + 1 + len(written), written, None)

    def _unmarked(self, text: str, marks: list[Found]) -> Iterator[Found]:
        """Names without a mark that lie in no marked mention, the longest where several begin."""
        at = end = 0
        for match in _WORD.finditer(text) if self._bare else ():
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
            element = forms.elements.get(text[start : start + length])
            if element is not None and not _WITHIN.match(text, start + length):
                return Found(start, start + length, text[start : start + length], element)
        return None


_WORD = re.compile(r"(?<![\w@.])\w+")
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
    """By its first word, every name that is a mention without a mark: as declared, or in capitals.

    Of names that are ordinary words only a speaker nobody declared, in capitals: `A BOY sits down`.
    """
    found: dict[str, dict[str, Element]] = {}
    for element in elements:
        seen = element.kind in ("character", "object") and element.name == element.base
        forms = [element.name, element.name.upper()]
        if element.name.casefold() in COMMON:
            forms = forms[1:] if element.implied else []
        for form in forms if seen else ():
            if first := _FIRST.match(form):
                found.setdefault(first[0], {})[form] = element
    return {first: _Forms(forms, sorted({len(form) for form in forms}, reverse=True)) for first, forms in found.items()}


_NO_FORMS = _Forms({}, [])
