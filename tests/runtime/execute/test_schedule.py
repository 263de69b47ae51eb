"""Which ready unit is started next."""

from __future__ import annotations

from milimo_runtime.schedule import chains, next_unit

ORDER = ["a", "b", "c", "d"]
CONSUMERS = {"a": ["c"], "b": ["d"], "c": ["d"]}
COST = {"a": 1.0, "b": 2.0, "c": 5.0, "d": 1.0}


def test_a_chain_is_as_long_as_everything_that_waits_for_it() -> None:
    assert chains(ORDER, CONSUMERS, COST) == {"a": 7.0, "b": 3.0, "c": 6.0, "d": 1.0}


def test_the_head_of_the_longest_chain_goes_first() -> None:
    assert next_unit({"a", "b"}, chains(ORDER, CONSUMERS, COST), {}) == "a"


def test_a_loaded_model_is_kept_while_a_unit_wants_it() -> None:
    longest = chains(ORDER, CONSUMERS, COST)
    assert next_unit({"a", "b"}, longest, {"a": "ltx-2", "b": "wan"}, loaded="wan") == "b"
    assert next_unit({"a"}, longest, {"a": "ltx-2"}, loaded="wan") == "a"


def test_equal_chains_go_by_name() -> None:
    assert next_unit({"b", "a"}, {"a": 1.0, "b": 1.0}, {}) == "a"
