"""The same film compiled again and again while it is written: what has not changed since the last times is kept.

Nothing is compared between compilations and nothing is mended in them: each goes through all stages, and a stage takes
what it made of equal things before. So a compilation says and plans what one from nothing would.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Diagnostic, Outcome
from milimo_lang.ir.override import Override
from milimo_lang.kept import Rounds
from milimo_lang.source import Source, Span
from milimo_lang.spans import moved
from milimo_lang.syntax.passages import Gapped, Passages
from milimo_lang.timing import timed
from milimo_lang.world import World

if TYPE_CHECKING:
    from milimo_lang.analysis.load import Project
    from milimo_lang.ir.lock import Lock
    from milimo_lang.ir.plan import Plan
    from milimo_lang.ir.screenplay import Screenplay


T = TypeVar("T")


@dataclass
class Recompiler:
    """Compiles the film whose first file is `entry`, each time from what the world holds then.

    What it gives stays as it is when the next is made.
    """

    entry: str
    override: Override = field(default_factory=Override)

    def __post_init__(self) -> None:
        self._kept = Rounds()
        self._passages = Passages(self._kept)

    def compile(self, world: World) -> Compilation:
        """The film as it is in `world` now; each stage is made when it is asked for."""
        self._kept.begin()
        numbered = _Numbered(world, self.entry, self.override, self._kept, passages=self._passages)
        return _Told(world, self.entry, self.override, numbered=numbered)


@dataclass(frozen=True)
class _Numbered(Compilation):
    """A compilation of texts whose characters are numbered with gaps."""

    passages: Passages = field(kw_only=True)

    @cached_property
    def project(self) -> Outcome[Project]:
        from milimo_lang.analysis.load import load

        with timed("load"):
            return load(self.world, self.entry, self.passages.parse)


@dataclass(frozen=True)
class _Told(Compilation):
    """The same with every span as it stands in the text."""

    numbered: _Numbered = field(kw_only=True)

    @cached_property
    def project(self) -> Outcome[Project]:
        return self._placed(self.numbered.project)

    @cached_property
    def screenplay(self) -> Outcome[Screenplay]:
        return self._placed(self.numbered.screenplay)

    @property
    def meaning(self) -> Screenplay:
        return self.numbered.screenplay.value

    @property
    def lock(self) -> Outcome[Lock]:
        return self.numbered.lock

    @cached_property
    def plan(self) -> Outcome[Plan]:
        made = self.numbered.plan  # its places are lines and columns
        return Outcome(made.value, self._placed(made.diagnostics))

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {path: _plain(source) for path, source in self.numbered.sources.items()}

    @cached_property
    def checked(self) -> tuple[Diagnostic, ...]:
        return self._placed(self.numbered.checked)

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self._placed(self.numbered.diagnostics)

    def _placed(self, value: T) -> T:
        sources = self.numbered.sources

        def place(span: Span) -> Span:
            source = sources.get(span.path)
            return source.told(span) if isinstance(source, Gapped) else span

        return moved(value, place, also={Gapped: _plain})


def _plain(source: Source) -> Source:
    return Source(source.path, source.text)
