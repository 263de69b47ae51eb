"""Which devices models run on, as the environment and the drivers tell."""

from __future__ import annotations

import subprocess
import sys

from milimo_runtime.devices import Device, devices
from tests.conftest import environment


def test_what_is_asked_for_is_the_one_device() -> None:
    (device,) = devices({"MILIMO_DEVICE": "mps"})
    assert (device.kind, dict(device.environment)) == ("mps", {"MILIMO_DEVICE": "mps"})


def test_each_that_is_visible_is_seen_by_its_own_process_alone() -> None:
    found = devices({"CUDA_VISIBLE_DEVICES": "3, GPU-abc"})
    assert [dict(device.environment)["CUDA_VISIBLE_DEVICES"] for device in found] == ["3", "GPU-abc"]
    assert {device.kind for device in found} == {"cuda"}


def test_what_stands_after_an_invalid_number_is_not_seen() -> None:
    assert len(devices({"CUDA_VISIBLE_DEVICES": "0,-1,1"})) == 1


def test_where_none_is_to_be_seen_the_processor_is_left() -> None:
    for nothing in ("", "-1"):
        (device,) = devices({"CUDA_VISIBLE_DEVICES": nothing})
        assert device.kind in ("cpu", "mps")


def test_there_is_always_one() -> None:
    assert devices({})
    assert all(isinstance(device, Device) for device in devices({}))


def test_torch_is_not_asked() -> None:
    told = "import sys, milimo_runtime.devices as d; d.devices(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.strip() == "False"
