"""Shots by a tiny LTX-2 in a real process: one for all of them, and what its death costs."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pytest

from milimo_lang.ir.bodies import DecodeBody, DenoiseBody, TextBody
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.values import Size
from milimo_runtime.backends import Registry
from milimo_runtime.engines import local
from milimo_runtime.engines.starting import ONE_CORE, Process, spawned
from milimo_runtime.journal import Event
from milimo_runtime.session import open_session
from tests.runtime.execute.films import RATE, film, panels
from tests.runtime.ltx.on_shelf import put
from tests.tiny.fixtures import Kept

BOTH = Registry(
    ("milimo_runtime.backends.ltx.backend:LtxBackend", "milimo_runtime.backends.fake:FakeBackend"), announced=False
)


@pytest.fixture
def family(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "memory"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch)


def shot(slate: str, family: str) -> list[Node]:
    size = {"family": family, "size": Size(width=96, height=64), "rate": RATE, "frames": 9}
    text, latents = Input(role="text", node=f"{slate}/text"), Input(role="latents", node=f"{slate}/denoise")
    denoise = DenoiseBody(kind="chunk.denoise", seed=1, steps=20, quality="high", **size)
    return [
        Node(id=f"{slate}/text", shot=slate, body=TextBody(family=family, prompt=f"A bell in {slate}.")),
        Node(id=f"{slate}/denoise", shot=slate, body=denoise, inputs=(text,)),
        Node(id=f"{slate}/decode", shot=slate, body=DecodeBody(**size), inputs=(latents,)),
    ]


def test_two_shots_are_filmed_by_one_process_and_by_another_when_that_is_killed_in_a_pass(
    family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = film(*panels("A"))
    plan = plan.model_copy(update={"nodes": (*shot("X", family), *shot("Y", family), *plan.nodes)})
    models: list[int] = []
    killed: list[str] = []
    events: list[Event] = []

    def noted(errors: IO[bytes], environment: Mapping[str, str] = ONE_CORE) -> Process:
        process = spawned(errors, environment)
        models.extend([process.pid] if "MILIMO_DEVICE" in environment else [])
        return process

    def listen(event: Event) -> None:
        events.append(event)
        if event.event == "progress" and event.unit == "X/denoise" and not killed:
            killed.append(event.reason)
            os.kill(models[0], signal.SIGKILL)

    monkeypatch.setattr(local, "spawned", noted)
    built = open_session(tmp_path, registry=BOTH, jobs=1).build(plan, tmp_path / "film.mp4", on_event=listen)
    assert killed == ["step 1 of 20"]
    assert built.failed == ()
    begun = [event.unit for event in events if event.event == "started" and (event.unit or "")[0] in "XY"]
    again = "it may be what kills: it is made again when nothing else is left"
    assert begun == ["X/text", "Y/text", "X/denoise", "Y/denoise", "Y/decode", "X/denoise", "X/decode"], again
    assert len(models) == 2
