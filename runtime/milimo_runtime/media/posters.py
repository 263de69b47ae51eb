"""A small still of a moving picture: what a shot is shown by where it does not play."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from pathlib import Path

from av.video.frame import VideoFrame
from PIL import Image

from milimo_runtime.backend import Failed
from milimo_runtime.media.opening import moving, open_media, refuse_large

_QUALITY = 62
"""Of WebP: 2 to 5 kB for a drawn picture 480 pixels wide, on which nothing is seen to be missing."""
_EFFORT = 2
"""How hard the encoder tries, 0 to 6: from here on it takes twice the time for a twentieth of the bytes."""


def poster(path: Path, at: Fraction, width: int) -> bytes:
    """The picture of the mezzanine at `path` that stands alone nearest before `at` seconds, as WebP.

    `width` pixels wide at the most. No other picture is decoded, so it takes some 10 ms, however long the shot is.
    Raises `Failed` when it is no video.
    """
    frame = _alone(path, at)
    shown = min(width, frame.width) // 2 * 2
    height = max(2, round(shown * frame.height / frame.width / 2) * 2)
    small = frame.reformat(width=shown, height=height, format="rgb24")
    plane = small.planes[0]
    image = Image.frombuffer("RGB", (shown, height), bytes(plane), "raw", "RGB", plane.line_size, 1)
    file = BytesIO()
    image.save(file, "WEBP", quality=_QUALITY, method=_EFFORT)
    return file.getvalue()


def _alone(path: Path, at: Fraction) -> VideoFrame:
    with open_media(path) as container:
        stream = moving(container)
        if stream is None or stream.time_base is None:
            raise Failed(f"{path.name} has no moving picture", "Name a video file.")
        refuse_large(path.name, stream.codec_context.width, stream.codec_context.height)
        if at > 0:
            container.seek(int(at / stream.time_base), stream=stream, backward=True)
        stream.codec_context.skip_frame = "NONKEY"
        for frame in container.decode(stream):
            return frame
    raise Failed(f"{path.name} has no frames", "Replace the file.")
