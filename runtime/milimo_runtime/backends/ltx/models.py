"""The components of a model as nodes ask for them: loaded once, by class, and kept as long as memory lasts."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import torch

from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.latents import Statistics
from milimo_runtime.backends.ltx.versions import VERSIONS, Version
from milimo_runtime.weights.load import load
from milimo_runtime.weights.locate import Located

WHOLE = "float32"  # autoencoders of sound and vocoders are small, and hiss in less


class Model:
    """One model's components on one device. `dtype` is what text encoder, transformer and autoencoder work in."""

    def __init__(self, located: Located, device: torch.device, dtype: torch.dtype) -> None:
        self.located = located
        self.device = device
        self.dtype = dtype
        self._loaded: dict[str, Any] = {}

    @cached_property
    def version(self) -> Version:
        return VERSIONS[self.located.version]

    def component(self, name: str) -> Any:
        """The component `name` ("transformer", "vae", …), on the device."""
        if name not in self._loaded:
            self._loaded[name] = load(self.located, name, self.device, self.dtype)
        return self._loaded[name]

    def drop(self, *names: str) -> None:
        """Let go of components; they are loaded again when asked for."""
        for name in names or tuple(self._loaded):
            self._loaded.pop(name, None)

    @property
    def video_statistics(self) -> Statistics:
        vae = self.component("vae")
        return Statistics(vae.latents_mean, vae.latents_std, float(vae.config.scaling_factor))

    @property
    def sound_statistics(self) -> Statistics:
        vae = self.component("audio_vae")
        return Statistics(vae.latents_mean, vae.latents_std)

    def require_plain(self) -> None:
        """Raise `Failed` where the transformer reads latents in larger patches than LTX-2 does."""
        config = self.component("transformer").config
        if (config.patch_size, config.patch_size_t) != (1, 1):
            raise Failed("this transformer reads latents in patches, as no LTX-2 does", "see `milimo models verify`")
