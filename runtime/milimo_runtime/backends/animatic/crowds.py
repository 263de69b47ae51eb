"""Nameless people in place: behind those who are named, or alone in a place, smaller and muted, and still."""

from __future__ import annotations

from dataclasses import replace

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_lang.ir.values import Posture
from milimo_runtime.backends.animatic.blocking import person_of
from milimo_runtime.backends.animatic.colour import Colour, mix
from milimo_runtime.backends.animatic.extras import Extras, extras_of
from milimo_runtime.backends.animatic.figures.poses import BEARINGS
from milimo_runtime.backends.animatic.figures.stance import PHASES, TALL, Seat
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.backends.animatic.scene import Person
from milimo_runtime.media.chance import between, chance

_CLOSEST = 1.6
"""A framing closer than this shows no crowd; somebody alone it shows as it shows whom it names."""
_BEYOND = 0.72
"""How much farther off a crowd is in a framing without feet."""
_NEAR, _FAR = 0.84, 0.62
"""How large those of a crowd are beside those who are named."""
_SPREAD = 0.86
"""How much of the frame's half width a crowd takes."""
_APART = 0.24
"""How far a figure of a crowd stands from one who is named, in the height of the crowd's."""
_MUTED: Colour = (126, 130, 136)


def crowd_of(
    body: PanelBody, people: tuple[Person, ...], closeness: float, aspect: float, horizon: float, seat: Seat
) -> tuple[Person, ...]:
    """Those the action speaks of who have no name, the farther ones first."""
    groups = extras_of(body.action, len(people))[:3]
    if closeness > _CLOSEST:
        groups = tuple(one for one in groups[:1] if one.count == 1 and not people)
    found = [
        _placed(group, at, body, people, closeness, horizon, seat) for group in groups for at in range(group.count)
    ]
    return tuple(sorted(_spread(found, people, aspect), key=lambda person: person.stance.floor))


def _placed(
    group: Extras, at: int, body: PanelBody, people: tuple[Person, ...], closeness: float, horizon: float, seat: Seat,
) -> Person:  # fmt: skip
    """One of a group, the size it has at its distance, in a stance of its own, not yet beside the others."""
    key = (body.place.name.casefold(), group.noun, at)
    name = f"{group.noun} {chr(97 + at)}"
    figure = Figure(name=name, look=group.looks[at % len(group.looks)], posture=group.posture)
    facing = 1 if chance("turned", *key) < 0.5 else -1
    if group.posture in ("walk", "run"):
        facing = 3 if chance("way", body.place.name, group.noun) < 0.5 else -3
    person = person_of(figure, 0.0, closeness, facing, [figure], seat, "")
    few = not people and group.count <= 3
    share = 1.0 if few else between(_FAR, _NEAR, "far", *key) * (_BEYOND if closeness > 0.88 else 1.0)
    stance = person.stance
    size = closeness * person.look.build * share
    # Feet stand where ground so far off is; those of the named are where a figure of the framing has them.
    foot = 0.235 + 0.235 * min(1.0, closeness / 0.88) if closeness <= 0.88 else closeness - 0.285
    foot = horizon + (foot - horizon) * share
    top = stance.top if few and closeness > 0.88 else foot - TALL[group.posture] * size
    bearing = int(chance("bearing", *key) * BEARINGS)
    phase = int(chance("phase", *key) * PHASES)
    height = stance.height if few and closeness > 0.88 else size
    stance = replace(stance, top=top, height=height, bearing=bearing, phase=phase, posture=_held(person, group))
    return replace(person, stance=stance, look=_muted(person.look, 0.16 if few else 0.42), label=False)


def _held(person: Person, group: Extras) -> Posture:
    return "stand" if person.stance.broad else group.posture


def _spread(group: list[Person], people: tuple[Person, ...], aspect: float) -> list[Person]:
    """The crowd across the frame, each off those who are named."""
    half, count = _SPREAD * aspect / 2, len(group)
    reach = half if people or count > 3 else min(half, 0.34 * max(1.0, sum(one.stance.height for one in group)))
    placed = []
    for at, person in enumerate(group):
        slot = (at + 0.5) / count * 2 - 1 if count > 1 else 0.0
        height = person.stance.height
        x = slot * reach + between(-0.22, 0.22, "aside", person.name) * reach / max(2, count)
        for one in people:
            short = _APART * height - abs(x - one.stance.x)
            if short > 0:
                x += short if x >= one.stance.x else -short
        placed.append(replace(person, stance=replace(person.stance, x=x)))
    return placed


def _muted(look: Look, share: float) -> Look:
    """The colours of somebody nobody looks at."""
    return replace(look, cloth=mix(look.cloth, _MUTED, share), legs=mix(look.legs, _MUTED, share))
