"""Captions break as subtitlers break them, and no letter is lost."""

from hypothesis import given
from hypothesis import strategies as st

from milimo_runtime.media.type import ELLIPSIS, fitted, font, pages, text_block, width_of, wrapped

TEXT = st.text(alphabet=st.sampled_from("abcé —.\n"), max_size=300)


def test_a_short_caption_stays_on_its_line():
    assert wrapped("Is anyone there?") == ("Is anyone there?",)


def test_two_lines_are_of_like_length():
    assert wrapped("Where did you put the lamp that I gave you yesterday?") == (
        "Where did you put the lamp",
        "that I gave you yesterday?",
    )


def test_the_writer_s_own_break_is_kept():
    assert wrapped("No.\nI said no.") == ("No.", "I said no.")


def test_a_long_speech_turns_pages():
    speech = "one two three four five six seven eight nine ten " * 4
    first, *more = pages(speech)
    assert len(first) == 2
    assert more
    assert " ".join(" ".join(page) for page in (first, *more)).split() == speech.split()
    assert wrapped(speech)[-1].endswith(ELLIPSIS)


@given(TEXT)
def test_pages_hold_every_letter_in_lines_of_42(text):
    leaves = pages(text)
    assert all(1 <= len(leaf) <= 2 and all(0 < len(line) <= 42 for line in leaf) for leaf in leaves)
    assert "".join("".join(leaf) for leaf in leaves).replace(" ", "") == "".join(text.split())


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
