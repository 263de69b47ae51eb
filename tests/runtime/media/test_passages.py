"""A long speech is spoken in passages, and takes all of its time and little memory."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction
from pathlib import Path

import pytest

from milimo_lang.ir.bodies import Place, SpeechBody, ToneBody
from milimo_runtime.backend import Job
from milimo_runtime.backends.animatic import AnimaticBackend
from milimo_runtime.media.passages import passages
from milimo_runtime.media.sound import read_sound

RATE = 48000
SAID = "Then who is out there, steering by the dark? "

TIME = {"frames": 24 * 120, "rate": Fraction(24), "sample_rate": RATE}
SPEECH = SpeechBody(kind="drawn.speech", text=SAID * 40, speaker="Tom", language="en", **TIME)
STREET = ToneBody(place=Place(name="Street", interior=False, weather="rain"), seed=7, **TIME)


@pytest.mark.parametrize("body", [SPEECH, STREET], ids=["speech", "tone"])
def test_what_is_heard_for_minutes_needs_little_memory(body: SpeechBody | ToneBody, tmp_path: Path) -> None:
    AnimaticBackend().make(Job(body.model_copy(update={"frames": 24}), {}, {"sound": tmp_path / "short"}))
    tracemalloc.start()
    try:
        AnimaticBackend().make(Job(body, {}, {"sound": tmp_path / "long"}))
        assert tracemalloc.get_traced_memory()[1] < 70e6
    finally:
        tracemalloc.stop()
    assert len(read_sound(tmp_path / "long", sample_rate=RATE)) == 120 * RATE


def test_a_line_of_ordinary_length_is_one_passage() -> None:
    assert passages(SAID, 100_000, RATE) == [(SAID.strip(), 100_000)]


def test_a_long_speech_ends_its_passages_with_its_sentences_and_leaves_nothing_out() -> None:
    parts = passages(SAID * 40, 100 * RATE, RATE)
    assert " ".join(part.text for part in parts) == (SAID * 40).strip()
    assert all(part.text.endswith("?") for part in parts)
    assert sum(part.samples for part in parts) == 100 * RATE
    assert len(parts) == 6
    assert max(part.samples for part in parts) < 25 * RATE


def test_words_without_an_end_are_parted_between_words_and_letters_where_there_are_none() -> None:
    parts = passages("over and " * 200, 100 * RATE, RATE)
    assert {word for part in parts for word in part.text.split()} == {"over", "and"}
    assert "".join(part.text for part in passages("海" * 500, 100 * RATE, RATE)) == "海" * 500


def test_a_few_words_in_a_long_slot_are_said_at_once() -> None:
    ((text, samples),) = passages("Yes.", 600 * RATE, RATE)
    assert text == "Yes."
    assert samples < 3 * RATE
