"""Captions: short enough to read, as long as they are spoken, one at a time, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.screenplay import Moment
from milimo_lang.planning.captions import LINE, LINES, captions
from tests.unit.planning.films import one, shot, speech

WORDS = st.lists(st.text("abcdefgh'", min_size=1, max_size=60), min_size=1, max_size=40).map(" ".join)


def letters(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


@st.composite
def talks(draw: st.DrawFn) -> tuple[Moment, ...]:
    at, said = 0, []
    for text in draw(st.lists(WORDS, max_size=4)):
        frames = draw(st.integers(40, 200))
        said.append(speech(draw(st.sampled_from(["Mara", "Tom"])), text, at, frames))
        at += frames + draw(st.integers(0, 10))
    return tuple(said)


@given(talks())
def test_every_word_is_shown_once_while_it_is_spoken(said: tuple[Moment, ...]) -> None:
    made = captions(shot(frames=2000, moments=said), one())
    assert letters(c.text for c in made) == letters(m.text for m in said)
    for moment in said:
        mine = [c for c in made if moment.span.start <= c.span.start < moment.span.end]
        assert mine[0].span.start == moment.span.start
        assert mine[-1].span.end == moment.span.end


@given(talks())
def test_no_two_captions_are_shown_at_once(said: tuple[Moment, ...]) -> None:
    made = captions(shot(frames=2000, moments=said), one())
    assert all(c.span.frames > 0 for c in made)
    assert all(a.span.end <= b.span.start for a, b in pairwise(made))


@given(talks())
def test_a_caption_is_two_lines_at_most(said: tuple[Moment, ...]) -> None:
    for caption in captions(shot(frames=2000, moments=said), one()):
        lines = caption.text.split("\n")
        assert len(lines) <= LINES
        assert all(0 < len(line) <= LINE for line in lines)


def test_two_lines_are_of_like_length() -> None:
    text = "Where did you put the lamp that I gave you yesterday?"
    (caption,) = captions(shot(moments=(speech("MARA", text, 0, 60),)), one())
    assert caption.text == "Where did you put the lamp\nthat I gave you yesterday?"


def test_what_is_said_in_no_time_is_one_caption_whole() -> None:
    text = "one two three four five six seven eight nine ten " * 4
    (caption,) = captions(shot(moments=(speech("MARA", text, 0, 2),)), one())
    assert caption.text.split() == text.split()


def test_a_long_speech_turns_its_pages_in_proportion_to_their_letters() -> None:
    text = "one two three four five six seven eight nine ten " * 4
    first, *_, last = captions(shot(frames=200, moments=(speech("MARA", text, 0, 200),)), one())
    assert first.span.frames > last.span.frames
    assert abs(first.span.frames / len(first.text) - last.span.frames / len(last.text)) < 0.1


def test_two_who_speak_at_once_share_a_caption() -> None:
    both = (speech("MARA", "Go.", 10, 30, group=1), speech("TOM", "Stay.", 10, 50, group=1))
    (caption,) = captions(shot(moments=both), one())
    assert (caption.speaker, caption.text, caption.span.frames) == ("MARA & TOM", "– Go.\n– Stay.", 50)


def test_a_longer_speech_at_once_has_its_own_lines_behind_its_own_dash() -> None:
    hello, wait = "Hello there, my friend, it has been so very long.", "No."
    both = (speech("MARA", hello, 0, 60, group=1), speech("TOM", wait, 0, 60, group=1))
    made = captions(shot(moments=both), one())
    assert [(c.speaker, c.text) for c in made] == [
        ("MARA", "– Hello there, my friend,\nit has been so very long."),
        ("TOM", "– No."),
    ]
    assert (made[0].span.start, made[-1].span.end) == (0, 60)


def test_three_who_speak_at_once_have_a_line_each() -> None:
    said = tuple(speech(who, f"{who}!", 0, 60, group=1) for who in ("MARA", "TOM", "KIT"))
    made = captions(shot(moments=said), one())
    assert [(c.speaker, c.text) for c in made] == [("MARA & TOM", "– MARA!\n– TOM!"), ("KIT", "– KIT!")]


def test_a_caption_makes_way_for_the_next_speaker() -> None:
    across = (speech("MARA", "Not tonight.", 0, 50), speech("TOM", "Now.", 30, 40))
    first, second = captions(shot(moments=across), one())
    assert first.span.end == second.span.start == 30
