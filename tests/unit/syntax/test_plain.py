"""Lines of words alone are read without the grammar, exactly as it reads them."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from milimo_lang.syntax.phrases import Rule, _clause, _Place, _plain_property, _plain_words, _read

WORDS = st.sampled_from(
    [
        "close",
        "push in",
        "bird's eye",
        "B&W",
        "end",
        "at end",
        "a.b",
        "..",
        "50mm",
        "4s",
        "é",
        "x-y",
        "{to}",
        "“a",
        'a"b',
    ]
)
LINES = st.lists(WORDS | st.text(max_size=6), max_size=5).map(", ".join)


def same(rule: Rule, text: str, plain: object) -> None:
    assert _clause(_read(rule, text), _Place(text, "film.mls", 7), []).value == plain


@given(LINES | st.text(max_size=30))
def test_words_and_commas(text: str) -> None:
    plain = _plain_words(_Place(text, "film.mls", 7))
    assume(plain is not None)
    same("phrases", text, plain)
    same("directive", text, plain)


@given(st.sampled_from(["prompt", "draft", "key", "a-b"]), st.sampled_from([": ", ":\t", ":  "]), LINES | st.text())
def test_a_key_and_its_text(key: str, colon: str, text: str) -> None:
    line = f"{key}{colon}{text}".strip()
    plain = _plain_property(_Place(line, "film.mls", 7))
    assume(plain is not None)
    same("property", line, plain)
