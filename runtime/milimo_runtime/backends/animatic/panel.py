"""A drawn panel as film: the scene's layers, or its key pictures, through the camera, frame by frame.

A camera that only turns sees one flat painting; one that travels sees the layers apart. Frames that look alike are
made once. People are painted once for each state of their mouths.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from PIL import Image

from milimo_lang.ir.plan import PanelBody
from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.animatic.camera import Camera, camera_of, window
from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.inset import insets
from milimo_runtime.backends.animatic.keys import KeyPictures
from milimo_runtime.backends.animatic.layers import Sheet, pieces_of, reach_of, seen, sheet_of
from milimo_runtime.backends.animatic.painting import (
    Layer,
    draw_name,
    draw_person,
    draw_standee,
    draw_thing,
    graded,
    has_holes,
    layers_of,
    painted,
    softened,
    stacked,
)
from milimo_runtime.backends.animatic.stage import Person, stage
from milimo_runtime.media.chance import chance
from milimo_runtime.media.decode import picture
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.moves import Pose
from milimo_runtime.media.planes import Planes
from milimo_runtime.media.stamps import laid
from milimo_runtime.media.transitions import dissolved

Mouths = tuple[int, ...]

_FINEST = 2.0
"""A painting is at most this many times finer than the frame, however far the camera goes in."""
_TURNED = 1.25
"""How much finer a painting is that the camera turns over."""
_WIDEST = 3.0
"""A painting has at most this many times the pixels of the frame each way."""


class Pictures(Protocol):
    """What a panel shows: `state` is equal for frames that look alike."""

    def state(self, frame: int) -> object: ...

    def planes(self, frame: int) -> Planes: ...


def make_panel(job: Job, body: PanelBody) -> None:
    """Write the mezzanine of `body` to the output `picture`."""
    camera = camera_of(body.terms, body.frames, body.handle, body.seed)
    job.report(Progress(0.0, "drawing"))
    pictures: Pictures
    if body.keys:
        pictures = KeyPictures(body, camera, job.inputs)
    else:
        pictures = Drawing(body, camera, job.inputs)
    total = body.frames + body.handle
    with PictureWriter(job.outputs["picture"], body.size, body.rate, "mezzanine") as writer:
        for first, count in _runs(pictures, total):
            planes = pictures.planes(first)
            for at in range(0, count, 24):
                writer.write(planes, min(24, count - at))
                job.report(Progress((first + at) / total, "drawing"))
    job.report(Progress(1.0, "drawn"))


def _runs(pictures: Pictures, total: int) -> Iterator[tuple[int, int]]:
    """(first frame, count) of each run of frames that look alike."""
    first = 0
    for frame in range(1, total + 1):
        if frame == total or pictures.state(frame) != pictures.state(first):
            yield first, frame - first
            first = frame


class Drawing:
    """The scene drawn, with a cache of what has been painted."""

    def __init__(self, body: PanelBody, camera: Camera, files: Mapping[str, Path]) -> None:
        self.body, self.camera, self.files = body, camera, files
        self.size = body.size
        self.aspect = body.size.width / body.size.height
        self.scene = stage(body, self.aspect)
        self.flat = not camera.travels
        self.rolls = any(pose.roll for pose in camera.poses)
        self._layers = layers_of(self.scene, files, self.aspect, camera.racks)
        self._painted: dict[tuple[str, bool], Image.Image] = {}
        self._people: dict[tuple[str, int], tuple[Image.Image, tuple[int, int]] | None] = {}
        self._sheets: dict[tuple[str, Mouths, bool], list[Sheet]] = {}
        self._frames = {depth: self._region(depth) for depth in {layer.depth for layer in self._layers} | {1.0}}
        self._stamps = insets(self.scene, files, self.size)

    # What of the world is painted, and how finely.

    def _region(self, depth: float) -> tuple[Box, float]:
        """The box of the world a layer must cover, on whole even pixels, and its density."""
        windows = [self._window(pose, depth) for pose in self.camera.poses]
        if self.camera.still and not self.rolls:
            return windows[0], self.size.height / windows[0].height
        reach = reach_of(windows, self.rolls)
        finest = self.size.height / min(window.height for window in windows) * (_TURNED if self.rolls else 1.0)
        density = min(
            finest,
            _FINEST * self.size.height,
            _WIDEST * self.size.height / reach.height,
            _WIDEST * self.size.width / reach.width,
        )
        reach = reach.grown(4 / density)
        wide, high = math.ceil(reach.width * density / 2) * 2, math.ceil(reach.height * density / 2) * 2
        return Box(reach.left, reach.top, reach.left + wide / density, reach.top + high / density), density

    def _window(self, pose: Pose, depth: float) -> Box:
        return window(pose, self.aspect, 1.0 if self.flat else self.camera.layer_depth(depth), self.scene.target)

    # Frames.

    def state(self, frame: int) -> object:
        return self.camera.poses[frame], self._mouths(frame)

    def planes(self, frame: int) -> Planes:
        pose, mouths = self.camera.poses[frame], self._mouths(frame)
        if not self.camera.racks:
            return laid(self._shown(pose, mouths, pose.focus > 0.5), self._stamps)
        near, far = (self._shown(pose, mouths, rack) for rack in (False, True))
        return laid(dissolved(near, far, pose.focus), self._stamps)

    def _shown(self, pose: Pose, mouths: Mouths, rack: bool) -> Planes:
        sheets = self._whole(mouths, rack) if self.flat else self._apart(mouths, rack)
        return seen([(sheet, self._window(pose, sheet.depth)) for sheet in sheets], pose.roll, self.size)

    def _mouths(self, frame: int) -> Mouths:
        return tuple(self._mouth(person.name, frame) for person in self.scene.people)

    def _mouth(self, name: str, frame: int) -> int:
        """0 in silence; while the figure speaks 0 to 2, drawn on twos as animators do."""
        beat = max(1, round(self.body.rate / 12))
        for speech in self.body.speaking:
            if speech.figure == name and speech.span.start <= frame < speech.span.end:
                at = (frame - speech.span.start) // beat
                return (1, 2, 1, 0, 2, 1, 2, 0)[(at + int(8 * chance("mouth", name, at // 4))) % 8]
        return 0

    # Sheets.

    def _whole(self, mouths: Mouths, rack: bool) -> list[Sheet]:
        """All layers as one opaque sheet."""
        key = ("whole", mouths, rack)
        if key not in self._sheets:
            box, density = self._frames[1.0]
            images = [
                self._people_on(mouths, rack) if layer.name == "people" else self._layer(layer, box, density, rack)
                for layer in self._layers
            ]
            whole = graded(stacked(images).convert("RGB"), self.scene)
            self._sheets[key] = [sheet_of(whole, box, 1.0)]
        return self._sheets[key]

    def _apart(self, mouths: Mouths, rack: bool) -> list[Sheet]:
        """The layers as sheets of their own; only the people's depends on the mouths."""
        sheets: list[Sheet] = []
        for layer in self._layers:
            people = layer.name == "people"
            key = (layer.name, mouths if people else (), rack)
            if key not in self._sheets:
                box, density = self._frames[layer.depth]
                image = self._people_on(mouths, rack) if people else self._layer(layer, box, density, rack)
                image = graded(image, self.scene)
                self._sheets[key] = (
                    [sheet_of(image.convert("RGB"), box, layer.depth)]
                    if layer.opaque
                    else pieces_of(image, box, layer.depth)
                )
            sheets += self._sheets[key]
        return sheets

    def _layer(self, layer: Layer, box: Box, density: float, rack: bool) -> Image.Image:
        key = (layer.name, rack)
        if key not in self._painted:
            image = painted(layer, box, density, rack)
            size = _pixels(box, density)
            self._painted[key] = image if image.size == size else image.resize(size, Image.Resampling.BICUBIC)
        return self._painted[key]

    def _people_on(self, mouths: Mouths, rack: bool) -> Image.Image:
        """The people and things on a transparent ground of the figures' region."""
        box, density = self._frames[1.0]
        whole = Image.new("RGBA", _pixels(box, density), (0, 0, 0, 0))
        for person, mouth in zip(self.scene.people, mouths, strict=True):
            drawn = self._person(person, mouth, box, density)
            if drawn is not None:
                whole.alpha_composite(*drawn)
        front = Canvas(box, density)
        bounds = Box(-self.aspect / 2, -0.5, self.aspect / 2, 0.5).grown(-0.03)
        for thing in self.scene.things:
            draw_thing(front, self.scene, thing, self.files, bounds)
        for person in self.scene.people:
            if person.label:
                draw_name(front, person, bounds)
        whole.alpha_composite(front.finished().crop((0, 0, *whole.size)))
        return softened(whole, 0.008 * density) if rack else whole

    def _person(
        self, person: Person, mouth: int, box: Box, density: float
    ) -> tuple[Image.Image, tuple[int, int]] | None:
        key = (person.name, mouth)
        if key not in self._people:
            self._people[key] = self._draw(person, mouth, box, density)
        return self._people[key]

    def _draw(self, person: Person, mouth: int, box: Box, density: float) -> tuple[Image.Image, tuple[int, int]] | None:
        """The figure on a canvas of its own, on the pixel grid of `box`, and where it lies there."""
        part = person.stance.box.grown(0.02).meet(box)
        if part.width <= 0 or part.height <= 0:
            return None
        x, y = math.floor((part.left - box.left) * density), math.floor((part.top - box.top) * density)
        left, top = box.left + x / density, box.top + y / density
        canvas = Canvas(Box(left, top, part.right, part.bottom), density)
        cutout = _cutout(person, self.files)
        if cutout is None:
            draw_person(canvas, self.scene, person, mouth)
        else:
            draw_standee(canvas, person, cutout, mouth)
        image = canvas.finished()
        if person.stance.away:
            image = softened(image, 0.004 * density)
        across, down = _pixels(box, density)
        return image.crop((0, 0, min(image.width, across - x), min(image.height, down - y))), (x, y)


def _cutout(person: Person, files: Mapping[str, Path]) -> Image.Image | None:
    """The first reference of a figure that has transparency: it stands in for the drawing."""
    if person.stance.away:
        return None
    for role in person.references:
        if role in files:
            image = picture(files[role])
            if has_holes(image):
                return image
    return None


def _pixels(box: Box, density: float) -> tuple[int, int]:
    return round(box.width * density), round(box.height * density)
