"""Words over the picture: readable, in their place, gone when their time is over."""

from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from milimo_lang.ir.bodies import Overlay, Text
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.media.burn import Burner, timecode
from milimo_runtime.media.planes import solid

SIZE = Size(width=640, height=360)
RATE = Fraction(24)
GREY = solid(SIZE, (128, 128, 128))
ALWAYS = FrameSpan(start=0, frames=1000)
PLACES = ("caption", "action", "framing", "timecode", "slate", "title", "super")


def touched(*texts: Text, frame: int = 500) -> np.ndarray:
    """Where the luma changed: [H, W] of bool."""
    return Burner(SIZE, RATE, texts).over(GREY, frame).y != GREY.y


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_of_text_is_light_on_dark_inside_the_safe_area(place):
    text = Text(place=place, text="Mara crosses the yard", span=ALWAYS, speaker="MARA" if place == "caption" else "")
    luma = Burner(SIZE, RATE, [text]).over(GREY, 500).y.astype(int)
    light, dark = luma > 190, luma < 100
    assert light.sum() > 100
    assert dark.sum() > 100
    rows, columns = np.nonzero(light)
    assert columns.min() >= 32
    assert columns.max() < 640 - 32
    assert rows.min() >= 18
    assert rows.max() < 360 - 18


@pytest.mark.parametrize("place", PLACES)
def test_a_text_is_there_during_its_span_alone(place):
    text = Text(place=place, text="now", span=FrameSpan(start=10, frames=5))
    assert [bool(touched(text, frame=frame).any()) for frame in (9, 10, 14, 15)] == [False, True, True, False]


def test_the_picture_handed_in_stays_as_it_is():
    before = GREY.y.copy()
    touched(Text(place="title", text="THE LAMP", span=ALWAYS))
    assert np.array_equal(GREY.y, before)


def test_a_caption_stands_at_the_bottom_and_the_crew_s_words_at_the_top():
    caption = np.nonzero(touched(Text(place="caption", text="Here.", speaker="Kit", span=ALWAYS)))[0]
    action = np.nonzero(touched(Text(place="action", text="He waves.", span=ALWAYS)))[0]
    assert caption.min() > 240
    assert action.max() < 120


def test_a_caption_without_words_shows_nothing():
    assert not touched(Text(place="caption", text=" \n", speaker="Kit", span=ALWAYS)).any()


def test_what_two_say_at_once_stands_on_two_plates():
    mara = Text(place="caption", text="Stay.", speaker="Mara", span=ALWAYS)
    kit = Text(place="caption", text="Go!", speaker="Kit", span=ALWAYS)
    lower, both = touched(kit), touched(mara, kit)
    assert (both & lower).sum() == lower.sum()
    upper = np.nonzero(both & ~lower)[0]
    assert upper.max() < np.nonzero(lower)[0].min()


@pytest.mark.parametrize("shape", [(360, 640), (480, 480), (320, 180), (1920, 800)])
def test_a_full_caption_is_whole_in_a_frame_of_any_shape(shape):
    size = Size(width=shape[0], height=shape[1])
    text = Text(place="caption", text="WHOEVER MOVED THE WARM LAMP AWAY FROM HERE\nWILL BRING IT BACK", span=ALWAYS)
    grey = solid(size, (128, 128, 128))
    light = Burner(size, RATE, [text]).over(grey, 5).y > 200
    columns = np.nonzero(light)[1]
    assert columns.min() >= size.width * 0.05
    assert columns.max() <= size.width * 0.95


def test_a_text_of_any_length_stays_in_the_frame():
    words = "interminable " * 60
    for place in PLACES:
        assert touched(Text(place=place, text=words, speaker=words[:200], span=ALWAYS)).shape == (360, 640)


@pytest.mark.parametrize(
    ("frame", "rate", "code"),
    [
        (0, 24, "00:00:00:00"),
        (47, 24, "00:00:01:23"),
        (90_000, 25, "01:00:00:00"),
        (24, Fraction(24000, 1001), "00:00:01:00"),
    ],
)
def test_timecode_counts_frames(frame, rate, code):
    assert timecode(frame, Fraction(rate)) == code


def test_the_timecode_is_that_of_the_shot_frame():
    text = Text(place="timecode", text="", span=ALWAYS)
    burner = Burner(SIZE, RATE, [text])
    assert np.array_equal(burner.over(GREY, 30).y, burner.over(GREY, 30).y)
    assert not np.array_equal(burner.over(GREY, 30).y, burner.over(GREY, 31).y)


def light_rows(lines: str, size: Size) -> np.ndarray:
    """Whether each row of the frame holds a caption's letters; none may stand outside the safe area."""
    text = Text(place="caption", text=lines, span=ALWAYS)
    light = Burner(size, RATE, [text]).over(solid(size, (128, 128, 128)), 5).y > 150
    rows, columns = np.nonzero(light)
    assert (columns.min() >= size.width * 0.05, columns.max() < size.width * 0.95) == (True, True)
    assert (rows.min() >= size.height * 0.05, rows.max() < size.height * 0.95) == (True, True)
    return light.any(axis=1)


def lines_in(rows: np.ndarray) -> int:
    return int((np.diff(rows.astype(int)) == 1).sum())


def test_a_caption_is_set_in_the_lines_it_was_planned_in():
    assert lines_in(light_rows("MARA\nTOM\nKIT", SIZE)) == 3


def test_a_line_too_wide_for_the_frame_is_broken_again_and_loses_no_letter():
    assert lines_in(light_rows("W" * 42, Size(width=240, height=136))) == 3


def test_a_caption_of_more_lines_than_the_frame_has_stays_inside():
    light_rows("\n".join(["WHOEVER"] * 40), SIZE)


@pytest.mark.parametrize(
    "ways",
    ["in", "out", "left", "right", "up", "down", "closer", "in, wider", "round left", "clockwise", "anticlockwise"],
)
@pytest.mark.parametrize("shape", [(640, 360), (360, 640), (480, 480), (1280, 536)])
def test_arrows_stand_between_the_crew_s_words_and_a_caption(ways, shape):
    size, span = Size(width=shape[0], height=shape[1]), FrameSpan(start=0, frames=18)
    grey = solid(size, (128, 128, 128))

    def light(*texts, frame=3):
        return Burner(size, RATE, texts).over(grey, frame).y > 190

    words = (
        Text(place="slate", text="12B", span=span),
        Text(place="action", text="Mara lowers the lamp.", span=span),
        Text(
            place="caption",
            text="Whoever moved the lamp will bring it back\nbefore the tide",
            speaker="Mara",
            span=span,
        ),
    )
    drawn = Text(place="arrows", text=ways, span=span)
    alone, others = light(drawn), light(*words)
    assert 0.001 < alone.mean() < 0.03
    assert not (alone & others).any()
    columns = np.nonzero(alone)[1]
    assert (columns.min() >= size.width * 0.05, columns.max() <= size.width * 0.95) == (True, True)
    assert np.array_equal(light(drawn, frame=11), alone)
    assert light(drawn, frame=17).sum() == 0


def mirrored(one: str, other: str) -> bool:
    """Whether the arrows of two moves are each other's mirror images."""
    left, right = (touched(Text(place="arrows", text=way, span=ALWAYS)) for way in (one, other))
    return bool((left[:, ::-1] ^ right).mean() < 0.002) and bool((left ^ right).mean() > 0.002)


def test_arrows_of_opposite_moves_point_opposite_ways():
    assert mirrored("left", "right")
    assert mirrored("clockwise", "anticlockwise")
    assert mirrored("round left", "round right")
    assert not np.array_equal(*(touched(Text(place="arrows", text=way, span=ALWAYS)) for way in ("in", "out")))


def test_a_title_comes_softly():
    text = Text(place="title", text="THE LAMP", span=FrameSpan(start=0, frames=72))
    burner = Burner(SIZE, RATE, [text])
    brightest = [int(burner.over(GREY, frame).y.max()) for frame in (0, 4, 30, 71)]
    assert brightest[0] < brightest[1] < brightest[2] == 235
    assert brightest[3] < 180


TITLE = "The Strange and Terrible Case of the Lighthouse Keeper Who Would Not Put Out the Lamp"


@pytest.mark.parametrize("place", ["title", "super"])
@pytest.mark.parametrize("shape", [(1280, 720), (640, 240), (360, 640), (160, 90)])
def test_a_long_title_is_whole_and_stays_in_the_safe_area(place, shape):
    size = Size(width=shape[0], height=shape[1])
    rows = []
    for words in (TITLE, TITLE + " Until Morning"):
        text = Text(place=place, text=words, span=ALWAYS)
        light = Burner(size, RATE, [text]).over(solid(size, (128, 128, 128)), 500).y > 200
        down, across = np.nonzero(light)
        assert (across.min() >= size.width * 0.05, across.max() <= size.width * 0.95) == (True, True)
        assert (down.min() >= size.height * 0.05, down.max() <= size.height * 0.95) == (True, True)
        rows.append(light)
    assert not np.array_equal(*rows)  # nothing is cut off at the end


def test_a_title_on_a_wide_frame_is_set_in_three_lines_at_most():
    size = Size(width=1280, height=720)
    text = Text(place="title", text=TITLE, span=ALWAYS)
    light = Burner(size, RATE, [text]).over(solid(size, (128, 128, 128)), 500).y > 200
    assert lines_in(light.any(axis=1)) <= 3


def test_a_caption_in_letters_the_face_lacks_shows_that_there_are_words():
    assert (touched(Text(place="caption", text="你好", span=ALWAYS)) & (np.arange(360) > 300)[:, None]).any()


@pytest.mark.parametrize(
    ("corner", "row", "column"),
    [("centre", 180, 320), ("lower right", 330, 600), ("upper left", 30, 40), ("left", 180, 40)],
)
def test_an_overlay_lies_in_its_corner(tmp_path, corner, row, column):
    Image.new("RGBA", (100, 60), (255, 255, 255, 255)).save(tmp_path / "logo.png")
    overlay = Overlay(role="overlay/0", span=FrameSpan(start=5, frames=5), corner=corner, width=0.2)
    burner = Burner(SIZE, RATE, (), [overlay], {"overlay/0": tmp_path / "logo.png"})
    assert burner.over(GREY, 4) is GREY
    luma = burner.over(GREY, 5).y
    assert luma[row, column] == 235
    assert (luma == 235).sum() == pytest.approx(128 * 76, rel=0.03)


def test_a_transparent_overlay_lets_the_picture_through(tmp_path):
    image = Image.new("RGBA", (100, 100), (255, 255, 255, 0))
    image.paste((255, 255, 255, 128), (50, 0, 100, 100))
    image.save(tmp_path / "logo.png")
    overlay = Overlay(role="o", span=ALWAYS, width=0.5)
    luma = Burner(SIZE, RATE, (), [overlay], {"o": tmp_path / "logo.png"}).over(GREY, 0).y
    assert luma[180, 170] == GREY.y[0, 0]
    assert luma[180, 470] == pytest.approx((235 + int(GREY.y[0, 0])) / 2, abs=2)
