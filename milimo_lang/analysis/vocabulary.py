"""The terms in scope: what `%define` taught, found in the words of a phrase.

Terms come from the stdlib and from the film's own files; none is written in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from milimo_lang.analysis.checks.bad_value import not_understood
from milimo_lang.analysis.checks.not_yet import not_yet
from milimo_lang.analysis.checks.unknown_definition import definition_without_name, unknown_definition
from milimo_lang.analysis.names import folded, nearest
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import distance

ADDING = frozenset({"light", "style", "camera", "placement"})
"""Kinds of which a shot may have several; of the others the last one said counts."""

KINDS = ("framing", "camera", "angle", "lens", "focus", "light", "placement", "speed", "transition", "style")
"""The kinds of term there are. `shot` (a recipe) and `model` (a profile) are definitions of another sort."""

_NUMBER = r"-?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})"
_AMOUNT = re.compile(rf"(?P<name>[a-z][a-z-]*)\s+(?P<first>{_NUMBER})(?:\s+to\s+(?P<last>{_NUMBER}))?$")
_HOLE = re.compile(r"\{(?P<name>[^{}=]+?)(?:\s*=\s*(?P<default>[^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Definition:
    """One `%define`. `words` is the pattern, a hole written `{name}`; the canonical name is the first alias."""

    kind: str
    name: str
    prompt: str
    draft: str
    span: Span
    holes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """`count` words of a phrase mean `definition`; `holes` are filled by the words from an index on."""

    definition: Definition
    count: int
    holes: tuple[tuple[str, int], ...] = ()


class Vocabulary:
    """Every definition in scope; later ones hide earlier ones of the same words.

    A hyphen is a space: `close-up` and `close up` are one. `transitions` stand apart from the `aliases` of a shot line.
    """

    def __init__(self, definitions: Iterable[tuple[Definition, tuple[str, ...]]]) -> None:
        self.aliases: dict[str, Definition] = {}
        self.transitions: dict[str, Definition] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Definition]]] = {}
        self._by_length: dict[tuple[str, int], list[str]] = {}
        self._near: dict[str, str | None] = {}
        for definition, aliases in definitions:
            if definition.kind == "transition":
                self.transitions |= dict.fromkeys(map(_spelt, aliases), definition)
                continue
            for alias in aliases:
                self.aliases[_spelt(alias)] = definition
                pattern = _pattern(alias)
                self._by_first.setdefault(pattern[0], []).append((pattern, definition))
        for patterns in self._by_first.values():
            patterns.reverse()
            patterns.sort(key=lambda item: -len(item[0]))
        for alias in self.aliases:
            self._by_length.setdefault((alias[:1], len(alias)), []).append(alias)

    def at(self, words: Sequence[str], start: int) -> Match | None:
        """The longest term that begins at `words[start]`; a hole takes the words up to the end."""
        for pattern, definition in self._by_first.get(_parts(words[start])[0], ()):
            read = _read(pattern, words, start)
            if read is not None:
                count, hole = read
                if not hole:
                    return Match(definition, count)
                return Match(definition, len(words) - start, ((hole, start + count),))
        return None

    def near(self, text: str) -> str | None:
        """The term that `text` is a slip of: one wrong letter, two from nine letters on, the first one right. Another
        number of words is a slip only where nothing else is wrong.

        Only terms of about its length are compared, and a slip that is made again is not looked up again.
        """
        if text not in self._near:
            self._near[text] = self._nearest(_spelt(text))
        return self._near[text]

    def _nearest(self, text: str) -> str | None:
        limit = 1 if len(text) < 9 else 2
        lengths = range(len(text) - limit, len(text) + limit + 1)
        alike = [
            alias
            for length in lengths
            for alias in self._by_length.get((text[:1], length), ())
            if alias.count(" ") == text.count(" ") or alias.replace(" ", "") == text.replace(" ", "")
        ]
        apart, near = min(((distance(text, alias), alias) for alias in alike), default=(limit + 1, ""))
        return near if apart <= limit else None

    def names(self, kind: str) -> tuple[str, ...]:
        """The canonical names of a kind, in the order they were defined."""
        told = self.transitions if kind == "transition" else self.aliases
        return tuple(dict.fromkeys(one.name for one in told.values() if one.kind == kind))

    def named(self, kind: str, name: str) -> Definition | None:
        """The definition of `kind` that `name` (a whole alias) means."""
        definition = (self.transitions if kind == "transition" else self.aliases).get(_spelt(name))
        return definition if definition is not None and definition.kind == kind else None


def term(definition: Definition, filled: dict[str, str] | None = None, *, more: str = "", scale: float = 1.0) -> Term:
    """The definition as a shot uses it: holes filled, `more` words behind, the draft scaled."""
    words = _fill(definition.prompt, definition, filled or {})
    return Term(
        kind=definition.kind,
        name=definition.name,
        words=" ".join(part for part in (words, more) if part),
        draft=Draft(amounts={name: _scaled(amount, name, scale) for name, amount in amounts(definition.draft)}),
    )


def amounts(draft: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """`zoom 1 to 1.4, shake 0.01` -> ("zoom", (1, 1.4)), ("shake", (0.01, 0.01)). What reads otherwise is left out."""
    for part in draft.split(","):
        match = _AMOUNT.match(part.strip())
        if match:
            first = float(match["first"])
            yield match["name"], (first, float(match["last"]) if match["last"] else first)


def definitions(document: tree.Document) -> Iterator[tuple[Definition, tuple[str, ...]]]:
    """The `%define`s of one file with their aliases, models left out."""
    for element in document.elements:
        if isinstance(element, tree.Directive) and element.word == "define" and element.phrases:
            kind, aliases, holes = _head(element)
            if kind != "model" and aliases:
                values = {item.key: item.text for item in element.properties}
                yield (
                    Definition(
                        kind, _HOLE.sub("", aliases[0]).strip(), values.get("prompt", ""), values.get("draft", ""),
                        element.head_span, holes,
                    ),
                    aliases,
                )  # fmt: skip


def unusable(document: tree.Document) -> Iterator[Diagnostic]:
    """What is wrong with the definitions of one file."""
    for element in document.elements:
        if isinstance(element, tree.Directive) and element.word == "define" and element.phrases:
            kind, aliases, _ = _head(element)
            if kind == "shot":
                yield not_yet("%define shot", element.head_span)
            elif kind not in (*KINDS, "model"):
                kinds, place = (*KINDS, "model"), element.phrases[0].atoms[0].span
                yield unknown_definition(kind, nearest(kind, kinds), kinds, element.head_span, place)
            elif not aliases:
                yield definition_without_name(kind, element.head_span)
            elif kind not in ("model", "transition"):
                yield from _no_amounts(element)


def _no_amounts(definition: tree.Directive) -> Iterator[Diagnostic]:
    """The parts of its draft that are no amounts."""
    for item in definition.properties:
        parts = item.text.split(",") if item.key == "draft" else ()
        wrong = next((part.strip() for part in parts if part.strip() and not _AMOUNT.match(part.strip())), None)
        if wrong is not None:
            yield not_understood(wrong, "amounts such as zoom 1 to 1.4", item.value_span)


def model_definitions(document: tree.Document) -> Iterator[tuple[str, tree.Directive]]:
    """The `%define model`s of one file: name and directive."""
    for element in document.elements:
        if isinstance(element, tree.Directive) and element.word == "define" and element.phrases:
            kind, aliases, _ = _head(element)
            if kind == "model" and aliases:
                yield aliases[0], element


def _head(directive: tree.Directive) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """`camera whip to {target}, {speed = fast}`: "camera", the aliases, and the holes with their defaults."""
    texts = [phrase.text for phrase in directive.phrases]
    kind, _, first = texts[0].partition(" ")
    aliases = (first.strip(), *(text for text in texts[1:] if not text.startswith("{")))
    holes = tuple(
        (match["name"].strip(), (match["default"] or "").strip()) for text in texts for match in _HOLE.finditer(text)
    )
    return kind.casefold(), tuple(alias for alias in aliases if alias), holes


def _spelt(alias: str) -> str:
    return folded(_HOLE.sub("", alias).replace("-", " "))


def _parts(word: str) -> list[str]:
    return folded(word).split("-")


def _pattern(alias: str) -> tuple[str, ...]:
    return tuple(part for word in alias.split() for part in ([word] if word.startswith("{") else _parts(word)))


def _read(pattern: tuple[str, ...], words: Sequence[str], start: int) -> tuple[int, str] | None:
    """How many words from `start` on `pattern` reads, and the hole it then has ("": it ends); None: it does not fit."""
    at = start
    parts: list[str] = []
    for wanted in pattern:
        if not parts:
            if at >= len(words):
                return None
            if wanted.startswith("{"):
                return at - start, wanted.strip("{}")
            parts = _parts(words[at])
            at += 1
        if parts.pop(0) != wanted:
            return None
    return None if parts else (at - start, "")


def _fill(text: str, definition: Definition, filled: dict[str, str]) -> str:
    for name, default in definition.holes:
        text = text.replace(f"{{{name}}}", filled.get(name, default))
    return text


def _scaled(amount: tuple[float, float], name: str, scale: float) -> tuple[float, float]:
    """A slower move goes less far: factors scale around 1, the rest around their middle."""
    first, last = amount
    if scale == 1.0 or name in ("shake", "sway", "ease", "degrees"):
        return amount
    middle = 1.0 if name in ("zoom", "push") else (first + last) / 2
    return tuple(round(middle + (value - middle) * scale, 6) for value in (first, last))  # type: ignore[return-value]
