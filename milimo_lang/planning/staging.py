"""Who and what stands in a shot's picture, and on which side.

Sides keep the line across a scene. They come from the order of declaration, never from the order of shots:
each character has a side of its own, and gives way only to those of the scene who were declared earlier on
that side, to those of its own shots first. So a shot put in front of a scene moves nobody who could stay.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath

from milimo_lang.ir.bodies import Figure, Place
from milimo_lang.ir.plan import Input
from milimo_lang.ir.screenplay import Element, ImageRef, Scene, Screenplay, Shot
from milimo_lang.planning.mentions import Elements, base, distinct
from milimo_lang.world import PICTURES


@dataclass(frozen=True, slots=True)
class Staging:
    """A shot's figures and place, and the pictures they are drawn after."""

    place: Place
    figures: tuple[Figure, ...]
    inputs: tuple[Input, ...]


def staging(shot: Shot, scene: Scene, screenplay: Screenplay, sides: Mapping[str, int]) -> Staging:
    """The figures in order of first appearance; reference pictures play the roles `reference/N` and
    `place/0`.
    """
    inputs: list[Input] = []
    elements = screenplay.elements
    cast = _cast(shot, elements)
    subjects = _subjects(shot, cast, elements)
    figures = _placed([_figure(name, shot, elements, sides, subjects, inputs) for name in cast], elements)
    figures += _things(shot, figures, elements)
    return Staging(place(scene, elements, shot.weather), tuple(figures), (*inputs, *_views(shot, scene, screenplay)))


def place(scene: Scene, elements: Elements, weather: str = "") -> Place:
    """Where a scene plays: its declared location, else what its heading says; in the `weather` its action tells of."""
    location = elements.get(scene.place) if scene.place else None
    return Place(
        name=location.base if location else scene.place_text,
        interior=scene.interior,
        time_of_day=scene.time_of_day,
        look=location.look if location else "",
        weather=weather,
    )


def scene_sides(scene: Scene, elements: Elements) -> dict[str, int]:
    """-1 (left) or 1 (right) for each character of the scene, by name without variant."""
    ranks = _ranks(elements)
    casts = [{base(name, elements) for name in shot.cast if _is_character(name, elements)} for shot in scene.shots]
    sides: dict[str, int] = {}
    for name in sorted(set[str]().union(*casts), key=lambda who: _order(who, ranks)):
        own = -1 if ranks.get(name, _parity(name)) % 2 == 0 else 1
        beside = {other for cast in casts if name in cast for other in cast}
        more = _more(own, (side for other, side in sides.items() if other in beside)) or _more(own, sides.values())
        sides[name] = -own if more > 0 else own
    return sides


def _more(own: int, sides: Iterable[int]) -> int:
    """By how many there are more on one's own side than on the other."""
    return sum(1 if side == own else -1 for side in sides)


def _placed(figures: list[Figure], elements: Elements) -> list[Figure]:
    """The figures with their places. Of one side who is declared first stands farther out; two face each other."""
    ranks = _ranks(elements)
    people = [figure for figure in figures if figure.kind == "character"]
    people.sort(key=lambda figure: _order(figure.name, ranks), reverse=True)
    people.sort(key=lambda figure: figure.side)
    left = [one for one in reversed(people) if one.side <= 0]
    places = {one.name: at for at, one in enumerate((*left, *(one for one in people if one.side > 0)))}
    pair = len(people) == 2 and people[0].side == people[1].side
    return [
        one.model_copy(update={"place": places[one.name]} | ({"side": 2 * places[one.name] - 1} if pair else {}))
        if one.name in places
        else one
        for one in figures
    ]


def _order(name: str, ranks: Mapping[str, int]) -> tuple[int, str]:
    """Those who are declared in their order, and then the others by name."""
    return ranks.get(name, len(ranks)), name


def _ranks(elements: Elements) -> dict[str, int]:
    """Declared characters by order of declaration, counted from 0."""
    people = sorted((e.order, e.base) for e in elements.values() if e.kind == "character" and not e.implied)
    return {name: rank for rank, name in enumerate(dict.fromkeys(name for _, name in people))}


def _parity(name: str) -> int:
    """A side for someone nobody declared: from the name alone."""
    return hashlib.sha256(name.casefold().encode(errors="surrogatepass")).digest()[0]


def _is_character(name: str, elements: Elements) -> bool:
    return name not in elements or elements[name].kind == "character"


def _cast(shot: Shot, elements: Elements) -> tuple[str, ...]:
    """The characters and objects of the shot, each once."""
    drawn = ("character", "object")
    return distinct((n for n in shot.cast if n not in elements or elements[n].kind in drawn), elements)


def _subjects(shot: Shot, cast: Sequence[str], elements: Elements) -> set[str]:
    """Whom the shot is on; over someone's shoulder, where it does not say, who speaks there or else who is there."""
    on = {base(s.element, elements) for s in shot.subjects if s.element and s.relation in ("on", "with")}
    over = {base(s.element, elements) for s in shot.subjects if s.element and s.relation == "over"}
    if on or not any("shoulder" in term.draft.amounts for term in shot.terms):
        return on
    shown = [base(name, elements) for name in cast]
    speaking = [base(one.speaker, elements) for one in shot.moments if one.kind == "speech" and not one.off_screen]
    return set([one for one in (*speaking, *shown) if one in shown and one not in over][:1])


def _figure(
    name: str,
    shot: Shot,
    elements: Elements,
    sides: Mapping[str, int],
    subjects: Set[str],
    inputs: list[Input],
) -> Figure:
    element, plain = elements.get(name), base(name, elements)
    roles = tuple(_referenced(element, inputs)) if element else ()
    acting = next((one for one in shot.acting if one.element == plain), None)
    return Figure(
        name=plain,
        kind="object" if element and element.kind == "object" else "character",
        look=element.look if element else "",
        side=sides.get(plain, 0),
        posture=acting.posture if acting else "stand",
        path=acting.path if acting else "",
        seat=acting.seat if acting else "",
        subject=plain in subjects,
        references=roles,
    )


_NEAR = 1.9
"""A framing with figures this tall (frame heights) may be of a thing, or of a part of somebody."""


def _things(shot: Shot, figures: list[Figure], elements: Elements) -> Iterable[Figure]:
    """What a close shot, an insert or a cutaway is on that nobody declared: `the match`, `Mara's hand`."""
    taken = {figure.name for figure in figures}
    amounts = [term.draft.amounts for term in shot.terms if term.kind == "framing"]
    apart = any({"insert", "cutaway"} & set(one) for one in amounts)
    if not (apart or any(one.get("height", (0.0,))[0] >= _NEAR for one in amounts)):
        return
    if apart and not shot.subjects and (told := _named_alone(shot.head)):
        yield Figure(name=told, kind="object", subject=True)
    for subject in shot.subjects:
        owner = elements.get(subject.element) if subject.element else None
        name = f"{base(subject.element, elements)}'s {subject.part}" if subject.element else subject.text
        if subject.relation == "on" and name not in taken and (subject.part or not subject.element):
            yield Figure(name=name, kind="object", look=owner.look if owner else "", subject=True)


_FEW = 4
_SOMEBODY = ("he", "she", "it", "they", "we", "i", "you")


def _named_alone(head: str) -> str:
    """What `insert: a bone` names in so few words that they tell of nothing else; else nothing."""
    words = re.split(r"[,.;:]", head)[0].split()
    return " ".join(words) if 0 < len(words) <= _FEW and words[0].casefold() not in _SOMEBODY else ""


def pictures(element: Element) -> list[ImageRef]:
    """The picture files of an element: what no model has made yet is not drawn after."""
    return [image for image in element.images if isinstance(image, ImageRef)]


def still_references(shot: Shot) -> tuple[ImageRef, ...]:
    """The shot's own references that are pictures: films are for the models that film."""
    return tuple(image for image in shot.references if PurePosixPath(image.path).suffix.lower() in PICTURES)


def _referenced(element: Element, inputs: list[Input]) -> Iterable[str]:
    for image in pictures(element):
        role = f"reference/{len(inputs)}"
        inputs.append(Input(role=role, asset=image.path))
        yield role


def _views(shot: Shot, scene: Scene, screenplay: Screenplay) -> list[Input]:
    """The picture of the place: the shot's own reference picture, else the location's first."""
    location = screenplay.elements.get(scene.place) if scene.place else None
    views = [*still_references(shot), *(pictures(location) if location else ())]
    return [Input(role="place/0", asset=view.path) for view in views[:1]]
