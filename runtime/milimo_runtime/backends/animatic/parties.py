"""Those who go together go the same way, side by side or one after another: how they are placed, and how they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_lang.ir.values import Posture
from milimo_runtime.backends.animatic.scene import Person
from milimo_runtime.backends.animatic.walks import PACES, into_depth, walk_of
from milimo_runtime.backends.animatic.ways import arrives, depth_of, in_file, meet
from milimo_runtime.media.chance import chance

_SHOULDER, _CHASE = 0.3, 1.0
"""How far apart those go who go side by side, and one after another, standing heights."""
_ROOM = 0.62
"""How much of the frame's width those who go take, at the most."""
_BEGUN = 5
"""By how many drawings each one's steps are ahead of the one's before: in step, and not like soldiers."""
_RESTS = ("sit", "kneel", "lie")

Party = list[int]
"""Those who go together, by their places in the list of people."""


def set_off(people: Sequence[Person], figures: Sequence[Figure], body: PanelBody, aspect: float) -> list[Person]:
    """The people with their ways through the frame; those who go look where they go."""
    going = list(people)
    for path, party in _parties(people, figures, body):
        depth = depth_of(figures[party[0]], body)
        if path in ("", "across") or depth:
            going = _abreast(going, figures, party, body, aspect, depth != 0)
        for at, walker in zip(party, _walking(going, figures, path, party, body, aspect, depth), strict=True):
            going[at] = walker
    return going


def _parties(people: Sequence[Person], figures: Sequence[Figure], body: PanelBody) -> list[tuple[str, Party]]:
    """Those who go, by their path; those who meet go each alone."""
    parties: dict[str, Party] = {}
    for at, (person, figure) in enumerate(zip(people, figures, strict=True)):
        path = "in" if _rests(person) and arrives(figure, body) else figure.path
        if (figure.posture in ("walk", "run") or path) and (not _rests(person) or path in ("in", "out")):
            parties.setdefault(path, []).append(at)
    if {"", "across"} <= set(parties):
        parties["across"] = sorted(parties.pop("") + parties["across"])
    if meet(body.action):
        return [(path, [at]) for path, party in parties.items() for at in party]
    return list(parties.items())


def _rests(person: Person) -> bool:
    return person.stance.posture in _RESTS


def _abreast(
    people: list[Person], figures: Sequence[Figure], party: Party, body: PanelBody, aspect: float, depth: bool
) -> list[Person]:
    """A party moved together about the middle, the first of it ahead."""
    if len(party) < 2:
        return people
    names = [figures[at].name for at in party]
    file = in_file(names, body.action)
    order = sorted(party, key=lambda at: (file or names).index(figures[at].name))
    apart = (_CHASE if file else _SHOULDER) * max(people[at].stance.height for at in party)
    apart = min(apart, _ROOM * aspect / (len(party) - 1))
    towards = 1 if depth else _towards(people[party[0]], figures[party[0]])
    placed = list(people)
    for rank, at in enumerate(order):
        x = towards * apart * ((len(party) - 1) / 2 - rank)
        placed[at] = replace(people[at], stance=replace(people[at].stance, x=x))
    return placed


def _walking(
    people: Sequence[Person],
    figures: Sequence[Figure],
    path: str,
    party: Party,
    body: PanelBody,
    aspect: float,
    depth: int,
) -> list[Person]:
    """The people of a party, on their way at the pace of the first."""
    seconds, first = Fraction(body.frames) / body.rate, people[party[0]]
    tallest = max(people[at].stance.height for at in party)
    pace = PACES[_gait(figures[party[0]])] * tallest * float(seconds) / body.frames
    places = [people[at].stance.x for at in party]
    towards = _towards(first, figures[party[0]], path)
    walkers = []
    for rank, at in enumerate(party):
        person, gait = people[at], _gait(figures[at])
        ends = (min(places), max(places))
        walk = walk_of(gait, path, ends, towards, person.stance.height, aspect, body.frames, pace)
        walk = replace(walk, begun=rank * _BEGUN)
        if depth:
            person = replace(person, stance=replace(person.stance, away=depth > 0))
            walk = into_depth(walk, depth > 0, body.frames)
        walkers.append(replace(person, walk=walk))
    return walkers


def _towards(person: Person, figure: Figure, path: str = "across") -> int:
    """Which way someone goes: from the side where it stands, or away over that side."""
    stance = person.stance
    inwards = -figure.side or (1 if chance("way", figure.name) < 0.5 else -1)
    if not path and figure.side:
        return (stance.facing > 0) - (stance.facing < 0)
    return -inwards if path == "out" else inwards


def _gait(figure: Figure) -> Posture:
    return "run" if figure.posture == "run" else "walk"
