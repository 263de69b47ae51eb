"""Shots and transitions are cut from mezzanines by frame number."""

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from milimo_lang.ir.bodies import SegmentBody, Text, TransitionBody
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backend import Cancelled, Failed, Job
from milimo_runtime.media.cut_backend import CutBackend
from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import code_of, solid
from milimo_runtime.media.transitions import BLENDS, blend_of
from tests.runtime.media.material import RATE, SIZE, made, number_in, numbered, write_pictures

RED, BLUE = (180, 40, 40), (40, 40, 180)


@pytest.fixture
def shot(tmp_path):
    return write_pictures(tmp_path / "shot", map(numbered, range(60)))


@pytest.fixture
def pair(tmp_path):
    """An outgoing red and an incoming blue shot of 20 frames."""
    return {
        "from": write_pictures(tmp_path / "red", [solid(SIZE, RED)] * 20),
        "to": write_pictures(tmp_path / "blue", [solid(SIZE, BLUE)] * 20),
    }


def codes(path):
    """The mean Y, U and V of each frame."""
    return [[float(plane.mean()) for plane in planes] for planes in frames(path)]


@pytest.mark.parametrize(("first", "count"), [(0, 60), (0, 1), (59, 1), (23, 3), (10, 30)])
def test_a_segment_is_exactly_the_frames_asked_for(tmp_path, shot, first, count):
    body = SegmentBody(size=SIZE, rate=RATE, first=first, frames=count)
    segment = made(tmp_path, body, {"picture": shot})["segment"]
    assert [number_in(planes) for planes in frames(segment)] == list(range(first, first + count))


def test_a_segment_is_the_same_bytes_again(tmp_path, shot):
    text = Text(place="caption", text="Again.", speaker="Kit", span=FrameSpan(start=3, frames=20))
    body = SegmentBody(size=SIZE, rate=RATE, first=2, frames=30, texts=(text,))
    one = made(tmp_path, body, {"picture": shot})["segment"].read_bytes()
    assert made(tmp_path, body, {"picture": shot})["segment"].read_bytes() == one


def test_words_are_burnt_over_the_shot_s_own_frames(tmp_path):
    size = Size(width=320, height=180)
    shot = write_pictures(tmp_path / "grey", [solid(size, (90, 90, 90))] * 30)
    text = Text(place="caption", text="Now!", span=FrameSpan(start=15, frames=5))
    body = SegmentBody(size=size, rate=RATE, first=10, frames=15, texts=(text,))
    brightest = [planes.y.max() for planes in frames(made(tmp_path, body, {"picture": shot})["segment"])]
    assert [level > 200 for level in brightest] == [False] * 5 + [True] * 5 + [False] * 5


def test_a_mezzanine_of_another_size_fills_the_frame(tmp_path):
    shot = write_pictures(tmp_path / "square", [solid(Size(width=100, height=100), RED)] * 2)
    body = SegmentBody(size=SIZE, rate=RATE, first=0, frames=2)
    (first, _) = codes(made(tmp_path, body, {"picture": shot})["segment"])
    assert first == pytest.approx(code_of(RED), abs=1)


def test_a_shot_that_is_too_short_is_said_to_be(tmp_path, shot):
    body = SegmentBody(size=SIZE, rate=RATE, first=50, frames=20)
    with pytest.raises(Failed, match="10 frames too early"):
        made(tmp_path, body, {"picture": shot})
    assert not (tmp_path / "cut.segment.segment").exists()


def test_a_cancelled_segment_leaves_nothing(tmp_path, shot):
    def stop(_):
        raise Cancelled

    body = SegmentBody(size=SIZE, rate=RATE, first=0, frames=20)
    with pytest.raises(Cancelled):
        CutBackend().make(Job(body, {"picture": shot}, {"segment": tmp_path / "out"}, stop))
    assert not (tmp_path / "out").exists()


def test_in_the_middle_of_a_dissolve_both_shots_show_equally(tmp_path, pair):
    body = TransitionBody(style="dissolve", size=SIZE, rate=RATE, frames=9, from_first=5, to_first=0)
    shown = codes(made(tmp_path, body, pair)["segment"])
    assert len(shown) == 9
    assert shown[4] == pytest.approx(np.mean([code_of(RED), code_of(BLUE)], axis=0), abs=1.5)
    shares = [(u - code_of(RED)[1]) / (code_of(BLUE)[1] - code_of(RED)[1]) for _, u, _ in shown]
    assert shares == pytest.approx([(k + 1) / 10 for k in range(9)], abs=0.03)


def test_a_fade_to_black_ends_in_black_and_a_fade_from_black_begins_there(tmp_path, pair):
    out = TransitionBody(style="fade-out", size=SIZE, rate=RATE, frames=8, from_first=10)
    shown = codes(made(tmp_path, out, {"from": pair["from"]})["segment"])
    assert shown[-1] == pytest.approx((16, 128, 128), abs=1)
    assert shown[3] == pytest.approx(np.mean([code_of(RED), (16, 128, 128)], axis=0), abs=1.5)
    into = TransitionBody(style="fade-in", size=SIZE, rate=RATE, frames=8, to_first=0)
    shown = codes(made(tmp_path, into, {"to": pair["to"]})["segment"])
    assert shown[0] == pytest.approx((16, 128, 128), abs=1)
    assert shown[4] == pytest.approx(np.mean([code_of(BLUE), (16, 128, 128)], axis=0), abs=1.5)


def test_a_dip_to_white_is_white_in_the_middle(tmp_path, pair):
    body = TransitionBody(style="dip-white", size=SIZE, rate=RATE, frames=9, from_first=0, to_first=0)
    assert codes(made(tmp_path, body, pair)["segment"])[4] == pytest.approx((235, 128, 128), abs=1)


def test_a_wipe_runs_across_and_an_iris_opens_from_the_middle():
    red, blue = solid(SIZE, RED), solid(SIZE, BLUE)
    wiped = blend_of("wipe")(red, blue, 0.5)
    assert (wiped.u[16, 4], wiped.u[16, -4]) == (blue.u[0, 0], red.u[0, 0])
    opened = blend_of("iris")(red, blue, 0.5)
    assert (opened.u[16, 32], opened.u[1, 1]) == (blue.u[0, 0], red.u[0, 0])


def test_every_transition_of_the_standard_library_is_known():
    written = (Path(__file__).parents[3] / "stdlib" / "transitions.mls").read_text("utf-8")
    styles = set(re.findall(r"draft: ([a-z-]+)", written)) - {"cut"}
    assert len(styles) >= 5
    for style in styles:
        assert blend_of(style)


@pytest.mark.parametrize("style", BLENDS)
def test_every_transition_goes_from_one_picture_to_the_other(style):
    red, blue = numbered(1), numbered(2)
    for at, picture in ((0.0, red), (1.0, blue)):
        assert np.abs(blend_of(style)(red, blue, at).y.astype(int) - picture.y).max() <= 1


def test_a_transition_shows_moving_pictures_on_both_sides(tmp_path, shot):
    body = TransitionBody(style="wipe-left", size=SIZE, rate=RATE, frames=6, from_first=30, to_first=0)
    shown = list(frames(made(tmp_path, body, {"from": shot, "to": shot})["segment"]))
    left = [planes.y[:, :10] for planes in shown[:3]]
    assert len(shown) == 6
    assert all(band.mean() < 30 for band in left)


def test_captions_count_in_the_incoming_shot(tmp_path):
    size = Size(width=320, height=180)
    grey = write_pictures(tmp_path / "grey", [solid(size, (90, 90, 90))] * 30)
    text = Text(place="caption", text="Now!", span=FrameSpan(start=2, frames=2))
    body = TransitionBody(style="dissolve", size=size, rate=RATE, frames=6, from_first=20, to_first=0, texts=(text,))
    made_of = frames(made(tmp_path, body, {"from": grey, "to": grey})["segment"])
    assert [planes.y.max() > 200 for planes in made_of] == [False, False, True, True, False, False]


def test_an_unknown_transition_is_refused_with_the_known_ones(tmp_path, pair):
    body = TransitionBody(style="star-swirl", size=SIZE, rate=Fraction(24), frames=6, from_first=0, to_first=0)
    with pytest.raises(Failed, match="star-swirl is no transition") as refusal:
        made(tmp_path, body, pair)
    assert "dissolve" in refusal.value.remedy
