"""Elements named in prose: `@Name`, and declared names written as themselves or in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from milimo_lang.analysis.names import Names
from milimo_lang.ir.screenplay import Element

_AT = re.compile(r"(?<![\w@])@(\w[\w'’\-]*(?:\.[^\W\d_][\w'’\-]*)?)")

COMMON = frozenset(
    [
        "will",
        "key",
        "hope",
        "grace",
        "faith",
        "joy",
        "may",
        "june",
        "april",
        "august",
        "summer",
        "autumn",
        "rose",
        "lily",
        "iris",
        "daisy",
        "ivy",
        "mark",
        "bill",
        "frank",
        "grant",
        "jack",
        "art",
        "chase",
        "chance",
        "drew",
        "earnest",
        "guy",
        "hunter",
        "king",
        "max",
        "miles",
        "nick",
        "pat",
        "ray",
        "rich",
        "rob",
        "rusty",
        "skip",
        "sonny",
        "stone",
        "sue",
        "victor",
        "wade",
        "ward",
        "wood",
        "young",
        "angel",
        "belle",
        "dawn",
        "eve",
        "gene",
        "ginger",
        "heather",
        "honey",
        "hazel",
        "olive",
        "pearl",
        "penny",
        "piper",
        "robin",
        "ruby",
        "sandy",
        "sky",
        "star",
        "violet",
        "winter",
        "bob",
        "don",
        "dean",
        "duke",
        "earl",
        "harry",
        "mike",
        "pete",
        "peter",
        "dick",
        "jean",
        "page",
        "brook",
        "cliff",
        "dale",
        "glen",
        "heath",
        "lane",
        "reed",
        "river",
        "ridge",
        "the",
        "he",
        "she",
        "it",
        "they",
        "boy",
        "girl",
        "man",
        "woman",
        "mother",
        "father",
        "doctor",
        "driver",
    ]
)
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

    def find(self, text: str) -> Iterator[Found]:
        """Every mention in `text`, in order."""
        marks = list(self._marked(text)) if "@" in text else []
        found = [*marks, *self._unmarked(text, marks)]
        return iter(sorted(found))

    def plain(self, text: str) -> str:
        """`text` with each `@` mention written as its element's name without the variant."""
        if "@" not in text:
            return text
        for mention in reversed(list(self._marked(text))):
            name = mention.element.base if mention.element else mention.written
            text = text[: mention.start] + name + text[mention.end :]
        return text

    def _marked(self, text: str) -> Iterator[Found]:
        for match in _AT.finditer(text):
            yield self._bound(match.start(), match[1])

    def _bound(self, start: int, written: str) -> Found:
        """The longest reading of `written` that is declared: `Mara's` is Mara, `Mara.` ends a sentence."""
        for name in (written, re.sub(r"['’]\w*$", "", written), written.split(".")[0]):
            element = self._names.mentioned(name)
            if element is not None:
                return Found(start, start + 1 + len(name), name, element)
        return Found(start, start + 1 + len(written), written, None)

    def _unmarked(self, text: str, marks: list[Found]) -> Iterator[Found]:
        if self._bare is None:
            return
        for match in self._bare.finditer(text):
            if not any(mark.start < match.end() and match.start() < mark.end for mark in marks):
                yield Found(match.start(), match.end(), match[0], self._by_word[match[0]])


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
