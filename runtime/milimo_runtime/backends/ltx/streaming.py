"""Components whose weights stay on this side and are brought to the device layer by layer, as they are needed.

Measured on an H200 at full size: a pass over 121 frames of 1280x704 takes 4.6 GB in all instead of 41, and a step 2.4 s
instead of 1.25. Results are the same to the bit.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import torch
from diffusers.hooks import apply_group_offloading

_STREAMED: WeakKeyDictionary[Any, torch.device] = WeakKeyDictionary()
"""The device that each is brought to."""


def streamed(module: Any, device: torch.device) -> Any:
    """`module`, which lies on this side, ready to run on `device`."""
    fast = device.type == "cuda"
    apply_group_offloading(
        module,
        onload_device=device,
        offload_device=torch.device("cpu"),
        offload_type="leaf_level",
        use_stream=fast,
        low_cpu_mem_usage=fast,
    )
    _STREAMED[module] = device
    return module


def bring_adapters(module: Any) -> None:
    """Put the LoRAs of a streamed `module` on its device: they came after the layers that are brought over."""
    if (device := _STREAMED.get(module)) is not None:
        for name, layer in module.named_modules():
            if "lora_" in name:
                layer.to(device)
