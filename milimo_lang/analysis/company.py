"""Who is meant by a paragraph that begins with They, He or She and names nobody.

A shot's picture never depends on its neighbours: the answer comes from the paragraph and from the set of people its
scene shows, whatever the order they come in. They are all of them; he or she is the only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from milimo_lang.analysis import coverage, emphasis
from milimo_lang.analysis.drafts import Content, ShotDraft
from milimo_lang.analysis.phrases import Scope
from milimo_lang.ir.screenplay import Element
from milimo_lang.syntax import tree

_ALL = re.compile(r"(?:They|Both|All|Everyone|Everybody)\b(?! (?:the|a|an|of the|is|was|around)\b)")
_ONE = re.compile(r"(?:He|She)\b")


def find_company(drafts: Iterable[ShotDraft], scope: Scope) -> None:
    """Give each automatic shot of a scene that opens with a pronoun the people it means."""
    drafts = tuple(drafts)
    referring = [(draft, wanted) for draft in drafts if (wanted := _wanted(draft, scope))]
    people = tuple(_people(drafts, scope)) if referring else ()
    for draft, wanted in referring:
        if len(people) >= 2 if wanted is _ALL else len(people) == 1:
            draft.company = people


def _wanted(draft: ShotDraft, scope: Scope) -> re.Pattern[str] | None:
    """The pronoun an automatic shot opens with, if its paragraph names nobody."""
    first = draft.content[0] if draft.content and draft.line is None else None
    if not isinstance(first, tree.Action):
        return None
    text = emphasis.joined(first.lines)
    wanted = next((pattern for pattern in (_ALL, _ONE) if pattern.match(text)), None)
    named = wanted is not None and any(found.element for found in scope.mentions.find(text))
    return None if named else wanted


def _people(drafts: Iterable[ShotDraft], scope: Scope) -> Iterator[str]:
    """The characters a scene shows, each once, in the order they were declared."""
    found: dict[str, Element] = {}
    for draft in drafts:
        names = [subject.element for subject in draft.read.subjects if subject.element]
        names += [name for content in draft.content for name in _shown(content, scope)]
        for name in names:
            element = scope.names.elements[name]
            if element.kind == "character":
                found.setdefault(element.base, element)
    ordered = sorted(found.values(), key=lambda element: (element.order, element.name))
    return (element.base for element in ordered)


def _shown(content: Content, scope: Scope) -> Iterator[str]:
    match content:
        case tree.Action() | tree.Lyrics():
            text = emphasis.joined(content.lines)
            yield from (found.element.name for found in scope.mentions.find(text) if found.element)
        case tree.Dialogue():
            element = scope.names.cued(content.cue.name)
            if element is not None and not coverage.off_screen(content.cue.extensions):
                yield element.name
        case tree.DualDialogue():
            yield from _shown(content.left, scope)
            yield from _shown(content.right, scope)
