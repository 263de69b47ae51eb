"""What a media file is: kind, size, length, whether it sounds. Counted, not believed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from milimo_runtime.backend import Failed
from milimo_runtime.media.opening import decoded, moving, open_media, opened, refuse_large, refuse_long, turns_of

_WHOLE = "Replace the file by a whole one."
_SLACK = Fraction(1, 5)
"""Seconds by which what is in a file may end before the length it declares: its last sound's or frame's."""
_PICTURE_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


@dataclass(frozen=True, slots=True)
class Media:
    """A file's facts. `pixels` is (width, height) as shown; `frames` and `rate` belong to a video alone."""

    kind: Literal["image", "video", "sound"]
    pixels: tuple[int, int] | None = None
    frames: int | None = None
    rate: Fraction | None = None
    seconds: Fraction | None = None
    has_sound: bool = False


def probe(path: Path) -> Media:
    """The facts of the picture, video or sound file at `path`; raises `Failed` with a sentence for anything
    else.

    Every packet of a video or sound is read, so a file that is cut short is found out here.
    """
    if _is_picture(path):
        from milimo_runtime.media.decode import picture  # pixels want numpy and Pillow, which nothing else here does

        return Media("image", pixels=picture(path).size)
    with open_media(path) as container:
        video = moving(container)
        sound = container.streams.audio[0] if container.streams.audio else None
        if video is not None:
            refuse_large(path.name, video.codec_context.width, video.codec_context.height)
            return _video(path, container, video, sound)
        if sound is None:
            raise Failed(f"{path.name} has neither picture nor sound", "Name a picture, video or sound file.")
        packets = _packets(path.name, container, sound)
        return Media("sound", seconds=_length(packets, sound), has_sound=True)


def _is_picture(path: Path) -> bool:
    with opened(path) as file:
        head = file.read(12)
    return head.startswith(_PICTURE_SIGNS) and (not head.startswith(b"RIFF") or head[8:] == b"WEBP")


def _video(path: Path, container: InputContainer, video: VideoStream, sound: AudioStream | None) -> Media:
    name, packets = path.name, _packets(path.name, container, video)
    rate = Fraction(video.average_rate or video.guessed_rate or 0)
    if not packets or rate <= 0:
        raise Failed(f"{name} has no frames", "Replace the file.")
    first = next(decoded(path), None)
    if first is None:
        raise Failed(f"{name} cannot be decoded", "Replace the file.")
    lying = turns_of(first) % 2
    return Media(
        "video",
        pixels=(first.height, first.width) if lying else (first.width, first.height),
        frames=len(packets),
        rate=rate,
        seconds=_length(packets, video),
        has_sound=sound is not None,
    )


def _packets(name: str, container: InputContainer, stream: VideoStream | AudioStream) -> list[tuple[int, int]]:
    """(pts, duration) of every packet that shows or sounds."""
    found, end, declared = [], Fraction(0), _declared(container)
    for packet in container.demux(stream) if declared is None else container.demux():
        if packet.is_corrupt:
            raise Failed(f"{name} is cut short", _WHOLE)
        if packet.pts is not None:
            end = max(end, (packet.pts + (packet.duration or 0)) * packet.time_base)
        if packet.stream_index == stream.index and _shows(packet):
            found.append((packet.pts or 0, packet.duration or 0))
    if declared is not None and end + _SLACK < declared:
        raise Failed(f"{name} is cut short: it ends after {float(end):.1f} of {float(declared):.1f} seconds", _WHOLE)
    length = _length(found, stream)
    refuse_long(name, length)
    if container.format.name == "flac" and stream.duration and stream.time_base:
        whole = stream.duration * stream.time_base
        if length < whole:
            raise Failed(f"{name} is cut short", _WHOLE)
    if stream.frames and len(found) < stream.frames // 2:
        raise Failed(f"{name} is cut short", _WHOLE)
    return found


def _declared(container: InputContainer) -> Fraction | None:
    """The length in seconds a Matroska or WebM file declares for its longest stream.

    Nothing else tells that such a file is cut short: the other formats count their frames, or mark what is damaged.
    """
    if not container.format.name.startswith("matroska") or not container.duration:
        return None
    return Fraction(container.duration, av.time_base)


def _shows(packet: Packet[Stream]) -> bool:
    return packet.size > 0 and packet.pts is not None and not packet.is_discard


def _length(packets: list[tuple[int, int]], stream: VideoStream | AudioStream) -> Fraction:
    """From the first packet's start to the last one's end, in seconds."""
    if not packets or stream.time_base is None:
        return Fraction(0)
    return (max(pts + length for pts, length in packets) - min(pts for pts, _ in packets)) * stream.time_base
