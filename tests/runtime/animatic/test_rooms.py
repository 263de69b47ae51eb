"""Interiors: the words of a place say which room it is; each is told from the others, by hour and from above."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt
import pytest

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.mood import mood_of
from milimo_runtime.backends.animatic.painting import layers_of
from milimo_runtime.backends.animatic.rooms import EXAMPLES, Room, draw_furniture, draw_plan, draw_room, room_of
from milimo_runtime.backends.animatic.rooms.motifs import MOTIFS, PLAIN
from milimo_runtime.backends.animatic.rooms.naming import motif_of
from milimo_runtime.backends.animatic.rooms.perspective import perspective_of
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.media.planes import rgb_from_planes

from .conftest import apart, framing, panel

Picture = npt.NDArray[np.float64]
Part = Literal["room", "plan"]
FRAME = Box(-8 / 9, -0.5, 8 / 9, 0.5)
FACES = Box(-0.2, -0.28, 0.2, -0.06)
"""Where the faces of people are in a close framing, in the world of the place."""


def drawn(name: str, look: str, hour: str = "DAY", part: Part = "room", weather: str = "") -> Picture:
    """A room by itself, RGB, 48 pixels high."""
    place = Place(name=name, interior=True, time_of_day=hour, look=look, weather=weather)
    room, mood = room_of(name.casefold(), look.casefold(), 7, 0.03), mood_of(place, 7)
    canvas = Canvas(FRAME, 48)
    if part == "plan":
        draw_plan(canvas, room, mood)
    else:
        draw_room(canvas, room, mood)
        draw_furniture(canvas, room, mood)
    return np.asarray(canvas.finished().convert("RGB"), np.float64)


@pytest.mark.parametrize(
    ("name", "look", "motif"),
    [
        ("kitchen", "", "kitchen"),
        ("mara's flat - kitchen", "", "kitchen"),
        ("castle kitchen", "", "kitchen"),
        ("mara's flat", "", "living room"),
        ("cuisine", "", "kitchen"),
        ("schlafzimmer", "", "bedroom"),
        ("sala de espera", "", "waiting room"),
        ("salle de classe", "", "classroom"),
        ("gefängnis", "", "prison cell"),
        ("child's bedroom", "", "child's room"),
        ("petrol station", "", "shop"),
        ("police station", "", "office"),
        ("police station / corridor", "", "corridor"),
        ("cryo chamber", "", "spaceship quarters"),
        ("circus", "", "circus ring"),
        ("sauna", "", "sauna"),
        ("hospital morgue", "", "morgue"),
        ("hotel nightclub", "", "nightclub"),
        ("airport - check-in hall", "", "airport terminal"),
        ("bus terminal", "", "station hall"),
        ("restaurant kitchen", "", "restaurant kitchen"),
        ("hotel / kitchen", "", "restaurant kitchen"),
        ("elevator shaft", "", "lift shaft"),
        ("mine shaft", "", "tunnel"),
        ("spaceship - escape pod", "", "capsule"),
        ("boxing club", "", "gym"),
        ("country club", "", "bar"),
        ("corridor", "", "corridor"),
        ("spaceship corridor", "", "spaceship corridor"),
        ("school corridor", "", "school corridor"),
        ("hospital corridor", "", "hospital corridor"),
        ("prison corridor", "", "prison corridor"),
        ("hospital room", "", "hospital room"),
        ("hospital - room 12", "", "hospital room"),
        ("hospital waiting room", "", "waiting room"),
        ("hotel", "", "hotel lobby"),
        ("hotel room", "", "hotel room"),
        ("hotel bar", "", "bar"),
        ("prison cell", "", "prison cell"),
        ("ship's cabin", "", "ship's cabin"),
        ("cabin", "", "hut"),
        ("cabin", "below deck of the old ship", "ship's cabin"),
        ("ship - engine room", "", "engine room"),
        ("ship's bridge", "", "ship's bridge"),
        ("submarine - bridge", "", "submarine"),
        ("space station - control room", "", "spaceship bridge"),
        ("control room", "", "control room"),
        ("basement of the church", "", "basement"),
        ("church", "", "church"),
        ("castle", "", "throne room"),
        ("castle tower", "", "castle chamber"),
        ("museum hall", "", "museum"),
        ("town hall", "", "ballroom"),
        ("train station", "", "station hall"),
        ("art gallery", "", "museum"),
        ("elevator", "", "lift"),
        ("plane cockpit", "", "cockpit"),
        ("train - compartment", "", "train compartment"),
        ("lighthouse / lamp room", "", "lamp room"),
        ("mara's place", "a small kitchen above the bar", "kitchen"),
        ("number 14", "a church, long empty", "church"),
        ("barnacle", "barred", "room"),
        ("nowhere", "", "room"),
    ],
)
def test_the_words_of_a_place_say_its_room(name: str, look: str, motif: str) -> None:
    assert motif_of(name, look).name == motif


@pytest.mark.parametrize("motif", MOTIFS, ids=lambda motif: motif.name)
def test_every_word_leads_to_its_room_and_to_no_other(motif: object) -> None:
    assert motif in MOTIFS
    for one in MOTIFS:
        if one is motif:
            assert all(motif_of(word, "") is one for word in (*one.words, *one.settings))
            alike = {word for other in MOTIFS if other is not one for word in other.words}
            told = [word for word in one.generic if f"{one.within[0]} {word}" not in alike]
            assert all(motif_of(f"{one.within[0]} {word}", "") is one for word in told)


def test_every_example_is_of_its_room() -> None:
    assert len(EXAMPLES) == len({name for name, *_ in EXAMPLES}) > 60
    assert all(motif_of(place.casefold(), look.casefold()).name == name for name, place, look in EXAMPLES)


def test_no_two_rooms_look_alike_and_night_is_darker_in_each() -> None:
    by_day = [drawn(place, look) for _, place, look in EXAMPLES]
    assert min(apart(one, other) for one, other in combinations(by_day, 2)) > 9
    for (_, place, look), day in zip(EXAMPLES, by_day, strict=True):
        assert drawn(place, look, "NIGHT").mean() < 0.9 * day.mean()


def test_dusk_is_warmer_than_day_where_there_are_windows() -> None:
    for place in ("Kitchen", "Ballroom", "Classroom", "Church"):
        day, dusk = drawn(place, ""), drawn(place, "", "DUSK")
        assert dusk[..., 0].mean() / dusk[..., 2].mean() > 1.1 * day[..., 0].mean() / day[..., 2].mean()


def test_the_weather_is_seen_through_the_windows() -> None:
    for place in ("Kitchen", "Greenhouse", "Ship's Bridge"):
        skies = [drawn(place, "", weather=weather) for weather in ("", "rain", "snow", "fog")]
        assert min(apart(one, other) for one, other in combinations(skies, 2)) > 0.5


def test_a_room_of_the_same_kind_has_colours_of_its_own() -> None:
    assert apart(drawn("Mara's Kitchen", ""), drawn("Tom's Kitchen", "")) > 5


def test_from_above_furniture_stands_on_the_floor_of_its_room() -> None:
    plans = {
        place: drawn(place, "", part="plan") for place in ("Kitchen", "Bedroom", "Library", "Restaurant", "Bathroom")
    }
    assert min(apart(one, other) for one, other in combinations(plans.values(), 2)) > 15


def test_lines_in_depth_run_to_the_vanishing_point() -> None:
    for name, place, look in EXAMPLES:
        room = room_of(place.casefold(), look.casefold(), 7, 0.1)
        site = perspective_of(Canvas(FRAME, 16), room, mood_of(Place(), 7))
        x, y = room.vanish
        for across, up in ((-1.0, 0.0), (1.3, 0.4), (0.7, 2.0)):
            (x0, y0), (x1, y1) = site.at(across, up, 0.0), site.at(across, up, 2.0)
            assert abs((x0 - x) * (y1 - y) - (x1 - x) * (y0 - y)) < 1e-9, name
            assert (x1 - x) ** 2 + (y1 - y) ** 2 > (x0 - x) ** 2 + (y0 - y) ** 2


def test_no_furniture_stands_behind_faces() -> None:
    """Pieces between the wall and the people leave the middle of the frame at head height free."""
    crowded = []
    for name, place, look in EXAMPLES:
        room, canvas = room_of(place.casefold(), look.casefold(), 7, 0.03), Canvas(FACES, 32)
        draw_furniture(canvas, room, mood_of(Place(name=place), 7))
        if np.asarray(canvas.finished().getchannel("A")).mean() > 0.4 * 255:
            crowded.append(name)
    assert crowded == []


def test_what_is_near_moves_more_than_what_is_far() -> None:
    library = Place(name="Library", interior=True)
    scene = stage(panel(place=library), 16 / 9)
    depths = {layer.name: layer.depth for layer in layers_of(scene, {}, 16 / 9, False)}
    assert depths["room"] < depths["furniture"] < depths["people"] < depths["near"]


def test_the_plain_room_is_mirrored_and_coloured_by_its_name() -> None:
    rooms = [room_of(f"place {at}", "", 7, 0.03) for at in range(12)]
    assert {room.motif for room in rooms} == {PLAIN}
    assert {room.side for room in rooms} == {-1, 1}
    assert len({room.palette.wall for room in rooms}) > 8


# ---------------------------------------------------------------- colours that are said


WALL, FLOOR = (slice(54, 80), slice(60, 260)), (slice(160, 178), slice(40, 280))


def colour_of(name: str, look: str, part: tuple[slice, slice], hour: str = "DAY") -> npt.NDArray[np.float64]:
    """The mean colour of a part of an empty room, of one brightness."""
    place = Place(name=name, interior=True, time_of_day=hour, look=look)
    body = panel(place=place, terms=(framing(0.5),), frames=1, handle=0)
    planes = Drawing(body, camera_of(body.terms, 1, 0, 7), {}).planes(0)
    seen = np.asarray(rgb_from_planes(planes), np.float64)[part].mean(axis=(0, 1))
    return seen - seen.mean()


@pytest.mark.parametrize(
    ("name", "look", "part", "channel"),
    [
        ("KITCHEN", "green walls", WALL, 1),
        ("KITCHEN", "a red kitchen", WALL, 0),
        ("BLUE ROOM", "", WALL, 2),
        ("OFFICE", "walls painted dark blue", WALL, 2),
        ("OFFICE", "a worn blue carpet", FLOOR, 2),
        ("BEDROOM", "a red-tiled floor", FLOOR, 0),
        ("HALLWAY", "in blue light", WALL, 2),
        ("HALLWAY", "lit by a green neon sign", WALL, 1),
    ],
)
def test_a_room_has_the_colours_that_are_said_of_it(
    name: str, look: str, part: tuple[slice, slice], channel: int
) -> None:
    plain = colour_of(name.replace("BLUE ", ""), "", part)
    assert colour_of(name, look, part)[channel] > plain[channel] + 6


def test_white_tiles_are_tiles_and_a_blue_dress_in_a_room_is_no_wall() -> None:
    def room(look: str) -> Room:
        return room_of("bathroom", look, 7, 0.03)

    assert room_of("kitchen", "white tiles", 7, 0.03).motif.shell.finish == "tiled"
    assert min(room("white tiles").palette.wall) > 200
    assert room("a blue dress on a hook").palette == room("").palette
    assert room("light, airy").tint is None
