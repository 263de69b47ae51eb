"""Which weights a pass runs on: those for few steps, or those for a full run. Loads nothing.

Few steps want distilled weights: a transformer of their own, or the full one under the published LoRA that distils it.
A film in `Quality: high` runs its first stage in full, and refines with few steps as any other.
"""

from __future__ import annotations

from dataclasses import dataclass

from milimo_lang.ir.bodies import DenoiseBody, RetakeBody
from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import DISTILLED_LORA, MODELS
from milimo_runtime.weights.located import Located, pull


@dataclass(frozen=True)
class Choice:
    """The transformer's `component`, under the distilling LoRA or not; `few`: at the distilled steps."""

    component: str
    lora: bool = False
    few: bool = True

    @property
    def components(self) -> tuple[str, ...]:
        """All whose weights decide the result."""
        return (self.component, DISTILLED_LORA) if self.lora else (self.component, "scheduler")


def choice(located: Located, body: DenoiseBody | RetakeBody) -> Choice:
    """What `body` runs on. Raises `Unavailable` where the weights for it are not here."""
    if located.version == "small":
        return Choice("transformer", few=False)
    if body.quality == "high" and body.kind != "chunk.refine":
        return Choice(_of(located, "full"), few=False)
    return _few(located)


def _of(located: Located, sort: str) -> str:
    """The component that is the transformer of `sort`."""
    if MODELS[located.family].transformer == sort:
        return "transformer"
    if (name := f"transformer_{sort}") in located:
        return name
    located.part("transformer")
    raise Unavailable(
        f"the weights of {located.family} for Quality: high are not here",
        f"{pull(located.family)}, or film in Quality: standard",
    )


def _few(located: Located) -> Choice:
    if MODELS[located.family].transformer == "distilled":
        return Choice("transformer")
    if "transformer_distilled" in located:
        return Choice("transformer_distilled")
    if DISTILLED_LORA in located:
        return Choice("transformer", lora=True)
    located.part("transformer")  # what is wrong with it comes first: a damaged one is of no kind
    raise Unavailable(
        f"{located.family} is here for full runs only: its distilled LoRA is missing",
        f"{pull(located.family)}, or film in Quality: high with a model of one stage",
    )
