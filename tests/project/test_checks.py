"""One file a check: its page explains it, its wrong example says it and nothing else, its mended one says nothing."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from milimo_lang.manual.cases import said
from milimo_lang.manual.entries import Entry, check_modules, entries, entry_of
from tests.conftest import ROOT

ENTRIES = list(entries().values())


def every(entry: Entry) -> str:
    return f"{entry.kind.code}-{entry.kind.name}"


def test_every_file_declares_one_check() -> None:
    kinds = [entry_of(module).kind for module in check_modules()]
    assert len(kinds) > 50
    for what in ("code", "name"):
        counts = Counter(getattr(kind, what) for kind in kinds)
        assert [value for value, count in counts.items() if count > 1] == []


def test_checks_stand_in_their_packages_alone() -> None:
    homes = ("syntax/mistakes/", "analysis/checks/", "planning/checks/")
    files = [path.relative_to(ROOT / "milimo_lang").as_posix() for path in (ROOT / "milimo_lang").rglob("*.py")]
    declaring = [
        file for file in files if re.search(r'= Kind\("M', (ROOT / "milimo_lang" / file).read_text(encoding="utf-8"))
    ]
    assert [file for file in declaring if not file.startswith(homes)] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=every)
def test_a_check_is_named_and_explained(entry: Entry) -> None:
    assert re.fullmatch(r"M[1-6]\d{3}", entry.kind.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.kind.name)
    assert entry.title.endswith(".")
    assert len(entry.page.split("\n\n", 1)[-1].split()) >= 10, "a page says what is wrong, why, and what to do"


@pytest.mark.parametrize("entry", ENTRIES, ids=every)
def test_the_wrong_example_says_it_and_nothing_else(entry: Entry) -> None:
    assert [(one.code, one.name, one.severity) for one in said(entry.wrong)] == [
        (entry.kind.code, entry.kind.name, entry.kind.severity)
    ]


@pytest.mark.parametrize("entry", ENTRIES, ids=every)
def test_what_is_said_has_a_place_a_message_and_help(entry: Entry) -> None:
    (one,) = said(entry.wrong)
    assert one.help
    assert not one.message.endswith(".")
    assert one.span.path in entry.wrong.texts
    assert 0 <= one.span.start <= one.span.end <= len(entry.wrong.texts[one.span.path])


@pytest.mark.parametrize("entry", ENTRIES, ids=every)
def test_the_mended_example_says_nothing(entry: Entry) -> None:
    assert [(one.code, one.message) for one in said(entry.mended)] == []
