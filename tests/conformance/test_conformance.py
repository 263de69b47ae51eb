"""Fountain is read as other parsers' tests say, unless a reason is given; and a film reads it as Fountain does."""

from __future__ import annotations

import pytest

from milimo_lang.source import Source
from milimo_lang.syntax.parse import describe, parse
from milimo_lang.syntax.tree import LineKind
from tests.conformance.suites import Case, cases

CASES = list(cases())
KINDS = {*LineKind, "any"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_reads_what_its_parser_reads_or_says_why_not(case: Case) -> None:
    assert (case.ours == case.kinds) is not bool(case.reason)
    assert set(case.kinds) <= KINDS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_film_without_marks_has_the_elements_of_the_same_fountain_file(case: Case) -> None:
    plain, film = (parse(Source(path, case.text)).value for path in ("film.fountain", "film.mls"))
    assert describe(film) == describe(plain)


def test_few_are_read_otherwise() -> None:
    """The suites contradict each other, so none can be followed everywhere."""
    assert sum(bool(case.reason) for case in CASES) <= len(CASES) * 0.065


def test_no_two_cases_of_a_suite_share_a_name() -> None:
    ids = [case.id for case in CASES]
    assert sorted(set(ids)) == sorted(ids)
