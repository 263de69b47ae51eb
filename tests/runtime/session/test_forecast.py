"""What a dry run says, and that it is what a build then does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from milimo_lang.ir.plan import Plan
from milimo_runtime.backends import Registry
from milimo_runtime.session import Event, Unit, open_session
from tests.runtime.execute.films import FAKE, Panel, build, film, panels


def forecast(root: Path, plan: Plan, registry: Registry = FAKE) -> dict[str, Unit]:
    return {unit.id: unit for unit in open_session(root, registry=registry).forecast(plan)}


def reason(root: Path, plan: Plan, unit: str = "A/picture", registry: Registry = FAKE) -> str:
    return forecast(root, plan, registry)[unit].reason


def test_a_film_never_built_is_all_to_be_made_and_nothing_is_written(tmp_path: Path) -> None:
    units = forecast(tmp_path, film(*panels("AB")))
    assert {(unit.status, unit.reason) for unit in units.values()} == {("miss", "never built")}
    assert list(tmp_path.iterdir()) == []


def test_a_built_film_is_all_hits(tmp_path: Path) -> None:
    plan = film(*panels("AB"))
    build(tmp_path, plan)
    units = forecast(tmp_path, plan)
    assert {unit.status for unit in units.values()} == {"hit"}
    assert all(unit.key and not unit.reason for unit in units.values())


def test_units_come_in_plan_order_with_kind_and_shot(tmp_path: Path) -> None:
    plan = film(*panels("AB"))
    units = list(forecast(tmp_path, plan).values())
    assert [(unit.id, unit.kind, unit.shot) for unit in units] == [(n.id, n.kind, n.shot) for n in plan.nodes]


def test_what_waits_for_a_changed_picture_may_be_made_again(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "She waits."), Panel("B")))
    units = forecast(tmp_path, film(Panel("A", "She leaves."), Panel("B")))
    assert units["A/picture"].status == "miss"
    assert units["A/picture"].key is not None
    assert (units["A/segment"].status, units["A/segment"].reason) == ("maybe", "A/picture is to be made again")
    assert units["A/segment"].key is None
    assert (units["film"].status, units["film"].reason) == ("maybe", "A/segment is to be made again")
    assert units["B/segment"].status == "hit"


def test_what_waits_for_a_changed_picture_and_changed_itself_is_to_be_made(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "She waits.", caption="Hello.")))
    unit = forecast(tmp_path, film(Panel("A", "She leaves.", caption="Good-bye.")))["A/segment"]
    assert (unit.status, unit.reason) == ("miss", "caption changed: 'Hello.' -> 'Good-bye.'")
    unit = forecast(tmp_path, film(Panel("A", "She leaves.", caption="Good\nbye.")))["A/segment"]
    assert unit.reason == "caption changed: 'Hello.' -> 'Good / bye.'"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Panel("A", "She waits."), Panel("A", "She leaves."), "action changed: 'She waits.' -> 'She leaves.'"),
        (Panel("A", place="A room"), Panel("A", place="A yard"), "name of place changed: 'A room' -> 'A yard'"),
        (Panel("A"), Panel("A", asset="mara.png"), "mara.png added, and 1 more change"),
        (Panel("A", asset="mara.png"), Panel("A", asset="lamp.png"), "lamp.png in place of mara.png"),
        (Panel("A", asset="mara.png"), Panel("A"), "keyframe taken away, and 1 more change"),
    ],
)
def test_a_reason_tells_the_first_difference(tmp_path: Path, before: Panel, after: Panel, said: str) -> None:
    (tmp_path / "mara.png").write_bytes(b"mara")
    (tmp_path / "lamp.png").write_bytes(b"lamp")
    build(tmp_path, film(before))
    assert reason(tmp_path, film(after)) == said


def test_files_are_named_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "mara.png").write_bytes(b"mara")
    (tmp_path / "lamp.png").write_bytes(b"lamp")
    build(tmp_path, film(Panel("A", asset="mara.png")))
    gone = forecast(tmp_path, film(Panel("A")))["A/picture"].why
    other = forecast(tmp_path, film(Panel("A", asset="lamp.png")))["A/picture"].why
    assert gone is not None
    assert other is not None
    assert gone.changes[-1].sentence == "mara.png taken away"
    [change] = other.as_json()["changes"]
    assert (change["cause"], change["of"], change["was"]) == ("asset", "lamp.png", "mara.png")


def test_a_long_text_is_shown_where_it_changed(tmp_path: Path) -> None:
    long = "The corridor is long and dark and she walks it to the end, where the {} lamp burns, and turns."
    build(tmp_path, film(Panel("A", long.format("red"))))
    assert reason(tmp_path, film(Panel("A", long.format("green")))) == (
        "action changed: '…end, where the red lamp burns, and turns.' -> '…end, where the green lamp burns, and turns.'"
    )


def test_an_asset_whose_content_changed_is_named(tmp_path: Path) -> None:
    (tmp_path / "refs").mkdir()
    asset = tmp_path / "refs" / "mara.png"
    asset.write_bytes(b"mara")
    plan = film(Panel("A", asset="refs/mara.png"))
    build(tmp_path, plan)
    asset.write_bytes(b"mara, older")
    assert reason(tmp_path, plan) == "refs/mara.png changed"


def test_an_asset_that_was_only_touched_or_renamed_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "mara.png").write_bytes(b"mara")
    build(tmp_path, film(Panel("A", asset="mara.png")))
    (tmp_path / "mara.png").rename(tmp_path / "mara-2.png")
    (tmp_path / "mara-2.png").touch()
    assert forecast(tmp_path, film(Panel("A", asset="mara-2.png")))["film"].status == "hit"


def test_a_missing_asset_is_the_reason(tmp_path: Path) -> None:
    assert reason(tmp_path, film(Panel("A", asset="mara.png"))) == "mara.png is not there"


def test_other_weights_and_a_new_way_of_drawing_are_reasons(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A")))
    other = Registry(("tests.runtime.execute.partial:OtherModel",), announced=False)
    newer = Registry(("tests.runtime.execute.partial:NewVersion",), announced=False)
    assert reason(tmp_path, film(Panel("A")), registry=other) == "model changed: nothing -> weights-2"
    assert reason(tmp_path, film(Panel("A")), registry=newer) == "made in a new way since milimo was updated"


def test_a_shot_that_moved_is_not_changed_and_a_new_one_is_new(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "One."), Panel("B", "Two.")))
    units = forecast(tmp_path, film(Panel("A", "None."), Panel("B", "One."), Panel("C", "Two.")))
    assert units["B/picture"].status == "hit"
    assert units["A/picture"].reason == "never built"


def test_a_shot_that_moved_and_changed_is_known_by_its_likeness(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "One."), Panel("B", "Two.", place="A yard")))
    plan = film(Panel("A", "One."), Panel("B", "New.", place="A sea"), Panel("C", "Three.", place="A yard"))
    assert reason(tmp_path, plan, "C/picture") == "action changed: 'Two.' -> 'Three.'"


def test_a_result_that_was_cleared_away_is_said_to_be_gone(tmp_path: Path) -> None:
    plan = film(Panel("A"))
    build(tmp_path, plan)
    for record in (tmp_path / ".milimo" / "ac").rglob("*"):
        if record.is_file():
            record.unlink()
    assert reason(tmp_path, plan) == "its stored result is gone"


def test_a_kind_nobody_makes_is_said_to_be_so(tmp_path: Path) -> None:
    drawn_nowhere = Registry((), announced=False)
    assert reason(tmp_path, film(Panel("A")), registry=drawn_nowhere) == "needs a maker of drawn.panel"


def test_why_a_unit_was_last_made_is_remembered(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "She waits."), Panel("B")))
    plan = film(Panel("A", "She leaves."), Panel("B"))
    build(tmp_path, plan)
    build(tmp_path, plan)
    last = open_session(tmp_path, registry=FAKE).last_built(plan)
    assert last["A/picture"].reason == "action changed: 'She waits.' -> 'She leaves.'"
    assert last["A/segment"].reason == "A/picture came out different"


def test_two_films_of_one_project_do_not_explain_each_other(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "She waits."), file="one.mls"))
    assert reason(tmp_path, film(Panel("A", "She leaves."), file="two.mls")) == "never built"


def test_what_is_kept_to_explain_may_be_damaged_or_lost(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "She waits.")))
    after = film(Panel("A", "She leaves."))
    for damage in (lambda path: path.write_bytes(b"not what was kept"), Path.unlink):
        for path in (tmp_path / ".milimo" / "pre").rglob("*"):
            if path.is_file():
                damage(path)
        said = "it changed, and what it was made from before is not known any more"
        assert reason(tmp_path, after) == said
    assert not build(tmp_path, after).warnings


def test_events_journal_and_memory_hold_the_reason_as_data(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "She waits.")))
    events: list[Event] = []
    built = build(tmp_path, film(Panel("A", "She leaves.")), on_event=events.append)
    change = {"cause": "field", "field": "action[0]", "old": "She waits.", "new": "She leaves."}
    says = "action changed: 'She waits.' -> 'She leaves.'"
    why = {"cause": "field", "changes": [{**change, "says": says}], "more": 0}
    of_picture = [event for event in events if event.unit == "A/picture"]
    assert [event.event for event in of_picture] == ["planned", "started", "done"]
    assert [(event.reason, event.as_json()["why"]) for event in of_picture] == [(says, why)] * 3
    assert built.journal is not None
    written = [json.loads(line) for line in built.journal.read_text("utf-8").splitlines()]
    assert [line["why"] for line in written if line["unit"] == "A/picture"] == [why] * 3
    last = open_session(tmp_path, registry=FAKE).last_built(film(Panel("A")))
    assert last["A/picture"].why == why


def test_what_was_asked_for_and_what_was_damaged_are_causes(tmp_path: Path) -> None:
    plan = film(Panel("A"))
    build(tmp_path, plan)
    events: list[Event] = []
    build(tmp_path, plan, force=True, on_event=events.append)
    assert {event.why.cause for event in events if event.why is not None} == {"asked-for"}
    for path in (tmp_path / ".milimo" / "ac").rglob("*"):
        if path.is_file():
            path.write_bytes(b"{}")
    causes = {unit.why.cause for unit in forecast(tmp_path, plan).values() if unit.why is not None}
    assert causes == {"damaged", "waiting"}
