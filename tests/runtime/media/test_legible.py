"""Words that are burnt in can be read: measured on decoded frames, at many sizes, on black and on white."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from milimo_lang.ir.bodies import SegmentBody, Text
from milimo_lang.ir.lines import balanced
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.media.burn import Burner
from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import Plane, solid

from .material import RATE, made, write_pictures

SIZES = [(640, 360), (1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (1080, 1080), (1920, 804)]
ALWAYS = FrameSpan(start=0, frames=100)
LONG = (
    "Whoever moved the lamp from where it has always stood will bring it back before the morning tide or I shall know "
    "the reason why, and if it is not back then every one of you will go without a fire and without a supper until the "
    "winter is over and the boats come in, which they will not do without the lamp to see by."
)


def caption(words: str, speaker: str = "", span: FrameSpan = ALWAYS) -> Text:
    return Text(place="caption", text="\n".join(balanced(words, 42)[:2]), speaker=speaker, span=span)


def shown(text: Text, size: Size, shade: int = 128) -> Plane:
    return Burner(size, Fraction(24), [text]).over(solid(size, (shade,) * 3), 30).y


def capitals(luma: Plane) -> int:
    """How many rows the tallest line of letters fills."""
    rows = (luma > 150).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(int), [0]))))
    return int((edges[1::2] - edges[::2]).max())


def bright(code: float) -> float:
    """The light of a luma code, 0 to 1 (BT.709's curve as displays show it, BT.1886)."""
    return float(max(0.0, (code - 16) / 219) ** 2.4)


@pytest.mark.parametrize("shape", SIZES)
def test_a_caption_s_capitals_are_tall_enough(shape: tuple[int, int]) -> None:
    size = Size(width=shape[0], height=shape[1])
    tall = capitals(shown(caption("HE HID HIM IN THE LIFE MILL HEN THEN FELL IN"), size))
    assert tall >= 11
    assert tall >= 0.022 * min(size.height, 0.75 * size.width)


@pytest.mark.parametrize("shade", [0, 255])
def test_a_caption_s_words_stand_out_from_whatever_is_under_them(shade: int) -> None:
    luma = shown(caption("HHHH HHHH HHHH", "HHHH"), Size(width=640, height=360), shade)
    words, plate = float(luma[300:342, 250:390].max()), float(np.median(luma[300:342, 250:390]))
    assert (bright(words) + 0.05) / (bright(plate) + 0.05) > 4.5


@pytest.mark.parametrize("shape", SIZES[:2] + SIZES[4:])
@pytest.mark.parametrize(
    "words", [LONG, "No.", "Donaudampfschifffahrtsgesellschaft " * 3, "灯" * 90, "[A DOOR SLAMS]", "♪ la la ♪"]
)
def test_a_caption_is_two_lines_in_the_safe_area(shape: tuple[int, int], words: str) -> None:
    size = Size(width=shape[0], height=shape[1])
    luma = shown(caption(words, "LIEUTENANT-COMMANDER KONSTANTINOPOULOS-FEATHERSTONEHAUGH THE YOUNGER"), size)
    rows, columns = np.nonzero(luma > 150)
    assert (columns.min() >= 0.05 * size.width, columns.max() < 0.95 * size.width) == (True, True)
    assert (rows.min() > 0.6 * size.height, rows.max() < 0.95 * size.height) == (True, True)


def test_a_caption_is_there_from_its_first_frame_to_its_last_in_the_finished_piece(tmp_path: Path) -> None:
    size = Size(width=320, height=180)
    source = write_pictures(tmp_path / "shot", [solid(size, (90, 90, 90))] * 30)
    text = caption("WHO IS THERE?", span=FrameSpan(start=7, frames=11))
    body = SegmentBody(size=size, rate=RATE, first=0, frames=30, texts=(text,))
    piece = made(tmp_path, body, {"picture": source})["segment"]
    lit = [int((planes.y[120:] > 190).sum()) > 40 for planes in frames(piece)]
    assert lit == [7 <= frame < 18 for frame in range(30)]


@pytest.mark.parametrize("letter", "éßŁЖΩ")
def test_letters_of_europe_are_set_and_not_as_boxes(letter: str) -> None:
    size = Size(width=640, height=360)
    assert not np.array_equal(shown(caption(letter), size), shown(caption("□"), size))


@pytest.mark.parametrize("shape", SIZES[:1] + SIZES[4:])
def test_the_crew_s_words_never_touch_each_other(shape: tuple[int, int]) -> None:
    size = Size(width=shape[0], height=shape[1])
    said = {"slate": "112AB", "framing": "over the shoulder · very slow push in · 85 mm lens " * 2, "action": LONG}
    texts = [
        Text(place=place, text=said.get(place, ""), span=ALWAYS) for place in ("slate", "framing", "timecode", "action")
    ]
    grey = solid(size, (128, 128, 128))
    lit = [Burner(size, Fraction(24), [text]).over(grey, 5).y > 150 for text in texts]
    lit[1] = (Burner(size, Fraction(24), texts[:2]).over(grey, 5).y > 150) & ~lit[0]
    assert all(one.any() for one in lit)
    assert np.sum(lit, axis=0).max() == 1
    assert not any((one[:, : round(0.05 * size.width)] | one[:, -round(0.05 * size.width) :]).any() for one in lit)


def test_a_super_stands_above_a_caption_whatever_its_length() -> None:
    size = Size(width=640, height=360)
    below = np.nonzero(shown(caption(LONG, "MARA"), size) != shown(caption("", ""), size))[0].min()
    for words in ("Reykjavík", "The Strange and Terrible Case of the Lighthouse Keeper Who Would Not Put Out the Lamp"):
        lit = shown(Text(place="super", text=words, span=FrameSpan(start=0, frames=100)), size) > 150
        assert np.nonzero(lit)[0].max() < below
