"""Buffers on this side that a device writes frames into: pinned for CUDA, and used again.

Measured on an H200 over 121 frames of 1280x704: into a pinned buffer 6 ms, into plain memory 224; to pin a new one 236.
"""

from __future__ import annotations

import threading
from math import prod

import torch
from torch import Tensor

_KEPT = 4
"""Buffers that are kept at most: one that is filled, and those whose frames are being encoded."""


class Buffers:
    """Hands out tensors of uint8, and takes them back from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[Tensor] = []

    def take(self, shape: tuple[int, ...], device: torch.device) -> Tensor:
        """A tensor of `shape` with anything in it."""
        size = prod(shape)
        if device.type != "cuda":
            return torch.empty(shape, dtype=torch.uint8)
        with self._lock:
            fitting = [n for n, buffer in enumerate(self._free) if buffer.numel() >= size]
            whole = self._free.pop(fitting[0]) if fitting else None
        if whole is None:
            whole = torch.empty(size, dtype=torch.uint8, pin_memory=True)
        return whole[:size].view(shape)

    def give_back(self, tensor: Tensor) -> None:
        """Nobody reads `tensor` any more."""
        if tensor.is_pinned():
            with self._lock:
                base = tensor._base if tensor._base is not None else tensor
                self._free = [*self._free, base.flatten()][-_KEPT:]


HOST = Buffers()
"""Those of this process."""
