"""Every input that fuzzing kept, and every one that once failed, goes through all stages."""

from pathlib import Path

import pytest

from tests.fuzz.targets import files_of
from tests.stages import through

HERE = Path(__file__).parent
INPUTS = sorted(file for folder in ("corpus", "regressions") for file in (HERE / folder).iterdir())


@pytest.mark.parametrize("file", INPUTS, ids=lambda file: file.name)
def test_an_input_of_the_corpus_goes_through_every_stage(file: Path) -> None:
    through(files_of(file.read_bytes()))
