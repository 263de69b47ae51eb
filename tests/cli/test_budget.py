"""What a build takes, told before it; and what it may take."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from milimo_lang.cli.budgets import budget_argument, budget_of, price_argument
from milimo_lang.cli.exits import Stop
from tests.cli.films import SMALL, write
from tests.conftest import Milimo


def test_how_long_a_build_takes_is_learnt_from_the_last(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    assert milimo("plan", "film.mls").out.splitlines()[-1] == "no estimate yet; nothing like it was made here before"
    assert milimo("build", "film.mls").code == 0
    assert "is up to date" in milimo("build", "film.mls", variables={"MILIMO_PRICE": "2.50"}).out
    film.write_text(SMALL.replace("A lamp.", "Two lamps and a table."))
    told = milimo("plan", "film.mls", "--jobs", "3", "--price", "$3600").out.splitlines()[-1]
    assert re.fullmatch(r"about \d+ s, 3 at once; \$\d+\.\d\d at \$3600\.00 an hour", told)
    estimate = milimo("plan", "film.mls", "--json", variables={"MILIMO_PRICE": "2.50"}).json["estimate"]
    assert estimate["seconds"] > 0
    alone = milimo("plan", "film.mls", "--json", "--jobs", "1").json["estimate"]
    of_units = sum(kind["seconds"] for kind in alone["kinds"].values())
    assert alone["seconds"] > of_units + 0.05, "a build starts, reads and plans before its first unit"
    assert (estimate["least"], estimate["gpus"], estimate["unknown"]) == (False, 0, {})
    assert estimate["cost"] == f"{2.5 * estimate['seconds'] / 3600:.2f}"
    assert estimate["kinds"]["drawn.panel"]["units"] == 1


def test_a_build_ends_with_6_where_its_budget_is_used_up_and_goes_on_with_the_next(
    milimo: Milimo, project: Path
) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", "--budget", "0.001s")  # nothing is known yet, so it begins
    assert ran.code == 6
    assert ran.err.splitlines()[-1] == "milimo: the budget of 0.001s was used up with 8 units still to make"
    assert ran.out.endswith("what was finished is kept, build again to go on\n")
    assert milimo("build", "film.mls", "--budget", "1h").code == 0
    ran = milimo("build", "film.mls", "--force", "--budget", "0.001s")
    assert ran.code == 6
    assert re.fullmatch(
        r"milimo: this build takes about \d+ s, and the budget is 0\.001s: most of it is [a-z.]+, \d units?",
        ran.err.splitlines()[0],
    )
    assert milimo("build", "film.mls", "--budget", "0.001s").code == 0  # there is nothing to do, which costs no run
    assert [run["ended"] for run in milimo("log", "--json").json["runs"]] == ["finished", "over-budget"]


def asked(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    budget_argument(parser)
    price_argument(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize(
    ("text", "seconds"), [("10m", 600), ("1h30m", 5400), ("90s", 90), ("1h0.5s", 3600.5), ("2min", 120)]
)
def test_a_budget_of_time_is_written_with_its_units(text: str, seconds: float) -> None:
    budget = budget_of(asked("--budget", text))
    assert budget is not None
    assert (budget.lasts(0), budget.lasts(8), budget.asked) == (seconds, seconds, text)


@pytest.mark.parametrize("text", ["", "10", "m", "0s", "-5m", "ten minutes", "5$", "1m1h", "1e9s", "$0"])
def test_what_is_no_budget_is_a_sentence(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with pytest.raises(SystemExit):
        asked(f"--budget={text}")
    assert "is no budget: write 10m, 1h30m or 90s" in capsys.readouterr().err


def test_a_budget_of_money_needs_a_price(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Stop, match=r"a budget of \$5 needs a price"):
        budget_of(asked("--budget", "$5"))
    with pytest.raises(Stop, match=r"the budget is \$5 and the price €2\.00 an hour"):
        budget_of(asked("--budget", "$5", "--price", "€2"))
    monkeypatch.setenv("MILIMO_PRICE", "$2.50")
    budget = budget_of(asked("--budget", "$5"))
    assert budget is not None
    assert budget.lasts(1) == 7200
    monkeypatch.setenv("MILIMO_PRICE", "dear")
    with pytest.raises(Stop, match="MILIMO_PRICE is wrong: 'dear' is no price"):
        budget_of(asked("--budget", "$5"))
