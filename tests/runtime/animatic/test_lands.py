"""A place under the sky is told at a glance: its kind from its words, its hour and its weather from its light."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from milimo_lang.ir.bodies import Place
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.lands import EXAMPLES, Land
from milimo_runtime.backends.animatic.lands.motifs import MOTIFS
from milimo_runtime.backends.animatic.lands.words import WORDS, read
from milimo_runtime.backends.animatic.mood import mood_of
from milimo_runtime.backends.animatic.painting import layers_of
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.media.planes import rgb_from_planes

from .conftest import MARA, Shoot, apart, framing, panel, term
from .moves import performed

RGB = npt.NDArray[np.float64]
SMALL = Size(width=160, height=90)
OVERHEAD = term("angle", "overhead", horizon=-0.45, overhead=1)
NAMES = {motif: (name, look) for motif, name, look in EXAMPLES}


def outside(name: str, hour: str = "DAY", look: str = "", weather: str = "") -> Place:
    return Place(name=name, interior=False, time_of_day=hour, look=look, weather=weather)


@cache
def drawn(motif: str, hour: str = "DAY", weather: str = "", overhead: bool = False, frame: int = 0) -> RGB:
    name, look = NAMES[motif]
    terms = (framing(0.5), OVERHEAD) if overhead else (framing(0.5),)
    body = panel(size=SMALL, place=outside(name, hour, look, weather), terms=terms, frames=48, handle=0)
    drawing = Drawing(body, camera_of(body.terms, 48, 0, body.seed), {})
    return np.asarray(rgb_from_planes(drawing.planes(frame)), np.float64)


def glance(picture: RGB) -> RGB:
    """What is left of a picture at a glance: 32 by 18 spots of colour."""
    small = Image.fromarray(picture.astype(np.uint8)).resize((32, 18), Image.Resampling.BOX)
    return np.asarray(small, np.float64)


# ---------------------------------------------------------------- words


def test_every_kind_of_land_has_words_and_an_example() -> None:
    assert set(WORDS) == set(MOTIFS) == set(NAMES)
    for motif, name, look in EXAMPLES:
        assert read(name, look).motif == motif
        assert read(name, "").motif == motif


def test_every_word_names_one_kind_of_land() -> None:
    words = [word for group in WORDS.values() for word in group]
    assert len(words) == len(set(words))
    for motif, group in WORDS.items():
        for word in group:
            assert read(f"the old {word}", "").motif == motif


@pytest.mark.parametrize(
    ("name", "look", "motif", "way"),
    [
        ("DESERT ROAD", "", "desert", "road"),
        ("FOREST PATH", "", "forest", "path"),
        ("COUNTRY ROAD", "", "field", "road"),
        ("ROAD THROUGH THE DESERT", "", "desert", "road"),
        ("HARBOUR", "", "harbour", ""),
        ("FOREST CLEARING", "", "forest", ""),
        ("EDGE OF THE FOREST", "", "forest", ""),
        ("CITY STREET", "", "city street", ""),
        ("STREET BY THE HARBOUR", "", "city street", ""),
        ("BATTLEFIELD", "", "battlefield", ""),
        ("CASTLE GARDEN", "", "garden", ""),
        ("BEACH PARKING LOT", "", "parking lot", ""),
        ("CAR PARK", "", "parking lot", ""),
        ("STREET MARKET", "", "market", ""),
        ("TRAIN STATION", "", "station", ""),
        ("POLICE STATION", "", "building", ""),
        ("GAS STATION - HIGHWAY 9", "", "highway", ""),
        ("FROZEN LAKE", "", "snowfield", ""),
        ("ROOFTOPS", "", "rooftop", ""),
        ("RIVER BANK", "", "river", ""),
        ("JOE'S BAR", "", "city street", ""),
        ("DIRT ROAD", "", "field", "path"),
        ("PLAGE", "", "beach", ""),
        ("ALTER FRIEDHOF", "", "cemetery", ""),
        ("LA CALLE", "", "city street", ""),
        ("PIAZZA", "", "square", ""),
        ("Rock", "a lighthouse in the sea", "lighthouse", ""),
        ("NUMBER 9", "a terraced house in a long street", "city street", ""),
        ("KEEPER'S REST", "a wide meadow under the moon", "field", ""),
    ],
)
def test_the_last_noun_of_a_name_says_what_the_place_is(name: str, look: str, motif: str, way: str) -> None:
    found = read(name, look)
    assert (found.motif, found.way) == (motif, way)


def test_a_place_of_unknown_words_is_open_land_and_always_the_same() -> None:
    lands = {
        name: read(name, "").motif for name in ("XANADU", "EREWHON", "SHANGRI-LA", "UTOPIA", "ARCADIA", "ELDORADO")
    }
    assert set(lands.values()) == {"field", "hills"}


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize("overhead", [False, True], ids=["before us", "below us"])
def test_no_two_lands_look_alike(overhead: bool) -> None:
    motifs = [motif for motif in MOTIFS if not overhead or motif in ("forest", "sea", "city street", "desert", "field",
              "station", "parking lot", "cemetery", "snowfield", "market", "harbour", "deck")]  # fmt: skip
    seen = {motif: glance(drawn(motif, overhead=overhead)) for motif in motifs}
    for one, other in combinations(seen, 2):
        assert np.abs(seen[one] - seen[other]).mean() > 6, (one, other)


def test_the_open_sea_is_water_to_the_foot_of_the_frame() -> None:
    picture = drawn("open sea")
    water = picture[round(0.58 * len(picture)) :]
    assert (water[..., 2] > water[..., 0] + 10).mean() > 0.97
    for words in (("MIDDLE OF THE OCEAN", ""), ("XANADU", "open sea on every side")):
        assert read(*words).motif == "open sea"


def test_people_on_the_open_sea_are_on_a_deck() -> None:
    sea = outside("OPEN SEA")
    for terms, motif in (((framing(0.5),), "deck"), ((framing(1.0, cutaway=1),), "open sea")):
        place = stage(panel(place=sea, figures=(MARA,), terms=terms), 16 / 9).place
        assert isinstance(place, Land)
        assert place.motif.name == motif


def test_a_road_shows_in_any_land(shoot: Shoot) -> None:
    for name in ("Desert", "Forest", "Mountains", "Snowfield"):
        bare, road = (shoot(panel(place=outside(place), terms=(framing(0.5),)))[0] for place in (name, f"{name} road"))
        assert np.abs(bare - road)[110:].mean() > 8


@pytest.mark.parametrize("motif", ["harbour", "forest", "city street", "desert", "snowfield"])
def test_the_day_is_light_the_night_is_dark_and_dawn_and_dusk_between(motif: str) -> None:
    light = {hour: drawn(motif, hour).mean() for hour in ("DAY", "DAWN", "DUSK", "NIGHT")}
    assert light["DAY"] > light["DAWN"] + 8 > light["NIGHT"] + 25
    assert light["DAY"] > light["DUSK"] + 12 > light["NIGHT"] + 25


def test_noon_golden_and_blue_hour_are_hours_of_their_own() -> None:
    hours = [drawn("lake", hour) for hour in ("DAY", "NOON", "GOLDEN HOUR", "DUSK", "BLUE HOUR", "NIGHT", "DAWN")]
    assert all(np.abs(one - other).mean() > 3 for one, other in combinations(hours, 2))


@pytest.mark.parametrize("motif", ["city street", "field", "sea"])
def test_every_weather_looks_like_itself(motif: str) -> None:
    skies = ("", "overcast", "rain", "storm", "snow", "fog", "sandstorm", "ash")
    pictures = {weather: drawn(motif, weather=weather) for weather in skies}
    for one, other in combinations(pictures, 2):
        assert np.abs(pictures[one] - pictures[other]).mean() > 3, (one, other)


def test_snow_lies_and_fog_takes_the_distance() -> None:
    ground = slice(60, 90)
    assert drawn("field", weather="snow")[ground].mean() > drawn("field")[ground].mean() + 40
    far = slice(30, 46)
    assert drawn("city street", weather="fog")[far].std() < 0.75 * drawn("city street")[far].std()


def test_the_action_tells_the_weather_over_the_look_and_the_heading_over_both() -> None:
    assert mood_of(outside("Street", "DAY", "snow", "rain"), 7).weather == "rain"
    assert mood_of(outside("Street", "DAY - FOG", "snow", "rain"), 7).weather == "fog"
    assert mood_of(outside("Street", "NACHT - SCHNEE"), 7).weather == "snow"


def test_the_same_land_is_the_same_picture() -> None:
    first = drawn("harbour", "DUSK", "storm")
    drawn.cache_clear()
    assert np.array_equal(first, drawn("harbour", "DUSK", "storm"))


# ---------------------------------------------------------------- movement


@pytest.mark.parametrize("weather", ["rain", "storm", "snow", "fog", "sandstorm", "ash"])
def test_weather_moves_while_the_camera_stands(shoot: Shoot, weather: str) -> None:
    film = shoot(panel(place=outside("Street", weather=weather), terms=(framing(0.5),), frames=24))
    still = shoot(panel(place=outside("Street"), terms=(framing(0.5),), frames=24))
    assert apart(film[0], film[18]) > 0.2 > 2 * apart(still[0], still[18])


def test_rain_falls_in_a_cycle_on_twos() -> None:
    frames = [drawn("park", weather="rain", frame=frame) for frame in (0, 1, 2, 16)]
    assert np.array_equal(frames[0], frames[1])
    assert not np.array_equal(frames[0], frames[2])
    assert np.array_equal(frames[0], frames[3])


def test_no_rain_falls_on_a_table_or_a_planet() -> None:
    assert np.array_equal(drawn("planet", weather="rain"), drawn("planet", weather="rain", frame=6))


def test_a_land_has_five_depths_and_a_truck_tells_them_apart() -> None:
    body = panel(place=outside("Harbour"), figures=(MARA,), terms=(framing(0.5), *performed("truck right")))
    layers = layers_of(stage(body, 16 / 9), {}, 16 / 9, False)
    assert [layer.name for layer in layers] == ["sky", "far", "land", "people", "near"]
    assert [layer.depth for layer in layers] == sorted({layer.depth for layer in layers})


@pytest.mark.parametrize(
    ("heading", "hour"),
    [
        ("3 A.M.", "night"),
        ("6:30 AM", "dawn"),
        ("12 PM", "day"),
        ("5.30 p.m.", "dusk"),
        ("22:00", "night"),
        ("EARLY EVENING", "dusk"),
        ("EVENING", "night"),
        ("LATER THAT NIGHT", "night"),
        ("MAGIC HOUR", "dusk"),
        ("PRE-DAWN", "dusk"),
        ("DAY 3", "day"),
    ],
)
def test_a_heading_says_the_hour_by_the_clock_too(heading: str, hour: str) -> None:
    assert mood_of(outside("Street", heading), 7).hour == hour


@pytest.mark.parametrize(
    ("told", "hour"),
    [("НОЧЬ", "night"), ("ДЕНЬ", "day"), ("УТРО", "day"), ("ВЕЧЕР", "night"), ("РАССВЕТ", "dawn"),
     ("夜", "night"), ("昼", "day"), ("朝", "day"), ("夕", "dusk")],
)  # fmt: skip
def test_hours_of_other_scripts_are_read(told: str, hour: str) -> None:
    assert mood_of(outside("Street", told), 7).hour == hour
