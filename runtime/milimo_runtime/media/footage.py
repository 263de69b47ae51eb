"""Filmed material and photographs as a shot: the film's size, rate and length, its sound beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import repeat
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from PIL import Image, ImageFilter

from milimo_lang.ir.bodies import FootageBody
from milimo_lang.ir.values import Size, half_up, sample_at
from milimo_runtime.backend import Failed, Job
from milimo_runtime.media.decode import cover, on_black, picture, planes_of
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.opening import decoded
from milimo_runtime.media.planes import Planes, planes_from_rgb
from milimo_runtime.media.playing import moment_of, playing
from milimo_runtime.media.probe import probe
from milimo_runtime.media.rostrum import View, moved, needed, views
from milimo_runtime.media.segments import conformed, tell
from milimo_runtime.media.shutter import sweeps_of, swept
from milimo_runtime.media.sound import Samples, sound_chunks, write_sound

SAMPLE_RATE = 48_000
"""Of the sound written: the mix converts to the film's."""


_WHOLE, _DARKER = 0.5, 0.55
"""A video of which less than this would be seen is shown whole; how bright its blur is beside it."""


def make_footage(job: Job, body: FootageBody) -> None:
    """Write `picture` (the shown frames and the handle) and `sound` (as long) from the input `source`.

    A photograph is cropped to the film's shape, little of it above, and held, or moved over as the body's terms say;
    filmed material has its own camera. A video is shown frame by frame as the film's clock passes over it; its last
    frame is held when it is too short. One that was taken upright for a wide film, or the other way round, is seen
    whole, on a blur of itself.
    """
    path = job.inputs["source"]
    media = probe(path)
    if media.kind == "sound":
        raise Failed(f"{path.name} has no picture", "Lay it under a shot with %sfx or %music.")
    if body.speed <= 0:
        raise Failed("the speed of footage must be more than 0", "Write a speed such as 50%.")
    count = body.frames + body.handle
    pictures = _held(path, body) if media.kind == "image" else _filmed(path, body)
    with PictureWriter(job.outputs["picture"], body.size, body.rate, "mezzanine") as writer:
        for number, planes in zip(range(count), pictures, strict=False):
            writer.write(planes)
            tell(job, number, count, body.rate, "conforming")
    length = sample_at(count, body.rate, SAMPLE_RATE)
    sound = _heard(path, body, length) if media.has_sound else np.zeros((length, 2), np.float32)
    write_sound(job.outputs["sound"], sound, SAMPLE_RATE)


def _held(path: Path, body: FootageBody) -> Iterator[Planes]:
    seen = views(body.terms, body.frames, body.handle, body.rate)
    image = on_black(picture(path, needed(body.size, seen)))
    if set(seen) == {View()}:
        return repeat(planes_from_rgb(cover(image, body.size)))
    return map(swept, moved(image, body.size, seen), sweeps_of(seen))


def _filmed(path: Path, body: FootageBody) -> Iterator[Planes]:
    """Film frame k shows what the source shows at start + k * speed / rate; past its end, its last frame."""
    moments = (body.start + number * body.speed / body.rate for number in range(body.frames + body.handle))
    drawn: tuple[VideoFrame, Planes] | None = None
    for frame in playing(path, moments):
        if drawn is None or drawn[0] is not frame:
            drawn = (frame, framed(planes_of(frame, path.name), body.size))
        yield drawn[1]


def framed(planes: Planes, size: Size) -> Planes:
    """`planes` filling `size`; where more than half would be cropped they are whole, on a blur of themselves."""
    shape = planes.size.width * size.height / (planes.size.height * size.width)
    if min(shape, 1 / shape) >= _WHOLE:
        return conformed(planes, size)
    part = (shape, 1.0) if shape < 1 else (1.0, 1 / shape)
    inner = Size(width=max(2, round(size.width * part[0] / 2) * 2), height=max(2, round(size.height * part[1] / 2) * 2))
    ground, whole = _blurred(conformed(planes, size)), conformed(planes, inner)
    left, top = (size.width - inner.width) // 4, (size.height - inner.height) // 4
    for under, over, scale in zip(ground, whole, (2, 1, 1), strict=True):
        rows, columns = over.shape
        under[top * scale : top * scale + rows, left * scale : left * scale + columns] = over
    return ground


def _blurred(planes: Planes) -> Planes:
    """The picture out of focus and darker."""
    blur = ImageFilter.BoxBlur(planes.size.height / 18)
    halved = ImageFilter.BoxBlur(planes.size.height / 36)
    filters = (blur, halved, halved)
    soft = [np.array(Image.fromarray(p).filter(f), np.float32) for p, f in zip(planes, filters, strict=True)]
    darker = (16 + (soft[0] - 16) * _DARKER, *((plane - 128) * _DARKER + 128 for plane in soft[1:]))
    return Planes(*(np.rint(plane).astype(np.uint8) for plane in darker))


def _heard(path: Path, body: FootageBody, length: int) -> Samples:
    """`length` samples from `start` on, counted from the first frame as the picture is. At another speed pitch
    follows, as on tape.
    """
    read_rate = half_up(SAMPLE_RATE / body.speed)
    skip = half_up(body.start * read_rate)
    origin = next(map(moment_of, decoded(path)), Fraction(0))
    sound: Samples = np.zeros((length, 2), np.float32)
    at = -skip
    for chunk in sound_chunks(path, sample_rate=read_rate, origin=origin):
        first, last = max(at, 0), min(at + len(chunk), length)
        if first < last:
            sound[first:last] = chunk[first - at : last - at]
        at += len(chunk)
        if at >= length:
            break
    return sound
