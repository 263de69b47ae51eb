"""How a video model makes a shot, in words: at what sizes, in how many steps, how its chunks go on from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from milimo_lang.ir.bodies import DenoiseBody, Handoff, JoinBody
from milimo_lang.planning.takes import filed
from milimo_lang.report import visible

if TYPE_CHECKING:
    from milimo_lang.ir import plan as planned
    from milimo_lang.ir.plan import Node
    from milimo_lang.ir.screenplay import ModelProfile

_MODES = {
    "latent": "as latents",
    "frames": "as frames, encoded anew",
    "hybrid": "as latents, the first encoded anew",
    "image": "as a picture",
}


def passes(made: planned.Shot, nodes: Sequence[Node], index: int) -> list[DenoiseBody]:
    """The passes of the chunk `index` of the picked take, in their order."""
    chunk = f"{filed(made.slate, made.pick)}/chunk {index + 1}/"
    return [node.body for node in nodes if node.id.startswith(chunk) and isinstance(node.body, DenoiseBody)]


def how(made: planned.Shot, model: ModelProfile, quality: str, nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """What is the same for all chunks: (name, value)."""
    first = passes(made, nodes, 0)
    join = next((node.body for node in nodes if isinstance(node.body, JoinBody)), None)
    if not first or join is None:
        return
    yield "quality", f"{quality}: {_stages(model, quality)}"
    if first[0].every > 1:
        yield "doubling", f"first every second frame, {first[0].rate / 2} a second; then those between, in latents"
    sizes = ", then ".join(str(one.size) for one in first)
    if join.crop.shown == join.generated == join.size:
        yield "made at", sizes
    elif join.generated == join.crop.whole and join.crop.shown == join.size:
        yield "made at", f"{sizes}, of which the middle {join.size} is shown"
    else:
        yield "made at", f"{sizes}, of which the middle is scaled to {join.size}"
    yield "steps", ", then ".join(_steps(one) for one in first)
    yield "sound", "made with the picture" if first[0].audio else "none is made"


def _stages(model: ModelProfile, quality: str) -> str:
    if model.stages == 1:
        return "one stage"
    match quality:
        case "preview":
            return "the first of two stages alone, at half the size"
        case "high":
            return "a full, guided first stage at half the size, then a second"
        case _:
            return "a first stage of few steps at half the size, then a second"


def _steps(body: DenoiseBody) -> str:
    from milimo_runtime.backends.ltx.versions import DISTILLED, REFINING, VERSIONS
    from milimo_runtime.weights.catalog import MODELS

    if body.family not in MODELS:
        return "as the model has it" if body.steps is None else str(body.steps)
    version = VERSIONS[MODELS[body.family].version]
    if body.kind == "chunk.refine":
        return str(len(REFINING))
    if version.distillable and body.quality != "high":
        return str(min(body.steps or len(DISTILLED), len(DISTILLED)))
    return str(body.steps or version.steps)


def seam(made: planned.Shot, nodes: Sequence[Node], index: int) -> Iterator[str]:
    """What the chunk `index` takes over, from where and how, and the chance it begins with."""
    bodies = passes(made, nodes, index)
    if not bodies:
        return
    if handoffs := [body.handoff for body in bodies if body.handoff is not None]:
        yield f"goes on from {_source(made, handoffs, index)}"
    yield f"seed {bodies[0].seed}"


def _source(made: planned.Shot, handoffs: Sequence[Handoff], index: int) -> str:
    """`handoffs`: what each pass takes over, of the same latents."""
    handoff = handoffs[0]
    last = handoff.first + handoff.count
    if index == 0 and made.join is not None:
        chunk = f"shot {visible(made.join.slate)}"
        if handoff.mode == "image":
            return f"the last frame of {chunk}"
        chunk += f", chunk {made.join.chunk + 1}"
    else:
        chunk = f"chunk {index}"
        if handoff.mode == "image":
            return f"the last frame of {chunk}"
    modes = ", then ".join(dict.fromkeys(_MODES[one.mode] for one in handoffs))
    return f"{chunk}: its latents {handoff.first} to {last}, handed over {modes}"
