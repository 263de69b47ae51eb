"""What nodes hand to each other, as safetensors files: tensors by name and a line of facts each.

Reading checks that the file is of the sort that is asked for, so that a node can never be given another's output.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents

_FACTS = "milimo"
"""The one line of metadata: of several, the library writes the order as it comes, and bytes must be the same."""


@dataclass(frozen=True)
class Encoded:
    """A prompt as the transformer reads it: each [1, T, D], `mask` [1, T], None where all of it is read.

    `negative` is None where no pass needs one, and then the prompt stands in for it.
    """

    video: Tensor
    audio: Tensor
    mask: Tensor | None
    negative: tuple[Tensor, Tensor, Tensor | None] | None = None

    def to(self, dtype: torch.dtype) -> Encoded:
        """The same for a pass in `dtype`: another machine may have encoded it in another precision."""
        against = self.negative
        if against is not None:
            against = against[0].to(dtype), against[1].to(dtype), against[2]
        return Encoded(self.video.to(dtype), self.audio.to(dtype), self.mask, against)


@dataclass(frozen=True)
class Made:
    """A chunk's latents after a pass. `audio` is None for a silent model."""

    video: VideoLatents
    audio: AudioLatents | None


@dataclass(frozen=True)
class Held:
    """A picture or film that guides a chunk: its latents [1, C, F, h, w] and the chunk's frame where it begins.

    `single`: it is one picture, and means just that frame.
    """

    latents: VideoLatents
    frame: int
    strength: float
    single: bool = True


@dataclass(frozen=True)
class Followed:
    """A reference or control film: its latents [1, C, F, h, w] on a grid of its own, and how strongly it is attended
    to, of 1.0.
    """

    latents: VideoLatents
    strength: float = 1.0


def save_encoded(path: Path, encoded: Encoded) -> None:
    tensors = {"video": encoded.video, "audio": encoded.audio, "mask": encoded.mask}
    if encoded.negative is not None:
        tensors |= dict(zip(("negative.video", "negative.audio", "negative.mask"), encoded.negative, strict=True))
    _save(path, "text", {name: value for name, value in tensors.items() if value is not None})


def load_encoded(path: Path, device: torch.device) -> Encoded:
    tensors, _ = _load(path, "text", device)
    negative = None
    if "negative.video" in tensors:
        negative = tensors["negative.video"], tensors["negative.audio"], tensors.get("negative.mask")
    return Encoded(tensors["video"], tensors["audio"], tensors.get("mask"), negative)


def save_made(path: Path, made: Made) -> None:
    tensors = {"video": made.video.values}
    if made.audio is not None:
        tensors["audio"] = made.audio.values
    _save(path, "latents", tensors)


def load_made(path: Path, device: torch.device) -> Made:
    tensors, _ = _load(path, "latents", device)
    audio = AudioLatents(tensors["audio"]) if "audio" in tensors else None
    return Made(VideoLatents(tensors["video"]), audio)


def save_held(path: Path, held: tuple[Held, ...]) -> None:
    facts = [[one.frame, one.strength, one.single] for one in held]
    _save(path, "conditions", {str(n): one.latents.values for n, one in enumerate(held)}, facts)


def load_held(path: Path, device: torch.device) -> tuple[Held, ...]:
    tensors, facts = _load(path, "conditions", device)
    return tuple(Held(VideoLatents(tensors[str(n)]), *fact) for n, fact in enumerate(facts))


def save_followed(path: Path, followed: tuple[Followed, ...]) -> None:
    tensors = {str(n): one.latents.values for n, one in enumerate(followed)}
    _save(path, "references", tensors, [one.strength for one in followed])


def load_followed(path: Path, device: torch.device) -> tuple[Followed, ...]:
    tensors, strengths = _load(path, "references", device)
    return tuple(Followed(VideoLatents(tensors[str(n)]), strength) for n, strength in enumerate(strengths))


def save_sound(path: Path, sound: AudioLatents) -> None:
    _save(path, "sound", {"audio": sound.values})


def load_sound(path: Path, device: torch.device) -> AudioLatents:
    tensors, _ = _load(path, "sound", device)
    return AudioLatents(tensors["audio"])


def _save(path: Path, sort: str, tensors: Mapping[str, Tensor], facts: Any = None) -> None:
    whole = {name: value.detach().to("cpu", copy=True).contiguous() for name, value in tensors.items()}
    save_file(whole, path, metadata={_FACTS: json.dumps([sort, facts])})


def _load(path: Path, sort: str, device: torch.device) -> tuple[dict[str, Tensor], Any]:
    try:
        with safe_open(path, "pt") as file:
            found, facts = json.loads((file.metadata() or {}).get(_FACTS, '["an unknown file", null]'))
            tensors = {name: file.get_tensor(name).to(device) for name in file.keys()}  # noqa: SIM118 (no mapping)
    except (SafetensorError, json.JSONDecodeError):
        raise Failed(f"what was stored as {sort} is damaged", "run `milimo cache verify`, and build again") from None
    if found != sort:
        raise Failed(f"{found} was given where {sort} is read", "this is a fault in milimo; please report it")
    return tensors, facts
