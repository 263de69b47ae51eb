"""Lines that are scene headings by accident, or not by accident, headings of nothing and headings of nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from milimo_lang.analysis.headings import names_a_time
from milimo_lang.analysis.lints.gather import Gathered
from milimo_lang.analysis.names import folded, tight
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Element, Scene, Screenplay
from milimo_lang.source import Span
from milimo_lang.syntax import tree

if TYPE_CHECKING:
    from milimo_lang.syntax.tree import Action, Dialogue

_FORCED_SENTENCE = r"\d{1,3}(?:\D|$)|(?![A-Z])[^\W\d_].*[.!?]$"
_INSIDE = r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|I/E)\.\s*[A-Z]"
_MISSPELT = (
    r"(?P<in>INTERIOR|INT\s*[,:;/–—-]|(?:ITN|INR|INTT|NT|IMT)\.)\s*(?=[A-Z])"
    r"|(?:EXTERIOR|EXT\s*[,:;/–—-]|(?:ETX|EX|EXR|EXTT|XT)\.)\s*(?=[A-Z])"
)

_OTHERS = (
    (r"(?:ИНТ\.?/(?:НАТ|ЭКСТ)|(?:НАТ|ЭКСТ)\.?/ИНТ)\.", "INT./EXT."), (r"ИНТ\.", "INT."), (r"(?:НАТ|ЭКСТ)\.", "EXT."),
    ("内景", "INT."), ("外景", "EXT."),
)  # fmt: skip
"""How headings begin in other scripts, and how they begin here."""


def remarks(found: Gathered, screenplay: Screenplay, scope: Scope) -> Iterator[Diagnostic]:
    for heading in found.empty if screenplay.shots else ():
        if not re.search(r"\bOMIT", heading.text, re.IGNORECASE):
            from milimo_lang.analysis.checks.empty_scene import empty_scene

            yield empty_scene(heading.span)
    for heading in found.forced:
        if not heading.text.isupper() and re.match(_FORCED_SENTENCE, heading.text):
            from milimo_lang.analysis.checks.accidental_heading import accidental_heading

            yield accidental_heading(heading.span)
    for element in found.headed:
        yield from _without_room(element, scope)
    for action, _ in found.capitals:
        if action.lines[0][0] in "IEXN":
            yield from _misspelt(action)
        elif not action.lines[0].isascii():
            yield from _of_another_script(action)
    yield from _places(screenplay, scope)
    yield from _hours(screenplay, scope)


def _without_room(element: Action | Dialogue, scope: Scope) -> Iterator[Diagnostic]:
    """Headings among the lines of a paragraph or of a speech, each where it stands in the source."""
    from milimo_lang.analysis.checks.almost_heading import heading_without_room

    source = scope.sources[element.span.path]
    first, last = (source.line_of(at) for at in (element.span.start, element.span.end))
    for number in range(first + 1, last + 1):
        line = source.line_text(number).rstrip()
        text = line.lstrip()
        if text.isupper() and re.match(_INSIDE, text):
            end = source.line_start(number) + len(line)
            span = Span(source.path, end - len(text), end)
            yield heading_without_room(span, spoken=isinstance(element, tree.Dialogue))


def _misspelt(action: Action) -> Iterator[Diagnostic]:
    line = action.lines[0]
    match = re.match(_MISSPELT, line)
    if match is None or (match[0].strip().isalpha() and not names_a_time(line)):
        return
    from milimo_lang.analysis.checks.almost_heading import heading_misspelt

    span = action.span
    better = "INT." if match["in"] else "EXT."
    yield heading_misspelt(span, Span(span.path, span.start, span.start + match.end()), better)


def _of_another_script(action: Action) -> Iterator[Diagnostic]:
    span = action.span
    for start, better in _OTHERS:
        if match := re.match(rf"{start}[\s:：]*(?=\w)", action.lines[0]):
            from milimo_lang.analysis.checks.almost_heading import heading_misspelt

            yield heading_misspelt(span, Span(span.path, span.start, span.start + match.end()), better)
            return


_HOURS = ("NIGHT", "MORNING", "EVENING", "AFTERNOON", "MIDNIGHT", "SUNRISE", "SUNSET", "TWILIGHT", "CONTINUOUS")


def _hours(screenplay: Screenplay, scope: Scope) -> Iterator[Diagnostic]:
    """Headings whose last word is an hour with a letter wrong: `INT. LAMP ROOM - NIHGT`."""
    from milimo_lang.syntax.words import distance

    for scene in screenplay.scenes:
        place, _, last = scene.heading.rpartition(" - ")
        if scene.time_of_day or not place or not last.isupper() or len(last) < 4:
            continue
        near = next(
            (one for one in _HOURS if (one[0], one[-1]) == (last[0], last[-1]) and distance(last, one, 1) == 1), ""
        )
        at = scope.sources[scene.span.path].find(last, scene.span.start + len(place), scene.span.end)
        if near and at >= 0:
            from milimo_lang.analysis.checks.almost_heading import hour_misspelt

            yield hour_misspelt(last, near, Span(scene.span.path, at, at + len(last)))


# ---------------------------------------------------------------- places


def _places(screenplay: Screenplay, scope: Scope) -> Iterator[Diagnostic]:
    """Headings that miss a declared location by a letter, or by its spaces."""
    places = _Places(one for one in screenplay.elements.values() if one.kind == "location")
    looked: dict[str, Element | None] = {}
    for scene in screenplay.scenes if places.known else ():
        if scene.place is not None:
            continue
        for part in re.split(r"\s+[-–—]+\s+|\s*/\s*", scene.place_text):
            if part not in looked:
                looked[part] = places.near(tight(part))
            found = looked[part]
            if found is not None:
                yield _almost(part, found, scene, scope)
                break


class _Places:
    """The declared locations, found by what is left of their names without any one letter: so a name is compared with
    those alone that it may be a slip of.
    """

    def __init__(self, locations: Iterable[Element]) -> None:
        self.known = {tight(one.name): one for one in locations}

    @cached_property
    def _shorter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.known:
            for short in _without_a_letter(name):
                found.setdefault(short, []).append(name)
        return found

    def near(self, part: str) -> Element | None:
        """The location of nearly the name `part`; one with an ending more or less is another place (Barn, Barns)."""
        from milimo_lang.syntax.words import distance

        if part in self.known or len(part) < 5:
            return self.known.get(part)
        for short in _without_a_letter(part):
            for name in self._shorter.get(short, ()):
                longer = len(part) != len(name) and part[-1] != name[-1]
                if not longer and distance(part, name, 1) == 1:
                    return self.known[name]
        return None


_LONGEST = 80
"""Letters of a name of which slips are looked for."""


def _without_a_letter(name: str) -> dict[str, None]:
    """The name, and what is left without any one letter; nothing of a name with a figure, which counts places."""
    if len(name) > _LONGEST or re.search(r"\d", name):
        return {}
    return dict.fromkeys((name, *(name[:at] + name[at + 1 :] for at in range(len(name)))))


def _almost(part: str, element: Element, scene: Scene, scope: Scope) -> Diagnostic:
    from milimo_lang.analysis.checks.almost_place import almost_place

    span = scene.span
    written = scope.sources[span.path].cut(span)
    at = folded(written).find(folded(part)) if len(folded(written)) == len(written) else written.find(part)
    if at >= 0:
        span = Span(span.path, span.start + at, span.start + at + len(part))
    return almost_place(part, element.name, span, element.span)
