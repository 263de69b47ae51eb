"""Who makes what: the backends of this installation, found by the kinds of node they make and the models they know.

A backend is named `module:Class` and made without arguments, so that a worker process can make its own. The
built-in ones are asked first; others announce themselves under the entry point group `milimo.backends`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import cast

from milimo_lang.ir.bodies import KeptBody
from milimo_lang.ir.plan import Node
from milimo_runtime.backend import Backend, Familiar, Foreseeing, Loading, Unavailable

GROUP = "milimo.backends"
DRAWN = "`milimo build --animatic` draws the film"
BUILT_IN = (
    "milimo_runtime.backends.animatic:AnimaticBackend",
    "milimo_runtime.backends.spoken:SpokenBackend",
    "milimo_runtime.media.cut_backend:CutBackend",
    "milimo_runtime.backends.ltx.backend:LtxBackend",
)


@lru_cache
def load(name: str) -> Backend:
    """The backend `module:Class`, one a process."""
    module, _, attribute = name.partition(":")
    return cast(Backend, getattr(import_module(module), attribute)())


@lru_cache
def _announced() -> tuple[str, ...]:
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(point.value for point in found)


@dataclass(frozen=True)
class Registry:
    """The backends to ask, in order; `announced` adds those other packages bring."""

    names: tuple[str, ...] = BUILT_IN
    announced: bool = True

    def backend_for(self, kind: str, family: str = "") -> str | None:
        """The name of the first backend that makes nodes of `kind` with models of `family`; None where none does."""
        return _first_maker(self.names, self.announced, kind, family)

    def maker_of(self, node: Node) -> str | None:
        """The name of the backend that makes `node`."""
        return self.backend_for(node.kind, family_of(node))

    def unable(self, nodes: Iterable[Node]) -> dict[str, Unavailable]:
        """Those of `nodes`, by id, whose backend this machine cannot run, and why; each backend is asked once."""
        causes: dict[str | None, str | None] = {None: None}
        found = {}
        for node in nodes:
            name = self.maker_of(node)
            if name not in causes:
                causes[name] = load(name).available() if name else None
            if cause := causes[name]:
                found[node.id] = Unavailable(cause, DRAWN if family_of(node) else "")
        return found

    def foresee(self, node: Node, files: Mapping[str, Path]) -> None:
        """Raise `Failed` where it can be told that `node` cannot be made with the project's `files`, by role."""
        name = self.maker_of(node)
        backend: object = load(name) if name is not None else None
        if isinstance(backend, Foreseeing):
            backend.foresee(node.body, files)

    def loads(self, node: Node) -> str:
        """What must be loaded to make `node`, "" where nothing: its family, or what of it its backend names."""
        name = self.maker_of(node) if family_of(node) else None
        backend = load(name) if name is not None else None
        return backend.loads(node.body) if isinstance(backend, Loading) else family_of(node)

    def require(self, nodes: Sequence[Node]) -> None:
        """Raise `Unavailable` where nothing installed here makes any shot of `nodes`, or what no shot is without.

        A shot that cannot be made fails by itself, and the others are made.
        """
        homeless = [node for node in nodes if self.maker_of(node) is None and not isinstance(node.body, KeptBody)]
        shots, lost = ({node.shot for node in some if node.shot} for some in (nodes, homeless))
        if lost < shots and all(map(family_of, homeless)):
            return
        if families := sorted({family for node in homeless if (family := family_of(node))}):
            models = f"model {families[0]}" if len(families) == 1 else f"models {', '.join(families)}"
            raise Unavailable(f"{models} cannot be rendered by this version", DRAWN)
        if homeless:
            raise Unavailable(f"nothing installed here makes {homeless[0].kind}", DRAWN)


@lru_cache
def _first_maker(names: tuple[str, ...], announced: bool, kind: str, family: str) -> str | None:
    """Once a process for each kind and family: a plan asks for every one of its nodes."""
    found = next((name for name in names if _makes(load(name), kind, family)), None)
    if found is None and announced:
        found = next((name for name in _announced() if _makes(load(name), kind, family)), None)
    return found


def _makes(backend: Backend, kind: str, family: str) -> bool:
    return kind in backend.kinds and (not isinstance(backend, Familiar) or not family or family in backend.families)


def lack(node: Node) -> Unavailable:
    """What is wanting to make a `node` that no backend makes, and what can be done about it."""
    family = family_of(node)
    match node.kind:
        case "image.make" | "image.inpaint":
            told, file = "a still", "give the shot a picture in a file"
        case "mask.find" | "mask.track":
            told, file = "finding what a mask names", "give the mask in a file"
        case _:
            return Unavailable(f"needs the {family} runtime" if family else f"needs a maker of {node.kind}", DRAWN)
    return Unavailable(f"{told} needs {family}, which this version cannot run", f"{file}; other shots go on")


def family_of(node: Node) -> str:
    """The family of the model that `node` is made with, "" where it needs none."""
    return str(node.body.get("family", ""))
