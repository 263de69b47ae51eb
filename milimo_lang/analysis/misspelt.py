"""Speakers nobody declared whose name is likely that of somebody who is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from milimo_lang.analysis.checks.undeclared_speaker import undeclared_speaker
from milimo_lang.analysis.load import Passage
from milimo_lang.analysis.names import Guesses, folded
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import tree

_WORD = re.compile(r"\w+")


def misspelt(cues: Mapping[str, tree.Cue], people: Guesses, story: Sequence[Passage]) -> Iterator[Diagnostic]:
    """What to say of the cues of the undeclared, by their folded names, where `people` are the declared ones."""
    doubtful = [
        (cue, near)
        for cue in cues.values()
        if (near := people.nearest(cue.name)) is not None and not _another(cue.name, near)
    ]
    told = _Told(story) if doubtful else None
    for cue, near in doubtful:
        if told is not None and not told.is_somebody(cue.name, near):
            span = Span(cue.span.path, cue.span.start, cue.span.start + len(cue.name) + cue.forced)
            yield undeclared_speaker(cue.name, near, span, forced=cue.forced)


def _another(cue: str, near: str) -> bool:
    """Short names one letter apart are two people (Mary, Mara), and so are names of other figures (Tom, Tom 2).

    The same letters in another order are a slip.
    """
    if re.findall(r"\d+", cue) != re.findall(r"\d+", near):
        return True
    return len(cue) == len(near) <= 4 and sorted(folded(cue)) != sorted(folded(near))


class _Told:
    """Who speaks how often, and which words stand in the action, in any letters and in capitals."""

    def __init__(self, story: Sequence[Passage]) -> None:
        self._often: Counter[str] = Counter()
        self._words: set[str] = set()
        self._capitals: set[str] = set()
        for element in story:
            match element:
                case tree.Dialogue():
                    self._hear(element)
                case tree.DualDialogue():
                    self._hear(element.left)
                    self._hear(element.right)
                case tree.Action():
                    words = _WORD.findall(element.text)
                    self._words.update(map(folded, words))
                    self._capitals.update(folded(word) for word in words if word.isupper())

    def _hear(self, speech: tree.Dialogue) -> None:
        self._often[folded(speech.cue.name)] += 1

    def is_somebody(self, name: str, near: str) -> bool:
        """Whether the speaker `name` is introduced in capitals, or speaks again in a film that has `near` too."""
        if self._capitals.issuperset(_WORD.findall(folded(name))):
            return True
        there = self._often[folded(near)] > 0 or self._words.issuperset(_WORD.findall(folded(near)))
        return there and self._often[folded(name)] > 1
