"""A film four times as long is four times the work: counted in lines of Python carried out, not in seconds."""

import string
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from milimo_lang.analysis.emphasis import plain
from milimo_lang.analysis.lints import casting
from milimo_lang.analysis.names import Names
from tests.unit.analysis.films import compiled

FEW, TIMES = 60, 4


def work(do: Callable[[], object]) -> int:
    """Lines of Python that `do` carries out."""
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        do()
    finally:
        sys.settrace(before)
    return lines


def word(number: int) -> str:
    """A different word for each number, all of one length."""
    return "".join(string.ascii_lowercase[number // 26**place % 26] for place in range(6))[::-1] + "o"


def check(text: str) -> int:
    film = compiled(text)
    assert film.project.value.entry
    return work(lambda: film.checked)


TEXTS: dict[str, Callable[[int], str]] = {
    "mentions of nobody in a line": lambda n: "Rain. " + "@Kit " * n,
    "mentions of nobody, each another": lambda n: declared(n) + "".join(f"It is @q{word(k)}.\n\n" for k in range(n)),
    "speakers nearly declared": lambda n: declared(n) + "".join(f"{word(k).upper()}Q\nYes.\n\n" for k in range(n)),
    "names in prose": lambda n: declared(n) + "".join(f"Rain on {word(k)}.\n\n" for k in range(n)),
    "places": lambda n: (
        "".join(f"@location {word(k)}: x\n\n" for k in range(n))
        + "".join(f"INT. {word(k).upper()} - DAY\n\nRain.\n\n" for k in range(n))
    ),
    "styles that %set adds up": lambda n: (
        "".join(f"@style s{word(k)}: x\n\n" for k in range(n))
        + "".join(f"%set @s{word(k)}\n\n" for k in range(n))
        + "Rain.\n"
    ),
    "places nobody declared": lambda n: (
        "".join(f"@location {word(k)}: x\n\n" for k in range(n))
        + "".join(f"INT. ZZ{word(k)[2:].upper()} - DAY\n\nRain.\n\n" for k in range(n))
    ),
    "allowances": lambda n: "[[milimo: allow M2006]]\n\n" * n + "Rain.\n",
    "allowances and what they allow": lambda n: "[[milimo: allow M2002]]\n\nIt is @Kit.\n\n" * n,
    "%set of one term": lambda n: "%set low key\n\n" * n + "Rain.\n",
    "%set of many words": lambda n: "".join(f"%set {word(k)}\n\n" for k in range(n)) + "Rain.\n",
    "one scene number": lambda n: "INT. A - DAY #1#\n\nRain.\n\n" * n,
    "phrases that are no terms": lambda n: "".join(f"!! {word(k)}, wide {word(k)}\n\n" for k in range(n)),
    "phrases of one line": lambda n: "!! " + "x, " * n + "x\n",
    "shots of one scene": lambda n: "!! wide, 1s\n\n" * n,
    "fade outs": lambda n: "Rain.\n\n" + "INT. A - DAY\n\n> FADE OUT.\n\n" * n,
    "pronouns": lambda n: "MARA\nYes.\n\nShe waits.\n\n" * n,
}


def declared(count: int) -> str:
    return "".join(f"@character {word(k)}: x\n\n" for k in range(count))


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS.keys())
def test_a_film_of_many_times_the_length_is_as_many_times_the_work(make):
    check(make(2))  # what is made once is made
    few, many = check(make(FEW)), check(make(FEW * TIMES))
    assert many < 1.5 * TIMES * few


def test_whether_a_name_goes_on_is_known_without_reading_all_names():
    def asked(count: int) -> int:
        names = compiled(declared(count)).screenplay.value.elements
        known = Names(names.values())
        return work(lambda: [known.begins(f"{name}q") for name in names])

    assert asked(FEW * TIMES) < 1.5 * TIMES * asked(FEW)


def test_elements_nobody_uses_are_looked_for_all_at_once():
    def lint(count: int) -> int:
        film = compiled(
            declared(count) + "".join(f"[[{word(k)}]]\n\n" for k in range(0, count, 3)) + "Rain.\n\n" * count
        )
        project, screenplay = film.project.value, film.screenplay.value
        return work(lambda: list(casting.remarks(project, screenplay, film.checked)))

    assert lint(FEW * TIMES) < 1.5 * TIMES * lint(FEW)


@pytest.mark.parametrize("text", ["*a _b ", "**a* ", "*a* ", "_*_* ", "***a ", r"\*a* "])
def test_emphasis_is_linear(text):
    few, many = work(lambda: plain(text * 300)), work(lambda: plain(text * 1200))
    assert many < 1.5 * TIMES * few


def test_looks_do_not_double_from_one_to_the_next():
    steps = "".join(f"@character P{k}: y\n    like: @P{k - 1}\n    like: @P{k - 1}\n\n" for k in range(1, 60))
    film = compiled(f"@character P0: tall\n\n{steps}Rain.\n")
    assert max(len(one.look) for one in film.screenplay.value.elements.values()) < 1000
