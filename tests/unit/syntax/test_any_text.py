"""Whatever is typed becomes lines and a tree, and every place named lies in the text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import given

from milimo_lang.source import Source
from milimo_lang.syntax import tree
from milimo_lang.syntax.lines import classify
from milimo_lang.syntax.mask import mask
from milimo_lang.syntax.parse import describe, parse
from milimo_lang.syntax.phrases import phrases
from milimo_lang.syntax.tree import LineKind
from tests.examples import examples
from tests.stages import spans_of
from tests.strategies import paths, texts


@given(texts(), paths)
@examples(150)
def test_lines_tile_the_text(text: str, path: str) -> None:
    lines = classify(Source(path, text), fountain=path.endswith(".fountain"))
    assert [line.number for line in lines] == list(range(len(lines)))
    bounds = [0, *(line.start for line in lines[1:]), len(text)] if lines else [0, 0]
    for line, start, end in zip(lines, bounds, bounds[1:], strict=False):
        assert line.start == start
        assert text[line.end : end] in ("", "\n", "\r", "\r\n")
        assert not {"\n", "\r"} & set(text[line.start : line.end])
    assert sum(len(text[line.start : line.end]) for line in lines) <= len(text)
    assert lines or not text


@given(texts(), paths)
@examples(200)
def test_any_text_has_a_tree_whose_spans_lie_in_it(text: str, path: str) -> None:
    source = Source(path, text)
    outcome = parse(source)
    for span in (*spans_of(outcome.value), *spans_of(outcome.diagnostics)):
        assert span.path == path
        assert 0 <= span.start <= span.end <= len(text)
    assert describe(outcome.value) is not None


@given(texts(), paths)
@examples(100)
def test_elements_stand_in_the_order_of_the_text(text: str, path: str) -> None:
    elements = parse(Source(path, text)).value.elements
    starts = [e.span.start for e in elements]
    assert starts == sorted(starts)


@given(texts())
@examples(100)
def test_a_fountain_file_reserves_nothing(text: str) -> None:
    kinds = {line.kind for line in classify(Source("film.fountain", text), fountain=True)}
    assert not kinds & {LineKind.SHOT, LineKind.DIRECTIVE, LineKind.DECLARATION, LineKind.PROPERTY}


@given(texts().map(lambda text: re.sub("!!|[%@]", "", text)))
@examples(150)
def test_without_reserved_forms_a_screenplay_is_the_same_in_both(text: str) -> None:
    plain, ours = (describe(parse(Source(path, text)).value) for path in ("film.fountain", "film.mls"))
    assert ours == plain


@given(texts(), paths)
@examples(100)
def test_a_cue_is_followed_by_a_speech_unless_it_is_forced(text: str, path: str) -> None:
    source = Source(path, text)
    for element in parse(source).value.elements:
        if isinstance(element, tree.Dialogue):
            assert element.lines or element.cue.forced


@given(texts())
@examples(100)
def test_masking_keeps_offsets_and_line_ends(text: str) -> None:
    masked = mask(text)
    assert len(masked.text) == len(text)
    assert [c for c in masked.text if c in "\r\n"] == [c for c in text if c in "\r\n"]
    hidden = {i for h in masked.hidden for i in range(h.start, h.end)}
    assert all(masked.text[i] == text[i] for i in range(len(text)) if i not in hidden)
    assert masked.visible(0, len(text)) == "".join(c for i, c in enumerate(text) if i not in hidden)


@given(texts())
@examples(150)
def test_phrases_are_total_and_in_order(text: str) -> None:
    value = phrases(text, "film.mls", 7).value
    spans = [atom.span for phrase in value for atom in phrase.atoms]
    assert spans == sorted(spans)
    assert all(7 <= span.start <= span.end <= 7 + len(text) for span in spans)


def calls(action: Callable[[], object]) -> int:
    """How many functions run, Python's and C's: a measure of work that no clock disturbs."""
    count = 0

    def see(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "text",
    [
        "[[",
        "/*\n",
        "[[a\n\n",
        "@",
        "@\n",
        "@a\n",
        "!!\n",
        "!! a\n",
        "INT. A\n",
        "CUT TO:\n",
        "/* a */\n",
        "MARA\n/* a */\n",
        "***a*** _b_ ",
        "%music x.wav\n",
        "Key: value\n",
        "[[a]] b\n",
        "[[a]]\n",
        "a [[b\nc]]\n",
        "MARA\n",
        "MARA\nHello.\n\n",
        "!! wide, 4s\n    at 2s: rain\n\n",
        "A story. It goes on.\n",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(text: str) -> None:
    parse(Source("warm.mls", "!! a\n\nb"))
    small = calls(lambda: parse(Source("small.mls", text * 200)))
    large = calls(lambda: parse(Source("large.mls", text * 800)))
    assert large < 5 * small
