"""Places under the sky: a kind of land for every word that names one, in layers from the sky to what is near."""

from __future__ import annotations

import re

from milimo_runtime.backends.animatic.canvas import Canvas
from milimo_runtime.backends.animatic.lands.examples import EXAMPLES
from milimo_runtime.backends.animatic.lands.land import Art, Land
from milimo_runtime.backends.animatic.lands.motifs import MOTIFS
from milimo_runtime.backends.animatic.lands.sky import draw_sky as _draw_sky
from milimo_runtime.backends.animatic.lands.sky import haze
from milimo_runtime.backends.animatic.lands.words import read
from milimo_runtime.backends.animatic.mood import Mood

__all__ = ("EXAMPLES", "Land", "draw_above", "draw_far", "draw_land", "draw_near", "draw_sky", "land_of", "unlit")


_AFLOAT = {"open sea": "deck"}
"""Where nobody can stand, and what people there are on."""


def land_of(name: str, look: str, seed: int, horizon: float, peopled: bool = True) -> Land:
    """The land of the place `name` that looks like `look`; `horizon` is where it ends, world y.

    `peopled`: somebody is seen there.
    """
    found = read(name, look)
    motif = _AFLOAT.get(found.motif, found.motif) if peopled else found.motif
    return Land(MOTIFS[motif], found.way, name, seed, horizon)


_LAMP = r"(?:light|lamp|lantern|lighthouse|beacon|beam|lamp room)"
_OUT = re.compile(
    rf"\b{_LAMP}s? (?:[\w'’-]+ ){{0,4}}?"
    r"(?:(?:is|are|was|were|goes|went|gone|stays|stands|remains|lies|burns) (?:\w+ )??"
    r"(?:out|dark|dead|unlit|off|extinguished)|fails|failed|dies|died)\b"
    rf"|\b(?:dark|dead|unlit|extinguished|lightless) {_LAMP}\b",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\b{_LAMP}\b[^.!?]{{0,30}}?\b(?:comes? (?:back )?on|is lit|is on|flares?|turns|sweeps|burns|shines|blazes)\b"
    rf"|\b(?:lights|relights|kindles) the {_LAMP}\b",
    re.IGNORECASE,
)


def unlit(told: str) -> bool:
    """Whether words say that the lamp of a lighthouse is out, and not that it burns again after that."""
    out, on = (max((match.end() for match in words.finditer(told)), default=0) for words in (_OUT, _ON))
    return out > on


def draw_sky(canvas: Canvas, land: Land, mood: Mood) -> None:
    _draw_sky(Art(canvas, land, mood))


def draw_far(canvas: Canvas, land: Land, mood: Mood) -> None:
    """What closes the view."""
    art = Art(canvas, land, mood)
    for paint in land.motif.far:
        paint(art)
    haze(art, 0.01, 0.12, 0.34)


def draw_land(canvas: Canvas, land: Land, mood: Mood) -> None:
    """The ground from the horizon on, and what stands there."""
    art = Art(canvas, land, mood)
    land.motif.ground(art)
    art.lay(land.motif.rows)
    haze(art, 0.14, 0.1, 0.22)


def draw_near(canvas: Canvas, land: Land, mood: Mood) -> None:
    """Something dark and close at the edges."""
    art = Art(canvas, land, mood)
    for paint in land.motif.near:
        paint(art)


def draw_above(canvas: Canvas, land: Land, mood: Mood) -> None:
    """The land seen from straight above."""
    art = Art(canvas, land, mood)
    land.motif.above(art)
    if mood.dark:
        canvas.glow((0.0, 0.0), 1.1, (168, 190, 230), 0.16)
