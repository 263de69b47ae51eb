"""A backend for tests: makes every kind of node at once, out of bytes that tell what it was given.

It is never chosen by itself, only by a registry that names it. Words in square brackets anywhere in a body's
text make it misbehave, so that the rest can be tried against real processes that are slow, fail or die:

    [sleep 0.5]        takes half a second, reporting as it goes     [fail]        raises `Failed`
    [wait PATH]        waits until the file PATH is there            [break]       raises ValueError
    [die]              kills its own process                         [lazy]        writes nothing
    [die once PATH]    kills its own process unless PATH is there, having created it
    [disk]             the disk is full                              [touch PATH]  appends a line to PATH
    [blank]            comes out the same whatever else is asked     [warn WORDS]  warns, and goes on
    [note NAME PATH]   appends the environment's NAME to PATH        [show]        shows a picture of what it makes
    [beside PATH]      needs no device any more, and waits until the file PATH is there
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import signal
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import get_args

from milimo_lang.ir.bodies import AnyBody, Body
from milimo_runtime.backend import Failed, Job, Progress, Rest

_FAULT = re.compile(r"\[(sleep|wait|fail|break|die once|die|lazy|disk|touch|blank|beside|warn|note|show) ?([^\]]*)\]")


def _every_kind() -> dict[str, int]:
    union = get_args(AnyBody)[0]
    kinds = {kind: 1 for body in get_args(union) for kind in get_args(body.model_fields["kind"].annotation)}
    del kinds["take.kept"]  # which nothing makes
    return kinds


class FakeBackend:
    """Makes each output of any node: a JSON line of what it was given, then some 4 kB that follow from it."""

    name = "fake"
    kinds: Mapping[str, int] = _every_kind()

    def identity(self, _body: AnyBody) -> str:
        return ""

    def available(self) -> str | None:
        return None

    def make(self, job: Job) -> Rest | None:
        said = json.dumps(job.body.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        for what, argument in _FAULT.findall(said):
            if what == "lazy":
                return None
            if what == "beside":
                return partial(_written_after, job, argument)
            if what == "blank":
                for path in job.outputs.values():
                    path.write_bytes(b"blank\n")
                return None
            _FAULTS[what](job, argument)
        _write(job)
        return None


def _written_after(job: Job, path: str) -> None:
    _wait(job, path)
    _write(job)


def _write(job: Job) -> None:
    for name, path in job.outputs.items():
        path.write_bytes(content(job.body, {role: p.read_bytes() for role, p in job.inputs.items()}, name))


def content(body: Body, inputs: Mapping[str, bytes], output: str) -> bytes:
    """The bytes of the output `output` of a node with `body` and the contents of its `inputs` by role."""
    given = {role: hashlib.sha256(data).hexdigest() for role, data in inputs.items()}
    line = json.dumps([output, given, body.model_dump(mode="json")], sort_keys=True) + "\n"
    return line.encode() + hashlib.shake_256(line.encode()).digest(4096)


def _sleep(job: Job, seconds: str) -> None:
    started = time.monotonic()
    while (gone := time.monotonic() - started) < float(seconds):
        job.report(Progress(gone / float(seconds), "sleeping"))
        time.sleep(0.005)


def _wait(job: Job, path: str) -> None:
    while not Path(path).exists():
        job.report(Progress(0.5, "waiting"))
        time.sleep(0.005)


def _fail(_job: Job, _argument: str) -> None:
    raise Failed("the fake was told to fail", "take the word out")


def _break(_job: Job, _argument: str) -> None:
    raise ValueError("the fake was told to break")


def _die(_job: Job, _argument: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once(job: Job, path: str) -> None:
    if not Path(path).exists():
        Path(path).touch()
        _die(job, "")


def _disk(_job: Job, _argument: str) -> None:
    raise OSError(errno.ENOSPC, "no space left on device")


def _touch(_job: Job, path: str) -> None:
    with open(path, "a") as file:
        file.write("made\n")


def _note(_job: Job, argument: str) -> None:
    name, path = argument.split(" ", 1)
    with open(path, "a") as file:
        file.write(os.environ.get(name, "") + "\n")


def _show(job: Job, _argument: str) -> None:
    preview = next(iter(job.outputs.values())).with_name("preview.jpg")
    preview.write_bytes(b"a picture")
    job.report(Progress(0.5, "showing", preview))


def _warn(job: Job, words: str) -> None:
    job.warn(words)


_FAULTS: dict[str, Callable[[Job, str], None]] = {
    "sleep": _sleep,
    "wait": _wait,
    "fail": _fail,
    "break": _break,
    "die": _die,
    "die once": _die_once,
    "disk": _disk,
    "touch": _touch,
    "warn": _warn,
    "note": _note,
    "show": _show,
}
