"""Each node by itself: its inputs read, made, and written. What is loaded stays loaded in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import torch
from torch import Tensor

from milimo_lang.ir.bodies import (
    ConditionBody,
    DecodeBody,
    DenoiseBody,
    EnhanceBody,
    ReferenceBody,
    RetakeBody,
    SoundBody,
    TextBody,
    UpsampleBody,
)
from milimo_runtime.backend import Failed, Job, Progress, Rest
from milimo_runtime.backends.ltx import conditions, decode, drift, enhance, hearing, references, retake, text, upsample
from milimo_runtime.backends.ltx.beside import TURN
from milimo_runtime.backends.ltx.choice import Choice, choice
from milimo_runtime.backends.ltx.denoise import Pass, denoise
from milimo_runtime.backends.ltx.files import (
    Encoded,
    Made,
    load_encoded,
    load_followed,
    load_held,
    load_made,
    load_sound,
    save_encoded,
    save_followed,
    save_held,
    save_made,
    save_sound,
)
from milimo_runtime.backends.ltx.grid import Grid, grid_of
from milimo_runtime.backends.ltx.handoff import Taken, taken
from milimo_runtime.backends.ltx.hosting import HOST
from milimo_runtime.backends.ltx.loras import laid_over
from milimo_runtime.backends.ltx.memory import rungs_of, within_memory
from milimo_runtime.backends.ltx.models import Model, model_of
from milimo_runtime.backends.ltx.recipes import Recipe, distilled, full, refining
from milimo_runtime.backends.ltx.steps import Steps
from milimo_runtime.backends.ltx.tokens import Given
from milimo_runtime.media.chunks import write_chunk, write_chunk_sound
from milimo_runtime.weights.precision import dtype_of

_HERE = torch.device("cpu")


def make(job: Job) -> Rest | None:
    """Write the outputs of `job`, or return what is left to do on this side."""
    match job.body:
        case EnhanceBody() as body:
            _enhance(job, body)
        case TextBody() as body:
            _text(job, body)
        case ConditionBody() as body:
            found = conditions.held(model_of(body.family), body.conditions, job.inputs, body.size, body.crop)
            save_held(job.outputs["latents"], found)
        case ReferenceBody() as body:
            followed = references.followed(model_of(body.family), body, job.inputs, _told(job, "encoding references"))
            save_followed(job.outputs["latents"], followed)
        case SoundBody() as body:
            save_sound(job.outputs["latents"], hearing.heard(model_of(body.family), body, job.inputs["sound"]))
        case DenoiseBody() as body:
            _denoise(job, body)
        case RetakeBody() as body:
            _retake(job, body)
        case UpsampleBody() as body:
            made = load_made(job.inputs["latents"], _HERE)
            made = upsample.upsample(model_of(body.family), made, body.spatial, body.temporal)
            save_made(job.outputs["latents"], made)
        case DecodeBody() as body:
            return _decode(job, body)
        case _:
            raise ValueError(f"LTX-2 does not make {job.body.kind}")
    return None


def _enhance(job: Job, body: EnhanceBody) -> None:
    before = job.inputs["before"].read_text("utf-8") if "before" in job.inputs else ""
    written = enhance.enhanced(model_of(body.family), job, body.prompt, body.seed, before)
    job.outputs["text"].write_text(written, "utf-8")


def _text(job: Job, body: TextBody) -> None:
    prompt = job.inputs["prompt"].read_text("utf-8") if body.enhanced else body.prompt
    save_encoded(job.outputs["embeddings"], text.encode(model_of(body.family), prompt, body.negative, job.warn))


def _denoise(job: Job, body: DenoiseBody) -> None:
    ready = _ready(body)
    _pass(job, body, ready, _given(job, body, ready), audio=body.audio)


def _retake(job: Job, body: RetakeBody) -> None:
    ready = _ready(body)
    start = load_made(job.inputs["latents"], _HERE)
    if body.handoff:
        start = retake.begun(start, _taken(job, body, ready.model, ready.grid))
    given = Given(
        start=start,
        kept=retake.kept_picture(body, ready.grid, job.inputs["mask"] if body.masked else None),
        kept_sound=retake.kept_sound(body, ready.grid, ready.transformer) if start.audio else None,
    )
    _pass(job, body, ready, given, audio=start.audio is not None)


@dataclass(frozen=True)
class _Ready:
    """What a pass runs on."""

    model: Model
    choice: Choice
    transformer: Any
    grid: Grid


def _ready(body: DenoiseBody | RetakeBody) -> _Ready:
    model = model_of(body.family)
    chosen = choice(model.located, body)
    transformer = model.transformer(chosen.component)
    every = body.every if isinstance(body, DenoiseBody) else 1
    return _Ready(model, chosen, transformer, grid_of(transformer, body.size, body.frames, body.rate, every))


def _pass(job: Job, body: DenoiseBody | RetakeBody, ready: _Ready, given: Given, *, audio: bool) -> None:
    model, transformer = ready.model, ready.transformer
    run = Pass(_recipe(ready, body), ready.grid, body.seed, audio)
    encoded = load_encoded(job.inputs["text"], model.device).to(dtype_of(model.precision(ready.choice.component)))
    if not model.options.masks:
        encoded = _unmasked(encoded, given, model.options.attention)
    with laid_over(transformer, body.loras, job.inputs, model.distilling if ready.choice.lora else None):
        made = denoise(transformer, model.version, run, encoded, given, Steps(job, model.colours))
    if body.handoff is not None and body.handoff.adain:
        before = load_made(job.inputs["handoff"], _HERE).video
        made = replace(made, video=drift.held(made.video, before, body.handoff.count, body.handoff.adain))
    _require_numbers(made)
    save_made(job.outputs["latents"], made)


def _unmasked(encoded: Encoded, given: Given, attention: str) -> Encoded:
    """The same for `attention` that cannot leave anything out. Raises `Failed` where something is to be left out."""
    against = encoded.negative
    masks = (encoded.mask, *((against[2],) if against is not None else ()))
    words = all(mask is None or bool((mask == 1).all()) for mask in masks)
    if not words or any(one.strength != 1.0 for one in given.followed):
        what = "what it follows has a strength of its own" if words else "its words are shorter than what is read"
        told = f"MILIMO_ATTENTION is {attention}, which attends to everything, and of this shot {what}"
        raise Failed(told, "unset it, or name one that can leave things out: native, flex or xformers")
    return replace(encoded, mask=None, negative=None if against is None else (against[0], against[1], None))


def _require_numbers(made: Made) -> None:
    """Raises `Failed` for what no later node could make pictures of, so that it is not kept."""
    values = (made.video.values, *((made.audio.values,) if made.audio is not None else ()))
    if not all(bool(part.isfinite().all()) for part in values):
        raise Failed("the pass came out as no numbers", "film it with another seed, or set MILIMO_PRECISION=float32")


def _recipe(ready: _Ready, body: DenoiseBody | RetakeBody) -> Recipe:
    """A part made again at full size runs as a first stage does: all of its noise is new."""
    model = ready.model
    if body.kind == "chunk.refine":
        return refining()
    if ready.choice.few:
        return distilled(model.version, body.steps)
    return full(model.version, model.component("scheduler"), body.steps, body.guidance)


def _given(job: Job, body: DenoiseBody, ready: _Ready) -> Given:
    inputs = job.inputs
    taken = _taken(job, body, ready.model, ready.grid) if body.handoff else Taken()
    return Given(
        handed=taken.picture,
        sound=taken.sound,
        held=load_held(inputs["conditions"], _HERE) if "conditions" in inputs else (),
        followed=load_followed(inputs["references"], _HERE) if "references" in inputs else (),
        track=load_sound(inputs["audio"], _HERE) if "audio" in inputs else None,
        start=load_made(inputs["latents"], _HERE) if "latents" in inputs else None,
    )


def _taken(job: Job, body: DenoiseBody | RetakeBody, model: Model, grid: Grid) -> Taken:
    assert body.handoff is not None
    if body.handoff.mode == "image":
        return taken(model, body.handoff, None, job.inputs["handoff"], body.size, grid)
    before = load_made(job.inputs["handoff"], _HERE)
    return taken(model, body.handoff, before, job.inputs.get("handoff/picture"), body.size, grid)


def _told(job: Job, doing: str) -> Callable[[float], None]:
    return lambda done: job.report(Progress(done, doing))


def _decode(job: Job, body: DecodeBody) -> Rest:
    model = model_of(body.family)
    made = load_made(job.inputs["latents"], _HERE)
    audio = body.audio and made.audio is not None
    begun = decode.begun(model, made, audio=audio)
    rate = decode.sample_rate(model) if audio else 0
    if model.line.beside:
        return partial(_write_when_decoded, job, body, made, begun, rate)
    return partial(_write, job, body, _pictures(job, body, made, begun), begun.waves, rate)


def _write_when_decoded(job: Job, body: DecodeBody, made: Made, begun: decode.Begun, rate: int) -> None:
    _write(job, body, _pictures(job, body, made, begun), begun.waves, rate)


def _pictures(job: Job, body: DecodeBody, made: Made, begun: decode.Begun) -> Tensor:
    """The frames; decoded once more when it is its turn, where they came out wrong."""
    frames = decode.finished(made, begun)
    if frames is not None:
        return frames
    with TURN:
        model = model_of(body.family)
        again = partial(decode.mended, model, made, begun, job.warn)
        return within_memory(again, rungs_of(model, body), model.device, job.warn)


def _write(job: Job, body: DecodeBody, frames: Tensor, waves: Tensor | None, rate: int) -> None:
    try:
        write_chunk(job.outputs["picture"], _reported(job, frames), body.size, body.rate)
    finally:
        HOST.give_back(frames)
    sound = decode.silence(body.frames, body.rate) if waves is None else (decode.sound_of(waves), rate)
    write_chunk_sound(job.outputs["sound"], *sound)


def _reported(job: Job, frames: Tensor) -> Iterator[conditions.Pixels]:
    for number, frame in enumerate(decode.brought(frames)):
        yield frame
        job.report(Progress((number + 1) / len(frames), "encoding"))
