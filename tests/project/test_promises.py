"""Every promise, and every line of the page on security, names the tests that hold it, and these are tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.project.test_traps import functions

PAGES = [ROOT / "docs" / "promises.md", ROOT / "SECURITY.md"]
NAMED = sorted({pair for page in PAGES for pair in re.findall(r"`([\w/.]+\.py)::(\w+)`", page.read_text("utf-8"))})


def test_many_are_named() -> None:
    assert len(NAMED) > 40


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda part: part)
def test_what_is_named_is_a_test(file: str, name: str) -> None:
    assert name.startswith("test_")
    assert name in functions(ROOT / file)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_row_names_what_holds_it(page: Path) -> None:
    rows = [row for row in page.read_text("utf-8").splitlines() if row.startswith("|") and not row.startswith("|---")]
    told = [row for row in rows if not row.rstrip().endswith("| held by |")]
    assert len(told) > 9
    for row in told:
        assert "::test_" in row.rstrip("| ").rpartition("|")[2], row
