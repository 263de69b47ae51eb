"""What there is to sit and lie on: the place's own seats, and the furniture that several share or that stands before
them: sofas, pews, beds, stairs, baths, desks, tables, bars.

Where people are put on a piece of a kind that a room has one of, the room's own is where they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from milimo_lang.ir.bodies import PanelBody
from milimo_runtime.backends.animatic.figures.stance import Seat, Stance
from milimo_runtime.backends.animatic.lands import Land
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.backends.animatic.rooms import Room
from milimo_runtime.backends.animatic.scene import Person, Seating

_ROOMS: dict[Seat, tuple[str, ...]] = {
    "pew": ("church",),
    "armchair": ("living room", "hotel lobby", "library", "theatre", "capsule", "cockpit", "salon", "spaceship bridge"),
    "bed": ("bedroom", "child's room", "hotel room", "hospital room", "prison cell", "tent", "spaceship quarters",
            "ship's cabin", "morgue"),
    "desk": ("office", "classroom", "control room", "newsroom studio"),
    "table": ("kitchen", "dining room", "café", "restaurant", "interrogation room", "caravan", "boardroom"),
    "bar": ("bar", "nightclub"),
    "bench": ("sauna", "waiting room", "airport terminal", "station hall", "locker room", "hospital corridor",
              "school corridor", "museum", "gym", "court room"),
    "stairs": ("staircase", "hall of a house"),
    "stool": ("attic", "cellar", "basement", "garage", "warehouse", "barn", "laboratory", "bathroom", "engine room"),
    "rock": ("cave", "tunnel"),
}  # fmt: skip
_OWN = {motif: seat for seat, motifs in _ROOMS.items() for motif in motifs}
"""What one sits on, or at, in a room that no words tell of."""
_PIECES: dict[Seat, tuple[str, ...]] = {
    "sofa": ("sofa",), "bed": ("bed", "cot", "hospital_bed"), "bath": ("bath",), "throne": ("throne",),
    "long table": ("long_table",),
}  # fmt: skip
"""Pieces that a room has one of, by the seats they are."""
_SHARED: tuple[Seat, ...] = ("sofa", "pew", "bench", "bed", "stairs", "wall", "bath")
_BEFORE: tuple[Seat, ...] = ("desk", "table", "long table", "bar", "piano", "bath")
_COUNTERS = ("bar", "nightclub", "café", "hotel lobby", "shop")
"""Rooms with a bar or a counter of their own, which is behind who sits there."""
_LEAST = 0.26
"""Furniture for smaller figures would be a few pixels: they have a seat of their own."""
_WILD = {"sea", "beach", "lake", "river", "swamp", "forest", "jungle", "field", "desert", "canyon", "mountains",
         "hills", "snowfield", "planet", "camp", "battlefield", "ruins", "castle"}  # fmt: skip
"""Lands where nobody has put a bench."""
_UPON = r"\b(?:in|into|on|onto|to|across) (?:(?!by|beside|near|next|under|at)\w+ ){0,3}?"
_ON_BED = re.compile(
    _UPON + r"(?:bed|sofa|couch|bunk|stretcher|cot|hammock|mattress|settee|divan|futon|gurney|berth)\b"
)
_ON_FLOOR = re.compile(_UPON + r"(?:floor|floorboards|ground|carpet|rug|tiles|boards|mat)\b")
_SLEEPING = {"bedroom", "child's room", "hospital room", "hotel room", "prison cell", "castle chamber", "ship's cabin",
             "spaceship quarters", "train compartment", "caravan"}  # fmt: skip
_CLAD = re.compile(r"\b(?:fully )?(?:clothed|dressed)\b|\bempty (?:bath|tub|bathtub)\b")


def seat_in(place: Land | Room) -> Seat:
    """What there is to sit on; a vehicle has its own seats."""
    if isinstance(place, Room):
        return "" if place.vehicle else _OWN.get(place.motif.name, "chair")
    return "rock" if place.motif.name in _WILD else "bench"


def bed_in(place: Land | Room, body: PanelBody) -> Seat:
    """A bed to lie on where the action says one, and in a room to sleep in unless it says the floor."""
    told = " ".join(body.action).casefold()
    sleeps = isinstance(place, Room) and place.motif.name in _SLEEPING
    return "bed" if _ON_BED.search(told) or (sleeps and not _ON_FLOOR.search(told)) else ""


def settled(people: Sequence[Person], place: Land | Room, action: Sequence[str]) -> tuple[Person, ...]:
    """The people on seats of the place's wood and cloth; who is in a bath has nothing on unless it is said."""
    clad = _CLAD.search(" ".join(action).casefold()) is not None

    def one(person: Person) -> Person:
        stance, look = person.stance, person.look
        if isinstance(place, Room):
            stance = replace(stance, wood=place.palette.wood, cloth=place.palette.accent)
        bare = stance.posture == "sit" and stance.seat == "bath" and not clad
        return replace(person, stance=stance, look=_undressed(look) if bare else look)

    return tuple(map(one, people))


def _undressed(look: Look) -> Look:
    return replace(look, cloth=look.skin, legs=look.skin, shoes=look.skin, sleeves="bare", garment="top", hat="none")


Furnished = tuple[tuple[Person, ...], tuple[Seating, ...], tuple[Seating, ...]]


def furnished(people: Sequence[Person], place: Land | Room) -> Furnished:
    """The people, and the furniture behind and before those who sit, each piece as wide as those who share it."""
    seats, tables = [], []
    for kind in dict.fromkeys((*_SHARED, *_BEFORE)):
        sat = [person.stance for person in people if _sits(person, kind)]
        if not sat or (kind == "bar" and isinstance(place, Room) and place.motif.name in _COUNTERS):
            continue
        piece = _piece(kind, sat, place)
        seats += [piece] if kind in _SHARED else []
        tables += [piece] if kind in _BEFORE else []
    kinds = {one.kind for one in seats}
    shared = (
        replace(one, stance=replace(one.stance, shared=any(_sits(one, kind) for kind in kinds))) for one in people
    )
    return tuple(shared), tuple(seats), tuple(tables)


def _sits(person: Person, kind: Seat) -> bool:
    stance = person.stance
    return person.label and stance.posture == "sit" and stance.seat == kind and stance.height >= _LEAST


def _piece(kind: Seat, sat: Sequence[Stance], place: Land | Room) -> Seating:
    """A piece of furniture for those who sit on it, or at it."""
    left, right = min(sat, key=lambda one: one.x), max(sat, key=lambda one: one.x)
    floor, size = max(one.floor for one in sat), max(one.height for one in sat)
    facing = -1 if left.facing < 0 else 1
    return Seating(kind, left.x, right.x, floor, size, facing, left.wood, left.cloth, isinstance(place, Land))


def cleared(place: Land | Room, people: Sequence[Person]) -> Land | Room:
    """The room without the piece that people are on: it is where they are."""
    if not isinstance(place, Room):
        return place
    kinds = {one.stance.seat for one in people if one.stance.posture in ("sit", "lie")}
    gone = {name for kind, names in _PIECES.items() if kind in kinds for name in names}
    if not gone:
        return place
    motif = place.motif
    kept = [tuple(piece for piece in row if _name(piece) not in gone) for row in (motif.back, motif.middle)]
    return replace(place, motif=replace(motif, back=kept[0], middle=kept[1]))


def _name(piece: object) -> str:
    """What function draws a piece that was `put`."""
    return str(getattr(getattr(piece, "args", (None,))[0], "__name__", ""))
