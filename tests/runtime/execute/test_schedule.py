"""Which ready unit is started next."""

from __future__ import annotations

from typing import Any

from milimo_lang.ir.bodies import DecodeBody, DenoiseBody, StillBody, TextBody, UpsampleBody
from milimo_lang.ir.plan import Node
from milimo_runtime.schedule import Need, chains, need_of, next_unit
from tests.runtime.execute.films import RATE, SIZE

ORDER = ["a", "b", "c", "d"]
CONSUMERS = {"a": ["c"], "b": ["d"], "c": ["d"]}
COST = {"a": 1.0, "b": 2.0, "c": 5.0, "d": 1.0}


def test_a_chain_is_as_long_as_everything_that_waits_for_it() -> None:
    assert chains(ORDER, CONSUMERS, COST) == {"a": 7.0, "b": 3.0, "c": 6.0, "d": 1.0}


def test_the_head_of_the_longest_chain_goes_first() -> None:
    assert next_unit({"a", "b"}, chains(ORDER, CONSUMERS, COST), {}) == "a"


def test_a_loaded_model_is_kept_while_a_unit_wants_it() -> None:
    longest = chains(ORDER, CONSUMERS, COST)
    needs = {"a": Need("ltx-2"), "b": Need("wan")}
    assert next_unit({"a", "b"}, longest, needs, loaded="wan") == "b"
    assert next_unit({"a"}, longest, needs, loaded="wan") == "a"


def test_a_device_encodes_all_words_first_then_makes_stills_then_finishes_what_it_began() -> None:
    chunk = {"size": SIZE, "rate": RATE, "frames": 9}
    bodies = {
        "A/denoise": DenoiseBody(kind="chunk.denoise", family="ltx-2", seed=1, **chunk),
        "B/text": TextBody(family="ltx-2", prompt="A bell."),
        "C/still": StillBody(family="flux", prompt="A bell.", size=SIZE, seed=1),
        "D/decode": DecodeBody(family="ltx-2", **chunk),
        "E/text": TextBody(family="ltx-2", prompt="A door."),
        "F/upsample": UpsampleBody(family="ltx-2", spatial=2),
        "G/refine": DenoiseBody(kind="chunk.refine", family="ltx-2", seed=1, **chunk),
    }
    needs = {name: need_of(Node(id=name, shot="A", body=body), _model(body)) for name, body in bodies.items()}
    ready, loaded, order = set(bodies), "", []
    while ready:
        order.append(next_unit(ready, dict.fromkeys(bodies, 1.0), needs, loaded))
        ready.discard(order[-1])
        loaded = needs[order[-1]].model
    assert "".join(name[0] for name in order) == "BECDGFA"


def test_equal_chains_go_by_name() -> None:
    assert next_unit({"b", "a"}, {"a": 1.0, "b": 1.0}, {}) == "a"


def _model(body: Any) -> str:
    """Words by themselves, all else of a family together."""
    return f"{body.family}, words" if body.kind == "text.encode" else str(body.family)
