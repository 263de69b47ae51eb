"""Cards and black: words well set, and nothing at all."""

from __future__ import annotations

import numpy as np
import pytest

from milimo_lang.ir.bodies import BlackBody, CardBody
from milimo_lang.ir.values import Size

from .conftest import RATE, SIZE, Shoot


def card(text: str, size: Size = SIZE) -> CardBody:
    return CardBody(size=size, rate=RATE, frames=10, handle=3, text=text)


def test_a_card_is_centred_white_on_black_and_held(shoot: Shoot) -> None:
    frames = shoot(card("THREE YEARS LATER"))
    assert len(frames) == 13
    lit = frames[0] > 120
    columns, rows = np.flatnonzero(lit.any(axis=0)), np.flatnonzero(lit.any(axis=1))
    assert abs((columns[0] + columns[-1]) / 2 - 160) < 4
    assert abs((rows[0] + rows[-1]) / 2 - 90) < 9
    assert frames[0].max() > 200
    assert np.median(frames[0]) < 25
    assert all(np.abs(frames[0] - frame).max() < 6 for frame in frames)


@pytest.mark.parametrize(
    "text",
    ["A", "one " * 60, "Donaudampfschifffahrtsgesellschaftskapitän " * 2, "Zwei Zeilen\nund noch eine", "…", ""],
)
@pytest.mark.parametrize("size", [SIZE, Size(width=180, height=320)], ids=str)
def test_words_of_any_length_stay_in_the_frame(shoot: Shoot, text: str, size: Size) -> None:
    lit = shoot(card(text, size))[0] > 100
    assert not lit[:, :4].any()
    assert not lit[:, -4:].any()
    assert not lit[:4].any()
    assert not lit[-4:].any()


def test_black_is_black(shoot: Shoot) -> None:
    frames = shoot(BlackBody(size=SIZE, rate=RATE, frames=7, handle=2))
    assert len(frames) == 9
    assert {frame.max() for frame in frames} == {16.0}
