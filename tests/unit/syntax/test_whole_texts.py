"""No character of a text is lost, a long line costs no more than a short one, and a slip costs one line."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from milimo_lang.source import Source
from milimo_lang.syntax.lines import classify
from milimo_lang.syntax.parse import parse
from milimo_lang.syntax.tree import Directive, LineKind, ShotLine
from tests.examples import examples
from tests.strategies import paths, texts

RESERVED = re.compile(r"!!|%|@")
RESERVED_LINES = {LineKind.SHOT, LineKind.DIRECTIVE, LineKind.DECLARATION}

ODD = st.lists(
    st.sampled_from(
        ["\ufeff", "\x00", "\ud800", "\udfff", "\u2028", "\x85", "\x0b", "\r", "\n", "\r\n", "MARA", "a", " "]
    ),
    max_size=20,
).map("".join)


def rebuilt(source: Source) -> str:
    """The text put together again from its lines and what stands between them."""
    lines = classify(source, fountain=source.path.endswith(".fountain"))
    starts = [*(line.start for line in lines[1:]), len(source.text)]
    ends = [source.text[line.end : start] for line, start in zip(lines, starts, strict=True)] if lines else []
    assert set(ends) <= {"", "\n", "\r", "\r\n"}
    return "".join(source.text[line.start : line.end] + end for line, end in zip(lines, ends, strict=True))


@given(st.one_of(texts(), ODD), paths)
@examples(150)
def test_lines_and_their_ends_are_the_text(text: str, path: str) -> None:
    assert rebuilt(Source(path, text)) == text


@given(ODD, paths)
@examples(100)
def test_nul_half_characters_and_byte_order_marks_stop_nothing(text: str, path: str) -> None:
    parse(Source(path, text))


LINES = """\
INT. X|.THE DECK|MARA|MARA ^|Rain.|(softly)|CUT TO:|> FADE OUT.|~la|# One|= So far|Title: X|CUT TO: |/* a */|[[at 4s]]
@voice of God speaks|@prop master|@Mara runs.|@Style|!Rain.|!!|!! (softly)|%|%50|% of it|image: a.png|    look: old
"""

NEARLY = st.lists(
    st.sampled_from(["", "", *re.split(r"[|\n]", LINES)]),
    max_size=9,
).map("\n".join)
"""Lines of Fountain, and lines that open as marks do and are none."""


@given(st.one_of(texts().map(lambda text: RESERVED.sub("", text)), NEARLY))
@example("INT. X\n@voice of God speaks")
@examples(300)
def test_without_reserved_forms_both_files_have_the_same_lines(text: str) -> None:
    plain = classify(Source("film.fountain", text), fountain=True)
    film = classify(Source("film.mls", text))
    assume(not RESERVED_LINES & {line.kind for line in film})
    assert [line.kind for line in film] == [line.kind for line in plain]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@given(texts())
@examples(50)
def test_every_line_end_means_the_same(end: str, text: str) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    kinds = [line.kind for line in classify(Source("film.mls", end.join(lines)))]
    assert kinds == [line.kind for line in classify(Source("film.mls", "\n".join(lines)))]


@pytest.mark.parametrize(
    "wrong",
    [
        '!! wide, 4s: "',
        "%music",
        "%set",
        "@character:",
        "!! at at at",
        '%title "X',
        "%define",
        "!! key 0: ",
        "@prop : x",
    ],
)
def test_a_broken_directive_costs_one_directive(wrong: str) -> None:
    text = f"INT. ROOM - DAY\n\n{wrong}\n\n!! close on @Mara, 4s\n\nMARA\nHello.\n"
    whole = parse(Source("film.mls", text)).value.elements
    rest = parse(Source("film.mls", text.replace(wrong, " " * len(wrong)))).value.elements
    assert whole[0] == rest[0]
    assert whole[-2:] == rest[-2:]
    assert isinstance(whole[-2], ShotLine)


@pytest.mark.parametrize("wrong", ["%music a.wav, at", '%title "X', "!! wide,, 4s"])
def test_what_is_broken_is_still_there(wrong: str) -> None:
    (element,) = parse(Source("film.mls", wrong)).value.elements
    assert isinstance(element, Directive | ShotLine)


LONG = [
    *("word ", "[[", "[[a]] ", "/*", "/* a */ ", "*/", "*", "***a ", "_*", "(", ")", "((", "(a) ", "^", "#", "=", "."),
    *("A", "É", "1", "1 ", ":", "a: ", "key ", '"', "@", "@a ", ">", "<", "~", "!", " ", "\t", "-", "TO:", "INT. "),
]
HEADS = ["", "MARA (", "MARA\n", "INT. ", "Title: ", "!! ", "!! wide\n    key ", "%set ", "@character Mara: "]


def seconds(text: str) -> float:
    """The least time of a few readings."""
    taken: list[float] = []
    for number in range(2):
        source = Source(f"{number}.mls", text)
        parse.cache_clear()
        began = time.process_time()
        parse(source)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("head", HEADS)
def test_a_line_of_any_length_is_read_in_time_that_grows_with_it(head: str) -> None:
    """What grows with the square of the length takes sixty-four times as long on the longer line."""
    for piece in LONG:
        short, long = (seconds(head + piece * (size // len(piece))) for size in (2_000, 16_000))
        assert long < 0.05 or long < 24 * short, piece


def test_a_line_of_a_million_characters_is_read() -> None:
    for piece in ("word ", "[[", "*", "(", "A"):
        (line,) = classify(Source("film.mls", piece * (1_000_000 // len(piece))))
        assert line.kind is LineKind.ACTION
