"""What has no shape of its own: a card with its name, as an artist leaves a note of what goes there."""

from __future__ import annotations

import re

import numpy as np
from PIL import Image

from milimo_lang.ir.lines import balanced
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.colour import Colour, darker, mix, under
from milimo_runtime.backends.animatic.props.hand import Hand
from milimo_runtime.media.type import fitted, text_block, width_of

_CARD: Colour = (234, 228, 214)
_INK: Colour = (66, 60, 58)
_LEFT, _RIGHT, _TOP, _BOTTOM = -0.6, 0.6, -0.84, -0.06
_WIDE, _HIGH = 0.98, 0.46
"""How much of the card its words take at the most."""
_PIXELS = 96
"""The size the words are set in before they are laid on the card."""
_LARGEST = 0.2
"""The largest type, heights of the card's measure."""
_LINE = 14
"""Letters of a line before a name is broken."""
_ARTICLE = re.compile(r"^(?:the|an?|her|his|their|its|my|your|some)\s+(?=\w)", re.IGNORECASE)


def draw_unknown(hand: Hand) -> None:
    """A card on its stand, framed in a colour of the thing's own, with its name in the middle."""
    hand.polygon([(0.2, -0.36), (0.42, 0.0), (0.28, 0.02), (0.0, -0.24)], darker(_CARD, 0.55))
    hand.box(_LEFT, _TOP, _RIGHT, _BOTTOM + 0.03, darker(_CARD, 0.26))
    hand.box(_LEFT, _TOP, _RIGHT, _BOTTOM, _CARD)
    for inset, tone in ((0.05, mix(hand.own, _CARD, 0.2)), (0.064, _CARD)):
        hand.box(_LEFT + inset, _TOP + inset, _RIGHT - inset, _BOTTOM - inset, tone)
    _words(hand, _titled(hand.name))


def _titled(name: str) -> str:
    """The name without its article: `the bone` is Bone."""
    bare = _ARTICLE.sub("", name).strip()
    return bare[:1].upper() + bare[1:]


def _words(hand: Hand, name: str) -> None:
    """The name on one to three lines in the middle of the card, as large as it may be."""
    lines = tuple(fitted(line, _PIXELS, "regular", 9 * _PIXELS) for line in balanced(name, _LINE)[:3])
    if not any(lines):
        return
    mask = text_block(lines, _PIXELS, "regular", "centre", None, 1.16)
    cut = mask.getbbox()
    if cut is None:
        return
    mask = mask.crop(cut)
    widest = max(width_of(line, _PIXELS, "regular") for line in lines)
    scale = min(_WIDE / widest, _HIGH / mask.height, _LARGEST / _PIXELS)
    ink = under(_INK, hand.ambient)
    words = Image.fromarray(np.dstack([*(np.full_like(np.asarray(mask), tone) for tone in ink), np.asarray(mask)]))
    half, high = mask.width * scale / 2, mask.height * scale / 2
    middle = (_TOP + _BOTTOM) / 2
    (left, top), (right, bottom) = hand.at([(-half, middle - high), (half, middle + high)])
    hand.canvas.picture(words, Box(left, top, right, bottom))
