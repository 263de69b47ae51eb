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


def test_a_term_that_says_what_fills_it_again_and_again_is_counted_before_it_is_filled():
    name = "y" * 9000
    text = f"%define camera zoom to {{a}}\n    prompt: {'{a}' * 9000}\n\n!! zoom to {name}, 2s\n"
    assert told(text) == [(name, "“zoom to” becomes more than 20,000 characters with this")]


# ---------------------------------------------------------------- looks that are taken over


def row(count: int) -> list[str]:
    """Characters of whom each is like the one before."""
    return ["@character C0: tall", *(f"@character C{k}: wet\n    like: @C{k - 1}" for k in range(1, count))]


def film(declarations: list[str], paragraph: str = "Rain.") -> str:
    return "\n\n".join((*declarations, paragraph)) + "\n"


@pytest.mark.parametrize("order", [1, -1], ids=["the first first", "the last first"])
def test_a_row_of_likenesses_has_one_end_in_whatever_order_it_is_declared(order):
    assert told(film(row(51)[::order], "@C50 waits.")) == []
    [(_, message)] = told(film(row(52)[::order]))
    assert message.endswith("from others, more than 50 in a row")


def test_a_long_row_of_likenesses_is_as_much_work_as_it_is_long():
    few, many = check(film(row(200))), check(film(row(800)))
    assert many < 6 * few


def test_a_variant_like_its_own_base_has_its_look_once():
    steps = [
        f"@character C{k}.v: wet\n    like: @C{k}\n\n@character C{k + 1}: tall\n    like: @C{k}.v" for k in range(20)
    ]
    elements = compiled(film(["@character C0: tall", *steps])).screenplay.value.elements
    assert elements["C0.v"].look == "tall, wet"
    assert elements["C20"].look == ", ".join(["tall, wet"] * 20 + ["tall"])


def test_looks_that_double_over_another_element_are_said_where_they_grow_too_long():
    steps = [
        f"@character C{k}.v: wet\n    like: @D{k}\n\n@character D{k}: thin\n    like: @C{k}\n\n"
        f"@character C{k + 1}: tall\n    like: @C{k}.v"
        for k in range(9)
    ]
    text = film(["@character C0: tall", *steps])
    assert told(text) == [("@D8", "what C8.v takes over makes a look of more than 10,000 characters")]
    assert max(len(one.look) for one in compiled(text).screenplay.value.elements.values()) < 10_000


def test_a_look_written_in_words_may_have_any_length():
    assert told(film([f"@character Mara: {'tall ' * 4000}"], "Mara waits.")) == []
