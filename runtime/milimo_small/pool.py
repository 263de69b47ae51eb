"""Clips as latents with their sentences as tokens, drawn and encoded once and trained on several times.

Encoding a clip costs more than a step of training on it, and the same clip is another lesson at another noise.
"""

from dataclasses import dataclass

import torch
from diffusers import AutoencoderKLLTX2Video
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from milimo_small import parts, world

KEYS = 3
"""Keyframes encoded with every clip: its last frame and two others, never its first."""


@dataclass(frozen=True)
class Format:
    """Clips of one length and size, in batches of `clips`; `share` of the steps train on it."""

    frames: int
    height: int
    width: int
    clips: int
    share: float


@dataclass(frozen=True)
class Batch:
    """n clips: normalized latents [n, 32, F, h, w], keyframes [n, 3, 32, h, w] at frames [n, 3], tokens [n, T]."""

    latents: Tensor
    keys: Tensor
    at: Tensor
    tokens: Tensor
    reads: Tensor  # [n, T], true where a token is no padding

    def rows(self, index: Tensor) -> "Batch":
        return Batch(*(each[index] for each in self._fields()))

    def put(self, rows: slice, other: "Batch") -> None:
        for mine, new in zip(self._fields(), other._fields(), strict=True):
            mine[rows] = new

    def room(self, n: int) -> "Batch":
        """An empty one of the same shapes for `n` clips."""
        return Batch(*(each.new_zeros(n, *each.shape[1:]) for each in self._fields()))

    def _fields(self) -> tuple[Tensor, ...]:
        return self.latents, self.keys, self.at, self.tokens, self.reads


@dataclass(frozen=True)
class Studio:
    """Draws clips and encodes them with the finished VAE."""

    vae: AutoencoderKLLTX2Video
    tokenizer: PreTrainedTokenizerFast
    chance: torch.Generator
    device: torch.device

    @torch.no_grad()
    def film(self, form: Format) -> Batch:
        clips, sentences = world.clips(form.clips, form.frames, form.height, form.width, self.device, self.chance)
        at = torch.randint(1, form.frames, (form.clips, KEYS), generator=self.chance, device=self.device)
        at[:, 0] = form.frames - 1
        frames = clips.transpose(1, 2)[torch.arange(form.clips, device=self.device)[:, None], at]
        keys = self._encode(frames.flatten(0, 1).unsqueeze(2)).squeeze(2).unflatten(0, (form.clips, KEYS))
        return Batch(self._encode(clips), keys, at, *self.read(sentences))

    def read(self, sentences: list[str]) -> tuple[Tensor, Tensor]:
        """Tokens and which of them are no padding, each [n, T]."""
        said = self.tokenizer(
            sentences, padding="max_length", max_length=parts.TOKENS, truncation=True, return_tensors="pt"
        )
        return said.input_ids.to(self.device), said.attention_mask.to(self.device).bool()

    def _encode(self, clips: Tensor) -> Tensor:
        """Normalized latents in float32."""
        latents = self.vae.encode(clips.to(self.vae.dtype)).latent_dist.mode().float()
        mean, deviation = (each.float().view(1, -1, 1, 1, 1) for each in (self.vae.latents_mean, self.vae.latents_std))
        return (latents - mean) / deviation


class Pool:
    """The clips of one format: a ring that the studio fills and that batches are taken from at random.

    Each clip is trained on `again` times on average.
    """

    def __init__(self, form: Format, studio: Studio, again: int, batches: int = 64) -> None:
        self.form, self._studio, self._again = form, studio, again
        self._room = form.clips * batches
        self._ring: Batch | None = None
        self._filled = self._taken = 0

    def batch(self) -> Batch:
        if self._taken >= self._again * self._filled or self._ring is None:
            self._fill(self._studio.film(self.form))
        assert self._ring is not None
        self._taken += self.form.clips
        here = min(self._filled, self._room)
        chance, device = self._studio.chance, self._studio.device
        return self._ring.rows(torch.randint(0, here, (self.form.clips,), generator=chance, device=device))

    def _fill(self, fresh: Batch) -> None:
        if self._ring is None:
            self._ring = fresh.room(self._room)
        start = self._filled % self._room
        self._ring.put(slice(start, start + self.form.clips), fresh)
        self._filled += self.form.clips
