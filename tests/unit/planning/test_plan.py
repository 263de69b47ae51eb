"""A plan: sound for any film, the same each time, and its pictures free of their place in the film."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

from milimo_lang.analysis.schema import as_json as written
from milimo_lang.analysis.schema import from_json
from milimo_lang.ir.bodies import FilmBody, Handoff, MixBody
from milimo_lang.ir.plan import Node, Plan
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.ir.soundness import problems
from milimo_lang.ir.values import Size
from milimo_lang.planning.plan import plan
from milimo_lang.planning.schema import as_json, plan_schema
from tests.examples import examples
from tests.unit.planning.films import (
    ANIMATIC,
    CLOSE,
    LTX,
    PUSH,
    edit,
    element,
    film,
    films,
    image,
    key,
    moment,
    one,
    opening,
    overlay,
    scene,
    shot,
    sound,
    speech,
    title,
)


def planned(screenplay: Screenplay) -> Plan:
    made = plan(screenplay).value
    assert problems(made) == []
    return made


def pictures(made: Plan) -> list[tuple[Any, Any]]:
    """Body and files of everything that makes a picture, wherever it is filed."""
    kinds = ("cut.", "drawn.tone", "drawn.speech")
    return [
        (node.body, tuple(i.asset for i in node.inputs if i.asset))
        for node in made.nodes
        if not node.kind.startswith(kinds)
    ]


def node(made: Plan, id: str) -> Node:
    return made.by_id()[id]


@examples(100)
@given(films())
def test_any_film_has_a_sound_plan(screenplay: Screenplay) -> None:
    assert problems(plan(screenplay).value) == []


@examples(25)
@given(films())
def test_planning_twice_gives_the_same_bytes(screenplay: Screenplay) -> None:
    again = from_json(written(screenplay))
    assert as_json(plan(screenplay).value) == as_json(plan(again).value)


@examples(25)
@given(films())
def test_a_plan_is_read_back_as_it_was_written(screenplay: Screenplay) -> None:
    made = plan(screenplay).value
    assert Plan.model_validate_json(as_json(made)) == made


def small_film(*, front: bool = False, dissolve: int = 24) -> Screenplay:
    elements = {
        "Mara": element("Mara", 0, look="silver braid, yellow oilskin", images=(image("refs/mara.png"),)),
        "Tom": element("Tom", 1, look="a boy of ten"),
        "Lamp Room": element("Lamp Room", 2, "location", look="brass gears", images=(image("refs/room.png"),)),
    }
    first = (
        shot("1A", 144, terms=(CLOSE, PUSH), keys=(key(0, "boards/tower.png"),), ends_black=0),
        shot(
            "1B",
            96,
            cast=("Mara", "Tom"),
            moments=(
                moment("action", "@Mara strikes a match.", 0, 40, mentions=("Mara",)),
                speech("Mara", "Not tonight.", 44, 48, manner="whispering"),
            ),
            transition=opening(frames=dissolve) if dissolve else None,
            sounds=(sound("music", gain=-14.0, fade_in=48, duck=True),),
        ),
        shot("1C", 48, kind="card", card="THREE YEARS LATER", ends_black=24),
    )
    second = (
        shot("2A", 300, model=LTX, cast=("Mara",), keys=(key(0), key(150), key(299)), takes=2),
        shot(
            "2B", 60, model=LTX, continues=True, titles=(title("THE END", 10, 40),), overlays=(overlay("a.png", 0, 9),)
        ),
    )
    inserted = (shot("0A", 50, cast=("Tom",)),) if front else ()
    return film(
        scene(*inserted, *first, place="Lamp Room"),
        scene(*second, number="2", heading="EXT. SEA - DAY", place_text="SEA", interior=False),
        elements=elements,
    )


def test_a_small_film(snapshot: Any) -> None:
    assert as_json(planned(small_film())) == snapshot


def test_the_plan_is_the_same_whatever_the_process() -> None:
    code = "from tests.unit.planning.test_plan import *; print(as_json(plan(small_film()).value), end='')"
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert made[0] == made[1]
    assert made[0].decode() == as_json(plan(small_film()).value)


def test_a_shot_inserted_at_the_front_changes_no_picture() -> None:
    before, after = pictures(planned(small_film())), pictures(planned(small_film(front=True)))
    assert [made for made in after if made not in before] == after[:1]


@examples(25)
@given(films())
def test_a_shot_inserted_at_the_front_of_any_film_changes_no_picture(screenplay: Screenplay) -> None:
    first = screenplay.shots[:1]
    assume(not any(s.continues for s in first))
    inserted = shot("0A", 30, cast=("Mara",), head="a shot like no other")
    front = replace(screenplay, scenes=(scene(inserted), *screenplay.scenes))
    made = pictures(planned(front))
    (own,) = (one for one in made if "a shot like no other" in str(one))
    made.remove(own)
    assert made == pictures(planned(screenplay))


def test_a_shot_inserted_at_the_front_changes_no_id() -> None:
    before = [s.id for s in planned(small_film()).shots]
    assert [s.id for s in planned(small_film(front=True)).shots][1:] == before


def test_a_transition_of_another_length_changes_at_most_the_outgoing_picture() -> None:
    for frames in (0, 4, 48):
        before, after = planned(small_film(dissolve=24)), planned(small_film(dissolve=frames))
        changed = [a.id for a in after.nodes if a.id.endswith("/picture") and a.body != node(before, a.id).body]
        assert changed == ["1A/picture"]
        assert [s.id for s in before.shots] == [s.id for s in after.shots]


def test_no_picture_knows_its_slate() -> None:
    made = planned(small_film())
    renamed = written(small_film()).replace('"1B"', '"77Z"')
    again = planned(from_json(renamed))
    assert pictures(made) == pictures(again)


def test_equal_shots_have_ids_of_their_own() -> None:
    made = planned(one(shot("1A"), shot("1B"), shot("1C", id="mine")))
    first, second, third = (s.id for s in made.shots)
    assert second == f"{first}-2"
    assert third == "mine"


def test_takes_differ_by_seed_alone_and_only_the_pick_is_cut() -> None:
    made = planned(one(shot("1A", takes=3, pick=2)))
    bodies = [node(made, id).body for id in ("1A/picture", "1A/take 2/picture", "1A/take 3/picture")]
    assert len({body.model_dump_json() for body in bodies}) == 3
    assert len({body.model_copy(update={"seed": 0}).model_dump_json() for body in bodies}) == 1
    assert bodies[0].seed == 7
    assert node(made, "1A/segment").inputs[0].node == "1A/take 2/picture"


def test_a_generated_shot_is_a_chain_of_stages() -> None:
    made = planned(one(shot("1A", 200, model=LTX, keys=(key(0), key(199))), size=Size(width=1920, height=1080)))
    ids = [n.id for n in made.nodes if n.shot == "1A" and "/chunk 2/" in n.id]
    assert ids == [
        "1A/chunk 2/conditions 1",
        "1A/chunk 2/conditions 2",
        "1A/chunk 2/denoise",
        "1A/chunk 2/upsample",
        "1A/chunk 2/refine",
        "1A/chunk 2/decode",
    ]
    assert str(node(made, "1A/chunk 1/denoise").body.size) == "960x544"
    assert str(node(made, "1A/chunk 1/refine").body.size) == "1920x1088"
    assert str(node(made, "1A/picture").body.size) == "1920x1080"
    assert str(made.film.generated) == "1920x1088"


def test_equal_prompts_of_a_shot_are_encoded_once() -> None:
    made = planned(one(shot("1A", 300, model=LTX)))
    assert [n.id for n in made.nodes if n.kind == "text.encode"] == ["1A/chunk 1/text"]


def test_a_chunk_takes_over_the_last_latents_of_the_one_before() -> None:
    made = planned(one(shot("1A", 218, model=LTX, handle=0)))
    first, second = made.shots[0].chunks[:2]
    handoff = node(made, "1A/chunk 2/refine").body.handoff
    assert (handoff.first, handoff.count) == ((first.frames - 1) // 8 + 1 - 4, 4)
    assert second.overlap == 25
    roles = {i.role: i.node for i in node(made, "1A/chunk 2/refine").inputs}
    assert roles["handoff"] == "1A/chunk 1/refine"
    assert roles["handoff/picture"] == "1A/chunk 1/decode"
    early = node(made, "1A/chunk 2/denoise")
    assert early.body.handoff.mode == "latent"
    assert [(i.role, i.node) for i in early.inputs] == [("text", "1A/chunk 1/text"), ("handoff", "1A/chunk 1/denoise")]


@pytest.mark.parametrize("handoff", ["latent", "hybrid", "frames"])
def test_a_preview_is_the_first_stage_of_the_film(handoff: str) -> None:
    """Its passes, and whatever these were made from, are in the film to the last word: those of long shots too."""
    model = replace(LTX, handoff=handoff)
    shots = (shot("1A", 300, model=model, takes=2), shot("1B", 200, model=model, continues=True, keys=(key(150),)))
    preview, film = (planned(one(*shots, quality=quality)).by_id() for quality in ("preview", "standard"))
    waiting = [id for id, node in preview.items() if node.kind == "chunk.denoise"]
    assert len(waiting) > 6
    while waiting:
        node = preview[waiting.pop()]
        assert film[node.id] == node
        waiting += [put.node for put in node.inputs if put.node]


def test_a_part_made_again_goes_on_in_the_next_chunk() -> None:
    parts = (edit(80, 60), edit(150, 20))
    made = planned(one(shot("1A", 300, model=LTX, handle=0, edits=parts)))
    first = made.shots[0].chunks[0]
    again, alone = (node(made, f"1A/edit {number}/chunk 2/retake") for number in (1, 2))
    latents = (first.frames - 1) // 8 + 1
    assert again.body.handoff == Handoff(mode="latent", first=latents - 4, count=4)
    assert ("handoff", "1A/edit 1/chunk 1/retake") in [(i.role, i.node) for i in again.inputs]
    assert alone.body.handoff is None
    assert node(made, "1A/edit 1/chunk 1/retake").body.handoff is None


def test_frames_that_are_dropped_are_made_again_with_those_beside_them() -> None:
    before, after = shot("1A", 100, model=LTX), shot("1B", 57, model=LTX, continues=True, edits=(edit(0, 57),))
    made = planned(one(before, after))
    (chunk,) = made.shots[1].chunks
    assert chunk.lead
    assert chunk.trim
    again = node(made, "1B/edit 1/chunk 1/retake").body
    assert (again.span.start, again.span.end) == (chunk.overlap, chunk.frames)


def test_a_part_made_again_goes_on_from_its_last_picture_where_chunks_do() -> None:
    made = planned(one(shot("1A", 300, model=replace(LTX, handoff="image"), handle=0, edits=(edit(80, 60),))))
    again = node(made, "1A/edit 1/chunk 2/retake")
    assert again.body.handoff == Handoff(mode="image", first=made.shots[0].chunks[0].frames - 1, count=1)
    assert ("handoff", "1A/edit 1/chunk 1/decode", "picture") in [(i.role, i.node, i.output) for i in again.inputs]


def test_a_continued_shot_takes_over_the_picked_take_at_the_cut() -> None:
    made = planned(one(shot("1A", 100, model=LTX, takes=2, pick=2), shot("1B", 60, model=LTX, continues=True)))
    join, chunk = made.shots[1].join, made.shots[1].chunks[0]
    assert (join.mode, join.chunk, join.first, join.count) == ("latents", 0, 9, 4)
    assert (chunk.overlap, chunk.lead, chunk.shows.start) == (25, 3, 0)
    assert 8 * (join.first + join.count - 1) + chunk.lead == 99
    assert ("handoff", "1A/take 2/chunk 1/denoise") in [
        (i.role, i.node) for i in node(made, "1B/chunk 1/denoise").inputs
    ]


def test_a_continued_shot_of_another_model_takes_over_the_last_shown_frame() -> None:
    made = planned(one(shot("1A", 100), shot("1B", 60, model=LTX, continues=True)))
    assert made.shots[1].join.mode == "image"
    handoff = node(made, "1B/chunk 1/denoise").body.handoff
    assert (handoff.mode, handoff.first) == ("image", 99)
    assert made.shots[1].chunks[0].overlap == 1


def test_keyframes_are_counted_from_the_start_of_their_chunk() -> None:
    made = planned(one(shot("1A", 300, model=LTX, keys=(key(0), key(150), key(299)))))
    found = [(chunk.start + k.frame) for chunk in made.shots[0].chunks for k in chunk.keyframes]
    assert found == [0, 150, 299]


def test_a_fade_to_black_takes_the_last_frames_and_a_transition_the_first() -> None:
    made = planned(one(shot("1A", 96), shot("1B", 96, transition=opening(frames=24), ends_black=12)))
    body: FilmBody = node(made, "cut/film").body
    assert body.segments == (96, 24, 60, 12)
    assert node(made, "1B/transition").body.from_first == 96
    assert node(made, "1B/fade out").body.from_first == 84
    assert [(t.span.start, t.span.frames) for t in made.timeline.transitions] == [(96, 24), (180, 12)]
    assert made.shots[0].handle == 24


def test_a_shot_too_short_for_its_transition_keeps_its_length() -> None:
    outcome = plan(one(shot("1A", 96), shot("1B", 10, transition=opening(frames=24), ends_black=4)))
    assert problems(outcome.value) == []
    assert [n.id for n in outcome.value.nodes if n.id.startswith("1B/") and n.kind.startswith("cut")] == [
        "1B/transition",
        "1B/fade out",
    ]


def test_a_chunk_the_model_cannot_make_is_changed_and_said_once() -> None:
    odd = replace(LTX, chunk=33, overlap=60)
    outcome = plan(one(shot("1A", model=odd), shot("1B", model=odd)))
    assert problems(outcome.value) == []
    assert {d.name for d in outcome.diagnostics} == {"chunks-off-grid"}
    assert len(outcome.diagnostics) == 2


def test_a_speech_on_screen_is_left_to_a_model_that_speaks() -> None:
    spoken = (
        speech("MARA", "Not tonight.", 0, 40),
        speech("MARA", "I said.", 50, 40, off_screen=True, extensions=("V.O.",)),
    )
    made = planned(one(shot("1A", model=LTX, moments=spoken)))
    assert [n.id for n in made.nodes if n.kind == "drawn.speech"] == ["1A/speech 2"]
    tracks = [placement.track for placement in made.timeline.sounds]
    assert tracks == ["voiceover", "production"]


@pytest.mark.parametrize(("voices", "kind"), [("murmur", "drawn.speech"), ("spoken", "spoken.speech")])
def test_voices_murmur_or_say_the_words(voices: str, kind: str) -> None:
    made = planned(one(shot("1A", moments=(speech("MARA", "Not tonight.", 10, 40),)), voices=voices))
    assert node(made, "1A/speech 1").kind == kind


def test_shots_of_one_length_in_a_scene_sound_the_same_but_not_alike() -> None:
    made = planned(one(shot("1A"), shot("1B"), shot("1C", frames=60)))
    tones = [made.by_id()[f"{slate}/tone"].body for slate in ("1A", "1B", "1C")]
    assert len({tone.seed for tone in tones[:2]}) == 2
    assert len({tone.place for tone in tones}) == 1
    assert tones[0].seed == tones[2].seed


def test_a_recording_takes_the_place_of_the_made_voice() -> None:
    made = planned(one(shot("1A", moments=(speech("MARA", "Not tonight.", 10, 40, recording="vo/take4.wav"),))))
    assert [n.id for n in made.nodes if n.kind == "drawn.speech"] == []
    mix: MixBody = node(made, "cut/sound").body
    role = next(p.role for p in mix.placements if p.track == "dialogue")
    assert next(i.asset for i in node(made, "cut/sound").inputs if i.role == role) == "vo/take4.wav"


def test_the_sound_is_encoded_apart_from_the_film_so_that_new_words_leave_it_alone() -> None:
    plain, titled = (planned(one(shot("1A", titles=words))) for words in ((), (title("THE LAMP", 0, 40),)))
    assert node(plain, "cut/sound") == node(titled, "cut/sound")
    assert [(i.node, i.output) for i in node(plain, "cut/film").inputs if i.role == "sound"] == [("cut/sound", "aac")]


@pytest.mark.parametrize(("captions", "burnt"), [("file", False), ("burn", True)])
def test_a_film_knows_whether_its_captions_are_burnt_in(captions: str, burnt: bool) -> None:
    spoken = shot("1A", model=LTX, moments=(speech("MARA", "Not tonight.", 0, 40),))
    assert node(planned(one(spoken, captions=captions)), "cut/film").body.burnt is burnt


def test_the_published_schema_is_this_one() -> None:
    published = Path(__file__).parents[3] / "docs" / "plan.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == plan_schema()


def test_a_plan_meets_its_schema() -> None:
    from jsonschema import validate

    validate(json.loads(as_json(planned(small_film()))), plan_schema())


def test_an_empty_film_has_an_empty_plan() -> None:
    made = planned(film())
    assert (made.film.frames, made.shots, [n.id for n in made.nodes]) == (0, (), ["cut/sound", "cut/film"])


def test_a_drawn_shot_is_one_panel() -> None:
    made = planned(one(shot("1A", 96, model=ANIMATIC)))
    assert [n.id for n in made.nodes] == ["1A/picture", "1A/tone", "1A/segment", "cut/sound", "cut/film"]
