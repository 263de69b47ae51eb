"""What grows as it is taken over has an end, and the writer is told where: no film of a few lines fills the machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from milimo_lang.diagnostics import Diagnostic
from tests.unit.analysis.films import compiled
from tests.unit.analysis.test_scale import check


def told(text: str) -> list[tuple[str, str]]:
    """The words each diagnostic is about, and its message."""
    return [(_words(text, one), one.message) for one in compiled(text).checked]


def _words(text: str, one: Diagnostic) -> str:
    return text[one.span.start : one.span.end]


def recipes(count: int, line: Callable[[int], str], call: str) -> str:
    """Recipes of which each calls the one before."""
    first, *others = range(count)
    steps = "".join(f"%define shot {line(k)}\n    {line(k - 1)}{call}\n\n" for k in others)
    return f"%define shot {line(first)}\n    wide\n\n{steps}!! {line(count - 1)}, 2s\n"


def test_a_row_of_recipes_may_be_fifty_deep():
    assert told(recipes(50, lambda k: f"r{k}", "")) == []


@pytest.mark.parametrize("count", [51, 400])
def test_a_deeper_row_of_recipes_is_said_of_the_one_that_is_called(count):
    last = f"r{count - 1}"
    assert told(recipes(count, lambda k: f"r{k}", "")) == [
        (f"%define shot {last}", f"the recipe {last} calls recipes more than 50 deep")
    ]


def test_recipes_that_double_end_at_a_few_hundred_phrases():
    text = "%define shot r0\n    wide\n\n" + "".join(
        f"%define shot r{k}\n    r{k - 1}, r{k - 1}\n\n" for k in range(1, 40)
    )
    text += "!! r39, 2s\n\n!! r39, 3s\n"
    assert told(text) == [("%define shot r39", "the recipe r39 becomes more than 200 phrases or 20,000 characters")]
    assert check(text) < 300_000


def test_holes_that_double_are_counted_before_they_are_filled():
    text = "%define shot r0 {a}\n    wide on {a}\n\n" + "".join(
        f"%define shot r{k} {{a}}\n    r{k - 1} {{a}} {{a}}\n\n" for k in range(1, 40)
    )
    text += "!! r39 tall tree, 2s\n"
    assert told(text) == [("%define shot r39 {a}", "the recipe r39 becomes more than 200 phrases or 20,000 characters")]
    assert check(text) < 300_000
