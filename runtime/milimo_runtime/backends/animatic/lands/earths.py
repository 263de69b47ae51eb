"""The colours of grounds, and of a few things that lands share."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour

GRASS: tuple[Colour, ...] = ((104, 124, 80), (116, 124, 80), (96, 118, 88))
LAWN: tuple[Colour, ...] = ((112, 142, 84), (104, 136, 88))
SOIL: tuple[Colour, ...] = ((128, 108, 84), (118, 102, 84))
SAND: tuple[Colour, ...] = ((222, 186, 132), (214, 176, 126))
BEACH: tuple[Colour, ...] = ((226, 206, 168), (216, 198, 164))
ROCK: tuple[Colour, ...] = ((138, 132, 126), (128, 126, 128))
TAR: tuple[Colour, ...] = ((108, 108, 114), (102, 104, 110))
FLAGS: tuple[Colour, ...] = ((176, 166, 150), (164, 158, 150))
MOSS: tuple[Colour, ...] = ((74, 88, 60), (82, 88, 62))
MUD: tuple[Colour, ...] = ((104, 88, 72), (96, 84, 72))
ICE: tuple[Colour, ...] = ((216, 226, 236),)
DUST: tuple[Colour, ...] = ((146, 140, 136), (158, 122, 102))
ROSES: tuple[Colour, ...] = ((206, 86, 96), (226, 176, 84), (214, 214, 220))
WHITE: tuple[Colour, ...] = ((214, 208, 196),)
RED: tuple[Colour, ...] = ((158, 62, 54),)
HEATHER: tuple[Colour, ...] = ((124, 100, 124), (112, 112, 82), (132, 108, 118))
