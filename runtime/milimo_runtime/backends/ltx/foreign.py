"""LoRAs that no pass can be made with, told by their heads before anything is made: nothing is loaded for it."""

from __future__ import annotations

from pathlib import Path

from milimo_runtime.backend import Failed, Unavailable
from milimo_runtime.weights.located import Located
from milimo_runtime.weights.lora import require_place

REMEDY = "use a whole LoRA in safetensors that was made for this version of LTX-2"


def refuse_foreign(located: Located, file: Path) -> None:
    """Raises `Failed`, in the words of a pass, where the LoRA in `file` is not whole, or has no place in `located`."""
    try:
        require_place(file, located.part("transformer"))
    except Unavailable as trouble:
        raise told(file, trouble) from trouble


def told(file: Path, trouble: Unavailable) -> Failed:
    """What is wrong with the file, by its name, as of any file of the film."""
    return Failed(trouble.message.replace(str(file), file.name), REMEDY)
