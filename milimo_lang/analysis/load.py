"""The files of a film: its entry, what it uses, what it includes, and the standard library, each parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath

from milimo_lang import resources
from milimo_lang.analysis.allow import slips
from milimo_lang.analysis.checks.marks_in_fountain import marks_in_fountain
from milimo_lang.analysis.checks.too_much_included import too_deep, too_many_elements, too_many_includes
from milimo_lang.analysis.checks.unreadable import damaged_text, not_in_the_library, unreadable_file
from milimo_lang.analysis.checks.use_cycle import include_cycle, use_cycle
from milimo_lang.analysis.names import nearest, nearest_file
from milimo_lang.diagnostics import Diagnostic, Outcome
from milimo_lang.source import Source, Span
from milimo_lang.syntax import shapes, tree
from milimo_lang.syntax.parse import parse
from milimo_lang.world import NotHad, World

PRELUDE = "std.core"
DEEPEST = 50
"""Files inside each other, by `Use` or by includes."""
MOST_INCLUDES = 2000
MOST_INCLUDED = 200_000
"""Includes of a film, and elements that they bring into it."""
_AS = re.compile(r"(?P<name>.*?)(?:\s+as\s+(?P<called>[^\W\d_]\w*))?")
"""`std.noir as noir`: what may stand before a full stop in a mention."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Where an included file's own text begins, or ends, in the story."""

    begins: bool


Passage = tree.Element | Edge
"""What a story is made of."""


@dataclass(frozen=True)
class Project:
    """`libraries` are the files names come from, the standard ones first; `story` is the entry, includes inside
    between their edges; `included` are the files they come from, each once.

    `called` are the paths of libraries that are used under another name, each with that name.
    `lost`: not all of the story could be read, so nothing is to be made of what it lacks. `said`: what reading told.
    """

    entry: tree.Document
    libraries: tuple[tree.Document, ...]
    story: tuple[Passage, ...]
    included: tuple[tree.Document, ...] = ()
    lost: bool = False
    called: Mapping[str, str] = field(default_factory=dict)
    said: tuple[Diagnostic, ...] = ()

    @property
    def documents(self) -> tuple[tree.Document, ...]:
        return (self.entry, *self.included, *self.libraries)


@dataclass
class _Loader:
    world: World
    parse: Parse
    read: dict[str, tree.Document] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    plainly: set[str] = field(default_factory=set)
    libraries: dict[str, tree.Document] = field(default_factory=dict)
    included: dict[str, tree.Document] = field(default_factory=dict)
    includes: int = 0
    elements: int = 0
    lost: bool = False
    said: list[Diagnostic] = field(default_factory=list)

    def document(self, path: str, span: Span) -> tree.Document | None:
        """The parsed file, read once; what could be salvaged of a damaged one; None with a diagnostic at `span` of a
        lost one.
        """
        if path not in self.read:
            document = self._parsed(path, span)
            if document is None:
                return None
            self.read[path] = document
        return self.read[path]

    def _parsed(self, path: str, span: Span) -> tree.Document | None:
        damage: NotHad | None = None
        try:
            text = self.world.read(path)
        except NotHad as trouble:
            if trouble.salvage is None:
                self.said.append(self._unreadable(path, trouble, span))
                return None
            text, damage = trouble.salvage, trouble
        outcome = self.parse(Source(path, text))
        document = outcome.value
        if damage is not None:
            self.said.append(damaged_text(damage, document.source))
        self.said += (*outcome.diagnostics, *slips(document), *_marks(document.source))
        return document

    def _unreadable(self, path: str, trouble: NotHad, span: Span) -> Diagnostic:
        name = PurePosixPath(path).name
        naming = self.read.get(span.path)
        at = naming.source.cut(span).rfind(name) if naming else -1
        place = Span(span.path, span.start + at, span.start + at + len(name)) if at >= 0 else None
        there = self.world.beside(path)
        better = f"{name}.mls" if f"{name}.mls" in there else nearest_file(name, there)
        return unreadable_file(trouble, better, span, place)

    def use(self, name: str, span: Span, stack: tuple[str, ...], called: str = "") -> None:
        """Load the library `name` and what it uses, dependencies first. What is used plainly anywhere is used so."""
        path = name if name.startswith("std.") else beside(span.path, name)
        if called and path not in self.plainly:
            self.called.setdefault(path, called)
        elif not called:
            self.plainly.add(path)
            self.called.pop(path, None)
        if path in stack:
            self.said.append(use_cycle((*stack[stack.index(path) :], path), span))
            return
        if path in self.libraries:
            return
        if len(stack) > DEEPEST:
            self._beyond(too_deep("use", DEEPEST, span))
            return
        document = standard(path) if path.startswith("std.") else self.document(path, span)
        if document is None:
            if path.startswith("std."):
                self._no_standard(path, span)
            return
        for used, at, called in uses(document):
            self.use(used, at, (*stack, path), called)
        self.libraries[path] = document

    def _no_standard(self, path: str, span: Span) -> None:
        near = nearest(path, [f"std.{name}" for name in resources.names("stdlib", suffix=".mls")])
        self.said.append(not_in_the_library(path, near, span))

    def story(self, document: tree.Document, stack: tuple[str, ...]) -> Iterator[Passage]:
        """The elements of `document` with each `[[include: …]]` replaced by what it names."""
        for element in document.elements:
            path = _included(element)
            if path is None:
                yield element
                continue
            yield from self._include(beside(document.source.path, path), element.span, stack)

    def _include(self, path: str, span: Span, stack: tuple[str, ...]) -> Iterator[Passage]:
        if path in stack:
            self.said.append(include_cycle(path, span))
            return
        if len(stack) > DEEPEST:
            self._beyond(too_deep("include", DEEPEST, span))
            return
        if self.includes >= MOST_INCLUDES or self.elements >= MOST_INCLUDED:
            return
        document = self.document(path, span)
        if document is None:
            return
        self.includes += 1
        self.elements += len(document.elements)
        if self.includes == MOST_INCLUDES:
            self._beyond(too_many_includes(MOST_INCLUDES - 1, span))
        elif self.elements >= MOST_INCLUDED:
            self._beyond(too_many_elements(MOST_INCLUDED, span))
        else:
            yield from self._inside(path, document, stack)

    def _inside(self, path: str, document: tree.Document, stack: tuple[str, ...]) -> Iterator[Passage]:
        if path not in self.included:
            self.included[path] = document
            for name, span, called in uses(document):
                self.use(name, span, (path,), called)
        yield Edge(begins=True)
        yield from self.story(document, (*stack, path))
        yield Edge(begins=False)

    def _beyond(self, said: Diagnostic) -> None:
        """Files beyond what a film may hold are left out."""
        self.said.append(said)
        self.lost = True


Parse = Callable[[Source], Outcome[tree.Document]]
"""How a text becomes a tree: its spans are those of the tree's own source."""


def load(world: World, entry: str, parse: Parse = parse) -> Outcome[Project]:
    """The film at `entry` with everything it names that holds text."""
    loader = _Loader(world, parse)
    read = loader.document(entry, Span(entry, 0, 0))
    document = read or tree.Document(Source(entry, ""), (), ())
    loader.use(PRELUDE, Span(entry, 0, 0), ())
    for name, span, called in uses(document):
        loader.use(name, span, (entry,), called)
    story = tuple(loader.story(document, (entry,)))
    included = tuple(file for path, file in loader.included.items() if path not in loader.libraries)
    libraries = tuple(loader.libraries.values())
    lost = read is None or loader.lost
    said = tuple(loader.said)
    return Outcome(Project(document, libraries, story, included, lost=lost, called=loader.called, said=said), said)


def uses(document: tree.Document) -> Iterator[tuple[str, Span, str]]:
    """What the title page's `Use` names, each with its own span and the name it is used as, empty for its own."""
    for entry in document.title_page:
        if entry.key.casefold() == "use":
            text = document.source.cut(entry.value_span)
            for match in re.finditer(r"[^,\n\r]+", text):
                written = match[0].strip()
                match_as = _AS.fullmatch(written)
                if match_as is not None and (name := match_as["name"]):
                    start = entry.value_span.start + match.start() + (len(match[0]) - len(match[0].lstrip()))
                    yield name, Span(document.source.path, start, start + len(name)), match_as["called"] or ""


def only_declares(document: tree.Document) -> bool:
    """Whether a file is there to be used: it declares or defines something, and no scene is in it."""
    marks = [one for one in document.elements if not isinstance(one, _SILENT)]
    return bool(marks) and all(
        isinstance(one, tree.Declaration) or (isinstance(one, tree.Directive) and one.word == "define") for one in marks
    )


_SILENT = (tree.Section, tree.Synopsis, tree.StandingNote, tree.PageBreak)


def beside(path: str, name: str) -> str:
    """`name` as written in the file `path`, from the project's root. `..` is kept for the world to judge."""
    parent = PurePosixPath(path).parent
    return name if name.startswith(("/", "~")) or "://" in name or str(parent) == "." else str(parent / name)


def _included(element: tree.Element) -> str | None:
    if isinstance(element, tree.StandingNote):
        match = shapes.INCLUDE.match(element.note.text)
        return match["path"].strip() if match else None
    return None


@cache
def standard(name: str) -> tree.Document | None:
    """A file of the standard library; its mistakes would be ours and are a test's business."""
    file = name.removeprefix("std.")
    if file not in resources.names("stdlib", suffix=".mls"):
        return None
    return parse(Source(name, resources.read_text("stdlib", f"{file}.mls"))).value


_MARK = re.compile(
    rf"^(?:{shapes.SHOT_MARK.pattern}|{shapes.DIRECTIVE_MARK.pattern}|{shapes.DECLARATION_MARK.pattern}[^:\r\n]+:\s)",
    re.MULTILINE,
)


def _marks(source: Source) -> Iterator[Diagnostic]:
    """The first thing in a plain Fountain file that would be a mark in any other."""
    match = _MARK.search(source.text) if source.path.lower().endswith(".fountain") else None
    if match is not None:
        span = Span(source.path, source.offset(match.start()), source.offset(match.end()))
        yield marks_in_fountain(PurePosixPath(source.path).with_suffix(".mls").name, span)
