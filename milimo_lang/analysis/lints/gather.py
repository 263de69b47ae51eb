"""One walk over the story that gathers what the lints look at: most of a screenplay is passed by at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from milimo_lang.analysis.load import Edge, Passage
from milimo_lang.syntax import tree

HEADS = ("INT", "EXT", "I/E")
"""What a heading begins with, as the first letters of a line."""


_UNCASED = ("内景", "外景")
"""How headings begin in a script without capitals."""


@dataclass
class Gathered:
    """What may deserve a remark.

    `first` and `often` are of the names in cues, as written. `capitals` are paragraphs of one line without a small
    letter, each with what follows it; `colons` longer ones whose first line is in capitals and ends in a colon.
    `headed` are paragraphs and speeches with a line, not a paragraph's first, that begins as headings do. `empty` are
    headings with nothing under them.
    """

    first: dict[str, tree.Dialogue] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)
    extended: set[str] = field(default_factory=set)
    speeches: list[tree.Dialogue] = field(default_factory=list)
    silent: list[tree.Dialogue] = field(default_factory=list)
    capitals: list[tuple[tree.Action, Passage | None]] = field(default_factory=list)
    headed: list[tree.Action | tree.Dialogue] = field(default_factory=list)
    colons: list[tree.Action] = field(default_factory=list)
    forced: list[tree.SceneHeading] = field(default_factory=list)
    empty: list[tree.SceneHeading] = field(default_factory=list)


def gather(story: Sequence[Passage]) -> Gathered:
    found = Gathered()
    heading: tree.SceneHeading | None = None
    for index, element in enumerate(story):
        sort = element.__class__
        if sort is tree.SceneHeading:
            assert isinstance(element, tree.SceneHeading)
            if heading is not None:
                found.empty.append(heading)
            heading = None if element.notes else element
            if element.forced:
                found.forced.append(element)
                heading = None
            continue
        if heading is not None and sort not in _TRANSPARENT:
            heading = None
        if sort is tree.Dialogue:
            assert isinstance(element, tree.Dialogue)
            _hear(element, found)
        elif sort is tree.Action:
            assert isinstance(element, tree.Action)
            lines = element.lines
            if len(lines) > 1:
                if lines[0].endswith(":") and lines[0].isupper():
                    found.colons.append(element)
                if any(line.startswith(HEADS) for line in lines[1:]):
                    found.headed.append(element)
            elif lines and (lines[0].isupper() or lines[0].startswith(_UNCASED)) and not element.centered:
                found.capitals.append((element, story[index + 1] if index + 1 < len(story) else None))
        elif sort is tree.DualDialogue:
            assert isinstance(element, tree.DualDialogue)
            _hear(element.left, found)
            _hear(element.right, found)
    if heading is not None:
        found.empty.append(heading)
    return found


_TRANSPARENT = frozenset((tree.Section, tree.PageBreak, tree.Transition, Edge))
"""What leaves the scene before it as empty as it was."""


def _hear(speech: tree.Dialogue, found: Gathered) -> None:
    cue = speech.cue
    name = cue.name
    found.speeches.append(speech)
    found.often[name] += 1
    if name not in found.first:
        found.first[name] = speech
    if cue.extensions:
        found.extended.add(name)
    spoken = False
    for line in speech.lines:
        if line.kind != "parenthetical":
            spoken = True
            if line.text.startswith(HEADS):
                found.headed.append(speech)
                break
    if not spoken:
        found.silent.append(speech)
