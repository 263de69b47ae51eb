"""A slip of the pen is told once, on the line where it is, as what it is. And of the good films nothing is said."""

from __future__ import annotations

from collections import Counter

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Severity
from milimo_lang.world import MemoryWorld
from tests.stages import errors
from tests.unit.mutations import FILMS, SLIPS, both, drawn, world, wrong

COUNT = 520
MUTANTS = drawn(COUNT)


@pytest.mark.parametrize("film", FILMS)
def test_nothing_is_said_of_a_good_film(film: str) -> None:
    assert Compilation(world(film, {}), FILMS[film][0]).diagnostics == ()


@pytest.mark.parametrize("slip", [slip.name for slip in SLIPS])
def test_a_slip_is_told_once_where_it_is(slip: str) -> None:
    mistold = [(mutant, wrong(mutant)) for mutant in MUTANTS if mutant.slip.name == slip]
    assert not [f"{mutant}\n{trouble}" for mutant, trouble in mistold if trouble]


def test_the_slips_are_many_and_of_every_sort() -> None:
    spread = Counter(mutant.slip.name for mutant in MUTANTS)
    assert len(MUTANTS) == COUNT >= 500
    assert set(spread) == {slip.name for slip in SLIPS}
    assert max(spread.values()) <= COUNT // 40


def test_no_slip_hides_that_another_keeps_the_film_from_being_built() -> None:
    """Two slips on lines of their own: where one is an error, so is something of both."""
    for one, other in zip(MUTANTS, MUTANTS[7:], strict=False):
        if (one.film, one.path) == (other.film, other.path) and abs(one.line - other.line) > 2:
            together = errors(both(one, other).diagnostics)
            assert together or not (errors(one.compiled().diagnostics) or errors(other.compiled().diagnostics))


def test_a_warning_never_stands_for_an_error() -> None:
    text = "Title: The Lamp\nSeed 7\n\nINT. A - DAY\n\n!! wide on @Jonas, 4s\n    model: no-such-model\n"
    told = Compilation(MemoryWorld({"film.mls": text}), "film.mls").diagnostics
    assert {one.code for one in told} == {"M1025", "M2002", "M5001"}
    lost = "character Jonas: a man\n\n@character Jonas.wet: dripping\n\nINT. A - DAY\n\n!! wide on @Jonas.wet, 4s\n"
    (only,) = Compilation(MemoryWorld({"film.mls": lost}), "film.mls").diagnostics
    assert (only.code, only.severity) == ("M1017", Severity.ERROR)
    allowed = "[[milimo: allow M1017]]\n\n" + lost
    assert "M2009" in {one.code for one in Compilation(MemoryWorld({"film.mls": allowed}), "film.mls").diagnostics}
