"""The terms in scope: what `%define` taught, found in the words of a phrase.

Terms come from the stdlib and from the film's own files; none is written in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from milimo_lang.analysis.names import folded
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import distance

ADDING = frozenset({"light", "style", "camera", "placement"})
"""Kinds of which a shot may have several; of the others the last one said counts."""

KINDS = ("framing", "camera", "angle", "lens", "focus", "light", "placement", "speed", "transition", "style")
"""The kinds of term there are. `shot` (a recipe) and `model` (a profile) are definitions of another sort."""

RECIPE = "shot"
DEFINED = (*KINDS, RECIPE, "model")

_NUMBER = r"-?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})"
AMOUNT = re.compile(rf"(?P<name>[a-z][a-z-]*)\s+(?P<first>{_NUMBER})(?:\s+to\s+(?P<last>{_NUMBER}))?$")
HOLE = re.compile(r"\{(?P<name>[^{}=]+?)(?:\s*=\s*(?P<default>[^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Definition:
    """One `%define`. The canonical name is the first alias; `holes` are (name, what stands in it unless said).

    A recipe (of the kind `shot`) has the phrases and properties of its block.
    """

    kind: str
    name: str
    prompt: str
    draft: str
    span: Span
    holes: tuple[tuple[str, str], ...] = ()
    phrases: tuple[tree.Phrase, ...] = ()
    properties: tuple[tree.Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """`count` words of a phrase mean `definition`; each of `holes` (name, first, end) is filled by some of them."""

    definition: Definition
    count: int
    holes: tuple[tuple[str, int, int], ...] = ()


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
        self._taking: list[Definition] = []
        self._found: dict[tuple[str, ...], Match | None] = {}
        for definition, aliases in definitions:
            if definition.kind == "transition":
                self.transitions |= dict.fromkeys(map(spelt, aliases), definition)
                continue
            if len(definition.holes) > min(alias.count("{") for alias in aliases):
                self._taking.append(definition)
            for alias in aliases:
                self.aliases[spelt(alias)] = definition
                pattern = pattern_of(alias)
                self._by_first.setdefault(pattern[0], []).append((pattern, definition))
        every = (pattern for patterns in self._by_first.values() for pattern, _ in patterns)
        self._longest = max(map(len, every), default=0)
        self._open = {first for first, found in self._by_first.items() if any("{" in "".join(p) for p, _ in found)}
        self._openings = dict(filter(None, (_opening(p) for found in self._by_first.values() for p, _ in found)))
        for patterns in self._by_first.values():
            patterns.reverse()
            patterns.sort(key=lambda item: -len(item[0]))
        for alias in self.aliases:
            self._by_length.setdefault((alias[:1], len(alias)), []).append(alias)

    def at(self, words: Sequence[str], start: int) -> Match | None:
        """The longest term that begins at `words[start]`; a hole takes the words up to the next of the pattern, or all
        up to the end. Words that are read again are not looked up again.
        """
        if _parts(words[start])[0] in self._open:
            return self._first(words, start)
        near = tuple(words[start : start + self._longest])
        if near not in self._found:
            self._found[near] = self._first(words, start)
        return self._found[near]

    def _first(self, words: Sequence[str], start: int) -> Match | None:
        for pattern, definition in self._by_first.get(_parts(words[start])[0], ()):
            fitted = _fitted(pattern, words, start)
            if fitted is not None:
                return Match(definition, fitted[0], fitted[1])
        return None

    def arguments(self, words: Sequence[str]) -> frozenset[str]:
        """The holes of the terms in `words` that no words of the pattern fill: phrases after it may."""
        if not self._taking:
            return frozenset()
        found: set[str] = set()
        at = 0
        while at < len(words) and words[at] and (match := self.at(words, at)) is not None:
            if match.definition in self._taking:
                found |= {name for name, _ in match.definition.holes} - {name for name, _, _ in match.holes}
            at += match.count
        return frozenset(found)

    def near(self, text: str) -> str | None:
        """The term that `text` is a slip of: one wrong letter, two from nine letters on, the first one right. Another
        number of words is a slip only where nothing else is wrong.

        Only terms of about its length are compared, and a slip that is made again is not looked up again.
        """
        if text not in self._near:
            self._near[text] = self._nearest(spelt(text))
        return self._near[text]

    def near_call(self, words: Sequence[str]) -> tuple[int, str] | None:
        """How many of `words` open a call that is one slip away from a term with a hole, and the term."""
        for opening in self._openings:
            count = len(opening)
            if len(words) > count and all(words[:count]):
                text, wanted = folded(" ".join(words[:count])), " ".join(opening)
                if len(wanted) >= 5 and text[:1] == wanted[:1] and distance(text, wanted, 1) == 1:
                    return count, wanted
        return None

    def unfilled(self, words: Sequence[str]) -> tuple[str, str] | None:
        """Of words that are all of a term but what is filled in behind it: the term, and what that is called."""
        hole = self._openings.get(tuple(part for word in words for part in _parts(word)))
        return (" ".join(words), hole) if hole else None

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
        definition = (self.transitions if kind == "transition" else self.aliases).get(spelt(name))
        return definition if definition is not None and definition.kind == kind else None


def term(
    definition: Definition, filled: Mapping[str, str] | None = None, *, more: str = "", scale: float = 1.0
) -> Term:
    """The definition as a shot uses it: holes filled, `more` words behind, the draft scaled."""
    draft = fill(definition.draft, definition, filled or {})
    words = fill(definition.prompt, definition, filled or {})
    return Term(
        kind=definition.kind,
        name=definition.name,
        words=" ".join(part for part in (words, more) if part),
        draft=Draft(amounts={name: _scaled(amount, name, scale) for name, amount in amounts(draft)}),
    )


def amounts(draft: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """`zoom 1 to 1.4, shake 0.01` -> ("zoom", (1, 1.4)), ("shake", (0.01, 0.01)). What reads otherwise is left out."""
    for part in draft.split(","):
        match = AMOUNT.match(part.strip())
        if match:
            first = float(match["first"])
            yield match["name"], (first, float(match["last"]) if match["last"] else first)


def definitions(document: tree.Document, called: str = "") -> Iterator[tuple[Definition, tuple[str, ...]]]:
    """The `%define`s of one file with their aliases, models left out; a file used as `called` has each by that name
    too, `noir.venetian`.
    """
    for element in document.elements:
        if isinstance(element, tree.Directive) and element.word == "define" and element.phrases:
            kind, aliases, holes = head_of(element)
            if kind != "model" and aliases:
                aliases = (*aliases, *(f"{called}.{alias}" for alias in aliases if called))
                values = {item.key: item.text for item in element.properties}
                yield (
                    Definition(
                        kind,
                        " ".join(HOLE.sub("", aliases[0]).split()),
                        values.get("prompt", ""),
                        values.get("draft", ""),
                        element.head_span,
                        holes,
                        element.block_phrases if kind == RECIPE else (),
                        tuple(item for item in element.properties if item.key != "draft") if kind == RECIPE else (),
                    ),
                    aliases,
                )


def model_definitions(document: tree.Document) -> Iterator[tuple[str, tree.Directive]]:
    """The `%define model`s of one file: name and directive."""
    for element in document.elements:
        if isinstance(element, tree.Directive) and element.word == "define" and element.phrases:
            kind, aliases, _ = head_of(element)
            if kind == "model" and aliases:
                yield aliases[0], element


def head_of(directive: tree.Directive) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """`camera whip to {target}, {speed = fast}`: "camera", the aliases, and the holes with their defaults."""
    texts = [HOLE.sub(lambda hole: hole[0].replace(" ", ""), phrase.text) for phrase in directive.phrases]
    kind, _, first = texts[0].partition(" ")
    aliases = (first.strip(), *(text for text in texts[1:] if not text.startswith("{")))
    found = (match for phrase in directive.phrases for match in HOLE.finditer(phrase.text))
    holes = tuple({match["name"].strip(): (match["default"] or "").strip() for match in found}.items())
    return kind.casefold(), tuple(alias for alias in aliases if alias), holes


def spelt(alias: str) -> str:
    return folded(HOLE.sub("", alias).replace("-", " "))


def _parts(word: str) -> list[str]:
    return folded(word).split("-")


def pattern_of(alias: str) -> tuple[str, ...]:
    return tuple(part for word in alias.split() for part in ([word] if word.startswith("{") else _parts(word)))


def _opening(pattern: tuple[str, ...]) -> tuple[tuple[str, ...], str] | None:
    """The words before the one hole that ends a pattern, and what that is called; None for any other pattern, and where
    something stands in the hole unless said.
    """
    before, last = pattern[:-1], pattern[-1]
    if not before or not last.startswith("{") or "=" in last or any(part.startswith("{") for part in before):
        return None
    return before, hole_name(last)


def _fitted(
    pattern: tuple[str, ...], words: Sequence[str], start: int
) -> tuple[int, tuple[tuple[str, int, int], ...]] | None:
    """How many words `pattern` reads from `start` on, and which fill its holes; None where it does not fit."""
    holes: list[tuple[str, int, int]] = []
    at, parts = start, list[str]()
    for offset, wanted in enumerate(pattern):
        if not parts:
            if at >= len(words):
                return None
            if wanted.startswith("{"):
                end = _hole_end(pattern[offset + 1 :], words, at)
                if end is None:
                    return None
                holes.append((hole_name(wanted), at, end))
                at = end
                continue
            parts = _parts(words[at])
            at += 1
        if parts.pop(0) != wanted:
            return None
    return None if parts else (at - start, tuple(holes))


def _hole_end(after: tuple[str, ...], words: Sequence[str], start: int) -> int | None:
    """Where the words of a hole end: at the first of what comes `after` it in the pattern, or with the phrase."""
    if not after:
        return len(words)
    return next((i for i in range(start + 1, len(words)) if _parts(words[i])[0] == after[0]), None)


def hole_name(part: str) -> str:
    """`{speed = fast}` -> speed."""
    return part.strip("{}").partition("=")[0].strip()


def fill(text: str, definition: Definition, filled: Mapping[str, str]) -> str:
    """`text` with each hole filled, by what stands in it unless said where nothing was."""
    for name, default in definition.holes:
        text = text.replace(f"{{{name}}}", filled.get(name, default))
    return text


def filled_length(text: str, definition: Definition, filled: Mapping[str, str]) -> int:
    """How long `text` is with its holes filled, without filling them."""
    holes = definition.holes if "{" in text else ()
    return len(text) + sum(
        text.count(f"{{{name}}}") * (len(filled.get(name, default)) - len(name) - 2) for name, default in holes
    )


def _scaled(amount: tuple[float, float], name: str, scale: float) -> tuple[float, float]:
    """A slower move goes less far: factors scale around 1, the rest around their middle."""
    first, last = amount
    if scale == 1.0 or name in ("shake", "wobble", "float", "sway", "ease", "lasts", "degrees"):
        return amount
    middle = 1.0 if name in ("zoom", "push", "pace", "vertigo") else (first + last) / 2
    return tuple(round(middle + (value - middle) * scale, 6) for value in (first, last))  # type: ignore[return-value]
