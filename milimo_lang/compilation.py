"""A film's compilation: every stage a lazily computed value, in the order they build on each other.

The faces (command line, editors, watch) ask for the stage they need and pay for no more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from milimo_lang.diagnostics import Diagnostic, Outcome
from milimo_lang.ir.override import Override
from milimo_lang.kept import NOTHING, Kept
from milimo_lang.source import Source
from milimo_lang.timing import timed
from milimo_lang.world import World

if TYPE_CHECKING:
    from milimo_lang.analysis.load import Project
    from milimo_lang.ir.lock import Lock
    from milimo_lang.ir.plan import Plan
    from milimo_lang.ir.screenplay import Screenplay


@dataclass(frozen=True)
class Compilation:
    """The film whose first file is `entry` (POSIX path from the world's root)."""

    world: World
    entry: str
    override: Override = field(default_factory=Override)
    kept: Kept = field(default=NOTHING, compare=False, repr=False)

    @cached_property
    def project(self) -> Outcome[Project]:
        """The entry, the files it uses and the stdlib's, parsed."""
        from milimo_lang.analysis.load import load

        with timed("load"):
            return load(self.world, self.entry)

    @cached_property
    def screenplay(self) -> Outcome[Screenplay]:
        from milimo_lang.analysis.lower import lower

        with timed("analyse"):
            return lower(self.project.value, self.world, self.override, self.kept)

    @property
    def meaning(self) -> Screenplay:
        """The screenplay for those who ask for no place in it: where its spans stand is another matter."""
        return self.screenplay.value

    @cached_property
    def _locked(self) -> tuple[Outcome[Lock], Source | None]:
        from milimo_lang.planning.locked import locked

        return locked(self.world)

    @property
    def lock(self) -> Outcome[Lock]:
        """What `milimo.lock` says; nothing where there is none, or one that cannot be read."""
        return self._locked[0]

    @cached_property
    def plan(self) -> Outcome[Plan]:
        from milimo_lang.ir.lock import film_called
        from milimo_lang.planning.choices import asked_for, choose
        from milimo_lang.planning.plan import plan

        with timed("plan"):
            asked = asked_for(self.override.picks)
            screenplay, choices = choose(self.screenplay.value, film_called(self.entry), self.lock.value, asked)
            return plan(screenplay, self.sources, choices, self.kept)

    @property
    def sources(self) -> dict[str, Source]:
        """Every file read so far, by path: what a diagnostic's excerpt is cut from."""
        lock = self._locked[1]
        own = {document.source.path: document.source for document in self.project.value.documents}
        return own if lock is None else {**own, lock.path: lock}

    @property
    def checked(self) -> tuple[Diagnostic, ...]:
        """Everything there is to say without planning, in source order, each once.

        A file of declarations and definitions for other films to use need not be a film.
        """
        from milimo_lang.analysis.load import only_declares

        said = self._said((*self.project.diagnostics, *self.lock.diagnostics, *self.screenplay.diagnostics))
        library = only_declares(self.project.value.entry)
        return tuple(one for one in said if one.code != "M1901") if library else said

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything there is to say, the planner's remarks included."""
        told = (self.project, self.lock, self.screenplay, self.plan)
        return self._said(tuple(one for stage in told for one in stage.diagnostics))

    def _said(self, said: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        from milimo_lang.analysis.allow import allowed
        from milimo_lang.analysis.consequences import first_causes

        documents = self.project.value.documents
        return in_order(first_causes(documents, allowed(documents, said)))


def in_order(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """By file and place, duplicates dropped."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.span, d.code)))
