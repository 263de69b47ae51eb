"""Whether a model fits a machine: how much memory its components take, and what that means where there is less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from milimo_runtime.weights.catalog import NEEDED, Model
from milimo_runtime.weights.located import Located, Part
from milimo_runtime.weights.originals import header_of, tensors_in
from milimo_runtime.weights.precision import Precision

_ROOM = 1.15
"""What a model takes at work, against its weights alone."""


@dataclass(frozen=True)
class Wants:
    """Bytes of memory: of the `largest` component at work, and of all those a film needs, as a `whole`."""

    largest: int
    whole: int


def resident(part: Part, precision: Precision) -> int:
    """Bytes that the weights of `part` take in memory in `precision`. Raises `Unavailable` where it is not whole."""
    if part.folder is None:
        sizes = [prod(shape) * len(names) for _, _, names, shape in tensors_in(part)]
    else:
        sizes = [prod(tensor.shape) for path in part.weights for tensor in header_of(path).tensors.values()]
    return sum(sizes) * _bytes(part, precision)


def wants(model: Model, located: Located | None, precision: Precision) -> Wants:
    """What `model` wants: of its files where they are here, else about what is published."""
    if located is None:
        wider = 2 if precision == "float32" else 1
        return Wants(round(model.largest * wider * _ROOM), round(model.whole * wider * _ROOM))
    sizes = [resident(located.part(name), precision) for name in NEEDED]
    return Wants(round(max(sizes) * _ROOM), round(sum(sizes) * _ROOM))


def verdict(wanted: Wants, memory: int, host: int) -> str:
    """What `wanted` comes to on a device with `memory` bytes of its own, in a machine with `host` bytes."""
    if wanted.whole <= memory:
        return "all of it stays in memory"
    if wanted.largest <= memory:
        return "its components take turns in memory"
    if wanted.largest <= host:
        return "its largest component is moved through the device's memory block by block, which is slow"
    return "it does not fit this machine"


def whole(located: Located, components: Iterable[str] = NEEDED) -> bool:
    """Whether all of `components` are here, and whole as far as their heads tell."""
    return all(name in located.parts for name in components)


def _bytes(part: Part, precision: Precision) -> int:
    if precision == "float32":
        return 4
    return 1 if precision == "fp8" and part.component.startswith("transformer") else 2
