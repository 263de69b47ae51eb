"""Fountain's emphasis: `*italic*`, `**bold**`, `***both***`, `_underline_`, taken off where words leave the page.

A mark stands against its text, pairs with one of the same line, and nests. `\\*` and `\\_` are the characters
themselves. What never pairs is text: `2 * 3`, `snake_case`, a lone `*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_LINE = re.compile(r"[^\r\n]+")
_TOKEN = re.compile(r"\\[*_]|\*+|_+")


@dataclass(slots=True)
class _Run:
    """A run of one sort of mark that opens at [start, end), with what of it has found no partner yet."""

    start: int
    end: int
    open: int
    partners: tuple[_Run, ...] = ()

    @property
    def length(self) -> int:
        return self.end - self.start


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """`text` without its emphasis, line by line."""
    if "*" not in text and "_" not in text:
        return text
    kept, at = [], 0
    for start, end in marks(text):
        kept.append(text[at:start])
        at = end
    return "".join((*kept, text[at:]))


def joined(lines: Iterable[str]) -> str:
    """The lines as one, runs of space as one, without emphasis. Emphasis never runs over a line's end."""
    return " ".join(" ".join(map(plain, lines)).split())


def blanked(text: str) -> str:
    """`text` with each mark of emphasis as NUL characters: offsets in it are offsets in the text."""
    shown: list[str] = []
    at = 0
    for start, end in marks(text):
        shown += (text[at:start], "\0" * (end - start))
        at = end
    return "".join((*shown, text[at:]))


def marks(text: str) -> list[tuple[int, int]]:
    """Where the marks of `text` stand, and the backslashes that undo one: [start, end) each, in order."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text) if "*" in text or "_" in text else ():
        start = line.start()
        found += ((start + first, start + last) for first, last in sorted(_marks_of_line(line[0])))
    return found


def _marks_of_line(line: str) -> Iterator[tuple[int, int]]:
    runs: list[_Run] = []
    waiting: dict[str, list[_Run]] = {"*": [], "_": []}
    for match in _TOKEN.finditer(line):
        if match[0][0] == "\\":
            yield match.start(), match.start() + 1
            continue
        run = _Run(match.start(), match.end(), match.end() - match.start())
        if run.length > (3 if match[0][0] == "*" else 1):
            continue
        runs.append(run)
        before, after = line[max(run.start - 1, 0) : run.start], line[run.end : run.end + 1]
        if _closes(match[0][0], before, after):
            _pair(run, waiting[match[0][0]])
        if run.open == run.length and _opens(match[0][0], before, after):
            waiting[match[0][0]].append(run)
    yield from ((run.start, run.end) for run in _whole(runs))


def _opens(mark: str, before: str, after: str) -> bool:
    """Against the text that follows; an underscore not inside a word, a star not between figures."""
    if not after or after.isspace():
        return False
    return not (before.isalnum() if mark == "_" else before.isdigit() and after.isdigit())


def _closes(mark: str, before: str, after: str) -> bool:
    if not before or before.isspace():
        return False
    return not (after.isalnum() if mark == "_" else before.isdigit() and after.isdigit())


def _pair(closer: _Run, waiting: list[_Run]) -> None:
    """Let `closer` meet the openers that wait, the latest first, until nothing of it is left."""
    while closer.open and waiting:
        opener = waiting[-1]
        met = min(opener.open, closer.open)
        opener.open -= met
        closer.open -= met
        opener.partners += (closer,)
        closer.partners += (opener,)
        if not opener.open:
            waiting.pop()


def _whole(runs: list[_Run]) -> Iterator[_Run]:
    """The runs that paired wholly with runs that did too; the others stay text."""
    literal = [run for run in runs if run.open]
    while literal:
        run = literal.pop()
        broken = [other for other in run.partners if not other.open]
        for other in broken:
            other.open = other.length
        literal += broken
    return (run for run in runs if not run.open)
