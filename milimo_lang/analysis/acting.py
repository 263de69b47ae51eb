"""What people do with their bodies, read from the action: who sits, kneels, lies, walks in or runs away.

A sentence's person is whoever stands where its subject does; a thing that does the same ("the rain runs down the
glass") moves nobody. Sitting, kneeling, lying and standing last until the scene says otherwise, whatever is shown
meanwhile; walking and running last for their shot. English only: what is not understood leaves people standing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from milimo_lang.analysis.doings import DOINGS, of_one, participle
from milimo_lang.ir.screenplay import Acting, Element, Shot
from milimo_lang.ir.values import Path, Posture

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
_AFTER = re.compile(r"(?:\.[a-z]\w*)?(?P<own>['’]s?\b)?")
"""What belongs to a name: a variant, and what makes it somebody's."""
_TO_SOMEBODY = re.compile(r".*(?:to|ds?)")
"""Whoever runs to somebody arrives."""
_ANY = re.compile("|".join(rf"\b(?:{words})\b" for _, _, words in DOINGS), re.IGNORECASE)


@dataclass
class _Sentence:
    """Where the reading of a text stands. `subjects` do what comes next, `seated` sleep sitting;
    `done`: they have done something already."""

    people: tuple[str, ...]
    seated: set[str]
    subjects: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    opening: bool = True
    joined: bool = False
    done: bool = False
    plural: bool = False
    last: str = ""
    named: str = ""
    waiting: list[Acting] = field(default_factory=list)


def acted(shots: Iterable[Shot], elements: Mapping[str, Element]) -> tuple[Shot, ...]:
    """The shots of a scene with what their people do."""
    shots = tuple(shots)
    people = _people(shots, elements)
    if not people:
        return shots
    lasting: dict[str, Posture] = {}
    return tuple(_acted(shot, people, lasting, elements) for shot in shots)


def _people(shots: Iterable[Shot], elements: Mapping[str, Element]) -> tuple[str, ...]:
    """The characters of a scene, without variants, the longest names first."""
    named = [
        name for shot in shots for name in (*shot.cast, *(one for moment in shot.moments for one in moment.mentions))
    ]
    found = {elements[name].base for name in named if name in elements and elements[name].kind == "character"}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _acted(
    shot: Shot,
    people: tuple[str, ...],
    lasting: dict[str, Posture],
    elements: Mapping[str, Element],
) -> Shot:
    """The shot with what its cast does; `lasting` is how everyone of the scene holds himself, before and after."""
    acting = {name: Acting(element=name, posture=posture) for name, posture in lasting.items()}
    here = tuple(dict.fromkeys(elements[name].base for name in shot.cast if name in elements))
    for text, speaker in _texts(shot, elements):
        seated = {name for name, doing in acting.items() if doing.posture == "sit"}
        for doing in _read(text, _opened(people, here, speaker, seated)):
            acting[doing.element] = _then(acting.get(doing.element), doing)
    for name, doing in acting.items():
        lasting[name] = doing.posture if doing.posture in _LASTING else "stand"
    shown = [acting[name] for name in here if name in acting]
    return replace(shot, acting=tuple(one for one in shown if one.posture != "stand" or one.path))


def _opened(people: tuple[str, ...], here: tuple[str, ...], speaker: str, seated: set[str]) -> _Sentence:
    """Before the first word: the speaker is the subject of a parenthetical."""
    subjects = (speaker,) if speaker else ()
    return _Sentence(people, seated, subjects=subjects, before=subjects or here, opening=not speaker)


def _texts(shot: Shot, elements: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """What tells of movements, in order, and who speaks it: parentheticals are the speaker's."""
    if _ANY.search(shot.head):
        yield shot.head, ""
    for moment in shot.moments:
        said = moment.manner if moment.kind == "speech" else moment.text
        if said and _ANY.search(said):
            known = moment.kind == "speech" and moment.speaker in elements
            yield said, elements[moment.speaker].base if known else ""


def _then(before: Acting | None, doing: Acting) -> Acting:
    """`doing` after `before`: who walks in, or over to somewhere, and sits down is sitting, having come."""
    if before is None or doing.posture not in _LASTING:
        resting = before is not None and doing.path == "out" and before.posture in _LASTING
        return replace(doing, posture=before.posture) if before and resting and before.posture != "stand" else doing
    return replace(doing, path="in" if before.path in ("in", "across") else "")


def _read(text: str, at: _Sentence) -> Iterator[Acting]:
    """What `text` says anyone does, in order."""
    past = 0
    for match in _WORDS.finditer(text):
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
            _word(word.casefold(), at)
        else:
            posture, path, _ = DOINGS[int(str(match.lastgroup)[2:])]
            words = match[0].casefold()
            to_somebody = _TO_SOMEBODY.fullmatch(words) and _named(text, match.end() + 1, at.people)
            yield from _doing(words, posture, "in" if path == "across" and to_somebody else path, at)
            at.last, at.opening, at.joined = "", False, False


def _named(text: str, at: int, people: tuple[str, ...]) -> str | None:
    """The longest name that stands at `at`, whole."""
    at += text.startswith("@", at)
    for name in people:
        end = at + len(name)
        if text[at:end].casefold() == name.casefold() and not (
            text[end : end + 1].isalnum() or text[end : end + 1] == "_"
        ):
            return name
    return None


def _name(name: str, own: bool, at: _Sentence) -> None:
    """Someone named: a subject where one can stand; `Mara's hand` is nobody."""
    if own:
        at.subjects = () if at.opening else at.subjects
    elif at.opening or (at.joined and at.done):
        at.subjects, at.done, at.plural = (name,), False, False
    elif at.joined and at.last not in _RELATION:
        at.subjects = (*at.subjects, name)
    at.opening = at.joined = False
    at.last, at.named = "", name


def _word(word: str, at: _Sentence) -> None:
    if word in _ENDS:
        at.joined = True
        at.opening = at.opening or word in ("while", "as", "when", "until")
    elif word in ("he", "she", "they", "both") and (at.opening or at.joined):
        at.subjects = at.before if at.opening else at.subjects or at.before
        at.plural = word in ("they", "both")
        at.subjects = (
            at.people if at.plural and len(at.subjects) < 2 else at.subjects if at.plural else at.subjects[-1:]
        )
        at.opening = at.joined = False
    elif word == "who" and at.named:
        at.subjects, at.plural, at.joined = (at.named,), False, False
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
    at.before = at.subjects or at.before
    at.subjects, at.opening, at.joined, at.done, at.last = (), True, False, False, ""
    at.waiting.clear()


def _doing(words: str, posture: Posture, path: Path, at: _Sentence) -> Iterator[Acting]:
    """Somebody does it: the subjects, or where the sentence opens with it whoever the last one was about."""
    if at.last in _ARTICLES or at.last in ("stops", "of", "from", "to", "not", "never"):
        return
    if at.opening and participle(words):
        at.waiting.append(Acting(element="", posture=posture, path=path))
        return
    one = len(at.subjects or at.before) == 1 and not at.plural
    if not participle(words) and one != of_one(words):
        return
    at.subjects = at.subjects or (at.before if at.opening else ())
    at.done = True
    for name in at.subjects:
        if posture == "sit":
            at.seated.add(name)
        if not (name in at.seated and "sleep" in words):
            yield Acting(element=name, posture=posture, path=path)


def _meant(at: _Sentence) -> Iterator[Acting]:
    """`Sitting on the bench, Mara`: the one named next was meant."""
    if at.waiting and at.subjects:
        yield from (replace(one, element=at.subjects[-1]) for one in at.waiting)
        at.waiting.clear()
