"""The components of a model as nodes ask for them: loaded once, by class, and kept as long as memory lasts."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import torch

from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.latents import Statistics
from milimo_runtime.backends.ltx.versions import VERSIONS, Version
from milimo_runtime.weights.catalog import DISTILLED_LORA
from milimo_runtime.weights.load import load
from milimo_runtime.weights.located import Located
from milimo_runtime.weights.precision import Precision


class Model:
    """One model's components on one device, in one `precision`."""

    def __init__(self, located: Located, device: torch.device, precision: Precision) -> None:
        self.located = located
        self.device = device
        self.precision = precision
        self._loaded: dict[str, Any] = {}

    @cached_property
    def version(self) -> Version:
        return VERSIONS[self.located.version]

    def component(self, name: str) -> Any:
        """The component `name` ("transformer", "vae", …), on the device."""
        if name not in self._loaded:
            self._loaded[name] = load(self.located, name, str(self.device), self.precision)
        return self._loaded[name]

    def drop(self, *names: str) -> None:
        """Let go of components; they are loaded again when asked for."""
        for name in names or tuple(self._loaded):
            self._loaded.pop(name, None)

    @property
    def distilling(self) -> Path:
        """The LoRA that makes a full transformer one of few steps."""
        return self.located.part(DISTILLED_LORA).weights[0]

    @property
    def video_statistics(self) -> Statistics:
        vae = self.component("vae")
        return Statistics(vae.latents_mean, vae.latents_std, float(vae.config.scaling_factor))

    @property
    def sound_statistics(self) -> Statistics:
        vae = self.component("audio_vae")
        return Statistics(vae.latents_mean, vae.latents_std)

    def transformer(self, name: str) -> Any:
        """The transformer `name`. Raises `Failed` where it reads latents in larger patches than LTX-2 does."""
        found = self.component(name)
        if (found.config.patch_size, found.config.patch_size_t) != (1, 1):
            raise Failed("this transformer reads latents in patches, as no LTX-2 does", "see `milimo models verify`")
        return found
