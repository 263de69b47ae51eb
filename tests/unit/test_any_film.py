"""Whatever is typed goes through every stage, and what is a film is planned soundly, the same each time."""

from __future__ import annotations

from hypothesis import given

from milimo_lang.ir.soundness import problems
from tests.examples import examples
from tests.stages import errors, through
from tests.strategies import Film, films, paths, texts


@given(texts(), paths)
@examples(75)
def test_any_text_goes_through_every_stage(text: str, path: str) -> None:
    through({path: text}, path)


@given(films())
@examples(50)
def test_a_film_compiles_without_an_error_and_is_planned_soundly(film: Film) -> None:
    made = through(film.files)
    assert not errors(made.diagnostics)
    assert problems(made.plan.value) == []
    assert len(made.plan.value.shots) >= 1
