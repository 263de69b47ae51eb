"""Memory that runs out in a real component: each rung is taken, told, and changes nothing of what is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from milimo_lang.ir.bodies import AnyBody, DecodeBody, DenoiseBody, Lora
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed, Job
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.cuts import LARGEST, cut
from milimo_runtime.backends.ltx.decode import pictures
from milimo_runtime.backends.ltx.files import Made, save_encoded, save_made
from milimo_runtime.backends.ltx.grid import grid_of
from milimo_runtime.backends.ltx.latents import AudioLatents
from milimo_runtime.backends.ltx.loras import lacking, laid_over, lying
from milimo_runtime.backends.ltx.memory import ran_out, rungs_of, within_memory
from milimo_runtime.backends.ltx.models import Model, forget, model_of
from tests.runtime.execute.films import RATE
from tests.runtime.ltx.models import words
from tests.runtime.ltx.on_shelf import a_pass, latents, model_on, put
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_lora

SIZE = {"family": "ltx-2", "size": Size(width=1280, height=704), "rate": RATE, "frames": 121}
REFINE = DenoiseBody(kind="chunk.refine", seed=1, **SIZE)
PASS = ("text_encoder", "connectors", "tokenizer", "transformer", "scheduler")


@pytest.fixture
def family(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    forget()
    return put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch)


def runs_out(model: Model, component: str, times: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The `component` of `model` runs out of memory the first `times` times it is called, however it is loaded."""
    calls: list[str] = []
    load = model.residents._load

    def hook(_: Any, *__: Any) -> None:
        calls.append(component)
        if len(calls) <= times:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    def loaded(name: str, streamed: bool) -> Any:
        made = load(name, streamed)
        if name == component:
            made.register_forward_pre_hook(hook)
        return made

    monkeypatch.setattr(model.residents, "_load", loaded)
    return calls


def climbed(model: Model, make: Callable[[], Any], body: AnyBody = REFINE) -> tuple[Any, list[str]]:
    """What `make` makes as a unit that reads what words and a pass do, and what was told meanwhile."""
    told: list[str] = []
    model.residents.begin(("vae",) if isinstance(body, DecodeBody) else PASS)
    return within_memory(make, rungs_of(model, body), model.device, told.append), told


def test_nothing_is_told_where_memory_holds(family: str) -> None:
    model = model_on(family)
    _, told = climbed(model, lambda: a_pass(model))
    assert told == []


def test_first_what_is_not_read_makes_room(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_on(family)
    for name in ("vae", "audio_vae"):
        model.component(name)
    runs_out(model, "transformer", 1, monkeypatch)
    made, told = climbed(model, lambda: a_pass(model))
    assert told == ["memory ran out: vae and audio vae made room, and it is tried again"]
    assert "vae" not in model.residents.here
    assert torch.equal(made.video.values, a_pass(model_on(family)).video.values)


def test_then_what_is_read_is_brought_over_layer_by_layer(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_on(family)
    model.component("vae")
    calls = runs_out(model, "transformer", 2, monkeypatch)
    made, told = climbed(model, lambda: a_pass(model))
    assert [line.split(":")[1] for line in told] == [
        " vae made room, and it is tried again",
        " the transformer is brought over layer by layer from now on, and is slower",
    ]
    assert len(calls) == 2 + 3  # twice in vain, then three steps
    plain = a_pass(model_on(family))
    assert torch.equal(made.video.values, plain.video.values)
    assert made.audio is not None
    assert plain.audio is not None
    assert torch.equal(made.audio.values, plain.audio.values)


def test_it_stays_so_for_the_units_after(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_on(family)
    runs_out(model, "transformer", 1, monkeypatch)
    climbed(model, lambda: a_pass(model))
    _, told = climbed(model, lambda: a_pass(model))
    assert told == []
    assert model.residents.streamed == {"transformer"}


def test_at_last_the_unit_fails_with_a_sentence(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_on(family)
    calls = runs_out(model, "transformer", 100, monkeypatch)
    with pytest.raises(Failed, match="there is not enough memory on this machine for it") as failed:
        climbed(model, lambda: a_pass(model))
    assert "smaller --size" in failed.value.remedy
    assert len(calls) == 3  # as it is, the transformer streamed, the text encoder streamed
    latest = model_on(family)
    assert a_pass(latest).video.values.isfinite().all()


def test_pictures_are_decoded_in_smaller_pieces_where_that_makes_a_difference(
    family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LARGEST, "small", 40)
    model = model_on(family)
    calls = 0
    decoder = model.component("vae").decoder

    def hook(_: Any, given: tuple[torch.Tensor, ...]) -> None:
        nonlocal calls
        calls += 1
        if given[0].shape[2] > 6:
            raise torch.OutOfMemoryError("CUDA out of memory.")

    decoder.register_forward_pre_hook(hook)
    made = latents(frames=16)
    frames, told = climbed(model, lambda: pictures(model, made, print), DecodeBody(**SIZE))
    (line,) = told
    assert line.startswith("memory ran out: pictures are decoded in smaller pieces from now on")
    assert frames.shape == (121, 64, 96, 3)
    assert calls == 1 + len(cut(16, 2, 3, "small").time)


def test_other_errors_are_nobodys_rung(family: str) -> None:
    model = model_on(family)

    def broken() -> None:
        raise RuntimeError("a shape is wrong")

    with pytest.raises(RuntimeError, match="a shape is wrong"):
        climbed(model, broken)


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        RuntimeError("MPS backend out of memory (MPS allocated: 17.80 GB)"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:127] . DefaultCPUAllocator: can't allocate memory"),
        MemoryError(),
    ],
)
def test_every_device_says_it_in_its_own_words(error: Exception) -> None:
    assert ran_out(error)


def test_a_budget_is_kept_by_letting_go_of_the_text_encoder(family: str) -> None:
    """Half a megabyte of transformer, a third of text encoder and connectors: with 0.6 they take turns."""
    model = model_on(family, memory="0.0006")
    model.residents.begin(("tokenizer", "text_encoder", "connectors"))
    model.component("text_encoder")
    model.component("connectors")
    model.residents.begin(("transformer", "scheduler"))
    model.component("transformer")
    assert model.residents.here == ("connectors", "transformer")
    assert not model.residents.streamed


def test_what_is_larger_than_the_budget_is_streamed(family: str) -> None:
    model = model_on(family, memory="0.0002")
    model.residents.begin(PASS)
    assert "transformer" in model.residents.streamed
    assert torch.equal(a_pass(model).video.values, a_pass(model_on(family)).video.values)


@pytest.fixture
def distilled(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The LoRA that makes the tiny model of few steps: a fifth as large as its transformer."""
    there = tmp_path / "whole"
    there.mkdir()
    for part in tiny_ltx("2.0").iterdir():
        (there / part.name).symlink_to(part)
    put(there, tmp_path / "shelf", "2.0", monkeypatch)
    return build_lora(there / "ltx-2-19b-distilled-lora-384.safetensors", tiny_ltx("2.0"), rank=16)


def refined(folder: Path, memory: float, monkeypatch: pytest.MonkeyPatch, *loras: Path) -> list[tuple[str, ...]]:
    """What was brought over layer by layer after each of three second passes, in so many bytes of memory."""
    monkeypatch.setenv("MILIMO_MEMORY", str(memory / 1e9))
    monkeypatch.setenv("MILIMO_PREVIEWS", "0")
    forget()
    wanted = [Lora(role=f"lora/{n}") for n in range(len(loras))]
    small = {"family": "ltx-2", "size": Size(width=96, height=64), "rate": RATE, "frames": 9}
    body = DenoiseBody(kind="chunk.refine", seed=1, loras=wanted, **small)
    here = grid_of(model_on("ltx-2").component("transformer"), small["size"], 9, RATE)
    save_made(folder / "latents", Made(latents().video, AudioLatents(torch.zeros(1, here.sound, 8))))
    save_encoded(folder / "text", words(model_on("ltx-2")))
    inputs = {"latents": folder / "latents", "text": folder / "text"}
    inputs |= {one.role: lora for one, lora in zip(wanted, loras, strict=True)}
    streamed, seen = [], []
    for n in range(3):
        LtxBackend().make(Job(body, inputs, {"latents": folder / f"made {n}"}))
        streamed.append(tuple(model_of("ltx-2").residents.streamed))
        seen.append(model_of("ltx-2").residents.loaded("transformer"))
        (folder / f"made {n}").unlink()
    assert seen[0] is seen[1] is seen[2]
    forget()
    return streamed


def test_a_lora_takes_memory_once_and_the_next_pass_finds_it_there(
    distilled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transformer, adapter = size(model_on("ltx-2"), distilled)
    assert adapter > transformer / 6
    roomy, tight = transformer + 1.5 * adapter, transformer + 0.5 * adapter
    assert refined(tmp_path, roomy, monkeypatch) == [()] * 3
    assert refined(tmp_path, tight, monkeypatch) == [("transformer",)] * 3
    own = build_lora(tmp_path / "own.safetensors", distilled.parent, rank=16, seed=3)
    assert refined(tmp_path, roomy, monkeypatch, own) == [("transformer",)] * 3
    assert refined(tmp_path, roomy + adapter, monkeypatch, own) == [()] * 3


def size(model: Model, lora: Path) -> tuple[int, int]:
    """Bytes of the transformer, and of the LoRA that lies over it afterwards."""
    transformer = model.component("transformer")
    before = lacking(transformer, [lora], "float32")
    with laid_over(transformer, [], {}, lora):
        assert lacking(transformer, [lora], "float32") == 0
    assert lying(transformer) == before
    assert model.taken == model.residents.taken + before
    return model.residents.taken, before


def test_needs_are_the_bytes_that_are_loaded(family: str) -> None:
    model = model_on(family)
    for name in ("transformer", "vae", "audio_vae", "vocoder", "connectors", "latent_upsampler"):
        state = model.component(name).state_dict()
        assert sum(value.numel() * value.element_size() for value in state.values()) == model.residents._needs(name)


# ---------------------------------------------------------------- pictures that come out wrong


def spoilt(model: Model, value: float, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the decoder of `model` makes is all `value` the first `times` times, whichever copy of it is asked."""
    calls = []

    def hook(_: Any, __: Any, made: torch.Tensor) -> torch.Tensor | None:
        calls.append(1)
        return torch.full_like(made, value) if len(calls) <= times else None

    def hooked(vae: Any) -> Any:
        vae.decoder.register_forward_hook(hook)
        return vae

    load, whole = model.residents._load, model.whole
    vae = hooked(load("vae", False))
    monkeypatch.setattr(model.residents, "_load", lambda *_: vae)
    monkeypatch.setattr(model, "whole", lambda name: hooked(whole(name)))


@pytest.mark.parametrize(("value", "told"), [(float("nan"), "broken"), (-1.0, "black"), (float("inf"), "broken")])
def test_pictures_that_come_out_wrong_are_decoded_once_more_in_float32(
    family: str, value: float, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_on(family)
    spoilt(model, value, 1, monkeypatch)
    warned: list[str] = []
    frames = pictures(model, latents(), warned.append)
    assert warned == [f"the pictures came out {told}, and are decoded once more in float32"]
    assert torch.equal(frames, pictures(model_on(family), latents(), warned.append))


def test_pictures_broken_in_float32_too_fail(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_on(family)
    spoilt(model, float("nan"), 2, monkeypatch)
    with pytest.raises(Failed, match="broken, in float32 too"):
        pictures(model, latents(), lambda _: None)


def test_a_black_film_is_black(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_on(family)
    spoilt(model, -1.0, 2, monkeypatch)
    warned: list[str] = []
    frames = pictures(model, latents(), warned.append)
    assert not frames.any()
    assert warned[-1] == "the pictures are all black, in float32 too"


def test_latents_that_are_no_numbers_are_not_decoded(family: str) -> None:
    made = latents()
    made.video.values[0, 0, 0, 0, 0] = float("nan")
    with pytest.raises(Failed, match="the latents are no numbers"):
        pictures(model_on(family), made, lambda _: None)
