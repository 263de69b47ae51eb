"""Who is meant by a paragraph that begins with They, He or She and names nobody, and who fills a two shot.

A shot's picture never depends on its neighbours: the answer comes from the paragraph and from the set of people its
scene shows, whatever the order they come in. Nothing says which of them she is, so all of them are shown: a picture
with one too many tells the story, an empty place does not. Under a shot line, which could have named her, she is
somebody only where the scene shows one.
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
_ONE = re.compile(r"(?:He|She)\b")


def find_company(drafts: Iterable[ShotDraft], scope: Scope) -> None:
    """Give each shot of a scene that speaks of people without naming them the people it may mean."""
    drafts = tuple(drafts)
    referring = [draft for draft in drafts if framed_for(draft.read.terms) or _seen_by(draft) or _refers(draft, scope)]
    people = tuple(_people(drafts, scope)) if referring else ()
    for draft in referring:
        draft.company = people if _knows(draft, people) else ()


def framed_for(terms: Iterable[Term]) -> int:
    """How many people the framing is for: two of a two shot and over a shoulder; 0 where it does not say."""
    drawn = [one.draft.amounts for one in terms]
    wanted = [one["people"][0] if "people" in one else 2 for one in drawn if {"people", "shoulder"} & one.keys()]
    return round(max(wanted, default=0))


def _seen_by(draft: ShotDraft) -> bool:
    """Whether it is seen through somebody's eyes: whoever else is there is what is seen."""
    return any(subject.relation == "from" for subject in draft.read.subjects)


def _knows(draft: ShotDraft, people: tuple[str, ...]) -> bool:
    """Whether a shot may show `people`: on a shot line that says little, `She` of several is nobody."""
    first = draft.content[0] if draft.content else None
    single = isinstance(first, tree.Action) and _ONE.match(emphasis.joined(first.lines)) is not None
    return draft.line is None or not single or len(people) == 1 or framed_for(draft.read.terms) > 0


def _refers(draft: ShotDraft, scope: Scope) -> bool:
    """Whether a shot's first paragraph opens with a pronoun and names nobody; one that goes on shows who was seen."""
    first = draft.content[0] if draft.content and not draft.read.continues else None
    text = draft.prose or (emphasis.joined(first.lines) if isinstance(first, tree.Action) else "")
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
