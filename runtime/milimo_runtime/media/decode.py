"""Opening media safely: only picture and sound formats, only the file itself, a sentence for everything else.

FFmpeg picks a demuxer by content, and some of them (playlists, concatenation scripts, image sequences) open
further files or addresses. So a file is opened here by its descriptor and handed over as a stream of bytes,
with the formats that may be recognised listed and every protocol refused.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import av
from av.container import InputContainer

from milimo_runtime.backend import Failed

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mxf,gif,wav,w64,flac,mp3,ogg,aac,aiff,caf"
"""What FFmpeg may recognise; none of these opens a second file."""

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
    """A regular file, open for reading; a link at the end of the path is not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Failed(
            f"{path.name} cannot be read: {error.strerror}", "Check that the file is there."
        ) from error
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Failed(f"{path.name} is not a file", "Name a picture, video or sound file.")
        yield file
