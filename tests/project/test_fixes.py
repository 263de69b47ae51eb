"""Every fix mends what it was offered for, breaks nothing, and is offered no more afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Severity
from milimo_lang.manual.cases import Case, said
from milimo_lang.manual.entries import Entry, entries
from milimo_lang.mending import mended
from milimo_lang.source import Span

FIXED = [entry for entry in entries().values() if said(entry.wrong)[0].fixes]


def every(entry: Entry) -> str:
    return f"{entry.kind.code}-{entry.kind.name}"


def applied(case: Case) -> Case:
    return Case(case.texts | mended(said(case), case.texts, unsafe=True).texts, case.media)


def test_most_slips_have_a_fix() -> None:
    assert len(FIXED) >= 25


@pytest.mark.parametrize("entry", FIXED, ids=every)
def test_a_fix_mends_what_it_is_offered_for_and_breaks_nothing(entry: Entry) -> None:
    (one,) = said(entry.wrong)
    for fix in one.fixes:
        texts = entry.wrong.texts | mended([replace(one, fixes=(fix,))], entry.wrong.texts, unsafe=True).texts
        left = said(Case(texts, entry.wrong.media))
        assert [other.message for other in left if other.code == entry.kind.code] == [], fix
        assert [other.message for other in left if other.severity is Severity.ERROR] == [], fix


@pytest.mark.parametrize("entry", FIXED, ids=every)
def test_a_fix_applied_is_not_applied_again(entry: Entry) -> None:
    once = applied(entry.wrong)
    assert applied(once).texts == once.texts


@pytest.mark.parametrize("entry", FIXED, ids=every)
def test_a_fix_says_what_it_does(entry: Entry) -> None:
    for fix in said(entry.wrong)[0].fixes:
        assert fix.title
        assert fix.span.path in entry.wrong.texts


def one(start: int, end: int, new: str, grade: Applicability = Applicability.SAFE) -> Diagnostic:
    fix = Fix("mend it", Span("film.mls", start, end), new, grade)
    return Diagnostic("M1", "m", Severity.ERROR, "m", fix.span, fixes=(fix,))


def test_what_is_only_likely_waits_for_unsafe() -> None:
    said = [one(0, 1, "x"), one(2, 3, "y", Applicability.MAYBE)]
    assert mended(said, {"film.mls": "abc"}, unsafe=False).texts == {"film.mls": "xbc"}
    assert mended(said, {"film.mls": "abc"}, unsafe=True).texts == {"film.mls": "xby"}


def test_of_two_fixes_that_touch_the_first_is_applied() -> None:
    found = mended([one(0, 2, "x"), one(1, 3, "y"), one(2, 2, "z")], {"film.mls": "abc"}, unsafe=False)
    assert (found.texts, found.applied) == ({"film.mls": "xc"}, 1)


def test_a_file_that_is_not_the_writers_stays() -> None:
    assert mended([one(0, 1, "x")], {"cast.mls": "abc"}, unsafe=True).texts == {}


def test_an_added_line_ends_as_the_others_do() -> None:
    assert mended([one(3, 3, "\n")], {"film.mls": "a\r\nb\r\n"}, unsafe=False).texts == {"film.mls": "a\r\n\r\nb\r\n"}


@given(
    st.text("ab\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xy", max_size=3)), max_size=8),
)
def test_what_no_fix_speaks_of_is_kept(text: str, wanted: list[tuple[int, int, str]]) -> None:
    said = [one(start, min(start + length, len(text)), new) for start, length, new in wanted if start <= len(text)]
    result = mended(said, {"film.mls": text}, unsafe=False).texts.get("film.mls", text)
    untouched = [at for at in range(len(text)) if not any(d.span.start <= at < d.span.end for d in said)]
    kept = "".join(letter for letter in result if letter not in "xy")
    assert len(kept) >= len(untouched)
