"""Every trap on the page of LTX-2 is held by a test, and every test that is named there is one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "ltx.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/.]+\.py)::(\w+)`", PAGE)))


def functions(path: Path) -> set[str]:
    """The tests of a file."""
    return {one.name for one in ast.parse(path.read_text("utf-8")).body if isinstance(one, ast.FunctionDef)}


def test_many_are_named() -> None:
    assert len(NAMED) > 60


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda part: part)
def test_what_is_named_is_a_test(file: str, name: str) -> None:
    folder = ROOT if "/" in file else ROOT / "tests" / "runtime" / "ltx"
    assert name.startswith("test_")
    assert name in functions(folder / file)


def test_every_trap_names_what_holds_it() -> None:
    heading = "| trap | what milimo does | held by |"
    tables = [table.split("\n\n")[0].splitlines()[2:] for table in PAGE.split(heading)[1:]]
    rows = [row for table in tables for row in table]
    assert len(rows) > 30
    for row in rows:
        *_, held, _ = row.split("|")
        assert "::" in held, row
