"""What the environment says of how models are run: none of it is needed, and nothing else decides.

| variable | values | |
|---|---|---|
| MILIMO_DEVICE | cpu, cuda, cuda:1, mps | where models run |
| MILIMO_PRECISION | float32, bf16, fp8 | in what; part of every key where it is asked for |
| MILIMO_MEMORY | gigabytes, such as 20 | how much of a device's memory models may fill |
| MILIMO_OFFLOAD | auto, none, components, group | what leaves the device, and when (`residency`) |
| MILIMO_TILES | large, small | how much is decoded at once (`cuts`); part of the key where small ones show |
| MILIMO_COMPILE | 0, 1 | compile the transformer's blocks: a minute once a build, then each step is a fifth shorter |
| MILIMO_ATTENTION | a name of `ATTENTIONS`, such as flash | what computes attention; part of the key where it rounds |
| MILIMO_DECODE | after, beside | decode after a pass, or on CUDA beside the next one (`beside`): not measured yet |
| MILIMO_PREVIEWS | 0, 1 | small pictures of what is being denoised, in the store's `previews` |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from milimo_runtime.backend import Unavailable
from milimo_runtime.devices import devices
from milimo_runtime.weights.precision import Precision, precision_for

Offload = Literal["auto", "none", "components", "group"]
Tiles = Literal["large", "small"]

_MASKING = ("native", "_native_cudnn", "_native_efficient", "_native_math", "flex", "xformers")
_PLAIN = ("flash", "flash_varlen", "_flash_3", "_flash_varlen_3", "_native_flash")
_ROUNDING = (
    "sage",
    "sage_varlen",
    "_sage_qk_int8_pv_fp8_cuda",
    "_sage_qk_int8_pv_fp8_cuda_sm90",
    "_sage_qk_int8_pv_fp16_cuda",
    "_sage_qk_int8_pv_fp16_triton",
)
ATTENTIONS = (*_MASKING, *_PLAIN, *_ROUNDING)
"""What may compute attention, by the names of diffusers: all that are installed here. Those that end in `_hub` would
fetch a program and run it."""

GB = 10**9


@dataclass(frozen=True)
class Options:
    """How models are run in this process. `memory` is in bytes, None for all there is."""

    device: str
    precision: Precision
    tiles: Tiles = "large"
    memory: int | None = None
    offload: Offload = "auto"
    compiled: bool = False
    attention: str = ""
    previews: bool = True
    beside: bool = False

    @property
    def masks(self) -> bool:
        """Whether what computes attention can leave something out of it."""
        return not self.attention or self.attention in _MASKING

    @property
    def rounding(self) -> str:
        """What computes attention where it does so in fewer bits than asked for, else ""."""
        return self.attention if self.attention in _ROUNDING else ""


def options(environment: Mapping[str, str] = os.environ) -> Options:
    """What `environment` asks for. Raises `Unavailable` where it asks for what there is not."""
    device = devices(environment)[0].kind
    return Options(
        device,
        precision_for(device, environment),
        _choice(environment, "MILIMO_TILES", get_args(Tiles), "large"),
        _memory(environment),
        _choice(environment, "MILIMO_OFFLOAD", get_args(Offload), "auto"),
        _choice(environment, "MILIMO_COMPILE", ("0", "1"), "0") == "1",
        _choice(environment, "MILIMO_ATTENTION", ("", *ATTENTIONS), ""),
        _choice(environment, "MILIMO_PREVIEWS", ("0", "1"), "1") == "1",
        _choice(environment, "MILIMO_DECODE", ("after", "beside"), "after") == "beside",
    )


T = TypeVar("T", bound=str)


def _choice(environment: Mapping[str, str], name: str, known: tuple[T, ...], usual: T) -> T:
    asked = environment.get(name) or usual
    for value in known:
        if asked == value:
            return value
    raise Unavailable(f"{name} is {asked}", f"it may be {', '.join(filter(None, known))}")


def _memory(environment: Mapping[str, str]) -> int | None:
    asked = environment.get("MILIMO_MEMORY")
    if not asked:
        return None
    try:
        found = float(asked)
    except ValueError:
        found = 0.0
    if not 0 < found < 1e6:
        raise Unavailable(f"MILIMO_MEMORY is {asked}", "it is a number of gigabytes, such as 20")
    return int(found * GB)
