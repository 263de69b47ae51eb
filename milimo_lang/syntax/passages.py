"""Texts parsed again and again: of one that has changed only the passages that did are read anew.

A passage begins at a mark or a heading under an empty line, where nothing above matters to how it is read. Its
characters are numbered from a number of its own, with wide gaps between passages: while others come, grow and go around
it the passage keeps its numbers, and so its whole tree, spans included, stays what it was. Numbers grow with the text;
`Gapped` tells which character one means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from milimo_lang.diagnostics import Outcome
from milimo_lang.kept import GENERATIONS, Rounds, made
from milimo_lang.source import Source, Span
from milimo_lang.spans import moved
from milimo_lang.syntax import shapes
from milimo_lang.syntax.mask import mask
from milimo_lang.syntax.parse import Reading, in_text_order, is_fountain, reading
from milimo_lang.syntax.strays import Before, speech_behind, unclosed
from milimo_lang.syntax.tree import Document

GAP = 2**128
"""Numbers between two passages of a text that is parsed for the first time; a text has fewer than 2**25 characters."""

_END = r"(?:\r\n|\n|\r(?!\n))"
_CUT = re.compile(rf"{_END}{_END}(?=(?P<line>(?:!!|[%EIei])[^\r\n]*)(?P<alone>{_END}{_END}|{_END}?\Z)?)")
"""An empty line over what may begin a passage, and whether that has an empty line under it."""


@dataclass(frozen=True)
class Gapped(Source):
    """A text whose passages are numbered with gaps: passage n begins at the character `places[n]` with `starts[n]`.

    The last of `places` is the end of the text.
    """

    starts: tuple[int, ...] = (0,)
    places: tuple[int, ...] = (0, 0)

    def at(self, offset: int) -> int:
        number = bisect_right(self.starts, offset) - 1
        return min(self.places[number] + offset - self.starts[number], self.places[number + 1])

    def offset(self, at: int) -> int:
        number = bisect_right(self.places, at, 0, len(self.starts)) - 1
        return self.starts[number] + at - self.places[number]

    def told(self, span: Span) -> Span:
        """Which characters a span means."""
        return Span(span.path, self.at(span.start), self.at(span.end))


Numbered = tuple[Sequence[str], Sequence[int]]
"""The passages of a text, and where the numbers of each start."""


@dataclass(frozen=True)
class Passages:
    """Parses texts, each as it was parsed before as far as it is still the same."""

    kept: Rounds

    def parse(self, source: Source) -> Outcome[Document]:
        """The tree of `source` and what is said of it, over a `Gapped` source of the same text."""
        places = (*_places(source), len(source.text))
        texts = tuple(map(source.text.__getitem__, map(slice, places, places[1:])))
        starts = self._numbers(source.path, texts)
        gapped = Gapped(source.path, source.text, starts, places)
        read = list(self._readings(source.path, texts, starts))
        signs = [start + sign for one, start in zip(read, starts, strict=True) for sign in one.survey.masked.unclosed]
        said = [*unclosed(gapped, signs), *(said for one in read for said in one.said)]
        elements = tuple(element for one in read for element in one.elements)
        return Outcome(Document(gapped, read[0].title, elements), in_text_order(said))

    def _numbers(self, path: str, texts: Sequence[str]) -> tuple[int, ...]:
        """Where the numbers of the passages of the file `path` start, by its last versions, the newest first."""
        place = ("numbers", path)
        versions: tuple[Numbered, ...] = self.kept.find(place, ()) or ()
        starts = _numbers(texts, versions)
        self.kept.put(place, (), ((texts, starts), *versions[: GENERATIONS - 1]))
        return starts

    def _readings(self, path: str, texts: Sequence[str], starts: Sequence[int]) -> Iterator[Reading]:
        speech = False
        for text, start in zip(texts, starts, strict=True):
            before = Before(opens=start == 0, speech=speech and "^" in text)
            given = (text, before)
            one = made(self.kept, ("passage", path, start), given, partial(_numbered, path, text, before, start))
            speech = speech_behind(one.survey, before=speech)
            yield one


def _numbered(path: str, text: str, before: Before, start: int) -> Reading:
    """The passage `text`, numbered from `start`."""
    read = reading(Source(path, text), before)
    title, elements, said = moved(
        (read.title, read.elements, read.said), lambda span: Span(path, start + span.start, start + span.end)
    )
    return Reading(title, elements, said, read.survey)


def _places(source: Source) -> Iterator[int]:
    """Where the passages of a text begin: the first with the text, the others behind its first visible line."""
    yield 0
    fountain = is_fountain(source.path)
    shown = mask(source.text).text
    for match in _CUT.finditer(shown, len(shown) - len(shown.lstrip())):
        if _begins(match["line"].strip(), alone=match["alone"] is not None, fountain=fountain):
            yield match.end()


def _begins(line: str, *, alone: bool, fountain: bool) -> bool:
    """Whether a line under an empty one begins a passage, whatever stands above: a shot, a directive, a heading."""
    match line[0]:
        case "!":
            return not fountain and shapes.SHOT_MARK.match(line) is not None
        case "%":
            return not fountain and shapes.DIRECTIVE_MARK.match(line) is not None
    return alone and shapes.HEADING.match(line) is not None


# ---------------------------------------------------------------- numbers


def _numbers(texts: Sequence[str], versions: Sequence[Numbered]) -> tuple[int, ...]:
    """Where the numbers of each passage start: those that were there in the last of `versions` keep theirs, a run that
    was there in an earlier one comes back to its own. The first passage has 0.

    Where no room is left between two, all are numbered anew.
    """
    old, starts = versions[0] if versions else ((), ())
    numbers: list[int] = []
    at = 0
    for new, before in (*_kept(texts, old), (len(texts), len(old))):
        low = numbers[-1] + len(texts[len(numbers) - 1]) + 1 if numbers else 0
        high = starts[before] if before < len(starts) else None
        if run := texts[len(numbers) : new]:
            back = _back(run, versions[1:], low, high) if numbers else None
            changed = starts[at:before] if len(run) == before - at else None  # as many passages as before
            numbers += back or changed or _between(low, high, len(run), opens=not numbers)
        if new < len(texts):
            numbers.append(starts[before])
        at = before + 1
    room = all(one + len(text) < then for one, text, then in zip(numbers, texts, numbers[1:], strict=False))
    return tuple(numbers) if room else tuple(range(0, GAP * len(texts), GAP))


def _back(run: Sequence[str], versions: Iterable[Numbered], low: int, high: int | None) -> Sequence[int] | None:
    """The numbers that a run of passages had in an earlier version, where they lie from `low` up to `high`."""
    for texts, starts in versions:
        for at in (at for at, text in enumerate(texts) if text == run[0]):
            found = starts[at : at + len(run)]
            if texts[at : at + len(run)] == run and low <= found[0] and (high is None or found[-1] < high):
                return found
    return None


def _between(low: int, high: int | None, count: int, *, opens: bool) -> list[int]:
    """Numbers from `low` up to `high`, far from each other; the first of a text is 0."""
    step = GAP if high is None else (high - low) // (count + (not opens))
    first = 0 if opens else low + step
    return [first + step * number for number in range(count)]


def _kept(texts: Sequence[str], old: Sequence[str]) -> list[tuple[int, int]]:
    """Which passages are still there, in order: (number now, number before)."""
    least = min(len(texts), len(old))
    head = next((n for n in range(least) if texts[n] != old[n]), least)
    tail = next((n for n in range(least - head) if texts[-1 - n] != old[-1 - n]), least - head)
    within = _in_both(texts[head : len(texts) - tail], old[head : len(old) - tail])
    pairs = (
        *((n, n) for n in range(head)),
        *((head + new, head + before) for new, before in within),
        *((len(texts) - n, len(old) - n) for n in range(tail, 0, -1)),
    )
    return [(new, was) for new, was in pairs if (new == 0) is (was == 0)]  # what opens a text is read otherwise


def _in_both(texts: Sequence[str], old: Sequence[str]) -> list[tuple[int, int]]:
    """The most passages that stand in both, each once, in the same order."""
    once, before = Counter(texts), Counter(old)
    places = {text: place for place, text in enumerate(old)}
    shared = [(new, places[text]) for new, text in enumerate(texts) if once[text] == before[text] == 1]
    ends: list[int] = []  # where in the old text the best run of each length ends
    runs: list[tuple[tuple[int, int], object]] = []  # the last pair of that run, and the run before it
    for pair in shared:
        length = bisect_left(ends, pair[1])
        run = (pair, runs[length - 1] if length else None)
        ends[length : length + 1], runs[length : length + 1] = [pair[1]], [run]
    found: list[tuple[int, int]] = []
    last: Any = runs[-1] if runs else None
    while last is not None:
        pair, last = last
        found.append(pair)
    return found[::-1]
