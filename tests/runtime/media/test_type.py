"""Words are set in the face milimo brings, as wide as they are and no wider than they may be."""

from hypothesis import given
from hypothesis import strategies as st

from milimo_runtime.media.type import ELLIPSIS, fitted, font, text_block, width_of, wrapped

TEXT = st.text(alphabet=st.sampled_from("abcé —.\n"), max_size=300)


def test_the_writer_s_own_breaks_are_kept_where_they_fit():
    assert wrapped("No.\nI said no.", 42, 2) == ("No.", "I said no.")
    assert wrapped("No.\nI\nsaid no.", 42, 2) == ("No. I said no.",)


def test_what_finds_no_line_is_an_ellipsis():
    first, second = wrapped("one two three four five six seven eight nine ten " * 4, 42, 2)
    assert second.endswith(ELLIPSIS)
    assert max(len(first), len(second)) <= 42


@given(TEXT, st.integers(60, 400))
def test_a_fitted_line_fits(text, room):
    line = " ".join(text.split())
    assert width_of(fitted(line, 24, "regular", room), 24) <= room


def test_the_face_has_the_letters_of_europe():
    missing = font(40).getmask("\U0010ffff").getbbox()
    for letter in "ÅåŁłĐđŠšŘřŐőÇçÑñßÞþĞğİıȘșȚțÆæŒœΩωЖж→…—«»„“’№€":
        assert font(40).getmask(letter).getbbox() is not None
        assert bytes(font(40).getmask(letter)) != bytes(font(40).getmask("\U0010ffff")), (letter, missing)


def test_a_block_is_as_wide_as_its_widest_line_and_no_wider_than_it_may():
    assert text_block(("wide enough", "i"), 30).width == width_of("wide enough", 30)
    assert text_block(("far too wide for this",), 30, "bold", "left", 100).width <= 100
