"""A drawn panel as film: the scene, or its key pictures, through the camera, frame by frame.

Frames that look alike are made once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from milimo_lang.ir.bodies import PanelBody
from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.keys import KeyPictures
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.planes import Planes


class Pictures(Protocol):
    """What a panel shows: `state` is equal for frames that look alike."""

    def state(self, frame: int) -> object: ...

    def planes(self, frame: int) -> Planes: ...


def make_panel(job: Job, body: PanelBody) -> None:
    """Write the mezzanine of `body` to the output `picture`."""
    camera = camera_of(body.terms, body.frames, body.handle, body.seed, body.rate)
    job.report(Progress(0.0, "drawing"))
    pictures: Pictures
    if body.keys:
        pictures = KeyPictures(body, camera, job.inputs)
    else:
        pictures = Drawing(body, camera, job.inputs)
    total = body.frames + body.handle
    with PictureWriter(job.outputs["picture"], body.size, body.rate, "drawn mezzanine") as writer:
        for first, count in _runs(pictures, total):
            job.report(Progress(first / total, "drawing"))
            writer.hold(pictures.planes(first), count)
    job.report(Progress(1.0, "drawn"))


def _runs(pictures: Pictures, total: int) -> Iterator[tuple[int, int]]:
    """(first frame, count) of each run of frames that look alike."""
    first = 0
    for frame in range(1, total + 1):
        if frame == total or pictures.state(frame) != pictures.state(first):
            yield first, frame - first
            first = frame
