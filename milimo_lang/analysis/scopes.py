"""What `%set` says, and where: defaults of the innermost scene, section or file, until that ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from milimo_lang.analysis.checks.not_for_set import key_of_one_shot, phrase_of_one_shot, subject_of_one_shot
from milimo_lang.analysis.checks.set_in_library import set_in_library
from milimo_lang.analysis.kinds import put_together
from milimo_lang.analysis.phrases import Read, merged, over, rank, read_phrases, whole
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Element
from milimo_lang.ir.terms import Term
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import SHOT_KEYS

OF_ONE_SHOT = frozenset(
    {"key", "at", "prompt", "duration", "pick", "id", "source", "retake", "inpaint", "control", "audio", "speed"}
)
"""Keys of a shot's block that speak of that shot alone; the others may be defaults."""

_ADDING = frozenset({"lora", "reference"})
"""Keys that add up; of the others the last one said counts."""


@dataclass(frozen=True)
class Defaults:
    """What is in force for a shot: terms, who wears what (base name to variant), a negative prompt, a seed and the
    properties of a block, outer ones first. `placed` tells where each was said, as in `Read`.
    """

    terms: tuple[Term, ...] = ()
    dressed: Mapping[str, str] = field(default_factory=dict)
    negative: str = ""
    seed: int | None = None
    properties: tuple[tree.Property, ...] = ()
    placed: Mapping[tuple[str, str], Span] = field(default_factory=dict)

    @cached_property
    def spans(self) -> frozenset[Span]:
        """Where all of it was said."""
        return frozenset((*self.placed.values(), *(item.span for item in self.properties)))


@dataclass
class _Level:
    """What was said in one scope that is open. `depth` is a section's; 0 for a file and for a scene."""

    depth: int = 0
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    dressed: dict[str, str] = field(default_factory=dict)
    negative: str = ""
    seed: int | None = None
    properties: list[tree.Property] = field(default_factory=list)
    placed: dict[tuple[str, str], Span] = field(default_factory=dict)

    def dress(self, element: Element) -> None:
        self.dressed[element.base] = element.name


@dataclass
class _File:
    """The open scopes of one file's own text. `scene` is closed to new defaults where a section has begun since."""

    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    scene: _Level = field(default_factory=_Level)
    in_scene: bool = False

    @property
    def innermost(self) -> _Level:
        return self.scene if self.in_scene else self.levels[-1]


class Scopes:
    """The open scopes of the story while it is read from front to back: files in each other, their sections, a scene.

    A section ends at one of its own level or above, a scene at the next heading, wherever that is written; what an
    included file says ends with its text.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._files = [_File()]
        self._in_force: Defaults | None = None

    def enter_file(self) -> None:
        self._files.append(_File())

    def leave_file(self) -> None:
        self._files.pop()
        self._in_force = None

    def begin_section(self, depth: int) -> None:
        file = self._files[-1]
        while file.levels[-1].depth >= depth:
            file.levels.pop()
        file.levels.append(_Level(depth))
        file.in_scene = False
        self._in_force = None

    def begin_scene(self) -> None:
        for file in self._files:
            file.scene, file.in_scene = _Level(), True
        self._in_force = None

    @property
    def in_force(self) -> Defaults:
        """What holds for a shot that begins here; inner scopes over outer ones."""
        if self._in_force is None:
            levels = [level for file in self._files for level in (*file.levels, file.scene)]
            self._in_force = Defaults(
                merged(_inner_over_outer(levels)),
                {base: name for level in levels for base, name in level.dressed.items()},
                next((level.negative for level in reversed(levels) if level.negative), ""),
                next((level.seed for level in reversed(levels) if level.seed is not None), None),
                tuple(item for level in levels for item in level.properties),
                {what: span for level in levels for what, span in level.placed.items()},
            )
        return self._in_force

    def set(self, directive: tree.Directive) -> None:
        """Take what a `%set` says into the innermost scope, and say what it cannot carry."""
        self._in_force = None
        level = self._files[-1].innermost
        terms: list[Term] = []
        for phrase in (*directive.phrases, *directive.block_phrases):
            terms = put_together(terms, self._phrase(phrase, level), phrase.span, self._scope.said)
        level.terms = {rank(one): one for one in over(level.terms.values(), terms)}
        for item in directive.properties:
            self._property(item, level)

    def _phrase(self, phrase: tree.Phrase, level: _Level) -> tuple[Term, ...]:
        """The terms of the phrase; what else it says goes into `level`."""
        before = len(self._scope.said)
        read = read_phrases((phrase,), self._scope)
        level.seed = level.seed if read.seed is None else read.seed
        level.placed |= {what: span for what, span in read.placed.items() if what[0] not in ("duration", "pick")}
        level.placed |= {("style", words): phrase.span for words in read.words}
        level.properties += [item for item in read.properties if item.key not in OF_ONE_SHOT]
        carried = not _of_one_shot(read)
        for subject in () if read.words else read.subjects:
            element = self._scope.names.elements.get(subject.element or "")
            if element is None or read.terms:
                carried = False
            else:
                level.dress(element)
        if not carried and len(self._scope.said) == before:
            said = subject_of_one_shot if read.terms else phrase_of_one_shot
            self._scope.said.append(said(phrase.text, phrase.span))
        return (*read.terms, *(Term(kind="style", name=words, words=words) for words in read.words))

    def _property(self, item: tree.Property, level: _Level) -> None:
        said = self._scope.said
        match item.key:
            case "negative":
                level.negative = item.text
                level.placed["negative", ""] = item.key_span
            case "seed":
                seed = whole(item.text, item.value_span, "seed", 0, 2**32 - 1, said)
                level.seed = level.seed if seed is None else seed
                level.placed["seed", ""] = item.key_span
            case key if key in OF_ONE_SHOT:
                said.append(key_of_one_shot(key, item.key_span))
            case key if key in SHOT_KEYS:
                if key not in _ADDING:
                    level.properties = [one for one in level.properties if one.key != key]
                level.properties.append(item)
                level.placed[key, ""] = item.key_span


def _inner_over_outer(levels: Iterable[_Level]) -> tuple[Term, ...]:
    terms: tuple[Term, ...] = ()
    for level in levels:
        terms = over(terms, tuple(level.terms.values()))
    return terms


def _of_one_shot(read: Read) -> bool:
    return read.kind != "filmed" or read.frames is not None or read.continues or read.pick is not None


def sets_in_library(library: tree.Document) -> Iterator[Diagnostic]:
    """What is said of each `%set` of a used file."""
    for element in library.elements:
        if isinstance(element, tree.Directive) and element.word == "set":
            yield set_in_library(element.head_span)
