"""Phrases: the small comma-separated language of shot lines, directives, declarations and property values.

`grammar/directive.lark` says what they look like; this file reads one of them at a time, so that a mistake in one
costs just that one. A wrong token is reported once and then left out, or what is missing is supplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from milimo_lang import resources
from milimo_lang.diagnostics import Diagnostic, Outcome
from milimo_lang.source import Span
from milimo_lang.syntax import mistakes
from milimo_lang.syntax.tree import Atom, Level, Mention, Phrase, Quoted, Time, Word

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.parsers.lalr_interactive_parser import InteractiveParser

Rule = Literal["shot", "directive", "declaration", "property", "phrases"]

_ONE_WORD = re.compile(r"\s*[a-z]+")
_COLON = re.compile(r":(?=\s|$)")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(\S+)")
_NAMED: tuple[Rule, ...] = ("declaration", "property")  # rules that begin with a name or a key
_BEFORE_END = ("at", "until", "to", "..")


@dataclass(frozen=True, slots=True)
class Clause:
    """One parsed line: `name` is a property's key or what a declaration names; `prose` what follows the colon."""

    name: str
    name_span: Span
    phrases: tuple[Phrase, ...]
    prose: str
    prose_span: Span


def phrases(text: str, path: str, offset: int) -> Outcome[tuple[Phrase, ...]]:
    """The phrases of `text`, which stands at `offset` of the file `path`."""
    outcome = clause("phrases", text, path, offset)
    return Outcome(outcome.value.phrases, outcome.diagnostics)


def clause(rule: Rule, text: str, path: str, offset: int) -> Outcome[Clause]:
    """`text`, which stands at `offset` of `path`, read by the start rule `rule`. Total: repairs what is wrong."""
    place = _Place(text, path, offset)
    said: list[Diagnostic] = []
    if "::" in text and (at := _doubled_colon(text)) is not None:
        said.append(mistakes.two_colons(place.span(at, at + 1)))
        text = f"{text[:at]} {text[at + 1 :]}"
        place = _Place(text, path, offset)
    plain = _plain_property(place) if rule == "property" else _plain_words(place) if rule in _LISTS else None
    if plain is not None:
        return Outcome(plain, tuple(said))
    from lark.exceptions import UnexpectedInput

    try:
        return _clause(_read(rule, text), place, said)
    except UnexpectedInput:
        return _clause(_repaired(rule, place, said), place, said)


def _doubled_colon(text: str) -> int | None:
    """Where the colon before the prose is written twice."""
    match = re.search(r":(?=\s|$)", text)
    if match is None or text[match.start() - 1 : match.start()] != ":" or '"' in text[: match.start()]:
        return None
    return match.start() - 1


@lru_cache(maxsize=8192)
def _read(rule: Rule, text: str) -> Tree[Token]:
    """Lark's tree, positions counted in `text`. Remembered, because after an edit all other lines are the same."""
    return _grammar().parse(text, start=rule)


@cache
def _grammar() -> Lark:
    from lark import Lark

    return Lark(
        resources.read_text("grammar", "directive.lark"),
        parser="lalr",
        lexer="basic",
        start=["shot", "directive", "declaration", "property", "phrases"],
    )


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    path: str
    offset: int

    def span(self, start: int, end: int) -> Span:
        return Span(self.path, self.offset + start, self.offset + end)


# ---------------------------------------------------------------- what needs no grammar

_LISTS: tuple[Rule, ...] = ("shot", "directive", "phrases")
_MARKED = re.compile(r'[\d":“@]|\.\.|,\s*(?:,|\Z)|\A\s*(?:,|\Z)|\bend\b', re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[^\s,]+|,")
_PLAIN_PROPERTY = re.compile(r"([^\W\d_][\w-]*):\s+(\S[\s\S]*)\Z")


def _plain_words(place: _Place) -> Clause | None:
    """Words and commas alone, as most lines are; a tenth of the grammar's time, and the same. None for other texts."""
    if _MARKED.search(place.text):
        return None
    found: list[Phrase] = []
    words: list[Word] = []
    for match in _PLAIN_WORD.finditer(place.text):
        if match[0] == ",":
            found.append(_plain_phrase(words))
            words = []
        else:
            words.append(Word(match[0], place.span(match.start(), match.end())))
    found.append(_plain_phrase(words))
    end = place.span(len(place.text), len(place.text))
    return Clause("", place.span(0, 0), tuple(found), "", end)


def _plain_phrase(words: list[Word]) -> Phrase:
    return Phrase(tuple(words), " ".join(word.text for word in words), words[0].span.to(words[-1].span))


def _plain_property(place: _Place) -> Clause | None:
    """`key: text` where the key is one word."""
    match = _PLAIN_PROPERTY.match(place.text)
    if match is None:
        return None
    bare = match[2].rstrip()
    prose_span = place.span(match.start(2), match.start(2) + len(bare))
    return Clause(match[1], place.span(0, match.end(1)), (), " ".join(bare.split()), prose_span)


# ---------------------------------------------------------------- from Lark's tree to ours


def _clause(tree: Tree[Token], place: _Place, said: list[Diagnostic]) -> Outcome[Clause]:
    name, name_span = "", place.span(0, 0)
    found: tuple[Phrase, ...] = ()
    prose, prose_span = "", place.span(len(place.text), len(place.text))
    if tree.data == "phrases":
        return Outcome(Clause(name, name_span, _phrases(tree, place, said), prose, prose_span), tuple(said))
    for child in tree.children:
        if isinstance(child, str):
            prose, prose_span = _prose(child, place)
        elif child.data == "phrases":
            found = _phrases(child, place, said)
        else:
            name, name_span = _name(child, place)
    return Outcome(Clause(name, name_span, found, prose, prose_span), tuple(said))


def _prose(token: Token, place: _Place) -> tuple[str, Span]:
    body = token[1:]
    bare = body.strip()
    start = (token.start_pos or 0) + 1 + (len(body) - len(body.lstrip()) if bare else 0)
    start = min(start, len(place.text))
    return " ".join(bare.split()), place.span(start, start + len(bare))


def _name(tree: Tree[Token], place: _Place) -> tuple[str, Span]:
    start, end = _extent(_tokens(tree))
    text = place.text[start:end].partition(",")[0].rstrip()
    return " ".join(text.split()), place.span(start, start + len(text))


def _phrases(tree: Tree[Token], place: _Place, said: list[Diagnostic]) -> tuple[Phrase, ...]:
    found = []
    expecting = True  # no phrase since the comma before
    for child in tree.children:
        if isinstance(child, str):
            if expecting:
                said.append(mistakes.stray_comma(_token_span(child, place), "before"))
            expecting, comma = True, child
        else:
            expecting = False
            found.append(_phrase(child, place, said))
    if expecting and tree.children:
        said.append(mistakes.stray_comma(_token_span(comma, place), "after"))
    return tuple(found)


def _phrase(tree: Tree[Token], place: _Place, said: list[Diagnostic]) -> Phrase:
    tokens = _tokens(tree)
    start, end = _extent(tokens)
    atoms: list[Atom] = []
    for number, token in enumerate(tokens):
        if token.type == "UNCLOSED":
            span = _token_span(token, place)
            said.append(mistakes.unclosed_quote(span, _open_end(span, place)))
        elif token.type == "CLOCK" and (carried := _carried(token)) is not None:
            said.append(mistakes.past_sixty(str(token), carried, _token_span(token, place)))
        last = number == len(tokens) - 1
        atoms.append(_atom(token, _token_span(token, place), last, atoms))
    return Phrase(tuple(atoms), " ".join(place.text[start:end].split()), place.span(start, end))


def _open_end(quote: Span, place: _Place) -> Span:
    """Where a quote that is never closed likely ends: before the first part of its line that is an option."""
    start = quote.end - place.offset
    option = _OPTION.search(place.text, start)
    return place.span(option.start(), option.start()) if option else quote.after


_OPTION = re.compile(
    r"\s*,\s*(?:(?:at|for|in|until|fade (?:in|out))\s+[\d.:]+\s*[a-z]*"
    r"|[\d.]+\s*(?:s|f|secs?|seconds?|frames?)|[\d.]*:[\d.:]+)\s*(?=,|$)",
    re.IGNORECASE,
)


def _atom(token: Token, span: Span, last: bool, before: list[Atom]) -> Atom:
    match token.type:
        case "QUOTED":
            return Quoted(re.sub(r"\\(.)", r"\1", token[1:-1]), span)
        case "UNCLOSED":
            return Quoted(token[1:].strip(), span)
        case "MENTION":
            return Mention(token[1:], span)
        case "TIME":
            return _time(token, span)
        case "CLOCK":
            return _clock(token, span)
        case "LEVEL":
            number = re.sub(r"[−–]", "-", token[:-2].strip())
            return Level(float(number), span)
    if token.lower() == "end" and last and (not before or _leads_to_end(before[-1])):
        return Time("end", Fraction(0), span)
    return Word(str(token), span)


def _leads_to_end(atom: Atom) -> bool:
    return isinstance(atom, Word) and atom.text.lower() in _BEFORE_END


def _time(token: Token, span: Span) -> Time:
    match = _AMOUNT.match(token)
    assert match is not None, "the terminal TIME begins with an amount"
    amount, unit = _number(match.group(1)), match.group(2).lower()
    if unit == "%":
        return Time("percent", amount, span)
    if unit.startswith("f"):
        return Time("frames", amount, span)
    if unit.startswith("mil") or unit == "ms":
        return Time("seconds", amount / 1000, span)
    return Time("seconds", amount * (60 if unit.startswith("m") else 1), span)


def _clock(token: Token, span: Span) -> Time:
    parts = token.split(":")
    if len(parts) == 4:
        hours, minutes, seconds, frames = map(_number, parts)
        return Time("timecode", hours * 3600 + minutes * 60 + seconds, span, int(frames))
    seconds = Fraction(0)
    for part in parts:
        seconds = seconds * 60 + _number(part)
    return Time("seconds", seconds, span)


def _carried(token: Token) -> str | None:
    """`0:75` as it is read, `1:15`; None for a time whose seconds and minutes are under sixty, or that has frames."""
    parts = token.split(":")
    if len(parts) == 4 or len(parts[0]) > 6 or max(map(_number, parts[1:])) < 60:
        return None
    whole, point, decimals = parts[-1].partition(".")
    units = zip((whole, *parts[-2::-1]), (1, 60, 3600), strict=False)
    minutes, seconds = divmod(sum(int(part) * unit for part, unit in units), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{clock}{point}{decimals}"


MOST = 10**12
"""What every larger number is read as: longer than any film in every unit, and still quick to count with."""


def _number(text: str) -> Fraction:
    """A number as written, to nine decimals; `MOST` where it is larger."""
    whole, _, decimals = text.partition(".")
    if len(whole.lstrip("0")) > 12:
        return Fraction(MOST)
    return Fraction(int(whole) * 10**9 + int(decimals[:9].ljust(9, "0")), 10**9)


def _tokens(tree: Tree[Token]) -> list[Token]:
    return [child for child in tree.children if isinstance(child, str)]


def _extent(tokens: list[Token]) -> tuple[int, int]:
    start = tokens[0].start_pos or 0
    last = tokens[-1]
    return start, (last.start_pos or 0) + len(last)


def _token_span(token: Token, place: _Place) -> Span:
    start = token.start_pos or 0
    return place.span(start, start + len(token))


# ---------------------------------------------------------------- repair


def _repaired(rule: Rule, place: _Place, said: list[Diagnostic]) -> Tree[Token]:
    """Parse again, token by token: supply what is missing or leave out what is wrong, and say so.

    Driving `feed_token` instead of Lark's `on_error` keeps the lexer where it is. Whether a token fits is asked
    before it is fed: a table of LALR(1) may reduce what came before on a token that it then refuses.
    """
    parser = _grammar().parse_interactive(start=rule)
    fed = False
    for token in _lexed(rule, place):
        if not fed and rule in _NAMED and token.type not in _accepted(parser):
            _supply(parser, rule, "WORD", token.start_pos or 0, place, said)
        if token.type in _accepted(parser):
            parser.feed_token(token)
            fed = True
        else:
            wrong = _unexpected(rule, token, place)
            if not said or said[-1].message != wrong.message:  # of one declaration it is said once
                said.append(wrong)
    end = len(place.text)
    for kind in ("PROSE",) if fed else ("WORD", "PROSE"):
        if "$END" not in _accepted(parser):
            _supply(parser, rule, kind, end, place, said)
    result: Tree[Token] = parser.feed_eof(_token("$END", "", end))  # type: ignore[no-untyped-call]
    return result


def _accepted(parser: InteractiveParser) -> set[str]:
    """The terminals that may come next."""
    accepted: set[str] = parser.accepts()  # type: ignore[no-untyped-call]
    return accepted


def _supply(parser: InteractiveParser, rule: Rule, kind: str, at: int, place: _Place, said: list[Diagnostic]) -> None:
    """Feed an empty token of the kind that is missing."""
    if kind in _accepted(parser):
        parser.feed_token(_token(kind, "", at))
        said.append(_missing(rule, kind, place))


def _missing(rule: Rule, kind: str, place: _Place) -> Diagnostic:
    span = place.span(0, max(1, len(place.text.rstrip())))
    if rule == "declaration":
        return mistakes.missing_name(span)
    if kind == "PROSE" and (match := _GLUED_VALUE.match(place.text)):
        sign = place.span(match.start("sign"), match.end("sign"))
        glued = match["sign"] == ":"
        return mistakes.glued_value(sign) if glued else mistakes.value_behind_equals(match["key"], sign)
    return mistakes.no_colon(span) if kind == "PROSE" else mistakes.no_key(span)


_GLUED_VALUE = re.compile(r"\s*(?P<key>[^\W\d_][\w-]*)(?P<sign>:(?!//)|\s*=\s*)(?=[^\s:=])")


def _unexpected(rule: Rule, token: Token, place: _Place) -> Diagnostic:
    span = _token_span(token, place)
    if token.type == "PROSE":
        if rule == "directive" and _ONE_WORD.fullmatch(place.text, 0, token.start_pos or 0):
            return mistakes.colon_after_kind(span)
        return mistakes.colon_here(span) if rule != "directive" or token.start_pos else mistakes.colon_after_word(span)
    if rule == "declaration" and token.type == "COMMA":
        return mistakes.several_names(span)
    return mistakes.unexpected(token, span)


def _lexed(rule: Rule, place: _Place) -> Iterator[Token]:
    """The tokens of the text. Where a colon begins no prose, what follows is read on, later colons as spaces."""
    for token in _grammar().lex(place.text):
        if token.type != "PROSE" or rule not in ("directive", "phrases"):
            yield token
            continue
        start = token.start_pos or 0
        yield _token("PROSE", ":", start)
        rest = _COLON.sub(" ", place.text[start:])
        for later in _grammar().lex(rest):
            yield _token(later.type, str(later), start + (later.start_pos or 0))


def _token(kind: str, text: str, position: int) -> Token:
    from lark import Token

    return Token(kind, text, position)
