"""An interior whose words say a vehicle is drawn as one, told apart from rooms and by what passes outside."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from milimo_lang.ir.bodies import Figure, Place
from milimo_runtime.backends.animatic.looks import look_of
from milimo_runtime.backends.animatic.scene import Scene
from milimo_runtime.backends.animatic.stage import stage
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


DAD = Figure(name="Dad", look="a man, plaid shirt", side=-1)
MUM = Figure(name="Mum", look="a woman, green cardigan", side=1)
SAM = Figure(name="Sam", look="a boy of eight", side=-1)


def in_car(*figures: Figure, place: str = "Car", height: float = 1.2, aspect: float = 16 / 9) -> Scene:
    return stage(panel(place=inside(place, "DAY - MOVING"), figures=figures, terms=(framing(height),)), aspect)


def test_in_a_car_the_first_is_at_the_wheel_and_a_child_is_behind() -> None:
    scene = in_car(DAD, MUM, SAM)
    assert scene.car is not None
    at = {person.name: person.stance for person in scene.people}
    assert at["Mum"].x < at["Sam"].x < at["Dad"].x
    assert at["Sam"].height < 0.75 * at["Dad"].height
    assert (at["Dad"].seat, at["Mum"].seat, scene.people[0].name) == ("car", "car", "Sam")
    assert scene.car.driver == look_of(DAD.name, DAD.look)


@pytest.mark.parametrize("aspect", [9 / 16, 1.0, 16 / 9])
def test_both_in_front_are_in_the_frame(aspect: float) -> None:
    assert all(
        abs(one.stance.x) + 0.1 * one.stance.height < aspect / 2 for one in in_car(DAD, MUM, aspect=aspect).people
    )


def test_passengers_of_a_taxi_sit_behind() -> None:
    car = in_car(MUM, place="Taxi").car
    assert car is not None
    assert (car.near, car.taken) == (True, ())


def test_inside_and_outside_of_a_taxi_is_a_car() -> None:
    place = Place(name="Taxi", interior=None, time_of_day="MOVING - NIGHT")
    assert stage(panel(place=place, figures=(MUM,), terms=(framing(1.1),)), 16 / 9).car is not None


def test_an_empty_car_on_its_way_has_hands_on_the_wheel(shoot: Shoot) -> None:
    moving, parked = (shoot(panel(place=inside("Car", hour), terms=(framing(0.5),)))[0] for hour in ("MOVING", "DAY"))
    assert apart(moving[90:], parked[90:]) > 8


def test_the_dashboard_is_before_who_drives(shoot: Shoot) -> None:
    scene = in_car(DAD)
    stance = scene.people[0].stance
    row = round((0.5 + stance.top + 0.5 * stance.height) * 180)
    column = round((8 / 9 + stance.x) * 180)
    frame = shoot(panel(place=inside("Car", "DAY - MOVING"), figures=(DAD,), terms=(framing(1.2),)))[0]
    assert frame[row : row + 8, column - 20 : column + 20].std() < 12, "dark and plain, no shirt"
