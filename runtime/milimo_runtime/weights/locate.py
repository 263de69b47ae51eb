"""Where weights lie: the folders of `$MILIMO_MODELS`, the small model's package, the hub's cache. Never a download.

Each place is asked in turn for the components that none before it had, so that an upsampler from the publisher's own
repository can stand beside a pipeline from another.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import COMPONENTS, MODELS, NEEDED, Model
from milimo_runtime.weights.folders import part_in
from milimo_runtime.weights.hub import cache, snapshot
from milimo_runtime.weights.located import Layout, Located, Part, pull
from milimo_runtime.weights.modules import require_full
from milimo_runtime.weights.originals import parts_among
from milimo_runtime.weights.shapes import require_shapes
from milimo_runtime.weights.version import OfAnother, require_version, small_at

FOLDERS = "MILIMO_MODELS"
"""The environment's list of folders that hold models, each `FAMILY/` in one of them."""


@dataclass(frozen=True)
class Place:
    """A folder that may hold a model: where, and what to call it."""

    path: Path
    origin: str


def locate(family: str) -> Located:
    """Where the weights of `family` lie. Raises `Unavailable` where there are none, or they are of another model.

    What is there but not whole is told when it is asked for (`Located.part`).
    """
    found = find(family)
    if found is None:
        model = model_of(family)
        looked = ", ".join(str(place.path) for place in places(model)) or "nowhere, as no folder is named"
        raise Unavailable(f"the weights of {family} are not on this machine (looked in {looked})", _remedy(model))
    return found


def find(family: str) -> Located | None:
    """`locate`, or None where there are none."""
    model = model_of(family)
    search = _Search(family)
    for place in places(model):
        search.look(place)
    search.finish()
    first = search.first
    if first is None:
        return None
    core = search.parts.get("transformer")
    layout: Layout = "files" if core is not None and core.folder is None else "folder"
    return Located(family, model.version, layout, first.path, first.origin, search.parts, search.troubles)


def model_of(family: str) -> Model:
    """The model of `family`. Raises `Unavailable` where milimo knows none of that name."""
    if family not in MODELS:
        raise Unavailable(f"no model is called {family}", f"there are {', '.join(MODELS)}")
    return MODELS[family]


def places(model: Model) -> tuple[Place, ...]:
    """Where `model` is looked for, in this order; each may or may not be there."""
    return (*_named(model), *_packaged(model), *_cached(model))


def _named(model: Model) -> Iterator[Place]:
    for name in os.environ.get(FOLDERS, "").split(os.pathsep):
        if name:
            root = Path(name).expanduser()
            yield Place(root if root.name == model.family else root / model.family, f"${FOLDERS}")


def _packaged(model: Model) -> Iterator[Place]:
    spec = importlib.util.find_spec(model.package) if model.package else None
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        yield Place(Path(folder) / "weights", f"the package {model.package}")


def _cached(model: Model) -> Iterator[Place]:
    for published in model.published:
        if (folder := snapshot(published.repository) or cache(published.repository)) is not None:
            yield Place(folder, f"the hub's cache, {published.repository}")


@dataclass
class _Search:
    """What was found of a family so far; `first` is the place that had any of it."""

    family: str
    first: Place | None = None
    parts: dict[str, Part] = field(default_factory=dict)
    troubles: dict[str, Unavailable] = field(default_factory=dict)

    def look(self, place: Place) -> None:
        """Take from `place` what is still lacking. Raises `Unavailable` where something there is of another model."""
        for name in COMPONENTS:
            if self._lacks(name):
                self._take(place, name)
        self._take_originals(place)

    def finish(self) -> None:
        """Publisher's own files come without a scheduler: it is as published for all of them."""
        if self._lacks("scheduler") and "transformer" in self.parts:
            self.parts["scheduler"] = Part("scheduler", ())

    def _take(self, place: Place, name: str) -> None:
        try:
            part = part_in(place.path, name)
        except Unavailable as trouble:
            self._note(place, name, trouble)
        else:
            if part is not None:
                self._keep(place, part)

    def _take_originals(self, place: Place) -> None:
        found = parts_among(MODELS[self.family], place.path, place.path.parent)
        for name, part in found.parts.items():
            if self._lacks(name):
                self._keep(place, part)
        if found.trouble is not None:
            for name in filter(self._lacks, NEEDED):
                self._note(place, name, found.trouble)

    def _lacks(self, name: str) -> bool:
        return name not in self.parts and name not in self.troubles

    def _keep(self, place: Place, part: Part) -> None:
        try:
            require_version(self.family, part, small=small_at(place.path))
            require_full(part)
            require_shapes(part)
        except OfAnother:
            raise
        except Unavailable as trouble:
            self._note(place, part.component, trouble)
        else:
            self.parts[part.component] = part
            self.first = self.first or place

    def _note(self, place: Place, name: str, trouble: Unavailable) -> None:
        self.troubles[name] = trouble
        self.first = self.first or place


def _remedy(model: Model) -> str:
    if model.published:
        return f"{pull(model.family)}; or set {FOLDERS} to the folder that holds {model.family}/"
    return f"install the package {model.package}, or set {FOLDERS} to the folder that holds {model.family}/"
