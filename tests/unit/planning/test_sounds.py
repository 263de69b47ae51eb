"""What is heard and when, in film frames."""

from __future__ import annotations

from fractions import Fraction

from milimo_lang.ir.bodies import Placement
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.planning.plan import plan
from tests.unit.planning.films import LTX, film, one, opening, scene, shot, sound, speech


def heard(screenplay: Screenplay, track: str) -> list[Placement]:
    return [placement for placement in plan(screenplay).value.timeline.sounds if placement.track == track]


def spans(screenplay: Screenplay, track: str) -> list[tuple[int, int]]:
    return [(placement.span.start, placement.span.end) for placement in heard(screenplay, track)]


def test_a_voice_lies_where_its_speech_does() -> None:
    made = one(shot("1A", 96), shot("1B", 96, moments=(speech("MARA", "Not tonight.", 10, 50),)))
    assert spans(made, "dialogue") == [(106, 156)]


def test_music_ends_where_the_next_begins_and_the_last_with_the_film() -> None:
    made = one(shot("1A", 96, sounds=(sound("music", at=10),)), shot("1B", 96, sounds=(sound("music", "b.wav", at=5),)))
    assert spans(made, "music") == [(10, 101), (101, 192)]


def test_a_file_is_heard_no_longer_than_it_is() -> None:
    long = sound("effects", seconds=Fraction(5, 2), skip=Fraction(1))
    assert spans(one(shot("1A", 96, sounds=(long,))), "effects") == [(0, 36)]


def test_a_looped_file_goes_on() -> None:
    assert spans(one(shot("1A", 96, sounds=(sound("music", seconds=Fraction(1), loop=True),))), "music") == [(0, 96)]


def test_ambience_ends_with_its_scene() -> None:
    made = film(scene(shot("1A", 50, sounds=(sound("ambience"),)), shot("1B", 50)), scene(shot("2A", 50)))
    assert spans(made, "ambience") == [(0, 100)]


def test_beds_cross_over_under_a_dissolve() -> None:
    made = one(shot("1A", 96, model=LTX), shot("1B", 96, model=LTX, transition=opening(frames=24)))
    first, second = heard(made, "production")
    assert (first.span.end, first.fade_out) == (120, 24)
    assert (second.span.start, second.fade_in) == (96, 24)


def test_generated_sound_is_cut_hard_at_a_cut() -> None:
    first, second = heard(one(shot("1A", 96, model=LTX), shot("1B", 96, model=LTX)), "production")
    assert (first.span.end, first.fade_out, second.span.start, second.fade_in) == (96, 0, 96, 0)


def test_the_tone_of_one_place_runs_through_a_cut() -> None:
    first, second = heard(one(shot("1A", 96), shot("1B", 96)), "tone")
    assert (first.span.end, first.fade_out, second.span.start, second.fade_in) == (104, 8, 96, 8)


def test_a_fade_to_black_takes_the_sound_along() -> None:
    (tone,) = heard(one(shot("1A", 96, transition=opening("fade-in", 24), ends_black=48)), "tone")
    assert (tone.fade_in, tone.fade_out) == (24, 48)


def test_in_a_j_cut_the_tone_comes_before_its_picture() -> None:
    made = film(scene(shot("1A")), scene(shot("2A", transition=opening("cut", 0, sound_lead=12)), place_text="SEA"))
    assert spans(made, "tone") == [(0, 96), (84, 192)]


def test_in_an_l_cut_the_sound_runs_on_and_the_handle_is_as_long() -> None:
    made = one(shot("1A", model=LTX), shot("1B", model=LTX, transition=opening("cut", 0, sound_lead=-12)))
    first, second = heard(made, "production")
    assert (first.span.end, second.span.start, second.fade_in) == (108, 96, 12)
    assert plan(made).value.shots[0].handle == 12


def test_a_film_without_audio_keeps_what_the_writer_gave() -> None:
    said = (speech("MARA", "Not tonight.", 0, 40), speech("MARA", "Now.", 50, 40, recording="vo/now.wav"))
    made = one(shot("1A", moments=said, sounds=(sound("music"),)), audio=False)
    assert [p.track for p in plan(made).value.timeline.sounds] == ["dialogue", "music"]


def test_black_and_cards_are_silent() -> None:
    assert heard(one(shot("1A", kind="black"), shot("1B", kind="card", card="LATER")), "tone") == []
