"""A shot from its chunks: exactly the frames that are shown and the handle, cropped, with the sound under them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import numpy as np
from av.video.frame import VideoFrame
from PIL import Image

from milimo_lang.ir.bodies import JoinBody
from milimo_lang.ir.values import Crop, Size, sample_at
from milimo_runtime.backend import Failed, Job
from milimo_runtime.media.ahead import ahead
from milimo_runtime.media.chunks import exact_frames
from milimo_runtime.media.crops import box, middle
from milimo_runtime.media.decode import planes_of
from milimo_runtime.media.deep import LAYOUT, planes_within, rgb_of
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.planes import Planes, planes_from_rgb, rgb_from_planes
from milimo_runtime.media.seams import joined
from milimo_runtime.media.segments import tell
from milimo_runtime.media.sound import read_sound, silence, write_sound_chunks


def make_join(job: Job, body: JoinBody) -> None:
    """Write `picture` and `sound` from the chunks that `body` names, whose sounds are the inputs `ROLE/sound`.

    The middle of the generated picture is seen: it is larger than the film by what the model's grid is coarser. Where a
    model works smaller than the film, or a preview does, that is scaled up.
    """
    count = body.frames + body.handle
    if any(sum(piece.frames for piece in pieces) != count for pieces in (body.seen, body.heard)):
        raise ValueError(f"what is kept of the chunks is not the {count} frames of the shot")
    with (
        PictureWriter(job.outputs["picture"], body.size, body.rate, "filmed mezzanine") as writer,
        closing(ahead(lambda frame: shown(frame, body.crop, body.size), _kept(job, body))) as pictures,
    ):
        for number, planes in enumerate(pictures):
            writer.write(planes)
            tell(job, number, count, body.rate, "joining")
    sound = silence(sample_at(count, body.rate, body.sample_rate))
    if body.audio:
        sound = joined(
            body.heard,
            body.rate,
            body.sample_rate,
            lambda role: read_sound(job.inputs[f"{role}/sound"], sample_rate=body.sample_rate),
        )
    write_sound_chunks(job.outputs["sound"], sound, body.sample_rate)


def _kept(job: Job, body: JoinBody) -> Iterator[VideoFrame]:
    for piece in body.seen:
        for frame in exact_frames(job.inputs[piece.role], piece.first, piece.frames):
            if (frame.width, frame.height) != (body.generated.width, body.generated.height):
                made = f"{frame.width}x{frame.height}"
                raise Failed(f"a chunk is {made}, not {body.generated}", "Build again with --force.")
            yield frame


def shown(frame: VideoFrame, crop: Crop, size: Size) -> Planes:
    """What `crop` shows of a frame, at `size`: without resampling where it is as large."""
    made = Size(width=frame.width, height=frame.height)
    if crop.whole == made and crop.shown == size:
        return cropped(frame, size)
    picture = rgb_of(frame) if frame.format.name == LAYOUT else rgb_from_planes(planes_of(frame))
    scaled = Image.fromarray(picture).resize((size.width, size.height), Image.Resampling.BICUBIC, box=box(crop, made))
    return planes_from_rgb(np.asarray(scaled))


def cropped(frame: VideoFrame, size: Size) -> Planes:
    """The middle of a frame of a chunk, or of a mezzanine, from even columns and rows on."""
    left, top = middle(Size(width=frame.width, height=frame.height), size)
    if frame.format.name == LAYOUT:
        return planes_within(frame, left, top, size)
    return Planes(
        *(
            plane[top // part : (top + size.height) // part, left // part : (left + size.width) // part]
            for plane, part in zip(planes_of(frame), (1, 2, 2), strict=True)
        )
    )
