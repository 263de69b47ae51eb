"""What a case file cannot hold: line ends, invisible characters, the end of the text."""

from __future__ import annotations

import pytest

from milimo_lang.source import Source
from milimo_lang.syntax.lines import classify
from milimo_lang.syntax.parse import parse
from milimo_lang.syntax.shapes import split_cue, title_key
from milimo_lang.syntax.tree import Dialogue, LineKind


def kinds(text: str, *, fountain: bool = False) -> list[str]:
    return [str(line.kind) for line in classify(Source("film.mls", text), fountain=fountain)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lf_crlf_and_cr_end_lines(end: str) -> None:
    text = end.join(["MARA", "Hello.", "", "Rain.", ""])
    assert kinds(text) == ["character", "dialogue", "blank", "action"]


@pytest.mark.parametrize("space", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\xa0"])
def test_other_separators_are_spaces(space: str) -> None:
    assert kinds(f"Rain.{space}Wind.\n{space}\nINT.{space}ROOM\n") == ["action", "blank", "scene_heading"]


def test_an_empty_text_has_no_lines() -> None:
    assert kinds("") == []
    assert parse(Source("film.mls", "")).value.elements == ()


def test_a_last_line_needs_no_line_end() -> None:
    assert kinds("Rain.") == kinds("Rain.\n") == ["action"]


def test_a_byte_order_mark_is_not_seen() -> None:
    document = parse(Source("film.mls", "\ufeffTitle: The Lamp\n")).value
    assert document.title_page[0].key == "Title"
    assert kinds("\ufeffINT. ROOM\n") == ["scene_heading"]


def test_a_line_of_two_spaces_keeps_a_speech_open() -> None:
    text = "MARA\nOne.\n  \nTwo.\n\nRain."
    assert kinds(text) == ["character", "dialogue", "dialogue", "dialogue", "blank", "action"]
    speech = parse(Source("film.mls", text)).value.elements[0]
    assert isinstance(speech, Dialogue)
    assert [line.text for line in speech.lines] == ["One.", "", "Two."]


def test_a_line_of_one_space_ends_a_speech() -> None:
    assert kinds("MARA\nOne.\n \nTwo.") == ["character", "dialogue", "blank", "action"]


def test_two_spaces_keep_a_note_open() -> None:
    assert kinds("[[One.\n  \nTwo.]]\n") == ["note"] * 3


def test_cut_to_with_a_space_after_it_is_action_and_said_so() -> None:
    source = Source("film.mls", "Rain.\n\nCUT TO: \n\nSun.")
    assert kinds(source.text)[2] == "action"
    (note,) = parse(source).diagnostics
    assert (note.code, note.span.start, note.span.end) == ("M1020", 14, 15)


def test_a_title_page_may_follow_blank_lines_when_its_key_is_known() -> None:
    assert kinds("\n\nTitle: X\n") == ["blank", "blank", "title_page"]
    assert kinds("\n\nWhere: X\n") == ["blank", "blank", "action"]


def test_every_line_kind_can_be_met() -> None:
    text = (
        "Title: X\n\nINT. A\n\nRain.\n\nMARA\n(low)\nNo.\n\nTOM ^\nNo.\n\n~la\n\nCUT TO:\n\n> X <\n===\n# S\n= s\n"
        "[[n]]\n/* b */\n@character M: x\nlook: y\n!! wide\n%set x\n"
    )
    assert set(kinds(text)) == set(LineKind)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("MARA", ("MARA", (), False)),
        ("MARA (V.O.) (CONT'D) ^", ("MARA", ("V.O.", "CONT'D"), True)),
        ("MARA^", ("MARA", (), True)),
        ("MARA (O.S.", ("MARA (O.S.", (), False)),
        ("(MARA)", ("", ("MARA",), False)),
    ],
)
def test_a_cue_is_name_extensions_and_caret(text: str, cue: tuple[str, tuple[str, ...], bool]) -> None:
    assert split_cue(text) == cue


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Title: X", "Title"),
        ("title: X", "title"),
        ("Frame rate: 24", "Frame rate"),
        ("Some Long Odd Key: x", None),
        ("where: x", None),
        ("CUT TO:", None),
        ("INT. HOUSE: KITCHEN", None),
        ("https://example.org", None),
        ("No colon", None),
    ],
)
def test_what_is_a_title_key(text: str, key: str | None) -> None:
    assert title_key(text) == key
