"""Units of models among drawn ones: in which order, in how many processes, and what the death of one costs."""

from __future__ import annotations

import json
from pathlib import Path

from milimo_lang.ir.bodies import DecodeBody, DenoiseBody, TextBody
from milimo_lang.ir.plan import Input, Node, Plan
from milimo_runtime.journal import Event
from milimo_runtime.session import Built, open_session
from tests.runtime.execute.films import FAKE, RATE, SIZE, build, film, panels


def filmed(slate: str, prompt: str = "A bell.", **sooner: str) -> list[Node]:
    """A shot by a model: its words, its pass, its pictures. `decode` is told to the maker of the last."""
    body = {"size": SIZE, "rate": RATE, "frames": 9}
    decode = DecodeBody(family=f"ltx-2 {sooner.get('decode', '')}".strip(), **body)
    return [
        Node(id=f"{slate}/text", shot=slate, body=TextBody(family="ltx-2", prompt=f"{slate}: {prompt}")),
        Node(
            id=f"{slate}/denoise",
            shot=slate,
            body=DenoiseBody(kind="chunk.denoise", family="ltx-2", seed=1, **body),
            inputs=(Input(role="text", node=f"{slate}/text"),),
        ),
        Node(
            id=f"{slate}/decode",
            shot=slate,
            body=decode,
            inputs=(Input(role="latents", node=f"{slate}/denoise"),),
        ),
    ]


def with_units(plan: Plan, *shots: list[Node]) -> Plan:
    return plan.model_copy(update={"nodes": (*(node for shot in shots for node in shot), *plan.nodes)})


def started(events: list[Event]) -> list[str]:
    return [event.unit or "" for event in events if event.event == "started"]


def test_all_words_are_encoded_before_the_first_pass_and_each_shot_is_finished_before_the_next(tmp_path: Path) -> None:
    events: list[Event] = []
    build(tmp_path, with_units(film(*panels("A")), filmed("X"), filmed("Y")), on_event=events.append)
    units = [unit for unit in started(events) if unit[0] in "XY"]
    assert units == ["X/text", "Y/text", "X/denoise", "X/decode", "Y/denoise", "Y/decode"]


def test_drawn_units_go_on_beside_those_of_a_model(tmp_path: Path) -> None:
    """The model's first unit waits for the drawing that one drawing process makes."""
    drawn = film(panels("A")[0].but(action=f"[touch {tmp_path / 'drawn'}]"))
    built = build(tmp_path, with_units(drawn, filmed("X", f"[wait {tmp_path / 'drawn'}]")), jobs=1)
    assert built.failed == ()


def test_a_model_that_dies_costs_its_unit_one_more_try(tmp_path: Path) -> None:
    built = build(tmp_path, with_units(film(*panels("A")), filmed("X", f"[die once {tmp_path / 'died'}]")))
    assert (built.failed, built.made) == ((), 7)


def test_what_is_finished_beside_a_unit_that_kills_its_process_comes_to_no_harm(tmp_path: Path) -> None:
    """X is being written when Y takes the process with it, twice; when Y has failed X is made all the same."""
    events: list[Event] = []
    sign = tmp_path / "go"

    def listen(event: Event) -> None:
        events.append(event)
        if event.event == "started" and started(events).count("X/decode") == 2:
            sign.touch()

    plan = with_units(film(*panels("A")), filmed("X", decode=f"[beside {sign}]"), _late("Y", "[die]"))
    built = build(tmp_path, plan, on_event=listen)
    assert [failure.unit for failure in built.failed] == ["Y/decode"]
    assert "died twice" in built.failed[0].reason
    assert "X/decode" in [event.unit for event in events if event.event == "done"]


def test_a_warning_is_told_and_written_down(tmp_path: Path) -> None:
    events: list[Event] = []
    built = build(
        tmp_path, with_units(film(*panels("A")), filmed("X", "[warn memory is short]")), on_event=events.append
    )
    (warned,) = [event for event in events if event.event == "warned"]
    assert (warned.unit, warned.shot, warned.reason) == ("X/text", "X", "memory is short")
    assert built.journal is not None
    assert ("warned", "X/text") in [
        (line["event"], line["unit"]) for line in map(json.loads, built.journal.read_text("utf-8").splitlines())
    ]


def test_a_picture_of_what_is_being_made_can_be_looked_at_till_it_is_made(tmp_path: Path) -> None:
    seen: list[bytes] = []
    told: list[Path] = []

    def listen(event: Event) -> None:
        if event.preview is not None:
            told.append(Path(event.preview))
            seen.append(told[-1].read_bytes())
            (tmp_path / "seen").touch()

    shown = filmed("X", f"[show] [wait {tmp_path / 'seen'}]")
    assert build(tmp_path, with_units(film(*panels("A")), shown), on_event=listen).failed == ()
    assert set(seen) == {b"a picture"}
    assert not told[0].exists()


def test_nothing_of_a_stopped_pass_is_kept(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    plan = with_units(film(panels("A")[0].but(action=f"[wait {sign}] [fail]")), filmed("X", "[sleep 600]"))

    def listen(event: Event) -> None:
        if event.event == "progress" and event.unit == "X/text":
            sign.touch()

    built: Built = build(tmp_path, plan, fail_fast=True, on_event=listen)
    assert built.film is None
    units = {unit.id: unit.status for unit in open_session(tmp_path, registry=FAKE).forecast(plan)}
    assert units["X/text"] == "miss"
    assert list((tmp_path / ".milimo" / "tmp").iterdir()) == []


def _late(slate: str, action: str) -> list[Node]:
    """Pictures of a shot that is not begun before X is being written: they wait for its latents."""
    body = DecodeBody(family=f"ltx-2 {action}", size=SIZE, rate=RATE, frames=9)
    return [Node(id=f"{slate}/decode", shot=slate, body=body, inputs=(Input(role="latents", node="X/denoise"),))]
