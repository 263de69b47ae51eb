"""One chunk as a model decoded it, kept for the join, for the chunk that takes over from it and for keyframes.

Its pictures are H.264 at 4:4:4 and ten bits, BT.709 limited, in MP4: finer than a mezzanine, because what is read back
may be encoded into latents again, chunk after chunk. Every eighth is a key frame and none is reordered, so any run of
frames is found by counting packets. Its sound is 24-bit FLAC.

Measured on a core at 1280x768, over smooth pictures that move and over the same with grain, a frame: 16 and 22 ms to
write, 12 and 20 ms to read, 0.3 and 1.2 bytes a pixel, 50 and 47 dB of RGB. Without loss at eight bits: 20 and 34 ms,
0.8 and 1.4 bytes, and 52 dB, eight bits of YUV being no finer. With half the chroma 40 dB where colours are fine. By
quality (CRF 12) 45 and 40 dB. FFV1: 57 and 147 ms, 1.2 and 1.9 bytes. ProRes: 115 and 194 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from fractions import Fraction
from itertools import chain, repeat
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from milimo_lang.ir.values import MOST_PIXELS, Crop, Size
from milimo_runtime.backend import Failed
from milimo_runtime.media.ahead import ahead
from milimo_runtime.media.crops import laid
from milimo_runtime.media.decode import planes_of
from milimo_runtime.media.deep import LAYOUT, Pixels, frame_of_rgb, rgb_of
from milimo_runtime.media.encode import BT709, CODERS, LIMITED
from milimo_runtime.media.opening import READERS, frames_in, moving, open_media, refuse_large
from milimo_runtime.media.planes import Plane, rgb_from_planes
from milimo_runtime.media.sound import write_sound

# qp: 14 at ten bits is as coarse as 2 at eight. ipratio: no frame is better than another.
_PROFILE = {
    "preset": "ultrafast",
    "qp": "14",
    "x264-params": f"open-gop=0:bframes=0:weightp=0:mbtree=0:scenecut=0:me=dia:ipratio=1:threads={CODERS}",
    "flags": "+cgop+bitexact",
    "g": "8",
}

# ---------------------------------------------------------------- pictures


def write_chunk(path: Path, pictures: Iterable[Pixels], size: Size, rate: Fraction) -> int:
    """Write RGB `pictures` of `size`, frame k at k / rate seconds; returns how many there were.

    The bytes follow from the pictures alone. Nothing is left at `path` when an exception stops it.
    """
    count = 0
    try:
        with (
            av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"}) as container,
            closing(ahead(frame_of_rgb, _of_size(pictures, size))) as frames,
        ):
            stream = _configured(container.add_stream("libx264", rate=rate), rate, size)
            for frame in frames:
                frame.pts, frame.time_base = count, stream.codec_context.time_base
                container.mux(stream.encode(frame))
                count += 1
            container.mux(stream.encode(None))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return count


def _of_size(pictures: Iterable[Pixels], size: Size) -> Iterator[Pixels]:
    for picture in pictures:
        if picture.shape != (size.height, size.width, 3):
            raise ValueError(f"a picture of shape {picture.shape} in a chunk of {size}")
        yield picture


def _configured(stream: VideoStream, rate: Fraction, size: Size) -> VideoStream:
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = size.width, size.height, LAYOUT
    stream.time_base = context.time_base = 1 / rate
    context.thread_type = "FRAME"
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED
    context.options = _PROFILE
    return stream


def read_frames(path: Path, first: int, count: int, size: Size, crop: Crop | None = None) -> Plane:
    """Frames [first, first + count) of a chunk, or of a shot's mezzanine, as RGB [count, H, W, 3] of `size`.

    A shot was cropped out of such a picture, as `crop` says: it is put back into its middle, and mirrored around, so
    that what is generated after it meets it again where it is seen. Raises `Failed` when there are fewer frames.
    """
    found = np.empty((count, size.height, size.width, 3), np.uint8)
    for number, frame in enumerate(exact_frames(path, first, count)):
        picture = rgb_of(frame) if frame.format.name == LAYOUT else rgb_from_planes(planes_of(frame))
        found[number] = laid(picture, crop, size)
    return found


def exact_frames(path: Path, first: int, count: int) -> Iterator[VideoFrame]:
    """The same frames as decoded; `Failed` when the file ends before the last of them."""
    number = 0
    for number, frame, shown in _since_key(path, first, min(count, READERS)):
        end = min(number + shown, first + count)
        yield from repeat(frame, max(0, end - max(number, first)))
        number += shown
        if number >= first + count:
            return
    raise Failed(f"a chunk's picture ends {first + count - number} frames too early", "Build again with --force.")


def _since_key(path: Path, first: int, threads: int) -> Iterator[tuple[int, VideoFrame, int]]:
    """The frames from the last key frame at or before `first` on: their numbers, and for how many each is shown."""
    with open_media(path) as container:
        stream = moving(container)
        if stream is None:
            raise Failed(f"{path.name} has no moving picture", "Build again with --force.")
        context = stream.codec_context
        refuse_large(path.name, context.width, context.height)
        context.options = {"max_pixels": str(MOST_PIXELS)}
        context.thread_count, context.thread_type = threads, "FRAME"
        packets = container.demux(stream)
        held: list[Packet[VideoStream]] = []
        at = number = 0
        for packet in packets:
            if packet.is_keyframe:
                held.clear()
                number = at
            held.append(packet)
            at += frames_in(packet.duration or 0, stream)
            if at > first:
                break
        for packet in chain(held, packets):
            if packet.is_corrupt:
                raise Failed(f"{path.name} is cut short", "Build again with --force.")
            for frame in packet.decode():
                shown = max(1, frames_in(frame.duration, stream))
                yield number, frame, shown
                number += shown


# ---------------------------------------------------------------- sound


def write_chunk_sound(path: Path, samples: npt.NDArray[np.floating], sample_rate: int) -> None:
    """Write `samples` ([n], [n, 1] or [n, 2], -1 to 1, sample 0 with the first frame) as FLAC; `read_sound` reads it.

    Raises `Failed` where a sample is no number: as a code it would be a crack at full level.
    """
    if not np.isfinite(samples).all():
        raise Failed("the sound came out broken", "Build again with another seed or a higher precision.")
    sides = samples.astype(np.float32).reshape(len(samples), samples.shape[1] if samples.ndim > 1 else 1)
    write_sound(path, np.broadcast_to(sides, (len(sides), 2)), sample_rate)
