"""What a close shot, an insert or a cutaway is on when it is on no whole person: a part of somebody, or a thing.

`close on @Mara's hand` is a hand, `insert: her eyes` are eyes, and `close on the letter` is the letter. A thing that
nobody declared counts in a close shot only if there is a shape for it: else the people of the shot are shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_runtime.backends.animatic.amounts import amount
from milimo_runtime.backends.animatic.looks import Look, look_of
from milimo_runtime.backends.animatic.props.table import known_in
from milimo_runtime.backends.animatic.wording import CREATURES

Kind = Literal["hand", "hands", "fist", "feet"]
Side = Literal["eyes", "mouth", "back"]
_WORDS: dict[Kind | Side, tuple[str, ...]] = {
    "hand": ("hand", "palm", "wrist", "thumb", "finger", "fingertip", "forefinger", "fingernail"),
    "hands": ("hands", "palms", "wrists", "thumbs", "fingers", "fingertips", "fingernails"),
    "fist": ("fist", "fists", "knuckles"),
    "feet": ("foot", "feet", "toes", "ankle", "ankles", "heels", "shins"),
    "eyes": ("eye", "eyes", "eyelid", "eyelids", "pupil", "pupils"),
    "mouth": ("mouth", "lips", "lip", "teeth"),
    "back": ("nape", "back of her head", "back of his head", "back of the head"),
}
_OWNED: dict[Kind | Side, tuple[str, ...]] = {"feet": ("shoe", "shoes", "boot", "boots", "slippers"), "back": ("back",)}
"""What is a part of somebody only where a thing's name says whose it is."""
_KINDS: dict[str, Kind | Side] = {word: kind for kind, words in _WORDS.items() for word in words}
_WHOSE = re.compile(r"^(?:her|his|their|my|its)\s+|^[^.,;]{1,40}?['’]s?\s+")
_FACES: dict[Kind | Side, float] = {"eyes": 20.0, "mouth": 16.0, "back": 2.4}
"""The framings, standing heights, of what is seen of somebody by coming nearer or from behind."""
_THEIRS = re.compile(r"(?:her|his|their|my|its)\s")
_MOUTH = 0.112
"""How far down somebody the mouth is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of somebody: of which sort, whose, and whose look it has."""

    kind: Kind
    owner: Figure | None

    @property
    def look(self) -> Look:
        return look_of(self.owner.name, self.owner.look) if self.owner else look_of("someone", "a dark coat")


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom and what a panel shows. With a `part` it is on that, and the object is what the part is on.

    `height` is the framing where that is not the shot's own, `down` how far down somebody the middle of the frame is,
    standing heights; `away`: whoever is there is seen from behind.
    """

    characters: list[Figure]
    objects: list[Figure]
    part: Part | None = None
    height: float = 0.0
    down: float = 0.0
    away: bool = False


def shown_in(body: PanelBody) -> Shown:
    """The people and things of a panel, or the part or the thing it is on."""
    characters = [figure for figure in body.figures if figure.kind == "character"]
    objects = [figure for figure in body.figures if figure.kind == "object"]
    insert = amount(body.terms, "insert") > 0
    set_apart = insert or amount(body.terms, "cutaway") > 0
    plain = [one for one in objects if one.subject and not one.references and _undeclared(one, characters)]
    if not plain:
        said = " ".join((*(f"{term.name} {term.words}" for term in body.terms), *body.action))
        return _on_part(said, characters, objects) if insert and not objects else Shown(characters, objects)
    first, others = plain[0], [one for one in objects if one not in plain]
    if _part_in(first.name):
        return _on_part(first.name, characters, others)
    if set_apart or known_in(first.name):
        mine = bool(first.look) or _THEIRS.match(first.name.casefold())
        thing = first.model_copy(update={"name": _WHOSE.sub("", first.name) if mine else first.name, "look": ""})
        return Shown(characters if set_apart else [], [thing, *others])
    return Shown(characters, others)


def _on_part(said: str, characters: list[Figure], objects: list[Figure]) -> Shown:
    """What is shown where words speak of a part of somebody, or of none."""
    kind = _part_in(said)
    named = next((who for who in characters if who.name.casefold() in said.casefold()), None)
    owner = named or next((who for who in characters if who.subject), characters[0] if characters else None)
    if kind is None:
        return Shown(characters, objects)
    if kind == "eyes" or kind == "mouth" or kind == "back":
        return Shown(
            [owner or Figure(name="someone")],
            [],
            None,
            _FACES[kind],
            _MOUTH if kind == "mouth" else 0.0,
            kind == "back",
        )
    known = known_in(said)
    return Shown(characters, [Figure(name=known, kind="object")] if known else [], Part(kind, owner))


def _undeclared(one: Figure, characters: Sequence[Figure]) -> bool:
    """Whether a thing is told of in plain words: it has no look of its own."""
    return not one.look or any(one.name.startswith(who.name) and one.look == who.look for who in characters)


def _part_in(said: str) -> Kind | Side | None:
    """The part of somebody that words speak of before they speak of a thing; None where they do not."""
    folded = said.casefold()
    whose = _WHOSE.match(folded)
    owned = {word: kind for kind, words in _OWNED.items() for word in words} if whose else {}
    kinds = _KINDS | owned
    part = re.search(rf"(?<!\w)(?:{'|'.join(sorted(kinds, key=len, reverse=True))})(?!\w)", folded)
    thing = known_in(folded)
    if whose and set(re.findall(r"\w+", whose[0])) & set(CREATURES):
        return None
    if part is None or (thing and thing not in owned and folded.index(thing) < part.start()):
        return None
    return kinds[part[0]]
