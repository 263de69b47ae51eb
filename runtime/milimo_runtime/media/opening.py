"""Media files opened safely: known formats, the file itself, a sentence for everything else.

FFmpeg picks a demuxer by content, and some of them (playlists, concatenation scripts, image sequences) open
further files or addresses. So a file is opened here by its descriptor and handed over as a stream of bytes,
with the formats that may be recognised listed and every protocol refused. Pixels are the business of `decode.py`:
what is here loads neither numpy nor Pillow.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import IO

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from milimo_lang.ir.values import MOST_BYTES, MOST_PIXELS, MOST_SECONDS
from milimo_runtime.backend import Failed

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,mxf,gif,wav,w64,flac,mp3,ogg,aac,aiff,caf"
"""What FFmpeg may recognise; none of these opens a second file."""

READERS = 8
"""Threads that decode a long run of filmed pictures; what comes out is the same on any number."""

_REMEDY = "Use a common format: MP4, MOV, WebM or MKV; WAV, FLAC, MP3, OGG or M4A; PNG, JPEG or WebP."


@contextmanager
def open_media(path: Path) -> Iterator[InputContainer]:
    """The video or sound file at `path`, open for demuxing.

    Raises `Failed` when it cannot be read, is no permitted format, or turns out to be damaged while it is
    used.
    """
    with opened(path) as file:
        _refuse_cut_wave(path.name, file)
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


_UNKNOWN = 0x7FFF_0000
"""From this length on a WAV was written to a pipe, by a program that could not know its length."""


def _refuse_cut_wave(name: str, file: IO[bytes]) -> None:
    """Raise `Failed` for a WAV that is shorter than its head says; the library takes what is there for all of it."""
    head = file.read(12)
    file.seek(0)
    declared = int.from_bytes(head[4:8], "little")
    if head.startswith(b"RIFF") and head.endswith(b"WAVE") and declared < _UNKNOWN:
        missing = declared - os.fstat(file.fileno()).st_size  # the 8 bytes before are counted in by some writers
        if missing > 0:
            raise Failed(f"{name} is cut short", "Replace the file by a whole one.")


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A regular file, open for reading. Where a path may lead is the business of whoever hands it over."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise Failed(f"{path.name} cannot be read: {error.strerror}", "Check that the file is there.") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Failed(f"{path.name} is not a file", "Name a picture, video or sound file.")
    if status.st_size > MOST_BYTES:
        os.close(descriptor)
        raise Failed(f"{path.name} is larger than {MOST_BYTES >> 30} GiB", "Cut it to what the film shows of it.")
    with os.fdopen(descriptor, "rb") as file:
        yield file


def decoded(path: Path) -> Iterator[VideoFrame]:
    """Every frame of the first moving picture in the file, in showing order, as decoded."""
    for _, frame in _decoded(path):
        yield frame


def held(path: Path, threads: int = 1) -> Iterator[tuple[VideoFrame, int]]:
    """The same of a mezzanine or segment, each with the number of frames it is shown for."""
    for stream, frame in _decoded(path, threads):
        yield frame, max(1, frames_in(frame.duration, stream))


def shown_frames(stream: VideoStream) -> int:
    """How many frames a mezzanine or segment shows: a held picture counts for all of its own."""
    return frames_in(stream.duration or 0, stream)


def frames_in(duration: int, stream: VideoStream) -> int:
    """By the rate of the pictures themselves: that of the file is an average."""
    return round(duration * (stream.time_base or 0) * (stream.codec_context.framerate or 0))


def _decoded(path: Path, threads: int = 1) -> Iterator[tuple[VideoStream, VideoFrame]]:
    with open_media(path) as container:
        stream = moving(container)
        if stream is None:
            raise Failed(f"{path.name} has no moving picture", "Name a video file.")
        context = stream.codec_context
        refuse_large(path.name, context.width, context.height)
        context.options = {"max_pixels": str(MOST_PIXELS)}
        context.thread_count, context.thread_type = threads, "FRAME"
        for packet in container.demux(stream):
            if packet.is_corrupt:
                raise Failed(f"{path.name} is cut short", "Replace the file by a whole one.")
            for frame in packet.decode():
                yield stream, frame


def moving(container: InputContainer) -> VideoStream | None:
    """The first stream that moves; the picture on a record's sleeve does not."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    return None


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


def refuse_long(name: str, seconds: Fraction) -> None:
    """Raise `Failed` for more than `MOST_SECONDS`."""
    if seconds > MOST_SECONDS:
        raise Failed(f"{name} says that it lasts longer than {MOST_SECONDS // 3600} hours", "Replace the file.")
