"""Words are broken into lines as subtitlers break them, and no letter is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.lines import balanced, columns_of

TEXT = st.text(alphabet=st.sampled_from("abcé —.\n"), max_size=300)


def test_what_fits_stays_on_its_line() -> None:
    assert balanced("Is anyone there?", 42) == ("Is anyone there?",)


def test_two_lines_are_of_like_length() -> None:
    assert balanced("Where did you put the lamp that I gave you yesterday?", 42) == (
        "Where did you put the lamp",
        "that I gave you yesterday?",
    )


def test_a_line_ends_where_one_breathes_and_no_block_with_a_word_that_leans_on_the_next() -> None:
    said = (
        "I have kept this lamp for thirty years, and in all that time I have never once seen a ship come back from the "
        "north side of the rock."
    )
    lines = balanced(said, 42, 2)
    assert all(len(line) <= 42 for line in lines)
    assert len(lines) == -(-len(said) // 42)
    assert not {line.split()[-1] for line in lines[:-1]} & {"I", "the", "a", "and", "in", "of", "have", "from"}
    assert balanced("You said he would be here by noon, and it is nearly night now.", 42) == (
        "You said he would be here by noon,",
        "and it is nearly night now.",
    )


@given(TEXT, st.integers(1, 50))
def test_every_letter_is_there_in_lines_that_fit(text: str, columns: int) -> None:
    lines = balanced(text, columns)
    assert all(0 < len(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_wide_letters_take_two_columns_and_lines_of_them_are_of_like_length() -> None:
    lines = balanced("灯台の光は消えた。誰も帰ってこなかったのに、どうしてだろう。", 42)
    assert [columns_of(line) for line in lines] == [30, 30]


def test_no_line_begins_with_what_closes_a_clause() -> None:
    for count in range(15, 40):
        text = "".join("灯。" if at % 5 == 4 else "灯" for at in range(count))
        assert not any(line.startswith("。") for line in balanced(text, 24))


@given(st.text(alphabet=st.sampled_from("灯台。a "), max_size=120), st.integers(2, 50))
def test_every_wide_letter_is_there_in_lines_that_fit(text: str, columns: int) -> None:
    lines = balanced(text, columns)
    assert all(0 < columns_of(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
