"""Media as planes and pictures, opened safely: known formats, the file itself, a sentence for everything
else.

FFmpeg picks a demuxer by content, and some of them (playlists, concatenation scripts, image sequences) open
further files or addresses. So a file is opened here by its descriptor and handed over as a stream of bytes,
with the formats that may be recognised listed and every protocol refused.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageOps

from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed
from milimo_runtime.media.encode import BT709, LIMITED, lines_of
from milimo_runtime.media.planes import Planes

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mxf,gif,wav,w64,flac,mp3,ogg,aac,aiff,caf"
"""What FFmpeg may recognise; none of these opens a second file."""

PICTURES = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 100_000_000
"""A picture or a film's frame may have so many, no more: a few kilobytes can claim gigabytes."""

_BT601, _FULL, _PQ = 5, 2, 16
_REMEDY = "Use a common format: MP4, MOV, WebM or MKV; WAV, FLAC, MP3, OGG or M4A; PNG, JPEG or WebP."


@contextmanager
def open_media(path: Path) -> Iterator[InputContainer]:
    """The video or sound file at `path`, open for demuxing.

    Raises `Failed` when it cannot be read, is no permitted format, or turns out to be damaged while it is
    used.
    """
    with opened(path) as file:
        try:
            container = av.open(
                file,
                "r",
                options={"format_whitelist": FORMATS, "protocol_whitelist": "none"},
                buffer_size=1 << 18,
            )
        except (av.FFmpegError, ValueError, UnicodeDecodeError) as error:
            raise Failed(f"{path.name} is no video or sound file milimo can read", _REMEDY) from error
        with container:
            try:
                yield container
            except av.FFmpegError as error:
                raise Failed(f"{path.name} is damaged: {error.strerror}", "Replace the file.") from error


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A regular file, open for reading. Where a path may lead is the business of whoever hands it over."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise Failed(f"{path.name} cannot be read: {error.strerror}", "Check that the file is there.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Failed(f"{path.name} is not a file", "Name a picture, video or sound file.")
    with os.fdopen(descriptor, "rb") as file:
        yield file


# ---------------------------------------------------------------- moving pictures


def frames(path: Path, first: int = 0, count: int | None = None) -> Iterator[Planes]:
    """Frames [first, first + count) of the video at `path` (to the end for None), upright, BT.709.

    Frame numbers count decoded frames from 0, so a cut is exact whatever the file says of time. Yields
    fewer when the video ends before; raises `Failed` when it is no video or is damaged.
    """
    if count == 0:
        return
    for number, frame in enumerate(decoded(path)):
        if number >= first:
            yield planes_of(frame, path.name)
        if count is not None and number + 1 >= first + count:
            return


def decoded(path: Path) -> Iterator[VideoFrame]:
    """Every frame of the first moving picture in the file, in showing order, as decoded."""
    with open_media(path) as container:
        stream = moving(container)
        if stream is None:
            raise Failed(f"{path.name} has no moving picture", "Name a video file.")
        context = stream.codec_context
        refuse_large(path.name, context.width, context.height)
        context.options = {"max_pixels": str(MOST_PIXELS)}
        context.thread_count = 1
        for packet in container.demux(stream):
            if packet.is_corrupt:
                raise Failed(f"{path.name} is cut short", "Replace the file by a whole one.")
            yield from packet.decode()


def moving(container: InputContainer) -> VideoStream | None:
    """The first stream that moves; the picture on a record's sleeve does not."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    return None


def planes_of(frame: VideoFrame, name: str = "the video") -> Planes:
    """A decoded frame as planes: BT.709, limited range, even sides, turned upright.

    A frame that does not name its matrix is BT.601 under 720 lines and BT.709 from there on, as players
    have it.
    """
    if frame.color_trc == _PQ:
        raise Failed(f"{name} is high dynamic range (PQ), which has no BT.709 equivalent", "Grade it to BT.709.")
    even = (frame.width // 2 * 2, frame.height // 2 * 2)
    if not _is_plain(frame) or even != (frame.width, frame.height):
        frame = _reformatted(frame, *even)
    turned = turns_of(frame)
    height, width = frame.height, frame.width
    shapes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    return Planes(
        *(
            np.rot90(lines_of(p)[:rows, :columns], turned)
            for p, (rows, columns) in zip(frame.planes, shapes, strict=True)
        )
    )


def _is_plain(frame: VideoFrame) -> bool:
    matrix = frame.colorspace if frame.colorspace in (BT709, _BT601, 6) else _guessed_matrix(frame)
    return frame.format.name == "yuv420p" and matrix == BT709 and frame.color_range != _FULL


def _guessed_matrix(frame: VideoFrame) -> int:
    return BT709 if frame.height >= 720 else _BT601


def _reformatted(frame: VideoFrame, width: int, height: int) -> VideoFrame:
    named = frame.colorspace in (BT709, _BT601, 6, 7, 9)
    is_rgb = frame.format.is_rgb
    full = is_rgb or frame.color_range == _FULL or frame.format.name.startswith("yuvj")
    return frame.reformat(
        width=width,
        height=height,
        format="yuv420p",
        src_colorspace=BT709 if is_rgb else frame.colorspace if named else _guessed_matrix(frame),
        dst_colorspace=BT709,
        src_color_range=_FULL if full else LIMITED,
        dst_color_range=LIMITED,
        interpolation="BICUBIC",
        threads=1,
    )


def turns_of(frame: VideoFrame) -> int:
    """Quarter turns to the left that set a frame upright, as the camera noted them."""
    return round(frame.rotation / 90) % 4


def refuse_large(name: str, width: int, height: int) -> None:
    """Raise `Failed` for more than `MOST_PIXELS`."""
    if width * height > MOST_PIXELS:
        raise Failed(
            f"{name} has {width}x{height} pixels, more than {MOST_PIXELS // 1_000_000} million",
            "Make it smaller.",
        )


# ---------------------------------------------------------------- still pictures


def picture(path: Path) -> Image.Image:
    """The PNG, JPEG or WebP at `path`, upright, as RGB (RGBA where it is transparent).

    Raises `Failed` when it cannot be read, is no such picture, is damaged or has more than `MOST_PIXELS`.
    """
    with opened(path) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(file, formats=PICTURES)
            refuse_large(path.name, *image.size)
            upright = ImageOps.exif_transpose(image)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        except Image.DecompressionBombError as error:
            raise Failed(f"{path.name} has too many pixels", "Make it smaller.") from error
        except (OSError, ValueError, SyntaxError) as error:
            raise Failed(f"{path.name} is no picture milimo can read", "Use PNG, JPEG or WebP.") from error


def cover(image: Image.Image, size: Size, favour: float = 1 / 3) -> Image.Image:
    """`image` filling `size`, the rest cropped: evenly at the sides, and `favour` of it from the top."""
    return ImageOps.fit(image, (size.width, size.height), Image.Resampling.LANCZOS, centering=(0.5, favour))
