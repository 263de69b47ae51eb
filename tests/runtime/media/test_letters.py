"""The table of letters is the face's own: what it lacks is what a film shows as a box where no other font has it."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest

from milimo_lang.analysis.lints.face import has
from milimo_runtime.media import system_fonts
from milimo_runtime.media.runs import BOX, shown

LETTERS = [
    chr(point)
    for point in chain(range(0x20, 0x3100), range(0x4E00, 0x4E40), range(0xAC00, 0xAC20), range(0x1F600, 0x1F640))
    if unicodedata.category(chr(point))[0] not in "CMZ" and unicodedata.is_normalized("NFC", chr(point))
]


def test_a_letter_is_lacking_when_the_film_shows_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_fonts, "_folders", lambda: ())
    told = [letter for letter in LETTERS if not has(letter) and shown(letter) != BOX]
    untold = [letter for letter in LETTERS if has(letter) and shown(letter) == BOX and letter != BOX]
    assert (told, untold) == ([], [])
