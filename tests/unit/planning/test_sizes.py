"""What a model makes for a film of any size: on its grid, no larger than it was trained for, in the film's shape."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.bodies import DecodeBody, JoinBody
from milimo_lang.ir.soundness import problems
from milimo_lang.ir.values import SIDE, Crop, Size
from milimo_lang.planning.plan import plan
from milimo_lang.planning.sizes import crop_of, stage_sizes
from tests.unit.planning.films import LTX, film, one, shot

SMALL = replace(LTX, family="small", multiple=8, largest=Size(width=160, height=96), stages=1, audio=False)
SIDES = st.integers(SIDE.low // 2, SIDE.high // 2).map(lambda half: 2 * half)


def crop(whole: tuple[int, int], shown: tuple[int, int]) -> Crop:
    return Crop(whole=Size(width=whole[0], height=whole[1]), shown=Size(width=shown[0], height=shown[1]))


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1280, 720, crop((160, 96), (160, 90))),
        (720, 1280, crop((96, 160), (90, 160))),
        (1920, 804, crop((160, 72), (160, 68))),
        (1440, 1080, crop((128, 96), (128, 96))),
        (1000, 1000, crop((96, 96), (96, 96))),
        (128, 72, crop((128, 72), (128, 72))),
    ],
)
def test_a_model_makes_pictures_no_larger_than_it_can(width, height, expected):
    assert crop_of(Size(width=width, height=height), SMALL) == expected


def test_without_a_bound_the_film_is_cut_out_of_the_next_size_on_the_grid():
    assert crop_of(Size(width=1920, height=1080), LTX) == crop((1920, 1088), (1920, 1080))


@given(SIDES, SIDES)
def test_what_is_shown_lies_within_what_is_made_and_that_within_the_bound(width, height):
    size = Size(width=width, height=height)
    found = crop_of(size, SMALL)
    assert found.whole.width % 8 == found.whole.height % 8 == 0
    longer, shorter = sorted((found.whole.width, found.whole.height), reverse=True)
    assert longer <= 160
    assert shorter <= 96
    assert found.shown.width <= found.whole.width < found.shown.width + 8
    assert found.shown.height <= found.whole.height < found.shown.height + 8


@pytest.mark.parametrize("quality", ["preview", "standard", "high"])
def test_a_preview_is_the_first_stage_alone(quality):
    settings = film(size=Size(width=1280, height=720), quality=quality).settings
    half, whole = Size(width=640, height=384), Size(width=1280, height=768)
    assert stage_sizes(settings, LTX) == ((half,) if quality == "preview" else (half, whole))


@pytest.mark.parametrize("quality", ["preview", "standard"])
@pytest.mark.parametrize("model", [LTX, SMALL], ids=["ltx-2", "small"])
def test_chunks_are_decoded_at_the_size_the_join_crops(model, quality):
    made = plan(one(shot(frames=300, model=model), size=Size(width=1280, height=720), quality=quality)).value
    joined = next(node.body for node in made.nodes if isinstance(node.body, JoinBody))
    assert {node.body.size for node in made.nodes if isinstance(node.body, DecodeBody)} == {joined.generated}
    assert joined.crop == crop_of(joined.size, model)
    assert made.film.generated == joined.generated
    assert problems(made) == []


def test_the_first_stage_of_a_preview_is_the_film_s_own():
    """So that the film goes on from its preview."""
    bodies = [
        {
            node.id: node.body
            for node in plan(one(shot(model=LTX), size=Size(width=1280, height=720), quality=quality)).value.nodes
        }
        for quality in ("preview", "standard", "high")
    ]
    preview, standard, high = (made["1A/chunk 1/denoise"] for made in bodies)
    assert preview == standard != high
    assert "1A/chunk 1/refine" not in bodies[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"generated": Size(width=640, height=360)}, "640x360 has not the shape of 160x96"),
        ({"crop": crop((160, 96), (160, 60))}, "160x60 has not the shape of 1280x720"),
        ({"crop": crop((160, 96), (170, 96))}, "170x96 is no part of 160x96"),
    ],
)
def test_a_crop_that_fits_nothing_is_told(change, told):
    made = plan(one(shot(model=SMALL), size=Size(width=1280, height=720))).value
    nodes = tuple(
        node.model_copy(update={"body": node.body.model_copy(update=change)})
        if isinstance(node.body, JoinBody)
        else node
        for node in made.nodes
    )
    assert any(told in problem for problem in problems(made.model_copy(update={"nodes": nodes})))
