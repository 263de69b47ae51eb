"""Headers of safetensors files: what tensors a file says it holds, read without loading any of them.

The format: 8 bytes of length N, little-endian, N bytes of JSON, then the tensors' bytes. So that a file which is cut
off, or is no safetensors at all, is told before gigabytes of it are read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from milimo_runtime.backend import Unavailable

PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
"""Suffixes of files that run whatever is written in them when they are loaded."""

_LONGEST = 100_000_000
"""Bytes of the largest header the format allows."""

_FULL = frozenset({"F64", "F32", "F16", "BF16"})
_QUANTISED = ("F8_", "F4", "F6_")


@dataclass(frozen=True)
class Tensor:
    """What is written of a tensor: its type ("BF16"), its shape, and how many bytes it takes."""

    dtype: str
    shape: tuple[int, ...]
    size: int


@dataclass(frozen=True)
class Header:
    """A file's tensors by key, and the texts written beside them."""

    tensors: Mapping[str, Tensor]
    metadata: Mapping[str, str]

    @property
    def quantised(self) -> str | None:
        """The type of the first tensor in eight bits or fewer of floating point; None where all have more."""
        kinds = sorted({tensor.dtype for tensor in self.tensors.values()})
        return next((kind for kind in kinds if kind.startswith(_QUANTISED)), None)


def read_header(path: Path) -> Header:
    """The header of the safetensors file at `path`. Raises `Unavailable` where it is missing, cut off or another sort.

    The file's length is held against what the header says of it; the tensors themselves are not looked at.
    """
    require_safetensors(path)
    try:
        size = path.stat().st_size
        with open(path, "rb") as file:
            length = int.from_bytes(file.read(8), "little")
            written = file.read(length) if length <= min(_LONGEST, size) else b""
    except OSError as error:
        raise Unavailable(f"{path} cannot be read ({error.strerror})", FETCH_AGAIN) from error
    header = _parsed(written)
    if header is None:
        raise Unavailable(f"{path} is no safetensors file, or was cut off at its head", FETCH_AGAIN)
    whole = 8 + length + sum(tensor.size for tensor in header.tensors.values())
    if size != whole:
        raise Unavailable(f"{path} is damaged: {size:,} bytes of {whole:,} are here", FETCH_AGAIN)
    return header


FETCH_AGAIN = "run `milimo models verify` and then `milimo models pull`, or copy the files here once more"


def require_safetensors(path: Path) -> None:
    """Raises `Unavailable` where `path` is named like a pickle, or like anything but safetensors."""
    if path.suffix.lower() in PICKLES:
        raise pickle(path)
    if path.suffix.lower() != ".safetensors":
        raise Unavailable(f"{path} is no .safetensors file", "weights are read from safetensors files alone")


def pickle(path: Path) -> Unavailable:
    """What is said of a pickle."""
    return Unavailable(
        f"{path} is a pickle, which can run any program when it is loaded, and milimo opens none",
        "convert it to safetensors with the tool it came from, or use the published safetensors file",
    )


def _parsed(written: bytes) -> Header | None:
    try:
        found = json.loads(written)
        metadata = found.pop("__metadata__", {})
        tensors = {key: _tensor(entry) for key, entry in found.items()}
    except (ValueError, AttributeError, KeyError, TypeError):
        return None
    return Header(tensors, metadata)


def _tensor(entry: Mapping[str, object]) -> Tensor:
    shape, offsets = entry["shape"], entry["data_offsets"]
    if not isinstance(shape, list) or not isinstance(offsets, list):
        raise TypeError
    begin, end = offsets
    return Tensor(str(entry["dtype"]), tuple(shape), end - begin)
