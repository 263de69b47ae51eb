"""Every example checks without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Milimo


def examples() -> list[Path]:
    found = [path for suffix in ("mls", "fountain") for path in (ROOT / "examples").rglob(f"*.{suffix}")]
    films = [path for path in found if path.name == "film.mls" or path.suffix == ".fountain"]
    return sorted(path.relative_to(ROOT) for path in films if "build" not in path.parts)


@pytest.mark.parametrize("film", examples(), ids=str)
def test_an_example_checks_without_a_word(film: Path, milimo: Milimo) -> None:
    ran = milimo("check", film, cwd=ROOT)
    assert (ran.code, ran.out) == (0, "")


def test_the_promised_examples_are_there() -> None:
    assert {"the-lamp", "the-bell", "one-take"} <= {path.parent.name for path in examples()}
    assert "plain.fountain" in {path.name for path in examples()}
