"""What is changed in a still: each `inpaint` of its shot, one after the other, within a mask."""

from __future__ import annotations

from collections.abc import Iterator

from milimo_lang.ir.bodies import InpaintBody, MaskBody
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.screenplay import Scene, Screenplay, Shot
from milimo_lang.ir.values import FrameSpan
from milimo_lang.planning.edits import MASK_FAMILY, edit_prompt
from milimo_lang.planning.prompts import negative_prompt
from milimo_lang.planning.sizes import generated_size
from milimo_lang.planning.sources import STILL_FAMILY, STILL_MULTIPLE
from milimo_lang.planning.takes import derived, filed, picked, take_seed


def changed(shot: Shot, scene: Scene, screenplay: Screenplay, source: Input) -> Iterator[Node]:
    """The nodes that change the picture `source` of the picked take; the last one makes what is shown."""
    take = picked(shot)
    seed, whole = take_seed(shot.seed, take), FrameSpan(start=0, frames=shot.frames)
    for number, edit in enumerate(shot.edits, 1):
        id = f"{filed(shot.slate, take)}/edit {number}"
        picture = source.model_copy(update={"role": "picture"})
        mask = Input(role="mask", asset=edit.mask_file)
        if edit.mask_file is None:
            found = MaskBody(kind="mask.find", family=MASK_FAMILY, words=edit.mask)
            yield Node(id=f"{id}/mask", shot=shot.slate, take=take, body=found, inputs=(picture,))
            mask = Input(role="mask", node=f"{id}/mask")
        body = InpaintBody(
            family=STILL_FAMILY,
            prompt=edit_prompt(edit, shot, scene, screenplay, whole),
            negative=negative_prompt(shot, screenplay),
            size=generated_size(screenplay.settings.size, STILL_MULTIPLE),
            seed=derived(seed, "edit", number),
        )
        yield Node(id=f"{id}/picture", shot=shot.slate, take=take, body=body, inputs=(picture, mask))
        source = Input(role="source", node=f"{id}/picture")
