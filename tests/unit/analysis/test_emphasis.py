"""Fountain's emphasis never leaves the page: not into a caption, a prompt, a title or a voice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.analysis.emphasis import blanked, joined, marks, plain
from tests.unit.analysis.films import screenplay


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("I *said* **no**.", "I said no."),
        ("***Never*** _again_", "Never again"),
        ("_**BIG FISHY**_", "BIG FISHY"),
        ("**_BIG_ *FISHY***", "BIG FISHY"),
        ("*a **b** c*", "a b c"),
        ("**bold *both***", "bold both"),
        ("***both* bold**", "both bold"),
        ("un*believ*able", "unbelievable"),
        ("*I* _s_. *Yes*", "I s. Yes"),
        ("_@Mara_, *Mara's*", "@Mara, Mara's"),
        (r"\*not this\* but *this*", "*not this* but this"),
        (r"a \_b\_ _c_", "a _b_ c"),
        ("snake_case and other_snake_case", "snake_case and other_snake_case"),
        ("2 * 3 * 4, 2*3*4", "2 * 3 * 4, 2*3*4"),
        ("a * b", "a * b"),
        ("**half", "**half"),
        ("**half*", "**half*"),
        ("half*", "half*"),
        ("name: ______ , ****", "name: ______ , ****"),
        ("*one\ntwo*", "*one\ntwo*"),
        ("*one\rtwo* *three*", "*one\rtwo* three"),
        ("*one\u2028two*", "one\u2028two"),
        ("*one\x0ctwo* _a\x85b_", "one\x0ctwo a\x85b"),
        ("", ""),
    ],
)
def test_emphasis(written, read):
    assert plain(written) == read


def test_lines_are_joined_after_their_emphasis_is_off():
    assert joined(["He *runs*", "  and *stops", "here*"]) == "He runs and *stops here*"


@given(st.text(alphabet="ab 1*_\\\n", max_size=40))
def test_what_is_taken_off_is_marks_alone(text):
    assert len(blanked(text)) == len(text)
    assert all(set(text[start:end]) <= set("*_\\") for start, end in marks(text))
    assert blanked(text).replace("\0", "") == plain(text)


@given(st.text(alphabet="ab 1\n\u00e9", max_size=40))
def test_a_text_without_marks_is_itself(text):
    assert plain(text) == text


def test_words_leave_the_page_without_marks():
    film = screenplay(
        "Title: _**BIG FISHY**_\n\n@character Mara: x\n\nINT. *ROOM* - DAY\n\n**FADE IN:**\n\n_Mara_ *runs* out,"
        "\nand **in**.\n\nMARA\n(*softly*)\nI *said* **no**.\n\n!! wide, 2s: she *runs*\n    at 1s: **gold** light\n\n"
        "> **THE _SEA_** <\n\n*SUPER: LATER*\n"
    )
    first, speech, last = film.shots
    assert film.settings.title == "BIG FISHY"
    assert film.scenes[0].place_text == "ROOM"
    assert first.transition is not None
    assert first.moments[0].text == "Mara runs out, and in."
    assert first.cast == ("Mara",)
    assert (speech.moments[0].text, speech.moments[0].manner) == ("I said no.", "softly")
    assert last.head == "she runs"
    assert sorted(moment.text for moment in last.moments) == ["THE SEA", "gold light"]
    assert [title.text for title in last.titles] == ["LATER"]
