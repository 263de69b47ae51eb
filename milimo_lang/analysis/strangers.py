"""What is said of `@` mentions, each exactly where it stands: those of nobody, and those that miss their accents.

A text of the tree has lost its notes, its line ends and its emphasis. The mentions are therefore found again in the
source, hidden characters blanked; where both tell the same mentions, each has its own place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from milimo_lang.analysis import emphasis
from milimo_lang.analysis.checks.unknown_mention import spaced_mention, unknown_mention
from milimo_lang.analysis.checks.without_accents import missing_accents
from milimo_lang.analysis.mentions import Found
from milimo_lang.analysis.names import Names, folded, without_accents
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Source, Span
from milimo_lang.syntax.mask import mask
from milimo_lang.syntax.words import KINDS

if TYPE_CHECKING:
    from milimo_lang.analysis.scope import Scope


def say_strangers(text: str, span: Span, scope: Scope) -> None:
    """Say what there is to say of the mentions in `text`, which is written within `span`."""
    if "@" in text:
        for found, at in _placed(text, span, scope):
            if found.written.casefold() in KINDS and found.element is None and _opens(at or span, scope):
                continue  # `@character Mara` without a colon: said by the syntax
            scope.said += _about(found, at or span, scope.names, exact=at is not None)


def _opens(at: Span, scope: Scope) -> bool:
    """Whether a mention begins its line, or is in a file where nothing is declared."""
    source = scope.sources[at.path]
    line = source.line_start(source.line_of(at.start))
    return not source.cut(Span(at.path, line, at.start)).strip() or at.path.lower().endswith(".fountain")


def _placed(text: str, span: Span, scope: Scope) -> list[tuple[Found, Span | None]]:
    """The mentions of `text` with their places in the source; without, where the source tells others."""
    found = scope.mentions.marked(emphasis.plain(text))
    shown = emphasis.blanked(mask(scope.sources[span.path].cut(span)).text)
    written = scope.mentions.marked(shown)
    if [one.written for one in written] != [one.written for one in found]:
        return [(one, None) for one in found]
    places = (Span(span.path, span.start + one.start, span.start + one.end) for one in written)
    return list(zip(found, places, strict=True))


def _about(found: Found, at: Span, names: Names, exact: bool) -> Iterator[Diagnostic]:
    if found.element is None:
        yield stranger(found.written, at, names, exact=exact)
    elif without_accents(found.written, found.element):
        yield missing_accents(found.written, found.element.name, at, prefix="@" if exact else None)


def stranger(name: str, span: Span, names: Names, *, exact: bool = True, source: Source | None = None) -> Diagnostic:
    """`@Maro`: what to say of a mention of nobody; with a fix where `span` is `exact`ly the mention.

    With `source`, where it stands: of `@Mr. Okonkwo` the mention is `@Mr` alone.
    """
    for full in names.opened_by(name) if source else ():
        mention = names.as_mention(full)
        end = span.start + 1 + len(full)
        if mention and source and folded(source.cut(Span(span.path, span.start + 1, end))) == folded(full):
            return spaced_mention(full, mention, Span(span.path, span.start, end))
    near = names.near(name)
    return unknown_mention(name, names.as_mention(near) if near else None, span, exact=exact)
