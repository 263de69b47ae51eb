"""The pieces of a drawing: each person, thing and name, and each layer of the place, painted on its ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PIL import Image

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.acting import Act
from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.easel import Ground, Piece
from milimo_runtime.backends.animatic.labels import Label
from milimo_runtime.backends.animatic.painting import (
    Layer,
    draw_person,
    draw_standee,
    draw_thing,
    has_holes,
    in_strips,
    painted,
    softened,
)
from milimo_runtime.backends.animatic.scene import Person, Scene, Thing
from milimo_runtime.backends.animatic.views import Views
from milimo_runtime.media.decode import picture

_RACKED = 0.008
"""How far the focus on what is behind spreads the edges of people and things, frame heights."""
_BACK = 0.0065
"""The same of somebody's back at the frame's edge."""


class Pieces:
    """Paints the pieces of a scene; `focus` is 1 where the lens is racked to what is behind the people."""

    def __init__(self, views: Views, labels: Sequence[Label], files: Mapping[str, Path]) -> None:
        self.scene: Scene = views.scene
        self.labels, self._files = labels, files
        self._size, self._grounds = views.size, views.grounds

    @property
    def _ground(self) -> Ground:
        """That of the figures."""
        return self._grounds[1.0]

    def layer(self, layer: Layer, focus: float) -> Piece:
        return self._grounds[layer.depth].whole(partial(painted, layer, focus=focus))

    def person(self, person: Person, act: Act, focus: float) -> list[Piece]:
        cutout = _cutout(person, self._files, self._size)
        stance = replace(person.stance, mouth=act.mouth, gesture=act.gesture, blink=act.blink)

        def draw(canvas: Canvas) -> None:
            if cutout is None:
                draw_person(canvas, self.scene, person, stance)
            else:
                draw_standee(canvas, person, cutout, act.mouth)

        def paint(box: Box, density: float) -> Image.Image:
            soft = max(
                _BACK if stance.away and not person.label else 0.0, _RACKED * (1 - focus if person.behind else focus)
            )
            return softened(in_strips(draw, box, density), soft * density)

        return _some(self._ground.piece(stance.box.grown(0.03), paint))

    def before(self, focus: float) -> list[Piece]:
        """Things, and the names of people and things; the names of those on their way go with them."""
        pieces = [piece for thing in self.scene.things for piece in self._thing(thing, focus)]
        going = {person.name for person in self.scene.people if person.walk}
        return pieces + [piece for label in self.labels if label.of not in going for piece in self.lettering(label)]

    def lettering(self, label: Label) -> list[Piece]:
        """A name stands upright whatever the camera does."""
        level = replace(self._ground, roll=0.0)
        return _some(level.piece(label.box.grown(0.004), partial(_lettered, label)))

    def _thing(self, thing: Thing, focus: float) -> list[Piece]:
        def paint(box: Box, density: float) -> Image.Image:
            image = in_strips(lambda canvas: draw_thing(canvas, self.scene, thing, self._files), box, density)
            return softened(image, _RACKED * focus * density)

        middle = thing.foot - thing.height / 2
        box = Box(thing.x, middle, thing.x, middle).grown(1.3 * thing.height)
        return _some(self._ground.piece(box, paint))


def _lettered(label: Label, box: Box, density: float) -> Image.Image:
    canvas = Canvas(box, density)
    canvas.label(label.text, (label.x, label.y), label.type_size, label.half, label.high)
    return canvas.finished()


def _some(piece: Piece | None) -> list[Piece]:
    return [] if piece is None else [piece]


def _cutout(person: Person, files: Mapping[str, Path], size: Size) -> Image.Image | None:
    """The first reference of a figure that has transparency: it stands in for the drawing."""
    if person.stance.away or person.stance.above:
        return None
    for role in person.references:
        if role in files:
            image = picture(files[role], (size.width, size.height))
            if has_holes(image):
                return image
    return None
