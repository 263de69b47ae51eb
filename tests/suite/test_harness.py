"""The suite's own reading of its files: what is stripped, what is compared, what is written back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.suite import harness

TEXT = """\
A remark above the first case is kept.
--- a comma too many  lines
// warning: 8-9 M1003 nothing stands after this comma
// help: a comma separates two phrases: take this one out
!! wide,

--- two files  tree
Title: X
Use: cast.mls
+++ cast.mls
// error: 11-14 M1013 a declaration needs a name
// help: write the name before the colon, as in @character Mara: silver braid
@character: x
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(harness, "SUITE", tmp_path)
    path = tmp_path / "cases.mls"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_headers_and_annotations_are_no_part_of_the_text(file: Path) -> None:
    comma, files = harness.cases_of(file)
    assert (comma.name, comma.stages) == ("a comma too many", ("lines",))
    assert [(s.path, s.text) for s in comma.sources] == [("film.mls", "!! wide,\n")]
    assert [(s.path, s.text) for s in files.sources] == [
        ("film.mls", "Title: X\nUse: cast.mls\n"),
        ("cast.mls", "@character: x\n"),
    ]


def test_what_is_said_is_what_is_annotated(file: Path) -> None:
    for case in harness.cases_of(file):
        texts = harness.annotate(case, harness.said(case))
        assert tuple((path, text.rstrip("\n")) for path, text in texts) == case.annotated


def test_an_annotation_too_many_or_too_few_is_seen(file: Path) -> None:
    case = harness.cases_of(file)[0]
    assert harness.annotate(case, ())[0][1].rstrip("\n") != case.annotated[0][1]


def test_rewriting_restores_the_annotations_and_nothing_else(file: Path) -> None:
    bare = "\n".join(row for row in TEXT.split("\n") if not row.startswith("//"))
    file.write_text(bare, encoding="utf-8")
    for case in harness.cases_of(file):
        assert case.annotated == tuple((s.path, s.text.rstrip("\n")) for s in case.sources)
    harness.rewrite(file)
    assert file.read_text(encoding="utf-8") == TEXT


def test_an_unknown_stage_is_refused(file: Path) -> None:
    file.write_text("--- a case  trees\nRain.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no stage is called trees"):
        harness.cases_of(file)
