"""Declarations, shots and directives: a marked line and the properties under it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from milimo_lang.diagnostics import Outcome
from milimo_lang.source import Span
from milimo_lang.syntax import mistakes, tree, words
from milimo_lang.syntax.phrases import Clause, Rule, clause, phrases
from milimo_lang.syntax.rows import LineToken, Page, Rows, extent, notes_of
from milimo_lang.syntax.shapes import DECLARATION_MARK, DIRECTIVE_MARK, GLUED_LOOK, KEY_END, SHOT_MARK
from milimo_lang.syntax.tree import Phrase, Property

T = TypeVar("T")

_ANYTHING = "model"  # a `%define model` is data: any key may stand in it


def declaration(rows: Rows) -> tree.Declaration:
    """`@kind Name: look` and its block."""
    head = rows[0]
    mark = DECLARATION_MARK.match(head.shown.strip())
    assert mark is not None, "the classifier saw a declaration"
    start = head.span.start
    kind = mark.group(1).lower()
    read = _head(head, "declaration", mark.end())
    properties = _properties(_under(rows), words.DECLARATION_KEYS, f"@{kind}")
    if not KEY_END.search(head.shown) and (glued := GLUED_LOOK.match(head.shown.strip())):
        colon = start + glued.start("colon")
        head.page.said.append(mistakes.glued_look(glued["name"], head.page.span(colon, colon + 1)))
    elif not KEY_END.search(head.shown) and {"a", "an"} & set(read.name.split()[1:]) and "," not in head.shown:
        head.page.said.append(mistakes.look_in_the_name(read.name, read.name_span))
    return tree.Declaration(
        kind="object" if kind == "prop" else kind,
        name=read.name,
        look=read.prose,
        properties=properties,
        kind_span=head.page.span(start + 1, start + 1 + len(kind)),
        name_span=read.name_span,
        look_span=read.prose_span,
        span=extent(rows),
        notes=notes_of(rows),
    )


def shot(rows: Rows) -> tree.ShotLine:
    """`!! phrases: prose` and its block."""
    head = rows[0]
    mark = SHOT_MARK.match(head.shown.strip())
    assert mark is not None, "the classifier saw a shot"
    read = _head(head, "shot", mark.end())
    _check_colon(head.page, read)
    return tree.ShotLine(
        phrases=read.phrases,
        prose=read.prose,
        prose_span=read.prose_span,
        properties=_properties(_under(rows), words.SHOT_KEYS, "a shot"),
        head_span=head.span,
        span=extent(rows),
        notes=notes_of(rows),
    )


def _check_colon(page: Page, read: Clause) -> None:
    """A key and its value, or a length, that a colon made description."""
    if not read.phrases or not read.prose:
        return
    last = read.phrases[-1]
    if last.text in words.SHOT_KEYS or _PLACED.fullmatch(last.text):
        page.said.append(mistakes.key_before_colon(last.text, last.span))
    elif _LENGTH.fullmatch(read.prose):
        colon = page.masked.text.index(":", last.span.end)
        page.said.append(mistakes.length_behind_colon(page.span(colon, colon + 1)))


_PLACED = re.compile(r"(?:key|at) (?:\d\S*|end)")
_LENGTH = re.compile(r"\d+(?:\.\d+)?\s*(?:s|secs?|seconds?|f|frames?|min|minutes?)")


def directive(rows: Rows) -> tree.Directive:
    """`%word phrases` and, for `%set` and `%define`, its block; a `%set` and a recipe hold lines of phrases too."""
    head = rows[0]
    mark = DIRECTIVE_MARK.match(head.shown.strip())
    assert mark is not None, "the classifier saw a directive"
    word = mark.group(1).lower()
    start = head.span.start
    read = _head(head, "directive", mark.end())
    keyed: Rows = []
    loose: Rows = []
    for row in _under(rows):
        (loose if (word == "set" or _is_recipe(word, read)) and not KEY_END.search(row.shown) else keyed).append(row)
    return tree.Directive(
        word=word,
        phrases=read.phrases,
        properties=_settings(word, read, keyed),
        word_span=head.page.span(start + 1, start + 1 + len(word)),
        head_span=head.span,
        span=extent(rows),
        notes=notes_of(rows),
        block_phrases=tuple(phrase for row in loose for phrase in _loose_phrases(row)),
    )


def _settings(word: str, head: Clause, rows: Rows) -> tuple[Property, ...]:
    if word == "set":
        return _properties(rows, words.SHOT_KEYS, "%set")
    first = head.phrases[0].text.split() if head.phrases else []
    if first[:1] == [_ANYTHING] or (first and words.near_miss(first[0], (_ANYTHING,))):
        return _properties(rows, None, "%define")
    known = (*words.SHOT_KEYS, "draft") if _is_recipe(word, head) else words.DEFINE_KEYS
    return _properties(rows, known, "%define")


def _is_recipe(word: str, head: Clause) -> bool:
    """`%define shot NAME`."""
    return word == "define" and bool(head.phrases) and head.phrases[0].text.split()[:1] == ["shot"]


def _under(rows: Rows) -> Rows:
    return [row for row in rows[1:] if row.type == "PROPERTY"]


def _loose_phrases(row: LineToken) -> tuple[Phrase, ...]:
    span = row.span
    return _told(row.page, phrases(row.shown.strip(), span.path, span.start))


def _head(row: LineToken, rule: Rule, mark: int) -> Clause:
    """What follows the mark, `mark` characters long, on its line."""
    span = row.span
    return _told(row.page, clause(rule, row.shown.strip()[mark:], span.path, span.start + mark))


def _told(page: Page, outcome: Outcome[T]) -> T:
    page.said.extend(outcome.diagnostics)
    return outcome.value


# ---------------------------------------------------------------- properties


def _properties(rows: Rows, known: tuple[str, ...] | None, block: str) -> tuple[Property, ...]:
    """The `key: value` lines among `rows`; `known` are the keys the block has, None where any key may stand."""
    found = [read for row in rows if (read := _property(row, known, block)) is not None]
    if len(found) > 1:
        _say_repeated(found, rows[0].page)
    return tuple(found)


_SEVERAL = frozenset((*words.PLACED_KEYS, "image", "reference", "lora", "control"))
"""Keys that may stand more than once in a block."""


def _say_repeated(found: list[Property], page: Page) -> None:
    first: dict[str, Property] = {}
    for one in found:
        if first.setdefault(one.key, one) is not one and one.key not in _SEVERAL:
            page.said.append(mistakes.repeated_key(one.key, first[one.key].key_span, one.key_span))


def _property(row: LineToken, known: tuple[str, ...] | None, block: str) -> Property | None:
    page, span = row.page, row.span
    read = _told(page, clause("property", row.shown.strip(), span.path, span.start))
    if not read.name or not KEY_END.search(row.shown):
        return None  # said already: it is no property
    key, where = _key(read, known)
    _check(page, replace(read, name=key, phrases=where), known, block)
    items: tuple[Phrase, ...] = ()
    if key not in words.TEXT_KEYS and read.prose:
        value = row.page.masked.text[read.prose_span.start : read.prose_span.end]
        items = _told(page, phrases(value, span.path, read.prose_span.start))
    return Property(
        key=key,
        where=where,
        text=read.prose,
        items=items,
        key_span=_key_span(read, key),
        value_span=read.prose_span,
        span=span,
        notes=notes_of([row]),
    )


def _key(read: Clause, known: tuple[str, ...] | None) -> tuple[str, tuple[Phrase, ...]]:
    """The key, lower case, and where it says it stands. Keys of a model profile may be several words."""
    key = read.name.lower()
    if read.phrases and known is None:
        return " ".join((key, *(phrase.text for phrase in read.phrases))), ()
    return key, read.phrases


def _key_span(read: Clause, key: str) -> Span:
    return Span(read.name_span.path, read.name_span.start, read.name_span.start + len(key))


def _check(page: Page, read: Clause, known: tuple[str, ...] | None, block: str) -> None:
    key, span = read.name, read.name_span
    if known is not None and key not in known:
        near = words.near_miss(key, known)
        page.said.append(mistakes.unknown_key(key, near, block, known, span))
    elif known is not None and key in words.PLACED_KEYS and not read.phrases:
        page.said.append(mistakes.missing_place(key, span))
    elif known is not None and key not in words.PLACED_KEYS and read.phrases:
        text = " ".join(phrase.text for phrase in read.phrases)
        whole = Span(span.path, read.phrases[0].span.start, read.phrases[-1].span.end)
        page.said.append(mistakes.unexpected(text, whole))
    if not read.prose:
        page.said.append(mistakes.empty_value(key, span))
