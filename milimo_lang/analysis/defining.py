"""What is wrong with the `%define`s of a film: their kinds, their names, what they leave open, what they draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from milimo_lang import resources
from milimo_lang.analysis.checks.bad_value import not_understood
from milimo_lang.analysis.checks.empty_definition import empty_definition
from milimo_lang.analysis.checks.standard_word import standard_word
from milimo_lang.analysis.checks.unfilled_blank import open_blank, unknown_blank
from milimo_lang.analysis.checks.unknown_amount import unknown_amount
from milimo_lang.analysis.checks.unknown_definition import (
    definition_without_name,
    hole_for_a_name,
    unknown_definition,
)
from milimo_lang.analysis.load import standard
from milimo_lang.analysis.names import nearest
from milimo_lang.analysis.vocabulary import AMOUNT, DEFINED, HOLE, RECIPE, definitions, head_of, pattern_of
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Source, Span
from milimo_lang.syntax import tree


def unusable(document: tree.Document) -> Iterator[Diagnostic]:
    """What is wrong with the definitions of one file; the standard library's are a test's business."""
    if document.source.path.startswith("std."):
        return
    for element in document.elements:
        if isinstance(element, tree.Directive) and element.word == "define" and element.phrases:
            kind, aliases, holes = head_of(element)
            if kind not in DEFINED:
                place = element.phrases[0].atoms[0].span
                yield unknown_definition(kind, nearest(kind, DEFINED), DEFINED, element.head_span, place)
            elif aliases and aliases[0].startswith("{"):
                yield hole_for_a_name(kind, aliases[0], element.head_span)
            elif not aliases:
                yield definition_without_name(kind, element.head_span)
            elif kind != "model":
                yield from _of_a_term(kind, aliases, tuple(name for name, _ in holes), element, document.source)


def _of_a_term(
    kind: str, aliases: tuple[str, ...], holes: tuple[str, ...], element: tree.Directive, source: Source
) -> Iterator[Diagnostic]:
    if not element.properties and not element.block_phrases:
        yield empty_definition(aliases[0], kind, element.head_span)
    yield from _blanks(holes, element, source)
    for item in element.properties:
        if item.key == "draft" and kind != RECIPE:
            yield from _not_drawn(item) if kind == "transition" else _no_amounts(item)
    known = next((alias for alias in aliases if pattern_of(alias) in _standard(kind == "transition")), None)
    if known is not None:
        yield standard_word(known, element.head_span)


_OPEN = re.compile(r"\{(?P<name>[^{}\s,]*)(?![^{}]*\})")


def _blanks(holes: tuple[str, ...], element: tree.Directive, source: Source) -> Iterator[Diagnostic]:
    """What stands in braces in the block, and nothing fills it."""
    blocks = (*(item.span for item in element.properties), *(phrase.span for phrase in element.block_phrases))
    for block in blocks:
        text = source.cut(block)
        for match in HOLE.finditer(text):
            name = match["name"].strip()
            if name not in holes:
                span = Span(block.path, block.start + match.start("name"), block.start + match.end("name"))
                yield unknown_blank(name, nearest(name, holes), holes, span)
        for match in _OPEN.finditer(text):
            span = Span(block.path, block.start + match.start(), block.start + match.end())
            yield open_blank(match[0], span)


def _no_amounts(item: tree.Property) -> Iterator[Diagnostic]:
    """The parts of a draft that are no amounts, or amounts that nobody draws."""
    parts = [HOLE.sub(lambda hole: hole["default"] or "1", part).strip() for part in item.text.split(",")]
    wrong = next((part for part in parts if part and not AMOUNT.match(part)), None)
    if wrong is not None and "{" not in wrong:
        yield not_understood(wrong, "amounts such as zoom 1 to 1.4", item.value_span)
    for part in parts:
        match = AMOUNT.match(part)
        if match and match["name"] not in amounts_drawn():
            yield _unknown_amount(match["name"], amounts_drawn(), item)


def _not_drawn(item: tree.Property) -> Iterator[Diagnostic]:
    """The style of a transition that nobody draws."""
    style = item.text.split()[0] if item.text.split() else ""
    if style and style not in _cut():
        yield _unknown_amount(style, _cut(), item)


def _unknown_amount(name: str, known: frozenset[str], item: tree.Property) -> Diagnostic:
    at = item.value_span.start + max(0, item.text.find(name))
    return unknown_amount(name, nearest(name, sorted(known)), Span(item.value_span.path, at, at + len(name)))


# ---------------------------------------------------------------- what the standard library knows


@cache
def _standard(transitions: bool) -> frozenset[tuple[str, ...]]:
    """The first names of what every film knows, of its `transitions` or of all else: other names of it are free."""
    return frozenset(
        pattern_of(aliases[0])
        for file in _library()
        if file.source.path != "std.noir"
        for one, aliases in definitions(file)
        if (one.kind == "transition") == transitions
    )


@cache
def amounts_drawn() -> frozenset[str]:
    """Every amount that a draft of the library names: all there are, as a test holds."""
    drafts = (one.draft for file in _library() for one, _ in definitions(file) if one.kind != "transition")
    return frozenset(
        match["name"] for draft in drafts for part in draft.split(",") if (match := AMOUNT.match(part.strip()))
    )


@cache
def _cut() -> frozenset[str]:
    drafts = (one.draft for file in _library() for one, _ in definitions(file) if one.kind == "transition")
    return frozenset(draft.split()[0] for draft in drafts if draft)


@cache
def _library() -> tuple[tree.Document, ...]:
    files = (standard(f"std.{name}") for name in resources.names("stdlib", suffix=".mls"))
    return tuple(file for file in files if file is not None)
