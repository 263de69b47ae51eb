"""In which precision a model runs: the best its device does well, unless the environment asks for another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args

from milimo_runtime.backend import Unavailable

if TYPE_CHECKING:
    import torch

Precision = Literal["float32", "bf16", "fp8"]
"""`fp8`: the transformer's weights are kept in eight bits and computed with in bfloat16, layer by layer."""

VARIABLE = "MILIMO_PRECISION"


def asked(environment: Mapping[str, str] = os.environ) -> str:
    """What keys say of precision: what `$MILIMO_PRECISION` asks for, or "full", whatever that is on a device."""
    return environment.get(VARIABLE) or "full"


def precision_for(device: str, environment: Mapping[str, str] = os.environ) -> Precision:
    """The precision for a `device` ("cpu", "cuda:0", "mps"): `$MILIMO_PRECISION`, else float32 on a CPU, else bf16.

    Raises `Unavailable` where the environment names none, or one the device cannot do.
    """
    asked = environment.get(VARIABLE, "")
    kind = device.partition(":")[0]
    if not asked:
        return "float32" if kind == "cpu" else "bf16"
    known: tuple[Precision, ...] = get_args(Precision)
    for precision in known:
        if asked == precision:
            require_precision(precision, device)
            return precision
    raise Unavailable(f"{VARIABLE} is {asked}", f"it may be {', '.join(get_args(Precision))}")


def require_precision(precision: Precision, device: str) -> None:
    """Raises `Unavailable` where `device` cannot run a model in `precision`."""
    if precision == "fp8" and device.partition(":")[0] != "cuda":
        raise Unavailable(f"fp8 runs on CUDA devices only, not on {device}", f"unset {VARIABLE}, or set it to bf16")


def dtype_of(precision: Precision) -> torch.dtype:
    """The type that numbers are computed in."""
    import torch

    return torch.float32 if precision == "float32" else torch.bfloat16
