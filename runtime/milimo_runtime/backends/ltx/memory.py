"""What is done when memory runs out: one rung after the other, each told, and at last the unit fails by itself.

First what is decoded beside it is waited for, where that was asked for; then what the unit does not read makes room;
then a decode is cut into smaller tiles; then what the unit reads is streamed, one component after the other. Only the
cut changes pixels, by a shade where tiles meet: by itself it follows from the size alone, so machines differ in it
where one ran out of memory, and that one says so. As with the precision a machine does best, the key holds what was
asked for, and a film goes on on another machine.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

import torch

from milimo_lang.ir.bodies import AnyBody, DecodeBody
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.cuts import shows

if TYPE_CHECKING:
    from milimo_runtime.backends.ltx.models import Model

T = TypeVar("T")

_TELLS = ("out of memory", "can't allocate memory", "not enough memory")


def within_memory(make: Callable[[], T], rungs: Iterator[str], device: torch.device, warn: Callable[[str], None]) -> T:
    """What `make` makes, tried again on each of `rungs`, which are told. Raises `Failed` where none of them holds."""
    while True:
        try:
            return make()
        except Exception as error:
            if not ran_out(error):
                raise
        # The error's traceback held what had been computed; only here it is gone.
        told = next(rungs, None)
        give_back(device)
        if told is None:
            raise Failed(
                f"there is not enough memory on {in_words(device)} for it",
                "close what else uses it, or film at a smaller --size or in shorter chunks",
            )
        warn(f"memory ran out: {told}")


def rungs_of(model: Model, body: AnyBody) -> Iterator[str]:
    """The rungs for a unit of `model`: each is taken when it is asked for, and comes as what was done."""
    if model.in_order():
        yield "pictures are decoded one after the other with passes from now on"
    if names := model.residents.evict_others():
        yield f"{_listed(names)} made room, and it is tried again"
    if isinstance(body, DecodeBody) and model.tiles == "large" and shows(body.size, body.frames, "small") == "small":
        model.tiles = "small"
        yield "pictures are decoded in smaller pieces from now on, and may differ by a shade where these meet"
    while name := model.residents.stream():
        yield f"the {name.replace('_', ' ')} is brought over layer by layer from now on, and is slower"


def ran_out(error: Exception) -> bool:
    """Whether `error` says that memory ran out, in the words of any device."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(tell in str(error).lower() for tell in _TELLS)


def give_back(device: torch.device) -> None:
    """Give the device what nothing holds any more."""
    gc.collect()
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def free_bytes(device: torch.device) -> int | None:
    """Bytes that could be taken on `device` now; None where nobody knows."""
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return free + torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
    if device.type == "mps":
        return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
    return _available()


def _available() -> int | None:
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            amounts = dict(line.split(":") for line in file)
        return int(amounts["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return None


def in_words(device: torch.device) -> str:
    """`device` in words."""
    if device.type == "cuda":
        return str(torch.cuda.get_device_name(device))
    return "this machine" if device.type == "cpu" else device.type.upper()


def _listed(names: tuple[str, ...]) -> str:
    *first, last = (name.replace("_", " ") for name in names)
    return f"{', '.join(first)} and {last}" if first else last
