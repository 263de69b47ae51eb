"""The scene of a panel drawn, frame by frame: its sheets through the camera, and what the finish lays over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from milimo_lang.ir.bodies import PanelBody
from milimo_runtime.backends.animatic.acting import act_of
from milimo_runtime.backends.animatic.aiming import aimed
from milimo_runtime.backends.animatic.camera import Camera
from milimo_runtime.backends.animatic.canvas import Box, Point
from milimo_runtime.backends.animatic.easel import turned
from milimo_runtime.backends.animatic.falling import falling_of
from milimo_runtime.backends.animatic.finish import finish_of
from milimo_runtime.backends.animatic.flat import Acts
from milimo_runtime.backends.animatic.inset import insets
from milimo_runtime.backends.animatic.labels import Label, labels_of
from milimo_runtime.backends.animatic.layers import seen
from milimo_runtime.backends.animatic.painting import layers_of
from milimo_runtime.backends.animatic.pieces import Pieces
from milimo_runtime.backends.animatic.sheets import Sheets, Steps
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.backends.animatic.tracking import tracked
from milimo_runtime.backends.animatic.views import Views
from milimo_runtime.backends.animatic.walks import Step
from milimo_runtime.media.planes import Planes
from milimo_runtime.media.shutter import STILL, sweeps, swept
from milimo_runtime.media.stamps import laid
from milimo_runtime.media.transitions import dissolved

_STOPS = 4
"""Into how many steps the way of a racked focus is divided."""


class Drawing:
    """The scene drawn, with a cache of what has been painted."""

    def __init__(self, body: PanelBody, camera: Camera, files: Mapping[str, Path]) -> None:
        self.body, self.size = body, body.size
        aspect = body.size.width / body.size.height
        self.scene, self.camera = tracked(stage(body, aspect), camera, body.frames, aspect)
        self.camera = aimed(self.scene, self.camera, body.terms, aspect)
        layers = layers_of(self.scene, files, aspect, camera.racks, self.camera.strays)
        self._views = Views(self.scene, self.camera, layers, self.size)
        speakers = {speech.figure for speech in body.speaking}
        self._sheets = Sheets(self._views, layers, Pieces(self._views, self._named(), files), speakers)
        self._sweeps = sweeps(self.camera.poses)
        self._stamps = insets(self.scene, files, self.size)
        self._falling = falling_of(self.scene, self.size, body.rate)
        self._finish = finish_of(self.scene.finish, self.size, body.rate, body.seed, self._about())

    def state(self, frame: int) -> object:
        restless = self._finish.phase(frame) if self._finish else None
        fallen = self._falling.phase(frame) if self._falling else None
        return self.camera.poses[frame], self._sweeps[frame], self._acts(frame), self._steps(frame), restless, fallen

    def planes(self, frame: int) -> Planes:
        planes = self._focused(frame)
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
        """The frame at one focus; what the open shutter smears is what the camera does not go along with."""
        pose, views, sweep = self.camera.poses[frame], self._views, self._sweeps[frame]
        vanish, roll = turned(views.vanish, -views.cant), pose.roll if views.rolls else 0.0
        placed = self._sheets.placed(self._acts(frame), self._steps(frame), focus)
        boxes = [views.window(pose, one.sheet.depth, one.sheet.level).scaled(one.distance, vanish) for one in placed]
        windows = [(one.sheet, _beside(box, one.by)) for one, box in zip(placed, boxes, strict=True)]
        if sweep == STILL:
            return seen(windows, roll, self.size)
        behind = next((at for at, one in enumerate(placed) if one.carried), len(placed))
        smeared = swept(seen(windows[:behind], roll, self.size), sweep)
        return seen(windows[behind:], roll, self.size, smeared) if behind < len(placed) else smeared

    def _acts(self, frame: int) -> Acts:
        return tuple(act_of(self.body, person, frame) for person in self.scene.people)

    def _steps(self, frame: int) -> Steps:
        walks = (person.walk for person in self.scene.people)
        return tuple(walk.step(frame) if walk else Step() for walk in walks)

    def _named(self) -> list[Label]:
        moves = any(person.walk for person in self.scene.people)
        poses = [replace(pose, truck=0.0) if moves else pose for pose in self.camera.poses]
        windows = list(dict.fromkeys(self._views.window(pose, 1.0) for pose in poses))
        return labels_of(self.scene, self.size, windows, lambda point: turned(point, -self._views.cant))

    def _about(self) -> Point:
        """Where the subject's eyes are once the camera is nearly there: from the frame's middle, in its sides."""
        subjects = {figure.name for figure in self.body.figures if figure.subject}
        stances = [(one.name in subjects, one.stance) for one in self.scene.people if one.label]
        stance = max(stances, key=lambda one: one[0], default=(False, None))[1]
        x, y = (stance.x, stance.eyes) if stance else (0.0, 0.0)
        window = self._views.window(self.camera.poses[len(self.camera.poses) * 3 // 4], 1.0)
        across, down = (x - window.middle[0]) / window.width, (y - window.middle[1]) / window.height
        return max(-0.4, min(0.4, across)), max(-0.4, min(0.4, down))


def _beside(window: Box, by: Point) -> Box:
    """The window as what lies `by` from where it was painted sees it."""
    return Box(window.left - by[0], window.top - by[1], window.right - by[0], window.bottom - by[1])
