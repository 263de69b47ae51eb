"""LoRAs laid over a model for one pass, each with its weight, and taken off again: what comes after is as before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from milimo_lang.ir.bodies import Lora
from milimo_runtime.backend import Failed, Unavailable
from milimo_runtime.weights.lora import load_lora, use_loras

_REMEDY = "use a whole LoRA in safetensors that was made for this version of LTX-2"


@contextmanager
def laid_over(
    transformer: Any, loras: Sequence[Lora], inputs: Mapping[str, Path], under: Path | None = None
) -> Iterator[None]:
    """Within, `transformer` is changed by the `loras`; afterwards it is to the bit what it was, whatever happened.

    `under` is a LoRA that the model itself comes with, at full weight. They are switched in beside the weights, never
    added into them: taking them out again would leave a difference.
    Raises `Failed` where a file is no whole LoRA, or one for another model.
    """
    laid = [(inputs[lora.role], lora.weight) for lora in loras]
    if under is not None:
        laid.insert(0, (under, 1.0))
    if not laid:
        yield
        return
    weights = {f"lora {number}": weight for number, (_, weight) in enumerate(laid)}
    try:
        for name, (file, _) in zip(weights, laid, strict=True):
            _load(transformer, file, name)
        use_loras(transformer, weights)
        yield
    finally:
        if getattr(transformer, "peft_config", None):
            transformer.unload_lora()


def _load(transformer: Any, file: Path, name: str) -> None:
    """Lay one LoRA over it; what is wrong with the file is told by its name, as of any file of the film."""
    try:
        load_lora(transformer, file, name)
    except Unavailable as trouble:
        raise Failed(trouble.message.replace(str(file), file.name), _REMEDY) from trouble
