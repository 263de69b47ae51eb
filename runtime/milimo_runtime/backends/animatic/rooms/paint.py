"""The colours a room is said to have: of its walls, its floor, what is upholstered in it, its light."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from milimo_runtime.backends.animatic.colour import NAMED, Colour, darker, lighter

_TONES = {
    name: colour
    for name, colour in NAMED.items()
    if name not in ("dark", "pale", "auburn", "ginger", "blond", "blonde")
}
_SHADES = {"dark": -0.35, "deep": -0.25, "light": 0.4, "pale": 0.5, "bright": 0.12, "faded": 0.3, "dirty": -0.2}
"""How much lighter or darker a word before a colour makes it."""
_WALLS = ("wall", "wallpaper", "panelling", "paneling", "panel", "plaster", "brick", "tile", "tiled", "walled",
          "painted", "papered")  # fmt: skip
_TILES = ("tile", "tiled")
_FLOORS = ("floor", "floorboard", "carpet", "linoleum", "lino", "parquet", "rug", "floored", "carpeted")
_CLOTHS = ("curtain", "sofa", "couch", "armchair", "cushion", "cupboard", "cabinet", "upholstery", "seat", "bedspread",
           "drape", "velvet")  # fmt: skip
_LIGHTS = ("light", "neon", "glow", "lighting", "lamplight", "lit", "lamp")
_LINK = r"(?!(?:and|with|by|on|in|of|near|under|the|a|an)\b)\w+[ -]"
"""A word that may stand between a colour and what has it."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What is said of a room's colours; None where nothing is. `tiled`: its walls have tiles."""

    wall: Colour | None = None
    floor: Colour | None = None
    accent: Colour | None = None
    light: Colour | None = None
    tiled: bool = False


def paint_of(said: str, nouns: Iterable[str]) -> Paint:
    """The colours in casefolded words about a room; `nouns` name the room itself: a red kitchen has red walls."""
    floor, light = _coloured(said, _FLOORS), _coloured(said, _LIGHTS)
    wall = _coloured(said, _WALLS)
    return Paint(
        wall or _coloured(said, ("room", *nouns)), floor, _coloured(said, _CLOTHS), light,
        _coloured(said, _TILES) is not None,
    )  # fmt: skip


def _coloured(said: str, nouns: Iterable[str]) -> Colour | None:
    """The first colour that stands before one of `nouns`, or is said of it after: green walls, walls painted green."""
    what = "|".join(re.escape(noun) for noun in nouns)
    colour = rf"\b(?:(?P<shade>{'|'.join(_SHADES)})[ -])?(?P<tone>{'|'.join(_TONES)})"
    before = rf"{colour}[ -](?:{_LINK}){{0,2}}?(?:{what})s?\b"
    after = rf"\b(?:{what})s?(?: (?:are|is|painted|papered|in|of|all|a))+ {colour}\b"
    found = re.search(before, said) or re.search(after, said)
    if found is None:
        return None
    tone, shade = _TONES[found["tone"]], _SHADES.get(found["shade"] or "", 0.0)
    return lighter(tone, shade) if shade >= 0 else darker(tone, -shade)
