"""The scene of a panel drawn: its layers, people and names on the grounds the camera sees, painted once each.

A camera that only turns sees one flat painting, with the speakers' mouths as patches on it; one that travels sees the
layers apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PIL import Image

from milimo_lang.ir.bodies import PanelBody
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.acting import SILENT, Act, act_of
from milimo_runtime.backends.animatic.camera import Camera, level_window, window
from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point
from milimo_runtime.backends.animatic.easel import Ground, Piece, around, turned
from milimo_runtime.backends.animatic.falling import falling_of
from milimo_runtime.backends.animatic.finish import finish_of
from milimo_runtime.backends.animatic.grade import graded
from milimo_runtime.backends.animatic.inset import insets
from milimo_runtime.backends.animatic.labels import Label, labels_of
from milimo_runtime.backends.animatic.layers import Sheet, pieces_of, reach_of, seen, sheet_of
from milimo_runtime.backends.animatic.painting import (
    Layer,
    draw_person,
    draw_standee,
    draw_thing,
    has_holes,
    in_strips,
    layers_of,
    painted,
    softened,
    softness,
)
from milimo_runtime.backends.animatic.scene import Person, Thing
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.backends.animatic.tracking import tracked
from milimo_runtime.backends.animatic.walks import Step
from milimo_runtime.media.decode import picture
from milimo_runtime.media.moves import Pose
from milimo_runtime.media.planes import Planes
from milimo_runtime.media.shutter import sweeps, swept
from milimo_runtime.media.stamps import laid
from milimo_runtime.media.transitions import dissolved

Acts = tuple[Act, ...]
Steps = tuple[Step, ...]
Placed = tuple[Sheet, Point]
"""A sheet and how far it lies from where it was painted."""
Corners = tuple[int, int, int, int]

_FINEST = 2.0
"""A painting is at most this many times finer than the frame, however far the camera goes in."""
_TURNED = 1.25
"""How much finer a painting is that the camera turns over as it goes."""
_BLURRED = 2.5
"""A painting blurred by more than so many pixels has nothing in it that half as many would not show."""
_WIDEST = 3.0
"""A painting has at most this many times the pixels of the frame each way."""
_FAR = 0.12
"""The depth of what is at the horizon."""
_LAP = 8
"""Rows of pixels by which what stands above the horizon laps over the ground."""
_STOPS = 4
"""Into how many steps the way of a racked focus is divided."""
_PATCH = 16
"""Pixels that a patch is larger than what changes in it."""


class Drawing:
    """The scene drawn, with a cache of what has been painted."""

    def __init__(self, body: PanelBody, camera: Camera, files: Mapping[str, Path]) -> None:
        self.body, self.files = body, files
        self.size = body.size
        self.aspect = body.size.width / body.size.height
        self.scene, self.camera = tracked(stage(body, self.aspect), camera, body.frames, self.aspect)
        camera = self.camera
        self.flat = not camera.travels
        rolls = {pose.roll for pose in camera.poses}
        self._cant = next(iter(rolls)) if len(rolls) == 1 else 0.0
        self._rolls = len(rolls) > 1
        self._nears = len({(pose.zoom, pose.push) for pose in camera.poses}) > 1
        self._layers = layers_of(self.scene, files, self.aspect, camera.racks)
        self._sheets: dict[object, list[Sheet]] = {}
        self._pieces: dict[object, list[Piece]] = {}
        self._under: dict[float, tuple[Image.Image, Image.Image]] = {}
        back = self._layers[0]
        self._horizon = back.about[1] + (self.scene.horizon - back.about[1]) * back.enlarged
        self._level = {layer.depth for layer in self._layers if layer.level and camera.rises}
        self._grounds = {depth: self._ground(depth) for depth in {layer.depth for layer in self._layers} | {1.0}}
        self._moves = any(person.walk for person in self.scene.people)
        self._labels = self._named()
        self._sweeps = sweeps(camera.poses)
        self._stamps = insets(self.scene, files, self.size)
        self._falling = falling_of(self.scene, self.size, body.rate)
        self._finish = finish_of(self.scene.finish, self.size, body.rate, body.seed, self._about())

    # What of the world is painted, and how finely.

    def _ground(self, depth: float) -> Ground:
        """All that a layer must cover, on whole even pixels, and its density."""
        levels = (False, True) if depth in self._level else (False,)
        windows = [self._window(pose, depth, level) for pose in self.camera.poses for level in levels]
        if self.camera.still and not self._rolls:
            return Ground(windows[0], self.size.height / windows[0].height, self._cant)
        reach = reach_of(windows, self._rolls)
        closest = min(window.height for window in windows)
        finest = self.size.height / closest * (_TURNED if self._rolls else 1.0)
        density = min(
            finest,
            _FINEST * self.size.height,
            _WIDEST * self.size.height / reach.height,
            _WIDEST * self.size.width / reach.width,
        )
        reach = reach.grown(6 / density)
        wide, high = math.ceil(reach.width * density / 2) * 2, math.ceil(reach.height * density / 2) * 2
        box = Box(reach.left, reach.top, reach.left + wide / density, reach.top + high / density)
        return Ground(box, density, self._cant)

    def _window(self, pose: Pose, depth: float, level: bool = False) -> Box:
        """What the frame shows at `depth`, along the frame; of a level sheet there, or of what stands on it."""
        lens, far = (1.0 if self.flat else self.camera.layer_depth(at) for at in (depth, _FAR))
        seen = replace(pose, crane=pose.crane * far / lens) if depth in self._level else pose
        box = window(seen, self.aspect, lens, self.scene.target, self._horizon)
        if level:
            box = level_window(box, pose, far, self._horizon)
        if not self._cant:
            return box
        x, y = turned(box.middle, -self._cant)
        return Box(x - box.width / 2, y - box.height / 2, x + box.width / 2, y + box.height / 2)

    def _named(self) -> list[Label]:
        poses = [replace(pose, truck=0.0) if self._moves else pose for pose in self.camera.poses]
        windows = list(dict.fromkeys(self._window(pose, 1.0) for pose in poses))
        return labels_of(self.scene, self.size, windows, lambda point: turned(point, -self._cant))

    # Frames.

    def _about(self) -> tuple[float, float]:
        """Where the subject's eyes are once the camera is nearly there: from the frame's middle, in its sides."""
        subjects = {figure.name for figure in self.body.figures if figure.subject}
        stances = [(one.name in subjects, one.stance) for one in self.scene.people if one.label]
        stance = max(stances, key=lambda one: one[0], default=(False, None))[1]
        x, y = (stance.x, stance.top + 0.07 * stance.height) if stance else (0.0, 0.0)
        window = self._window(self.camera.poses[len(self.camera.poses) * 3 // 4], 1.0)
        across, down = (x - window.middle[0]) / window.width, (y - window.middle[1]) / window.height
        return max(-0.4, min(0.4, across)), max(-0.4, min(0.4, down))

    def state(self, frame: int) -> object:
        restless = self._finish.phase(frame) if self._finish else None
        fallen = self._falling.phase(frame) if self._falling else None
        return self.camera.poses[frame], self._sweeps[frame], self._acts(frame), self._steps(frame), restless, fallen

    def planes(self, frame: int) -> Planes:
        planes = swept(self._focused(frame), self._sweeps[frame])
        if self._falling:
            planes = self._falling.over(planes, frame)
        return laid(self._finish.over(planes, frame) if self._finish else planes, self._stamps)

    def _focused(self, frame: int) -> Planes:
        """The frame at its focus; between two stops of the ring, which are painted, a mixture of theirs."""
        focus = self.camera.poses[frame].focus if self.camera.racks else 0.0
        stop, share = divmod(focus * _STOPS, 1)
        planes = self._shown(frame, stop / _STOPS)
        return dissolved(planes, self._shown(frame, (stop + 1) / _STOPS), share) if share else planes

    def _shown(self, frame: int, focus: float) -> Planes:
        pose, acts, steps = self.camera.poses[frame], self._acts(frame), self._steps(frame)
        placed = self._whole(acts, steps, focus) if self.flat else self._apart(acts, steps, focus)
        roll = pose.roll if self._rolls else 0.0
        return seen(
            [(sheet, _beside(self._window(pose, sheet.depth, sheet.level), by)) for sheet, by in placed],
            roll,
            self.size,
        )

    def _acts(self, frame: int) -> Acts:
        return tuple(act_of(self.body, person, frame) for person in self.scene.people)

    def _steps(self, frame: int) -> Steps:
        walks = (person.walk for person in self.scene.people)
        return tuple(walk.step(frame) if walk else Step() for walk in walks)

    # Sheets.

    def _whole(self, acts: Acts, steps: Steps, focus: float) -> list[Placed]:
        """All that stays in its place as one opaque sheet, over it the speakers' patch, and over that what moves."""
        quiet = tuple(SILENT if person.walk else act for person, act in zip(self.scene.people, acts, strict=True))
        silent = (SILENT,) * len(acts)
        if ("whole", focus) not in self._sheets:
            self._sheets["whole", focus] = [self._flattened(silent, focus)]
        sheets = self._sheets["whole", focus]
        if quiet != silent:
            if (quiet, focus) not in self._sheets:
                self._sheets[quiet, focus] = [self._patch(quiet, focus)]
            # A camera that rolls as it goes reads whole frames: its patch is the whole painting.
            sheets = self._sheets[quiet, focus] if self._rolls else [*sheets, *self._sheets[quiet, focus]]
        placed = _unmoved(sheets)
        if self._moves:
            for at, (act, step) in enumerate(zip(acts, steps, strict=True)):
                placed += self._moving(at, act, step, focus) if self.scene.people[at].walk else []
            placed += self._unmoved_front(focus)
            for layer in self._after_people():
                placed += _unmoved(self._place(layer, focus))
        return placed

    def _after_people(self) -> list[Layer]:
        names = [layer.name for layer in self._layers]
        return self._layers[names.index("people") + 1 :]

    def _unmoved_front(self, focus: float) -> list[Placed]:
        return _unmoved(self._kept(("front", focus), 1.0, partial(self._before_people, focus)))

    def _moving(self, at: int, act: Act, step: Step, focus: float) -> list[Placed]:
        """A figure on its way, and its name: painted in the middle of the ground, laid where it is."""
        person = self.scene.people[at]
        stance = person.stepping(step.phase)
        middle = self._grounds[1.0].upright[0]
        centred = replace(person, stance=replace(stance, x=middle))
        sheets = self._kept((at, act, step.phase, focus), 1.0, partial(self._person, centred, act, focus))
        by = turned((stance.x + step.offset - middle, 0.0), -self._cant)
        placed = [(sheet, by) for sheet in sheets]
        for label in self._labels:
            if label.of == person.name:
                name = self._kept(("label", at), 1.0, partial(self._lettering, label))
                placed += [(sheet, turned((step.offset, 0.0), -self._cant)) for sheet in name]
        return placed

    def _flattened(self, acts: Acts, focus: float) -> Sheet:
        """Everything composed; what lies behind and before the speakers is kept for their patches."""
        ground = self._grounds[1.0]
        speaking = self._speakers()
        whole: Image.Image | None = None
        front = Image.new("RGBA", (speaking[2] - speaking[0], speaking[3] - speaking[1])) if speaking else None
        behind: Image.Image | None = None
        for layer in self._layers:
            if layer.name == "people":
                assert whole is not None
                behind = whole.crop(speaking) if speaking else None
                for piece in self._people(acts, focus):
                    piece.over(whole)
                if self._moves:
                    break
                continue
            piece = ground.whole(partial(painted, layer, focus=focus))
            if whole is None:
                whole = piece.image
                continue
            piece.over(whole)
            if behind is not None and front is not None and speaking:
                piece.over(front, speaking[0], speaking[1])
        assert whole is not None
        if behind is not None and front is not None:
            self._under[focus] = (behind, front)
        return sheet_of(graded(whole.convert("RGB"), self.scene.grade), ground.box, 1.0)

    def _patch(self, acts: Acts, focus: float) -> Sheet:
        """The part of the flat painting where people speak, as they act."""
        ground, speaking = self._grounds[1.0], self._speakers()
        assert speaking is not None
        behind, front = self._under[focus]
        part = behind.copy()
        for piece in self._people(acts, focus):
            piece.over(part, speaking[0], speaking[1])
        part.alpha_composite(front)
        box = ground.box_of(Piece(part, speaking[0], speaking[1]))
        return sheet_of(graded(part.convert("RGB"), self.scene.grade), box, 1.0)

    def _speakers(self) -> Corners | None:
        """The pixels of the figures' ground where someone speaks, even ones."""
        ground = self._grounds[1.0]
        names = {speech.figure for speech in self.body.speaking}
        boxes = [
            pixels
            for person in self.scene.people
            if person.name in names and not person.walk and (pixels := ground.pixels(self._extent(person)))
        ]
        if not boxes:
            return None
        wide, high = ground.size
        if self._rolls:
            return 0, 0, wide, high
        left, top = (max(0, min(box[at] for box in boxes) - _PATCH) // 2 * 2 for at in (0, 1))
        right, bottom = (max(box[at] for box in boxes) + _PATCH for at in (2, 3))
        return left, top, min(wide, (right + 1) // 2 * 2), min(high, (bottom + 1) // 2 * 2)

    def _extent(self, person: Person) -> Box:
        return around(person.stance.box.grown(0.03), -self._cant)

    def _apart(self, acts: Acts, steps: Steps, focus: float) -> list[Placed]:
        """The layers as sheets of their own, and each figure as it acts and where it is."""
        placed: list[Placed] = []
        for layer in self._layers:
            if layer.name != "people":
                placed += _unmoved(self._place(layer, focus))
                continue
            for at, (person, act, step) in enumerate(zip(self.scene.people, acts, steps, strict=True)):
                if person.walk:
                    placed += self._moving(at, act, step, focus)
                else:
                    paint = partial(self._person, person, act, focus)
                    placed += _unmoved(self._kept((at, act, focus), 1.0, paint))
            placed += self._unmoved_front(focus)
        return placed

    def _kept(self, key: object, depth: float, paint: Callable[[], list[Piece]]) -> list[Sheet]:
        if key not in self._sheets:
            ground = self._grounds[depth]
            self._sheets[key] = [
                sheet
                for piece in paint()
                for sheet in pieces_of(graded(piece.image, self.scene.grade), ground.box_of(piece), depth)
            ]
        return self._sheets[key]

    def _place(self, layer: Layer, focus: float) -> list[Sheet]:
        """A layer of the place. An opaque one that the lens blurs and the camera nears needs half the pixels."""
        if layer.depth in self._level:
            return self._parted(layer, focus)
        if not layer.opaque:
            return self._kept((layer.name, focus), layer.depth, partial(self._layer, layer, focus))
        key = (layer.name, focus)
        if key not in self._sheets:
            ground = self._grounds[layer.depth]
            image = graded(self._layer(layer, focus)[0].image.convert("RGB"), self.scene.grade)
            soft = self._nears and softness(layer, ground.density, focus) > _BLURRED
            if soft:
                image = image.resize((ground.size[0] // 4 * 2, ground.size[1] // 4 * 2), Image.Resampling.BOX)
            self._sheets[key] = [sheet_of(image, ground.box, layer.depth, soft)]
        return self._sheets[key]

    def _parted(self, layer: Layer, focus: float) -> list[Sheet]:
        """Ground apart from what of it is above the horizon, for a camera that rises."""
        key = (layer.name, focus)
        if key not in self._sheets:
            ground = self._grounds[layer.depth]
            image = graded(self._layer(layer, focus)[0].image, self.scene.grade)
            row = round((self._horizon - ground.box.top) * ground.density / 2) * 2
            above, below = (
                Piece(image.crop((0, 0, image.width, row + _LAP)), 0, 0),
                Piece(image.crop((0, row, *image.size)), 0, row),
            )
            upper, lower = (pieces_of(part.image, ground.box_of(part), layer.depth) for part in (above, below))
            self._sheets[key] = [*upper, *(replace(sheet, level=True) for sheet in lower)]
        return self._sheets[key]

    # Pieces.

    def _layer(self, layer: Layer, focus: float) -> list[Piece]:
        return [self._grounds[layer.depth].whole(partial(painted, layer, focus=focus))]

    def _people(self, acts: Acts, focus: float) -> Iterator[Piece]:
        """Those who stay in their places; what is before them too, unless somebody comes between."""
        for at, (person, act) in enumerate(zip(self.scene.people, acts, strict=True)):
            if person.walk:
                continue
            if act == SILENT:
                yield from self._again((at, focus), partial(self._person, person, act, focus))
            else:
                yield from self._person(person, act, focus)
        if not self._moves:
            yield from self._again(("front", focus), partial(self._before_people, focus))

    def _again(self, key: object, paint: Callable[[], list[Piece]]) -> list[Piece]:
        """Pieces that every patch has in it, painted once."""
        if key not in self._pieces:
            self._pieces[key] = paint()
        return self._pieces[key]

    def _person(self, person: Person, act: Act, focus: float) -> list[Piece]:
        cutout = _cutout(person, self.files, self.size)
        stance = replace(person.stance, mouth=act.mouth, gesture=act.gesture, blink=act.blink)

        def draw(canvas: Canvas) -> None:
            if cutout is None:
                draw_person(canvas, self.scene, person, stance)
            else:
                draw_standee(canvas, person, cutout, act.mouth)

        def paint(box: Box, density: float) -> Image.Image:
            soft = max(0.004 if stance.away and not person.label else 0.0, 0.008 * focus)
            return softened(in_strips(draw, box, density), soft * density)

        return _some(self._grounds[1.0].piece(stance.box.grown(0.03), paint))

    def _before_people(self, focus: float) -> list[Piece]:
        """Things, and the names of people and things; the names of those on their way go with them."""
        pieces = [piece for thing in self.scene.things for piece in self._thing(thing, focus)]
        going = {person.name for person in self.scene.people if person.walk}
        return pieces + [piece for label in self._labels if label.of not in going for piece in self._lettering(label)]

    def _lettering(self, label: Label) -> list[Piece]:
        """A name stands upright whatever the camera does."""
        level = replace(self._grounds[1.0], roll=0.0)
        return _some(level.piece(label.box.grown(0.004), partial(_lettered, label)))

    def _thing(self, thing: Thing, focus: float) -> list[Piece]:
        def paint(box: Box, density: float) -> Image.Image:
            image = in_strips(lambda canvas: draw_thing(canvas, self.scene, thing, self.files), box, density)
            return softened(image, 0.008 * focus * density)

        middle = thing.foot - thing.height / 2
        box = Box(thing.x, middle, thing.x, middle).grown(1.3 * thing.height)
        return _some(self._grounds[1.0].piece(box, paint))


def _lettered(label: Label, box: Box, density: float) -> Image.Image:
    canvas = Canvas(box, density)
    canvas.label(label.text, (label.x, label.y), label.type_size, label.half, label.high)
    return canvas.finished()


def _unmoved(sheets: list[Sheet]) -> list[Placed]:
    return [(sheet, (0.0, 0.0)) for sheet in sheets]


def _beside(window: Box, by: Point) -> Box:
    """The window as what lies `by` from where it was painted sees it."""
    return Box(window.left - by[0], window.top - by[1], window.right - by[0], window.bottom - by[1])


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
