"""A shot while its scene is being read: its line, its block and what stands under it, in the writer's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from milimo_lang.analysis import emphasis
from milimo_lang.analysis.assets import Assets
from milimo_lang.analysis.inside import Borrowed
from milimo_lang.analysis.names import Names
from milimo_lang.analysis.phrases import Read
from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.scopes import Defaults
from milimo_lang.analysis.transitions import Said
from milimo_lang.ir.screenplay import ModelProfile, Settings
from milimo_lang.kept import Given, Same
from milimo_lang.source import Span
from milimo_lang.syntax import tree

Content = tree.Action | tree.Dialogue | tree.DualDialogue | tree.Lyrics


@dataclass
class ShotDraft:
    """A shot while its scene is being read; `line` is None for an automatic one, `hint` a camera slug before it.

    `company`: whom a paragraph means that opens with a pronoun.
    """

    span: Span
    read: Read = field(default_factory=Read)
    line: tree.ShotLine | None = None
    defaults: Defaults = field(default_factory=Defaults)
    hint: tuple[str, str] | None = None
    company: tuple[str, ...] = ()
    content: list[Content] = field(default_factory=list)
    supers: list[tuple[str, tree.Action]] = field(default_factory=list)
    layers: list[tree.Directive] = field(default_factory=list)
    transition: tuple[Said, Span] | None = None
    ends: tuple[Said, Span] | None = None

    @property
    def own(self) -> tuple[tree.Property, ...]:
        """The properties under the shot's own line."""
        return self.line.properties if self.line else ()

    @property
    def prose(self) -> str:
        """What the shot line says after its colon."""
        return emphasis.plain(self.line.prose) if self.line else ""


@dataclass(frozen=True)
class Asked:
    """What a shot's own lines ask of its model: the mode, and where each thing is written that a model may lack."""

    mode: str | None = None
    where: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Film:
    """What every shot of a film is read with. `forced`: its model is the builder's choice, over any shot's own.

    `settings` are those that matter to one shot alone.
    `borrowed` gathers, by slate, the keyframes that are pictures of other shots, `asked` what a shot asks its model.
    """

    settings: Settings
    scope: Scope
    assets: Assets
    names: Names
    models: dict[str, ModelProfile]
    forced: bool = False
    borrowed: dict[str, tuple[Borrowed, ...]] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)

    @cached_property
    def against(self) -> Given:
        """All that a shot is read with and that may be another next time; files aside."""
        return (self.settings, Same(self.scope.vocabulary), Same(self.names), self.models, self.forced)
