"""Where the values of a shot were written: on its line, in its block, in a recipe, by a `%set`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from milimo_lang.analysis.block import Block
from milimo_lang.analysis.drafts import ShotDraft
from milimo_lang.analysis.phrases import rank
from milimo_lang.analysis.vocabulary import Vocabulary
from milimo_lang.ir.screenplay import Origin
from milimo_lang.ir.terms import Term
from milimo_lang.source import Span

By = Literal["line", "block", "recipe", "set", "inferred", "held"]


def origins(draft: ShotDraft, block: Block, terms: Iterable[Term], vocabulary: Vocabulary) -> Iterator[Origin]:
    """One for each term of the shot, for its words, and for each key that anyone wrote."""
    for term in terms:
        known = vocabulary.named(term.kind, term.name)
        defined = known.span if known is not None and not known.span.path.startswith("std.") else None
        yield _origin(term.kind, term.name, rank(term), draft, defined)
    for words in draft.read.words:
        yield _origin("words", words, ("words", words), draft)
    said = (of for placed in (draft.defaults.placed, draft.read.placed) for of, _ in placed if of in _KEYS)
    keys = dict.fromkeys((*block.said, *said))
    for key in keys:
        if (item := block.said.get(key)) is not None:
            yield Origin(of=key, by=_by(item.span, draft), span=item.span)
        else:
            yield _origin(key, "", (key, ""), draft)


_KEYS = frozenset({"duration", "seed", "pick", "negative"})
"""Keys that phrases say too, or that `%set` keeps by itself."""


def _origin(of: str, name: str, what: tuple[str, str], draft: ShotDraft, defined: Span | None = None) -> Origin:
    span = draft.read.placed.get(what) or draft.defaults.placed.get(what)
    by = "inferred" if span is None else _by(span, draft)
    return Origin(of=of, name=name, by=by, span=span, defined=defined)


def _by(span: Span, draft: ShotDraft) -> By:
    line = draft.line
    if line is not None and line.head_span.path == span.path and line.span.start <= span.start < line.span.end:
        return "line" if span.start < line.head_span.end else "block"
    return "set" if span in draft.defaults.spans else "recipe"
