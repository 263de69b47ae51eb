"""Runs the language's specification: every case of every file under `tests/suite`.

`--snapshot-update` writes the references of the stages anew, `--rewrite-annotations` what is said.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.amber import AmberSnapshotExtension
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from tests.suite import harness
from tests.suite.harness import Case

CASES = [case for file in harness.suite_files() for case in harness.cases_of(file)]


class OneFileEach(AmberSnapshotExtension):
    """Holds the references of each suite file in a file of its own: `syntax/cues.mls` in `syntax-cues.ambr`."""

    @classmethod
    def get_file_basename(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:
        case: Case = test_location.item.callspec.params["case"]  # type: ignore[attr-defined]
        file = case.file.relative_to(harness.SUITE)
        return "-".join((*file.parts[:-1], file.stem if file.suffix == ".mls" else file.name))

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        if "case" not in getattr(getattr(test_location.item, "callspec", None), "params", ()):
            return False
        return Path(snapshot_location).stem == cls.get_file_basename(test_location=test_location, index=0)


@pytest.fixture(scope="session")
def rewritten(request: pytest.FixtureRequest) -> bool:
    """Whether the annotations were just written anew; then there is nothing to compare."""
    wanted = bool(request.config.getoption("--rewrite-annotations", default=False))
    if wanted:
        for file in harness.suite_files():
            harness.rewrite(file)
    return wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_says_exactly_what_is_annotated(case: Case, rewritten: bool) -> None:
    if not rewritten:
        texts = harness.annotate(case, harness.said(case))
        assert tuple((path, text.rstrip("\n")) for path, text in texts) == case.annotated


@pytest.mark.parametrize("case", [case for case in CASES if set(case.stages) - {"check"}], ids=lambda case: case.id)
def test_makes_what_its_references_hold(case: Case, snapshot: SnapshotAssertion) -> None:
    snapshot = snapshot.use_extension(OneFileEach)
    for stage in case.stages:
        if stage != "check":
            assert harness.output(case, stage) == snapshot(name=stage)


def test_no_two_cases_of_a_file_share_a_name() -> None:
    ids = [case.id for case in CASES]
    assert sorted(set(ids)) == sorted(ids)
