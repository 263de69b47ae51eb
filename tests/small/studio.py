"""The small model filming node by node, by the real backend, and clips drawn of the world it learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from milimo_lang.ir.bodies import AnyBody, Condition, ConditionBody, DecodeBody, DenoiseBody, Handoff, TextBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Job
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.conditions import encode
from milimo_runtime.backends.ltx.files import Made, save_made
from milimo_runtime.backends.ltx.models import model_of
from milimo_runtime.media.chunks import read_frames
from milimo_small import world
from tests.small.measures import Film

RATE = Fraction(24)
FAMILY = "small"
MODES = ("latent", "hybrid", "frames", "image")


@dataclass(frozen=True)
class Drawn:
    """A clip of the world as it is drawn, and the sentence that tells it."""

    film: Film
    sentence: str


@dataclass(frozen=True)
class Key:
    """A picture to meet at a frame of the chunk."""

    frame: int
    picture: Film  # one frame, [h, w, 3]


@dataclass(frozen=True)
class Chunk:
    """What a chunk left behind: its latents, and its decoded picture."""

    latents: Path
    picture: Path
    frames: int
    film: Film


@dataclass(frozen=True)
class Ask:
    """How a chunk is asked for."""

    sentence: str
    frames: int = 33
    seed: int = 1
    steps: int = 8
    guidance: float = 2.5


class Studio:
    """Makes chunks of one `size` below `folder`."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.folder, self.size = folder, size
        self._backend = LtxBackend()
        self._count = 0

    def film(
        self, ask: Ask, keys: Sequence[Key] = (), handoff: Handoff | None = None, of: Chunk | None = None
    ) -> Chunk:
        """One chunk: after the words, the pictures to meet, and what `of` hands over."""
        inputs = {"text": self._make(TextBody(family=FAMILY, prompt=ask.sentence), {})["embeddings"]}
        if keys:
            inputs["conditions"] = self._conditions(keys)
        if handoff is not None and of is not None:
            image = handoff.mode == "image"
            inputs |= {"handoff": of.picture if image else of.latents, "handoff/picture": of.picture}
        body = DenoiseBody(
            kind="chunk.denoise",
            family=FAMILY,
            size=self.size,
            rate=RATE,
            frames=ask.frames,
            seed=ask.seed,
            steps=ask.steps,
            guidance=ask.guidance,
            audio=False,
            handoff=handoff,
        )
        return self._decoded(self._make(body, inputs)["latents"], ask.frames)

    def encoded(self, film: Film) -> Chunk:
        """A drawn film as if it had been filmed: its latents, and what comes out of them."""
        latents = self._path()
        save_made(latents, Made(encode(model_of(FAMILY), pixels(film)), None))
        return self._decoded(latents, len(film))

    def _decoded(self, latents: Path, frames: int) -> Chunk:
        body = DecodeBody(family=FAMILY, size=self.size, rate=RATE, frames=frames, audio=False)
        picture = self._make(body, {"latents": latents})["picture"]
        film = read_frames(picture, 0, frames, self.size).astype(np.float32) / 255
        return Chunk(latents, picture, frames, film)

    def _conditions(self, keys: Sequence[Key]) -> Path:
        files = {}
        for n, key in enumerate(keys):
            files[f"key/{n}"] = self._path()
            Image.fromarray(pixels(key.picture)).save(files[f"key/{n}"], "png")
        wanted = tuple(Condition(role=f"key/{n}", frame=key.frame) for n, key in enumerate(keys))
        return self._make(ConditionBody(family=FAMILY, size=self.size, conditions=wanted), files)["latents"]

    def _make(self, body: AnyBody, inputs: Mapping[str, Path]) -> dict[str, Path]:
        outputs = {name: self._path() for name in body.outputs}
        left = self._backend.make(Job(body, inputs, outputs))
        if left is not None:
            left()
        return outputs

    def _path(self) -> Path:
        self._count += 1
        return self.folder / str(self._count)


def handed(mode: str, earlier: int, latents: int) -> tuple[Handoff, int]:
    """What a chunk of `earlier` frames hands on, as the planner has it, and how many frames of the next that is."""
    if mode == "image":
        return Handoff(mode="image", first=earlier - 1, count=1), 1
    last = (earlier - 1) // 8 + 1
    return Handoff(mode=mode, first=last - latents, count=latents), 8 * (latents - 1) + 1  # type: ignore[arg-type]


def drawn(seed: int, frames: int, size: Size) -> Drawn:
    """The clip of the world with that seed."""
    clip, (sentence,) = world.clips(1, frames, size.height, size.width, "cpu", torch.Generator().manual_seed(seed))
    return Drawn((clip[0].permute(1, 2, 3, 0).numpy() + 1) / 2, sentence)


def pixels(film: Film) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return (film * 255).round().clip(0, 255).astype(np.uint8)
