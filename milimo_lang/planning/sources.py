"""Where the pictures come from that a shot is made after: files, frames of other shots, stills made for it.

A picture of a file is the file. Any other is made by a node of its own, which every take reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from milimo_lang.ir.bodies import FrameBody, StillBody
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.screenplay import (
    Element,
    Generated,
    ImageRef,
    Picture,
    Scene,
    Screenplay,
    Shot,
    ShotPicture,
)
from milimo_lang.ir.values import Size
from milimo_lang.planning.prompts import Window, chunk_prompt, negative_prompt, sentence
from milimo_lang.planning.sizes import generated_size
from milimo_lang.planning.staging import still_references
from milimo_lang.planning.takes import derived, filed, picked

STILL_FAMILY, STILL_MULTIPLE = "flux-2-klein", 16
"""The image model that makes stills, and what its widths and heights are multiples of."""

SHEET = Size(width=1024, height=1024)
"""The picture of a character, a thing or a place that is made from its look."""


def key_source(shot: Shot, number: int) -> str:
    """What the keyframe `number` of `shot` shows: a file, or the node that makes it."""
    image = shot.keys[number].image
    return image.path if isinstance(image, ImageRef) else f"{shot.slate}/key {number + 1}"


def key_input(shot: Shot, number: int, role: str) -> Input:
    """What plays `role` for the keyframe `number` of `shot`."""
    return _input(role, shot.keys[number].image, key_source(shot, number))


def drawn_keys(shot: Shot) -> list[int]:
    """The numbers of the keyframes that a drawing can meet: what no model has made yet is not among them."""
    return [number for number, key in enumerate(shot.keys) if not isinstance(key.image, Generated)]


def key_nodes(shot: Shot, scene: Scene, screenplay: Screenplay, shots: Mapping[str, Shot]) -> Iterator[Node]:
    """The nodes of the shot's keyframes that are no files; `shots` are the film's by slate."""
    for number in drawn_keys(shot) if shot.model.draws else range(len(shot.keys)):
        id, key = key_source(shot, number), shot.keys[number]
        image = key.image
        if isinstance(image, ShotPicture):
            source = shots[image.slate]
            picture = Input(role="picture", node=f"{filed(source.slate, picked(source))}/picture", output="picture")
            yield Node(id=id, shot=shot.slate, body=FrameBody(frame=image.frame), inputs=(picture,))
        elif isinstance(image, Generated):
            window = Window(key.frame, key.frame + 1, frozenset())
            body, inputs = still_body(shot, scene, screenplay, shot.seed, window, image.words)
            yield Node(id=id, shot=shot.slate, body=body, inputs=inputs)


def still_body(
    shot: Shot, scene: Scene, screenplay: Screenplay, seed: int, window: Window, words: str = ""
) -> tuple[StillBody, tuple[Input, ...]]:
    """A still of what happens in `window`, and of `words`, after the shot's reference pictures and its cast's."""
    inputs = references(replace(shot, references=still_references(shot)), screenplay)
    body = StillBody(
        family=STILL_FAMILY,
        prompt=" ".join(filter(None, (chunk_prompt(shot, scene, screenplay, window), sentence(words)))),
        negative=negative_prompt(shot, screenplay),
        size=generated_size(screenplay.settings.size, STILL_MULTIPLE),
        seed=seed,
        references=tuple(put.role for put in inputs),
    )
    return body, inputs


def references(shot: Shot, screenplay: Screenplay, *, cast: bool = True) -> tuple[Input, ...]:
    """The shot's own references, and with its `cast` the pictures of those, as `reference/0` …"""
    images: list[Picture] = [*shot.references]
    for name in shot.cast if cast else ():
        images += screenplay.elements[name].images if name in screenplay.elements else ()
    return tuple(
        _input(f"reference/{n}", image, _sheet_id(image, screenplay) if isinstance(image, Generated) else "")
        for n, image in enumerate(images)
    )


def _input(role: str, image: Picture, node: str) -> Input:
    return Input(role=role, asset=image.path) if isinstance(image, ImageRef) else Input(role=role, node=node)


# ---------------------------------------------------------------- pictures of elements


_SHEETS = "element/"


def sheet_nodes(nodes: Iterable[Node], screenplay: Screenplay) -> tuple[Node, ...]:
    """The pictures that the image model makes of elements, as far as `nodes` need them."""
    needed = {put.node for node in nodes for put in node.inputs if put.node and put.node.startswith(_SHEETS)}
    found: dict[str, Node] = {}
    for element in screenplay.elements.values() if needed else ():
        for image in element.images:
            if isinstance(image, Generated) and image.of == element.name:
                id = _sheet_id(image, screenplay)
                if id in needed:
                    found.setdefault(id, Node(id=id, shot=None, body=_sheet(element, image, screenplay)))
    return tuple(found.values())


def _sheet_id(image: Generated, screenplay: Screenplay) -> str:
    own = [one.words for one in screenplay.elements[image.of].images if isinstance(one, Generated)]
    return f"{_SHEETS}{image.of}/picture {own.index(image.words) + 1}"


def _sheet(element: Element, image: Generated, screenplay: Screenplay) -> StillBody:
    """An element by itself, in the film's style."""
    settings = screenplay.settings
    described = ": ".join(filter(None, (element.called, element.look)))
    parts = (described, image.words, f"in the style of {settings.style}" if settings.style else "")
    return StillBody(
        family=STILL_FAMILY,
        prompt=" ".join(sentence(part, [element.trigger] if element.trigger else ()) for part in parts if part),
        negative=", ".join(dict.fromkeys(filter(None, (settings.negative, element.negative)))),
        size=SHEET,
        seed=derived(settings.seed, "element", element.name) if element.seed is None else element.seed,
    )
