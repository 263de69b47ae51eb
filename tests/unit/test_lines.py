"""Words are broken into lines as subtitlers break them, and no letter is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.lines import balanced

TEXT = st.text(alphabet=st.sampled_from("abcé —.\n"), max_size=300)


def test_what_fits_stays_on_its_line() -> None:
    assert balanced("Is anyone there?", 42) == ("Is anyone there?",)


def test_two_lines_are_of_like_length() -> None:
    assert balanced("Where did you put the lamp that I gave you yesterday?", 42) == (
        "Where did you put the lamp",
        "that I gave you yesterday?",
    )


@given(TEXT, st.integers(1, 50))
def test_every_letter_is_there_in_lines_that_fit(text: str, columns: int) -> None:
    lines = balanced(text, columns)
    assert all(0 < len(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
