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
        self._by_word = {
            form: element for element in names.elements.values() for form in (element.name, element.name.upper())
        }
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
        """Names without a mark that lie in no marked mention."""
        if self._bare is None:
            return
        at = 0
        for match in self._bare.finditer(text):
            while at < len(marks) and marks[at].end <= match.start():
                at += 1
            if at == len(marks) or marks[at].start >= match.end():
                yield Found(match.start(), match.end(), match[0], self._by_word[match[0]])


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


def _bare(elements: Iterable[Element]) -> re.Pattern[str] | None:
    forms = {
        form
        for element in elements
        if element.kind in ("character", "object")
        and element.name == element.base
        and element.name.casefold() not in COMMON
        for form in (element.name, element.name.upper())
    }
    if not forms:
        return None
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w@.])(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
