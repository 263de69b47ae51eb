"""What people do with their bodies, read from the action: who sits, kneels, lies, walks in or runs away.

A sentence's person is whoever stands where its subject does; a thing that does the same ("the rain runs down the
glass") moves nobody. Sitting, kneeling, lying and standing last until the scene says otherwise, whatever is shown
meanwhile; walking and running last for their shot. English only: what is not understood leaves people standing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from milimo_lang.analysis.doings import DOINGS, STEMS, of_one, participle
from milimo_lang.analysis.seats import seat_in
from milimo_lang.ir.screenplay import Acting, Element, Shot
from milimo_lang.ir.values import Path, Posture, Seat
from milimo_lang.kept import NOTHING, Kept, Same, made

_LASTING = ("stand", "sit", "kneel", "lie")
_GLIDES = "still now then slowly again suddenly only just quickly also finally alone is are was"
_RELATIONS = """
    to at with by near behind beside on from toward towards past of into for over under after before against opposite
    above below around through between
    """
_OTHERS = "the a an his her their its this that these those some another every each"
_JOINS = "and then but while as when until"
_GLIDE, _RELATION, _ARTICLES, _ENDS = (frozenset(words.split()) for words in (_GLIDES, _RELATIONS, _OTHERS, _JOINS))
"""What changes no subject, what makes a name an object, what begins a thing, what joins two doings."""
_DOINGS = "|".join(rf"(?P<do{at}>{words})" for at, (_, _, words) in enumerate(DOINGS))
_WORDS = re.compile(rf"\b(?:{_DOINGS})\b|(?P<end>[.!?;:…—])|(?P<comma>,)|(?P<word>[\w-]+)", re.IGNORECASE)
_OBJECT = "\x01"
"""The last word was somebody who is not the subject."""
_NOT = frozenset(["stops", "of", "from", "to", "not", "never", "almost", "nearly", "no", "longer"])
_BEFORE_PARTICIPLE = frozenset(
    ["", ",", _OBJECT, "is", "are", "was", "were", "still", "and", "stays", "remains", "who"]
)
_FIRST = re.compile(r"[\w-]+")
_ACTS = re.compile(r"[a-z]{2,}[^s\W]s")
_EYES = re.compile(r" (?:h(?:is|er)|their) (?:eyes|head)\b")
_LONGEST = 100_000
"""Characters of a paragraph that are read for what people do: as long as a whole screenplay."""
_PHRASE = 400
"""Characters behind a verb in which it is told what somebody sits on."""
_FEW = 8
"""They are everyone of a scene of so many at the most."""
_AFTER = re.compile(r"(?:\.[a-z]\w*)?(?P<own>['’]s?\b)?")
"""What belongs to a name: a variant, and what makes it somebody's."""
_TO_SOMEBODY = re.compile(r".*(?:to|ds?)")
"""Whoever runs to somebody arrives."""
_HE = "man boy he his father husband brother son king guy gentleman"
_SHE = "woman girl she her mother wife sister daughter queen lady"
_SEXED = dict.fromkeys(_HE.split(), "he") | dict.fromkeys(_SHE.split(), "she")
_STILL = "looks watches listens dreams smiles breathes cries sobs weeps snores stares whispers wakes turns"
_LYING = frozenset(_STILL.split())
"""What one can do lying down; whoever does anything else has got up."""


class _Told(NamedTuple):
    """What of a shot tells what its people do: its prose, its cast, and of its moments the action, or how somebody
    speaks, with the speaker.
    """

    head: str
    cast: tuple[str, ...]
    moments: tuple[tuple[str, str], ...]


class _People(NamedTuple):
    """The characters of a scene, without variants: by the first word of their names, and who is `he`, who `she`."""

    names: tuple[str, ...]
    by_first: Mapping[str, tuple[str, ...]]
    sexes: Mapping[str, str]


@dataclass
class _Sentence:
    """Where the reading of a text stands. `subjects` do what comes next, `persons` are all it named, `held` is how
    people hold themselves; `done`: the subjects have done something already; `fresh`: one has just been named.
    """

    people: _People
    held: Mapping[str, Posture]
    subjects: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    opening: bool = True
    joined: bool = False
    done: bool = False
    plural: bool = False
    fresh: bool = False
    last: str = ""
    waiting: list[Acting] = field(default_factory=list)


def acted(
    shots: Sequence[Shot], elements: Mapping[str, Element], sexes: Mapping[str, str], kept: Kept = NOTHING
) -> Iterator[tuple[Acting, ...]]:
    """What the people of each shot of a scene do; `sexes` is who is `he`, who `she`."""
    people = _people(shots, elements, sexes)
    held: dict[str, Posture] = {}
    seats: dict[str, Seat] = {}
    for shot in shots:
        before = (dict(held), dict(seats))
        told = _told(shot)
        given = (told, people, *before, Same(elements))
        doing, held, seats = made(kept, ("acting", shot.span), given, partial(_acted, told, people, *before, elements))
        yield doing


def sexes(elements: Iterable[Element]) -> dict[str, str]:
    """Who is `he` and who `she`, as far as names and looks tell it."""
    return {one.name: sex for one in elements if (sex := _sex(f"{one.base} {one.look}"))}


def _people(shots: Iterable[Shot], elements: Mapping[str, Element], sexes: Mapping[str, str]) -> _People:
    named = {
        name for shot in shots for name in (*shot.cast, *(one for moment in shot.moments for one in moment.mentions))
    }
    known = [elements[name] for name in named if name in elements and elements[name].kind == "character"]
    names = tuple(sorted({one.base for one in known}, key=lambda name: (-len(name), name)))
    by_first: dict[str, list[str]] = {}
    for name in names:
        by_first.setdefault(_first(name), []).append(name)
    known_sexes = {one.base: sexes[one.name] for one in known if one.name in sexes}
    return _People(names, {first: tuple(found) for first, found in by_first.items()}, known_sexes)


def _first(name: str) -> str:
    return re.split(r"[^\w-]", name, maxsplit=1)[0].casefold()


def _sex(words: str) -> str:
    return next((_SEXED[word] for word in re.findall(r"[a-z]+", words.casefold()) if word in _SEXED), "")


def _told(shot: Shot) -> _Told:
    moments = ((one.manner, one.speaker) if one.kind == "speech" else (one.text, "") for one in shot.moments)
    return _Told(shot.head, shot.cast, tuple(moments))


def _acted(
    told: _Told,
    people: _People,
    was: Mapping[str, Posture],
    sat: Mapping[str, Seat],
    elements: Mapping[str, Element],
) -> tuple[tuple[Acting, ...], dict[str, Posture], dict[str, Seat]]:
    """What the shot's cast does, and how everyone of the scene holds himself after it, and on or at what; `was` and
    `sat` are how and where everyone did before it.
    """
    held, seats = dict(was), dict(sat)
    here = tuple(dict.fromkeys(elements[name].base for name in told.cast if name in elements))
    doing: dict[str, Acting] = {}
    for text, speaker in _texts(told, elements, "lie" in held.values()):
        for one in _read(text, _opened(people, here, speaker, held)):
            before = doing.get(one.element) or _held(one.element, held, seats)
            doing[one.element] = _then(before, one)
            held[one.element] = one.posture if one.posture in _LASTING else "stand"
            seats[one.element] = doing[one.element].seat
    shown = [doing.get(name) or _held(name, held, seats) for name in here]
    return tuple(one for one in shown if one.posture != "stand" or one.path), held, seats


def _held(name: str, held: Mapping[str, Posture], seats: Mapping[str, Seat]) -> Acting:
    """What somebody does who does nothing new."""
    return Acting(element=name, posture=held.get(name, "stand"), seat=seats.get(name, ""))


def _opened(people: _People, here: tuple[str, ...], speaker: str, held: Mapping[str, Posture]) -> _Sentence:
    """Before the first word: the speaker is the subject of a parenthetical."""
    subjects = (speaker,) if speaker else ()
    return _Sentence(people, held, subjects=subjects, before=subjects or here, opening=not speaker)


def _texts(told: _Told, elements: Mapping[str, Element], lying: bool) -> Iterator[tuple[str, str]]:
    """What may tell of movements, in order, and who speaks it: parentheticals are the speaker's.

    Where someone is `lying` that is any text.
    """
    if lying or _tells(told.head):
        yield told.head, ""
    for said, speaker in told.moments:
        if lying or _tells(said):
            yield said, elements[speaker].base if speaker in elements else ""


def _tells(text: str) -> bool:
    low = text.lower()
    return any(stem in low for stem in STEMS)


def _then(before: Acting, doing: Acting) -> Acting:
    """`doing` after `before`: who walks in, or over to somewhere, and sits down is sitting, having come."""
    if doing.posture not in _LASTING:
        return doing
    seat = doing.seat or (before.seat if before.posture == doing.posture else "")
    return replace(doing, path="in" if before.path in ("in", "across") else "", seat=seat)


def _read(text: str, at: _Sentence) -> Iterator[Acting]:
    """What `text` says anyone does, in order."""
    past = 0
    for match in _WORDS.finditer(text, 0, _LONGEST):
        if match.start() < past:
            continue
        if match["end"]:
            _end(at)
        elif match["comma"]:
            at.joined, at.last = True, ","
        elif (name := _named(text, match.start(), at.people)) is not None:
            after = _AFTER.match(text, match.start() + len(name))
            past = after.end() if after else 0
            _name(name, after is not None and after["own"] is not None, at)
            yield from _meant(at)
        elif word := match["word"]:
            yield from _up(word.casefold(), _EYES.match(text, match.end()) is not None, at)
            _word(word.casefold(), at)
        else:
            posture, path, _ = DOINGS[int(str(match.lastgroup)[2:])]
            words = match[0].casefold()
            to_somebody = _TO_SOMEBODY.fullmatch(words) and _named(text, match.end() + 1, at.people)
            seat = seat_in(match[0], text[match.end() : match.end() + _PHRASE]) if posture in ("sit", "lie") else ""
            yield from _doing(words, posture, "in" if path == "across" and to_somebody else path, seat, at)
            at.last, at.opening, at.joined = "", False, False


def _named(text: str, at: int, people: _People) -> str | None:
    """The longest name that stands at `at`, whole."""
    at += text.startswith("@", at)
    first = _FIRST.match(text, at)
    for name in people.by_first.get(first[0].casefold(), ()) if first else ():
        end = at + len(name)
        if text[at:end].casefold() == name.casefold() and not (
            text[end : end + 1].isalnum() or text[end : end + 1] == "_"
        ):
            return name
    return None


def _name(name: str, own: bool, at: _Sentence) -> None:
    """Someone named: a subject where one can stand; `Mara's hand` is nobody."""
    at.fresh = False
    if own:
        at.subjects = () if at.opening else at.subjects
    elif at.opening or (at.joined and at.done):
        at.subjects, at.done, at.plural, at.fresh = (name,), False, False, True
    elif at.joined and at.last not in _RELATION:
        at.subjects = (*at.subjects, name)
    at.opening = at.joined = False
    at.last = "" if own else _OBJECT if name not in at.subjects else ""
    at.persons = (*(one for one in at.persons if one != name), name)


def _up(word: str, eyes: bool, at: _Sentence) -> Iterator[Acting]:
    """Who was lying and does what nobody does lying down has got up; `eyes`: it is these, or the head, that move."""
    if at.fresh and _ACTS.fullmatch(word) and word not in _LYING and not eyes:
        yield from (Acting(element=name) for name in at.subjects if at.held.get(name) == "lie")
    at.fresh = at.fresh and (word in _GLIDE or word.endswith("ly"))


def _whom(word: str, at: _Sentence) -> tuple[str, ...]:
    """Who `he`, `she` or `they` is; nobody where it may be one of several."""
    if word in ("they", "both"):
        known = at.persons or at.before
        return known if len(known) > 1 else at.people.names if len(at.people.names) <= _FEW else ()
    known = at.persons or at.before
    may = [name for name in known if at.people.sexes.get(name, word) == word]
    sure = [name for name in may if name in at.people.sexes]
    return tuple(may) if len(may) == 1 else tuple(sure) if len(sure) == 1 else ()


def _word(word: str, at: _Sentence) -> None:
    if word in _ENDS:
        at.joined = True
        at.opening = at.opening or word in ("while", "as", "when", "until")
    elif word in ("he", "she", "they", "both") and (at.opening or at.joined):
        at.subjects, at.plural, at.fresh = _whom(word, at), word in ("they", "both"), True
        at.opening = at.joined = False
    elif word == "who" and at.persons:
        at.subjects, at.plural, at.joined = at.persons[-1:], False, False
    elif word not in _GLIDE and not word.endswith("ly"):
        new = at.opening or (at.joined and at.last != "," and (word in _ARTICLES or at.last in _ARTICLES))
        if new and word in ("a", "an", "the"):
            at.last = word
            return
        at.subjects = () if new else at.subjects
        at.opening = at.joined = False
    at.last = word


def _end(at: _Sentence) -> None:
    """A sentence ends: whoever it was about may do the next thing too."""
    at.before = at.persons or at.before
    at.persons, at.fresh = (), False
    at.subjects, at.opening, at.joined, at.done, at.last = (), True, False, False, ""
    at.waiting.clear()


def _doing(words: str, posture: Posture, path: Path, seat: Seat, at: _Sentence) -> Iterator[Acting]:
    """Somebody does it: the subjects, or where the sentence opens with it whoever the last one was about.

    What is said of somebody right behind his name is his: `Mara finds Tom asleep`.
    """
    if at.last in _ARTICLES or at.last in _NOT:
        return
    if participle(words):
        if at.opening:
            at.waiting.append(Acting(element="", posture=posture, path=path, seat=seat))
            return
        if at.last not in _BEFORE_PARTICIPLE and not at.last.endswith("ly"):
            return
    whose = at.persons[-1:] if at.last == _OBJECT else at.subjects or (at.before if at.opening else ())
    if not participle(words) and (len(whose) == 1 and not at.plural) != of_one(words):
        return
    if at.last != _OBJECT:
        at.subjects, at.done = whose, True
    for name in whose:
        if not (at.held.get(name) == "sit" and "sleep" in words) or posture != "lie":
            yield Acting(element=name, posture=posture, path=path, seat=seat)


def _meant(at: _Sentence) -> Iterator[Acting]:
    """`Sitting on the bench, Mara`: the one named next was meant."""
    if at.waiting and at.subjects:
        yield from (replace(one, element=at.subjects[-1]) for one in at.waiting)
        at.waiting.clear()
