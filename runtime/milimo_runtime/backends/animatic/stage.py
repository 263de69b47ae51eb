"""Staging: from a panel's body to a scene: the light, the place, who stands where, how large and how they look.

The amounts of the vocabulary that stage a shot (the camera's own stand in `camera`):

| amount | meaning |
|---|---|
| `height` | of a standing figure, frame heights; from about 2 on the frame holds one face |
| `two` | 1: everyone stays in the frame, however close |
| `shoulder` | 1: over the shoulder of the one who is not the subject |
| `insert` | 1: an object alone, large, on a table; `cutaway` | 1: the place or an object in it, and nobody |
| `alone` | 1: nobody but the subject; `dirty` | 1: and the edge of the one who is not |
| `pov` | 1: people look at us |
| `side` | -1 to 1: where the subject stands |
| `profile` | 1: people look across the frame; `front` | 1: at us; `away` | 1: from us |
| `short` | 1: the subject looks out of the near edge of the frame |
| `near` | 1: nearer than the framing says, -1: farther |
| `horizon` | how far the horizon sinks, frame heights |
| `overhead` | 1: seen from straight above |
| `back` | 0 to 1: how dark people are against the light |
| `hard` `rim` | how deep the shadow on people is, and how bright their edge; 1 unless said |
| `blur` | 0 to 1: how soft what is behind is; `deep` | 1: all of it is sharp |
| `behind` | how large what is behind is, as a lens makes it; 1 unless said |

The amounts of `grade` and of `finish` stand there; one of another name is ignored. Nothing is drawn here. Left and
right come with the figures (`side`), so the line between two people holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.figures import Stance
from milimo_runtime.backends.animatic.grade import Grade, grade_of
from milimo_runtime.backends.animatic.interior import Room, room_of
from milimo_runtime.backends.animatic.lands import Land, land_of
from milimo_runtime.backends.animatic.looks import Look, look_of
from milimo_runtime.backends.animatic.mood import Mood, mood_of, says
from milimo_runtime.backends.animatic.props import known_in
from milimo_runtime.media.chance import between

_INDOORS = ("room", "kitchen", "office", "house", "bar", "corridor", "hall", "bedroom", "library", "cabin", "apartment",
            "studio", "shop", "church", "café", "cafe", "diner", "hotel", "attic", "cellar", "garage")  # fmt: skip
# Where the top of a head stands (world y) for a figure of a height: headroom shrinks, the eyes stay in the upper third.
_HEIGHTS = (0.0, 0.85, 1.2, 1.6, 2.4, 3.6, 7.5, 11.0, 20.0)
_TOPS = (0.0, -0.285, -0.285, -0.275, -0.275, -0.29, -0.6, -0.89, -1.43)
_CLEAR = -0.285
"""No figure shown with its feet has the top of its head above this: the crew's words stand there."""
_STANDING = 0.88
"""Figures up to this height are shown with their feet."""
_SEATED = 1.0
"""Nobody stands in a car: even the widest framing shows people there no smaller than this."""
_ABOARD = 0.42
"""A cabin is no larger than this makes it beside the people in it, however wide the framing."""
_BARE_FACE = 4.0
"""From this height on a face is cut at brow and chin, and no headroom is kept."""
_PROFILE = 3
"""How many times farther than usual a head turns in profile."""
_ALONE = 2.0
"""From this height on a frame holds one face."""


@dataclass(frozen=True, slots=True)
class Person:
    """A figure in place. `references` are input roles."""

    name: str
    look: Look
    stance: Stance
    label: bool
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """An object in place: `x` and `foot` of its base, `height`, world units."""

    name: str
    look: str
    x: float
    foot: float
    height: float
    references: tuple[str, ...]
    label: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a panel shows. `closeness` is the framing's height: it says how far the place is enlarged.

    `hands` are whose an insert shows when it shows no thing. `back` and `blur` are 0 to 1. `finish` are all amounts
    by name, added up. `horizon` (world y) is where all depths meet.
    """

    mood: Mood
    place: Land | Room
    people: tuple[Person, ...]
    things: tuple[Thing, ...]
    insert: bool
    hands: Look | None
    overhead: bool
    closeness: float
    grade: Grade
    finish: Mapping[str, float]
    back: float
    blur: float
    behind: float
    horizon: float
    seed: int

    @property
    def target(self) -> tuple[float, float]:
        """What a camera goes in on: the eyes of one, the middle between several, else the middle of the frame."""
        x, y = self.middle
        return 0.8 * x, 0.9 * y

    @property
    def middle(self) -> tuple[float, float]:
        """The eyes of one, the middle between several, else the middle of the frame."""
        stances = [person.stance for person in self.people if person.label]
        if not stances:
            return 0.0, 0.0
        count = len(stances)
        x = sum(stance.x for stance in stances) / count
        y = sum(stance.top + 0.07 * stance.height for stance in stances) / count
        return x, y


def amount(terms: tuple[Term, ...], name: str, default: float = 0.0) -> float:
    """The first value a term of the shot gives `name`."""
    return next((term.draft.amounts[name][0] for term in terms if name in term.draft.amounts), default)


def total(terms: tuple[Term, ...], name: str) -> float:
    """The sum of what all terms give `name`."""
    return float(sum(term.draft.amounts[name][0] for term in terms if name in term.draft.amounts))


def totals(terms: tuple[Term, ...]) -> dict[str, float]:
    """What all terms together give each amount; the first value counts."""
    found: dict[str, float] = {}
    for term in terms:
        for name, (first, _) in term.draft.amounts.items():
            found[name] = found.get(name, 0.0) + first
    return found


def stage(body: PanelBody, aspect: float) -> Scene:
    """The scene of a panel `aspect` frame heights wide."""
    terms = body.terms
    style = " ".join(f"{term.name} {term.words}" for term in terms).casefold()
    mood = mood_of(body.place, body.seed)
    words = f"{body.place.name} {body.place.look}".casefold()
    characters = [figure for figure in body.figures if figure.kind == "character"]
    objects = [figure for figure in body.figures if figure.kind == "object"]
    cutaway = amount(terms, "cutaway") > 0
    insert = not cutaway and (amount(terms, "insert") > 0 or (bool(objects) and not characters))
    closeness = _closeness(terms, len(characters), insert)
    horizon = 0.03 + total(terms, "horizon")
    inside = body.place.interior if body.place.interior is not None else says(words, _INDOORS)
    place: Land | Room
    if inside:
        place = room_of(body.place.name.casefold(), body.place.look.casefold(), body.seed, horizon)
    else:
        place = land_of(body.place.name.casefold(), body.place.look.casefold(), body.seed, horizon)
    overhead = amount(terms, "overhead") > 0 and not insert
    if isinstance(place, Room) and place.vehicle and characters and not (overhead or insert):
        closeness = max(closeness, _SEATED + 0.2 * closeness if place.vehicle == "car" else _ABOARD)
    people = () if insert or cutaway else _people(body, characters, closeness, aspect)
    things = _beheld(_shown(objects, body)) if cutaway else _things(objects, body, insert, aspect)
    said = totals(terms)
    if says(style, _COLOURLESS) and "saturation" not in said:
        said |= {"saturation": -1.0, "contrast": 0.45 + said.get("contrast", 0.0)}
    people = tuple(_modelled(person, said) for person in people)
    if overhead:
        people = tuple(_from_above(person, at) for at, person in enumerate(people))
    else:
        tilt = total(tuple(term for term in terms if term.kind == "angle"), "tilt")
        people = tuple(_lowered(_grounded(person, place.ground), tilt) for person in people)
    return Scene(
        mood=mood,
        place=place,
        people=people,
        things=things,
        insert=insert,
        hands=_hands(characters) if insert and not things else None,
        overhead=overhead,
        closeness=closeness,
        grade=grade_of(said),
        finish=said,
        back=min(1.0, said.get("back", 0.0)),
        blur=_blur(terms, closeness, insert),
        behind=_behind(terms, overhead),
        horizon=0.0 if overhead or insert else horizon,
        seed=body.seed,
    )


_COLOURLESS = ("black-and-white", "black and white", "monochrome", "noir")


def _blur(terms: tuple[Term, ...], closeness: float, insert: bool) -> float:
    if amount(terms, "deep") > 0:
        return 0.0
    return min(1.0, amount(terms, "blur") + (0.45 if closeness > _ALONE else 0.0) + (0.5 if insert else 0.0))


def _behind(terms: tuple[Term, ...], overhead: bool) -> float:
    """A plan has nothing behind."""
    return 1.0 if overhead else amount(terms, "behind", 1.0)


def _modelled(person: Person, said: Mapping[str, float]) -> Person:
    """The figure in the shot's light: from the side it comes from, hard or soft."""
    across = said.get("lit-x", 0.0)
    light = person.stance.light if across == 0 else (1 if across > 0 else -1)
    return replace(
        person, stance=replace(person.stance, light=light, shade=said.get("hard", 1.0), rim=said.get("rim", 1.0))
    )


def _beheld(things: list[Figure]) -> tuple[Thing, ...]:
    """What a cutaway is on, where it stands."""
    return tuple(Thing(thing.name, thing.look, 0.0, 0.34, 0.34, thing.references) for thing in things)


def _closeness(terms: tuple[Term, ...], people: int, insert: bool) -> float:
    if insert:
        return 2.4
    return amount(terms, "height", 0.5 if people == 0 else 1.45 if people > 1 else 1.1)


def _hands(characters: list[Figure]) -> Look:
    """Whose hands: the subject's, or nobody's in particular."""
    whose = next((figure for figure in characters if figure.subject), characters[0] if characters else None)
    return look_of(whose.name, whose.look) if whose else look_of("someone", "a dark coat")


def _from_above(person: Person, at: int) -> Person:
    """The figure a little larger, about the middle of the frame: a plan has no far and near."""
    stance = person.stance
    height = 1.3 * stance.height
    middle = 0.03 + 0.1 * ((at % 3) - 1 if at else 0) * min(1.0, height)
    return replace(person, stance=replace(stance, top=middle - 0.07 * height, height=height, above=True, away=False))


def _grounded(person: Person, ground: float) -> Person:
    """The figure set down where there is ground: a low camera's begins low in the frame."""
    stance = person.stance
    short = ground + 0.03 - (stance.top + stance.height)
    if stance.height > _STANDING or short <= 0:
        return person
    return replace(person, stance=replace(stance, top=stance.top + short))


def _lowered(person: Person, tilt: float) -> Person:
    """The figure lower where a camera that looks down would bring its head among the crew's words."""
    stance = person.stance
    short = min(-tilt, _CLEAR + _worn(person.look, stance.height) - (stance.top + tilt))
    return person if short <= 0 else replace(person, stance=replace(stance, top=stance.top + short))


def _worn(look: Look, height: float) -> float:
    """How far a hat stands above the head of a figure of `height`."""
    return 0.02 * height if look.hat != "none" else 0.0


def _people(body: PanelBody, figures: list[Figure], closeness: float, aspect: float) -> tuple[Person, ...]:
    """Who is in the frame, the farther ones first."""
    terms = body.terms
    if not figures:
        return ()
    shoulder = amount(terms, "shoulder") > 0 or amount(terms, "dirty") > 0
    subjects = [figure for figure in figures if figure.subject] or figures[:1]
    if shoulder:
        return _over_the_shoulder(body, subjects[0], figures, closeness, aspect)
    if amount(terms, "alone") > 0 or (closeness >= _ALONE and amount(terms, "two") == 0):
        figures = subjects[:1]
    near = amount(terms, "near")
    height = closeness * (1 + 0.28 * near)
    turned = [_side(figure, figures, terms) for figure in figures]
    people = []
    for figure, side, x in zip(figures, turned, _across(turned, height, aspect), strict=True):
        look = look_of(figure.name, figure.look)
        people.append(_person(figure, look, x, height, _facing(terms, -side), alone=len(figures) == 1))
    away = amount(terms, "away") > 0
    return tuple(replace(one, stance=replace(one.stance, away=True)) if away else one for one in people)


def _facing(terms: tuple[Term, ...], facing: int) -> int:
    if amount(terms, "pov") > 0 or amount(terms, "front") > 0:
        return 0
    facing = -facing if amount(terms, "short") > 0 else facing
    return _PROFILE * (facing or 1) if amount(terms, "profile") > 0 else facing


def _side(figure: Figure, figures: list[Figure], terms: tuple[Term, ...]) -> int:
    placed = next((term.draft.amounts["side"][0] for term in terms if "side" in term.draft.amounts), None)
    if placed is not None and (figure.subject or len(figures) == 1):
        return round(placed)
    return figure.side


def _across(sides: list[int], height: float, aspect: float) -> list[float]:
    """The spine of each figure: one keeps looking room before it, two face each other, more stand in a row."""
    half = aspect / 2
    count = len(sides)
    if count == 1:
        return [sides[0] * half * (0.36 if height < 1.3 else 0.2 if height < 4 else 0.06)]
    if count == 2 and sides[0] != sides[1]:
        gap = half * (0.3 if height < 0.3 else 0.42 if height < 1.0 else 0.5)
        order = sorted(range(2), key=lambda at: sides[at])
        places = [0.0, 0.0]
        places[order[0]], places[order[1]] = -gap, gap
        return places
    order = sorted(range(count), key=lambda at: (sides[at], at))
    places = [0.0] * count
    for slot, at in enumerate(order):
        places[at] = half * 0.72 * (2 * slot / max(1, count - 1) - 1)
    return places


def _person(figure: Figure, look: Look, x: float, height: float, facing: int, alone: bool) -> Person:
    # A close framing is told by the face, whoever's it is; side by side people differ in height.
    tall = height if alone and height > _STANDING else height * look.build
    if height <= _STANDING:
        foot = 0.235 + 0.235 * min(1.0, height / _STANDING) + between(-0.006, 0.006, "foot", figure.name)
        top = max(_CLEAR + _worn(look, tall), foot - tall)
    else:
        top = float(np.interp(height, _HEIGHTS, _TOPS)) + (height - tall) * (0.5 if height < 2 else 0.04)
        if height < _BARE_FACE:
            top = max(top, _CLEAR) + _worn(look, tall)
    light = -1 if facing >= 0 else 1
    stance = Stance(x, top, tall, facing=facing, light=light)
    return Person(figure.name, look, stance, True, figure.references)


def _over_the_shoulder(
    body: PanelBody, subject: Figure, figures: list[Figure], closeness: float, aspect: float
) -> tuple[Person, ...]:
    """The subject beyond the back of whoever it faces; nobody else there means a nameless back."""
    side = _side(subject, figures, body.terms) or 1
    other = next((figure for figure in figures if figure is not subject), None)
    name = other.name if other else "someone"
    half = aspect / 2
    dirty = amount(body.terms, "dirty") > 0
    front = _person(
        subject,
        look_of(subject.name, subject.look),
        side * half * (0.1 if dirty else 0.28),
        closeness * 0.86,
        -side,
        alone=True,
    )
    back_look = look_of(name, other.look if other else "dark coat")
    stance = Stance(-side * half * (1.06 if dirty else 0.72), -0.24, 4.0, facing=side, away=True, light=-side)
    return front, Person(name, back_look, stance, False, other.references if other else ())


def _things(objects: list[Figure], body: PanelBody, insert: bool, aspect: float) -> tuple[Thing, ...]:
    if insert:
        return tuple(
            Thing(thing.name, thing.look, 0.0, 0.27, 0.56, thing.references) for thing in _shown(objects, body)
        )
    wide = amount(body.terms, "height", 1.0) < 0.6
    size = 0.12 if wide else 0.2
    return tuple(
        Thing(thing.name, thing.look, (thing.side or (1 - 2 * (at % 2))) * aspect * 0.3, 0.36, size, thing.references)
        for at, thing in enumerate(objects)
    )


def _shown(objects: list[Figure], body: PanelBody) -> list[Figure]:
    """What an insert shows: the object it names, else the first its words speak of, else none."""
    if objects:
        return objects[:1]
    said = " ".join((*(f"{term.name} {term.words}" for term in body.terms), *body.action))
    known = known_in(said)
    return [Figure(name=known, kind="object", look=" ".join(body.action))] if known else []
