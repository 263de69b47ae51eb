"""A camera that goes on from where another ended: the amounts of its draft moved to meet those of the shot before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from milimo_lang.ir.terms import Draft, Term

_FACTORS = frozenset({"zoom", "push", "pace", "vertigo"})
"""Amounts that multiply; the others add."""

_MANNERS = frozenset({"shake", "wobble", "float", "sway", "ease", "lasts", "degrees", "depth", "still"})
"""Amounts that say how a camera moves, not where it is."""


def continued(terms: Iterable[Term], before: Iterable[Term]) -> tuple[Term, ...]:
    """`terms` with their camera beginning where the one of `before` ended, and what that one left held."""
    ends = {name: last for name, (_, last) in _camera(before).items() if name not in _MANNERS}
    moved = [_moved(term, ends) if term.kind == "camera" else term for term in terms]
    left = {name: (end, end) for name, end in ends.items() if name not in _camera(moved) and end != _neutral(name)}
    if not left:
        return tuple(moved)
    first = next((index for index, term in enumerate(moved) if term.kind == "camera"), None)
    if first is None:
        return (*moved, Term(kind="camera", name="", draft=Draft(amounts=left)))
    draft = Draft(amounts=moved[first].draft.amounts | left)
    moved[first] = replace(moved[first], draft=draft)
    return tuple(moved)


def _camera(terms: Iterable[Term]) -> dict[str, tuple[float, float]]:
    return {name: amount for term in terms if term.kind == "camera" for name, amount in term.draft.amounts.items()}


def _neutral(name: str) -> float:
    return 1.0 if name in _FACTORS else 0.0


def _begun(name: str, amount: tuple[float, float]) -> float:
    """Where an amount that the shot before has none of begins: what moves at its neutral, what holds where it is."""
    return amount[0] if amount[0] == amount[1] else _neutral(name)


def _moved(term: Term, ends: dict[str, float]) -> Term:
    amounts = {
        name: amount if name in _MANNERS else _meeting(amount, ends.get(name, _begun(name, amount)), name in _FACTORS)
        for name, amount in term.draft.amounts.items()
    }
    return replace(term, draft=Draft(amounts=amounts))


def _meeting(amount: tuple[float, float], end: float, factor: bool) -> tuple[float, float]:
    """The amount from `end` on, as far as it goes by itself."""
    first, last = amount
    return (end, round(end * last / first if factor else end + last - first, 6))
