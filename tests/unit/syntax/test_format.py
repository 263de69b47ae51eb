"""A formatted text is the same screenplay: white space moves and nothing else, once and for all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.resources import names, read_text
from milimo_lang.source import Source
from milimo_lang.syntax.format import formatted, means_the_same
from milimo_lang.syntax.lines import classify
from milimo_lang.syntax.mask import mask
from milimo_lang.syntax.parse import parse
from milimo_lang.syntax.tree import LineKind
from tests.conftest import ROOT
from tests.examples import examples
from tests.strategies import Film, films, paths, texts
from tests.suite import harness
from tests.unit.syntax.test_any_text import calls

LINE_END = re.compile(r"\r\n|\r|\n")
EXAMPLES = sorted(path for path in (ROOT / "examples").rglob("*") if path.suffix in (".mls", ".fountain"))


def form(text: str, path: str = "film.mls") -> str:
    return formatted(Source(path, text))


def said(source: Source) -> list[tuple[str, int]]:
    """The code of each diagnostic, and how many lines that are not blank stand before it."""
    before = [0]
    for line in LINE_END.split(source.text):
        before.append(before[-1] + bool(line.strip()))
    return [(one.code, before[source.line_of(one.span.start)]) for one in parse(source).diagnostics]


def hidden(text: str) -> list[list[str]]:
    """The notes and boneyards of a text, line by line."""
    return [LINE_END.split(text[one.start : one.end]) for one in mask(text).hidden]


def kinds(source: Source) -> list[LineKind]:
    """What each line is, blank ones left out."""
    found = classify(source, fountain=source.path.endswith(".fountain"))
    return [line.kind for line in found if line.kind is not LineKind.BLANK]


def require_the_same(source: Source) -> None:
    """All that must hold of any text and its form."""
    text = formatted(source)
    form = Source(source.path, text)
    assert "".join(text.split()) == "".join(source.text.split())
    assert means_the_same(source, text)
    assert kinds(form) == kinds(source)
    assert said(form) == said(source)
    assert hidden(text) == hidden(source.text)
    assert formatted(form) == text
    assert len(set(LINE_END.findall(text))) <= 1
    assert text.strip("\ufeff") == "" or text[-1] in "\r\n"


@given(texts(), paths)
@examples(150)
def test_whatever_is_typed_stays_the_same_screenplay(text: str, path: str) -> None:
    require_the_same(Source(path, text))


SPACES = (" ", "  ", "\t", "\t ", "\u00a0", "\u3000", "\x0b", "\x85", "\u2028")


@pytest.mark.parametrize("space", SPACES, ids=ascii)
@pytest.mark.parametrize(
    "text",
    [
        "BOB\n[[secret\n{}\nplan]]\nok",
        "BOB\nhi [[secret\n{}\nplan]]\nok",
        "BOB\nhi\n{}\n[[secret]] plan\n",
        "\ufeff\n{}#)",
        "\ufeff{}\n{}= a",
        "{}>a<\n\n{}>  FADE OUT.{}\n\n{}BOB  KING  ^{}\nok",
        "\ufeff\n{}>a<",
    ],
)
def test_whatever_space_a_line_is_or_begins_with_it_stays_the_same_screenplay(text: str, space: str) -> None:
    require_the_same(Source("film.mls", text.replace("{}", space)))


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_what_holds_a_speech_open_holds_a_note_open(space: str) -> None:
    held = [line.kind for line in classify(Source("film.mls", f"BOB\nhi\n{space}\nho\n"))][-1] is LineKind.DIALOGUE
    assert held == bool(mask(f"[[a\n{space}\nb]]").hidden)


@pytest.mark.parametrize("file", harness.suite_files(), ids=lambda file: file.name)
def test_every_case_of_the_suite_stays_the_same_screenplay(file: Path) -> None:
    for case in harness.cases_of(file):
        for source in case.sources:
            require_the_same(source)


@given(st.one_of(films(), texts().map(lambda text: Film({"film.mls": text}))))
@examples(50)
def test_a_formatted_film_is_planned_the_same_to_the_last_body(film: Film) -> None:
    after = Film({path: form(text, path) for path, text in film.files.items()})
    assert bodies(after) == bodies(film)
    assert [one.code for one in after.compiled().diagnostics] == [one.code for one in film.compiled().diagnostics]


@pytest.mark.parametrize("film", EXAMPLES, ids=lambda film: film.parent.name + "/" + film.name)
def test_the_examples_are_in_form(film: Path) -> None:
    text = film.read_text(encoding="utf-8")
    assert form(text, film.name) == text


@pytest.mark.parametrize("name", names("stdlib", suffix=".mls"))
def test_the_library_is_in_form(name: str) -> None:
    text = read_text("stdlib", f"{name}.mls")
    assert form(text) == text


def bodies(film: Film) -> Any:
    """A film's plan without where in the text its parts were written."""
    return unplaced(film.compiled().plan.value.model_dump(mode="json"))


def unplaced(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: unplaced(part) for name, part in value.items() if not (isinstance(part, dict) and "line" in part)}
    return [unplaced(part) for part in value] if isinstance(value, list) else value


# ---------------------------------------------------------------- what would be another screenplay


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Rain.\n", "Rain\n"),
        ("Rain.\nWind.\n", "Rain.\n\nWind.\n"),
        ("  Rain.\n", "Rain.\n"),
        ("Rain  falls.\n", "Rain falls.\n"),
        ("MARA\nGo.\n", "MARA\n\nGo.\n"),
        ("CUT TO: \n", "CUT TO:\n"),
        ("Title: A\n\nRain.\n", "Title: B\n\nRain.\n"),
        ("!! wide, 4s\n", "!! wide, 5s\n"),
        ("!! wide, 4s\n", "!! wide, 4f\n"),
        ("!! rain for 4 s here\n", "!! snow for 4 s here\n"),
        ("!! wide\n    key 0: a.png\n", "!! wide\n    key 1: a.png\n"),
        ("!! wide\n    key 0: a.png, b\n", "!! wide\n    key 0: a.pngb\n"),
        ("!! wide\n    prompt: a,b\n", "!! wide\n    prompt: a, b\n"),
        ("!! wide\n    id: a,b\n", "!! wide\n    id: a, b\n"),
        ("%music a.wav, -14 dB\n", "%music a.wav, -13 dB\n"),
        ("@character Mara: a\n", "@character Mara: b\n"),
        ("Rain. [[a  b]]\n", "Rain. [[a b]]\n"),
    ],
)
def test_another_screenplay_is_told_apart(text: str, other: str) -> None:
    assert not means_the_same(Source("film.mls", text), other)


# ---------------------------------------------------------------- line ends, marks at the head, length


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", ""),
        ("\n \n", ""),
        ("Rain.", "Rain.\n"),
        ("Rain.\r\nWind.", "Rain.\r\nWind.\r\n"),
        ("Rain.\r\nWind.\r\nSun.\n", "Rain.\r\nWind.\r\nSun.\r\n"),
        ("Rain.\nWind.\r\nSun.\n", "Rain.\nWind.\nSun.\n"),
        ("Rain.\r \nWind.", "Rain.\r\rWind.\r"),
        ("Rain.\rWind.", "Rain.\rWind.\r"),
        ("[[a\r\nb]]\nRain.\n", "[[a\nb]]\nRain.\n"),
        ("\ufeff\n\nRain.", "\ufeffRain.\n"),
        ("Rain.\u2028Wind.\u2028", "Rain.\u2028Wind.\u2028\n"),
    ],
)
def test_lines_end_as_most_of_them_do(text: str, made: str) -> None:
    assert form(text) == made


def test_the_work_grows_with_the_text_and_no_faster() -> None:
    piece = "!!wide , 4 s: rain\n  at 2 s: wind\n\n\n\n  MARA\n(low)\nGo. [[why]]  \n\n/* a\n\nb */\n\n> FADE OUT.\n\n"
    form(piece)
    small = calls(lambda: form(piece * 50))
    large = calls(lambda: form(piece * 200))
    assert large < 5 * small
