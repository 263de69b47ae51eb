"""What a node of LTX-2 asks of a device: the components it reads, and the memory it takes beside them.

Known from the body alone, without torch: the executor orders units by it, and the coordinator makes room by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from pathlib import Path

from milimo_lang.ir.bodies import AnyBody, DenoiseBody, EnhanceBody, RetakeBody, UpsampleBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Unavailable
from milimo_runtime.backends.ltx.choice import choice
from milimo_runtime.backends.ltx.options import GB
from milimo_runtime.weights.located import Located
from milimo_runtime.weights.originals import header_of
from milimo_runtime.weights.precision import Precision

READS: Mapping[str, tuple[str, ...]] = {
    "prompt.enhance": ("tokenizer",),
    "text.encode": ("tokenizer", "text_encoder", "connectors"),
    "condition.encode": ("vae",),
    "reference.encode": ("vae",),
    "audio.encode": ("audio_vae",),
    "chunk.denoise": (),
    "chunk.refine": (),
    "chunk.retake": (),
    "chunk.upsample": ("vae",),
    "chunk.decode": ("vae", "audio_vae", "vocoder"),
}
"""The components whose weights decide what a node of a kind comes out as, whatever its body says."""

_A_LATENT, _A_TOKEN, _A_PROMPT = 0.95e6, 0.35e6, 1.0e9
"""Bytes in bfloat16 that decoding takes for a latent, a pass for a token, a prompt: measured on an H200, full size."""

_LEAST = 0.25 * GB
"""Less than this is found anyway."""

_PASSES = ("chunk.denoise", "chunk.refine", "chunk.retake")


def reads(body: AnyBody, located: Located) -> tuple[str, ...]:
    """The components of `located` that `body` is made with. A chunk that takes over frames encodes them.

    Raises `Unavailable` where the weights for it are not here.
    """
    found = READS[body.kind]
    if isinstance(body, EnhanceBody):
        found += (writer(located),)
    if isinstance(body, UpsampleBody):
        found += ("latent_upsampler",) if body.spatial != 1 else ()
        found += ("temporal_upsampler",) if body.temporal != 1 else ()
    if isinstance(body, DenoiseBody | RetakeBody):
        found += choice(located, body).components
    if isinstance(body, DenoiseBody | RetakeBody) and body.handoff is not None and body.handoff.mode != "latent":
        found += ("vae",)
    return found


def writer(located: Located) -> str:
    """The component that writes prompts out. Raises `Unavailable` where a model's own is not here."""
    if located.version != "2.5":
        return "text_encoder"
    if "prompt_enhancer" not in located:
        raise Unavailable(
            f"the model that writes prompts out for {located.family} is not here",
            f"put a Gemma 4 that answers, such as google/gemma-4-E2B-it, into {located.root / 'prompt_enhancer'}; or "
            "write `Enhance: off`",
        )
    return "prompt_enhancer"


def working(body: AnyBody, precision: Precision, most: int) -> int:
    """About how many bytes `body` takes beside its components, where `most` latents are decoded at once."""
    size: Size | None = getattr(body, "size", None)
    if size is None:
        amount = _A_PROMPT
    else:
        latents = latents_of(size, getattr(body, "frames", 1), getattr(body, "every", 1))
        amount = _A_TOKEN * latents if body.kind in _PASSES else _A_LATENT * min(latents, most)
    return int(amount * (2 if precision == "float32" else 1)) if amount > _LEAST else 0


def adapter_bytes(file: Path, precision: Precision) -> int:
    """Bytes that the LoRA in `file` takes over a model in `precision`. Raises `Unavailable` if not whole."""
    numbers = sum(prod(tensor.shape) for tensor in header_of(file).tensors.values())
    return numbers * (4 if precision == "float32" else 2)


def latents_of(size: Size, frames: int, every: int = 1) -> int:
    """Latents of every so manyth of so many frames."""
    return ((frames - 1) // (8 * every) + 1) * -(-size.height // 32) * -(-size.width // 32)


def group(body: AnyBody) -> str:
    """Which of the things that need not be loaded at the same time makes `body`: words, motion or pictures."""
    if body.kind in ("text.encode", "prompt.enhance"):
        return "words"
    return "motion" if body.kind in _PASSES else "pictures"
