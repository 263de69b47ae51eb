"""Where models run: the first CUDA device, Apple's GPU, or the CPU."""

from __future__ import annotations

from functools import cache


@cache
def device_name() -> str:
    """ "cuda", "mps" or "cpu"."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
