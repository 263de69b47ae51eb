"""Names keep clear of each other, of faces, of the frame's edges and of the words laid over a film."""

from __future__ import annotations

from itertools import combinations

import pytest

from milimo_lang.ir.bodies import Figure, Place, Text
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backends.animatic.camera import camera_of, window
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.labels import Label, labels_of
from milimo_runtime.backends.animatic.painting import layers_of, painted
from milimo_runtime.backends.animatic.stage import Scene, stage
from milimo_runtime.media.lettering import caption

from .conftest import MARA, TOM, framing, panel
from .moves import performed

SIZES = [(1280, 720), (720, 1280), (640, 240), (640, 360)]
LONG = (
    Figure(name="ALEXANDRINA OF THE LONG HOUSE BY THE SEA", side=-1),
    Figure(name="SIR BARTHOLOMEW THE UNREASONABLY PATIENT", side=1),
)
SPAN = FrameSpan(start=0, frames=1)


def named(size: Size, figures: tuple[Figure, ...], *terms: object, phrase: str = "static") -> tuple[Scene, list[Label]]:
    aspect = size.width / size.height
    body = panel(size=size, figures=figures, terms=(*terms, *performed(phrase)))
    scene = stage(body, aspect)
    windows = [window(pose, aspect, 1.0, scene.target) for pose in camera_of(body.terms, 12, 4, 7).poses]
    return scene, labels_of(scene, size, windows)


def meets(one: Box, other: Box) -> bool:
    shared = one.meet(other)
    return shared.width > 0 and shared.height > 0


@pytest.mark.parametrize("sides", SIZES)
@pytest.mark.parametrize("height", [0.14, 0.5, 0.9, 1.1, 1.45, 1.55])
@pytest.mark.parametrize("figures", [(MARA, TOM), LONG, (MARA, TOM, *LONG)], ids=["two", "long", "four"])
def test_names_are_apart_within_the_frame_and_above_the_captions(
    sides: tuple[int, int], height: float, figures: tuple[Figure, ...]
) -> None:
    size = Size(width=sides[0], height=sides[1])
    scene, labels = named(size, figures, framing(height, two=1))
    assert labels
    assert not any(meets(one.box, other.box) for one, other in combinations(labels, 2))
    text = Text(place="caption", text="One line of a speech,\nand another one beneath it.", span=SPAN, speaker="MARA")
    plate = min(stamp.top for stamp in caption(size, tuple(text.text.splitlines()), text.speaker, 0).stamps)
    half = size.width / size.height / 2
    for label in labels:
        assert -half < label.box.left
        assert label.box.right < half
        assert label.box.bottom < plate / size.height - 0.5
        assert label.box.top > -0.5
    for person in scene.people:
        stance = person.stance
        face = Box(stance.x, stance.top, stance.x, stance.top + 0.13 * stance.height)
        assert not any(meets(label.box, face.grown(0.03 * stance.height)) for label in labels)


@pytest.mark.parametrize("height", [1.1, 1.55, 2.4, 3.6])
@pytest.mark.parametrize("look", ["a girl of five", "a boy of ten", "a woman", "a baby girl"])
def test_a_name_beside_one_alone_is_under_the_chin_or_beside_it(height: float, look: str) -> None:
    scene, labels = named(Size(width=1280, height=720), (Figure(name="Tilda", look=look, side=-1),), framing(height))
    (label,), stance = labels, scene.people[0].stance
    if "baby" in look:
        half, top, low = 0.2 * stance.height, stance.top + 0.08 * stance.height, stance.top + 0.5 * stance.height
    else:
        head = stance.head * stance.height
        half, top, low = 0.055 * head, stance.top, stance.top + 0.15 * head
    assert not meets(label.box, Box(stance.x - half, top, stance.x + half, low))


@pytest.mark.parametrize("height", [3.6, 7.5, 11])
def test_a_mouth_however_near_is_above_a_caption_of_a_line(height: float) -> None:
    size = Size(width=1280, height=720)
    for look in ("a woman", "a girl of six"):
        scene, _ = named(size, (Figure(name="Ada", look=look),), framing(height))
        stance = scene.people[0].stance
        plate = min(stamp.top for stamp in caption(size, ("One line of speech.",), "ADA", 0).stamps)
        assert stance.top + 0.117 * stance.head * stance.height < plate / size.height - 0.5


def test_a_name_too_long_is_elided_and_a_short_one_is_not() -> None:
    _, labels = named(Size(width=720, height=1280), (LONG[0], TOM), framing(1.45, two=1))
    words = {label.text for label in labels}
    assert "Tom" in words
    assert any(text.endswith("…") for text in words if text != "Tom") or LONG[0].name in words
    _, labels = named(Size(width=360, height=720), LONG, framing(1.45, two=1))
    assert len(labels) == 2
    assert all(label.text.endswith("…") for label in labels)


def test_a_face_that_fills_the_frame_has_no_name() -> None:
    assert named(Size(width=1280, height=720), (MARA,), framing(6.5))[1] == []


def test_a_name_stays_in_the_frame_as_the_camera_goes_in() -> None:
    size = Size(width=1280, height=720)
    _, labels = named(size, (MARA,), framing(1.1), phrase="push in")
    body = panel(size=size, figures=(MARA,), terms=(framing(1.1), *performed("push in")))
    scene = stage(body, 16 / 9)
    last = window(camera_of(body.terms, 12, 4, 7).poses[-1], 16 / 9, 1.0, scene.target)
    (label,) = labels
    assert last.left < label.box.left
    assert label.box.bottom < last.top + 0.78 * last.height


def test_an_insert_never_shows_the_place_as_a_thing() -> None:
    field = Place(name="FIELD", interior=False, time_of_day="DAY")
    insert = framing(1.0, insert=1)
    size = Size(width=1280, height=720)
    assert (
        stage(panel(place=field, terms=(insert,), action=("She strikes the match.",)), 16 / 9).things[0].name == "match"
    )
    scene = stage(panel(place=field, terms=(insert,), action=("She looks up.",)), 16 / 9)
    assert scene.things == ()
    assert scene.part is not None
    assert scene.part.kind == "hands"
    assert labels_of(scene, size, [window(camera_of((), 1, 0, 7).poses[0], 16 / 9, 1.0)]) == []


@pytest.mark.parametrize("interior", [True, False])
def test_what_a_cutaway_is_on_stands_on_something_and_is_a_detail_of_its_place(interior: bool) -> None:
    letter = Figure(name="The Letter", kind="object", look="a letter", subject=True)
    place = Place(name="KITCHEN" if interior else "FIELD", interior=interior, time_of_day="DAY")
    body = panel(place=place, figures=(letter,), terms=(framing(1.0, cutaway=1),))
    scene = stage(body, 16 / 9)
    (thing,) = scene.things
    assert thing.height < 0.2
    (stand,) = [layer for layer in layers_of(scene, {}, 16 / 9, False) if layer.name == "stand"]
    cover = painted(stand, Box(-0.8, -0.5, 0.8, 0.5), 100.0).getchannel("A")
    assert cover.getpixel((80, round(100 * (thing.foot + 0.5)))) == 255
    assert cover.getpixel((80, round(100 * (thing.foot + 0.5)) - 6)) == 0


@pytest.mark.parametrize("sides", SIZES)
def test_the_longest_name_is_no_bar_across_the_frame(sides: tuple[int, int]) -> None:
    size = Size(width=sides[0], height=sides[1])
    _, (label,) = named(size, (Figure(name="ANASTASIA " * 25),), framing(0.9))
    assert label.text.endswith("…")
    assert label.text.startswith("ANASTASIA")
    assert label.of == "ANASTASIA " * 25
    assert 2 * label.half <= max(size.width / size.height / 6, 12 * label.type_size) + 1e-9
    _, (short,) = named(size, (Figure(name="OLD CAPTAIN TOM"),), framing(0.9))
    assert short.text == "OLD CAPTAIN TOM"
