"""A unit on its device: room is made for it, and what can be done is done where memory runs out all the same."""

from __future__ import annotations

from functools import partial

from milimo_lang.ir.bodies import DenoiseBody, RetakeBody
from milimo_runtime.backend import Job, Rest
from milimo_runtime.backends.ltx import nodes
from milimo_runtime.backends.ltx.beside import TURN
from milimo_runtime.backends.ltx.choice import choice
from milimo_runtime.backends.ltx.cuts import LARGEST
from milimo_runtime.backends.ltx.demands import reads, working
from milimo_runtime.backends.ltx.loras import lacking
from milimo_runtime.backends.ltx.memory import rungs_of, within_memory
from milimo_runtime.backends.ltx.models import Model, model_of
from milimo_runtime.weights.catalog import DISTILLED_LORA


def make(job: Job) -> Rest | None:
    """Write the outputs of `job`, or return what is left to do: on this side, or when the device has decoded."""
    with TURN:
        return _make(job)


def _make(job: Job) -> Rest | None:
    body = job.body
    model = model_of(str(getattr(body, "family")))  # noqa: B009 (a body is one of many)
    model.require_fit()
    components = [name for name in reads(body, model.located) if name != DISTILLED_LORA]
    beside = working(body, model.options.precision, LARGEST[model.tiles])
    model.residents.begin(components, beside, partial(_adapters, job, model))
    return within_memory(partial(nodes.make, job), rungs_of(model, body), model.device, job.warn)


def _adapters(job: Job, model: Model) -> int:
    """Bytes of the LoRAs, the model's own and the film's, that the pass still lays over its transformer."""
    body = job.body
    if not isinstance(body, DenoiseBody | RetakeBody):
        return 0
    chosen = choice(model.located, body)
    files = [job.inputs[lora.role] for lora in body.loras] + ([model.distilling] if chosen.lora else [])
    return lacking(model.residents.loaded(chosen.component), files, model.options.precision)
