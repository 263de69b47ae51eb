"""Letters that the bundled face lacks are set in fonts of the system, the same from the same fonts, and keys say so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from milimo_lang.ir.bodies import CardBody, SegmentBody, Text
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backends.animatic import AnimaticBackend
from milimo_runtime.media import runs, system_fonts, type
from milimo_runtime.media.coverage import letters_of
from milimo_runtime.media.cut_backend import CutBackend
from milimo_runtime.media.runs import BOX, shown
from milimo_runtime.media.type import text_block, width_of

from .fonts import write_font

SIZE = Size(width=640, height=360)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The one place where this system has fonts."""
    monkeypatch.setattr(system_fonts, "_folders", lambda: (tmp_path,))
    for kept in (runs.runs, type.text_block):
        kept.cache_clear()
    yield tmp_path
    for kept in (runs.runs, type.text_block):
        kept.cache_clear()


def card(words: str) -> CardBody:
    return CardBody(size=SIZE, rate=Fraction(24), frames=1, handle=0, text=words)


@pytest.mark.parametrize("letters", ["あ灯", "あ灯😀"])
def test_a_font_has_the_letters_its_map_names(tmp_path: Path, letters: str) -> None:
    found = letters_of(write_font(tmp_path / "made.ttf", letters))
    assert [letter for letter in "aあい灯台😀😁\uffff" if ord(letter) in found] == list(letters)


@pytest.mark.parametrize("data", [b"", b"\0\1\0\0", b"ttcf" + b"\xff" * 40, b"\0\1\0\0\0\7" + b"\xff" * 200])
def test_what_is_no_font_has_no_letters(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "no.ttf").write_bytes(data)
    assert ord("a") not in letters_of(tmp_path / "no.ttf")


def test_a_letter_of_a_system_font_is_set_in_it(folder: Path) -> None:
    assert shown("a灯") == f"a{BOX}"
    write_font(folder / "deep/er/Made.ttf", "灯", width=1500)
    system_fonts._installed.cache_clear(), system_fonts._font_for.cache_clear(), system_fonts._others.cache_clear()
    runs.runs.cache_clear()
    assert shown("a灯") == "a灯"
    assert width_of("灯", 40) == 60
    ink = np.asarray(text_block(("灯",), 40))
    assert (ink > 200).sum() == pytest.approx(60 * 28, rel=0.05)


def test_the_font_that_sets_a_script_well_is_taken_before_others(folder: Path) -> None:
    write_font(folder / "Aardvark.ttf", "灯ب")
    write_font(folder / "NotoSansCJK-Regular.ttf", "灯")
    write_font(folder / "Aardvark Bold.ttf", "☂")
    write_font(folder / "Zebra.ttf", "☂")
    names = [font.name if (font := system_fonts.font_for(letter)) else None for letter in "灯ب☂あ"]
    assert names == ["NotoSansCJK-Regular", "Aardvark", "Zebra", None]


def test_the_scripts_of_this_system_are_those_its_fonts_have(folder: Path) -> None:
    assert system_fonts.scripts_here() == ()
    write_font(folder / "Made.ttf", "בא字")
    for kept in (system_fonts._installed, system_fonts._others, system_fonts._font_for):
        kept.cache_clear()
    assert system_fonts.scripts_here() == ("Chinese", "Hebrew")


def test_another_font_makes_another_key_and_only_where_it_is_used(folder: Path) -> None:
    backend, plain = AnimaticBackend(), AnimaticBackend().identity(card("The Lamp – café"))
    write_font(folder / "Made.ttf", "灯")
    before = backend.identity(card("灯"))
    assert backend.identity(card("The Lamp – café")) == plain
    assert backend.identity(card("台")) == plain
    assert " Made " in before
    write_font(folder / "Made.ttf", "灯", width=300)
    system_fonts._digest.cache_clear()
    assert backend.identity(card("灯")) not in (before, plain)


def test_the_speaker_s_letters_count_too(folder: Path) -> None:
    write_font(folder / "Made.ttf", "灯")
    text = Text(place="caption", text="Here.", speaker="灯", span=FrameSpan(start=0, frames=1))
    segment = SegmentBody(size=SIZE, rate=Fraction(24), first=0, frames=1, texts=(text,))
    assert " Made " in CutBackend().identity(segment)
    assert " Made " not in CutBackend().identity(segment.model_copy(update={"texts": ()}))


ALEF, BET, GIMEL = "\u05d0", "\u05d1", "\u05d2"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (f"{ALEF}{BET}{GIMEL}", f"{GIMEL}{BET}{ALEF}"),
        (f"a {ALEF}{BET} b", f"a {BET}{ALEF} b"),
        (f"{ALEF} ab {BET}", f"{BET} ab {ALEF}"),
        (f"{ALEF} 12:30 {BET}.", f".{BET} 12:30 {ALEF}"),
        (f"({ALEF}{BET})", f"({BET}{ALEF})"),
        (f"a {ALEF} {BET}!", f"a {BET} {ALEF}!"),
        ("plain", "plain"),
    ],
)
def test_what_is_read_from_the_right_stands_so(folder: Path, written: str, seen: str) -> None:
    write_font(folder / "Made.ttf", ALEF + BET + GIMEL)
    assert "".join(run.from_left for run in runs.runs(written)) == seen


def test_without_shaping_letters_are_ordered_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_font(folder / "Made.ttf", ALEF + BET)
    monkeypatch.setattr(type, "shapes", lambda: False)
    type._system_font.cache_clear()
    assert text_block((f"a {ALEF}{BET}",), 40).getbbox() is not None
    assert width_of(f"{ALEF}{BET}", 40) == 48
    type._system_font.cache_clear()


def test_notes_of_music_need_no_font(folder: Path) -> None:
    for sign in "♪♫":
        ink = np.asarray(text_block((sign,), 40))
        assert shown(sign) == sign
        assert (ink > 128).sum() > 100
        assert ink.shape[1] == width_of(sign, 40)
