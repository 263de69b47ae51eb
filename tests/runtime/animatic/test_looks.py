"""Words say how someone looks; what they leave open, the name decides."""

from __future__ import annotations

import pytest

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.colour import NAMED
from milimo_runtime.backends.animatic.looks import look_of
from milimo_runtime.backends.animatic.mood import mood_of
from milimo_runtime.backends.animatic.props.table import known_in


def test_a_colour_belongs_to_the_thing_it_stands_before() -> None:
    look = look_of("Mara", "a woman in her sixties, silver braid, yellow oilskin coat, red hat")
    assert (look.hair, look.cloth, look.hat_colour) == (NAMED["silver"], NAMED["yellow"], NAMED["red"])
    assert (look.style, look.garment, look.hat) == ("braid", "coat", "brim")


def test_a_variant_wears_what_is_said_last_and_stays_the_same_person() -> None:
    dry = look_of("Mara", "silver braid, yellow oilskin coat")
    wet = look_of("Mara.wet", "silver braid, yellow oilskin coat, the coat black with rain")
    assert wet.cloth == NAMED["black"]
    assert (wet.skin, wet.hair, wet.build) == (dry.skin, dry.hair, dry.build)


def test_without_words_the_name_decides() -> None:
    assert look_of("Kit", "") == look_of("KIT", "")
    assert len({look_of(name, "").cloth for name in ("Kit", "Nora", "Anna", "Tom", "Ines")}) == 5
    assert look_of("BOY", "").build < 0.8


@pytest.mark.parametrize(
    ("heading", "look", "hour", "weather"),
    [
        ("NIGHT", "", "night", "clear"),
        ("DAY", "rain on curved glass", "day", "rain"),
        ("", "a foggy moor at dawn", "dawn", "fog"),
        ("SUNSET - STORM", "", "dusk", "storm"),
        ("", "", "day", "clear"),
        ("DAY", "a train station", "day", "clear"),
    ],
)
def test_hour_and_weather_are_read_as_whole_words(heading: str, look: str, hour: str, weather: str) -> None:
    mood = mood_of(Place(name="There", time_of_day=heading, look=look), 7)
    assert (mood.hour, mood.weather) == (hour, weather)


def test_an_insert_finds_the_object_its_words_speak_of() -> None:
    assert known_in("She turns the key twice.") == "key"
    assert known_in("A monkey.") is None
