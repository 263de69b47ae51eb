"""Wind, and the lamp of a lighthouse."""

from __future__ import annotations

import numpy as np
import pytest

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.lands import draw_land, land_of, unlit
from milimo_runtime.backends.animatic.mood import mood_of

from .conftest import COAST, Shoot, apart, framing, panel


def _drawn(name: str, weather: str) -> np.ndarray:
    place = Place(name=name, interior=False, time_of_day="DAY", weather=weather)
    land, mood = land_of(name.casefold(), "", 7, 0.03), mood_of(place, 7)
    canvas = Canvas(Box(-0.9, -0.5, 0.9, 0.5), 100)
    draw_land(canvas, land, mood)
    return np.asarray(canvas.finished().convert("RGB"), np.float64)


@pytest.mark.parametrize("name", ["Park", "Field", "Beach"])
def test_what_grows_leans_in_the_wind(name: str) -> None:
    still, windy = _drawn(name, ""), _drawn(name, "wind")
    assert (np.abs(still - windy).max(axis=2) > 30).mean() > 0.004


def test_no_street_leans() -> None:
    still, windy = _drawn("City street", ""), _drawn("City street", "wind")
    assert (np.abs(still - windy).max(axis=2) > 30).mean() < 0.01


@pytest.mark.parametrize("name", ["Park", "Open sea", "Forest"])
def test_something_flies_in_the_wind_and_moves(shoot: Shoot, name: str) -> None:
    place = Place(name=name, interior=False, time_of_day="DAY", weather="wind")
    first, *others = shoot(panel(place=place, terms=(framing(0.5),), frames=8))
    assert apart(first, others[3]) > 0.2


@pytest.mark.parametrize(
    ("told", "out"),
    [
        ("The light is out.", True),
        ("The lighthouse is dark.", True),
        ("The lamp goes out. She waits.", True),
        ("A dark lighthouse on the rock.", True),
        ("The lamp goes out. She lights the lamp.", False),
        ("The beam sweeps the sea.", False),
        ("Mara waits in the dark.", False),
        ("The lighthouse.", False),
        ("A lighthouse far off, and the sea is dark.", False),
        ("A white lighthouse on a black rock.", False),
        ("She carries the lantern out.", False),
        ("The lamp of the tower has gone out.", True),
        ("The light dies.", True),
    ],
)
def test_the_action_says_when_the_lamp_is_out(told: str, out: bool) -> None:
    assert unlit(told) is out


def test_a_dark_lighthouse_throws_no_light(shoot: Shoot) -> None:
    lit, dark = (
        shoot(panel(place=COAST, terms=(framing(0.5),), action=(told,)))[0]
        for told in ("The sea.", "The light is out.")
    )
    assert lit.mean() > dark.mean() + 1
