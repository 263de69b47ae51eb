"""Who stands, sits or lies where in the frame, how large, turned which way.

Left and right come with the figures (`side`), so the line between two people holds.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import Posture
from milimo_runtime.backends.animatic.aiming import aim_of, parted_for, way_of
from milimo_runtime.backends.animatic.amounts import amount, total
from milimo_runtime.backends.animatic.figures.animals import HEADS
from milimo_runtime.backends.animatic.figures.creatures import is_beast
from milimo_runtime.backends.animatic.figures.poses import BEARINGS
from milimo_runtime.backends.animatic.figures.stance import TALL, Seat, Stance, tall_of
from milimo_runtime.backends.animatic.groups import across, closest, parted, rows
from milimo_runtime.backends.animatic.heeding import heeding
from milimo_runtime.backends.animatic.looks import Look, look_of
from milimo_runtime.backends.animatic.miens import mien_of
from milimo_runtime.backends.animatic.parties import set_off
from milimo_runtime.backends.animatic.scene import Person
from milimo_runtime.media.chance import between, chance

# Where the top of a head stands (world y) for a figure of a height: headroom shrinks, the eyes stay in the upper third.
_HEIGHTS = (0.0, 0.85, 1.2, 1.6, 2.4, 3.6, 7.5, 9.9, 20.0)
# Where a face is cut, its mouth stays above the captions.
_TOPS = (0.0, -0.285, -0.285, -0.275, -0.275, -0.29, -0.66, -0.935, -1.43)
CLEAR = -0.285
"""No figure shown with its feet has the top of its head above this: the crew's words stand there."""
STANDING = 0.88
"""Figures up to this height are shown with their feet."""
_BARE_FACE = 4.0
"""From this height on a face is cut at brow and chin, and no headroom is kept."""
_PROFILE = 3
"""How many times farther than usual a head turns in profile."""
ALONE = 2.0
"""From this height on a frame holds one face."""
_LOWEST = 0.3
"""How far beneath the heads of those who stand, frame heights, the head of one who does not is at most."""
_LYING = 0.1
"""Where the head of someone who lies is in a frame without feet, less as the framing closes in."""
_FLOOR = 0.44
"""Where the floor of a room is, at the least, under someone who lies on it in such a frame."""


def people_of(
    body: PanelBody, figures: list[Figure], closeness: float, aspect: float, seat: Seat, bed: Seat
) -> tuple[Person, ...]:
    """Who is in the frame, the farther ones first; `seat` is what there is to sit on, `bed` what to lie on."""
    terms = body.terms
    if not figures:
        return ()
    subjects = [figure for figure in figures if figure.subject] or figures[:1]
    aim = aim_of(figures, terms)
    if aim and (len(figures) == 2 or closeness >= ALONE):
        return _two_places(aim, body, closeness, aspect, seat, bed)
    if amount(terms, "alone") > 0 or (closeness >= ALONE and amount(terms, "two") == 0):
        figures = subjects[:1]
    height = closeness * (1 + 0.28 * amount(terms, "near"))
    if len(figures) > 1:
        height = min(height, closest(len(figures), aspect))
    placed = any("side" in term.draft.amounts for term in terms)
    order = [(not (placed and figure.subject), figure.place, figure.name) for figure in figures]
    sides = parted([side_of(figure, figures, terms) for figure in figures], order)
    back = rows(sides, order, height, aspect)
    people = []
    for figure, side, x, row in zip(figures, sides, across(sides, order, back, height, aspect), back, strict=True):
        person = person_of(figure, x, height, _facing(terms, side), figures, seat, bed)
        mien = mien_of(figure.name, body.action, sum(one.kind == "character" for one in body.figures) == 1)
        person = replace(person, stance=replace(person.stance, mien=mien))
        people.append(_set_back(person) if row else person)
    sided = [figure.model_copy(update={"side": side}) for figure, side in zip(figures, sides, strict=True)]
    people = _in_arms(set_off(people, sided, body, aspect), body.action)
    people = heeding(people, body)
    if amount(terms, "away") > 0:
        people = [replace(one, stance=replace(one.stance, away=True)) for one in people]
    behind = [-1 if person.look.kind == "baby" else row for person, row in zip(people, back, strict=True)]
    return tuple(person for _, person in sorted(zip(behind, people, strict=True), key=lambda pair: -pair[0]))


def _two_places(
    aim: tuple[Figure, Figure, Term], body: PanelBody, closeness: float, aspect: float, seat: Seat, bed: Seat
) -> tuple[Person, ...]:
    """Two whom a camera shows one after the other: each is framed alone."""
    first, target, move = aim
    way = way_of(first, target, move)
    one, other = (
        person_of(figure, 0.0, closeness, facing, [figure], seat, bed)
        for figure, facing in ((first, way), (target, -way))
    )
    return parted_for(move, one, other, way, aspect, 0.03 + total(body.terms, "horizon"))


def _facing(terms: tuple[Term, ...], side: int) -> int:
    if amount(terms, "pov") > 0 or amount(terms, "front") > 0:
        return 0
    facing = side if amount(terms, "short") > 0 else -side
    return _PROFILE * (facing or 1) if amount(terms, "profile") > 0 else facing


def side_of(figure: Figure, figures: list[Figure], terms: tuple[Term, ...]) -> int:
    placed = next((term.draft.amounts["side"][0] for term in terms if "side" in term.draft.amounts), None)
    if placed is not None and (figure.subject or len(figures) == 1):
        return round(placed)
    return figure.side


def person_of(
    figure: Figure, x: float, height: float, facing: int, figures: list[Figure], seat: Seat, bed: Seat
) -> Person:
    look, alone = look_of(figure.name, figure.look), len(figures) == 1
    beast = is_beast(look.kind) or look.kind == "baby"
    posture: Posture = "stand" if beast or figure.posture in ("walk", "run") else figure.posture
    # A close framing is told by the face, whoever's it is; side by side people differ in height.
    tall = _seen(look, height) if alone and height > STANDING and not beast else height * look.build
    light = -1 if facing >= 0 else 1
    on = _seat(figure, posture, seat, bed, height)
    low = tall_of(posture, on)
    stance = Stance(
        x, 0.0, tall, facing=facing, light=light, posture=posture, seat=on,
        bearing=_bearing(figure.name), broad=is_beast(look.kind), head=look.head,
    )  # fmt: skip
    if height <= STANDING:
        foot = 0.235 + 0.235 * min(1.0, height / STANDING) + between(-0.006, 0.006, "foot", figure.name)
        top = max(CLEAR + worn(look, tall), foot - tall * low)
    else:
        lower = 0.5 if height < 2 else 0.04
        top = float(np.interp(height, _HEIGHTS, _TOPS)) + (0.0 if alone and not beast else (height - tall) * lower)
        if height < _BARE_FACE:
            top = max(top, CLEAR) + worn(look, tall)
        if not alone and any(TALL[other.posture] - 0.1 > low for other in figures):
            top += min(_LOWEST, (1 - low) * tall)
    stance = replace(stance, top=top)
    if alone and height > STANDING and is_beast(look.kind):
        stance = _headed(stance, look, height)
    elif height > STANDING and is_beast(look.kind):
        stance = _beside(stance, look, height)
    return Person(figure.name, look, _lying(stance, height) if posture == "lie" else stance, True, figure.references)


_FACES = 3.0
"""From this height on every face alone is equally large; below, a child's head is larger in the frame, as it is."""


_MUZZLE = 0.11
"""How much of a framing an animal's head takes, standing heights: nearly what a face does."""
_MIDDLE = -0.03
"""Where the middle of an animal's head is in the frame."""


def _headed(stance: Stance, look: Look, height: float) -> Stance:
    """An animal alone, so near that its head is as large as a face would be, with the head in the frame."""
    ahead, down, half = HEADS[look.kind]
    tall = _MUZZLE * height / (2 * half)
    middle = min(_MIDDLE, 0.5 - 2.2 * half * tall)
    way = 1 if stance.facing >= 0 else -1
    return replace(stance, x=0.5 * stance.x - way * ahead * tall, top=middle - down * tall, height=tall)


def _beside(stance: Stance, look: Look, height: float) -> Stance:
    """An animal beside somebody, without its feet: its head where theirs would be, little larger than a head is."""
    ahead, _, half = HEADS[look.kind]
    tall = min(stance.height, 1.3 * _MUZZLE * height / (2 * half))
    way = 1 if stance.facing >= 0 else -1
    top = stance.top + 0.25 * (stance.height - tall)
    return replace(stance, x=stance.x - 0.8 * way * ahead * tall, top=top, height=tall)


def _seen(look: Look, height: float) -> float:
    """How tall someone alone would be in a framing without feet."""
    share = min(1.0, (height - STANDING) / (_FACES - STANDING))
    return height / float(look.head**share)


def _in_arms(people: list[Person], action: tuple[str, ...]) -> list[Person]:
    """Babies before the chest of who holds them: whom a sentence names with them, else the first who is no child."""
    holders = [one for one in people if one.look.kind == "person" and one.look.age != "child" and not one.walk]
    sentences = [sentence.casefold() for line in action for sentence in line.split(".")]

    def held(baby: Person) -> Person:
        names = (baby.name.casefold(), *(one.name.casefold() for one in holders))
        told = next((line for line in sentences if names[0] in line and any(name in line for name in names[1:])), "")
        holder = next((one for one in holders if one.name.casefold() in told), holders[0]).stance
        x, top = holder.x + 0.05 * (holder.facing or 1) * holder.height, holder.top + 0.2 * holder.height
        return replace(baby, stance=replace(baby.stance, x=x, top=top, height=0.27 * holder.height, posture="stand"))

    return [held(one) if one.look.kind == "baby" and holders else one for one in people]


def _seat(figure: Figure, posture: str, seat: Seat, bed: Seat, height: float) -> Seat:
    """What is under a figure: what it is said to be on, else what there is; a bed under the smallest would be a few
    pixels.
    """
    if posture == "lie":
        laid: Seat = "bed" if figure.seat in ("bed", "sofa") else "" if figure.seat else bed
        return laid if height > 0.3 else ""
    return (figure.seat or seat) if posture == "sit" else ""


def _lying(stance: Stance, height: float) -> Stance:
    """The middle of the body where the figure would stand; the head to the side it would look from."""
    ahead = 1 if stance.facing >= 0 else -1
    x = stance.x - ahead * (min(0.47 * stance.height, 0.5) if height < ALONE else 0.24)
    top = stance.top if height <= STANDING else max(stance.top, _LYING - 0.07 * stance.height)
    if stance.seat == "bed" and height <= STANDING:
        top -= 0.22 * stance.height
    if stance.seat == "" and height > STANDING:
        top = max(top, _FLOOR - TALL["lie"] * stance.height)
    return replace(stance, x=x, top=top, facing=ahead, light=ahead)


def _bearing(name: str) -> int:
    return int(chance("bearing", name.split(".")[0].casefold()) * BEARINGS)


def _set_back(person: Person) -> Person:
    """A figure of the second row: smaller, as much as its distance makes it, its head higher than those before it."""
    stance = person.stance
    smaller = 0.84 * stance.height
    rise = 0.035 * min(1.6, stance.height)
    return replace(person, stance=replace(stance, top=max(CLEAR, stance.top - rise), height=smaller))


def worn(look: Look, height: float) -> float:
    """How far a hat stands above the head of a figure of `height`."""
    return 0.02 * height if look.hat != "none" else 0.0
