"""What a look's words say about a figure: hair, garment, age, build, and the colours of each.

"a woman in her sixties, silver braid, yellow oilskin coat" is read clause by clause: a colour belongs to the thing it
stands before. What the words leave open is chosen by the name, so a figure looks the same in every shot of a film.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from milimo_runtime.backends.animatic.ages import years_of
from milimo_runtime.backends.animatic.colour import NAMED, Colour, darker, from_hue, mix
from milimo_runtime.backends.animatic.costumes import costume_of
from milimo_runtime.backends.animatic.names import a_woman_by_name
from milimo_runtime.backends.animatic.wording import (
    BABIES,
    BARE,
    BEARDS,
    BIBBED,
    CHILDREN,
    CREATURES,
    DYES,
    ELDERS,
    FEMALE,
    GARMENTS,
    HAIR,
    HAIR_COLOURS,
    HATS,
    INNER,
    LEGGINGS,
    MALE,
    PEOPLES,
    SHOES,
    SHORTS,
    SKIN_COLOURS,
    SLIM,
    STOUT,
    STYLES,
    TEENS,
    Age,
    Beard,
    Garment,
    Hair,
    Hat,
    Kind,
)
from milimo_runtime.media.chance import between, pick

Clause = list[str]

SKINS: tuple[Colour, ...] = (
    (240, 208, 182), (226, 184, 152), (208, 160, 124), (174, 124, 90), (136, 92, 66), (104, 71, 55),
)  # fmt: skip
_HAIRS: tuple[Colour, ...] = ((44, 36, 36), (72, 50, 40), (112, 76, 50), (150, 104, 62), (60, 54, 58))
_GREY: Colour = (196, 198, 204)
_PERSON = FEMALE | MALE | CHILDREN | TEENS | BABIES | {"person"}
_BREAKS = re.compile(r"[,;.]|\b(?:and|with|over|under|in|wearing|wears)\b")
_GHOST: Colour = (206, 218, 228)
_ALIEN: Colour = (126, 164, 120)
_STEEL: Colour = (150, 158, 168)
_COATS: dict[Kind, tuple[Colour, ...]] = {
    "dog": ((132, 96, 66), (176, 140, 98), (70, 62, 60)), "cat": ((112, 106, 104), (190, 132, 78), (58, 54, 58)),
    "horse": ((122, 80, 54), (92, 66, 52), (176, 170, 160)), "bird": ((70, 76, 92), (150, 154, 160), (112, 88, 70)),
    "bear": ((104, 72, 50), (72, 54, 46)), "wolf": ((112, 114, 120), (92, 90, 92)), "fox": ((190, 98, 48),),
    "lion": ((198, 156, 94),), "cow": ((226, 218, 206), (132, 88, 60)), "sheep": ((226, 220, 204),),
    "goat": ((212, 204, 190), (122, 100, 84)), "pig": ((224, 166, 158),), "rabbit": ((170, 146, 122), (214, 208, 200)),
    "rat": ((112, 106, 104),), "goose": ((226, 224, 216),), "duck": ((126, 104, 76), (226, 222, 210)),
    "hen": ((172, 104, 62), (224, 218, 206)), "parrot": ((62, 148, 82), (194, 56, 52)), "snake": ((98, 124, 70),),
    "fish": ((122, 148, 166),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure is drawn. `build` scales the height (a child 0.72), `head` the head beside it, `stout` the breadth.

    `bare`: nothing is worn above. `clerical`: a white collar without a tie.
    """

    skin: Colour
    hair: Colour
    style: Hair
    beard: Beard
    beard_colour: Colour
    garment: Garment
    cloth: Colour
    legs: Colour
    shorts: bool
    shoes: Colour
    sleeves: Literal["long", "short", "bare"]
    bare: bool
    shirt: Colour
    tie: Colour | None
    clerical: bool
    belted: bool
    collared: bool
    buttoned: bool
    apron: Colour | None
    hat: Hat
    hat_colour: Colour
    scarf: Colour | None
    glasses: Literal["none", "clear", "dark"]
    female: bool
    age: Age
    build: float
    head: float
    stout: float
    kind: Kind


def look_of(name: str, words: str) -> Look:
    """The look of the figure `name`; its variant's name (`Mara.wet`) does not change the person."""
    person = name.split(".")[0].casefold()
    told = _plainly(words.casefold())
    years, told = years_of(told)
    years = int(alone[1]) if years is None and (alone := _IN_NAME.search(person)) else years
    own = _clauses(told)
    # What a job has people wear, under what is said of them.
    clauses = _clauses(costume_of(person, told, _GARMENTS)) + own
    said = {word for clause in clauses for word in clause}
    # A name may say it too: BOY, OLD WOMAN.
    named = set(_words(person))
    called, who = said | named, _who(own) | named
    kind = _kind(_words(person), own)
    if kind == "person" and (who & BABIES or years in (0, 1)):
        kind = "baby"
    age = _age(years, who)
    female = (bool(called & FEMALE) and not _he(called, own)) or (
        not called & (FEMALE | MALE) and a_woman_by_name(person)
    )
    garment, cloth = _garment(clauses, person, kind, age in ("child", "teen"))
    skin = _skin(clauses, person, kind)
    hair = _coloured(clauses, HAIR, HAIR_COLOURS) or (_GREY if age == "old" else _own_hair(skin, called, person))
    hat: Hat = next((HATS[word] for clause in clauses[::-1] for word in clause if word in HATS), "none")
    beard: Beard = next((beard for beard, names in BEARDS if called & names), "none")
    beards = {word for _, names in BEARDS for word in names}
    trousers = next((word for clause in clauses for word in clause if word in LEGGINGS), "")
    legs = _coloured(clauses, LEGGINGS) or LEGGINGS.get(trousers) or _legs(garment, cloth)
    bare = bool(said & BARE) and not female
    return Look(
        skin=skin,
        hair=hair,
        style="none" if kind in ("robot", "alien") else _style(clauses, female, age, person),
        beard=beard,
        beard_colour=_coloured(clauses, beards, HAIR_COLOURS) or hair,
        garment=garment,
        cloth=skin if bare and garment == "top" else cloth,
        legs=legs,
        shoes=_coloured(clauses, SHOES) or darker(legs, 0.5),
        shorts=bool(said & SHORTS) and garment not in ("coat", "robe", "dress"),
        sleeves="bare" if bare else _sleeves(said, garment),
        bare=bare and garment == "top",
        shirt=(_coloured(clauses, INNER) or (228, 226, 222)),
        tie=_tie(said, clauses, cloth, female),
        clerical="clerical" in said,
        belted="uniform" in said or "belt" in said,
        collared=not said & {"tshirt", "shirt", "blouse", "vest", "singlet", "scrubs"},
        buttoned=bool(said & {"shirt", "blouse", "cardigan"}),
        apron=_apron(clauses, said, legs),
        hat=hat,
        hat_colour=_coloured(clauses, HATS) or _hat_colour(hat, cloth),
        scarf=_scarf(clauses, said, person),
        glasses="dark" if "sunglasses" in said else "clear" if said & _SPECTACLES else "none",
        female=female,
        age=age,
        build=_build(years, age, called, kind, person),
        head=_head(years, age, called),
        stout=_breadth(said, age, person),
        kind=kind,
    )


_SPECTACLES = {"glasses", "spectacles", "bespectacled", "goggles", "monocle"}


_IN_NAME = re.compile(r"[,(] *(\d{1,2})\)?$")
"""An age after a name that is a role: BOY, 6."""
_GARMENTS = {*GARMENTS, *INNER, *BARE, *BIBBED}
_PLAIN = (
    (re.compile(r"\bt-shirt"), "tshirt"),
    (re.compile(r"\bcrew cut\b"), "crewcut"),
    (re.compile(r"\blab[- ]coat"), "labcoat"),
    (re.compile(r"\b(space|jump|boiler|wet|flight|track)[- ]suit"), r"\1suit"),
    (re.compile(r"\b(?:wedding|bridal) (?:dress|gown)"), "weddingdress"),
    (re.compile(r"\bpeaked cap|\bofficer'?s'? cap"), "peakedcap"),
    (re.compile(r"\bbare[- ]chested\b"), "barechested"),
    (re.compile(r"\bclean[- ]shave[nd]\b"), ""),
    (re.compile(r"\b(?:shaved|shaven) (head|skull)|\b(?:head|skull) (?:is )?shave[nd]"), "bald"),
    (re.compile(r"\b(?:no|without an?) (?:hat|cap|helmet)\b"), ""),
)
"""What is said in several words or with a hyphen, as one word."""


def _plainly(words: str) -> str:
    for said, meant in _PLAIN:
        words = said.sub(meant, words)
    return words


def _clauses(words: str) -> list[Clause]:
    return [clause for part in _BREAKS.split(words) if (clause := _words(part))]


def _who(clauses: list[Clause]) -> set[str]:
    """The words that say who it is, apart from what is worn and from what is somebody else's: "a woman of forty"."""
    first = clauses[:1]
    persons = [clause for clause in clauses if set(clause) & _PERSON][:1] or first
    brief = [clause for clause in clauses if len(clause) <= 2 and clause[-1] in ELDERS | TEENS]
    return {word for clause in persons + brief for word in (clause[: clause.index("of")] if "of" in clause else clause)}


def _words(phrase: str) -> Clause:
    return re.findall(r"[^\W\d_']+", phrase)


def _age(years: int | None, called: Collection[str]) -> Age:
    if years is not None:
        return "child" if years < 13 else "teen" if years < 18 else "old" if years >= 60 else "adult"
    words = set(called)
    if words & ELDERS:
        return "old"
    return "teen" if words & TEENS else "child" if words & CHILDREN else "adult"


def _he(called: Collection[str], clauses: list[Clause]) -> bool:
    """Whether the first word that says it says a man: "a man who loves his mother"."""
    first = next((word for clause in clauses for word in clause if word in FEMALE | MALE), None)
    return first in MALE if first else bool(set(called) & MALE)


def _breadth(said: Collection[str], age: Age, person: str) -> float:
    words = set(said)
    broad = 1.14 if words & STOUT else 0.92 if words & SLIM else between(0.97, 1.04, "breadth", person)
    return broad * {"child": 0.94, "teen": 0.9}.get(age, 1.0)


def _head(years: int | None, age: Age, called: Collection[str]) -> float:
    """How large the head is beside the body: the younger, the larger."""
    if age != "child":
        return 1.05 if age == "teen" else 1.0
    told = years if years is not None else 2 if "toddler" in called else 8
    return 1.72 - 0.042 * max(2, told)


def _legs(garment: Garment, cloth: Colour) -> Colour:
    """Of an overall they are of one piece, of armour they are steel, else dark."""
    if garment in ("overall", "armour"):
        return darker(cloth, 0.06 if garment == "overall" else 0.3)
    return mix(cloth, (40, 42, 54), 0.72)


def _apron(clauses: list[Clause], said: Collection[str], legs: Colour) -> Colour | None:
    """An apron, or the bib of dungarees."""
    if BIBBED & set(said):
        return legs
    return (_coloured(clauses, {"apron"}) or (226, 220, 206)) if "apron" in said else None


def _hat_colour(hat: Hat, cloth: Colour) -> Colour:
    """Of a hat of which no colour is said; a pale dress has a pale veil."""
    if hat in _HAT_COLOURS:
        return _HAT_COLOURS[hat]
    return cloth if hat == "veil" and min(cloth) > 180 else mix(cloth, (30, 30, 40), 0.4)


_HAT_COLOURS: dict[Hat, Colour] = {
    "helmet": _STEEL, "toque": (240, 238, 232), "wimple": NAMED["black"], "crown": NAMED["gold"],
}  # fmt: skip


def _build(years: int | None, age: Age, called: Collection[str], kind: Kind, person: str) -> float:
    beasts: dict[Kind, float] = {"dog": 0.42, "cat": 0.22, "horse": 1.12, "bird": 0.2, "baby": 0.3, "bear": 0.82,
        "wolf": 0.5, "fox": 0.32, "lion": 0.62, "cow": 0.86, "sheep": 0.52, "goat": 0.5, "pig": 0.46, "rabbit": 0.17,
        "rat": 0.1, "goose": 0.44, "duck": 0.25, "hen": 0.26, "parrot": 0.26, "snake": 0.15, "fish": 0.14,
    }  # fmt: skip
    if kind in beasts:
        return beasts[kind]
    if age == "child":
        return 0.5 if "toddler" in called else 0.72 if years is None else 0.45 + 0.034 * max(2, years)
    tall = 1.05 if "tall" in called else 0.93 if "short" in called and "hair" not in called else 1.0
    return tall * (0.93 if age == "teen" else 0.97 if age == "old" else between(0.97, 1.03, "build", person))


def _kind(name: Clause, clauses: list[Clause]) -> Kind:
    """What the name is, or the first thing said of it: someone with a dog is a person."""
    first = clauses[0] if clauses else []
    if set(first) & _PERSON:
        return "person"
    # "A dog trainer" is no dog.
    ends = next((at for at, word in enumerate(first) if word in ("of", "named", "called", "who", "that")), len(first))
    return next((CREATURES[word] for word in [*first[:ends][-1:], *name[::-1]] if word in CREATURES), "person")


def _coloured(clauses: list[Clause], things: Collection[str], colours: Mapping[str, Colour] = NAMED) -> Colour | None:
    """The colour last said of one of `things`: the nearest before it in its clause, else one after."""
    for clause in reversed(clauses):
        where = next((at for at, word in enumerate(clause) if word in things), None)
        if where is not None:
            nearest = [*reversed(clause[: where + 1]), *clause[where + 1 :]]
            found = next((colours[word] for word in nearest if word in colours), None)
            if found is not None:
                return found
    return None


def _garment(clauses: list[Clause], person: str, kind: Kind, young: bool) -> tuple[Garment, Colour]:
    own = from_hue(
        between(0, 1, "cloth", person), between(0.38, 0.6, "dye", person), between(0.5, 0.72, "worn", person)
    )
    if kind in _COATS:
        return "top", _coloured([*clauses, _words(person)], CREATURES) or pick(_COATS[kind], "coat", person)
    own = _GHOST if kind == "ghost" else _STEEL if kind == "robot" else own
    if BIBBED & {word for clause in clauses for word in clause} and not any(
        word in GARMENTS for clause in clauses for word in clause
    ):
        return "top", _coloured(clauses, INNER) or own
    # What is said last is worn on top: a variant's words follow those of the figure. A shirt is under the rest.
    for clause in reversed(clauses):
        named = next((word for word in reversed(clause) if word in GARMENTS), None)
        if named is not None:
            garment = GARMENTS[named]
            return garment, _coloured([clause], GARMENTS) or _coloured(clauses, {named}) or DYES.get(named, own)
    if any(word in INNER for clause in clauses for word in clause):
        return "top", _coloured(clauses, INNER) or own
    if any(word in BARE for clause in clauses for word in clause):
        return "top", own
    if kind in ("ghost", "robot"):
        return ("robe" if kind == "ghost" else "armour"), own
    return pick(("top",) if young else ("coat", "top", "suit"), "garment", person), _plain(clauses) or own


def _plain(clauses: list[Clause]) -> Colour | None:
    """The colour somebody is dressed in, whatever they wear: "a woman all in black"."""
    for clause in reversed(clauses):
        said = clause[: clause.index("from")] if "from" in clause else clause
        if said and said[-1] in NAMED and set(said[:-1]) <= _WHOLLY:
            return NAMED[said[-1]]
    return None


_WHOLLY = {"all", "dressed", "clad", "dark", "pale", "light", "bright", "deep", "navy", "plain", "solid"}


def _sleeves(said: Collection[str], garment: Garment) -> Literal["long", "short", "bare"]:
    words = set(said)
    if words & {"sleeveless", "singlet", "sundress"} or (garment == "top" and "vest" in words):
        return "bare"
    return "short" if words & {"tshirt", "scrubs"} and garment == "top" else "long"


def _tie(said: Collection[str], clauses: list[Clause], cloth: Colour, female: bool) -> Colour | None:
    if "tie" in said:
        return _coloured(clauses, {"tie"}) or darker(cloth, 0.45)
    return (
        None
        if female or {"clerical", "chefjacket", "jacket", "blazer", "waistcoat"} & set(said)
        else darker(cloth, 0.45)
    )


def _style(clauses: list[Clause], female: bool, age: Age, person: str) -> Hair:
    words = {word for clause in clauses if set(clause) & HAIR for word in clause}
    words |= {word for clause in clauses for word in clause if word in ("bald", "shaven", "hairless", "cropped")}
    for style, names in STYLES:
        if words & names:
            return style
    if female:
        return pick(("bun", "bob", "bun") if age == "old" else ("long", "bun", "long", "bob"), "style", person)
    return pick(("short", "short", "cropped"), "style", person)


def _skin(clauses: list[Clause], person: str, kind: Kind) -> Colour:
    if kind not in ("person", "baby"):
        return {"ghost": _GHOST, "alien": _ALIEN, "robot": (186, 192, 198)}.get(kind, SKINS[2])
    for clause in clauses:
        named = next((PEOPLES[word] for word in clause if word in PEOPLES), None)
        where = next((at for at, word in enumerate(clause) if word in ("skin", "skinned") or word in _PERSON), None)
        before = clause[where - 1] if where else ""
        tone = SKIN_COLOURS.get(before) if before in ("black", "white") or "skin" in " ".join(clause) else None
        found = tone if tone is not None else named if named is not None and not set(clause) & HAIR else None
        if found is not None:
            return SKINS[found]
    return pick(SKINS, "skin", person)


def _own_hair(skin: Colour, called: Collection[str], person: str) -> Colour:
    """Hair nobody speaks of: dark where the skin or the people are."""
    dark = SKINS.index(skin) >= 3 if skin in SKINS else False
    dark = dark or bool({"asian", "chinese", "japanese", "korean"} & set(called))
    return pick((_HAIRS[0], _HAIRS[4]) if dark else _HAIRS, "hair", person)


def _scarf(clauses: list[Clause], said: Collection[str], person: str) -> Colour | None:
    if not {"scarf", "kerchief", "shawl"} & set(said):
        return None
    named = _coloured(clauses, {"scarf", "kerchief", "shawl"})
    return named or from_hue(between(0, 1, "scarf", person), 0.6, 0.7)
