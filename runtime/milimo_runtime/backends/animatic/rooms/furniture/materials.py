"""Colours of what things are made of, by day."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour

WHITE: Colour = (228, 226, 218)
LINEN: Colour = (222, 216, 202)
STEEL: Colour = (146, 154, 160)
IRON: Colour = (58, 60, 68)
BLACK: Colour = (38, 38, 46)
BRASS: Colour = (200, 158, 82)
PAPER: Colour = (232, 226, 208)
LEAF: Colour = (78, 118, 76)
CLAY: Colour = (172, 104, 74)
STONE: Colour = (158, 152, 144)
GLASS: Colour = (150, 186, 196)
FLAME: Colour = (255, 226, 156)
RED: Colour = (170, 58, 54)
SCREEN: Colour = (112, 206, 226)
