"""The tree as text, stable and readable: what `milimo emit tree` prints and the tests hold as references.

One element or part a line, what belongs to it indented. Spans are "line:column-line:column", one-based, the end
exclusive; empty fields are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields

from milimo_lang.source import Source, Span
from milimo_lang.syntax.tree import Atom, Document, Level, Mention, Phrase, Quoted, Time, Word


def describe(document: Document) -> str:
    """`document` as text; empty for an empty one."""
    parts = (*document.title_page, *document.elements)
    return "".join(line + "\n" for part in parts for line in _lines(part, document.source))


def _lines(part: object, source: Source) -> Iterator[str]:
    """A frozen dataclass of the tree: its name, its span, its plain fields, then its parts indented."""
    if isinstance(part, Phrase):
        atoms = " ".join(_atom(atom) for atom in part.atoms)
        yield f"Phrase {_where(part.span, source)} {_quoted(part.text)} = {atoms}"
        return
    plain: list[str] = []
    nested: list[str] = []
    for name, value in _filled(part):
        if isinstance(value, Span):
            plain.append(_where(value, source) if name == "span" else f"{name}={_where(value, source)}")
        elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            plain.append(f"{name}=[{', '.join(_quoted(item) for item in value)}]")
        elif isinstance(value, tuple):
            nested += [line for item in value for line in _nested(name, item, source)]
        elif value is True:
            plain.append(name)
        elif isinstance(value, (str, int)):
            plain.append(f"{name}={_quoted(value) if isinstance(value, str) else value}")
        else:
            nested += _nested(name, value, source)
    yield " ".join((type(part).__name__, *plain))
    yield from nested


def _nested(name: str, part: object, source: Source) -> Iterator[str]:
    first, *rest = _lines(part, source)
    yield f"  {name}: {first}"
    yield from (f"  {line}" for line in rest)


def _filled(part: object) -> Iterator[tuple[str, object]]:
    """The fields that hold something, the span first."""
    names = [field.name for field in fields(part)]  # type: ignore[arg-type]  # all of the tree is dataclasses
    for name in sorted(names, key=lambda name: name != "span"):
        value = getattr(part, name)
        bare = isinstance(value, Span) and value.start == value.end
        if not (value is None or value is False or value in ((), "") or bare):
            yield name, value


def _atom(atom: Atom) -> str:
    match atom:
        case Word(text=text):
            return text
        case Quoted(text=text):
            return _quoted(text)
        case Mention(name=name):
            return f"<@{name}>"
        case Level(decibels=decibels):
            return f"<{decibels:g} dB>"
        case Time(unit="timecode", value=value, extra=extra):
            return f"<{value} s and {extra} frames>"
        case Time(unit="end"):
            return "<end>"
        case Time(unit=unit, value=value):
            return f"<{value} {unit}>"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _where(span: Span, source: Source) -> str:
    start, end = source.position(span.start), source.position(span.end)
    return f"{start.line}:{start.column}-{end.line}:{end.column}"
