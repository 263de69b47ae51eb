"""Where things stand, lie and hang: on a table before us, on a stand, among people, from a beam, on a wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_runtime.backends.animatic.amounts import amount
from milimo_runtime.backends.animatic.details import Shown
from milimo_runtime.backends.animatic.props.table import has_shape, held_by, known_in
from milimo_runtime.backends.animatic.scene import On, Thing

_BEHELD, _ON_STAND = 0.17, 0.19
"""How tall what a cutaway is on stands, and where: a detail of its place, on a table or a ledge."""
_LAID, _ON_TABLE = 0.56, 0.27
"""The same of what an insert is on."""
_HUNG, _HANGS = 0.74, 0.32
"""The same of what either is on that hangs from a beam."""
_ON_WALL, _FOOT = (0.6, 0.4), (0.24, 0.14)
"""The same of what an insert and a cutaway are on that hangs on a wall."""
_BESIDE = (-0.46, 0.24, 0.34)
"""Where what a hand is on lies, and how tall it is."""
_BEAM = -0.52
"""Where the beam is that something hangs from among people: at the upper edge of the frame."""
_HIGH = -0.13
"""How high the foot of what hangs on a wall is among people."""


def beheld(shown: Shown, body: PanelBody, insert: bool) -> tuple[Thing, ...]:
    """What an insert or else a cutaway is on, alone in its frame."""
    found = []
    for one in _meant(shown, body):
        on = _on(one, "tabletop" if insert else "stand")
        match on:
            case "beam":
                foot, height = _HANGS, _HUNG
            case "wall":
                foot, height = _FOOT[not insert], _ON_WALL[not insert]
            case _:
                foot, height = (_ON_TABLE, _LAID) if insert else (_ON_STAND, _BEHELD)
        label = bool(one.references) or has_shape(one.name, one.look)
        thing = Thing(one.name, one.look, 0.0, foot, height, one.references, on, label)
        if shown.part is not None:
            x, foot, height = _BESIDE
            thing = replace(thing, x=x, foot=foot, height=height, on="tabletop", label=False)
        found.append(thing)
    return tuple(found)


def among(objects: Sequence[Figure], body: PanelBody, aspect: float, indoors: bool) -> tuple[Thing, ...]:
    """The objects of a shot of people, at the sides of the frame."""
    size = 0.12 if amount(body.terms, "height", 1.0) < 0.6 else 0.2
    found = []
    for at, one in enumerate(objects):
        on = _on(one, "ground")
        foot, height = 0.36, size
        if on == "beam":
            foot, height = _BEAM + 2 * size, 2 * size
        elif on == "wall" and indoors:
            foot = _HIGH
        x = (one.side or (1 - 2 * (at % 2))) * aspect * 0.3
        found.append(
            Thing(one.name, one.look, x, foot, height, one.references, on if indoors or on == "beam" else "ground")
        )
    return tuple(found)


def _on(one: Figure, stood: On) -> On:
    """What it hangs from, or is `stood` on; a picture of it stands as any other does."""
    return stood if one.references else held_by(one.name, one.look) or stood


def _meant(shown: Shown, body: PanelBody) -> list[Figure]:
    """What is shown: the object that is named, else the first the words speak of, else none."""
    if shown.objects or shown.part is not None:
        return shown.objects[:1]
    said = " ".join((*(f"{term.name} {term.words}" for term in body.terms), *body.action))
    known = known_in(said)
    return [Figure(name=known, kind="object", look=" ".join(body.action))] if known else []
