"""What the phrases of a shot line or a `%set` mean: terms, subjects, a length, or words for the prompt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, get_args

from milimo_lang.analysis import times
from milimo_lang.analysis.checks.bad_length import BAD_LENGTH
from milimo_lang.analysis.checks.bad_value import BAD_VALUE
from milimo_lang.analysis.checks.misspelt_term import MISSPELT_TERM
from milimo_lang.analysis.checks.unknown_mention import UNKNOWN_MENTION
from milimo_lang.analysis.mentions import Mentions
from milimo_lang.analysis.names import Names, folded, nearest
from milimo_lang.analysis.vocabulary import ADDING, Vocabulary, amounts, term
from milimo_lang.diagnostics import Diagnostic, Fix
from milimo_lang.ir.screenplay import Subject
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import half_up
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import distance

Relation = Literal["on", "over", "with", "behind", "beside", "to", "from"]
_RELATIONS: dict[str, Relation] = {
    "on": "on", "of": "on", "at": "on", "over": "over", "with": "with", "and": "with", "behind": "behind",
    "beside": "beside", "to": "to", "toward": "to", "towards": "to", "into": "to", "from": "from", "past": "beside",
    "around": "on", "through": "on", "along": "on", "across": "on", "follows": "on", "following": "on", "as": "on",
}  # fmt: skip
assert set(_RELATIONS.values()) <= set(get_args(Relation))

MOVES = frozenset({"camera"})


@dataclass
class Scope:
    """What phrases are read against, and where their mistakes go."""

    vocabulary: Vocabulary
    names: Names
    mentions: Mentions
    rate: Fraction
    said: list[Diagnostic]


@dataclass
class Read:
    """What a list of phrases says."""

    kind: Literal["filmed", "still", "black", "card", "auto"] = "filmed"
    card: str = ""
    frames: int | None = None
    continues: bool = False
    seed: int | None = None
    pick: int | None = None
    terms: list[Term] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read_phrases(phrases: Iterable[tree.Phrase], scope: Scope) -> Read:
    """All phrases of one line, in order."""
    read = Read()
    for phrase in phrases:
        if not (_length(phrase, read, scope) or _order(phrase, read, scope) or _terms(phrase, read, scope)):
            _unknown(phrase, read, scope)
    return read


def shot_frames(time: tree.Time, scope: Scope) -> int | None:
    """A shot's length in frames, or None with a diagnostic where no shot can be that long."""
    if times.is_length(time):
        frames = times.length(time, scope.rate)
        longest = half_up(times.LONGEST * scope.rate)
        if 1 <= frames <= longest:
            return frames
        what = "no frames" if frames < 1 else f"{frames:,} frames"
        help = f"a shot lasts from 1 frame to an hour ({longest:,} frames at this rate)"
        scope.said.append(BAD_LENGTH(time.span, f"a shot cannot last {what}", help=help))
    else:
        scope.said.append(BAD_LENGTH(time.span, "a shot's length needs a unit", help="write 4s, 96 frames or 0:04"))
    return None


def whole(text: str, span: Span, what: str, low: int, high: int, said: list[Diagnostic]) -> int | None:
    """`text` as a whole number in [low, high], or None with a diagnostic."""
    if text.isdecimal() and len(text) <= 12 and low <= int(text) <= high:
        return int(text)
    said.append(BAD_VALUE(span, f"{what} cannot be {text!r}", help=f"a whole number from {low} to {high}"))
    return None


def merged(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Of each kind the last one said, of kinds that add up all of them, each once, in order of first appearance."""
    kept: dict[tuple[str, str], Term] = {}
    for one in terms:
        kept[(one.kind, one.name if one.kind in ADDING else "")] = one
    return tuple(kept.values())


# ---------------------------------------------------------------- one phrase


def _length(phrase: tree.Phrase, read: Read, scope: Scope) -> bool:
    if len(phrase.atoms) != 1 or not isinstance(phrase.atoms[0], tree.Time):
        return False
    frames = shot_frames(phrase.atoms[0], scope)
    read.frames = frames if frames is not None else read.frames
    return True


def _order(phrase: tree.Phrase, read: Read, scope: Scope) -> bool:
    """`still`, `black`, `card "…"`, `auto`, `continue`, `seed 12`, `take 2`."""
    first, rest = phrase.atoms[0], phrase.atoms[1:]
    if not isinstance(first, tree.Word):
        return False
    word = first.text.casefold()
    match word, rest:
        case (("still" | "black" | "auto"), ()):
            read.kind = word
        case (("continue" | "continues" | "continuing"), ()):
            read.continues = True
        case "card", (tree.Quoted(text=text),):
            read.kind, read.card = "card", text
        case "seed", (tree.Word(text=text, span=span),):
            read.seed = whole(text, span, "seed", 0, 2**32 - 1, scope.said)
        case "take", (tree.Word(text=text, span=span),):
            read.pick = whole(text, span, "take", 1, 99, scope.said)
        case _:
            return False
    return True


def _terms(phrase: tree.Phrase, read: Read, scope: Scope) -> bool:
    """Terms, then whom they are on: `slow push in on @Mara`, `over the shoulder of @Tom on @Mara`, `behind @Tom`."""
    atoms = phrase.atoms
    words = [atom.text if isinstance(atom, tree.Word) else "\0" for atom in atoms]
    found: list[Term] = []
    scale, manner, at = 1.0, "", 0
    while at < len(atoms):
        match = scope.vocabulary.at(words, at) if words[at] != "\0" else None
        if match is None:
            break
        if match.definition.kind == "speed":
            scale = dict(amounts(match.definition.draft)).get("scale", (1.0, 1.0))[0]
            manner = match.definition.prompt
        else:
            found.append(term(match.definition, match.filled))
        at += match.count
    rest = atoms[at:]
    if rest and not (isinstance(rest[0], tree.Mention) or words[at].casefold() in _RELATIONS):
        return False
    if not found and not rest:
        return False
    target = _text(rest, scope)
    read.terms += [_performed(one, scale, manner, target if one.kind in MOVES else "", scope) for one in found]
    shoulder = any("shoulder" in one.draft.amounts for one in found)
    read.subjects += _subjects(rest, words[at:], "over" if shoulder else "on", scope)
    return True


def _performed(one: Term, scale: float, manner: str, target: str, scope: Scope) -> Term:
    if one.kind not in MOVES:
        return one
    definition = scope.vocabulary.named(one.kind, one.name)
    if definition is None:
        return one
    scaled = term(definition, scale=scale)
    words = " ".join(part for part in (one.words, manner, target) if part)
    return one.model_copy(update={"draft": scaled.draft, "words": words})


def _subjects(atoms: Sequence[tree.Atom], words: Sequence[str], of: Relation, scope: Scope) -> list[Subject]:
    """`of @Tom on the letter` -> Tom (`of` is the relation that word means here), on "the letter"."""
    subjects: list[Subject] = []
    relation: Relation = "on"
    loose: list[str] = []

    def close() -> None:
        text = " ".join(loose)
        if text:
            named = [found for found in scope.mentions.find(text) if found.element]
            subjects.extend(
                Subject(text=found.written, element=found.element.name, relation=relation)
                for found in named
                if found.element
            )
            if not named:
                subjects.append(Subject(text=text, relation=relation))
        loose.clear()

    for atom, word in zip(atoms, words, strict=True):
        if isinstance(atom, tree.Mention):
            close()
            subjects.append(_mentioned(atom, relation, scope))
        elif word.casefold() in _RELATIONS:
            close()
            relation = of if word.casefold() == "of" else _RELATIONS[word.casefold()]
        else:
            loose.append(_text((atom,), scope))
    close()
    return subjects


def _mentioned(atom: tree.Mention, relation: Relation, scope: Scope) -> Subject:
    element = scope.names.mentioned(atom.name)
    if element is None:
        scope.said.append(unknown_mention(atom.name, atom.span, scope.names))
        return Subject(text=atom.name, relation=relation)
    return Subject(text=element.called, element=element.name, relation=relation)


def unknown_mention(name: str, span: Span, names: Names) -> Diagnostic:
    """`@Maro`: what to say of a mention of nobody."""
    near = nearest(name, names.elements)
    fixes = (Fix(f"write @{near}", span, f"@{near}"),) if near else ()
    help = f"did you mean @{near}?" if near else f"declare it (@character {name}: …), or drop the @"
    return UNKNOWN_MENTION(span, f"@{name} is not declared", help=help, fixes=fixes)


def _text(atoms: Sequence[tree.Atom], scope: Scope) -> str:
    parts = []
    for atom in atoms:
        match atom:
            case tree.Mention(name=name):
                element = scope.names.mentioned(name)
                parts.append(element.called if element else name)
            case tree.Word(text=text) | tree.Quoted(text=text):
                parts.append(text)
            case tree.Time():
                parts.append("")
            case tree.Level(decibels=decibels):
                parts.append(f"{decibels:g} dB")
    return " ".join(part for part in parts if part)


def _unknown(phrase: tree.Phrase, read: Read, scope: Scope) -> None:
    """Words for the prompt; said of them only that they look like a misspelt term."""
    read.words.append(scope.mentions.plain(phrase.text))
    for found in scope.mentions.find(phrase.text):
        if found.element is not None:
            read.subjects.append(Subject(text=found.element.called, element=found.element.name))
    near = _near_term(phrase.text, scope)
    if near:
        fix = Fix(f"write {near}", phrase.span, near)
        message = f"{phrase.text!r} is no term, and goes to the prompt as words"
        scope.said.append(MISSPELT_TERM(phrase.span, message, help=f"did you mean {near}?", fixes=(fix,)))


def _near_term(text: str, scope: Scope) -> str | None:
    """A term one slip away: nearly as long, nearly the same letters. Short words are never taken for slips."""
    if len(text) < 5 or len(text.split()) > 3 or scope.names.mentioned(text):
        return None
    near = nearest(text, scope.vocabulary.aliases)
    if near is None or abs(len(near) - len(text)) > 2 or folded(near)[0] != folded(text)[0]:
        return None
    return near if distance(folded(text), folded(near)) <= (1 if len(text) < 9 else 2) else None
