"""The devices of this machine that run models, as its drivers tell: found without torch, and none is woken.

NVIDIA's are told by NVML, the library under `nvidia-smi`. Without one there is one device, the processor or that of a
Mac. Another maker's GPU that torch calls "cuda" must be named, by `MILIMO_DEVICE`.
"""

from __future__ import annotations

import ctypes
import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

VARIABLE = "MILIMO_DEVICE"
"""The environment's choice of one device, as torch calls it: "cpu", "cuda", "cuda:1", "mps"."""

_SEEN = "CUDA_VISIBLE_DEVICES"
_NVML = ("libnvidia-ml.so.1", "nvml.dll")


@dataclass(frozen=True)
class Device:
    """A device as torch calls it ("cuda", "mps", "cpu"); its name and bytes of `memory` as far as they are known, and
    CUDA's `capability`.

    `environment` is what a process is given that is to see this one alone.
    """

    kind: str = "cpu"
    name: str = ""
    memory: int | None = None
    capability: tuple[int, int] | None = None
    environment: tuple[tuple[str, str], ...] = ()


def devices(environment: Mapping[str, str] = os.environ) -> tuple[Device, ...]:
    """The devices that models run on, one at least: those of the best kind there is, or the one that is asked for."""
    if asked := environment.get(VARIABLE):
        return (_only(asked),)
    named = environment.get(_SEEN)
    found = tuple(_listed().values() if named is None else _visible(named))
    return found or (_only("mps" if (platform.system(), platform.machine()) == ("Darwin", "arm64") else "cpu"),)


def _only(kind: str) -> Device:
    """The one device of `kind`; of several of NVIDIA's that is the first."""
    if kind == "cuda":
        first = next(iter(_listed().values()), Device())
        return Device(kind, first.name, first.memory, first.capability, ((VARIABLE, kind),))
    memory = machine_memory() if kind in ("cpu", "mps") else None
    return Device(kind, {"cpu": "the processor", "mps": "Apple's GPU"}.get(kind, ""), memory, None, ((VARIABLE, kind),))


def machine_memory() -> int | None:
    """Bytes of the machine's own memory, None where that is not told."""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return None


def _visible(named: str) -> Iterator[Device]:
    """Those that `CUDA_VISIBLE_DEVICES` names, by number or by id, up to the first that is none."""
    known = _listed()
    numbered = dict(zip(map(str, range(len(known))), known.values(), strict=True))
    for name in filter(None, map(str.strip, named.split(","))):
        if name.startswith("-"):
            return
        device = known.get(name) or numbered.get(name) or Device("cuda")
        yield Device("cuda", device.name, device.memory, device.capability, _environment(name))


def _environment(seen: str) -> tuple[tuple[str, str], ...]:
    return ((VARIABLE, "cuda"), (_SEEN, seen))


@cache
def _listed() -> dict[str, Device]:
    """All of NVIDIA's by their ids; none where no driver answers."""
    for library in _NVML:
        with suppress(OSError, AttributeError):
            return _asked(ctypes.CDLL(library))
    return {}


class _Memory(ctypes.Structure):
    _fields_ = (("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong))


def _asked(nvml: ctypes.CDLL) -> dict[str, Device]:
    if nvml.nvmlInit_v2() != 0:
        return {}
    try:
        count = ctypes.c_uint()
        if nvml.nvmlDeviceGetCount_v2(ctypes.byref(count)) != 0:
            return {}
        return dict(filter(None, (_described(nvml, number) for number in range(count.value))))
    finally:
        nvml.nvmlShutdown()


def _described(nvml: ctypes.CDLL, number: int) -> tuple[str, Device] | None:
    handle = ctypes.c_void_p()
    uuid, name = ctypes.create_string_buffer(96), ctypes.create_string_buffer(96)
    if nvml.nvmlDeviceGetHandleByIndex_v2(number, ctypes.byref(handle)) != 0:
        return None
    if nvml.nvmlDeviceGetUUID(handle, uuid, len(uuid)) != 0 or nvml.nvmlDeviceGetName(handle, name, len(name)) != 0:
        return None
    memory, major, minor = _Memory(), ctypes.c_int(), ctypes.c_int()
    known = nvml.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(memory)) == 0
    able = nvml.nvmlDeviceGetCudaComputeCapability(handle, ctypes.byref(major), ctypes.byref(minor)) == 0
    key = uuid.value.decode()
    return key, Device(
        "cuda",
        name.value.decode(),
        memory.total if known else None,
        (major.value, minor.value) if able else None,
        _environment(key),
    )
