"""How long a build will take: learnt from what was made, reckoned in the order of builds, and honest."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from milimo_lang.ir.plan import Node, Plan
from milimo_lang.ir.values import Size
from milimo_runtime.estimates import Budget, Estimate, OverBudget, Price, duration, estimated, places_of
from milimo_runtime.journal import Event
from milimo_runtime.pace import Pace
from milimo_runtime.rates import Rates, read_rates
from milimo_runtime.runs import names, past
from milimo_runtime.schedule import estimate
from milimo_runtime.session import open_session
from milimo_runtime.store import Store
from milimo_runtime.store.records import unsealed
from tests.runtime.execute.films import FAKE, Panel, build, film, panels
from tests.runtime.inline import inline


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Units are made in the test's own process."""
    inline(monkeypatch)


def drawn(node: Node) -> str:
    return ""


def known(plan: Plan, seconds: float) -> Rates:
    """Rates by which every unit of `plan` takes so many seconds."""
    rates = Rates()
    for node in plan.nodes:
        rates.learn(node, seconds)
    return rates


def reckoned(plan: Plan, rates: Rates, jobs: int = 2) -> Estimate:
    return estimated(plan.nodes, rates, places_of(jobs, 0), drawn)


def sized(node: Node, width: int) -> Node:
    size = Size(width=width, height=width * 9 // 16)
    return node.model_copy(update={"body": node.body.model_copy(update={"size": size})})


def test_nothing_is_known_of_what_was_never_made() -> None:
    plan = film(Panel("A"))
    assert all(Rates().seconds(node) is None for node in plan.nodes)
    found = reckoned(plan, Rates())
    assert (found.seconds, found.time, found.doubt) == (
        *(None, "no estimate yet", "nothing like it was made here before"),
    )


def test_a_unit_takes_as_long_as_its_like_scaled_by_its_size() -> None:
    panel = film(Panel("A")).nodes[0]
    rates = Rates()
    small, large, larger = (sized(panel, width) for width in (640, 1280, 1920))
    rates.learn(small, 2 * estimate(small))
    assert rates.seconds(large) == pytest.approx(2 * estimate(large))
    for _ in range(10):
        rates.learn(larger, 6 * estimate(larger))
    assert rates.seconds(larger) == pytest.approx(6 * estimate(larger))
    assert rates.seconds(small) < 6 * estimate(small)  # type: ignore[operator]


def test_a_unit_for_which_a_model_was_loaded_tells_only_where_no_other_does() -> None:
    panel = film(Panel("A")).nodes[0]
    rates = Rates()
    rates.learn(panel, 60, first=True)
    assert rates.seconds(panel) == pytest.approx(60)
    rates.learn(panel, 4)
    assert rates.seconds(panel) == pytest.approx(4)


def test_the_estimate_follows_the_order_of_builds_not_the_sum() -> None:
    plan = film(*panels("ABCD"))  # 4 pictures, each with its segment, a mix, and the film after all of them
    rates = known(plan, 10.0)
    assert reckoned(plan, rates, jobs=1).seconds == pytest.approx(100)
    assert reckoned(plan, rates, jobs=2).seconds == pytest.approx(60)
    assert reckoned(plan, rates, jobs=64).seconds == pytest.approx(30)


def test_what_is_known_in_part_is_a_lower_bound_that_names_the_rest() -> None:
    plan = film(*panels("AB", speech="Here."))
    rates = Rates()
    for node in plan.nodes:
        if node.kind != "drawn.panel":
            rates.learn(node, 5.0)
    found = reckoned(plan, rates, jobs=1)
    assert found.least
    assert found.seconds == pytest.approx(30)
    assert (found.time, found.doubt) == ("at least 30 s", "nothing is known yet of drawn.panel")
    assert found.unknown == {"drawn.panel": 2}


def test_a_trifle_that_is_not_known_spoils_no_estimate() -> None:
    plan = film(*panels("ABCDEFGHIJK"), Panel("L", speech="Here."))
    rates = Rates()
    for node in plan.nodes:
        if node.kind != "drawn.speech":
            rates.learn(node, 2.0)
    assert not reckoned(plan, rates).least


def test_what_takes_longest_is_named() -> None:
    plan = film(*panels("AB"))
    rates = known(plan, 1.0)
    for node in plan.nodes:
        if node.kind == "cut.segment":
            rates.learn(node, 60.0)
    assert reckoned(plan, rates).most == "most of it is cut.segment, 2 units"


def test_a_build_teaches_the_next_one_whatever_its_film(tmp_path: Path) -> None:
    session = open_session(tmp_path, registry=FAKE, jobs=2)
    first, other = film(*panels("AB", speech="Here.")), film(*panels("WXYZ", speech="There."), file="other.mls")
    assert session.estimate(first, session.forecast(first)).seconds is None
    build(tmp_path, first)
    found = session.estimate(other, session.forecast(other))
    assert found.units == len(other.nodes)
    assert found.seconds is not None
    assert not found.unknown
    build(tmp_path, other)
    assert session.estimate(other, session.forecast(other)).units == 0


@pytest.mark.parametrize("data", [b"", b"{}\n", b"\xff\xfe", b'{"sorts":{"drawn.panel":[[1]]}}\nx\n'])
def test_damage_to_what_was_learnt_is_no_error(tmp_path: Path, data: bytes) -> None:
    build(tmp_path, film(Panel("A")))
    (tmp_path / ".milimo" / "rates").write_bytes(data)
    plan = film(Panel("B", "Other."))
    assert read_rates(Store(tmp_path / ".milimo")).of(plan.nodes) == {}
    assert not build(tmp_path, plan).warnings
    assert read_rates(Store(tmp_path / ".milimo")).of(plan.nodes)


def test_builds_that_end_beside_each_other_lose_nothing_of_what_they_learnt(tmp_path: Path) -> None:
    """Each read what was known when it began, a worker of its own, and keeps what it learnt when it ends."""
    nodes = [sized(film(Panel("A")).nodes[0], 64 * (number + 1)) for number in range(12)]
    begun = threading.Barrier(len(nodes))

    def ends(node: Node) -> None:
        store = Store(tmp_path / ".milimo")
        with store.running() as run:
            rates = read_rates(store)
            rates.learn(node, estimate(node) * node.body.size.width)  # type: ignore[union-attr]
            begun.wait(20)
            rates.write(store, run)

    with ThreadPoolExecutor(len(nodes)) as builds:
        list(builds.map(ends, nodes))
    kept = unsealed((tmp_path / ".milimo" / "rates").read_bytes())["sorts"]["drawn.panel"]
    assert len(kept) == len(nodes)
    assert not [*(tmp_path / ".milimo" / "locks").glob("*/rates")]


def test_what_was_learnt_is_kept_once_however_often_it_is_written(tmp_path: Path) -> None:
    store, rates, node = Store(tmp_path / ".milimo"), Rates(), film(Panel("A")).nodes[0]
    with store.running() as run:
        for seconds in (1.0, 2.0):
            rates.learn(node, seconds)
            rates.write(store, run)
            rates.write(store, run)
    kept = unsealed((store.path / "rates").read_bytes())["sorts"]
    assert [seconds for samples in kept.values() for _, _, seconds, _ in samples] == [1.0, 2.0]


# ---------------------------------------------------------------- while a build runs


def test_what_is_left_goes_down_with_what_is_done() -> None:
    plan = film(*panels("AB"))
    now = [0.0]
    pace = Pace(plan, plan.by_id(), known(plan, 10.0), places_of(1, 0), drawn, lambda: now[0])
    told: list[Event] = []
    tell = pace.and_then(told.append)
    assert pace.left() == pytest.approx(60)
    tell(Event("started", "A/picture"))
    now[0] = 5
    tell(Event("progress", "A/picture", done=0.25))
    assert told[-1].left == pytest.approx(15 + 50)
    now[0] = 20
    tell(Event("done", "A/picture", seconds=20.0))
    assert told[-1].left == pytest.approx(50, rel=0.5)
    for name in plan.by_id():
        tell(Event("cached", name))
    now[0] = 40
    assert pace.left() == 0


def test_a_first_build_learns_as_it_goes() -> None:
    plan = film(*panels("ABCD"))
    now = [0.0]
    pace = Pace(plan, plan.by_id(), Rates(), places_of(1, 0), drawn, lambda: now[0])
    tell = pace.and_then(lambda _: None)
    assert pace.left() is None
    for name in ("A/picture", "A/segment", "film/mix"):
        tell(Event("started", name))
        now[0] += 10
        tell(Event("done", name, seconds=10.0))
    tell(Event("cached", "film"))
    now[0] += 1000
    assert pace.left() == pytest.approx(60)


def test_a_unit_takes_until_it_is_kept_and_its_worker_can_begin_another() -> None:
    plan, now, rates = film(*panels("A")), [0.0], Rates()
    tell = Pace(plan, plan.by_id(), rates, places_of(1, 0), drawn, lambda: now[0]).and_then(lambda _: None)
    tell(Event("started", "A/picture"))
    now[0] = 3.0
    tell(Event("done", "A/picture", seconds=2.0))
    assert rates.seconds(plan.by_id()["A/picture"]) == pytest.approx(3.0)


def test_progress_of_real_builds_tells_what_is_left(tmp_path: Path) -> None:
    build(tmp_path, film(*panels("ABC", speech="Here.")))
    told: list[Event] = []
    build(tmp_path, film(*panels("XYZ", speech="[sleep 0.05]"), file="b.mls"), on_event=told.append)
    left = [event.left for event in told if event.event in ("done", "progress")]
    assert left
    assert all(isinstance(seconds, float) and seconds >= 0 for seconds in left)
    assert {event.left for event in told if event.event not in ("done", "progress")} == {None}


# ---------------------------------------------------------------- budgets


def test_of_a_build_beyond_its_budget_nothing_is_made(tmp_path: Path) -> None:
    build(tmp_path, film(*panels("AB"), Panel("S", "[sleep 0.3]")))
    rates = tmp_path / ".milimo" / "rates"
    runs, before = names(tmp_path / ".milimo"), rates.read_bytes()
    other = film(*panels("WXYZ"), file="other.mls")
    with pytest.raises(OverBudget) as over:
        build(tmp_path, other, budget=Budget("50ms", 0.05))
    told = r"this build takes about \d+ s, and the budget is 50ms: most of it is [a-z.]+, \d units?"
    assert re.fullmatch(told, over.value.message)
    assert over.value.remedy
    assert (names(tmp_path / ".milimo"), rates.read_bytes()) == (runs, before)


def test_when_the_budget_is_used_up_nothing_more_is_begun_and_the_next_build_goes_on(tmp_path: Path) -> None:
    plan = film(*(Panel(slate, f"{slate} [sleep 0.25]") for slate in "ABCD"))
    told: list[Event] = []
    built = build(tmp_path, plan, jobs=1, budget=Budget("0.6s", 0.6), on_event=told.append)
    assert built.film is None
    assert not built.failed
    assert built.left == len(plan.nodes) - built.made > 0
    assert {event.unit for event in told if event.event == "started"} == {
        event.unit for event in told if event.event == "done"
    }
    assert (told[-1].event, told[-1].ended) == ("finished", "over-budget")
    assert past(tmp_path / ".milimo", 1)[0].ended == "over-budget"
    again = build(tmp_path, plan)
    assert again.film is not None
    assert (again.made, again.cached, again.left) == (built.left, built.made, 0)


def test_a_build_within_its_budget_is_as_any_other(tmp_path: Path) -> None:
    built = build(tmp_path, film(*panels("AB")), budget=Budget("1h", 3600))
    assert built.film is not None
    assert built.left == 0
    assert build(tmp_path, film(*panels("AB")), budget=Budget("1ms", 0.001)).film is not None


def test_money_lasts_by_the_price_and_the_number_of_gpus() -> None:
    price = Price(2.5, "$")
    budget = Budget("$5", money=5.0, price=price)
    assert [budget.lasts(gpus) for gpus in (0, 1, 4)] == [7200, 7200, 1800]
    assert [price.of(3600, gpus) for gpus in (0, 1, 4)] == ["$2.50", "$2.50", "$10.00"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.01, "1 s"), (8.2, "8 s"), (89, "89 s"), (91, "2 min"), (3580, "1 h 0 min"), (4800, "1 h 20 min")],
)
def test_times_are_told_as_exactly_as_an_estimate_deserves(seconds: float, said: str) -> None:
    assert duration(seconds) == said
