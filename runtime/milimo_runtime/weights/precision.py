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


def precision_for(device: str, environment: Mapping[str, str] = os.environ) -> Precision:
    """The precision for a `device` ("cpu", "cuda:0", "mps"): `$MILIMO_PRECISION`, else float32 on a CPU, else bf16.

    Raises `Unavailable` where the environment names none, or one the device cannot do.
    """
    asked = asked_precision(environment)
    if asked is None:
        return "float32" if device.partition(":")[0] == "cpu" else "bf16"
    require_precision(asked, device)
    return asked


def asked_precision(environment: Mapping[str, str] = os.environ) -> Precision | None:
    """The precision that the environment asks for. Raises `Unavailable` where what it says is none."""
    asked = environment.get(VARIABLE, "")
    known: tuple[Precision, ...] = get_args(Precision)
    found = next((precision for precision in known if precision == asked), None)
    if asked and found is None:
        raise Unavailable(f"{VARIABLE} is {asked}", f"it may be {', '.join(known)}")
    return found


def require_precision(precision: Precision, device: str) -> None:
    """Raises `Unavailable` where `device` cannot run a model in `precision`."""
    if precision == "fp8" and device.partition(":")[0] != "cuda":
        raise Unavailable(f"fp8 runs on CUDA devices only, not on {device}", f"unset {VARIABLE}, or set it to bf16")


def dtype_of(precision: Precision) -> torch.dtype:
    """The type that numbers are computed in."""
    import torch

    return torch.float32 if precision == "float32" else torch.bfloat16


def precision_of(asked: Precision | torch.dtype | None) -> Precision | None:
    """A precision by its name or by torch's type for it. Raises `ValueError` for another type."""
    if asked is None or isinstance(asked, str):
        return asked
    named: dict[str, Precision] = {"torch.float32": "float32", "torch.bfloat16": "bf16"}
    if str(asked) not in named:
        raise ValueError(f"models run in float32 or bfloat16, not in {asked}")
    return named[str(asked)]
