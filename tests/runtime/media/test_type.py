"""Words are set in the face milimo brings, as wide as they are and no wider than they may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_runtime.media import system_fonts
from milimo_runtime.media.runs import BOX, runs, shown
from milimo_runtime.media.type import (
    broken,
    broken_anywhere,
    fitted,
    font,
    parts_of,
    set_in,
    text_block,
    width_of,
)


@pytest.fixture
def no_fonts(monkeypatch):
    """A system without a font of its own."""
    monkeypatch.setattr(system_fonts, "_folders", lambda: ())
    for kept in (runs, text_block):
        kept.cache_clear()
    yield
    for kept in (runs, text_block):
        kept.cache_clear()


TEXT = st.text(alphabet=st.sampled_from("abcé —.\n"), max_size=300)


def test_a_stroke_between_spaces_parts_the_lines_of_a_card():
    assert parts_of("THE LAMP / a film by A/B") == ("THE LAMP", "a film by A/B")


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


def test_what_no_font_has_is_a_box_and_never_a_gap(no_fonts):
    assert shown("漢字 – שלום 🎬!") == f"{BOX * 2} – {BOX * 4} {BOX}!"
    assert text_block(("漢",), 40).getbbox() is not None
    assert width_of("漢", 40) == width_of(BOX, 40)


def test_marks_without_width_are_nothing_and_accents_join_their_letters(no_fonts):
    assert shown("❤\ufe0f") == BOX
    assert shown("so\u00adlo\u200b e\u0301te\u0301\ta\u00a0b") == "solo été a b"


@given(TEXT, st.integers(80, 400))
def test_broken_lines_fit_and_keep_every_word(text, room):
    lines = broken(text, 24, "bold", room)
    if lines is None:
        assert max(width_of(word, 24, "bold") for word in text.split()) > room
    else:
        assert " ".join(lines).split() == text.split()
        assert all(width_of(line, 24, "bold") <= room for line in lines)


@given(st.text(alphabet="abcéW", max_size=200), st.integers(40, 400))
def test_a_word_wider_than_its_room_loses_no_letter(word, room):
    lines = broken_anywhere(word, 24, "bold", room)
    assert "".join(lines) == word
    assert all(width_of(line, 24, "bold") <= room for line in lines)


def test_lines_are_set_in_three_before_they_are_set_smaller_than_half():
    words = "The Strange and Terrible Case of the Lighthouse Keeper"
    lines, size = set_in([words], 40, "bold", 500, 3)
    assert (" ".join(lines), size) == (words, 40)
    assert len(lines) == 3
    lines, size = set_in([words], 40, "bold", 300, 3)
    assert (len(lines), " ".join(lines)) == (3, words)
    assert 20 <= size < 40
    lines, size = set_in([words * 9], 40, "bold", 300, 3)
    assert size == 20
    assert " ".join(lines) == words * 9
