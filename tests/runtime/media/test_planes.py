"""Pictures are BT.709, limited range, to the code value."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from milimo_lang.ir.values import Size
from milimo_runtime.media.planes import code_of, planes_from_rgb, rgb_from_planes, solid

COLOUR = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("rgb", "yuv"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((255, 255, 255), (235, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_the_primaries_have_the_codes_of_the_recommendation(rgb, yuv):
    assert code_of(rgb) == yuv


@given(COLOUR)
def test_a_colour_has_the_codes_of_the_formula_and_comes_back(rgb):
    red, green, blue = (c / 255 for c in rgb)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    exact = (16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748)
    planes = planes_from_rgb(np.full((16, 16, 3), rgb, np.uint8))
    assert [plane.flat[0] for plane in planes] == pytest.approx(exact, abs=0.51)
    assert rgb_from_planes(planes)[5, 5].tolist() == pytest.approx(rgb, abs=2)


@given(COLOUR)
@example((229, 31, 98))
def test_a_solid_picture_is_the_picture_of_its_colour(rgb):
    plain = solid(Size(width=32, height=16), rgb)
    drawn = planes_from_rgb(np.full((16, 32, 3), rgb, np.uint8))
    assert all(np.array_equal(a, b) for a, b in zip(plain, drawn, strict=True))
