"""A line four times as long takes about four times as long, whatever it is made of: no text makes milimo hang.

Work done in regular expressions is seen by no count of Python's lines, so this is measured, and judged generously: what
is quadratic takes sixteen times as long.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from milimo_lang import report
from milimo_lang.analysis.checks.two_lengths import two_lengths
from milimo_lang.report.sarif import Rule, sarif
from milimo_lang.source import Source, Span
from tests.stages import compiled

FEW = 1500

TEXTS: dict[str, Callable[[int], str]] = {
    "stars": lambda n: "Rain. " + "*a" * n,
    "underscores and stars": lambda n: "Rain. " + "_*" * n,
    "mentions of a mention": lambda n: "@character Mara: x\n\nRain. " + "@Mara." * n,
    "apostrophes": lambda n: "@character O'Brien: x\n\n" + "O'" * n,
    "digits": lambda n: "!! " + "1" * n,
    "digits and stops": lambda n: "!! wide, " + "1." * n,
    "clocks": lambda n: "!! wide, " + "1:11" * n,
    "quotes": lambda n: "!! wide, " + '"' * n,
    "backslashes in quotes": lambda n: '!! card "' + "\\" * n + '"',
    "colons": lambda n: "!! wide" + ":" * n + " x",
    "commas": lambda n: "!! wide" + "," * n,
    "misspelt terms": lambda n: "!! " + "clsoe, " * n + "2s",
    "lengths of nothing": lambda n: "!! " + "0s, " * n,
    "bangs": lambda n: "!" * n + " wide, 6s",
    "a shot without its mark": lambda n: "close " + "on it, " * n,
    "quotes without a mark": lambda n: "close " + '"a' * n,
    "a declaration without its mark": lambda n: "character " + "a.b" * n,
    "a long name": lambda n: "@character " + "a " * n,
    "variants of variants": lambda n: "@character " + "a." * n + ": x\n\nRain.",
    "brackets": lambda n: "MARA " + "(" * n + "\nYes.",
    "open brackets in a speech": lambda n: "MARA\n" + "(a\n" * n,
    "places of a heading": lambda n: "INT. A" + " - B" * n + "\n\nRain.",
    "a transition's tail": lambda n: "> CUT TO: " + "a, " * n + "\n\nRain.",
    "a title page": lambda n: "Title: " + "a\n    " * n + "\n\nRain.",
    "codes allowed": lambda n: "[[milimo: allow " + "M2002 " * n + "]]\n\nRain.",
    "holes": lambda n: (
        "%define camera a" + " {b}" * n + "\n    prompt: " + "{b}" * n + "\n    draft: x 1\n\n!! a x, 2s"
    ),
    "a word of a definition": lambda n: "%define camera a {b} c\n    prompt: {b}\n\n!! " + "a " * n,
    "marks in a paragraph": lambda n: "!! wide, 2s\n\n" + "Rain.\n%music theme.wav\n\n" * (n // 4),
    "broken declarations": lambda n: "".join(f"@charactre P{k}: x\n\n@P{k} waits.\n\n" for k in range(n // 4)),
    "mentions of nobody": lambda n: "Rain " + "@Zed " * n,
}


def seconds(text: str) -> float:
    """Processor time to check `text` and to report what is said of it, without collections, as the command runs."""
    gc.disable()
    try:
        start = time.process_time()
        film = compiled({"film.mls": text + "\n"})
        page = report.Page(film.sources)
        report.human(film.checked, page)
        report.short(film.checked, page)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS.keys())
def test_four_times_the_text_takes_no_more_than_ten_times_as_long(make: Callable[[int], str]) -> None:
    seconds(make(4))  # what is made once is made
    few = min(seconds(make(FEW)) for _ in range(2))
    assert seconds(make(4 * FEW)) < 10 * few + 0.3


def test_a_log_of_four_times_the_remarks_on_one_line_takes_no_more_than_ten_times_as_long() -> None:
    def log(count: int) -> float:
        page = report.Page({"film.mls": Source("film.mls", "🎬s, " * count)})
        told = [two_lengths(Span("film.mls", 4 * at, 4 * at + 2)) for at in range(count)]
        start = time.process_time()
        results = sarif(((told, page),), lambda code: Rule(code, "", ""))["runs"][0]["results"]
        took = time.process_time() - start
        last = results[-1]["locations"][0]["physicalLocation"]["region"]
        assert last == {"startLine": 1, "startColumn": 5 * count - 4, "endLine": 1, "endColumn": 5 * count - 1}
        return took

    few = min(log(2000) for _ in range(2))
    assert log(8000) < 10 * few + 0.3
