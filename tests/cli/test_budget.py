"""What a build takes, told before it; and what it may take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.films import SMALL, write
from tests.conftest import Milimo


def test_how_long_a_build_takes_is_learnt_from_the_last(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    assert milimo("plan", "film.mls").out.splitlines()[-1] == "no estimate yet: nothing like it was made here before"
    assert milimo("plan", "film.mls", "--json").json["estimate"]["seconds"] is None
    assert milimo("build", "film.mls").code == 0
    assert milimo("plan", "film.mls").out.splitlines()[-1].endswith(" maybe")
    film.write_text(SMALL.replace("A lamp.", "Two lamps and a table."))
    told = milimo("plan", "film.mls", "--jobs", "3", "--price", "$3600").out.splitlines()[-1]
    assert re.fullmatch(r"about \d+ s, 3 at once; \$\d+\.\d\d at \$3600\.00 an hour", told)
    estimate = milimo("plan", "film.mls", "--json", variables={"MILIMO_PRICE": "2.50"}).json["estimate"]
    assert estimate["seconds"] > 0
    assert (estimate["least"], estimate["gpus"], estimate["unknown"]) == (False, 0, {})
    assert estimate["cost"] == f"{2.5 * estimate['seconds'] / 3600:.2f}"
    assert estimate["kinds"]["drawn.panel"]["units"] == 1


def test_a_build_ends_with_6_where_its_budget_is_used_up_and_goes_on_with_the_next(
    milimo: Milimo, project: Path
) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", "--budget", "0.001s")  # nothing is known yet, so it begins
    assert ran.code == 6
    assert ran.err.splitlines()[-2:] == [
        "milimo: the budget of 0.001s is used up with 8 units to make",
        "  build again to go on",
    ]
    assert milimo("log", "--json").json["runs"][0]["ended"] == "over-budget"
    assert milimo("build", "film.mls", "--budget", "1h").code == 0
    ran = milimo("build", "film.mls", "--force", "--budget", "0.001s")
    assert ran.code == 6
    assert re.fullmatch(
        r"milimo: this build takes about \d+ s, and the budget is 0\.001s: most of it is [a-z.]+, \d units?",
        ran.err.splitlines()[0],
    )
    events = milimo("build", "film.mls", "--force", "--budget", "0.001s", "--json").events
    assert [(event["event"], event["ended"]) for event in events] == [("finished", "over-budget")]
    assert milimo("build", "film.mls", "--budget", "0.001s").code == 0  # there is nothing to do


def test_a_budget_of_money_needs_a_price(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", "--budget", "$5")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "milimo: a budget of $5 needs a price")
    ran = milimo("build", "film.mls", "--budget", "$5", "--price", "€2")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "milimo: the budget is $5 and the price €2.00 an hour")
    ran = milimo("build", "film.mls", "--budget", "$0.0000001", "--price", "$2")
    assert ran.code == 6
    ran = milimo("plan", "film.mls", variables={"MILIMO_PRICE": "dear"})
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "milimo: MILIMO_PRICE is wrong: 'dear' is no price: write 2.50 or $2.50",
    )


@pytest.mark.parametrize("text", ["", "10", "m", "0s", "-5m", "ten minutes", "5$", "1m1h", "1e9s"])
def test_what_is_no_budget_is_a_sentence(milimo: Milimo, project: Path, text: str) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", f"--budget={text}")
    assert ran.code == 2
    assert "is no budget: write 10m, 1h30m or 90s" in ran.err


def test_a_price_makes_no_film_out_of_date(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    ran = milimo("build", "film.mls", variables={"MILIMO_PRICE": "2.50"})
    assert "is up to date" in ran.out
    assert len(milimo("log", "--json").json["runs"]) == 1
