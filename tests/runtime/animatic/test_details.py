"""Inserts and close shots of a part of somebody, and of things told of in plain words."""

from __future__ import annotations

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import PanelBody
from milimo_lang.world import MemoryWorld
from milimo_runtime.backends.animatic.props.table import OBJECTS, has_shape
from milimo_runtime.backends.animatic.scene import Scene
from milimo_runtime.backends.animatic.stage import stage

_CAST = """\
@character Mara: a woman in her sixties, yellow oilskin coat

@character Tom: a young man, navy sweater

INT. KITCHEN - DAY

"""


def _scene(line: str, action: str = "Mara waits.") -> Scene:
    film = Compilation(MemoryWorld({"film.mls": f"{_CAST}!! {line}\n\n{action}\n"}), "film.mls")
    body = next(node.body for node in film.plan.value.nodes if isinstance(node.body, PanelBody))
    return stage(body, 16 / 9)


@pytest.mark.parametrize(
    ("line", "kind", "owner"),
    [
        ("close on @Mara's hand, 3s", "hand", "Mara"),
        ("close on Tom's fist, 3s", "fist", "Tom"),
        ("close on the hands of @Tom, 3s", "hands", "Tom"),
        ("close on her feet, 3s", "feet", "Mara"),
        ("extreme close on Tom's boots, 3s", "feet", "Tom"),
        ("insert, 3s: hand", "hand", "Mara"),
        ("insert on her fingers, 3s", "hands", "Mara"),
        ("insert, 3s: Mara's hand is on the rail.", "hand", "Mara"),
    ],
)
def test_a_part_of_somebody_is_shown_and_not_the_face(line: str, kind: str, owner: str) -> None:
    scene = _scene(line)
    assert scene.people == ()
    assert scene.part is not None
    assert (scene.part.kind, scene.part.owner and scene.part.owner.name) == (kind, owner)


def test_eyes_and_mouths_are_the_face_so_near() -> None:
    for line in ("close on @Tom's eyes, 3s", "insert on Tom's eyes, 3s"):
        scene = _scene(line)
        assert [person.name for person in scene.people] == ["Tom"]
        assert scene.people[0].stance.height >= 18
    (person,) = _scene("close on her lips, 3s").people
    assert person.name == "Mara"
    assert abs(person.stance.top + 0.112 * person.stance.height) < 0.01


def test_a_back_is_seen_from_behind() -> None:
    (person,) = _scene("close on Tom's back, 3s").people
    assert person.stance.away


def test_what_somebody_shows_is_seen_in_the_face() -> None:
    for line in ("close on Tom's reaction, 3s", "close on @Tom's face, 3s", "close on Tom, 3s"):
        assert [person.name for person in _scene(line).people] == ["Tom"], line


def test_a_hand_has_what_it_is_on_beside_it() -> None:
    scene = _scene("insert, 3s: Mara's hand turns the key.")
    assert scene.part is not None
    assert [thing.name for thing in scene.things] == ["key"]


def test_a_thing_in_plain_words_is_shown_in_a_close_shot_where_there_is_a_shape_for_it() -> None:
    assert [thing.name for thing in _scene("close on the letter, 3s", "Mara reads.").things] == ["the letter"]
    assert [person.name for person in _scene("close on the sea, 3s", "Mara reads.").people] == ["Mara"]
    assert [person.name for person in _scene("wide on the letter, 3s", "Mara reads.").people] == ["Mara"]


def test_the_foot_of_a_rabbit_is_nobodys() -> None:
    scene = _scene("insert on the rabbit's foot, 3s")
    assert scene.part is None
    assert [thing.name for thing in scene.things] == ["the rabbit's foot"]


@pytest.mark.parametrize("name", ["the bonsai", "quark", "the deed of the house"])
def test_what_has_no_shape_has_its_name_on_its_card_alone(name: str) -> None:
    assert not has_shape(name, "")
    (thing,) = _scene(f"insert on {name}, 3s").things
    assert not thing.label


@pytest.mark.parametrize(
    "name",
    ["passport", "ticket", "knife", "ring", "coin", "envelope", "letter", "photograph", "chess piece", "watch",
     "medicine bottle", "map", "candle", "bone", "business card", "painting"],
)  # fmt: skip
def test_common_props_have_a_shape(name: str) -> None:
    assert has_shape(f"the {name}", "")


def test_every_object_is_found_by_its_own_name() -> None:
    assert [name for name in OBJECTS if not has_shape(name, "")] == []


def test_a_clock_hangs_on_a_wall_and_an_alarm_clock_stands() -> None:
    for line, on in (("insert on the clock", "wall"), ("cutaway on the clock", "wall"),
                     ("insert on the alarm clock", "tabletop"), ("cutaway on the alarm clock", "stand")):  # fmt: skip
        (thing,) = _scene(f"{line}, 3s").things
        assert thing.on == on, line
