"""What is declared and never seen, named or heard."""

from __future__ import annotations

import re
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
    return [one for one in _unseen(screenplay).values() if not _written(one, project)]


def _unused(idle: Iterable[Element], said: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    from milimo_lang.analysis.checks.unused_element import unused_element

    told = folded(" ".join(f"{one.message} {one.help}" for one in said))
    for element in idle:
        if folded(element.name) not in told:
            yield unused_element(element.name, element.kind, element.span)


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


def _written(element: Element, project: Project) -> bool:
    """Whether the name stands anywhere outside the heads of declarations: in a note, `%set`, `Style:`, a prompt."""
    names = {folded(element.name), tight(element.name)}
    word = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    heads = (one.name for file in _films(project) for one in file.elements if isinstance(one, tree.Declaration))
    declared = sum(1 for name in heads if word.match(folded(name)))
    return sum(len(word.findall(folded(file.source.text))) for file in _films(project)) > declared


def _films(project: Project) -> Iterator[tree.Document]:
    """The film's own files: everything but the standard library."""
    return (file for file in project.documents if not file.source.path.startswith("std."))


def _libraries(project: Project, screenplay: Screenplay, idle: set[str]) -> Iterator[Diagnostic]:
    """Used files that hold nothing but declarations, none of which the film uses."""
    for name, span, _ in uses(project.entry):
        path = beside(span.path, name)
        file = next((one for one in project.libraries if one.source.path == path), None)
        if file is None or path.startswith("std.") or not _only_declares(file):
            continue
        here = [one for one in screenplay.elements.values() if one.span.path == path]
        if here and all(one.name in idle for one in here):
            from milimo_lang.analysis.checks.unused_element import unused_library

            yield unused_library(path, span)


def _only_declares(file: tree.Document) -> bool:
    return not any(isinstance(one, tree.Directive) for one in file.elements) and not any(uses(file))
