"""The tokens of a pass before its first step: what is made, what is given, and how much noise lies on each.

Each token has a strength: 1 is given and comes out as it went in, 0 is made. Noise comes from CPU generators of its
own for picture, sound and what is added, so that neither a keyframe nor a reference changes the noise of anything
else, and every machine begins alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.attention import attention_weights
from milimo_runtime.backends.ltx.files import Followed, Held, Made
from milimo_runtime.backends.ltx.grid import (
    Grid,
    added_coordinates,
    reference_coordinates,
    sound_coordinates,
    video_coordinates,
)
from milimo_runtime.backends.ltx.latents import AudioLatents, VideoLatents, pack


@dataclass(frozen=True)
class Given:
    """All that a pass does not make up.

    `handed`: the latents of the chunk before, to this one's head; `sound` in the same way, as far as strides align.
    `held`: pictures to meet. `followed`: references and control. `track`: a sound that is kept as it is. `start`: what
    a second pass refines. `kept` and `kept_sound`: strengths [1, 1, F, h, w] and [L], where `start` stays as it is.
    """

    handed: VideoLatents | None = None
    sound: AudioLatents | None = None
    held: Sequence[Held] = ()
    followed: Sequence[Followed] = ()
    track: AudioLatents | None = None
    start: Made | None = None
    kept: Tensor | None = None
    kept_sound: Tensor | None = None


@dataclass(frozen=True)
class Tokens:
    """`values` [1, S, C] with noise on them, `clean` the same without, `strength` [1, S, 1], `coords` of each.

    The first `base` are generated; what was added follows them. `attention` [1, S, S] of 0 to 1, where not all see all.
    """

    values: Tensor
    clean: Tensor
    strength: Tensor
    coords: Tensor
    base: int
    attention: Tensor | None = None
    sorts: tuple[tuple[str, int], ...] = field(default=())

    @property
    def given(self) -> bool:
        """Whether all of them are given."""
        return bool((self.strength == 1).all())


def noise(seed: int, what: str, shape: Sequence[int]) -> Tensor:
    """Normal noise of `shape`, float32, the same on every machine."""
    return torch.randn(tuple(shape), generator=generator(seed, what), dtype=torch.float32)


def generator(seed: int, what: str) -> torch.Generator:
    """The CPU generator of `what` under `seed`."""
    digest = hashlib.sha256(f"{seed}/{what}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 1)


def video_tokens(transformer: Any, grid: Grid, given: Given, seed: int, sigma: float, device: torch.device) -> Tokens:
    """The picture's tokens where the pass begins at the noise `sigma`."""
    channels = transformer.config.in_channels
    shape = (1, channels, grid.frames, grid.height, grid.width)
    begin = _began(given.start.video.values if given.start else None, shape, "picture").to(device)
    clean, strength = torch.zeros(shape, device=device), torch.zeros((1, 1, *shape[2:]), device=device)
    if given.kept is not None:
        strength = given.kept.to(device).float().expand(1, 1, *shape[2:]).clone()
        clean = begin.clone()
    elif given.handed is not None:
        _lay(clean, strength, given.handed.values.to(device), 0, 1.0)
    for one in given.held:
        if one.frame == 0:
            _lay(clean, strength, one.latents.values.to(device), 0, one.strength)
    begin = torch.where(strength > 0, clean, begin)
    laid = _noised(begin, strength, noise(seed, "picture", shape).to(device), sigma)
    base = Tokens(
        _packed(laid), _packed(clean), _packed(strength), video_coordinates(transformer, grid, device), grid.tokens
    )
    return _with_added(transformer, base, grid, given, seed, sigma, device)


def sound_tokens(transformer: Any, grid: Grid, given: Given, seed: int, sigma: float, device: torch.device) -> Tokens:
    """The sound's tokens: made, handed over at their head, kept where they are, or all given."""
    shape = (1, grid.sound, transformer.config.audio_in_channels)
    start = given.start.audio.values if given.start and given.start.audio else None
    begin = _began(start, shape, "sound").to(device)
    clean, strength = torch.zeros(shape, device=device), torch.zeros((1, shape[1], 1), device=device)
    if given.kept_sound is not None:
        strength, clean = given.kept_sound.to(device).float().view(1, -1, 1).clone(), begin.clone()
    elif given.track is not None:
        clean, strength = _began(given.track.values, shape, "sound").to(device), torch.ones_like(strength)
    elif given.sound is not None:
        head = min(given.sound.length, shape[1])
        clean[:, :head], strength[:, :head] = given.sound.values[:, :head].to(device), 1.0
    begin = torch.where(strength > 0, clean, begin)
    laid = _noised(begin, strength, noise(seed, "sound", shape).to(device), sigma)
    return Tokens(laid, clean, strength, sound_coordinates(transformer, grid, device), shape[1])


def _with_added(
    transformer: Any, base: Tokens, grid: Grid, given: Given, seed: int, sigma: float, device: torch.device
) -> Tokens:
    """`base` and after it the keyframes that are not its head, and then the references."""
    values, strengths, coords, sorts = [], [], [], []
    for one in given.held:
        if one.frame == 0:
            continue
        latents = one.latents.values.to(device)
        _check_held(latents, one.frame, grid)
        values.append(_packed(latents))
        strengths.append(torch.full((1, values[-1].shape[1], 1), one.strength, device=device))
        coords.append(added_coordinates(grid, one.frame, latents.shape[2], single=one.single, device=device))
        sorts.append(("keyframe", values[-1].shape[1]))
    for ref in given.followed:
        values.append(_packed(ref.latents.values.to(device)))
        strengths.append(torch.ones((1, values[-1].shape[1], 1), device=device))
        coords.append(reference_coordinates(transformer, grid, ref.latents.values.to(device)))
        sorts.append(("reference", values[-1].shape[1]))
    if not values:
        return base
    clean, strength = torch.cat(values, 1), torch.cat(strengths, 1)
    laid = _noised(clean, strength, noise(seed, "added", clean.shape).to(device), sigma)
    attention = _attention(base.base, sorts, given.followed, device)
    return replace(
        base,
        values=torch.cat([base.values, laid], 1),
        clean=torch.cat([base.clean, clean], 1),
        strength=torch.cat([base.strength, strength], 1),
        coords=torch.cat([base.coords, *(part.to(base.coords.dtype) for part in coords)], 2),
        attention=attention,
        sorts=tuple(sorts),
    )


def _attention(
    base: int, sorts: Sequence[tuple[str, int]], followed: Sequence[Followed], device: torch.device
) -> Tensor | None:
    """None where every reference is followed wholly: then all see all, as the LoRAs were trained."""
    if all(one.strength == 1.0 for one in followed):
        return None
    plain = base + sum(count for sort, count in sorts if sort == "keyframe")
    counts = [count for sort, count in sorts if sort == "reference"]
    return attention_weights(base, plain, [*zip(counts, (one.strength for one in followed), strict=True)], device)


def _noised(values: Tensor, strength: Tensor, noise: Tensor, sigma: float) -> Tensor:
    """Rectified flow: noise up to `sigma` where nothing is given; what is wholly given stays to the bit."""
    level = (1.0 - strength) * sigma
    return noise * level + values * (1.0 - level)


def _lay(clean: Tensor, strength: Tensor, latents: Tensor, first: int, strong: float) -> None:
    """Put `latents` into `clean` from latent frame `first` on."""
    _check_size(latents, clean.shape)
    last = first + latents.shape[2]
    if last > clean.shape[2]:
        raise Failed(f"{last} latents were handed to a chunk of {clean.shape[2]}", "please report it")
    clean[:, :, first:last], strength[:, :, first:last] = latents, strong


def _check_held(latents: Tensor, frame: int, grid: Grid) -> None:
    last = (grid.frames - 1) * grid.stride * grid.every
    if not 0 <= frame <= last:
        raise Failed(f"a picture is to be met at frame {frame} of a chunk whose last is {last}", "please report it")
    if tuple(latents.shape[3:]) != (grid.height, grid.width):
        raise Failed("a picture was encoded for another size than the pass has", "please report it")


def _check_size(latents: Tensor, shape: Sequence[int]) -> None:
    if (latents.shape[1], *latents.shape[3:]) != (shape[1], *shape[3:]):
        told = f"latents of {list(latents.shape)} were handed to a chunk of {list(shape)}"
        raise Failed(told, "this is a fault in milimo; please report it")


def _began(start: Tensor | None, shape: Sequence[int], what: str) -> Tensor:
    if start is None:
        return torch.zeros(tuple(shape))
    if tuple(start.shape) != tuple(shape):
        raise Failed(
            f"the {what}'s latents are {list(start.shape)} where the pass has {list(shape)}", "please report it"
        )
    return start


def _packed(values: Tensor) -> Tensor:
    return pack(VideoLatents(values.float()))
