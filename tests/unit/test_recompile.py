"""Edits that reach over the passages a text is parsed in; random ones are in `tests/soak`."""

from __future__ import annotations

import pytest

from milimo_lang.recompile import Recompiler
from tests.soak.recompiling import alike
from tests.strategies import MEDIA

SHOT = "!! wide, 2s\nMara waits.\n\n"
EDITS = {
    "a half of a dialogue that a shot keeps apart": ("MARA\nNot yet.\n\n!! wide, 2s\n\n", "TOM ^\nWhen?\n"),
    "a key parted from its block": (SHOT, "seed: 12\n"),
    "two notes that never close": ("Rain. [[dark\n\n" + SHOT, "Snow. [[light\n"),
    "a boneyard over shots": ("/*\n\n" + SHOT, "*/ Rain.\n"),
    "a title page that goes": ("Title: The Lamp\n\n" + SHOT, "Rain.\n"),
    "other line ends": (SHOT.replace("\n", "\r\n"), SHOT.replace("\n", "\r")),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_reaches_over_passages_is_told_as_from_nothing(name: str) -> None:
    first, last = EDITS[name]
    recompiler = Recompiler("film.mls")
    for text in (first + last, last, SHOT + first + last, first + SHOT + last, first, first + last):
        alike(recompiler, {"film.mls": text}, MEDIA)
