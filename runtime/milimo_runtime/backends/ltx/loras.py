"""LoRAs laid over a model for one pass, each with its weight, and switched off again: what comes after is as before.

They stay laid, switched off, for the next pass that wants them: one that makes a full model one of few steps is of
several gigabytes, and every pass of a film wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from milimo_lang.ir.bodies import Lora
from milimo_runtime.backend import Failed, Unavailable
from milimo_runtime.backends.ltx.demands import adapter_bytes
from milimo_runtime.backends.ltx.foreign import told
from milimo_runtime.backends.ltx.streaming import bring_adapters
from milimo_runtime.fingerprint import Signature, signature
from milimo_runtime.weights.lora import load_lora, use_loras
from milimo_runtime.weights.precision import Precision

_LAID: WeakKeyDictionary[Any, dict[Signature, str]] = WeakKeyDictionary()
"""What lies over each transformer: the adapter's name by the file it came from."""

_NUMBERS = count()


@contextmanager
def laid_over(
    transformer: Any, loras: Sequence[Lora], inputs: Mapping[str, Path], under: Path | None = None
) -> Iterator[None]:
    """Within, `transformer` is changed by the `loras`; afterwards it makes to the bit what it made before.

    `under` is a LoRA that the model itself comes with, at full weight. They are switched in beside the weights, never
    added into them: taking them out again would leave a difference. What another pass wanted and this one does not is
    taken off. Raises `Failed` where a file is no whole LoRA, or one for another model.
    """
    wanted = [(under, 1.0)] if under is not None else []
    wanted += [(inputs[lora.role], lora.weight) for lora in loras]
    names = _brought(transformer, [file for file, _ in wanted])
    use_loras(transformer, dict(zip(names, (weight for _, weight in wanted), strict=True)))
    try:
        yield
    finally:
        use_loras(transformer, {})


def lacking(transformer: Any | None, files: Iterable[Path], precision: Precision) -> int:
    """Bytes that those of the LoRAs in `files` will take that do not lie over `transformer` (None: not loaded) yet.

    Raises `Failed` as `laid_over` does.
    """
    laid = {} if transformer is None else _LAID.get(transformer, {})
    found = 0
    for file in files:
        if _mark(file) not in laid:
            with _by_name(file):
                found += adapter_bytes(file, precision)
    return found


def lying(transformer: Any) -> int:
    """Bytes of the LoRAs that lie over `transformer`, in use or switched off."""
    if not _LAID.get(transformer):
        return 0
    parts = transformer.named_parameters()
    return sum(value.numel() * value.element_size() for name, value in parts if "lora_" in name)


def _brought(transformer: Any, files: Sequence[Path]) -> list[str]:
    """The names of the adapters of `files`, which lie over `transformer` then, and no others."""
    laid = _LAID.setdefault(transformer, {})
    marks = {_mark(file): file for file in files}
    if unwanted := laid.keys() - marks.keys():
        transformer.delete_adapters([laid.pop(mark) for mark in unwanted])
        if not laid:
            transformer.unload_lora()
    for mark, file in marks.items():
        if mark not in laid:
            name = f"lora {next(_NUMBERS)}"
            _load(transformer, file, name)
            laid[mark] = name
    return [laid[mark] for mark in marks]


def _mark(file: Path) -> Signature:
    try:
        return signature(file)
    except OSError as error:
        raise Failed(f"{file.name} cannot be read: {error.strerror}", "check that the file is there") from None


def _load(transformer: Any, file: Path, name: str) -> None:
    """Lay one LoRA over it; what is wrong with the file is told by its name, as of any file of the film."""
    with _by_name(file):
        load_lora(transformer, file, name)
        bring_adapters(transformer)


@contextmanager
def _by_name(file: Path) -> Iterator[None]:
    try:
        yield
    except Unavailable as trouble:
        raise told(file, trouble) from trouble
