"""LoRAs laid over a model for one pass, each with its weight, and taken off again: what comes after is as before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from milimo_lang.ir.bodies import Lora
from milimo_runtime.weights.lora import load_lora, use_loras


@contextmanager
def laid_over(transformer: Any, loras: Sequence[Lora], inputs: Mapping[str, Path]) -> Iterator[None]:
    """Within, `transformer` is changed by the `loras`; afterwards it is to the bit what it was, whatever happened.

    They are switched in beside the weights, never added into them: taking them out again would leave a difference.
    Raises `Failed` where a file is no whole LoRA, or one for another model.
    """
    if not loras:
        yield
        return
    weights = {f"lora {number}": lora.weight for number, lora in enumerate(loras)}
    try:
        for name, lora in zip(weights, loras, strict=True):
            load_lora(transformer, inputs[lora.role], name)
        use_loras(transformer, weights)
        yield
    finally:
        if getattr(transformer, "peft_config", None):
            transformer.unload_lora()
