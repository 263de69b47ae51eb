"""`milimo doctor` on machines unlike the one at hand: what models run on there. Torch is not asked."""

from __future__ import annotations

import pytest

from milimo_lang.cli import doctor
from milimo_runtime import devices
from milimo_runtime.devices import Device

ADA, TURING = (8, 9), (7, 5)


def said(monkeypatch: pytest.MonkeyPatch, torch: str, *found: Device) -> dict[str, str]:
    monkeypatch.setattr(devices, "devices", lambda: found)
    known = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: torch if name == "torch" else known(name))
    return {finding.what: finding.text for finding in doctor._devices()}


def test_a_gpu_is_named_with_its_memory_and_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    found = said(monkeypatch, "2.13.0", Device("cuda", "NVIDIA RTX 4090", 24 * 10**9, ADA))
    assert found == {"device": "NVIDIA RTX 4090, 24.0 GB of memory, bf16; fp8 where it is asked for"}


def test_an_old_gpu_has_no_bf16_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    found = said(monkeypatch, "2.13.0", Device("cuda", "NVIDIA T4", 16 * 10**9, TURING))
    assert "bf16, but slowly" in found["device"]


def test_several_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = Device("cuda", "NVIDIA H200", 150 * 10**9, ADA)
    assert said(monkeypatch, "2.13.0", pair, pair)["device"].startswith("2 x NVIDIA H200, 150.0 GB")


def test_a_torch_that_cannot_use_the_gpu_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    gpu = Device("cuda", "NVIDIA H200", 150 * 10**9, ADA)
    told = said(monkeypatch, "2.13.0+cpu", gpu)["torch"]
    assert told.startswith("2.13.0+cpu is built for the processor alone: install the one for CUDA")
    assert "torch" not in said(monkeypatch, "2.13.0+cu130", gpu)
    assert "torch" not in said(monkeypatch, "2.13.0+cpu", Device("cpu", "the processor", 10**10))


def test_a_mac_runs_models_in_bf16(monkeypatch: pytest.MonkeyPatch) -> None:
    mac = Device("mps", "Apple's GPU", 36 * 10**9)
    assert said(monkeypatch, "2.13.0", mac) == {"device": "Apple's GPU, 36.0 GB of memory, bf16; no fp8"}


def test_without_a_gpu_it_is_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Device("cpu", "the processor", 16 * 10**9)
    assert said(monkeypatch, "2.13.0+cpu", plain) == {
        "device": "no GPU that is known: the processor, 16.0 GB of memory, float32"
    }
