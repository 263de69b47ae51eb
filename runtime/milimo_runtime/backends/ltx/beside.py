"""Work that a device does beside the next unit's: on a CUDA stream of its own, where that is asked for.

A stream's work is done in the order in which it was issued; two streams do theirs side by side. What is issued here
begins after all that was issued before it on the usual stream (weights and latents have come), and whoever wants its
results waits for it. What it reads is kept from being given to others while it lasts, though its owner let go of it.

Without a stream the same work is done at once, in its order: so it is unless asked for, and on every other device.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import torch
from torch import Tensor

T = TypeVar("T")

TURN = threading.RLock()
"""Held by whoever issues work to the devices of this process: the unit at hand, or what is left of one before it."""


@dataclass(frozen=True)
class Pending(Generic[T]):
    """What was issued. `found` may be read once `wait` has returned."""

    found: T
    wait: Callable[[], None]

    @property
    def result(self) -> T:
        self.wait()
        return self.found


class Line(Protocol):
    """Where work is issued. `beside`: it need not be done when the next is issued elsewhere."""

    beside: bool

    def issue(self, work: Callable[[], T], reads: Iterable[Tensor] = ()) -> Pending[T]:
        """Issue `work`, which reads the tensors `reads`. Raises what `work` raises."""
        ...

    def settle(self) -> None:
        """Wait until all that was issued is done."""
        ...


class InOrder:
    """The device's usual stream: what was issued before is done before, and this before what follows."""

    beside = False

    def __init__(self, device: torch.device) -> None:
        self._device = device

    def issue(self, work: Callable[[], T], reads: Iterable[Tensor] = ()) -> Pending[T]:  # noqa: ARG002 (a line's)
        return Pending(work(), self.settle)

    def settle(self) -> None:
        if self._device.type == "cuda":
            torch.cuda.current_stream(self._device).synchronize()


class OnStream:
    """A CUDA stream of its own."""

    beside = True

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._stream: Any = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]

    def issue(self, work: Callable[[], T], reads: Iterable[Tensor] = ()) -> Pending[T]:
        self._stream.wait_stream(torch.cuda.current_stream(self._device))
        for tensor in reads:
            tensor.record_stream(self._stream)
        with torch.cuda.stream(self._stream):
            found = work()
            done: Any = torch.cuda.Event(blocking=True)  # type: ignore[no-untyped-call]
            done.record(self._stream)
        return Pending(found, done.synchronize)

    def settle(self) -> None:
        self._stream.synchronize()


def line_on(device: torch.device, *, beside: bool) -> Line:
    """Where `device` decodes; only CUDA knows streams."""
    return OnStream(device) if beside and device.type == "cuda" else InOrder(device)
