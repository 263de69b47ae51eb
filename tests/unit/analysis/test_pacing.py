"""Time inside a shot comes from the words, adds up exactly, and keeps its order."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.analysis.pacing import Slot, action_wants, pace, speech_wants, words_in

RATES = st.sampled_from([Fraction(24), Fraction(25), Fraction(30), Fraction(24000, 1001), Fraction(60)])
SLOTS = st.lists(st.integers(0, 20_000).map(Slot), max_size=8)


def test_a_speech_is_300_ms_a_word_and_a_second_a_paragraph_200_ms_and_half_a_second():
    assert speech_wants("Not tonight.") == 1600
    assert action_wants("Her hand shakes.") == 1100


@pytest.mark.parametrize(("text", "words"), [("", 0), ("one", 1), ("one  two", 2), ("今夜はだめ", 3), ("no 今夜", 2)])
def test_words(text, words):
    assert words_in(text) == words


def test_half_a_second_comes_before_and_the_rest_between():
    paced = pace([Slot(3000), Slot(2000)], Fraction(24), 240)
    assert [(s.start, s.frames) for s in paced.spans] == [(12, 72), (192, 48)]


def test_what_is_too_long_is_hurried_by_one_factor():
    paced = pace([Slot(3000), Slot(2000)], Fraction(24), 60)
    assert [(s.start, s.frames) for s in paced.spans] == [(0, 36), (36, 24)]
    assert paced.squeeze == Fraction(1, 2)


def test_a_pin_holds_and_what_stands_before_it_stays_before():
    paced = pace([Slot(6000), Slot(2000, pin=96)], Fraction(24), 240)
    assert [(s.start, s.frames) for s in paced.spans] == [(0, 96), (96, 48)]


@given(SLOTS, RATES)
def test_without_a_duration_the_shot_is_as_long_as_its_words(slots, rate):
    paced = pace(slots, rate, None)
    assert sum(span.frames for span in paced.spans) == paced.frames
    assert paced.squeeze == 1


@given(SLOTS, RATES, st.integers(1, 2000))
def test_moments_follow_each_other_inside_the_shot(slots, rate, frames):
    paced = pace(slots, rate, frames)
    at = 0
    for span in paced.spans:
        assert at <= span.start
        assert span.frames >= 0
        at = span.end
    assert at <= frames
    assert 0 <= paced.squeeze <= 1


@given(st.lists(st.tuples(st.integers(0, 5000), st.none() | st.integers(0, 500)), max_size=6), st.integers(1, 400))
def test_pins_never_break_the_order(pairs, frames):
    spans = pace([Slot(wants, pin) for wants, pin in pairs], Fraction(25), frames).spans
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= span.start <= span.end <= frames for span in spans)
