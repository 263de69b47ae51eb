"""Who stands where: the line is kept across a scene, and nobody moves for a shot put in front."""

from __future__ import annotations

from milimo_lang.planning.staging import scene_sides, staging
from tests.unit.planning.films import element, film, image, scene, shot

PEOPLE = {name: element(name, order) for order, name in enumerate(["Mara", "Tom", "Kit", "Ada"])}


def sides(*casts: tuple[str, ...]) -> dict[str, int]:
    return scene_sides(scene(*(shot(cast=cast) for cast in casts)), PEOPLE)


def test_the_first_declared_stands_left_and_the_second_right() -> None:
    assert sides(("Tom", "Mara")) == {"Mara": -1, "Tom": 1}


def test_two_who_would_stand_on_one_side_face_each_other() -> None:
    assert sides(("Mara",), ("Kit",)) == {"Mara": -1, "Kit": 1}


def test_the_third_gives_way_to_whom_it_shares_a_shot_with() -> None:
    assert sides(("Mara", "Tom"), ("Kit",), ("Kit", "Mara")) == {"Mara": -1, "Tom": 1, "Kit": 1}
    assert sides(("Mara", "Tom"), ("Kit",), ("Kit", "Tom")) == {"Mara": -1, "Tom": 1, "Kit": -1}


def test_two_of_one_side_are_parted_alike_whoever_is_named_first() -> None:
    screenplay = film(scene(shot()), elements=PEOPLE)
    for cast in (("Mara", "Kit"), ("Kit", "Mara")):
        made = staging(shot(cast=cast), screenplay.scenes[0], screenplay, {"Mara": -1, "Kit": -1})
        assert {figure.name: figure.side for figure in made.figures} == {"Mara": -1, "Kit": 1}


def test_someone_alone_stands_where_he_stands_with_others() -> None:
    assert sides(("Tom",))["Tom"] == sides(("Tom", "Mara"))["Tom"]


def test_the_order_of_shots_moves_nobody() -> None:
    assert sides(("Kit",), ("Mara", "Ada"), ("Tom",)) == sides(("Tom",), ("Ada", "Mara"), ("Kit",))


def test_someone_nobody_declared_keeps_a_side_by_name() -> None:
    assert sides(("STRANGER",))["STRANGER"] in (-1, 1)
    assert (
        sides(("STRANGER",), ("Mara",), ("Tom",))["STRANGER"] == sides(("STRANGER",), ("Tom",), ("Mara",))["STRANGER"]
    )


def test_a_variant_stands_for_its_character() -> None:
    elements = PEOPLE | {"Mara.wet": element("Mara.wet", 0, look="dripping")}
    screenplay = film(scene(shot()), elements=elements)
    made = staging(shot(cast=("Mara", "Mara.wet")), screenplay.scenes[0], screenplay, {"Mara": -1})
    assert [(figure.name, figure.look, figure.side) for figure in made.figures] == [("Mara", "dripping", -1)]


def test_a_film_to_be_like_is_no_picture_of_the_place() -> None:
    like = shot(references=(image("refs/walk.mp4"), image("refs/room.png")))
    screenplay = film(scene(like))
    made = staging(like, screenplay.scenes[0], screenplay, {})
    assert [(put.role, put.asset) for put in made.inputs] == [("place/0", "refs/room.png")]


def test_reference_pictures_play_roles() -> None:
    elements = {
        "Mara": element("Mara", images=(image("refs/front.png"), image("refs/side.png"))),
        "Lamp Room": element("Lamp Room", 1, "location", images=(image("refs/room.png"),)),
    }
    screenplay = film(scene(shot(), place="Lamp Room"), elements=elements)
    made = staging(shot(cast=("Mara",)), screenplay.scenes[0], screenplay, {})
    assert made.figures[0].references == ("reference/0", "reference/1")
    assert [(put.role, put.asset) for put in made.inputs] == [
        ("reference/0", "refs/front.png"),
        ("reference/1", "refs/side.png"),
        ("place/0", "refs/room.png"),
    ]
