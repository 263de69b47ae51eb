"""Whether two trees are one screenplay: the same elements with the same words, wherever they stand.

Left out are the spans, how lines end inside notes, and the spaces inside what is read from its atoms: times and lists.
"""

from __future__ import annotations

import re

from milimo_lang.source import Source, Span
from milimo_lang.syntax.format.marks import LISTS
from milimo_lang.syntax.tree import Document, Level, Phrase, Property, Time

_LINE_END = re.compile(r"\r\n|\r|\n")


def same(one: Document, other: Document) -> bool:
    return _same(one.title_page, other.title_page) and _same(one.elements, other.elements)


def _same(one: object, other: object) -> bool:
    if type(one) is not type(other):
        return False
    match one, other:
        case (Span(), _) | (Source(), _):
            return True
        case tuple(), tuple():
            return len(one) == len(other) and all(map(_same, one, other))
        case str(), str():
            return one == other or _LINE_END.split(one) == _LINE_END.split(other)
        case Phrase(), Phrase():
            return _same(one.atoms, other.atoms) and (_is_timed(one) or one.text == other.text)
        case Property(), Property() if one.key in (*LISTS, "duration"):
            if _unspaced(one.text) != _unspaced(other.text):
                return False
            return all(_same(getattr(one, name), getattr(other, name)) for name in ("key", "where", "items", "notes"))
    names = getattr(one, "__dataclass_fields__", ())
    return all(_same(getattr(one, name), getattr(other, name)) for name in names) if names else one == other


def _is_timed(phrase: Phrase) -> bool:
    return any(isinstance(atom, Time | Level) for atom in phrase.atoms)


def _unspaced(text: str) -> str:
    return "".join(text.split())
