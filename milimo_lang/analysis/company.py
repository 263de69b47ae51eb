"""Who is meant by a paragraph that begins with They, He or She and names nobody, and who else is there over a shoulder.

A shot's picture never depends on its neighbours: the answer comes from the paragraph and from the set of people its
scene shows, whatever the order they come in. Nothing says which of them she is, so all of them are shown: a picture
with one too many tells the story, an empty place does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from milimo_lang.analysis import coverage, emphasis
from milimo_lang.analysis.drafts import Content, ShotDraft
from milimo_lang.analysis.scope import Scope
from milimo_lang.ir.screenplay import Element
from milimo_lang.ir.terms import Term
from milimo_lang.syntax import tree

_PRONOUN = re.compile(
    r"(?:(?:They|Both|All|Everyone|Everybody)\b(?! (?:the|a|an|of the|is|was|around)\b)|(?:He|She)\b)"
)


def find_company(drafts: Iterable[ShotDraft], scope: Scope) -> None:
    """Give each automatic shot of a scene that opens with a pronoun the people it means; over a shoulder, everyone."""
    drafts = tuple(drafts)
    referring = [draft for draft in drafts if over_a_shoulder(draft.read.terms) or _refers(draft, scope)]
    people = tuple(_people(drafts, scope)) if referring else ()
    for draft in referring:
        draft.company = people


def over_a_shoulder(terms: Iterable[Term]) -> bool:
    """Whether a shot is seen over somebody's shoulder: it shows two people."""
    return any("shoulder" in term.draft.amounts for term in terms)


def _refers(draft: ShotDraft, scope: Scope) -> bool:
    """Whether an automatic shot's paragraph opens with a pronoun and names nobody."""
    first = draft.content[0] if draft.content and draft.line is None else None
    if not isinstance(first, tree.Action):
        return False
    text = emphasis.joined(first.lines)
    return _PRONOUN.match(text) is not None and not any(found.element for found in scope.mentions.find(text))


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
