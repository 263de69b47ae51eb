"""A film as it plays: which of its frames is on at each moment, whatever its own rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from av.video.frame import VideoFrame

from milimo_runtime.backend import Failed
from milimo_runtime.media.opening import decoded

_ROUNDED = Fraction(1, 1000)
"""Seconds: a frame this much later than a moment is on at it."""


def playing(path: Path, moments: Iterable[Fraction]) -> Iterator[VideoFrame]:
    """The frame that is on at each of `moments`, which rise, in seconds since the film's first frame.

    Before its beginning that is its first frame, and after its end its last. Raises `Failed` where it has none.
    """
    source = _timed(path)
    now, ahead = next(source, None), next(source, None)
    if now is None:
        raise Failed(f"{path.name} has no frames", "Replace the file.")
    for moment in moments:
        while ahead is not None and ahead[0] <= moment:
            now, ahead = ahead, next(source, None)
        yield now[1]


def moment_of(frame: VideoFrame) -> Fraction:
    """When the frame is shown, in seconds of its file's own time."""
    return Fraction(frame.pts or 0) * (frame.time_base or 1)


def _timed(path: Path) -> Iterator[tuple[Fraction, VideoFrame]]:
    """The film's frames with the seconds since its first one, each early by what its file may round away.

    Matroska writes milliseconds: 1/24 s becomes 0.042, and 42 ms later a frame of the film would miss it.
    """
    first: Fraction | None = None
    for frame in decoded(path):
        moment = moment_of(frame)
        first = moment if first is None else first
        yield moment - first - min(frame.time_base or _ROUNDED, _ROUNDED), frame
