"""A slip of the pen is told once, on the line where it is, as what it is. And of the good films nothing is said."""

from __future__ import annotations

from collections import Counter

import pytest

from milimo_lang.compilation import Compilation
from tests.unit.mutations import FILMS, SLIPS, drawn, world, wrong

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
