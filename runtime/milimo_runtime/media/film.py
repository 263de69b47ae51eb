"""The cut: segments stream-copied onto one grid of frames, the sound copied beside them, words and chapters inside
and beside.

Frame k of the film has the time k in units of 1 / rate, whatever segment it comes from: segments carry no
times of their own into the film. Nothing is decoded or encoded.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from milimo_lang.ir.bodies import FilmBody
from milimo_runtime.backend import Failed, Job, Progress
from milimo_runtime.media.boxes import switch_off_captions
from milimo_runtime.media.captions import Cue, cues, srt, vtt
from milimo_runtime.media.opening import open_media
from milimo_runtime.media.provenance import language_code, named_tags, xmp_box

_REBUILD = "Build again with --force."
_STYLE_FIELDS = (
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
    "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
    "MarginR, MarginV, Encoding"
)
_SUBTITLE_HEADER = (
    f"[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: {_STYLE_FIELDS}\n"
    "Style: Default,Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0\n\n"
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
).encode()
"""What FFmpeg's timed text encoder wants to know; players use their own look."""


def make_film(job: Job, body: FilmBody) -> None:
    """Write `film` (MP4), `vtt` and `srt`. The inputs are `segment/0` … in order, and `sound` where there is
    any.

    Raises `Failed` when the segments do not fit each other or the body; nothing is left at `film` then.
    """
    segments = [job.inputs[f"segment/{n}"] for n in range(len(body.segments))]
    if sum(body.segments) != body.frames:
        raise Failed(f"the segments fill {sum(body.segments)} of {body.frames} frames", _REBUILD)
    film = job.outputs["film"]
    try:
        _write(job, body, segments, film)
        if body.burnt:
            switch_off_captions(film)
        if body.generated:
            with film.open("ab") as file:
                file.write(xmp_box())
    except BaseException:
        film.unlink(missing_ok=True)
        raise
    job.outputs["vtt"].write_text(vtt(body.captions, body.rate), encoding="utf-8", newline="\n")
    job.outputs["srt"].write_text(srt(body.captions, body.rate), encoding="utf-8", newline="\n")


def _write(job: Job, body: FilmBody, segments: Sequence[Path], film: Path) -> None:
    clock = int(np.lcm(body.rate.numerator, body.sample_rate))
    options = {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": str(clock)}
    with av.open(str(film), "w", format="mp4", options=options) as container:
        container.metadata.update(named_tags(body.tags))
        _set_chapters(container, body)
        lines = [_film_packets(job, body, _picture_stream(container, body, segments[0]), segments)]
        language = language_code(body.language)
        if "sound" in job.inputs:
            stream = _sound_stream(container, job.inputs["sound"], language)
            lines.append(_sound_packets(stream, job.inputs["sound"]))
        if body.captions:
            lines.append(_caption_packets(_caption_stream(container, language), body))
        container.start_encoding()
        for packet in heapq.merge(*lines, key=_moment):
            container.mux(packet)


def _at(packet: Packet[Any], stream: Stream, time: int, length: int, unit: Fraction) -> Packet[Stream]:
    """`packet` in `stream`, from `time` on for `length`, in seconds of `unit`."""
    packet.stream, packet.time_base = stream, unit
    packet.pts = packet.dts = time
    packet.duration = length
    return packet


def _moment(packet: Packet[Stream]) -> Fraction:
    return (packet.dts or 0) * packet.time_base


# ---------------------------------------------------------------- picture


def _picture_stream(container: OutputContainer, body: FilmBody, first: Path) -> VideoStream:
    with open_media(first) as source:
        stream = container.add_stream_from_template(source.streams.video[0])
    stream.time_base = 1 / body.rate
    return stream


def _film_packets(job: Job, body: FilmBody, stream: VideoStream, segments: Sequence[Path]) -> Iterator[Packet[Stream]]:
    """Every segment's packets in order, numbered through. A segment has no reordering: decoding is showing
    order.
    """
    number, parameters = 0, None
    for index, (path, count) in enumerate(zip(segments, body.segments, strict=True)):
        job.report(Progress(number / body.frames, "joining"))
        with open_media(path) as source:
            line = source.streams.video[0]
            parameters = parameters or line.codec_context.extradata
            if line.codec_context.extradata != parameters:
                raise Failed(f"segment {index} was encoded by another encoder than the first", _REBUILD)
            end = number + count
            for packet in source.demux(line):
                if packet.size == 0:
                    continue
                if packet.pts != packet.dts or (number == end - count and not packet.is_keyframe):
                    raise Failed(f"segment {index} cannot be joined", _REBUILD)
                number += 1
                yield _at(packet, stream, number - 1, 1, 1 / body.rate)
        if number != end:
            raise Failed(f"segment {index} has {count + number - end} frames, not {count}", _REBUILD)


# ---------------------------------------------------------------- sound


def _sound_stream(container: OutputContainer, path: Path, language: str) -> AudioStream:
    with open_media(path) as source:
        stream = container.add_stream_from_template(source.streams.audio[0])
        stream.time_base = source.streams.audio[0].time_base
    stream.metadata["language"] = language
    return stream


def _sound_packets(stream: AudioStream, path: Path) -> Iterator[Packet[Stream]]:
    """The sound as it was encoded. Its first packet lies before 0: the container's edit list hides the priming."""
    with open_media(path) as source:
        for packet in source.demux(source.streams.audio[0]):
            if packet.size:
                yield _at(packet, stream, packet.pts or 0, packet.duration or 0, packet.time_base)


# ---------------------------------------------------------------- words


def _caption_stream(container: OutputContainer, language: str) -> Stream:
    stream = container.add_stream("mov_text")
    stream.codec_context.subtitle_header = _SUBTITLE_HEADER
    stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
    stream.metadata["language"] = language
    return stream


def _caption_packets(stream: Stream, body: FilmBody) -> Iterator[Packet[Stream]]:
    """3GPP timed text, from an empty sample at 0 on; the muxer adds one where nobody speaks."""
    for start, end, words in _samples(cues(body.captions, body.rate), int(1000 * body.frames / body.rate)):
        text = words.encode("utf-8")
        packet = Packet(len(text).to_bytes(2, "big") + text)
        packet.is_keyframe = True
        yield _at(packet, stream, start, end - start, Fraction(1, 1000))


def _samples(shown: Sequence[Cue], length: int) -> Iterator[tuple[int, int, str]]:
    """(start, end, words) in milliseconds; what is said at the same time stands in one sample."""
    edges = sorted({0, length, *(t for cue in shown for t in (cue.start, cue.end) if t < length)})
    for start, end in itertools.pairwise(edges):
        now = [cue for cue in shown if cue.start <= start < cue.end]
        if now or start == 0:
            yield start, end, "\n".join("\n".join(cue.lines) for cue in now)


def _set_chapters(container: OutputContainer, body: FilmBody) -> None:
    if not body.chapters:
        return
    container.set_chapters(
        [
            {
                "id": number,
                "start": chapter.span.start,
                "end": chapter.span.end,
                "time_base": 1 / body.rate,
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(body.chapters)
        ]
    )
