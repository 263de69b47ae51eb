"""Stamps made ready together look as they do one after the other."""

from __future__ import annotations

import numpy as np
from PIL import Image

from milimo_lang.ir.values import Size
from milimo_runtime.media.planes import Planes, solid
from milimo_runtime.media.stamps import Stamp, coat, laid, stamp, together, united

GROUND = solid(Size(width=128, height=64), (40, 120, 90))
BAND = stamp(0, 0, Image.linear_gradient("L").resize((128, 30)), (0, 0, 0))
WORDS = stamp(7, 5, Image.radial_gradient("L").resize((41, 13)), (255, 255, 255))
ASIDE = stamp(80, 20, Image.new("L", (20, 20), 200), (200, 30, 30))


def apart(one: Planes, other: Planes) -> int:
    return max(int(np.abs(a.astype(int) - b).max()) for a, b in zip(one, other, strict=True))


def at_once(*stamps: Stamp) -> Planes:
    copies = Planes(*(plane.copy() for plane in GROUND))
    coat(copies, united(stamps))
    return copies


def test_words_on_a_band_are_one_coat_with_it() -> None:
    assert len(united([BAND, WORDS])) == 1
    assert apart(at_once(BAND, WORDS), laid(GROUND, [BAND, WORDS])) <= 2


def test_what_hangs_over_a_band_stays_a_coat_of_its_own() -> None:
    assert len(united([BAND, ASIDE])) == 2
    assert apart(at_once(BAND, ASIDE, WORDS), laid(GROUND, [BAND, ASIDE, WORDS])) == 0


def test_stamps_side_by_side_are_one_coat() -> None:
    copies = Planes(*(plane.copy() for plane in GROUND))
    coat(copies, [together([WORDS, ASIDE])])
    assert apart(copies, laid(GROUND, [WORDS, ASIDE])) <= 1
