"""Trains the video VAE on clips of the little world, and keeps it with the statistics of its latents."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderKLLTX2Video
from torch import Tensor

from milimo_small import parts, world
from milimo_small.learner import Learner, cast, working_type
from milimo_small.pace import Clock, Every, Say, Variant, choose
from milimo_small.saving import save

RATE = 5e-4
WARM_UP = 200


@dataclass(frozen=True)
class Course:
    """What a training sees: batches of `clips`, whose frames, height and width go round."""

    size: parts.Size
    clips: int
    shapes: tuple[tuple[int, int, int], ...]
    steps: int | None = None


COURSE = Course(parts.SMALL, 12, ((17, 96, 160), (25, 96, 160), (33, 64, 112)))
REHEARSAL = Course(parts.REHEARSAL, 1, ((9, 32, 48),), steps=2)


@dataclass
class _Training:
    course: Course
    device: torch.device
    chance: torch.Generator
    vae: AutoencoderKLLTX2Video
    learner: Learner
    dtype: torch.dtype


def train(course: Course, clock: Clock, out: Path, device: torch.device, say: Say) -> None:
    """Writes the averaged VAE to `out` every two minutes and at the end."""
    torch.manual_seed(0)
    dtype = working_type(device)
    vae = parts.video_vae(course.size).to(device).train()
    cast(vae, dtype)
    learner = Learner(vae, betas=(0.9, 0.99), decay=1e-4, longest=0.999)
    training = _Training(course, device, torch.Generator(device).manual_seed(1), vae, learner, dtype)
    if device.type == "cuda":
        _find_pace(training, say)
    telling, keeping = Every(10, clock), Every(120, clock)
    told = (0, clock.spent())
    while clock.share() < 1 and learner.steps != course.steps:
        rate = _rate(learner.steps, clock.share())
        film, _ = _clips(training)
        measures = _losses(training, film)
        learner.step(rate)
        if telling.due() or learner.steps == course.steps:
            pace = (learner.steps - told[0]) / (clock.spent() - told[1])
            told = (learner.steps, clock.spent())
            say(f"{told[1]:.0f} s, step {learner.steps}: {_sentence(measures)}, rate {rate:.1e}, {pace:.1f} steps/s")
        if keeping.due():
            keep(training, out, say, batches=4)
    keep(training, out, say, batches=12)


def _clips(training: _Training) -> tuple[Tensor, list[str]]:
    shapes = training.course.shapes
    frames, height, width = shapes[training.learner.steps % len(shapes)]
    with torch.no_grad():
        return world.clips(training.course.clips, frames, height, width, training.device, training.chance)


def _losses(training: _Training, film: Tensor) -> dict[str, Tensor]:
    """One way there and back; what went wrong, after its gradients are there."""
    posterior = training.vae.encode(film.to(training.dtype)).latent_dist
    error = training.vae.decode(posterior.sample(), return_dict=False)[0].float() - film
    mean, log_variance = posterior.mean.float(), posterior.logvar.float()
    spread = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).mean()
    square, plain, edges = error.square().mean(), error.abs().mean(), _edges(error)
    change = (error[:, :, 1:] - error[:, :, :-1]).abs().mean()
    (plain + 0.5 * square + edges + 0.5 * change + 2e-5 * spread).backward()
    return {"l1": plain.detach(), "edges": edges.detach(), "kl": spread.detach(), "square": square.detach()}


def _edges(error: Tensor) -> Tensor:
    """Mean error of the differences between neighbouring pixels, across and down."""
    across, down = error[..., 1:] - error[..., :-1], error[..., 1:, :] - error[..., :-1, :]
    return (across.abs().sum() + down.abs().sum()) / (across.numel() + down.numel())


def _sentence(measures: dict[str, Tensor]) -> str:
    figures = {name: value.item() for name, value in measures.items()}
    square = figures.pop("square")
    return ", ".join(f"{name} {value:.4f}" for name, value in figures.items()) + f", PSNR {_psnr(square):.2f} dB"


def _psnr(square: float) -> float:
    """Of a mean squared error on a range of 2."""
    return -10 * math.log10(square / 4 + 1e-12)


def _rate(step: int, share: float) -> float:
    """Rises over the first steps, then falls along a cosine to a fiftieth at the end of the time."""
    return RATE * min(1.0, (step + 1) / WARM_UP) * (0.49 * (1 + math.cos(math.pi * share)) + 0.02)


def _find_pace(training: _Training, say: Say) -> None:
    """Tries convolutions chosen by timing; compiled blocks and channels last were slower on an H200."""
    film, _ = _clips(training)

    def work() -> None:
        _losses(training, film)
        training.learner.forget()

    choose([_timed_convolutions()], work, say)


def _timed_convolutions() -> Variant:
    def timed(yes: bool) -> Callable[[], None]:
        def put() -> None:
            torch.backends.cudnn.benchmark_limit = 4
            torch.backends.cudnn.benchmark = yes

        return put

    return Variant("convolutions chosen by timing", timed(True), timed(False), limit=60.0)


@torch.no_grad()
def keep(training: _Training, out: Path, say: Say, batches: int) -> None:
    """Saves the averaged VAE with the statistics of its latents over `batches` batches, and tells its PSNR."""
    finished = training.learner.averaged(torch.float32)
    assert isinstance(finished, AutoencoderKLLTX2Video)
    frames, height, width = max(training.course.shapes)
    totals, squares, errors, count = torch.zeros(()), torch.zeros(()), [], 0
    for _ in range(batches):
        film, _ = world.clips(min(8, training.course.clips), frames, height, width, training.device, training.chance)
        latents = finished.encode(film).latent_dist.mode()
        totals, squares = totals + _sum(latents.cpu()), squares + _sum(latents.cpu() ** 2)
        count += latents.numel() // latents.shape[1]
        errors.append((finished.decode(latents, return_dict=False)[0].clamp(-1, 1) - film).square().mean())
    mean = totals / count
    deviation = (squares / count - mean**2).sqrt()
    finished.latents_mean.copy_(mean)
    finished.latents_std.copy_(deviation)
    psnr = _psnr(torch.stack(errors).mean().item())
    save(finished, out)
    low, high = deviation.min().item(), deviation.max().item()
    say(f"kept {out} after {training.learner.steps} steps: PSNR {psnr:.2f} dB, deviation {low:.2f} to {high:.2f}")


def _sum(latents: Tensor) -> Tensor:
    """Over all but the channels."""
    return latents.double().sum((0, 2, 3, 4))
