"""Slips of the pen in a shot line: words one letter away from a term."""

from __future__ import annotations

import re
from collections.abc import Container

from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.turns import turn_at
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import distance

_ORDINARY = frozenset(
    ["at night", "panting", "closer", "wider", "loom", "looms", "pushed in", "pulled out", "pulled back", "moved in",
     "tracked in", "zoomed in", "zoomed out", "walked in", "flew in", "flying in", "highs", "lower", "higher", "slower",
     "faster", "quicker", "tighter", "rolled", "panned", "tilted", "craned", "circled"]
)  # fmt: skip
"""Words of their own that stand one letter away from a term."""

_LENS = re.compile(r"(\d{1,3})\s?(?:mn|nm|mmm|mmn|(?!millimet(?:er|re)s?$)mil+im+[a-z]{2,6})")
"""A focal length with its unit misspelt."""
_ORDERS = ("still", "black", "continue", "card", "auto")
"""Words of a shot line that are no terms of the vocabulary."""


def near_term(phrase: tree.Phrase, relations: Container[str], scope: Scope) -> tuple[Span, str, str] | None:
    """The words a phrase opens with, where they stand, and the term or order they are one slip away from.

    A speed before them, and behind them whom they are on (after one of the words `relations`), are left aside. Three
    letters are never taken for a slip, and four only with two of them changed round.
    """
    atoms = list(phrase.atoms)
    if speed := _near_speed(atoms, scope):
        return atoms[0].span, phrase.text.split()[0], speed
    while atoms and _is_speed(atoms[0], scope):
        atoms = atoms[1:]
    words = [atom.text if isinstance(atom, tree.Word) else "" for atom in atoms]
    if called := scope.vocabulary.near_call(words):
        count, wanted = called
        return atoms[0].span.to(atoms[count - 1].span), " ".join(words[:count]), wanted
    atoms = atoms[: next((at for at, word in enumerate(words) if at and word and turn_at(words, at)), len(atoms))]
    ends = (
        at
        for at, atom in enumerate(atoms)
        if not isinstance(atom, tree.Word) or (at and atom.text.casefold() in relations)
    )
    opening = atoms[: next(ends, len(atoms))]
    text = " ".join(atom.text for atom in opening if isinstance(atom, tree.Word))
    if not opening or len(opening) > 3 or scope.names.mentioned(text):
        return None
    near = _slip(text, whole=len(opening) == len(phrase.atoms), scope=scope)
    return (opening[0].span.to(opening[-1].span), text, near) if near and near != text.casefold() else None


def _near_speed(atoms: list[tree.Atom], scope: Scope) -> str | None:
    """The speed that the first word is a slip of, where a term follows it."""
    words = [atom.text if isinstance(atom, tree.Word) else "" for atom in atoms]
    if len(words) < 2 or len(words[0]) < 4 or not words[1] or scope.vocabulary.at(words, 1) is None:
        return None
    speeds = (alias for alias, one in scope.vocabulary.aliases.items() if one.kind == "speed")
    return next((one for one in speeds if distance(words[0].casefold(), one, 1) == 1), None)


def _is_speed(atom: tree.Atom, scope: Scope) -> bool:
    return isinstance(atom, tree.Word) and scope.vocabulary.named("speed", atom.text) is not None


def _slip(text: str, *, whole: bool, scope: Scope) -> str | None:
    """What `text` is a slip of; an order only where it is the `whole` phrase."""
    word = text.casefold()
    if whole and (lens := _LENS.fullmatch(word)):
        return f"{lens[1]}mm"
    if len(word) < 4 or word in _ORDINARY or word in scope.vocabulary.aliases:
        return None
    if len(word) == 4:
        turned = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(3))
        found = next((one for one in turned if one != word and one in scope.vocabulary.aliases), None)
    else:
        found = scope.vocabulary.near(text)
    if found is None and whole:
        found = next((one for one in _ORDERS if distance(word, one, 1) <= 1), None)
    return found
