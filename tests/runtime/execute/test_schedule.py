"""Which ready unit is started next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from milimo_lang.ir.bodies import (
    DecodeBody,
    DenoiseBody,
    PanelBody,
    SegmentBody,
    StillBody,
    TextBody,
    UpsampleBody,
)
from milimo_lang.ir.bodies import (
    Place as Location,
)
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.terms import Draft, Term
from milimo_runtime.engines import Place
from milimo_runtime.schedule import Line, Need, chains, estimates, need_of, place_for
from tests.runtime.execute.films import RATE, SIZE

ORDER = ["a", "b", "c", "d"]
CONSUMERS = {"a": ["c"], "b": ["d"], "c": ["d"]}
COST = {"a": 1.0, "b": 2.0, "c": 5.0, "d": 1.0}


def test_a_chain_is_as_long_as_everything_that_waits_for_it() -> None:
    assert chains(ORDER, CONSUMERS, COST) == {"a": 7.0, "b": 3.0, "c": 6.0, "d": 1.0}


def line(needs: Mapping[str, Need], longest: Mapping[str, float]) -> Line:
    waiting = Line(longest)
    for unit, need in needs.items():
        waiting.add(unit, need)
    return waiting


def test_the_head_of_the_longest_chain_goes_first() -> None:
    waiting = line(dict.fromkeys("ba", Need()), chains(ORDER, CONSUMERS, COST))
    assert waiting.take([Place()]) == ("a", 0)
    assert waiting.take([Place()]) == ("b", 0)
    assert waiting.take([Place()]) is None


def test_a_loaded_model_is_kept_while_a_unit_wants_it() -> None:
    waiting = line({"a": Need("ltx-2"), "b": Need("wan")}, chains(ORDER, CONSUMERS, COST))
    assert waiting.take([Place(models=True, loaded="wan")]) == ("b", 0)
    assert waiting.take([Place(models=True, loaded="wan")]) == ("a", 0)


def test_what_is_loaded_somewhere_goes_on_there_before_anything_is_loaded() -> None:
    waiting = line({"a": Need("ltx-2"), "b": Need("wan")}, chains(ORDER, CONSUMERS, COST))
    free = [Place(), Place(models=True), Place(models=True, loaded="wan")]
    assert waiting.take(free) == ("b", 2)
    assert waiting.take(free) == ("a", 1)


def test_drawings_and_units_of_models_take_no_places_from_each_other() -> None:
    waiting = line({"a": Need(), "b": Need("wan")}, {"a": 9.0, "b": 1.0})
    assert waiting.take([Place(models=True)]) == ("b", 0)
    assert waiting.take([Place(models=True)]) is None
    assert waiting.take([Place(models=True), Place()]) == ("a", 1)


def test_a_model_is_loaded_where_it_costs_no_other() -> None:
    free = [Place(), Place(models=True, loaded="wan"), Place(models=True), Place(models=True, loaded="ltx-2")]
    assert [place_for(model, free) for model in ("", "wan", "flux", "ltx-2")] == [0, 1, 2, 3]


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
    waiting, loaded, order = line(needs, dict.fromkeys(bodies, 1.0)), "", []
    while (taken := waiting.take([Place(models=True, loaded=loaded)])) is not None:
        order.append(taken[0])
        loaded = needs[taken[0]].model
    assert "".join(name[0] for name in order) == "BECDGFA"


def test_what_moves_is_drawn_and_cut_before_what_rests() -> None:
    moves = {"still": (1.0, 1.0)}, {"push": (1.0, 1.3)}
    nodes = [node for name, move in zip(("A", "B"), moves, strict=True) for node in _shot(name, move)]
    cost = estimates(nodes)
    longest = chains([node.id for node in nodes], {"A/picture": ["A/segment"], "B/picture": ["B/segment"]}, cost)
    assert sorted(cost, key=lambda unit: -longest[unit]) == ["B/picture", "B/segment", "A/picture", "A/segment"]


def _shot(name: str, move: dict[str, tuple[float, float]]) -> list[Node]:
    camera = Term(kind="camera", name="move", draft=Draft(amounts=move))
    kitchen = Location(name="Kitchen", interior=True, time_of_day="DAY")
    panel = PanelBody(size=SIZE, rate=RATE, frames=2000, handle=8, place=kitchen, terms=(camera,), seed=1)
    part = SegmentBody(size=SIZE, rate=RATE, first=0, frames=2000)
    source = Input(role="picture", node=f"{name}/picture", output="picture")
    return [
        Node(id=f"{name}/picture", shot=name, body=panel),
        Node(id=f"{name}/segment", shot=name, body=part, inputs=(source,)),
    ]


def test_equal_chains_go_by_name() -> None:
    assert line(dict.fromkeys("cab", Need()), dict.fromkeys("abc", 1.0)).take([Place()]) == ("a", 0)


def _model(body: Any) -> str:
    """Words by themselves, all else of a family together."""
    return f"{body.family}, words" if body.kind == "text.encode" else str(body.family)
