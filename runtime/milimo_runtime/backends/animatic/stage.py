"""Staging: from a panel's body to a scene: the light, the place, who and what is in it, for `amounts` to steer.

Nothing is drawn here. Where people stand is `blocking`'s.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.amounts import amount, total, totals
from milimo_runtime.backends.animatic.blocking import ALONE, CLEAR, STANDING, people_of, worn
from milimo_runtime.backends.animatic.crowds import crowd_of
from milimo_runtime.backends.animatic.details import Part, Shown, shown_in
from milimo_runtime.backends.animatic.grade import grade_of
from milimo_runtime.backends.animatic.lands import Land, land_of, unlit
from milimo_runtime.backends.animatic.mood import mood_of, says
from milimo_runtime.backends.animatic.rooms import Room, room_of
from milimo_runtime.backends.animatic.scene import Front, Person, Scene
from milimo_runtime.backends.animatic.seating import bed_in, cleared, furnished, seat_in, settled
from milimo_runtime.backends.animatic.shoulder import is_over_the_shoulder, over_the_shoulder
from milimo_runtime.backends.animatic.things import among, beheld
from milimo_runtime.backends.animatic.vehicles.seating import moves, past_shoulder, seated, turned
from milimo_runtime.backends.animatic.vehicles.vehicle import vehicle_of

_INDOORS = ("room", "kitchen", "office", "house", "bar", "corridor", "hall", "bedroom", "library", "cabin", "apartment",
            "studio", "shop", "church", "café", "cafe", "diner", "hotel", "attic", "cellar", "garage")  # fmt: skip
_TOWERS = 1.45
"""A figure before a low camera is at most this much taller."""
_SEATED = 1.0
"""Nobody stands in a car: even the widest framing shows people there no smaller than this."""
_ABOARD = 0.42
"""A cabin is no larger than this makes it beside the people in it, however wide the framing."""


def stage(body: PanelBody, aspect: float) -> Scene:
    """The scene of a panel `aspect` frame heights wide."""
    terms = body.terms
    style = " ".join(f"{term.name} {term.words}" for term in terms).casefold()
    mood = mood_of(body.place, body.seed)
    words = f"{body.place.name} {body.place.look}".casefold()
    shown = shown_in(body)
    characters, objects, part = shown.characters, shown.objects, shown.part
    cutaway = amount(terms, "cutaway") > 0 and part is None
    insert = amount(terms, "insert") > 0 or part is not None or (bool(objects) and not characters)
    insert, cutaway = insert and not (cutaway or shown.height), cutaway and not shown.height
    closeness = shown.height or _closeness(terms, len(characters), insert)
    horizon = 0.03 + total(terms, "horizon")
    inside = body.place.interior
    if inside is None:
        inside = says(words, _INDOORS) or vehicle_of(body.place.name.casefold(), "") is not None
    place: Land | Room
    if inside:
        place = room_of(body.place.name.casefold(), body.place.look.casefold(), body.seed, horizon)
    else:
        peopled = bool(characters) and not (insert or cutaway)
        place = land_of(body.place.name.casefold(), body.place.look.casefold(), body.seed, horizon, peopled)
        place = replace(place, unlit=unlit(" ".join((body.place.look, *body.action))))
    overhead = amount(terms, "overhead") > 0 and not insert
    if isinstance(place, Room) and place.vehicle and characters and not (overhead or insert):
        closeness = max(closeness, _SEATED + 0.2 * closeness if place.vehicle == "car" else _ABOARD)
    people: tuple[Person, ...] = ()
    in_car = isinstance(place, Room) and place.vehicle == "car" and not (overhead or insert or cutaway)
    if in_car:
        characters = turned(characters)
    if characters and is_over_the_shoulder(body) and not (insert or cutaway):
        people = over_the_shoulder(body, characters, closeness, aspect, bed_in(place, body))
    elif not (insert or cutaway):
        people = people_of(body, characters, closeness, aspect, seat_in(place), bed_in(place, body))
    people = tuple(_seen_as(person, shown) for person in people)
    car: Front | None = None
    if in_car and people:
        told = " ".join(body.action)
        if is_over_the_shoulder(body):
            people, car = past_shoulder(people)
        else:
            people, car = seated(people, characters, place.name, told, aspect)
    if not (insert or cutaway or overhead or _aboard(place) or is_over_the_shoulder(body)):
        people = (*crowd_of(body, people, closeness, aspect, horizon, seat_in(place)), *people)
    alone = insert or cutaway
    things = beheld(shown, body, insert) if alone else among(objects, body, aspect, isinstance(place, Room))
    said = totals(terms)
    if says(style, _COLOURLESS) and "saturation" not in said:
        said |= {"saturation": -1.0, "contrast": 0.45 + said.get("contrast", 0.0)}
    people = tuple(_modelled(person, said) for person in people)
    if overhead:
        people = tuple(_from_above(person, at) for at, person in enumerate(people))
    else:
        tilt = total(tuple(term for term in terms if term.kind == "angle"), "tilt")
        people = tuple(_lowered(person if car else _grounded(person, place.ground), tilt) for person in people)
        people = tuple(_within(person, place, horizon) for person in people)
    people = settled(people, place, body.action)
    people, seats, tables = (people, (), ()) if overhead or _aboard(place) else furnished(people, place)
    place = cleared(place, people)
    return Scene(
        mood=mood,
        place=place,
        people=people,
        things=things,
        insert=insert,
        part=part or (Part("hands", _whose(characters)) if insert and not things else None),
        overhead=overhead,
        closeness=closeness,
        grade=grade_of(said),
        finish=said,
        back=min(1.0, said.get("back", 0.0)),
        blur=_blur(terms, closeness, insert),
        behind=_behind(terms, overhead),
        oval=1 + said.get("oval", 0.0),
        horizon=0.0 if overhead or insert else horizon,
        seed=body.seed,
        aim=_aim(body, people),
        car=car,
        seats=seats,
        tables=tables,
        driven=moves(" ".join((body.place.name, body.place.time_of_day, *body.action))),
    )


_FAR_IN = 1.5
"""A camera that comes nearer than this many times leaves the middle between people empty."""


def _aim(body: PanelBody, people: tuple[Person, ...]) -> str:
    """Whom of several a camera that goes far in ends on: the subject, who speaks first, who is named first."""
    shown = {person.name for person in people if person.label}
    closest = math.prod(max(term.draft.amounts.get(name, (1.0,))) for term in body.terms for name in ("zoom", "push"))
    if len(shown) < 2 or closest <= _FAR_IN:
        return ""
    subjects = (figure.name for figure in body.figures if figure.subject)
    speakers = (speech.figure for speech in sorted(body.speaking, key=lambda one: one.span.start))
    named = (figure.name for figure in body.figures)
    return next(name for name in (*subjects, *speakers, *named) if name in shown)


def _aboard(place: Land | Room) -> bool:
    return isinstance(place, Room) and bool(place.vehicle)


_COLOURLESS = ("black-and-white", "black and white", "monochrome", "noir")


def _blur(terms: tuple[Term, ...], closeness: float, insert: bool) -> float:
    if amount(terms, "deep") > 0:
        return 0.0
    return min(1.0, amount(terms, "blur") + (0.45 if closeness > ALONE else 0.0) + (0.5 if insert else 0.0))


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


def _closeness(terms: tuple[Term, ...], people: int, insert: bool) -> float:
    if insert:
        return 2.4
    return amount(terms, "height", 0.5 if people == 0 else 1.45 if people > 1 else 1.1)


def _whose(characters: list[Figure]) -> Figure | None:
    """Whose hands an insert of nothing in particular shows: the subject's, if anybody's."""
    return next((figure for figure in characters if figure.subject), characters[0] if characters else None)


def _seen_as(person: Person, shown: Shown) -> Person:
    """The figure from behind where its back is meant, and its mouth in the middle where that is."""
    stance = replace(person.stance, away=person.stance.away or shown.away)
    return replace(person, stance=replace(stance, top=-shown.down * stance.height) if shown.down else stance)


_LAID = 0.72
"""Someone who lies is seen whole from above, however close the framing."""


def _from_above(person: Person, at: int) -> Person:
    """The figure a little larger, about the middle of the frame: a plan has no far and near."""
    stance = person.stance
    height = 1.3 * stance.height
    if stance.posture == "lie":
        height = min(height, _LAID)
        x = stance.x + stance.facing * 0.36 * stance.height
        return replace(person, stance=replace(stance, x=x, top=0.06 - height / 2, height=height, above=True))
    middle = 0.03 + 0.1 * ((at % 3) - 1 if at else 0) * min(1.0, height)
    return replace(person, stance=replace(stance, top=middle - 0.07 * height, height=height, above=True, away=False))


def _grounded(person: Person, ground: float) -> Person:
    """The figure set down where there is ground: before a low camera, whose ground is low in the frame, it towers."""
    stance = person.stance
    short = ground + 0.03 - stance.floor
    if stance.height > STANDING or short <= 0 or person.look.kind == "baby":
        return person
    grown = min(short, (_TOWERS - 1) * stance.height)
    height = stance.height + grown
    top = stance.floor + short - stance.tall * height
    return replace(person, stance=replace(stance, top=top, height=height))


def _lowered(person: Person, tilt: float) -> Person:
    """The figure lower where a camera that looks down would bring its head among the crew's words."""
    stance = person.stance
    short = min(-tilt, CLEAR + worn(person.look, stance.height) - (stance.top + tilt))
    return person if short <= 0 else replace(person, stance=replace(stance, top=stance.top + short))


_FARTHEST, _NARROWEST = 4.0, 1.02
"""Who goes away from us is in the end at most so many times as far as at first; and indoors this far from the wall."""


def _within(person: Person, place: Land | Room, horizon: float) -> Person:
    """The figure on a way that ends where the place does."""
    walk, stance = person.walk, person.stance
    if walk is None or walk.distances == (1.0, 1.0):
        return person
    farthest = min(_FARTHEST, max(1.0, (stance.floor - horizon) / max(0.01, _NARROWEST * (place.ground - horizon))))
    near, far = (min(farthest, distance) for distance in walk.distances)
    return replace(person, walk=replace(walk, distances=(near, far)))
