"""Every difference between two versions of a unit is told: as data, and the most telling one as a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from milimo_lang.ir.bodies import (
    DenoiseBody,
    Figure,
    KeyPicture,
    PanelBody,
    Place,
    SegmentBody,
    Speaking,
    TextBody,
)
from milimo_lang.ir.bodies import Text as Words
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.causes import Cause, Reason, told
from milimo_runtime.differences import difference
from milimo_runtime.keys import PreImage, canonical_body, read_preimage
from tests.runtime.execute.films import RATE, SIZE

PANEL = PanelBody(
    size=SIZE,
    rate=RATE,
    frames=24,
    handle=0,
    place=Place(name="A room"),
    figures=(Figure(name="Mara", look="red coat"),),
    action=("She waits.",),
    terms=(Term(kind="camera", name="push in", words="pushes in"),),
    keys=(KeyPicture(frame=0, role="key/0"),),
)
SEGMENT = SegmentBody(
    size=SIZE,
    rate=RATE,
    first=0,
    frames=24,
    texts=(
        Words(place="framing", text="WIDE", span=FrameSpan(start=0, frames=24)),
        Words(place="caption", text="Hello.", span=FrameSpan(start=0, frames=24)),
    ),
)
SPEAKING = (Speaking(figure="Mara", span=FrameSpan(start=0, frames=12)),)
INPUTS = (
    Input(role="key/0", asset="refs/mara.png"),
    Input(role="picture", node="A/picture"),
    Input(role="picture/2", node="B/picture"),
)
OLD, NEW = "0" * 64, "1" * 64
WEIGHTS = f"ltx-2 2.0 bf16, transformer {OLD[:32]}, vae {OLD[:32]}"


def made_from(body: Any, inputs: dict[str, str] | None = None, identity: str = "", version: int = 1) -> PreImage:
    """What a unit was made from, as it comes out of the store."""
    pre = PreImage(body.kind, version, canonical_body(body), tuple((inputs or {}).items()), identity)
    read = read_preimage(pre.data, pre.key)
    assert read is not None
    return read


def why(old: PreImage, new: PreImage, unknown: tuple[str, ...] = ()) -> Reason | None:
    return difference(Node(id="A/picture", shot="A", body=PANEL, inputs=INPUTS), old, new, unknown)


def but(body: Any, **fields: Any) -> PreImage:
    return made_from(body.model_copy(update=fields))


DENOISE = DenoiseBody(kind="chunk.denoise", family="ltx-2", size=SIZE, rate=RATE, frames=25, seed=0)

FIELDS = [
    (PANEL, {"action": ("She leaves.",)}, "action[0]", "action changed: 'She waits.' -> 'She leaves.'"),
    (PANEL, {"action": ("She waits.", "Rain.")}, "action[1:2]", "action added: 'Rain.'"),
    (PANEL, {"action": ()}, "action[0:1]", "action taken away: 'She waits.'"),
    (PANEL, {"place": Place(name="A yard")}, "place.name", "name of place changed: 'A room' -> 'A yard'"),
    (PANEL, {"size": Size(width=128, height=72)}, "size", "size changed: 64x36 -> 128x72"),
    (PANEL, {"frames": 36}, "frames", "length changed: 24 -> 36"),
    (
        PANEL,
        {"figures": (Figure(name="Mara", look="blue coat"),)},
        "figures[0].look",
        "look of Mara changed: 'red coat' -> 'blue coat'",
    ),
    (PANEL, {"figures": (Figure(name="Ines"),)}, "figures[0:1]", "figures changed: 'Mara' -> 'Ines'"),
    (
        PANEL,
        {"terms": (Term(kind="camera", name="pan left", words="pans left"),)},
        "terms[0:1]",
        "camera and light changed: 'push in' -> 'pan left'",
    ),
    (PANEL, {"keys": ()}, "keys[0:1]", "keyframe taken away"),
    (PANEL, {"keys": (*PANEL.keys, *PANEL.keys, *PANEL.keys)}, "keys[1:3]", "2 keyframes added"),
    (
        PANEL.model_copy(update={"speaking": SPEAKING}),
        {"speaking": (Speaking(figure="Mara", span=FrameSpan(start=6, frames=12)),)},
        "speaking[0].span.start",
        "start of who speaks when changed: 0 -> 6",
    ),
    (
        SEGMENT,
        {"texts": (SEGMENT.texts[0], SEGMENT.texts[1].model_copy(update={"text": "Bye."}))},
        "texts[1].text",
        "caption changed: 'Hello.' -> 'Bye.'",
    ),
    (SEGMENT, {"texts": SEGMENT.texts[:1]}, "texts[1:2]", "words over the picture taken away: 'Hello.'"),
    (DENOISE, {"every": 2}, "every", "doubling changed: nothing -> 2"),
]


@pytest.mark.parametrize(("body", "fields", "path", "says"), FIELDS, ids=[case[2] + case[3][-6:] for case in FIELDS])
def test_a_field_that_changed_is_told_with_where_it_is(body: Any, fields: dict[str, Any], path: str, says: str) -> None:
    old, new = made_from(body), but(body, **fields)
    reason = why(old, new)
    assert reason is not None
    (change,) = reason.changes
    assert (change.cause, change.field, change.sentence) == (Cause.FIELD, path, says)
    data = change.as_json()
    assert data["old"] != data["new"]
    assert json.loads(json.dumps(data)) == data


def test_all_differences_are_known_and_the_most_telling_comes_first() -> None:
    old = made_from(PANEL, {"key/0": OLD, "picture": OLD}, "av 18.1 pillow 12.0", 1)
    body = PANEL.model_copy(update={"frames": 36, "action": ("She leaves.",)})
    new = made_from(body, {"key/0": NEW, "picture": NEW}, "av 18.1 pillow 13.0", 2)
    reason = why(old, new)
    assert reason is not None
    assert [change.sentence for change in reason.changes] == [
        "action changed: 'She waits.' -> 'She leaves.'",
        "refs/mara.png changed",
        "length changed: 24 -> 36",
        "pillow changed: 12.0 -> 13.0",
        "made in a new way since milimo was updated",
        "A/picture came out different",
    ]
    assert reason.sentence == "action changed: 'She waits.' -> 'She leaves.', and 5 more changes"
    assert reason.cause == "field"
    assert [change["cause"] for change in reason.as_json()["changes"]] == [
        *("field", "asset", "field", "library", "operation", "input")
    ]


def test_a_film_rewritten_has_the_number_of_what_is_not_listed() -> None:
    old = but(PANEL, action=tuple(f"Old {n}." for n in range(50)))
    new = but(PANEL, action=tuple(f"New {n}." for n in range(50)))
    reason = why(old, new)
    assert reason is not None
    assert (len(reason.changes), reason.more) == (20, 30)
    assert reason.sentence.endswith(", and 49 more changes")
    assert told(reason.as_json())[-1] == "and 30 more"


def test_a_role_that_is_not_known_yet_is_not_compared() -> None:
    old, new = made_from(PANEL, {"picture": OLD, "picture/2": OLD}), made_from(PANEL, {"picture/2": NEW})
    assert why(old, new, ("picture",)) == why(old, replace(new, inputs=(("picture", OLD), ("picture/2", NEW))))
    assert why(old, made_from(PANEL, {"picture/2": OLD}), ("picture",)) is None


MODELS = [
    (WEIGHTS.replace(f"transformer {OLD[:32]}", f"transformer {NEW[:32]}"), "transformer", "0000000 -> 1111111"),
    (WEIGHTS.replace("bf16", "fp8"), "", "ltx-2 changed: 2.0 bf16 -> 2.0 fp8"),
    (WEIGHTS + ", attention sage", "attention", "ltx-2 has another attention: nothing -> sage"),
]


@pytest.mark.parametrize(("identity", "component", "says"), MODELS, ids=["weights", "precision", "attention"])
def test_other_weights_are_told_with_the_component(identity: str, component: str, says: str) -> None:
    reason = why(made_from(DENOISE, identity=WEIGHTS), made_from(DENOISE, identity=identity))
    assert reason is not None
    (change,) = reason.changes
    assert (change.cause, change.of, change.field) == (Cause.MODEL, "ltx-2", component)
    assert change.sentence.endswith(says)


def test_another_model_is_told_by_name() -> None:
    old = TextBody(family="ltx-2", prompt="Rain.")
    reason = why(made_from(old), but(old, family="ltx-2.3"))
    assert reason is not None
    assert (reason.cause, reason.sentence) == (Cause.MODEL, "model changed: ltx-2 -> ltx-2.3")


def test_a_font_that_was_exchanged_is_told() -> None:
    reason = why(made_from(PANEL, identity="av 18 Noto " + OLD), made_from(PANEL, identity="av 18 Noto " + NEW))
    assert reason is not None
    assert reason.sentence == "Noto changed: 0000000 -> 1111111"


def test_values_as_data_are_bounded() -> None:
    old, new = "word " * 4000 + "end", "word " * 4000 + "finish"
    reason = why(but(PANEL, action=(old,)), but(PANEL, action=(new,)))
    assert reason is not None
    data = reason.as_json()["changes"][0]
    assert len(json.dumps(data)) < 5000
    assert data["old"] != data["new"]
