"""A unit on its device: room is made for it, and what can be done is done where memory runs out all the same."""

from __future__ import annotations

from functools import partial

from milimo_runtime.backend import Job, Rest
from milimo_runtime.backends.ltx import nodes
from milimo_runtime.backends.ltx.cuts import LARGEST
from milimo_runtime.backends.ltx.demands import reads, working
from milimo_runtime.backends.ltx.memory import rungs_of, within_memory
from milimo_runtime.backends.ltx.models import model_of


def make(job: Job) -> Rest | None:
    """Write the outputs of `job`, or return what is left to do on this side."""
    body = job.body
    model = model_of(str(getattr(body, "family")))  # noqa: B009 (a body is one of many)
    model.residents.begin(reads(body, model.located), working(body, model.options.precision, LARGEST[model.tiles]))
    return within_memory(partial(nodes.make, job), rungs_of(model, body), model.device, job.warn)
