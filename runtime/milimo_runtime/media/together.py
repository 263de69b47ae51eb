"""A shot's picture and its sound as one film to look at: the picture as it was encoded, the sound as AAC."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.packet import Packet
from av.video.stream import VideoStream

from milimo_runtime.media.opening import open_media
from milimo_runtime.media.sound import sound_chunks
from milimo_runtime.media.soundtrack import aac, encoded

SAMPLE_RATE = 48_000


def put_together(path: Path, picture: Path, sound: Path) -> None:
    """Write an MP4 of `picture` and `sound`, which both begin at 0, whatever `path` is called.

    Raises `Failed` where one of them cannot be read; nothing is left at `path` when an exception stops it.
    """
    options = {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": str(SAMPLE_RATE)}
    try:
        with av.open(str(path), "w", format="mp4", options=options) as container, open_media(picture) as seen:
            shown = container.add_stream_from_template(seen.streams.video[0])
            shown.time_base = seen.streams.video[0].time_base
            heard = aac(container, SAMPLE_RATE)
            container.start_encoding()
            lines = (_seen(seen.demux(seen.streams.video[0]), shown), _heard(heard, sound))
            for packet in heapq.merge(*lines, key=_moment):
                container.mux(packet)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _seen(packets: Iterator[Packet[VideoStream]], stream: VideoStream) -> Iterator[Packet[Any]]:
    for packet in packets:
        if packet.size:
            packet.stream = stream
            yield packet


def _heard(stream: AudioStream, sound: Path) -> Iterator[Packet[Any]]:
    yield from encoded(stream, sound_chunks(sound, sample_rate=SAMPLE_RATE), SAMPLE_RATE)


def _moment(packet: Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base
