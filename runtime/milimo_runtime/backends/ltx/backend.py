"""The backend of LTX-2: which node is made by what, and what of the outside each depends on."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from milimo_lang.ir.bodies import AnyBody, DenoiseBody, RetakeBody
from milimo_runtime.backend import Job
from milimo_runtime.backends.ltx.choice import choice
from milimo_runtime.weights import locate
from milimo_runtime.weights.identity import identity
from milimo_runtime.weights.located import Located

_READS: Mapping[str, tuple[str, ...]] = {
    "text.encode": ("tokenizer", "text_encoder", "connectors"),
    "condition.encode": ("vae",),
    "reference.encode": ("vae",),
    "audio.encode": ("audio_vae",),
    "chunk.denoise": (),
    "chunk.refine": (),
    "chunk.retake": (),
    "chunk.upsample": ("latent_upsampler", "vae"),
    "chunk.decode": ("vae", "audio_vae", "vocoder"),
}
"""The components whose weights decide what a node comes out as, besides those of `choice`."""


class LtxBackend:
    """Makes what LTX-2 makes of a shot. Torch and diffusers are loaded with the first node that needs them."""

    name = "ltx"
    kinds: Mapping[str, int] = dict.fromkeys(_READS, 1)

    def identity(self, body: AnyBody) -> str:
        """The digests of the weights that are read, and the precision that was asked for.

        Not the device, nor how exactly it computes by itself: a film goes on on another machine.

        Not the versions of libraries: what was rendered for minutes on a GPU is not thrown away because torch was
        updated; `kinds` counts up where results change.
        """
        located = locate(getattr(body, "family"))  # noqa: B009 (AnyBody is a union)
        return identity(located, _reads(body, located))

    def available(self) -> str | None:
        missing = [name for name in ("torch", "diffusers", "transformers", "safetensors") if find_spec(name) is None]
        if not missing:
            return None
        return f"{', '.join(missing)} is not installed: `pip install 'milimo[models]'` brings what models need"

    def make(self, job: Job) -> None:
        from milimo_runtime.backends.ltx.nodes import make

        make(job)


def _reads(body: AnyBody, located: Located) -> tuple[str, ...]:
    if isinstance(body, DenoiseBody | RetakeBody):
        return choice(located, body).components
    return _READS[body.kind]
