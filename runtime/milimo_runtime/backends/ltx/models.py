"""The components of a model as nodes ask for them: by class, on the device, kept there as long as memory lasts."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from diffusers.models.attention_dispatch import attention_backend
from diffusers.utils import logging

from milimo_runtime.backend import Failed, Unavailable
from milimo_runtime.backends.ltx.beside import InOrder, Line, line_on
from milimo_runtime.backends.ltx.latents import Statistics
from milimo_runtime.backends.ltx.loras import lying
from milimo_runtime.backends.ltx.memory import free_bytes, give_back
from milimo_runtime.backends.ltx.options import Options, options
from milimo_runtime.backends.ltx.previews import Colours, fitted
from milimo_runtime.backends.ltx.residency import Residents
from milimo_runtime.backends.ltx.streaming import streamed
from milimo_runtime.backends.ltx.versions import VERSIONS, Version
from milimo_runtime.weights.catalog import DISTILLED_LORA
from milimo_runtime.weights.fit import resident
from milimo_runtime.weights.load import load
from milimo_runtime.weights.locate import locate
from milimo_runtime.weights.located import Located
from milimo_runtime.weights.modules import keep_in_eight_bits, require_fit
from milimo_runtime.weights.precision import Precision

_LAST = ("connectors", "vae", "audio_vae", "vocoder")
"""What every film is made with, the transformer and the text encoder apart."""

_WHOLE = ("audio_vae", "vocoder")
"""Always in float32: they are small, and hiss in less."""


class Model:
    """One model's components on one device, run as `chosen`.

    `tiles` is how much of a chunk is decoded at once, `line` where: among the passes, or beside them.
    """

    def __init__(self, located: Located, chosen: Options) -> None:
        self.located = located
        self.options = chosen
        self.device = _device(chosen.device)
        self.tiles = chosen.tiles
        self.line: Line = line_on(self.device, beside=chosen.beside)
        self.residents = Residents(self._needs, self._load, self._free, self._let_go, chosen.offload, self._neighbours)
        self._colours: Colours | None = None
        self._fits = False

    @cached_property
    def version(self) -> Version:
        return VERSIONS[self.located.version]

    def require_fit(self) -> None:
        """Raises `Unavailable` where a component that every film ends with has not the tensors its class wants.

        By the heads of their files, once: they are small and are read last, after minutes of work.
        """
        if not self._fits:
            for name in _LAST:
                require_fit(self.located.part(name))
            self._fits = True

    def in_order(self) -> bool:
        """From now on decode nothing beside passes, here and in the other models; whether anything was till now.

        What is being decoded is done when it returns.
        """
        found = [model for model in {self, *_MODELS.values()} if model.line.beside]
        for model in found:
            model.line.settle()
            model.line = InOrder(model.device)
        return bool(found)

    def component(self, name: str) -> Any:
        """The component `name` ("transformer", "vae", …), on the device."""
        return self.residents.get(name)

    def whole(self, name: str) -> Any:
        """The component `name` in float32, beside the one that is kept; it goes when the caller lets go of it."""
        return load(self.located, name, self.options.device, "float32")

    def precision(self, name: str) -> Precision:
        return "float32" if name in _WHOLE else self.options.precision

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

    def colours(self) -> Colours | None:
        """What previews are made with; None where none are wanted, or the autoencoder is not here and has no room."""
        if self._colours is None and self.options.previews and self.residents.has_room("vae"):
            self._colours = fitted(self.component("vae"), self.video_statistics, self.device)
        return self._colours

    def transformer(self, name: str) -> Any:
        """The transformer `name`. Raises `Failed` where it reads latents in larger patches than LTX-2 does."""
        found = self.component(name)
        if (found.config.patch_size, found.config.patch_size_t) != (1, 1):
            raise Failed("this transformer reads latents in patches, as no LTX-2 does", "see `milimo models verify`")
        return found

    @property
    def taken(self) -> int:
        """Bytes of what is loaded, about, and of the LoRAs that lie over it."""
        adapted = (self.residents.loaded(name) for name in self.residents.here if name.startswith("transformer"))
        return self.residents.taken + sum(map(lying, adapted))

    def _needs(self, name: str) -> int:
        return resident(self.located.part(name), self.precision(name))

    def _free(self) -> int | None:
        free, most = free_bytes(self.device), self.options.memory
        if most is None:
            return free
        left = most - sum(model.taken for model in {self, *_MODELS.values()})
        return left if free is None else min(free, left)

    def _neighbours(self) -> list[Residents]:
        return [model.residents for model in _MODELS.values() if model is not self]

    def _let_go(self) -> None:
        give_back(self.device)

    def _load(self, name: str, by_layers: bool) -> Any:
        if by_layers:
            return self._stream(name)
        made = load(self.located, name, self.options.device, self.precision(name))
        if name.startswith("transformer"):
            _attend(made, self.options.attention)
            if self.options.compiled:
                made.compile_repeated_blocks()
        return made

    def _stream(self, name: str) -> Any:
        eight = self.precision(name) == "fp8"
        made = load(self.located, name, "cpu", "bf16" if eight else self.precision(name))
        if name.startswith("transformer"):
            _attend(made, self.options.attention)
            if eight:
                keep_in_eight_bits(made)
        return streamed(made, self.device)


_MODELS: dict[str, Model] = {}
"""Those of this process, by family."""


def model_of(family: str) -> Model:
    """The model of `family` as the environment asks for it, one a process."""
    logging.set_verbosity_error()  # the library warns of its own experiments at every step
    if family not in _MODELS:
        _MODELS[family] = Model(locate(family), options())
    return _MODELS[family]


def forget() -> None:
    """Let go of all models of this process."""
    _MODELS.clear()


def _device(name: str) -> torch.device:
    """The device `name`. Raises `Unavailable` where the torch that is installed cannot use it."""
    kind = name.partition(":")[0]
    if kind == "cuda" and not torch.cuda.is_available():
        remedy = "install the torch for CUDA (pytorch.org/get-started), or set MILIMO_DEVICE=cpu"
        raise Unavailable(f"torch {torch.__version__} cannot use the GPU of this machine", remedy)
    if kind == "mps" and not torch.backends.mps.is_available():
        raise Unavailable(f"torch {torch.__version__} cannot use MPS here", "set MILIMO_DEVICE=cpu")
    try:
        return torch.device(name)
    except RuntimeError:
        raise Unavailable(f"MILIMO_DEVICE is {name}", "it may be cpu, cuda, cuda:1 or mps") from None


def _attend(transformer: Any, asked: str) -> None:
    """Let `transformer` compute attention by what was `asked` for, by itself for "".

    It alone: the library would have all that is called after it in this process, connectors for one, do so too.
    """
    if not asked:
        return
    try:
        with attention_backend("native"):  # which puts back what is named for the whole process
            transformer.set_attention_backend(asked)
    except (ValueError, RuntimeError, ImportError) as error:
        told = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise Unavailable(f"MILIMO_ATTENTION is {asked}: {told}", "unset it, or name another") from error
