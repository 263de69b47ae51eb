"""One pass over one chunk: tokens in, latents out, by the library's denoiser and our own step.

The library's loop block makes the passes of a step and combines them (`LTX2LoopDenoiser`); the step after it is ours,
because the library's cannot keep given sound, and its ancestral sampler is neither reproducible nor leaves what was
handed over as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import torch
from diffusers.modular_pipelines.ltx2.denoise import LTX2LoopDenoiser
from diffusers.modular_pipelines.modular_pipeline import BlockState
from torch import Tensor

from milimo_runtime.backends.ltx.attention import Mask
from milimo_runtime.backends.ltx.files import Encoded, Made
from milimo_runtime.backends.ltx.grid import Grid
from milimo_runtime.backends.ltx.latents import AudioLatents, Packed, VideoLatents, unpack
from milimo_runtime.backends.ltx.recipes import Recipe
from milimo_runtime.backends.ltx.tokens import Given, Tokens, generator, sound_tokens, video_tokens
from milimo_runtime.backends.ltx.versions import Version

_ANCESTRAL_SEED = 10_000
"""Added to the seed for the noise of an ancestral sampler, as Lightricks' own pipelines do."""

Step = Callable[[int, int, Callable[[], VideoLatents]], None]
"""Called after step n of m with what the picture looks like to come out as; may raise to stop the pass."""


@dataclass(frozen=True)
class Pass:
    """What is run: a `recipe` over `grid` under `seed`. `audio`: the sound is kept; a silent model makes it as well."""

    recipe: Recipe
    grid: Grid
    seed: int
    audio: bool = True


@torch.no_grad()
def denoise(
    transformer: Any, version: Version, run: Pass, encoded: Encoded, given: Given, on_step: Step | None = None
) -> Made:
    """Make a chunk's latents. What is wholly given comes out `torch.equal` to what went in.

    Raises what `on_step` raises; nothing is left behind on `transformer`.
    """
    device, dtype = encoded.video.device, encoded.video.dtype
    sigmas = run.recipe.sigmas
    first = float(sigmas[0])
    picture = video_tokens(transformer, run.grid, given, run.seed, first, device)
    sound = sound_tokens(transformer, run.grid, given, run.seed, first, device)
    noises, noises_of_sound = _noises(run, "picture"), _noises(run, "sound")
    loop = _Loop(transformer, version, run, encoded, picture, sound, dtype)
    x, a = picture.values, sound.values
    for i in range(run.recipe.steps):
        x0, a0 = loop.predict(i, x, a)
        now, after = float(sigmas[i]), float(sigmas[i + 1])
        x = stepped(x, x0, picture, now, after, noises)
        a = stepped(a, a0, sound, now, after, noises_of_sound)
        if on_step is not None:
            on_step(i + 1, run.recipe.steps, lambda x0=x0: _whole(x0, picture, run.grid))  # type: ignore[misc]
    audio = AudioLatents(a.float().cpu()) if run.audio else None
    return Made(VideoLatents(_whole(x, picture, run.grid).values.cpu()), audio)


@dataclass(frozen=True)
class Noises:
    """What an ancestral sampler draws its noise from: `base` for the tokens that are made, `added` for those after."""

    base: torch.Generator
    added: torch.Generator

    def like(self, x: Tensor, base: int) -> Tensor:
        """Noise for the tokens `x` [1, S, C], of which the first `base` are made, as one step draws it."""
        _, count, channels = x.shape
        parts = ((base, self.base), (count - base, self.added))
        drawn = [torch.randn((1, n, channels), generator=one, dtype=torch.float32) for n, one in parts]
        return torch.cat(drawn, 1).to(x.device)


def _noises(run: Pass, what: str) -> Noises | None:
    if not run.recipe.ancestral:
        return None
    seed = run.seed + _ANCESTRAL_SEED
    return Noises(generator(seed, f"steps/{what}"), generator(seed, f"steps/{what}/added"))


def stepped(x: Tensor, x0: Tensor, tokens: Tokens, now: float, after: float, noises: Noises | None) -> Tensor:
    """One step of the sampler from sigma `now` to `after`, towards `x0` and what is given.

    The library takes as much noise off every token when it predicts `x0`. On one that is given in part less of it lies:
    only that is taken off, as in Lightricks' own code, or the noise would come out below none.
    """
    strength = tokens.strength
    x0 = x0 * (1 - strength) + x * strength
    x0 = x0 * (1 - strength) + tokens.clean * strength
    if noises is None or after == 0.0:
        return x + (x - x0) / now * (after - now)
    drawn = noises.like(x, tokens.base)
    return torch.where(strength == 1, tokens.clean, _ancestral(x, x0, 1 - strength, now, after, drawn))


def _ancestral(x: Tensor, x0: Tensor, part: Tensor, now: float, after: float, drawn: Tensor) -> Tensor:
    """Euler ancestral with eta 1 for rectified flow: down below `after`, and the noise `drawn` back up to it.

    On each token lies its `part` of the noise.
    """
    ratio = (after / now) ** 2
    down, level = part * after * (after / now), part * after
    kept = (1 - level) / (1 - down)
    again = (level**2 - (down * kept) ** 2).clamp(min=0.0).sqrt()
    found: Tensor = kept * (ratio * x + (1 - ratio) * x0) + again * drawn
    return found


def _whole(x: Tensor, tokens: Tokens, grid: Grid) -> VideoLatents:
    """The generated tokens as latents; keyframes and references after them are dropped."""
    return unpack(Packed(x[:, : tokens.base].float()), grid.frames, grid.height, grid.width)


class _Loop:
    """The library's denoiser, given what it reads by name."""

    def __init__(
        self,
        transformer: Any,
        version: Version,
        run: Pass,
        encoded: Encoded,
        picture: Tokens,
        sound: Tokens,
        dtype: torch.dtype,
    ) -> None:
        self._picture, self._sound, self._run, self._dtype = picture, sound, run, dtype
        self._block = LTX2LoopDenoiser()
        weights, heads = picture.attention, transformer.config.num_attention_heads
        self._mask = None if weights is None else Mask(weights, heads, dtype)
        self._scale = float(transformer.config.timestep_scale_multiplier)
        sigmas = SimpleNamespace(sigmas=run.recipe.sigmas.to(picture.values.device))
        self._components = SimpleNamespace(
            transformer=_Timed(transformer),
            scheduler=sigmas,
            guider=run.recipe.picture,
            audio_guider=run.recipe.sound,
            vae_temporal_compression_ratio=run.grid.stride,
            vae_spatial_compression_ratio=run.grid.ratio,
        )
        grid = run.grid
        self._known = {
            "audio_scheduler": sigmas,
            "num_inference_steps": run.recipe.steps,
            "height": grid.height * grid.ratio,
            "width": grid.width * grid.ratio,
            "num_frames": (grid.frames - 1) * grid.stride + 1,
            "frame_rate": grid.own_rate,
            "motion_speed": 1.0,
            "use_cross_timestep": version.cross_timestep,
            "attention_kwargs": None,
            "dtype": dtype,
            **_texts(encoded),
        }

    def predict(self, i: int, x: Tensor, a: Tensor) -> tuple[Tensor, Tensor]:
        """What picture and sound look like to come out as, seen from step `i`: x0 of every token."""
        sigma = self._run.recipe.sigmas[i].to(x.device) * self._scale
        timestep = sigma.expand(1)
        sound_time = (sigma * (1 - self._sound.strength[..., 0])) if bool(self._sound.strength.any()) else None
        self._components.transformer.sound_time = sound_time
        fields: dict[str, Any] = {
            "audio_num_frames": self._run.grid.sound,
            "video_coords": self._picture.coords,
            "audio_coords": self._sound.coords,
        }
        if self._sound.given:
            fields["audio_sigma"] = torch.zeros_like(timestep)
        if self._mask is not None:
            fields["video_self_attention_mask"] = self._mask
        state = BlockState(
            latents=x,
            audio_latents=a,
            latent_model_input=x.to(self._dtype),
            audio_latent_model_input=a.to(self._dtype),
            video_timestep=sigma * (1 - self._picture.strength[..., 0]),
            audio_timestep=timestep,
            denoiser_input_fields=fields,
            **self._known,
        )
        _, state = self._block(self._components, state, i, timestep[0])
        return state.noise_pred_video, state.noise_pred_audio


class _Timed:
    """The transformer, told each sound token's own noise where the library tells it one for all."""

    def __init__(self, transformer: Any) -> None:
        self._transformer = transformer
        self.sound_time: Tensor | None = None

    def __call__(self, **given: Any) -> Any:
        if self.sound_time is not None:
            given["audio_timestep"] = self.sound_time
        return self._transformer(**given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transformer, name)


def _texts(encoded: Encoded) -> dict[str, Tensor | None]:
    """The prompt under the names the library reads; without a negative one the prompt is given twice."""
    names = ("connector_prompt_embeds", "connector_audio_prompt_embeds", "connector_attention_mask")
    told = (encoded.video, encoded.audio, encoded.mask)
    against = encoded.negative or told
    return {**dict(zip(names, told, strict=True)), **{f"negative_{n}": v for n, v in zip(names, against, strict=True)}}
