"""Phrases of a shot line that something other than a comma parts: `wide; crane down`, `4s - steam`, `4,5s`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from milimo_lang.analysis.checks.bad_length import comma_in_length
from milimo_lang.analysis.checks.missing_comma import other_separator
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.phrases import phrases

_DASHES = ("-", "–", "—", "--")
_MARKED = re.compile(r"[;.](?:\s|$)|\s(?:--|[-–—])\s|\d\s?[a-z]*[;:]\S", re.IGNORECASE)
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
        "sgt",
        "lt",
        "capt",
        "col",
        "gen",
        "rev",
        "hon",
        "vs",
        "no",
        "jr",
        "sr",
        "fr",
        "mt",
    ]
)
"""Words that end in a full stop because they are shortened."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something that may part two phrases: the first atom behind it is `at`, it stands at `span`."""

    at: int
    text: str
    span: Span


def parted(line: Iterable[tree.Phrase], scope: Scope) -> Iterator[tree.Phrase]:
    """The phrases as they are meant, with a diagnostic for each that lacks its commas."""
    waiting: tree.Phrase | None = None
    for phrase in line:
        for piece in _pieces(phrase, scope) if _MARKED.search(phrase.text) else (phrase,):
            if waiting is not None and (length := _decimal(waiting, piece, scope)) is not None:
                waiting = length
                continue
            if waiting is not None:
                yield waiting
            waiting = piece
    if waiting is not None:
        yield waiting


def _decimal(first: tree.Phrase, then: tree.Phrase, scope: Scope) -> tree.Phrase | None:
    """`4,5s` as the length it is, with a diagnostic."""
    whole = first.text.isdecimal() and len(first.text) < 5 and isinstance(then.atoms[0], tree.Time)
    if not whole or len(then.atoms) > 1 or then.span.start != first.span.end + 1 or "." in then.text:
        return None
    span, written = first.span.to(then.span), f"{first.text}.{then.text}"
    scope.said.append(comma_in_length(f"{first.text},{then.text}", written, span))
    read = phrases(written, span.path, span.start).value
    return tree.Phrase((replace(read[0].atoms[0], span=span),), written, span)


def _pieces(phrase: tree.Phrase, scope: Scope) -> Sequence[tree.Phrase]:
    source = scope.sources.get(phrase.span.path)
    written = source.cut(phrase.span) if source else ""
    if " ".join(written.split()) != phrase.text:
        return (phrase,)  # what a recipe fills in stands nowhere
    atoms, marks = _marks(phrase)
    ends = (0, *(mark.at for mark in marks), len(atoms))
    groups = [atoms[first:end] for first, end in itertools.pairwise(ends)]
    orders = [_is_order(group, scope) for group in groups]
    parting = [mark for n, mark in enumerate(marks) if _parts(mark, n, groups, orders)]
    if not parting:
        return (phrase,)
    scope.said.append(_said(parting, phrase, written))
    starts = [phrase.span.start, *(mark.span.end for mark in parting)]
    finals = [*(mark.span.start for mark in parting), phrase.span.end]
    spans = [(first, written[first - starts[0] : end - starts[0]]) for first, end in zip(starts, finals, strict=True)]
    return [one for first, text in spans if text.strip() for one in phrases(text, phrase.span.path, first).value]


def _said(parting: Sequence[_Mark], phrase: tree.Phrase, written: str) -> Diagnostic:
    start = phrase.span.start
    text, at = "", start
    for mark in parting:
        text += written[at - start : mark.span.start - start].strip() + (":" if mark.text == ":" else ",") + " "
        at = mark.span.end
    rest = written[at - start :].strip()
    mended = text + rest if rest else text.rstrip(", ")
    return other_separator(parting[0].text, mended, parting[0].span, phrase.span)


def _marks(phrase: tree.Phrase) -> tuple[list[tree.Atom], list[_Mark]]:
    """The atoms without what may part them, and where that stands."""
    atoms: list[tree.Atom] = []
    marks: list[_Mark] = []
    for number, atom in enumerate(phrase.atoms):
        word = atom.text if isinstance(atom, tree.Word) else ""
        span, last = atom.span, number == len(phrase.atoms) - 1
        if word in _DASHES:
            marks.append(_Mark(len(atoms), word, span))
        elif word[:1] == ";" or (word[:1] == ":" and atoms and isinstance(atoms[-1], tree.Time)):
            marks.append(_Mark(len(atoms), word[0], replace(span, end=span.start + 1)))
            atoms += _again(word[1:], replace(span, start=span.start + 1))
        elif word[-1:] == ";" or (
            word[-1:] == "." and not last and len(word) > 2 and word[:-1].casefold() not in _SHORT
        ):
            atoms += _again(word[:-1], replace(span, end=span.end - 1))
            marks.append(_Mark(len(atoms), word[-1], replace(span, start=span.end - 1)))
        else:
            atoms.append(atom)
    return atoms, marks


def _again(word: str, span: Span) -> tuple[tree.Atom, ...]:
    return phrases(word, span.path, span.start).value[0].atoms if word else ()


def _parts(mark: _Mark, n: int, groups: Sequence[Sequence[tree.Atom]], orders: Sequence[bool]) -> bool:
    match mark.text:
        case ";":
            return any(orders)
        case ".":
            return orders[n + 1] or _is_length(groups[n])
        case ":":
            return True
        case _:
            return orders[n] or orders[n + 1]


def _is_length(atoms: Sequence[tree.Atom]) -> bool:
    return len(atoms) == 1 and isinstance(atoms[0], tree.Time)


def _is_order(atoms: Sequence[tree.Atom], scope: Scope) -> bool:
    """Whether the atoms are a length, or terms alone, or terms and whom they are on."""
    if _is_length(atoms):
        return True
    words = [atom.text if isinstance(atom, tree.Word) else "" for atom in atoms]
    at = 0
    while at < len(words) and words[at] and (match := scope.vocabulary.at(words, at)) is not None:
        at += match.count
    rest = atoms[at:]
    return at > 0 and (not rest or _is_length(rest) or any(isinstance(atom, tree.Mention) for atom in rest[:2]))
