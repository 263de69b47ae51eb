"""Two values of one kind on a shot line: what holds together becomes one, what contradicts is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from milimo_lang.analysis.checks.two_values import two_values
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.source import Span

ONE = ("framing", "angle", "lens", "focus")
"""Kinds of which a shot has one value."""

_BESIDE = {
    "framing": frozenset({"two", "shoulder", "pov", "insert", "cutaway", "alone", "dirty"}),
    "lens": frozenset({"flare", "vignette"}),
}
"""Amounts that mark what stands beside another value of its kind: who is in a frame, beside how large; what a lens
does, beside how long it is."""
_WIDE = 0.75
"""Framings whose figures are no higher than this are all wide."""


def put_together(terms: list[Term], new: Sequence[Term], span: Span, said: list[Diagnostic]) -> list[Term]:
    """`terms` with the `new` ones of a phrase at `span`, each beside the one of its kind, or in its place."""
    for then in new:
        first = next((one for one in terms if one.kind == then.kind), None)
        if then.kind not in ONE or first is None:
            terms = [*terms, then]
            continue
        both = together(first, then)
        if both is None:
            said.append(two_values(then.kind, span))
        terms = [(both or then) if one is first else one for one in terms]
    return terms


def together(first: Term, then: Term) -> Term | None:
    """What both say as one value; None where the second contradicts the first."""
    if first.name == then.name:
        return then
    marks = _BESIDE.get(first.kind, frozenset())
    before, after = first.draft.amounts, then.draft.amounts
    both, shared = (marks & before.keys(), marks & after.keys()), before.keys() & after.keys()
    if both[0] and both[1]:
        return _one(first, then) if {"pov", "insert"} <= both[0] | both[1] else None
    if both[0] or both[1]:
        size, kept = (then, first) if both[0] else (first, then)
        return _one(first, then, kept.draft.amounts | size.draft.amounts)
    if first.kind == "framing" and {"height"} <= shared:
        return _one(first, then) if max(before["height"][0], after["height"][0]) <= _WIDE else None
    if first.kind == "angle" and "horizon" in shared:
        return _one(first, then) if before["horizon"][0] * after["horizon"][0] > 0 else None
    if {"blur", "deep"} <= before.keys() | after.keys():
        return None
    if first.kind == "lens" and shared:
        told = [any(map(str.isdigit, term.words)) for term in (first, then)]
        return _one(first, then) if told[0] != told[1] else None
    return None if shared else _one(first, then)


def _one(first: Term, then: Term, amounts: dict[str, tuple[float, float]] | None = None) -> Term:
    words = ", ".join(words for words in (first.words, then.words) if words)
    draft = Draft(amounts=first.draft.amounts | then.draft.amounts if amounts is None else amounts)
    return replace(then, name=f"{first.name}, {then.name}", words=words, draft=draft)
