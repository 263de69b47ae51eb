"""Planes to H.264: the profiles every picture of a film is written in.

A *mezzanine* keeps a shot for later cutting; a *segment* is stream-copied into the film, so all segments of
one size and rate share one set of parameters to the byte. Both are MP4, whatever the path is called, and
reproducible: a fixed number of threads, no clock, no version strings in the container.

Drawn pictures are flat, so what of them x264 calls quality costs next to nothing in bytes: a fixed quantiser spends
half the time of a fixed quality (CRF), which looks at every picture first and then takes a quantiser half as coarse.
Measured on a core at 1280x720 over drawn shots that move: a mezzanine or a segment takes 1.7 to 2.6 ms and 11 to 42 kB
a frame at 51 to 54 dB, read in about 1 ms (by quality: 3.9 to 5.2 ms). Where nothing moves a mezzanine takes nothing,
for it keeps a held picture once; a segment, in which the timecode moves, 0.9 ms and 5 kB. Filmed pictures would be
three times as large.

Both have one quantiser and one distance between keys, so that a segment finds most of its coefficients where the
mezzanine put them: it is within 0.7 dB of one cut from a mezzanine with the quantiser 12, for a twelfth fewer bytes,
and that mezzanine is 40 % larger and takes a sixth longer to write and a quarter longer to read.

Segments are coded without CABAC and without transforms of 8x8: drawn ones take two thirds of the time, and are read
in half, for 20 % more bytes; filmed ones five sixths for 8 %. All share their parameter sets, so all go without.

Filmed pictures are few and heavy: a film waits for those of its last shot while other cores idle. They are coded on
`CODERS` threads, drawn ones, of which every core has a shot, on one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.stream import VideoStream

from milimo_lang.ir.values import Size
from milimo_runtime.media.planes import Plane, Planes
from milimo_runtime.media.stamps import Coat, coat

Purpose = Literal["mezzanine", "drawn mezzanine", "filmed mezzanine", "segment", "drawn segment"]
"""A segment is of anything; a drawn one of flat colours, in which grain does not hide what a coarse quantiser does.
A filmed mezzanine is like any other, coded on more threads; one of what is drawn has the quantiser of its segment."""

BT709 = 1
"""ITU-T H.273: the code of BT.709 as primaries, as transfer and as matrix."""
LIMITED = 1
"""FFmpeg's code of the limited ("tv") range."""
CODERS = 8
"""Threads that code frames of filmed pictures, each some rows behind the frame before: as many on every machine, since
the bytes follow from it. What moves fast is found less well in so few rows: of smooth pictures that move 3 to 5 % more
bytes than on one thread, of noise none; no more processor time."""

# stitchable: without it the parameter sets follow the content, and joined segments decode wrong.
# bframes=0: decoding order is showing order, so a join of segments of any length needs no shift of either.
# mbtree=0: with it and x264's assembly the same pictures came out as other bytes about one time in five hundred on a
# busy machine; without either, never in two to four thousand. A segment's CRF makes up for it: 20 looks as 16
# did with it (54 dB), and is a third larger.
_X264 = "stitchable=1:open-gop=0:bframes=0:weightp=0:mbtree=0:me=dia:min-keyint=1"
_ALONE, _FILMED = f"{_X264}:threads=1", f"{_X264}:threads={CODERS}"
_PROFILES: Mapping[Purpose, Mapping[str, str]] = {
    "mezzanine": {"preset": "ultrafast", "qp": "12", "x264-params": _ALONE},
    "drawn mezzanine": {"preset": "ultrafast", "qp": "15", "x264-params": _ALONE},
    "filmed mezzanine": {"preset": "ultrafast", "qp": "12", "x264-params": _FILMED},
    "segment": {"preset": "veryfast", "crf": "20", "x264-params": f"{_FILMED}:subme=1:cabac=0:8x8dct=0"},
    "drawn segment": {"preset": "ultrafast", "qp": "15", "x264-params": _ALONE},
}


class PictureWriter:
    """Writes pictures to `path` one after the other; frame k stands at k / rate seconds.

    Used as a context manager: the file is whole when the block ends, and gone when an exception leaves it.
    """

    def __init__(self, path: Path, size: Size, rate: Fraction, purpose: Purpose) -> None:
        self.frames = 0
        self._counts: deque[int] = deque()
        self._path, self._size = path, size
        self._container = av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"})
        self._stream = self._configured(rate, purpose)

    def _configured(self, rate: Fraction, purpose: Purpose) -> VideoStream:
        stream = self._container.add_stream("libx264", rate=rate)
        context = stream.codec_context
        context.width, context.height, context.pix_fmt = self._size.width, self._size.height, "yuv420p"
        stream.time_base = context.time_base = 1 / rate
        context.thread_type = "FRAME"  # slices would be other bytes, and more
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        context.options = {**_PROFILES[purpose], "flags": "+cgop+bitexact", "g": str(max(1, int(rate)))}
        return stream

    def write(self, planes: Planes, coats: Sequence[Coat] = ()) -> None:
        """Append `planes`, with `coats` over them, as the next frame. The size must be the writer's."""
        self.hold(planes, 1, coats)

    def hold(self, planes: Planes, count: int, coats: Sequence[Coat] = ()) -> None:
        """The same as the next `count` frames: one picture that is shown so long, which is for mezzanines alone."""
        if planes.y.shape != (self._size.height, self._size.width):
            raise ValueError(f"a picture of {planes.size} in a film of {self._size}")
        frame = frame_of(planes, coats)
        frame.pts, frame.time_base = self.frames, self._stream.codec_context.time_base
        self._counts.append(count)
        self._mux(frame)
        self.frames += count

    def _mux(self, frame: VideoFrame | None) -> None:
        for packet in self._stream.encode(frame):
            packet.duration = self._counts.popleft()
            self._container.mux(packet)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._mux(None)
            self._container.close()
        except BaseException:
            self._path.unlink(missing_ok=True)
            raise
        if kind is not None:
            self._path.unlink(missing_ok=True)


def frame_of(planes: Planes, coats: Sequence[Coat] = ()) -> VideoFrame:
    """`planes`, with `coats` over them, as a frame of its own memory, tagged BT.709."""
    height, width = planes.y.shape
    frame = VideoFrame(width, height, "yuv420p")
    own = Planes(*(lines_of(to)[: of.shape[0], : of.shape[1]] for to, of in zip(frame.planes, planes, strict=True)))
    for target, plane in zip(own, planes, strict=True):
        target[:] = plane
    coat(own, coats)
    frame.colorspace = frame.color_primaries = frame.color_trc = BT709
    frame.color_range = LIMITED
    return frame


def lines_of(plane: VideoPlane) -> Plane:
    """A frame's plane as rows of bytes with the padding at their end; writing to them writes to the frame."""
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
