"""What is declared and never seen, named or heard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from milimo_lang.analysis.load import Project, beside, uses
from milimo_lang.analysis.names import folded, tight
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Element, Scene, Screenplay
from milimo_lang.syntax import tree


def remarks(project: Project, screenplay: Screenplay, said: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Whom the film has no use for, where it uses most of what it declares: a cast may be written before its story.

    Of who is named in what was `said` already nothing more is said: a misspelt name leaves the right one unused.
    """
    declared = [one for one in screenplay.elements.values() if not one.implied and one.name == one.base]
    idle = _idle(project, screenplay)
    own = {project.entry.source.path, *(file.source.path for file in project.included)}
    here = [one for one in idle if one.span.path in own]
    if 2 * len(here) < sum(one.span.path in own for one in declared):
        yield from _unused(here, said)
    if 0 < len(idle) < len(declared):
        yield from _libraries(project, screenplay, {one.name for one in idle})


def _idle(project: Project, screenplay: Screenplay) -> list[Element]:
    unseen = _unseen(screenplay)
    written = _written(_Index(unseen), project) if unseen else set()
    return [one for name, one in unseen.items() if name not in written]


def _unused(idle: Iterable[Element], said: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    from milimo_lang.analysis.checks.unused_element import unused_element

    left = {one.name: one for one in idle}
    told = _Index(left).counted(" ".join(f"{one.message} {one.help}" for one in said))
    for name, element in left.items():
        if not told[name]:
            yield unused_element(name, element.kind, element.span)


def _unseen(screenplay: Screenplay) -> dict[str, Element]:
    """The declared elements that are in no picture, line or heading, in no variant either.

    A variant itself may wait for its scene.
    """
    left = {one.name: one for one in screenplay.elements.values() if not one.implied and one.name == one.base}
    for scene in screenplay.scenes:
        for name in _seen(scene):
            if name in screenplay.elements:
                left.pop(screenplay.elements[name].base, None)
        if not left:
            return left
    return left


def _seen(scene: Scene) -> Iterator[str]:
    if scene.place is not None:
        yield scene.place
    for shot in scene.shots:
        yield from shot.cast
        for moment in shot.moments:
            yield from moment.mentions
            yield moment.speaker
        for subject in shot.subjects:
            yield subject.element or ""


def _written(names: _Index, project: Project) -> set[str]:
    """The names that stand anywhere outside the heads of declarations: in a note, `%set`, `Style:`, a prompt."""
    counted: Counter[str] = Counter()
    for file in _films(project):
        counted.update(names.counted(file.source.text))
        for one in file.elements:
            if isinstance(one, tree.Declaration):
                counted.subtract(names.first_in(one.name))
    return {name for name, times in counted.items() if times > 0}


class _Index:
    """Names by the words they are made of, as they are declared and as they are mentioned: a text is read once, however
    many there are.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[tuple[str, ...], list[str]] = {}
        self._lengths: dict[str, set[int]] = {}
        for name in names:
            for words in {tuple(_WORD.findall(folded(name))), tuple(_WORD.findall(tight(name)))}:
                if words:  # a name of stops alone is nothing as a mention
                    self._names.setdefault(words, []).append(name)
                    self._lengths.setdefault(words[0], set()).add(len(words))

    def counted(self, text: str) -> Counter[str]:
        """How often each name stands in `text`."""
        words = _WORD.findall(folded(text))
        found = (name for at, word in enumerate(words) if word in self._lengths for name in self._at(words, at))
        return Counter(found)

    def first_in(self, text: str) -> Iterator[str]:
        """The names `text` begins with."""
        words = _WORD.findall(folded(text))
        return self._at(words, 0) if words and words[0] in self._lengths else iter(())

    def _at(self, words: list[str], at: int) -> Iterator[str]:
        for length in self._lengths[words[at]]:
            yield from self._names.get(tuple(words[at : at + length]), ())


_WORD = re.compile(r"\w+|[^\w\s]")


def _films(project: Project) -> Iterator[tree.Document]:
    """The film's own files: everything but the standard library."""
    return (file for file in project.documents if not file.source.path.startswith("std."))


def _libraries(project: Project, screenplay: Screenplay, idle: set[str]) -> Iterator[Diagnostic]:
    """Used files that hold nothing but declarations, none of which the film uses."""
    declared: dict[str, list[str]] = {}
    for one in screenplay.elements.values():
        declared.setdefault(one.span.path, []).append(one.name)
    used = {beside(span.path, name): span for name, span, _ in uses(project.entry)}
    for file in project.libraries:
        path = file.source.path
        if path not in used or path.startswith("std.") or not _only_declares(file):
            continue
        if (here := declared.get(path)) and idle.issuperset(here):
            from milimo_lang.analysis.checks.unused_element import unused_library

            yield unused_library(path, used[path])


def _only_declares(file: tree.Document) -> bool:
    return not any(isinstance(one, tree.Directive) for one in file.elements) and not any(uses(file))
