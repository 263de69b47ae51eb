"""Every second frame is filmed first, and those between are made of them in latents: what the plan then has."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.bodies import DecodeBody, DenoiseBody, JoinBody, ReferenceBody, RetakeBody, UpsampleBody
from milimo_lang.ir.plan import Node, Plan
from milimo_lang.ir.soundness import problems
from milimo_lang.planning.grid import finer, overlap_of
from tests.stages import compiled

FILM = """\
Model: {model}
Frame rate: 48
{title}

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 6s
    reference: a.png
    retake 1s..3s: the lamp is out

!! continue, 2s
"""


def planned(title: str = "Doubling: on", model: str = "ltx-2.3") -> Plan:
    made = compiled({"film.mls": FILM.format(title=title, model=model)}).plan.value
    assert problems(made) == []
    return made


def of(made: Plan, *kinds: type) -> list[Node]:
    return [node for node in made.nodes if isinstance(node.body, kinds)]


def test_the_first_stage_makes_every_second_frame_and_the_second_all() -> None:
    made = planned()
    for chunk in (chunk for shot in made.shots for chunk in shot.chunks):
        assert (chunk.frames - 1) % 16 == 0, "doubled latents are an odd number"
    passes = [node.body for node in of(made, DenoiseBody)]
    assert {(body.kind, body.every) for body in passes} == {("chunk.denoise", 2), ("chunk.refine", 1)}
    enlarged = [node.body for node in of(made, UpsampleBody)]
    assert {(body.spatial, body.temporal) for body in enlarged} == {(2, 2)}
    assert len(enlarged) == len(passes) // 2
    assert all("every" not in node.body.model_dump() for node in of(made, RetakeBody))


def test_a_film_is_as_long_as_without_it() -> None:
    plain, doubled = planned(""), planned()
    assert [(shot.start, shot.frames, shot.handle) for shot in plain.shots] == [
        (shot.start, shot.frames, shot.handle) for shot in doubled.shots
    ]
    joined = [node.body for node in of(doubled, JoinBody)]
    assert [sum(keep.frames for keep in body.seen) for body in joined] == [
        shot.frames + shot.handle for shot in doubled.shots
    ]
    assert {body.rate for body in (node.body for node in of(doubled, DecodeBody))} == {Fraction(48)}


def test_both_stages_and_what_is_made_again_hand_over_the_same_frames() -> None:
    made = planned()
    nodes = made.by_id()
    stages = [(16, "denoise", 2), (8, "refine", 1)]
    for shot in made.shots:
        for number in range(1, len(shot.chunks) + 1):
            handed = set()
            for stride, name, every in stages:
                body = nodes[f"{shot.slate}/chunk {number}/{name}"].body
                assert isinstance(body, DenoiseBody)
                assert body.every == every
                if body.handoff is not None:
                    handed.add((stride * body.handoff.first, overlap_of(body.handoff.count, stride)))
            assert len(handed) == (shot.chunks[number - 1].overlap > 0)
            if handed:
                assert {overlap for _, overlap in handed} == {shot.chunks[number - 1].overlap}
    again, refined = (nodes[f"1A/{name}"].body for name in ("edit 1/chunk 2/retake", "chunk 2/refine"))
    assert isinstance(again, RetakeBody)
    assert isinstance(refined, DenoiseBody)
    assert again.handoff is not None
    assert refined.handoff is not None
    assert (again.handoff.first, again.handoff.count) == (refined.handoff.first, refined.handoff.count)


@given(st.integers(0, 40), st.integers(1, 20))
def test_finer_latents_mean_the_same_frames(first: int, count: int) -> None:
    begin, many = finer(first, count, 2)
    assert (8 * begin, overlap_of(many, 8)) == (16 * first, overlap_of(count, 16))


def test_what_is_followed_is_encoded_at_the_frames_of_the_first_stage() -> None:
    made = planned()
    nodes = made.by_id()
    followed = of(made, ReferenceBody)
    assert followed
    for node in followed:
        first = nodes[node.id.replace("references", "denoise")].body
        assert (node.body.rate, node.body.frames) == (24, (first.frames - 1) // 2 + 1)


def test_of_a_preview_the_doubled_latents_are_shown_and_its_first_stage_is_the_film_s() -> None:
    preview, whole = planned("Doubling: on\nQuality: preview"), planned()
    assert {(node.body.spatial, node.body.temporal) for node in of(preview, UpsampleBody)} == {(1, 2)}
    decoded = {put.node for node in of(preview, DecodeBody) for put in node.inputs}
    assert decoded >= {node.id for node in of(preview, UpsampleBody)}
    again = {put.node for node in of(preview, RetakeBody) for put in node.inputs if put.role == "latents"}
    assert again == {"1A/chunk 1/upsample", "1A/chunk 2/upsample"}
    firsts = [
        [node.body for node in of(made, DenoiseBody) if node.kind == "chunk.denoise"] for made in (preview, whole)
    ]
    assert firsts[0] == firsts[1]


def test_unless_asked_for_nothing_changes() -> None:
    assert planned("Doubling: off") == planned("")
    assert all("every" not in node.body.model_dump(mode="json") for node in of(planned(""), DenoiseBody))


def test_a_model_that_cannot_is_told_and_films_as_ever() -> None:
    film = compiled({"film.mls": FILM.format(title="Doubling: on", model="small")})
    (said,) = [one for one in film.diagnostics if "double" in one.message]
    assert (said.message, said.code) == ("small cannot double its frames", "M5002")
    assert all(node.body.every == 1 for node in of(film.plan.value, DenoiseBody))


def test_what_is_drawn_is_asked_for_nothing() -> None:
    film = compiled({"film.mls": FILM.format(title="Doubling: on", model="animatic")})
    assert not [one for one in film.diagnostics if "double" in one.message]


@pytest.mark.parametrize("value", ["2", "maybe"])
def test_it_is_on_or_off(value: str) -> None:
    film = compiled({"film.mls": FILM.format(title=f"Doubling: {value}", model="ltx-2")})
    told = [(one.message, one.help) for one in film.diagnostics]
    assert (f"Doubling cannot be “{value}”", "on or off") in told
