"""Trains text encoder, connectors and transformer together on the little world, with a finished VAE.

What is kept is a whole pipeline folder: `LTX2ConditionPipeline.from_pretrained` films with it.
"""

import itertools
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKLLTX2Video, LTX2ConditionPipeline, LTX2VideoTransformer3DModel
from diffusers.pipelines.ltx2 import LTX2TextConnectors
from torch import Tensor, nn
from transformers import Gemma3ForConditionalGeneration

from milimo_small import parts, world
from milimo_small.conditioning import KEYFRAMES, Tokens, noise_levels, tokens
from milimo_small.learner import Learner, cast, compiled, uncompiled, working_type
from milimo_small.pace import Clock, Every, Say, Variant, choose
from milimo_small.pool import Batch, Format, Pool, Studio
from milimo_small.saving import LARGEST, replace

RATE = 1e-3
WARM_UP = 300
UNTOLD = 0.12
"""How often a sentence is left out, so that guidance has something to compare with."""

SOUND_WEIGHT = 0.05
COMPILE_WITHIN = 130.0


@dataclass(frozen=True)
class Course:
    """What a training sees."""

    size: parts.Size
    formats: tuple[Format, ...]
    steps: int | None = None


COURSE = Course(
    parts.SMALL,
    (
        Format(33, 96, 160, clips=48, share=0.30),
        Format(49, 96, 160, clips=36, share=0.20),
        Format(65, 96, 160, clips=28, share=0.12),
        Format(41, 96, 192, clips=33, share=0.08),
        Format(25, 96, 160, clips=56, share=0.06),
        Format(65, 64, 112, clips=56, share=0.12),
        Format(33, 64, 112, clips=72, share=0.12),
    ),
)
REHEARSAL = Course(parts.REHEARSAL, (Format(9, 32, 48, clips=2, share=0.5), Format(17, 32, 32, 2, 0.5)), steps=2)


class Network(nn.Module):
    """The three that learn together."""

    def __init__(
        self,
        text_encoder: Gemma3ForConditionalGeneration,
        connectors: LTX2TextConnectors,
        transformer: LTX2VideoTransformer3DModel,
    ) -> None:
        super().__init__()
        self.text_encoder, self.connectors, self.transformer = text_encoder, connectors, transformer

    def forward(self, noisy: "Noisy") -> tuple[Tensor, Tensor]:
        """The velocities of picture [n, N, 32] and sound [n, A, 64]."""
        told, told_sound, reads = self.told(noisy.words, noisy.reads)
        return self.transformer(
            hidden_states=noisy.picture,
            audio_hidden_states=noisy.sound,
            encoder_hidden_states=told,
            audio_encoder_hidden_states=told_sound,
            timestep=noisy.level * 1000,
            audio_timestep=noisy.sound_level * 1000,
            sigma=noisy.sound_level * 1000,
            audio_sigma=noisy.sound_level * 1000,
            encoder_attention_mask=reads,
            audio_encoder_attention_mask=reads,
            fps=world.FPS,
            video_coords=noisy.coordinates,
            audio_coords=noisy.sound_coordinates,
            audio_num_frames=noisy.sound.shape[1],
            return_dict=False,
        )

    def told(self, words: Tensor, reads: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What picture and sound attend to, from tokens [n, T]: the states of all layers, as the pipelines take them"""
        sees = _sees(reads)
        states = self.text_encoder.model(
            input_ids=words,
            attention_mask={"full_attention": sees, "sliding_attention": sees},
            output_hidden_states=True,
            use_cache=False,
        ).hidden_states
        return self.connectors(torch.stack(states, -1).flatten(2, 3), reads.long(), padding_side="left")


def _sees(reads: Tensor) -> Tensor:
    """[n, 1, T, T]: a token sees those before it that are no padding, and itself. Made here, so that nothing waits."""
    length = reads.shape[1]
    before = torch.ones(length, length, dtype=torch.bool, device=reads.device).tril()
    itself = torch.eye(length, dtype=torch.bool, device=reads.device)
    return ((before & reads[:, None]) | itself)[:, None]


@dataclass(frozen=True)
class Noisy:
    """What the network gets: noisy picture and sound tokens, their noise levels and coordinates, and the words."""

    picture: Tensor
    level: Tensor  # [n, N]
    coordinates: Tensor
    sound: Tensor
    sound_level: Tensor  # [n]
    sound_coordinates: Tensor
    words: Tensor
    reads: Tensor


@dataclass
class _Training:
    course: Course
    device: torch.device
    chance: torch.Generator
    network: Network
    learner: Learner
    studio: Studio
    pools: list[Pool]
    dtype: torch.dtype
    untold: tuple[Tensor, Tensor]


def train(
    course: Course, clock: Clock, vae: Path, out: Path, resume: Path | None, device: torch.device, say: Say
) -> None:
    """Writes the whole pipeline to `out` every two minutes and at the end; `resume` is such a folder to go on from."""
    training = _begin(course, vae, resume, device)
    learner = training.learner
    if device.type == "cuda":
        _find_pace(training, clock, say)
    order = _order(course.formats)
    telling, keeping = Every(10, clock), Every(120, clock)
    told, losses = (0, clock.spent()), torch.zeros(2, device=device)
    while clock.share() < 1 and learner.steps != course.steps:
        pool = training.pools[order[learner.steps % len(order)]]
        rate = _rate(learner.steps, clock.share())
        loss = _losses(training, pool.batch(), KEYFRAMES[learner.steps // 3 % len(KEYFRAMES)])
        learner.step(rate)
        losses += torch.stack([loss, torch.ones_like(loss)])
        if telling.due() or learner.steps == course.steps:
            pace, mean = (learner.steps - told[0]) / (clock.spent() - told[1]), (losses[0] / losses[1]).item()
            told, losses = (learner.steps, clock.spent()), torch.zeros_like(losses)
            say(f"{told[1]:.0f} s, step {told[0]}: loss {mean:.4f}, rate {rate:.1e}, {pace:.1f} steps/s")
        if keeping.due():
            _keep(training, out, say)
    _keep(training, out, say)


def _begin(course: Course, vae: Path, resume: Path | None, device: torch.device) -> _Training:
    torch.manual_seed(0)
    dtype = working_type(device)
    frozen = AutoencoderKLLTX2Video.from_pretrained(vae, torch_dtype=dtype).to(device).eval().requires_grad_(False)
    network = _network(course.size, resume).to(device)
    cast(network, dtype)
    chance = torch.Generator(device).manual_seed(100 if resume is None else 101)
    studio = Studio(frozen, parts.tokenizer(), chance, device)
    pools = [Pool(form, studio, again=1) for form in course.formats]
    learner = Learner(network, betas=(0.9, 0.98), decay=0.01, longest=0.9995)
    return _Training(course, device, chance, network, learner, studio, pools, dtype, studio.read([""]))


def _network(size: parts.Size, resume: Path | None) -> Network:
    if resume is None:
        return Network(parts.text_encoder(), parts.connectors(), parts.transformer(size))
    text_encoder = Gemma3ForConditionalGeneration.from_pretrained(resume / "text_encoder", dtype=torch.float32).eval()
    text_encoder.model.vision_tower.requires_grad_(False)
    text_encoder.model.multi_modal_projector.requires_grad_(False)
    return Network(
        text_encoder,
        LTX2TextConnectors.from_pretrained(resume / "connectors"),
        LTX2VideoTransformer3DModel.from_pretrained(resume / "transformer"),
    )


def _order(formats: Sequence[Format], turns: int = 50) -> list[int]:
    """Which format each of `turns` steps takes, each as often as its share and spread evenly."""
    places = [(k + 0.5) / count for form in formats for count in [round(form.share * turns)] for k in range(count)]
    which = [i for i, form in enumerate(formats) for _ in range(round(form.share * turns))]
    return [i for _, i in sorted(zip(places, which, strict=True))]


def _losses(training: _Training, batch: Batch, keyframes: int) -> Tensor:
    """The mean squared error of the picture's velocity where it is not given, after its gradients are there."""
    rope = training.network.transformer.rope
    n, _, frames, height, width = batch.latents.shape
    own = rope.prepare_video_coords(n, frames, height, width, training.device, fps=world.FPS)
    given = tokens(batch, keyframes, own, training.chance)
    noise = torch.randn(given.clean.shape, generator=training.chance, device=training.device)
    noisy, silence = _noisy(training, batch, given, noise)
    picture, sound = training.network(noisy)
    free = (1 - given.given)[:, : given.own, None]
    wrong = (picture.float() - (noise - given.clean))[:, : given.own].square() * free
    loss = wrong.sum() / (free.sum() * given.clean.shape[2]).clamp(min=1)
    (loss + SOUND_WEIGHT * (sound.float() - silence).square().mean()).backward()
    return loss.detach()


def _noisy(training: _Training, batch: Batch, given: Tokens, noise: Tensor) -> tuple[Noisy, Tensor]:
    """The batch at a noise level for each clip, and the noise of its sound, which is silence: latents of zero."""
    n, device, chance = len(given.clean), training.device, training.chance
    sigma = noise_levels(n, device, chance)
    level = sigma[:, None] * (1 - given.given)
    picture = torch.lerp(given.clean, noise, level[..., None])
    heard = _sound_tokens(batch.latents.shape[2])
    sound = torch.randn(n, heard, 64, generator=chance, device=device)
    places = training.network.transformer.audio_rope.prepare_audio_coords(n, heard, device)
    untold = torch.rand(n, 1, generator=chance, device=device) < UNTOLD
    words = torch.where(untold, training.untold[0], batch.tokens)
    reads = torch.where(untold, training.untold[1], batch.reads)
    heard_noisy = (sound * sigma[:, None, None]).to(training.dtype)
    noisy = Noisy(picture.to(training.dtype), level, given.coordinates, heard_noisy, sigma, places, words, reads)
    return noisy, sound


def _sound_tokens(latents: int) -> int:
    """As the pipelines count them: 25 a second."""
    return round(((latents - 1) * parts.STRIDE + 1) / world.FPS * 25)


def _rate(step: int, share: float) -> float:
    """Rises over the first steps, stays until 45 % of the time are over, then falls along a cosine to a fiftieth."""
    late = max(0.0, (share - 0.45) / 0.55)
    return RATE * min(1.0, (step + 1) / WARM_UP) * (0.49 * (1 + math.cos(math.pi * late)) + 0.02)


def _find_pace(training: _Training, clock: Clock, say: Say) -> None:
    """Tries compiled blocks, if the time given makes it worth it; then how often a clip is trained on."""
    pool = training.pools[0]
    batches = itertools.cycle([pool.batch(), training.pools[-1].batch()])
    keyframes = itertools.cycle(KEYFRAMES)

    def work() -> None:
        _losses(training, next(batches), next(keyframes))
        training.learner.forget()

    blocks = [each for each in training.network.modules() if type(each).__name__ == "LTX2VideoTransformerBlock"]
    tried = [Variant("compiled blocks", lambda: compiled(blocks), lambda: uncompiled(blocks), COMPILE_WITHIN)]
    step = choose(tried if clock.seconds >= 4 * COMPILE_WITHIN else [], work, say)
    film = choose([_frozen_channels_last(training.studio.vae)], lambda: _ignore(training.studio.film(pool.form)), say)
    again = min(8, max(1, math.ceil(2 * film / step)))
    say(f"filming a batch takes {film:.3f} s, a step {step:.3f} s: every clip is trained on {again} times")
    training.pools[:] = [Pool(form, training.studio, again) for form in training.course.formats]


def _frozen_channels_last(vae: nn.Module) -> Variant:
    def laid(layout: torch.memory_format) -> None:
        for weights in vae.parameters():
            if weights.ndim == 5:
                weights.data = weights.data.contiguous(memory_format=layout)

    name = "encoding with channels last"
    return Variant(name, lambda: laid(torch.channels_last_3d), lambda: laid(torch.contiguous_format))


def _ignore(_: object) -> None:
    pass


def _keep(training: _Training, out: Path, say: Say) -> None:
    began = training.learner.steps
    finished = training.learner.averaged(torch.bfloat16).cpu()
    assert isinstance(finished, Network)
    told = {name: value for name, value in training.studio.vae.config.items() if name != "_name_or_path"}
    vae = AutoencoderKLLTX2Video.from_config(told).to(torch.bfloat16)
    vae.load_state_dict(training.studio.vae.state_dict())
    pipeline = LTX2ConditionPipeline(
        scheduler=parts.scheduler(),
        vae=vae,
        audio_vae=parts.audio_vae().to(torch.bfloat16),
        text_encoder=finished.text_encoder,
        tokenizer=training.studio.tokenizer,
        connectors=finished.connectors,
        transformer=finished.transformer,
        vocoder=parts.vocoder().to(torch.bfloat16),
    )
    replace(out, lambda folder: _write(pipeline, folder, training))
    say(f"kept {out} after {began} steps")


def _write(pipeline: Any, folder: Path, training: _Training) -> None:
    pipeline.save_pretrained(folder, max_shard_size=LARGEST)
    (folder / "milimo.json").write_text(json.dumps(_facts(training), indent=2) + "\n")


def _facts(training: _Training) -> dict[str, object]:
    return {
        "version": "small",
        "steps": training.learner.steps,
        "frame_rate": world.FPS,
        "tokens": parts.TOKENS,
        "formats": [asdict(form) for form in training.course.formats],
    }
