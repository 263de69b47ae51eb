"""What the phrases of a shot line or a `%set` mean: terms, subjects, a length, or words for the prompt."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from milimo_lang.analysis import times
from milimo_lang.analysis.checks.bad_length import impossible_length, no_such_frame, no_unit
from milimo_lang.analysis.checks.bad_value import (
    cannot_be,
    no_card_words,
    recipe_in_itself,
    recipes_too_deep,
    recipes_too_long,
    term_too_long,
)
from milimo_lang.analysis.checks.missing_comma import missing_comma
from milimo_lang.analysis.checks.misspelt_term import misspelt_term
from milimo_lang.analysis.checks.no_subject import location_as_subject, on_nobody, voice_as_subject
from milimo_lang.analysis.checks.two_lengths import two_lengths
from milimo_lang.analysis.checks.unfilled_blank import nothing_to_fill
from milimo_lang.analysis.checks.unquoted_card import unquoted_card
from milimo_lang.analysis.checks.without_accents import missing_accents
from milimo_lang.analysis.kinds import put_together
from milimo_lang.analysis.lengths import LENGTH_WORDS, read_length
from milimo_lang.analysis.names import without_accents
from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.separators import parted
from milimo_lang.analysis.slips import near_term
from milimo_lang.analysis.strangers import stranger
from milimo_lang.analysis.turns import Turn, turn_at
from milimo_lang.analysis.vocabulary import ADDING, RECIPE, Definition, amounts, fill, filled_length, term
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Subject
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.phrases import phrases

Relation = Literal["on", "over", "with", "behind", "beside", "to", "from"]
_RELATIONS: dict[str, Relation] = {
    "on": "on", "of": "on", "at": "on", "over": "over", "with": "with", "and": "with", "behind": "behind",
    "beside": "beside", "to": "to", "toward": "to", "towards": "to", "into": "to", "from": "from", "past": "beside",
    "around": "on", "through": "on", "along": "on", "across": "on", "follows": "on", "following": "on", "as": "on",
}  # fmt: skip
assert set(_RELATIONS.values()) <= set(get_args(Relation))

MOVES = frozenset({"camera"})

DEEPEST = 50
"""Recipes within each other."""
MOST_PHRASES, MOST_CHARACTERS = 200, 20_000
"""What the recipes of one shot line may become."""


@dataclass
class Read:
    """What a list of phrases says. `placed` tells where: of a term by its `rank`, of `duration`, `seed`, `take` and
    of words by (key, "") and ("words", words). `properties` are those of the recipes that are called.
    """

    kind: Literal["filmed", "still", "black", "card", "auto"] = "filmed"
    card: str = ""
    frames: int | None = None
    continues: bool = False
    seed: int | None = None
    pick: int | None = None
    terms: list[Term] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    properties: list[tree.Property] = field(default_factory=list)
    recipes: list[Read] = field(default_factory=list)
    placed: dict[tuple[str, str], Span] = field(default_factory=dict)

    def over_recipes(self) -> Read:
        """The same with what its recipes say beneath: of two things that compete the line's own counts."""
        for under in reversed(self.recipes):
            self.kind = under.kind if self.kind == "filmed" else self.kind
            self.card = self.card or under.card
            self.frames = under.frames if self.frames is None else self.frames
            self.seed = under.seed if self.seed is None else self.seed
            self.pick = under.pick if self.pick is None else self.pick
            self.continues = self.continues or under.continues
            self.terms = [*under.terms, *self.terms]
            self.subjects = self.subjects or under.subjects
            self.words = [*under.words, *self.words]
            self.properties = [*under.properties, *self.properties]
            self.placed = under.placed | self.placed
        self.recipes = []
        return self


def read_phrases(line: Iterable[tree.Phrase], scope: Scope) -> Read:
    """All phrases of one line, in order."""
    if not scope.cooking:
        scope.cooked = (0, 0)
    read = Read()
    for phrase, given in _with_arguments(map(scope.joined, parted(line, scope)), scope):
        terms, words = len(read.terms), len(read.words)
        if not (_length(phrase, read, scope) or _order(phrase, read, scope) or _terms(phrase, given, read, scope)):
            _unknown(phrase, read, scope)
        read.subjects = [kept for one in read.subjects if (kept := _seen(one, phrase, read, scope)) is not None]
        read.placed |= {rank(one): phrase.span for one in read.terms[terms:]}
        read.terms = put_together(read.terms[:terms], read.terms[terms:], phrase.span, scope.said)
        read.placed |= {("words", one): phrase.span for one in read.words[words:]}
    return read.over_recipes()


def _with_arguments(
    line: Iterable[tree.Phrase], scope: Scope
) -> Iterator[tuple[tree.Phrase, dict[str, tuple[tree.Atom, ...]]]]:
    """Each phrase with what the phrases after it fill of its term: `whip to @Kit, speed slow`, or only `slow`."""
    waiting: tree.Phrase | None = None
    given: dict[str, tuple[tree.Atom, ...]] = {}
    for phrase in line:
        takes = scope.vocabulary.arguments(_words(waiting.atoms)) if waiting is not None else ()
        name = phrase.atoms[0].text.casefold() if isinstance(phrase.atoms[0], tree.Word) else ""
        if name in takes and len(phrase.atoms) > 1:
            given[name] = phrase.atoms[1:]
        elif scope.vocabulary.named("speed", phrase.text) is not None and ("speed" in takes or _moves(waiting, scope)):
            given["speed"] = phrase.atoms
        else:
            if waiting is not None:
                yield waiting, given
            waiting, given = phrase, {}
    if waiting is not None:
        yield waiting, given


def _moves(phrase: tree.Phrase | None, scope: Scope) -> bool:
    """Whether the phrase opens with a move of the camera, for which a speed behind it is meant."""
    match = scope.vocabulary.at(words, 0) if phrase and (words := _words(phrase.atoms))[0] else None
    return match is not None and match.definition.kind in MOVES


def _words(atoms: Iterable[tree.Atom]) -> list[str]:
    """The words of a phrase, an empty one for anything else."""
    return [atom.text if isinstance(atom, tree.Word) else "" for atom in atoms]


def _seen(subject: Subject, phrase: tree.Phrase, read: Read, scope: Scope) -> Subject | None:
    """The subject, if it is someone or something to be seen: a style becomes the shot's, a voice nothing."""
    element = scope.names.elements.get(subject.element or "")
    if element is None or element.kind in ("character", "object"):
        return subject
    if element.kind == "style":
        look = scope.vocabulary.named("style", element.name)
        draft = term(look).draft if look else Draft()
        read.terms.append(Term(kind="style", name=element.name, words=element.look or element.called, draft=draft))
        return None
    if element.kind == "location":
        scope.said.append(location_as_subject(element.name, phrase.span))
        return replace(subject, element=None)
    scope.said.append(voice_as_subject(element.name, phrase.span))
    return None


def shot_frames(time: tree.Time, scope: Scope) -> int | None:
    """A shot's length in frames, or None with a diagnostic where no shot can be that long."""
    if time.unit == "timecode" and time.extra >= math.ceil(scope.rate):
        scope.said.append(no_such_frame(time.extra, math.ceil(scope.rate) - 1, time.span))
        return None
    if times.is_length(time):
        frames = times.length(time, scope.rate)
        longest = times.longest(scope.rate)
        if 1 <= frames <= longest:
            return frames
        scope.said.append(impossible_length(frames, longest, time.span))
    else:
        scope.said.append(no_unit(time.span))
    return None


def whole(text: str, span: Span, what: str, low: int, high: int, said: list[Diagnostic]) -> int | None:
    """`text` as a whole number in [low, high], or None with a diagnostic."""
    if text.isdecimal() and len(text) <= 12 and low <= int(text) <= high:
        return int(text)
    said.append(cannot_be(what, text, f"a whole number from {low} to {high}", span))
    return None


def merged(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Of each kind the last one said, of kinds that add up all of them, each once, in order of first appearance."""
    return tuple({rank(one): one for one in terms}.values())


def over(under: Iterable[Term], own: Sequence[Term]) -> tuple[Term, ...]:
    """`own` over the defaults `under`: of each kind the own ones, lights and styles added to what there is."""
    replaced = {one.kind for one in own} & _REPLACED
    return merged((*(one for one in under if one.kind not in replaced), *own))


_REPLACED = frozenset({"camera", "placement"})
"""Kinds of which a line may have several, and yet none of the defaults beside its own."""


def rank(one: Term) -> tuple[str, str]:
    """What a term competes in: of two terms of one rank the last one counts."""
    return (one.kind, one.name if one.kind in ADDING else "")


# ---------------------------------------------------------------- one phrase


def _length(phrase: tree.Phrase, read: Read, scope: Scope) -> bool:
    """`4s`; and what was likely meant as a length, with a diagnostic: `4`, `-4s`, `four seconds`."""
    found = read_length(phrase, scope)
    for time in found or ():
        _set_length(time, read, scope)
    return found is not None


def _set_length(time: tree.Time, read: Read, scope: Scope) -> None:
    frames = shot_frames(time, scope)
    if frames is None:
        return
    if read.frames is not None:
        scope.said.append(two_lengths(time.span))
    read.frames = frames
    read.placed[("duration", "")] = time.span


def _order(phrase: tree.Phrase, read: Read, scope: Scope) -> bool:
    """`still`, `black`, `card "…"`, `auto`, `continue`, `seed 12`, `take 2`; a length may stand behind."""
    atoms = phrase.atoms
    if len(atoms) > 1 and isinstance(atoms[-1], tree.Time) and not isinstance(atoms[-2], tree.Quoted | tree.Mention):
        short = tree.Phrase(_without_length(atoms), phrase.text, phrase.span)
        if _order(short, read, scope):
            _set_length(atoms[-1], read, scope)
            return True
    first, rest = atoms[0], atoms[1:]
    if not isinstance(first, tree.Word):
        return False
    word = first.text.casefold()
    match word, rest:
        case (("still" | "black" | "auto"), ()):
            read.kind = word
        case (("continue" | "continues" | "continuing"), ()):
            read.continues = True
        case "card", (tree.Quoted(text=text), *after):
            read.kind, read.card = "card", text
            for time in after:
                if isinstance(time, tree.Time):
                    _set_length(time, read, scope)
        case "card", (tree.Word(), *_) if _a_thing_called(rest):
            return False
        case "card", (_, *_):
            read.kind, read.card = "card", _text(rest, scope)
            as_written = all(isinstance(atom, tree.Word) for atom in rest)
            scope.said.append(unquoted_card(read.card, rest[0].span.to(rest[-1].span), as_written=as_written))
        case "card", ():
            read.kind = "card"
            scope.said.append(no_card_words(first.span))
        case "seed", (tree.Word(text=text, span=span),) if not text.isalpha() or text.casefold() in _COUNTS:
            read.seed = whole(text, span, "seed", 0, 2**32 - 1, scope.said)
            read.placed[("seed", "")] = phrase.span
        case "take", (tree.Word(text=text, span=span),) if not text.isalpha() or text.casefold() in _COUNTS:
            read.pick = whole(text, span, "take", 1, 99, scope.said)
            read.placed[("pick", "")] = phrase.span
        case _:
            return False
    return True


def _a_thing_called(rest: Sequence[tree.Atom]) -> bool:
    """`card table`, `card game by the fire`: a thing, and no words of a card."""
    words = _words(rest)
    behind = words[1].casefold() if len(words) > 1 else ""
    return words[0].islower() and (len(words) == 1 or behind in _RELATIONS or behind in _PLACING)


_PLACING = frozenset(
    ["in", "by", "under", "near", "beneath", "against", "full", "covered", "every", "each", "after", "before", "until",
     "the", "last", "next", "than", "about", "for", "like"]
)  # fmt: skip

_THINGS = re.compile(
    r"(?:pan|roll|pans|rolls) of\b|(?:pan|pedestal|crane|drone|roll|jib|boom) with an?\b"
    r"|static (?:on|from) (?:the |an? |her |his |its |their |every )?(?:old )?"
    r"(?:radio|radios|tv|tvs|television|line|phone|telephone|set|speakers?|monitors?|screens?|headset|tape)\b",
    re.IGNORECASE,
)
"""Words of their own that begin as an order to the camera does."""


_COUNTS = frozenset(
    [
        "many",
        "random",
        "any",
        "new",
        "same",
        "none",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twelve",
    ]
)
"""Words that who writes them behind `seed` or `take` means as a number."""


def _alone(time: tree.Time, before: tree.Atom | None, phrase: tree.Phrase) -> bool:
    """Whether the time at the end of `phrase` is likely the shot's: `steam over the sink 4s`, not `a clock at 4 s`."""
    if not isinstance(before, tree.Word) or time.unit not in ("seconds", "frames") or before.text[-1:].isdigit():
        return False
    return bool(re.search(r"(?<![\d.:])\d+(?:\.\d+)?[sf]$", phrase.text)) and not (
        before.text.casefold() in _RELATIONS or before.text.casefold() in _PLACING or len(before.text) < 3
    )


def _without_length(atoms: tuple[tree.Atom, ...]) -> tuple[tree.Atom, ...]:
    """The atoms before the length at their end: `close on @Mara for 4s`."""
    while len(atoms) > 2 and isinstance(atoms[-2], tree.Word) and atoms[-2].text.casefold() in LENGTH_WORDS:
        atoms = atoms[:-1]
    return atoms[:-1]


def _terms(phrase: tree.Phrase, given: Mapping[str, Sequence[tree.Atom]], read: Read, scope: Scope) -> bool:
    """Terms, then whom they are on: `slow push in on @Mara`, `CU Mara 4s`, `Mara's POV`, `behind @Tom`."""
    atoms = phrase.atoms
    length = atoms[-1] if len(atoms) > 1 and isinstance(atoms[-1], tree.Time) else None
    atoms = _without_length(atoms) if length else atoms
    owner, atoms = _owner(atoms, scope)
    words = _words(atoms)
    lead = _leading_terms(atoms, words, scope)
    rest = atoms[lead.end :]
    recipes = [(one, _served(one, {**holes, **given}, rest)) for one, holes in lead.found if one.kind == RECIPE]
    if (not lead.found and not rest) or _THINGS.match(phrase.text):
        return False
    about_someone = not rest or _names_someone(rest, bool(lead.found), scope)
    if rest and (not about_someone or (not lead.found and near_term(phrase, _RELATIONS, scope))):
        return False
    _say_missing_comma(rest, scope)
    _say_nobody(phrase, rest, scope)
    target = _text(rest, scope)
    found = [
        _performed(one, _filled(one, holes, given, scope), lead, target, scope)
        for one, holes in lead.found
        if one.kind != RECIPE
    ]
    read.terms += found
    read.recipes += [cooked for one, filled in recipes if (cooked := _cooked(one, filled, scope)) is not None]
    about = lead.end if recipes else lead.about
    nearest_by = _nearest_by(found)
    filling = _subjects(atoms[about : lead.end], words[about : lead.end], nearest_by, scope)
    after = _subjects(atoms[lead.end :], words[lead.end :], nearest_by, scope)
    read.subjects += [*owner, *(one for one in filling if one.element), *after]
    if length is not None:
        _set_length(length, read, scope)
    return True


def _nearest_by(terms: Iterable[Term]) -> Relation:
    """What `of @Mara` and the one named first are to a camera: over her shoulder, her eyes, or on her."""
    drawn = {name for one in terms for name in one.draft.amounts}
    return "over" if "shoulder" in drawn else "from" if "pov" in drawn else "on"


def _say_missing_comma(rest: Sequence[tree.Atom], scope: Scope) -> None:
    """`on @Tom handheld`: a term right behind a mention, with nothing after it."""
    at = next((number for number, atom in enumerate(rest) if isinstance(atom, tree.Mention)), len(rest)) + 1
    words = [atom.text if isinstance(atom, tree.Word) else "" for atom in rest[at:]]
    match = scope.vocabulary.at(words, 0) if words and words[0] and words[0].casefold() not in _RELATIONS else None
    if match is not None and match.count == len(words) and match.definition.kind != "placement":
        scope.said.append(missing_comma(" ".join(words), rest[at].span.to(rest[-1].span), rest[at - 1].span.after))


def _say_nobody(phrase: tree.Phrase, rest: Sequence[tree.Atom], scope: Scope) -> None:
    """`close on` with nothing behind it, and `on @Mara. wet`, which shows her as she always is."""
    source = scope.sources.get(phrase.span.path)
    written = source.cut(phrase.span) if source else "{"
    if "{" in written:  # a recipe, filled where it is called
        return
    match rest:
        case (tree.Word(text="on" | "of" | "over" | "behind"),):
            scope.said.append(on_nobody(phrase.text, phrase.span))
        case _ if match := _PARTED_VARIANT.search(written):
            meant = scope.names.mentioned(f"{match['base']}.{match['variant']}")
            at = phrase.span.start + match.start()
            if meant is not None and "." in meant.name:
                span = Span(phrase.span.path, at, at + len(match[0]))
                scope.said.append(misspelt_term(match[0], f"@{match['base']}.{match['variant']}", span))


_PARTED_VARIANT = re.compile(r"@(?P<base>\w+)(?:\.\s+|\s+\.\s*)(?P<variant>[^\W\d_]\w*)")


@dataclass
class _Lead:
    """The terms a phrase opens with, each with what fills its holes, and where they `end`.

    What they are `about` begins at the first hole; `scale` and `manner` are their speed in two ways.
    """

    found: list[tuple[Definition, dict[str, tuple[tree.Atom, ...]]]] = field(default_factory=list)
    end: int = 0
    about: int = 0
    scale: float = 1.0
    manner: str = ""


def _leading_terms(atoms: tuple[tree.Atom, ...], words: list[str], scope: Scope) -> _Lead:
    lead = _Lead()
    about: int | None = None
    turn: Turn | None = None
    move = ""
    while lead.end < len(atoms):
        sent = scope.vocabulary.named("camera", f"{move} {words[lead.end]}") if move else None
        if sent is not None:
            # `pan slowly left`: where it goes stands behind how.
            lead.found[-1] = (sent, {})
            lead.end, move = lead.end + 1, ""
            continue
        match = scope.vocabulary.at(words, lead.end) if words[lead.end] else None
        if match is None:
            turned = None if turn else turn_at(words, lead.end)
            if turned is None:
                break
            turn = turned
            lead.end += turn.read
            continue
        if match.definition.kind == "speed":
            lead.scale = dict(amounts(match.definition.draft)).get("scale", (1.0, 1.0))[0]
            lead.manner = match.definition.prompt
        else:
            lead.found.append((match.definition, {name: atoms[first:end] for name, first, end in match.holes}))
            whole = " ".join(words[lead.end : lead.end + match.count])
            move = whole if match.definition.kind == "camera" and not match.holes else ""
        about = min((first for _, first, _ in match.holes), default=None)
        lead.end += match.count
    lead.about = lead.end if about is None else about
    return lead if turn is None else _turned(lead, turn, scope)


def _turned(lead: _Lead, turn: Turn, scope: Scope) -> _Lead:
    """The terms with how far the camera turns; nothing where none of them turns it."""
    found = [term(one, _filled(one, holes, {}, scope)) for one, holes in lead.found if one.kind != RECIPE]
    further = turn.further(found)
    if further is None:
        return _Lead()
    return replace(lead, scale=lead.scale * further, manner=f"{turn.words} {lead.manner}".strip())


def _served(
    recipe: Definition, filled: dict[str, Sequence[tree.Atom]], rest: Sequence[tree.Atom]
) -> dict[str, Sequence[tree.Atom]]:
    """What fills the holes of a recipe: its first empty one takes whom the phrase goes on with, `entrance on @Mara`."""
    empty = [name for name, usual in recipe.holes if name not in filled and not usual]
    first = rest[0].text.casefold() if rest and isinstance(rest[0], tree.Word) else ""
    about = rest[1:] if first in _RELATIONS else rest
    return {**filled, empty[0]: about} if empty and about else filled


def _filled(
    one: Definition, holes: Mapping[str, Sequence[tree.Atom]], given: Mapping[str, Sequence[tree.Atom]], scope: Scope
) -> dict[str, str]:
    """What stands in each hole of `one`, in words for a prompt; nothing, with a diagnostic, where that is too long."""
    atoms = {name: some for name, some in {**holes, **given}.items() if some}
    filled = {name: _text(some, scope) for name, some in atoms.items()}
    if filled and filled_length(one.prompt + one.draft, one, filled) > MOST_CHARACTERS:
        longest = max(atoms.values(), key=lambda some: some[-1].span.end - some[0].span.start)
        scope.said.append(term_too_long(one.name, MOST_CHARACTERS, longest[0].span.to(longest[-1].span)))
        return {}
    return filled


def _cooked(recipe: Definition, filled: Mapping[str, Sequence[tree.Atom]], scope: Scope) -> Read | None:
    """What a recipe says, its holes filled as they are written in the shot line; None where it is itself within, or
    where recipes become more than a line may hold.
    """
    if any(recipe.span == one.span for one in scope.cooking):
        scope.said.append(recipe_in_itself(recipe.name, recipe.span))
        return None
    written = {name: " ".join(map(_written, atoms)) for name, atoms in filled.items()}
    if not _may_cook(recipe, written, scope):
        return None
    scope.cooking.append(recipe)
    read = read_phrases([one for phrase in recipe.phrases for one in _refilled(phrase, recipe, written)], scope)
    scope.cooking.pop()
    if recipe.draft:
        draft = Draft(amounts=dict(amounts(fill(recipe.draft, recipe, written))))
        read.terms.insert(0, Term(kind="camera", name=recipe.name, draft=draft))
        read.placed[("camera", recipe.name)] = recipe.span
    read.properties = [*read.properties, *(_refilled_property(item, recipe, written) for item in recipe.properties)]
    return read


def _may_cook(recipe: Definition, written: Mapping[str, str], scope: Scope) -> bool:
    """Whether the line may hold this recipe too, which is counted before anything is made of it. What the recipe that
    the line calls becomes too deep or too long by is said once, of that one.
    """
    first = scope.cooking[0] if scope.cooking else recipe
    if len(scope.cooking) >= DEEPEST:
        scope.said.append(recipes_too_deep(first.name, DEEPEST, first.span))
        return False
    phrases_before, characters_before = scope.cooked
    if phrases_before > MOST_PHRASES or characters_before > MOST_CHARACTERS:
        return False
    texts = [phrase.text for phrase in recipe.phrases] + [item.text for item in recipe.properties] + [recipe.draft]
    characters = sum(filled_length(text, recipe, written) for text in texts)
    scope.cooked = (phrases_before + len(recipe.phrases), characters_before + characters)
    if scope.cooked[0] <= MOST_PHRASES and scope.cooked[1] <= MOST_CHARACTERS:
        return True
    scope.said.append(recipes_too_long(first.name, MOST_PHRASES, MOST_CHARACTERS, first.span))
    return False


def _refilled(phrase: tree.Phrase, recipe: Definition, written: Mapping[str, str]) -> Sequence[tree.Phrase]:
    """A phrase of a recipe with its holes filled; what it becomes stands where the recipe wrote it."""
    if "{" not in phrase.text:
        return (phrase,)
    read = phrases(fill(phrase.text, recipe, written), phrase.span.path, phrase.span.start).value
    return [
        tree.Phrase(tuple(replace(atom, span=phrase.span) for atom in one.atoms), one.text, phrase.span) for one in read
    ]


def _refilled_property(item: tree.Property, recipe: Definition, written: Mapping[str, str]) -> tree.Property:
    items = tuple(one for phrase in item.items for one in _refilled(phrase, recipe, written))
    return replace(item, text=" ".join(fill(item.text, recipe, written).split()), items=items)


def _written(atom: tree.Atom) -> str:
    """An atom as a writer writes it."""
    match atom:
        case tree.Mention(name=name):
            return f"@{name}"
        case tree.Quoted(text=text):
            return f'"{text}"'
        case tree.Word(text=text):
            return text
        case tree.Level(decibels=decibels):
            return f"{decibels:g} dB"
        case tree.Time(unit="end"):
            return "end"
        case tree.Time(unit=unit, value=value):
            return f"{float(value):g}{ {'frames': 'f', 'percent': '%'}.get(unit, 's') }"


def _names_someone(rest: Sequence[tree.Atom], after_term: bool, scope: Scope) -> bool:
    """Whether what follows the terms is a subject: a relation, a mention, or after a term nothing but names."""
    first = rest[0]
    if isinstance(first, tree.Mention) or (isinstance(first, tree.Word) and first.text.casefold() in _RELATIONS):
        return True
    if not after_term or not all(isinstance(atom, tree.Word | tree.Mention) for atom in rest):
        return False
    bare = _text(rest, scope)
    named = [one for one in scope.mentions.find(bare) if one.element]
    for one in reversed(named):
        bare = bare[: one.start] + bare[one.end :]
    return bool(named) and all(word.casefold() in _RELATIONS for word in bare.split())


def _owner(atoms: tuple[tree.Atom, ...], scope: Scope) -> tuple[list[Subject], tuple[tree.Atom, ...]]:
    """`Mara's POV` -> Mara, and the rest: someone whose point of view or shoulder it is."""
    first = atoms[0]
    if len(atoms) < 2 or not isinstance(first, tree.Word) or not re.search(r"['’]s?$", first.text):
        return [], atoms
    element = scope.names.exact(re.sub(r"['’]s?$", "", first.text))
    if element is None:
        return [], atoms
    return [Subject(text=element.called, element=element.name, relation="from")], atoms[1:]


def _performed(definition: Definition, filled: Mapping[str, str], lead: _Lead, target: str, scope: Scope) -> Term:
    """A term of the phrase; a camera moves at the phrase's speed, to what the phrase goes on with."""
    if definition.kind not in MOVES:
        return term(definition, filled)
    speed = scope.vocabulary.named("speed", filled.get("speed", ""))
    scale = dict(amounts(speed.draft)).get("scale", (1.0, 1.0))[0] if speed else lead.scale
    told = "speed" in dict(definition.holes)
    manner = speed.prompt if speed and not told else lead.manner
    return term(definition, filled, more=" ".join(filter(None, (manner, target))), scale=scale)


def _subjects(atoms: Sequence[tree.Atom], words: Sequence[str], nearest_by: Relation, scope: Scope) -> list[Subject]:
    """`of @Tom on the letter` -> Tom, on "the letter"; `nearest_by` is the relation of who is named first or `of`."""
    subjects: list[Subject] = []
    relation: Relation = nearest_by
    loose: list[str] = []

    def close() -> None:
        subjects[:] = _with_loose(subjects, " ".join(loose), relation, scope)
        loose.clear()

    for atom, word in zip(atoms, words, strict=True):
        if isinstance(atom, tree.Mention):
            whole = _OF_WHOM.fullmatch(" ".join(loose))
            if whole:
                loose.clear()
            close()
            subjects.append(replace(_mentioned(atom, relation, scope), part=whole[1] if whole else ""))
        elif word.casefold() == "of" and loose[:1] == ["the"]:
            loose.append(word)
        elif word.casefold() in _RELATIONS:
            close()
            relation = nearest_by if word.casefold() == "of" else _RELATIONS[word.casefold()]
        else:
            loose.append(_text((atom,), scope))
    close()
    return subjects


def _with_loose(subjects: list[Subject], text: str, relation: Relation, scope: Scope) -> list[Subject]:
    """The subjects and those of words that are no mention: names among them, a part of who was named last, a thing."""
    owned = _OWNED.match(text)
    if owned and subjects and subjects[-1].element:
        return [*subjects[:-1], replace(subjects[-1], part=text[owned.end() :])]
    named = [found for found in scope.mentions.find(text) if found.element]
    found = [Subject(text=one.written, element=one.element.name, relation=relation) for one in named if one.element]
    if len(named) == 1:
        whole, owned = _OF_WHOM.fullmatch(text[: named[0].start]), _OWNED.match(text, named[0].end)
        part = whole[1] if whole else text[owned.end() :] if owned else ""
        return [*subjects, replace(found[0], part=part)]
    return [*subjects, *(found or ([Subject(text=text, relation=relation)] if text else []))]


_OWNED = re.compile(r"['’](?:s\s+|\s+)(?=\w)")
"""What stands between an owner and what is owned: `Mara's hand`, `the twins' hands`."""
_OF_WHOM = re.compile(r"the (\w.*) of ?")
"""What stands before the name of its owner: `the hand of Mara`."""


def _mentioned(atom: tree.Mention, relation: Relation, scope: Scope) -> Subject:
    element = scope.names.mentioned(atom.name)
    if element is None:
        scope.said.append(stranger(atom.name, atom.span, scope.names, source=scope.sources[atom.span.path]))
        return Subject(text=atom.name, relation=relation)
    if without_accents(atom.name, element):
        scope.said.append(missing_accents(atom.name, element.name, atom.span, prefix="@"))
    return Subject(text=element.called, element=element.name, relation=relation)


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
    """Words for the prompt; said of them only that they look like a misspelt term, that a length lacks its comma, that
    a name is nobody's."""
    last, before = phrase.atoms[-1], phrase.atoms[-2] if len(phrase.atoms) > 1 else None
    if read.frames is None and isinstance(last, tree.Time) and _alone(last, before, phrase):
        span = last.span
        text = phrase.text[: -(span.end - span.start)].rstrip()
        scope.said.append(missing_comma(phrase.text[len(text) :].strip(), span, before.span.after if before else span))
        _set_length(last, read, scope)
        phrase = tree.Phrase(phrase.atoms[:-1], text, phrase.span)
    for atom in phrase.atoms:
        if isinstance(atom, tree.Mention):
            _mentioned(atom, "on", scope)
    read.words.append(scope.mentions.plain(phrase.text))
    for found in scope.mentions.find(phrase.text):
        if found.element is not None:
            read.subjects.append(Subject(text=found.element.called, element=found.element.name))
    if unfilled := scope.vocabulary.unfilled(_words(phrase.atoms)):
        scope.said.append(nothing_to_fill(*unfilled, phrase.span))
        return
    near = near_term(phrase, _RELATIONS, scope)
    if near:
        span, slip, written = near
        scope.said.append(misspelt_term(slip, written, span))
