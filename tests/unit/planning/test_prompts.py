"""Prompts: what is seen and said in the frames a chunk shows, in words, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from milimo_lang.ir.screenplay import Screenplay, Shot, Subject
from milimo_lang.planning.plan import plan
from milimo_lang.planning.prompts import negative_prompt, sentence
from tests.unit.planning.films import CLOSE, LTX, PUSH, element, film, moment, scene, shot, speech

PEOPLE = {
    "Mara": element("Mara", 0, look="a woman in her sixties, silver braid", voice="low, unhurried"),
    "Mara.wet": element("Mara.wet", 0, look="hair plastered flat"),
    "Tom": element("Tom", 1, look="a boy of ten", trigger="t0m", negative="beard"),
    "Lamp Room": element("Lamp Room", 2, "location", look="brass gears, rain on curved glass"),
}


def a_film(made: Shot, **settings: object) -> Screenplay:
    return film(scene(made, place="Lamp Room", number="14"), elements=PEOPLE, model=LTX, **settings)


def prompts(made: Shot, **settings: object) -> list[str]:
    return [chunk.prompt for chunk in plan(a_film(made, **settings)).value.shots[0].chunks]


def test_a_whole_prompt() -> None:
    made = shot(
        model=LTX,
        terms=(CLOSE, PUSH),
        words=("dust in the beam",),
        head="the light is out",
        cast=("Mara.wet",),
        subjects=(Subject(text="@Mara.wet", element="Mara.wet"),),
        moments=(
            moment("action", "Mara strikes a match.", 0, 40, mentions=("Mara",)),
            speech("Mara", "Not tonight.", 44, 40, manner="whispering"),
        ),
    )
    assert prompts(made, style="oil on canvas") == [
        "Close-up of Mara, the camera slowly pushes in, dust in the beam. Interior. Lamp Room, night. "
        "The light is out. Lamp Room: brass gears, rain on curved glass. Mara: hair plastered flat. "
        'In the style of oil on canvas. Mara strikes a match. Mara (whispering) says: "Not tonight."'
    ]


def test_a_prompt_holds_only_what_its_chunk_shows() -> None:
    beats = tuple(moment("beat", f"Beat number {n}", n * 60, 60) for n in range(5))
    made = prompts(shot(model=LTX, frames=300, moments=beats))
    assert [[n for n in range(5) if f"number {n}" in prompt] for prompt in made] == [[0, 1, 2], [2, 3], [3, 4]]


def test_a_speech_is_said_by_one_chunk() -> None:
    made = prompts(shot(model=LTX, frames=300, moments=(speech("Mara", "A long story.", 20, 260),)))
    assert sum("A long story." in prompt for prompt in made) == 1


def test_a_voice_off_screen_is_not_put_into_a_mouth() -> None:
    (made,) = prompts(shot(model=LTX, moments=(speech("Mara", "I was young.", 0, 50, off_screen=True),)))
    assert "young" not in made


def test_a_mention_is_written_as_the_trigger_word() -> None:
    text = "@Tom and TOM look at Tom's hat; Tomorrow."
    (made,) = prompts(shot(model=LTX, moments=(moment("action", text, 0, 50, mentions=("Tom",)),)))
    assert "t0m and t0m look at t0m's hat; Tomorrow." in made


def test_the_look_of_those_who_come_later_comes_with_them() -> None:
    later = (
        moment("action", "Mara waits.", 0, 100, mentions=("Mara",)),
        moment("action", "Tom comes in.", 220, 60, mentions=("Tom",)),
    )
    made = prompts(shot(model=LTX, frames=300, cast=("Mara", "Tom"), moments=later))
    assert ["a boy of ten" in prompt for prompt in made] == [False, False, True]


def test_the_look_of_those_who_were_there_stays() -> None:
    first = (
        moment("action", "Tom waits.", 0, 40, mentions=("Tom",)),
        moment("action", "Mara comes in.", 220, 60, mentions=("Mara",)),
    )
    made = prompts(shot(model=LTX, frames=300, cast=("Tom", "Mara"), moments=first))
    assert all("a boy of ten" in prompt for prompt in made)


def test_a_speaker_brings_her_voice() -> None:
    (made,) = prompts(shot(model=LTX, moments=(speech("Mara", "Not tonight.", 0, 50),)))
    assert "voice low, unhurried" in made


def test_a_written_prompt_is_the_whole_prompt() -> None:
    (made,) = prompts(shot(model=LTX, terms=(CLOSE,), head="the light is out", prompt="a lamp, unlit"))
    assert made == "a lamp, unlit"


def test_no_prompt_tells_the_slate_or_the_number_of_the_scene() -> None:
    assert not any("14" in prompt for prompt in prompts(shot("14Q", model=LTX)))
    assert not any("14Q" in prompt for prompt in prompts(shot("14Q", model=LTX)))


def test_what_is_not_wanted_is_said_once() -> None:
    made = shot(cast=("Tom",), negative="blurry")
    assert negative_prompt(made, a_film(made, negative="blurry")) == "blurry, beard"


def test_a_model_without_a_template_of_its_own_is_told_in_plain_words() -> None:
    other = replace(LTX, family="unheard-of", template="")
    (made,) = prompts(shot(model=other, head="the light is out"))
    assert made.startswith("Interior. Lamp Room, night. The light is out.")


HAND = Subject(text="Mara", element="Mara", part="left hand")


def test_a_part_of_somebody_is_said_to_be_theirs() -> None:
    made = shot(model=LTX, terms=(CLOSE,), cast=("Mara",), subjects=(HAND,))
    assert "Close-up of Mara's left hand" in prompts(made)[0]


def test_a_sentence_ends_with_a_stop() -> None:
    texts = ("", " a  lamp, ", "Out!", 'he says: "No"')
    assert [sentence(text) for text in texts] == ["", "A lamp.", "Out!", 'He says: "No"']


def test_a_trigger_word_keeps_its_spelling_at_the_head_of_a_sentence() -> None:
    (made,) = prompts(shot(model=LTX, moments=(moment("action", "Tom waits.", 0, 50, mentions=("Tom",)),)))
    assert made.endswith("t0m: a boy of ten. t0m waits.")
