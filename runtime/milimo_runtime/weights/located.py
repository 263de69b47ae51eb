"""A model's files as they were found: part by part, with what is wrong about a part kept until it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from milimo_runtime.backend import Unavailable

Layout = Literal["folder", "files"]
"""A folder a component, as diffusers keeps a pipeline, or the files its publisher made."""


@dataclass(frozen=True)
class Part:
    """The files of one component.

    `files` are all that decide what it does; `weights` those of them that hold tensors. `folder` is the component's
    own folder in the layout of diffusers; without one, it is among others in its publisher's original files.
    """

    component: str
    files: tuple[Path, ...]
    weights: tuple[Path, ...] = ()
    folder: Path | None = None


@dataclass(frozen=True)
class Located:
    """Where a family's weights lie.

    `layout` says of most parts what `Part.folder` says of each; `version` is the architecture ("2.0", "2.3", "2.5",
    "small"); `origin` names the place in words. `troubles` are the components that lie there but not whole.
    """

    family: str
    version: str
    layout: Layout
    root: Path
    origin: str
    parts: Mapping[str, Part]
    troubles: Mapping[str, Unavailable] = field(default_factory=dict)

    def part(self, component: str) -> Part:
        """The files of `component`. Raises `Unavailable` where they are not here, or not whole."""
        if component in self.troubles:
            raise self.troubles[component]
        if component not in self.parts:
            raise Unavailable(f"{component} of {self.family} is not at {self.root}", pull(self.family))
        return self.parts[component]

    @property
    def size(self) -> int:
        """Bytes of all its files, each counted once."""
        files = {path.resolve() for part in self.parts.values() for path in part.files}
        return sum(path.stat().st_size for path in files)

    def __contains__(self, component: str) -> bool:
        """Whether `component` is here, whole or not."""
        return component in self.parts or component in self.troubles

    def require(self, components: Iterable[str]) -> None:
        """Raises `Unavailable` where one of `components` is not here, or not whole."""
        for component in components:
            self.part(component)


def pull(family: str) -> str:
    """The remedy for weights that are not here."""
    return f"`milimo models pull {family}` fetches what is missing; `milimo models where` says where milimo looks"
