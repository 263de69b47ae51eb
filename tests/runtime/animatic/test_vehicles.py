"""An interior whose words say a vehicle is drawn as one, told apart from rooms and by what passes outside."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.vehicles.vehicle import vehicle_of

from .conftest import Shoot, apart, framing, panel


@pytest.mark.parametrize(
    ("name", "look", "vehicle"),
    [
        ("night bus", "", "bus"),
        ("coach / back row", "", "bus"),
        ("tram", "", "tram"),
        ("subway car", "", "metro"),
        ("train compartment", "", "train"),
        ("dining car", "", "train"),
        ("plane", "", "plane"),
        ("mara's car (moving)", "", "car"),
        ("taxi", "a yellow cab in the rain", "car"),
        ("number 14", "an old night bus, nearly empty", "bus"),
        ("car / tunnel", "", "car"),
        ("station platform - train", "", "train"),
        ("train - toilet", "", None),
        ("bus stop", "", None),
        ("waiting room", "an old train", None),
        ("train station", "trains wait", None),
        ("car park", "", None),
        ("kitchen", "a small kitchen above the tram", None),
        ("plane cockpit", "", None),
        ("office", "", None),
        ("carpenter's loft", "", None),
    ],
)
def test_the_words_of_a_place_say_its_vehicle(name: str, look: str, vehicle: str | None) -> None:
    assert vehicle_of(name, look) == vehicle


def inside(name: str, hour: str = "DAY", look: str = "") -> Place:
    return Place(name=name, interior=True, time_of_day=hour, look=look)


def test_no_two_vehicles_look_alike(shoot: Shoot) -> None:
    names = ("Room", "Bus", "Subway", "Train", "Plane", "Car")
    pictures = [shoot(panel(place=inside(name), terms=(framing(0.5),)))[0] for name in names]
    assert all(apart(one, other) > 4 for one, other in combinations(pictures, 2))


@pytest.mark.parametrize("name", ["Bus", "Tram", "Train", "Car"])
def test_hour_and_weather_show_outside(shoot: Shoot, name: str) -> None:
    places = [inside(name), inside(name, "NIGHT"), inside(name, "DAY", "rain")]
    day, night, rain = (shoot(panel(place=place, terms=(framing(0.5),)))[0] for place in places)
    assert np.mean(night) < 0.85 * np.mean(day)
    assert apart(day, rain) > 0.5
