"""What a look's words say about a figure: hair, garment, build, and the colours of each.

"a woman in her sixties, silver braid, yellow oilskin coat" is read phrase by phrase: a colour belongs to the thing it
stands before. What the words leave open is chosen by the name, so a figure looks the same in every shot of a film.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from milimo_runtime.backends.animatic.colour import NAMED, Colour, from_hue, mix
from milimo_runtime.media.chance import between, pick

Hair = Literal["short", "long", "curly", "braid", "bun", "none"]
Garment = Literal["coat", "top", "dress", "suit"]
Hat = Literal["none", "cap", "brim", "hood"]

_HAIR_WORDS = {
    "hair",
    "haired",
    "braid",
    "braids",
    "curls",
    "curly",
    "bun",
    "ponytail",
    "beard",
    "bearded",
    "moustache",
}
_GARMENTS: dict[str, Garment] = {
    "coat": "coat", "oilskin": "coat", "raincoat": "coat", "trenchcoat": "coat", "overcoat": "coat", "cloak": "coat",
    "robe": "dress", "dress": "dress", "gown": "dress", "skirt": "dress", "apron": "dress", "suit": "suit",
    "blazer": "suit", "tuxedo": "suit", "uniform": "suit", "jacket": "suit", "sweater": "top", "jumper": "top",
    "shirt": "top", "t-shirt": "top", "hoodie": "top", "cardigan": "top", "vest": "top", "pullover": "top",
    "overalls": "top", "tunic": "top", "scrubs": "top",
}  # fmt: skip
_HATS: dict[str, Hat] = {"cap": "cap", "beanie": "cap", "hat": "brim", "fedora": "brim", "hood": "hood"}
_OLD = {"old", "elderly", "aged", "sixties", "seventies", "eighties", "grandmother", "grandfather", "grey-haired"}
_YOUNG = {"child", "boy", "girl", "kid", "toddler", "daughter", "son"}
_FEMALE = {"woman", "girl", "she", "her", "lady", "mother", "grandmother", "sister", "daughter", "queen", "actress"}
_SKINS: tuple[Colour, ...] = (
    (240, 208, 182), (226, 184, 152), (208, 160, 124), (174, 124, 90), (136, 92, 66), (100, 68, 52),
)  # fmt: skip
_HAIRS: tuple[Colour, ...] = ((44, 36, 36), (72, 50, 40), (112, 76, 50), (150, 104, 62), (60, 54, 58))


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure is drawn. `build` scales the height (a child 0.72)."""

    skin: Colour
    hair: Colour
    style: Hair
    beard: bool
    garment: Garment
    cloth: Colour
    legs: Colour
    hat: Hat
    hat_colour: Colour
    scarf: Colour | None
    glasses: bool
    female: bool
    build: float


def look_of(name: str, words: str) -> Look:
    """The look of the figure `name`; its variant's name (`Mara.wet`) does not change the person."""
    person = name.split(".")[0].casefold()
    phrases = [_words(phrase) for phrase in re.split(r"[,;.]", words.casefold())]
    said = {word for phrase in phrases for word in phrase}
    # A name may say it too: BOY, OLD WOMAN.
    called = said | set(_words(person))
    old, young, female = bool(called & _OLD), bool(called & _YOUNG), bool(called & _FEMALE)
    garment, cloth = _garment(phrases, person)
    hat: Hat = next((_HATS[word] for word in sorted(said) if word in _HATS), "none")
    hat_colour = next((colour for phrase in phrases if (colour := _before(phrase, set(_HATS)))), None)
    hair = next((colour for phrase in phrases if (colour := _before(phrase, _HAIR_WORDS))), None)
    return Look(
        skin=_skin(said, person),
        hair=hair or ((196, 198, 204) if old else pick(_HAIRS, "hair", person)),
        style=_style(said, female, person),
        beard=bool(said & {"beard", "bearded", "moustache"}),
        garment=garment,
        cloth=cloth,
        legs=mix(cloth, (40, 42, 54), 0.72),
        hat=hat,
        hat_colour=hat_colour or mix(cloth, (30, 30, 40), 0.4),
        scarf=_scarf(phrases, person),
        glasses=bool(said & {"glasses", "spectacles", "bespectacled"}),
        female=female,
        build=0.72 if young else 0.97 if old else between(0.97, 1.03, "build", person),
    )


def _words(phrase: str) -> list[str]:
    return re.findall(r"[\w-]+", phrase)


def _before(phrase: list[str], things: set[str]) -> Colour | None:
    """The colour said of one of `things` in a phrase: the nearest one before it, else one after."""
    where = next((at for at, word in enumerate(phrase) if word in things), None)
    if where is None:
        return None
    nearest = [*reversed(phrase[:where]), *phrase[where:]]
    return next((NAMED[word] for word in nearest if word in NAMED), None)


def _garment(phrases: list[list[str]], person: str) -> tuple[Garment, Colour]:
    own = from_hue(
        between(0, 1, "cloth", person), between(0.38, 0.6, "dye", person), between(0.5, 0.72, "worn", person)
    )
    # What is said last is worn on top: a variant's words follow those of the figure.
    for phrase in reversed(phrases):
        named = next((word for word in reversed(phrase) if word in _GARMENTS), None)
        if named is not None:
            return _GARMENTS[named], _before(phrase, set(_GARMENTS)) or own
    return pick(("coat", "top", "suit"), "garment", person), own


def _style(said: set[str], female: bool, person: str) -> Hair:
    known: tuple[tuple[Hair, set[str]], ...] = (
        ("none", {"bald", "shaven"}),
        ("braid", {"braid", "braids", "plait", "ponytail"}),
        ("curly", {"curly", "curls", "afro", "wild"}),
        ("bun", {"bun", "pinned"}),
        ("long", {"long-haired", "long"}),
    )
    for style, words in known:
        if said & words:
            return style
    return pick(("long", "bun", "long"), "style", person) if female else "short"


def _skin(said: set[str], person: str) -> Colour:
    if said & {"pale", "freckled"}:
        return _SKINS[0]
    if said & {"dark-skinned", "african"}:
        return _SKINS[5]
    return pick(_SKINS, "skin", person)


def _scarf(phrases: list[list[str]], person: str) -> Colour | None:
    for phrase in phrases:
        if "scarf" in phrase or "kerchief" in phrase:
            return _before(phrase, {"scarf", "kerchief"}) or from_hue(between(0, 1, "scarf", person), 0.6, 0.7)
    return None
