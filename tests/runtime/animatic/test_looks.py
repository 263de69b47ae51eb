"""Words say how someone looks; what they leave open, the name decides."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.ages import years_of
from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.colour import NAMED
from milimo_runtime.backends.animatic.looks import SKINS, look_of
from milimo_runtime.backends.animatic.miens import mien_of
from milimo_runtime.backends.animatic.mood import mood_of
from milimo_runtime.backends.animatic.props.table import OBJECTS, draw_prop, known_in
from milimo_runtime.backends.animatic.wording import HAIR_COLOURS


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
    ("words", "said"),
    [
        ("a man in a red coat", {"garment": "coat", "cloth": NAMED["red"], "female": False}),
        ("a coat of red wool", {"garment": "coat", "cloth": NAMED["red"]}),
        ("a woman in a long blue dress", {"garment": "dress", "cloth": NAMED["blue"], "female": True}),
        ("silver hair", {"hair": NAMED["silver"]}),
        ("dark-haired", {"hair": HAIR_COLOURS["dark"]}),
        ("a grey-bearded man", {"beard": "full", "beard_colour": NAMED["grey"]}),
        ("black hair, ginger moustache", {"beard": "moustache", "beard_colour": NAMED["ginger"]}),
        (
            "a man in a black suit and white shirt",
            {"garment": "suit", "cloth": NAMED["black"], "shirt": NAMED["white"]},
        ),
        ("a man in a white shirt and blue jeans", {"garment": "top", "cloth": NAMED["white"], "legs": NAMED["blue"]}),
        ("jeans, a green t-shirt", {"legs": NAMED["denim"], "cloth": NAMED["green"], "sleeves": "short"}),
        ("a woman of forty", {"age": "adult"}),
        ("a man in his sixties", {"age": "old"}),
        ("an 8-year-old girl", {"age": "child", "female": True}),
        ("a boy, eight years old", {"age": "child", "female": False}),
        ("a teenage boy", {"age": "teen"}),
        ("a man of 72", {"age": "old"}),
        ("a bald man with glasses", {"style": "none", "glasses": "clear"}),
        (
            "a woman in sunglasses and a green headscarf",
            {"glasses": "dark", "hat": "veil", "hat_colour": NAMED["green"]},
        ),
        ("a knight in armour, a helmet under his arm", {"garment": "armour", "hat": "helmet"}),
        ("a nurse, white apron over a blue dress", {"apron": NAMED["white"], "cloth": NAMED["blue"]}),
        ("a black woman in a yellow coat", {"skin": SKINS[5], "cloth": NAMED["yellow"]}),
        ("an old Chinese man", {"skin": SKINS[1], "age": "old"}),
        ("a Nigerian woman, red dress", {"skin": SKINS[5], "cloth": NAMED["red"]}),
        ("an olive-skinned man", {"skin": SKINS[2]}),
        ("a man who loves his mother", {"female": False}),
        ("a man with a dog", {"kind": "person"}),
        ("a black dog", {"kind": "dog", "cloth": NAMED["black"]}),
        ("a battered robot", {"kind": "robot"}),
        (
            "a woman of thirty-five, orange spacesuit, shaved head",
            {"garment": "overall", "cloth": NAMED["orange"], "style": "none"},
        ),
        ("a man in a grey jumpsuit", {"garment": "overall", "cloth": NAMED["grey"]}),
        (
            "wedding dress, veil, blond ponytail",
            {"garment": "dress", "cloth": NAMED["white"], "hat": "veil", "hat_colour": NAMED["white"]},
        ),
        ("a nun", {"garment": "robe", "cloth": NAMED["black"], "hat": "wimple", "female": True}),
        ("a policeman in uniform", {"garment": "suit", "cloth": NAMED["navy"], "hat": "peaked"}),
        ("a shirtless boxer, red shorts", {"bare": True, "legs": NAMED["red"], "shorts": True, "sleeves": "bare"}),
        ("a soldier", {"cloth": NAMED["olive"], "legs": NAMED["olive"], "hat": "helmet"}),
        ("a soldier in a red coat", {"cloth": NAMED["red"], "hat": "none"}),
        ("a soldier's widow in a blue dress", {"cloth": NAMED["blue"], "hat": "none"}),
        (
            "a farmer in green dungarees and a white shirt",
            {"cloth": NAMED["white"], "legs": NAMED["green"], "apron": NAMED["green"]},
        ),
        ("a king", {"hat": "crown"}),
        ("an old priest", {"cloth": NAMED["black"], "clerical": True, "tie": None}),
        ("a woman in a black suit", {"garment": "suit", "tie": None}),
        ("a clean-shaven man, short hair", {"beard": "none", "style": "short"}),
        ("a man in an old coat", {"age": "adult"}),
        ("a big brown bear", {"kind": "bear", "cloth": NAMED["brown"]}),
        ("a grey goose", {"kind": "goose", "cloth": NAMED["grey"]}),
        ("a dog trainer", {"kind": "person"}),
        ("a rat-faced thug in a black coat", {"kind": "person"}),
        ("a baby girl", {"kind": "baby"}),
        ("a woman with a baby", {"kind": "person", "age": "adult"}),
    ],
)
def test_words_are_drawn(words: str, said: dict[str, object]) -> None:
    look = look_of("Someone", words)
    assert {name: getattr(look, name) for name in said} == said


def test_children_are_smaller_the_younger_they_are() -> None:
    builds = [look_of("Kit", f"a child of {years}").build for years in (3, 6, 9, 12)]
    assert builds == sorted(builds)
    assert 0.4 < builds[0] < 0.65
    assert builds[-1] < 0.9


@pytest.mark.parametrize(
    ("action", "mien"),
    [
        ("Mara smiles.", "glad"),
        ("Mara frowns at the sea.", "angry"),
        ("Mara weeps.", "sad"),
        ("Mara gasps.", "startled"),
        ("Mara is asleep on the bench.", "asleep"),
        ("Mara weeps. Then Mara laughs.", "glad"),
        ("Tom smiles. Mara waits.", "plain"),
        ("Mara opens the door.", "plain"),
    ],
)
def test_a_face_shows_what_the_action_says_of_it(action: str, mien: str) -> None:
    assert mien_of("Mara", (action,), alone=False) == mien


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
    assert known_in("The gun is in the drawer, beside a letter.") == "gun"


def test_every_object_has_a_shape_of_its_own() -> None:
    shapes = []
    for name in (*OBJECTS, "gizmo"):
        canvas = Canvas(Box(-1.0, -1.2, 1.0, 0.2), 40)
        draw_prop(canvas, name, "", 0.0, 0.0, 1.0, (255, 255, 255))
        shapes.append(np.asarray(canvas.finished(), float))
    assert len(shapes) > 40
    for one, other in combinations(shapes, 2):
        assert np.abs(one - other).mean() > 3


@pytest.mark.parametrize("name", ["the hand bell", "the dinner bell"])
def test_a_small_bell_has_a_handle(name: str) -> None:
    assert np.ptp(top_of(name)) < 0.2


@pytest.mark.parametrize("name", ["a great bronze bell", "the church bell", "the ship's bell"])
def test_a_great_bell_hangs_from_a_beam(name: str) -> None:
    assert np.ptp(top_of(name)) > 1.8


def top_of(name: str) -> list[float]:
    """From where to where the top of an object goes, in its own height."""
    canvas = Canvas(Box(-1.0, -1.2, 1.0, 0.2), 40)
    draw_prop(canvas, name, "", 0.0, 0.0, 1.0, (255, 255, 255))
    rows = np.asarray(canvas.finished().getchannel("A")) > 128
    first = int(np.flatnonzero(rows.any(axis=1))[0])
    columns = np.flatnonzero(rows[first + 1])
    return [float(columns[0]) / 40, float(columns[-1]) / 40]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("a woman of thirty-five, orange spacesuit", 35),
        ("a man of forty-five", 45),
        ("fifty-eight, grey", 58),
        ("a woman of twenty one", 21),
        ("a man, 35 years old", 35),
        ("aged 35", 35),
        ("a 35-year-old woman", 35),
        ("a woman in her mid-thirties", 35),
        ("in her late sixties", 68),
        ("early twenties", 22),
        ("in his 40s", 45),
        ("a boy of six", 6),
        ("6", 6),
        ("a girl of five in a yellow dress", 5),
        ("a six-month-old girl", 0),
        ("an eight-foot giant", None),
        ("a mother of five", None),
        ("a cloak of seven colours, one eye", None),
        ("a woman in a red coat", None),
    ],
)
def test_ages_are_read_whole(words: str, years: int | None) -> None:
    assert years_of(words)[0] == years


@pytest.mark.parametrize("name", ["Olga", "Mrs Bell", "Sister Agnes", "Helen"])
def test_a_name_tells_a_woman_who_wears_no_tie(name: str) -> None:
    look = look_of(name, "a lawyer in a blue suit")
    assert (look.female, look.tie, look.cloth) == (True, None, NAMED["blue"])
    assert look_of("Karl", "a lawyer in a blue suit").tie is not None


def test_a_child_has_a_larger_head_and_wears_no_suit() -> None:
    heads = [look_of("Tim", f"a boy of {years}").head for years in (2, 6, 10, 15, 30)]
    assert heads == sorted(heads, reverse=True)
    assert heads[1] > 1.4
    assert {look_of(name, "a child").garment for name in ("Tim", "Tom", "Ada", "Lou", "Kit")} == {"top"}


def test_nobody_of_thirty_five_is_a_child() -> None:
    looks = [look_of("Ana", f"a woman of {words}") for words in ("thirty-five", "forty-eight", "twenty-six")]
    assert {(look.age, look.build > 0.9) for look in looks} == {("adult", True)}


@pytest.mark.parametrize(
    ("words", "colour"),
    [("a man in blue", "blue"), ("a woman in dark red", "red"), ("dressed in green", "green"), ("in blue", "blue"),
     ("a tall man, all in black", "black"), ("a woman in white from head to foot", "white")],
)  # fmt: skip
def test_who_is_dressed_in_a_colour_wears_it(words: str, colour: str) -> None:
    assert look_of("Kay", words).cloth == NAMED[colour]


def test_a_colour_of_hair_or_eyes_is_not_worn() -> None:
    assert look_of("Kay", "a man, eyes blue").cloth == look_of("Kay", "a man").cloth
