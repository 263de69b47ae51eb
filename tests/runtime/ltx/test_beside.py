"""Decoding beside the next pass: what waits for what, and what memory that runs out, or a wrong picture, makes of it.

The orders are tried on a processor with a line whose results come late, as a device's do; the last test wants a GPU.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
import torch
from torch import Tensor

from milimo_lang.ir.bodies import DecodeBody, DenoiseBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Job, Rest
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.beside import TURN, InOrder, OnStream, Pending, line_on
from milimo_runtime.backends.ltx.files import Made, save_encoded, save_made
from milimo_runtime.backends.ltx.grid import grid_of
from milimo_runtime.backends.ltx.latents import AudioLatents
from milimo_runtime.backends.ltx.models import Model, forget, model_of
from tests.conftest import PATIENCE
from tests.runtime.execute.films import RATE
from tests.runtime.ltx.models import words
from tests.runtime.ltx.on_shelf import latents, put
from tests.tiny.fixtures import Kept

T = TypeVar("T")
SHAPE: dict[str, Any] = {"family": "ltx-2.5", "size": Size(width=96, height=64), "rate": RATE, "frames": 9}
GARBAGE = 77


class Late:
    """A line whose work is done when `deliver` is called: until then there is garbage in what it found."""

    beside = True

    def __init__(self) -> None:
        self._delivered = threading.Event()
        self._true: list[tuple[Tensor, Tensor]] = []
        self.read: list[Tensor] = []

    def issue(self, work: Callable[[], T], reads: Iterable[Tensor] = ()) -> Pending[T]:
        found = work()
        self.read += reads
        for part in found:  # type: ignore[attr-defined]
            if part is not None:
                self._true.append((part, part.clone()))
                part.fill_(GARBAGE)
        return Pending(found, lambda: self._delivered.wait(PATIENCE) and None)

    def deliver(self) -> None:
        for part, true in self._true:
            part.copy_(true)
        self._delivered.set()

    settle = deliver


@dataclass
class Floor:
    """One chunk to decode, and one to film; what was told of each unit."""

    folder: Path
    model: Model
    told: list[str] = field(default_factory=list)

    def begin(self, body: DecodeBody | DenoiseBody, name: str) -> Rest | None:
        files = {"latents": self.folder / "latents", "text": self.folder / "text"}
        if isinstance(body, DecodeBody):
            del files["text"]
        (self.folder / name).mkdir()
        outputs = {output: self.folder / name / output for output in body.outputs}
        return LtxBackend().make(Job(body, files, outputs, warn=self.told.append))

    def decode(self, name: str) -> Rest:
        rest = self.begin(DecodeBody(**SHAPE), name)
        assert rest is not None
        return rest

    def film(self, name: str) -> bytes:
        assert self.begin(DenoiseBody(kind="chunk.refine", seed=1, **SHAPE), name) is None
        return (self.folder / name / "latents").read_bytes()

    def made(self, name: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / name).iterdir()}


@pytest.fixture
def floor(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Floor:
    forget()
    model = model_of(put(tiny_ltx("2.5"), tmp_path / "shelf", "2.5", monkeypatch))
    here = grid_of(model.component("transformer"), SHAPE["size"], 9, RATE)
    save_made(tmp_path / "latents", Made(latents().video, AudioLatents(torch.randn(1, here.sound, 8))))
    save_encoded(tmp_path / "text", words(model))
    return Floor(tmp_path, model)


@pytest.fixture
def late(floor: Floor) -> Late:
    """The line on which the floor decodes, after a chunk was decoded and filmed in order."""
    floor.decode("plain")()
    floor.film("plain pass")
    floor.model.line = Late()
    return floor.model.line


def started(rest: Rest) -> threading.Thread:
    thread = threading.Thread(target=rest)
    thread.start()
    return thread


def ended(thread: threading.Thread) -> None:
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_pass_is_made_while_pictures_are_decoded_and_both_are_what_they_are_in_order(
    floor: Floor, late: Late
) -> None:
    rest = floor.decode("beside")
    writing = started(rest)
    assert floor.film("pass") == (floor.folder / "plain pass" / "latents").read_bytes()
    assert writing.is_alive(), "what is not decoded is not written"
    assert floor.made("beside") == {}
    late.deliver()
    ended(writing)
    assert floor.made("beside") == floor.made("plain")
    assert floor.told == []
    kept = {id(value) for value in floor.model.component("vae").parameters()}
    assert kept <= {id(value) for value in late.read}, "what is read is kept while it is"


def test_where_memory_runs_out_for_decoding_it_is_done_in_order_from_then_on(floor: Floor, late: Late) -> None:
    calls = failing(floor.model.component("vae").decoder, 1)
    rest = floor.decode("beside")
    assert floor.told == [
        "memory ran out: pictures are decoded one after the other with passes from now on",
    ]
    assert isinstance(floor.model.line, InOrder)
    assert len(calls) == 2
    rest()
    assert floor.made("beside") == floor.made("plain")


def test_where_memory_runs_out_for_a_pass_what_is_decoded_is_waited_for(floor: Floor, late: Late) -> None:
    rest = floor.decode("beside")
    failing(floor.model.component("transformer"), 1)
    assert floor.film("pass") == (floor.folder / "plain pass" / "latents").read_bytes()
    assert [told.partition(": ")[2] for told in floor.told] == [
        "pictures are decoded one after the other with passes from now on"
    ]
    assert isinstance(floor.model.line, InOrder)
    rest()
    assert floor.made("beside") == floor.made("plain")


def test_wrong_pictures_are_decoded_once_more_when_it_is_their_turn(floor: Floor, late: Late) -> None:
    calls: list[int] = []

    def hook(_: Any, __: Any, made: Tensor) -> Tensor | None:
        calls.append(1)
        return torch.full_like(made, float("nan")) if len(calls) == 1 else None

    floor.model.component("vae").decoder.register_forward_hook(hook)
    rest = floor.decode("beside")
    late.deliver()
    with TURN:
        writing = started(rest)
        writing.join(0.2)
        assert writing.is_alive(), "a pass is being made"
        assert floor.made("beside") == {}
    ended(writing)
    assert floor.told == ["the pictures came out broken, and are decoded once more in float32"]
    assert floor.made("beside") == floor.made("plain")


def failing(part: Any, times: int) -> list[int]:
    """Memory runs out for `part` the first `times` times that it is called."""
    calls: list[int] = []

    def hook(_: Any, __: Any) -> None:
        calls.append(1)
        if len(calls) <= times:
            raise torch.OutOfMemoryError("CUDA out of memory.")

    part.register_forward_pre_hook(hook)
    return calls


def test_on_a_processor_nothing_goes_on_beside_anything() -> None:
    line = line_on(torch.device("cpu"), beside=True)
    assert isinstance(line, InOrder)
    assert line.issue(lambda: 3).result == 3


@pytest.mark.skipif(not torch.cuda.is_available(), reason="a stream of its own wants a GPU")
def test_on_a_gpu_what_is_read_outlasts_its_owner_and_what_is_found_is_waited_for() -> None:
    device = torch.device("cuda")
    line, here = OnStream(device), torch.empty((2048, 2048), pin_memory=True)
    factors = [torch.randn(2048, 2048, device=device) / 45]

    def product() -> Tensor:
        found = factors[0]
        for _ in range(200):
            found = found @ factors[0]
        return found

    expected = product().cpu()
    pending = line.issue(lambda: here.copy_(product(), non_blocking=True), factors)
    factors.clear()
    spoilt = [torch.full((2048, 2048), float("nan"), device=device) for _ in range(8)]
    assert torch.equal(pending.result, expected)
    assert len(spoilt) == 8
