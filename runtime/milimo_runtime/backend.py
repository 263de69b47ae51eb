"""What a backend is to the executor: it makes the outputs of the node kinds it names.

A backend knows nothing of the store, of keys, of the other nodes or of the film; it is handed a body and files and
writes files. Everything that decides its output is in the body, in the input files' content and in `identity`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from milimo_lang.ir.bodies import AnyBody


def libraries(*names: str) -> str:
    """The installed versions of the libraries `names`, for a backend's `identity`: "av 18.1.0 pillow 13.0.0"."""
    return " ".join(map(_installed, names))


@cache
def _installed(name: str) -> str:
    return f"{name} {version(name)}"


class Cancelled(Exception):
    """Raised inside a maker when the build no longer wants its result. Nothing of it is kept."""


class Failed(Exception):
    """A unit that cannot be made, as one sentence for the filmmaker; `remedy` says what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return self.message


class Unavailable(Failed):
    """This machine cannot make it at all: no GPU, weights missing. Exit code 4."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a unit is: `done` of 1.0, and what is being done in a few words.

    `preview` is a small picture of how it will look, which lasts as long as the unit is being made.
    """

    done: float
    doing: str = ""
    preview: Path | None = None


@dataclass(frozen=True)
class Job:
    """One unit to make.

    `inputs` maps each role of the node to a readable file; `outputs` maps each name of `body.outputs` to a path that
    does not exist yet, with no suffix to rely on: the maker writes every one of them. `report` may raise `Cancelled`;
    a maker calls it at least once a second of work. `warn` tells the filmmaker, in a sentence, of something that was
    not as it should be and went well all the same.
    """

    body: AnyBody
    inputs: Mapping[str, Path]
    outputs: Mapping[str, Path]
    report: Callable[[Progress], None] = field(default=lambda _: None)
    warn: Callable[[str], None] = field(default=lambda _: None)


Rest = Callable[[], None]
"""What is left of a unit that needs no device any more, to run beside the next one. Raises what `make` may."""


class Backend(Protocol):
    """Makes some kinds of node.

    `kinds` maps each node kind to its operation version: raise it when the same body comes out differently. One that
    makes them with some models alone is `Familiar` as well.
    """

    name: str
    kinds: Mapping[str, int]

    def identity(self, body: AnyBody) -> str:
        """What of the outside the output depends on (weights' digests); "" where nothing. Part of the key."""
        ...

    def available(self) -> str | None:
        """None when this machine can run the backend, else one sentence that says why not."""
        ...

    def make(self, job: Job) -> Rest | None:
        """Write the outputs, or return what still has to be done for it while another unit is begun.

        Raises `Failed` or `Unavailable` with a sentence, `Cancelled` when told to stop.
        """
        ...


@runtime_checkable
class Familiar(Protocol):
    """A backend of models that makes its kinds of node for some families of weights only; others may make the rest."""

    families: Collection[str]


@runtime_checkable
class Foreseeing(Protocol):
    """A backend that can tell of files, from their heads alone, that nothing can be made with them."""

    def foresee(self, body: AnyBody, files: Mapping[str, Path]) -> None:
        """Raise `Failed` where `body` cannot be made with the project's `files`, by role. Quick, and loads nothing."""
        ...


@runtime_checkable
class Loading(Protocol):
    """A backend of models that tells what of them it loads for a node; else it counts as all of the node's family."""

    def loads(self, body: AnyBody) -> str:
        """What is loaded to make `body`. Of units that want the same, one is made after the other."""
        ...
