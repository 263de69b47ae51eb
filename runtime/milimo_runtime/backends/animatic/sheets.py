"""The sheets of a drawing and where they lie: its layers apart or flat, and over them the figures that go about.

A figure on its way is painted once for each step, and laid where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PIL import Image

from milimo_runtime.backends.animatic.acting import Act
from milimo_runtime.backends.animatic.canvas import Point
from milimo_runtime.backends.animatic.easel import Piece, turned
from milimo_runtime.backends.animatic.flat import Acts, Flat
from milimo_runtime.backends.animatic.grade import graded
from milimo_runtime.backends.animatic.layers import Sheet, pieces_of, sheet_of
from milimo_runtime.backends.animatic.painting import Layer, softness
from milimo_runtime.backends.animatic.pieces import Pieces
from milimo_runtime.backends.animatic.views import Views
from milimo_runtime.backends.animatic.walks import Step

Steps = tuple[Step, ...]


class Placed(NamedTuple):
    """A sheet, how far it lies from where it was painted, and how many times farther from us.

    `carried`: the camera goes along with it.
    """

    sheet: Sheet
    by: Point = (0.0, 0.0)
    distance: float = 1.0
    carried: bool = False


_BLURRED = 2.5
"""A painting blurred by more than so many pixels has nothing in it that half as many would not show."""
_LAP = 24
"""Rows of pixels by which what stands above the horizon laps over the ground: more than both leave out at an edge."""


class Sheets:
    """The sheets of a scene with `layers`, each made once; `speakers` by name."""

    def __init__(self, views: Views, layers: Sequence[Layer], pieces: Pieces, speakers: Collection[str]) -> None:
        self._views, self._layers, self._pieces = views, layers, pieces
        self._people = pieces.scene.people
        self._moves = any(person.walk for person in self._people)
        self._flat = Flat(views, layers, pieces, self._moves, speakers)
        self._sheets: dict[object, list[Sheet]] = {}

    def placed(self, acts: Acts, steps: Steps, focus: float) -> list[Placed]:
        """All that is seen as people act and where they are, the farthest first."""
        return self._whole(acts, steps, focus) if self._views.flat else self._apart(acts, steps, focus)

    def _whole(self, acts: Acts, steps: Steps, focus: float) -> list[Placed]:
        """The flat painting, over that what moves, and then what is before it."""
        placed = _unmoved(self._flat.sheets(acts, focus))
        if not self._moves:
            return placed
        for at, (act, step) in enumerate(zip(acts, steps, strict=True)):
            placed += self._moving(at, act, step, focus) if self._people[at].walk else []
        placed += self._front(focus)
        names = [layer.name for layer in self._layers]
        for layer in self._layers[names.index("people") + 1 :]:
            placed += _unmoved(self._place(layer, focus))
        return placed

    def _apart(self, acts: Acts, steps: Steps, focus: float) -> list[Placed]:
        """The layers as sheets of their own, and each figure as it acts and where it is."""
        placed: list[Placed] = []
        for layer in self._layers:
            if layer.name != "people":
                placed += _unmoved(self._place(layer, focus))
                continue
            for at, (person, act, step) in enumerate(zip(self._people, acts, steps, strict=True)):
                if person.walk:
                    placed += self._moving(at, act, step, focus)
                else:
                    paint = partial(self._pieces.person, person, act, focus)
                    placed += _unmoved(self._kept((at, act, focus), 1.0, paint))
            placed += self._front(focus)
        return placed

    # People on their way, and what is before them.

    def _moving(self, at: int, act: Act, step: Step, focus: float) -> list[Placed]:
        """A figure on its way, and its name: painted in the middle of the ground, laid where it is."""
        person, cant = self._people[at], self._views.cant
        stance = person.stepping(step.phase)
        middle = self._views.grounds[1.0].upright[0]
        centred = replace(person, stance=replace(stance, x=middle))
        sheets = self._kept((at, act, step.phase, focus), 1.0, partial(self._pieces.person, centred, act, focus))
        by = turned((stance.x + step.offset - middle, 0.0), -cant)
        carried = person.walk is not None and person.walk.carried
        placed = [Placed(sheet, by, step.distance, carried) for sheet in sheets]
        for label in self._pieces.labels:
            if label.of == person.name:
                name = self._kept(("label", at), 1.0, partial(self._pieces.lettering, label))
                by = turned((step.offset, 0.0), -cant)
                by = self._receded(by, (label.x + by[0], label.y + label.high + by[1]), step.distance)
                placed += [Placed(sheet, by, carried=carried) for sheet in name]
        return placed

    def _receded(self, by: Point, foot: Point, distance: float) -> Point:
        """Where a name goes whose `foot` is over someone that many times farther from us: it keeps its size."""
        vanish = turned(self._views.vanish, -self._views.cant)
        return by[0] + (vanish[0] - foot[0]) * (1 - 1 / distance), by[1] + (vanish[1] - foot[1]) * (1 - 1 / distance)

    def _front(self, focus: float) -> list[Placed]:
        return _unmoved(self._kept(("front", focus), 1.0, partial(self._pieces.before, focus)))

    # The place.

    def _place(self, layer: Layer, focus: float) -> list[Sheet]:
        """A layer of the place. An opaque one that the lens blurs and the camera nears needs half the pixels."""
        if layer.depth in self._views.level:
            return self._parted(layer, focus)
        if not layer.opaque:
            return self._kept((layer.name, focus), layer.depth, lambda: [self._pieces.layer(layer, focus)])
        key = (layer.name, focus)
        if key not in self._sheets:
            ground = self._views.grounds[layer.depth]
            image = graded(self._pieces.layer(layer, focus).image.convert("RGB"), self._pieces.scene.grade)
            soft = self._views.nears and softness(layer, ground.density, focus) > _BLURRED
            if soft:
                image = image.resize((ground.size[0] // 4 * 2, ground.size[1] // 4 * 2), Image.Resampling.BOX)
            self._sheets[key] = [sheet_of(image, ground.box, layer.depth, soft)]
        return self._sheets[key]

    def _parted(self, layer: Layer, focus: float) -> list[Sheet]:
        """Ground apart from what of it is above the horizon, for a camera that rises."""
        key = (layer.name, focus)
        if key not in self._sheets:
            ground = self._views.grounds[layer.depth]
            image = graded(self._pieces.layer(layer, focus).image, self._pieces.scene.grade)
            row = round((self._views.horizon - ground.box.top) * ground.density / 2) * 2
            above, below = (
                Piece(image.crop((0, 0, image.width, row + _LAP)), 0, 0),
                Piece(image.crop((0, row, *image.size)), 0, row),
            )
            upper, lower = (pieces_of(part.image, ground.box_of(part), layer.depth) for part in (above, below))
            self._sheets[key] = [*upper, *(replace(sheet, level=True) for sheet in lower)]
        return self._sheets[key]

    def _kept(self, key: object, depth: float, paint: Callable[[], list[Piece]]) -> list[Sheet]:
        if key not in self._sheets:
            ground = self._views.grounds[depth]
            self._sheets[key] = [
                sheet
                for piece in paint()
                for sheet in pieces_of(graded(piece.image, self._pieces.scene.grade), ground.box_of(piece), depth)
            ]
        return self._sheets[key]


def _unmoved(sheets: list[Sheet]) -> list[Placed]:
    return [Placed(sheet) for sheet in sheets]
