"""The backend of LTX-2: which node is made by what, and what of the outside each depends on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from milimo_lang.ir.bodies import AnyBody, DecodeBody, DenoiseBody, RetakeBody
from milimo_runtime.backend import Job, Rest, Unavailable
from milimo_runtime.backends.ltx.cuts import shows
from milimo_runtime.backends.ltx.demands import READS, adapter_bytes, group, reads
from milimo_runtime.backends.ltx.foreign import refuse_foreign
from milimo_runtime.backends.ltx.lengths import refuse_unfit
from milimo_runtime.backends.ltx.options import GB, options
from milimo_runtime.devices import devices
from milimo_runtime.weights.catalog import DISTILLED_LORA, MODELS, NEEDED
from milimo_runtime.weights.fit import resident
from milimo_runtime.weights.identity import identity
from milimo_runtime.weights.installed import lack
from milimo_runtime.weights.locate import locate
from milimo_runtime.weights.precision import Precision

_BESIDE = 15 * GB
"""Bytes that a large tile or a long pass takes beside all weights."""


class LtxBackend:
    """Makes what LTX-2 makes of a shot. Torch and diffusers are loaded with the first node that needs them."""

    name = "ltx"
    kinds: Mapping[str, int] = {**dict.fromkeys(READS, 1), "chunk.denoise": 3, "chunk.retake": 4, "chunk.decode": 2}
    families: Collection[str] = tuple(MODELS)

    def identity(self, body: AnyBody) -> str:
        """The digests of the weights that are read, and what was asked for that shows: precision, tiles, attention.

        Not the device, nor how exactly it computes by itself: a film goes on on another machine.

        Not the versions of libraries: what was rendered for minutes on a GPU is not thrown away because torch was
        updated; `kinds` counts up where results change.
        """
        located = locate(_family(body))
        found, asked = identity(located, reads(body, located)), options()
        if isinstance(body, DecodeBody) and shows(body.size, body.frames, asked.tiles) == "small":
            return f"{found}, small tiles"
        return f"{found}, attention {asked.rounding}" if asked.rounding and group(body) == "motion" else found

    def foresee(self, body: AnyBody, files: Mapping[str, Path]) -> None:
        """Raises `Failed` where the profile has another grid than the model, or a LoRA is not whole or foreign."""
        if isinstance(body, DenoiseBody | RetakeBody):
            refuse_unfit(body)
            for lora in body.loras:
                refuse_foreign(locate(body.family), files[lora.role])

    def loads(self, body: AnyBody) -> str:
        """What makes `body` where the device does not hold all of the family at once; else the family.

        Words by themselves in any case, so that they are all encoded before anything else is loaded.
        """
        family, chosen = _family(body), options()
        most = chosen.memory or devices()[0].memory
        roomy = most is None or _whole(family, chosen.precision) + _BESIDE < most
        return family if roomy and group(body) != "words" else f"{family}, {group(body)}"

    def available(self) -> str | None:
        try:
            options()
        except Unavailable as wrong:
            return f"{wrong.message}; {wrong.remedy}"
        return lack()

    def make(self, job: Job) -> Rest | None:
        from milimo_runtime.backends.ltx.making import make

        return make(job)


def _family(body: AnyBody) -> str:
    return str(getattr(body, "family"))  # noqa: B009 (AnyBody is a union)


@cache
def _whole(family: str, precision: Precision) -> int:
    """Bytes of all that is read of `family`, with the LoRA that distils it."""
    located = locate(family)
    names = {*NEEDED, "latent_upsampler"} & set(located.parts)
    laid = located.part(DISTILLED_LORA).weights if DISTILLED_LORA in located else ()
    return sum(resident(located.part(name), precision) for name in names) + sum(
        adapter_bytes(file, precision) for file in laid
    )
