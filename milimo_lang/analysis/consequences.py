"""What is said only because of a slip that is said already: left out, so that one slip is told once, where it is.

A slip takes something away: a file its names, a declaration its name, a line its meaning, a paragraph its place. What
later stages miss because of it is no mistake of the writer's. An error is left out only because of another error: a
warning that takes away what something else cannot do without is one itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from milimo_lang.analysis.names import folded, tight, variant_of
from milimo_lang.diagnostics import Diagnostic, Severity
from milimo_lang.source import Source, Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import DECLARATION_KEYS, DEFINE_KEYS, SHOT_KEYS, distance

_LOST_COLON = "M1025"
_LOST_NAMES = frozenset({"M1902", "M1013"})
"""What takes a name away that is not written there, or a whole file of names."""
_LOST_FILES = {"M1026": "include", _LOST_COLON: "use"}
"""What takes a file away, and of which word that must be said."""
_OF_NAMES = frozenset({"M2002", "M2004", "M2009", "M2010", "M5001"})
"""What is said of a name that nobody declares."""
_OF_THE_LINE = frozenset({"M1001", "M1002", "M1004", "M1005", "M1013", "M1021", "M1024", "M1025"})
"""Errors after which a line means nothing certain."""
_MISREAD = frozenset(
    {"M1007", "M1008", "M1009", "M1010", "M1011", "M1012", "M1017", "M1018", "M1019", "M1026", "M1032", "M6008"}
)
"""Lines that became part of a paragraph or a speech though something else was meant."""
_OF_A_DECLARATION = frozenset({"M1001", "M1013", "M1017", "M1018", "M1032"})
_OF_A_SHOT = frozenset({"M3004", "M3011", "M3014", "M3015", "M3017"})
_LOST_TIME = frozenset({"M1004", "M3001", "M3003"})
"""What is said of how much a shot holds, and of keys that want others beside them."""
_INSIDE = frozenset({"M1011", "M1012"})
"""Marks inside a speech or a paragraph."""
_BECAUSE_OF = {"M6015": (("M1012", 1),), "M3011": (("M3006", 0),), "M4003": (("M1015", 0),), "M6001": (("M1026", 0),)}
"""What is said because of something else that is said on the same line, or on one so many lines below."""
_ON_ITS_LINE = frozenset({"M6007", *(code for causes in _BECAUSE_OF.values() for code, _ in causes)})
_KEYS = frozenset((*DECLARATION_KEYS, *DEFINE_KEYS, *SHOT_KEYS))


def first_causes(documents: Iterable[tree.Document], said: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`said` without what another diagnostic of it explains."""
    told = tuple(said)
    if not any(one.code in _CAUSES for one in told):
        return told
    documents = tuple(documents)
    grave = _Causes(documents, tuple(one for one in told if one.severity is Severity.ERROR))
    every = _Causes(documents, told)
    lost = [one for one in told if one.severity is Severity.ERROR and every.explain(one)]
    hidden = not all(grave.explain(one) for one in lost)
    return tuple(_as_grave(one) if hidden else one for one in told if not every.explain(one))


def _as_grave(one: Diagnostic) -> Diagnostic:
    """`one`, an error if it takes away a name, a file or a setting."""
    loses = one.code in _OF_A_DECLARATION or one.code in _LOST_FILES or one.code == "M1015"
    return replace(one, severity=Severity.ERROR) if loses else one


_CAUSES = _OF_THE_LINE | _MISREAD | _LOST_NAMES | _LOST_FILES.keys() | _LOST_TIME | _ON_ITS_LINE | {"M2009", "M2011"}


class _Causes:
    """What the slips of a film took away."""

    def __init__(self, documents: tuple[tree.Document, ...], said: tuple[Diagnostic, ...]) -> None:
        self._sources = {document.source.path: document.source for document in documents}
        self._lost = any(one.code in _LOST_NAMES or self._loses_a_file(one) for one in said)
        self._damaged = {one.span.path for one in said if one.code == "M1902"}
        self._settings = _places(one.span for one in said if one.code == _LOST_COLON)
        self._lines = {self._line(one.span) for one in said if one.code in _OF_THE_LINE}
        self._misread = _places(one.span for one in said if one.code in _MISREAD | _LOST_TIME)
        self._headings = {self._line(one.span) for one in said if one.code == "M6008"}
        self._starts = _places(item.span for document in documents for item in document.elements if _cuts(item))
        self._keyless = {
            self._line(one.span) for one in said if one.code == "M1005" and not self._opens_with_a_key(one)
        }
        self._under = set(self._lines_under_slips(said))
        meant = tuple(name for one in said for name in self._meant_names(one))
        self._meant = {name for name, _ in meant}
        self._opening = sorted(name for name, loose in meant if loose)
        bases = [found for one in said if one.code == "M2009" and (found := variant_of(self._text(one.span)))]
        self._variants = {variant.casefold() for _, variant in bases}
        self._bases = {tight(base) for base, _ in bases}
        self._on = {(one.code, self._line(one.span)) for one in said if one.code in _ON_ITS_LINE}
        self._models = {*_broken_models(documents, _places(one.span for one in said)), *self._unmarked_models(said)}

    def _loses_a_file(self, one: Diagnostic) -> bool:
        word = _LOST_FILES.get(one.code)
        return word is not None and distance(self._text(one.span).casefold(), word) <= 2

    def explain(self, one: Diagnostic) -> bool:
        """Whether `one` is said because of another slip alone."""
        if one.code == "M1005":
            return self._line(one.span, -1) in self._keyless and self._line(one.span) in self._keyless
        if one.code == "M1901":  # nothing is filmed, because it was taken for a part of a block
            return any(path == one.span.path for path, _ in self._keyless)
        if one.code == "M6013":  # what stands for bytes that are no text is no letter
            return one.span.path in self._damaged and "\ufffd" in one.message
        if one.code == "M6011":
            return ("M6007", self._line_below(one.span)) in self._on
        if one.code in _INSIDE:
            return self._line(one.span) in self._under
        if one.code in _OF_THE_LINE or one.code in _MISREAD:
            return False
        if any((cause, self._line(one.span, below)) in self._on for cause, below in _BECAUSE_OF.get(one.code, ())):
            return True
        if self._line(one.span) in self._lines or _within(one.span, self._settings):
            return True
        if one.code == "M6002":  # capitals over a heading that lacks its empty line
            path, line = self._line(one.span)
            return (path, line + 1) in self._headings
        if one.code in _OF_NAMES:
            return self._lost or self._means_a_lost_name(one)
        return one.code in _OF_A_SHOT and self._holds_what_was_misread(one.span)

    def _means_a_lost_name(self, one: Diagnostic) -> bool:
        written = self._text(one.span).lstrip("@")
        base, variant = variant_of(written) or (written, "")
        if one.code == "M5001":
            return folded(written) in self._models
        if one.code != "M2009" and (variant.casefold() in self._variants or tight(written) in self._bases):
            return True
        names = {tight(written), tight(base)} - {""}
        return any(name in self._meant or self._opens_a_declaration(name) for name in names)

    def _opens_a_declaration(self, name: str) -> bool:
        """Whether the words of a declaration without its colon begin with `name`."""
        at = bisect_left(self._opening, name)
        return at < len(self._opening) and self._opening[at].startswith(name)

    def _holds_what_was_misread(self, span: Span) -> bool:
        """Whether a misread line lies in the shot that `span` belongs to."""
        starts, misread = self._starts.get(span.path, []), self._misread.get(span.path, [])
        following = bisect_right(starts, span.start)
        end = starts[following] if following < len(starts) else float("inf")
        at = bisect_left(misread, starts[following - 1] if following else 0)
        return at < len(misread) and misread[at] < end

    def _meant_names(self, one: Diagnostic) -> Iterator[tuple[str, bool]]:
        """The names of declarations that declare nothing, tight; with True where the look may stand behind it."""
        source = self._sources.get(one.span.path)
        under = one.code in _INSIDE and self._line(one.span) in self._under
        if source is None or (one.code not in _OF_A_DECLARATION and not under):
            return
        line = source.line_of(one.span.start)
        text = source.line_text(line)
        while one.code == "M1032" and text.strip() and not text.startswith("@"):  # the mark under a parted block
            line += 1
            text = source.line_text(line) if line < len(source.line_starts) else ""
        if match := _DECLARATION.match(text):
            yield tight(match["name"].strip()), not match["colon"]

    def _unmarked_models(self, said: Iterable[Diagnostic]) -> Iterator[str]:
        """The models of definitions that are none, because something is wrong with their mark."""
        for one in said:
            source = self._sources.get(one.span.path) if one.code in _MISREAD else None
            match = _MODEL.match(source.line_text(source.line_of(one.span.start))) if source else None
            if match is not None:
                yield folded(match[1])

    def _opens_with_a_key(self, one: Diagnostic) -> bool:
        word = re.match(r"\w*", self._text(one.span))
        return word is not None and word[0].casefold() in _KEYS

    def _line_below(self, span: Span) -> tuple[str, int]:
        """The next line that holds anything."""
        path, line = self._line(span, 1)
        source = self._sources.get(path)
        while source and line < len(source.line_starts) and not source.line_text(line).strip():
            line += 1
        return path, line

    def _lines_under_slips(self, said: Iterable[Diagnostic]) -> Iterator[tuple[str, int]]:
        """The lines under one that is nearly a mark, up to a blank one: with the mark mended they are what they say."""
        seen: set[tuple[str, int]] = set()
        for one in said:
            source = self._sources.get(one.span.path) if one.code == "M1017" else None
            line = source.line_of(one.span.start) + 1 if source else 0
            while source and line < len(source.line_starts) and source.line_text(line).strip():
                if (source.path, line) in seen:
                    break
                seen.add((source.path, line))
                line += 1
        yield from seen

    def _line(self, span: Span, below: int = 0) -> tuple[str, int]:
        source = self._sources.get(span.path)
        return span.path, source.line_of(span.start) + below if source else -1

    def _text(self, span: Span) -> str:
        source: Source | None = self._sources.get(span.path)
        return source.cut(span) if source else ""


_MODEL = re.compile(r"\s*%*\w+\s+model\s+(.+)")
_DECLARATION = re.compile(r"\s*@*\s*[^\W\d_]{4,12}\s*(?P<name>[^:\n]*)(?P<colon>:(?=\s|$))?")


def _places(spans: Iterable[Span]) -> Mapping[str, list[int]]:
    """Where spans start, in order, by file."""
    found: dict[str, list[int]] = {}
    for span in sorted(spans):
        found.setdefault(span.path, []).append(span.start)
    return found


def _within(span: Span, places: Mapping[str, list[int]]) -> bool:
    starts = places.get(span.path, [])
    at = bisect_left(starts, span.start)
    return at < len(starts) and starts[at] < span.end


def _cuts(element: tree.Element) -> bool:
    return isinstance(element, tree.ShotLine | tree.SceneHeading | tree.Transition)


def _broken_models(documents: Iterable[tree.Document], said: Mapping[str, list[int]]) -> Iterator[str]:
    """The models whose profiles are not as they should be."""
    for document in documents:
        starts = said.get(document.source.path, [])
        for item in document.elements if starts else ():
            if isinstance(item, tree.Directive) and item.word == "define" and item.phrases:
                at = bisect_left(starts, item.span.start)
                if at < len(starts) and starts[at] <= item.span.end:
                    yield folded(item.phrases[0].text.partition(" ")[2])
