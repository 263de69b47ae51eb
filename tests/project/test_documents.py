"""The documents of what milimo says are what milimo says: made from the checks, compared here."""

from __future__ import annotations

import pytest

from milimo_lang.manual.cases import read_case, reported, said
from milimo_lang.manual.document import ERRORS, MISTAKES, Example, errors, examples
from milimo_lang.manual.entries import entries
from tests.conftest import ROOT

AGAIN = "python -m milimo_lang.manual writes it anew"
LIKELY = examples((ROOT / MISTAKES).read_text(encoding="utf-8"))


def test_the_page_of_everything_milimo_says_is_up_to_date() -> None:
    assert (ROOT / ERRORS).read_text(encoding="utf-8") == errors(), AGAIN


def test_every_sort_has_its_section_and_a_line_in_the_index() -> None:
    page = errors()
    for entry in entries().values():
        heading = f"{entry.kind.code} {entry.kind.name}"
        assert f"\n## {heading}\n" in page
        assert f"](#{heading.lower().replace(' ', '-')})" in page


def test_no_line_of_a_report_is_wider_than_80_columns() -> None:
    for entry in entries().values():
        assert max(map(len, reported(entry.wrong).splitlines())) <= 80, entry.kind.code


def test_the_likely_mistakes_are_twenty() -> None:
    page = (ROOT / MISTAKES).read_text(encoding="utf-8")
    assert len(LIKELY) == page.count("\n## ") == 20


@pytest.mark.parametrize("example", LIKELY, ids=lambda example: example.said.split("\n")[0])
def test_a_likely_mistake_is_said_as_the_page_shows_it(example: Example) -> None:
    assert reported(read_case(example.wrong)) == example.said, AGAIN


@pytest.mark.parametrize("example", LIKELY, ids=lambda example: example.said.split("\n")[0])
def test_a_likely_mistake_mended_leaves_nothing_to_say(example: Example) -> None:
    assert [one.message for one in said(read_case(example.mended))] == []
