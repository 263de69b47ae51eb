"""A film of 100 shots joined three ways: how long it takes, whether every frame is there, and whether sound fits.

Each shot begins with a white frame and a click, over a steady note. Errors are the farthest that any shot's flash and
click lie apart, and that any flash lies from where its shot begins.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer, OutputContainer

from milimo_lang.ir.bodies import FilmBody, MixBody, Placement
from milimo_lang.ir.values import FrameSpan, Size, sample_at
from milimo_runtime.backend import Job
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.film import make_film
from milimo_runtime.media.mix import make_mix
from milimo_runtime.media.planes import planes_from_rgb, solid
from milimo_runtime.media.sound import write_sound

SHOTS = 100
RATE = Fraction(24000, 1001)
SAMPLE_RATE = 48_000
SIZE = Size(width=640, height=360)
LENGTHS = [60 + 7 * index % 31 for index in range(SHOTS)]
STARTS = [0, *accumulate(LENGTHS)][:SHOTS]
FRAMES = sum(LENGTHS)


class Shot(NamedTuple):
    """A shot's segment, its sound, and both in one file as an editor would export it."""

    segment: Path
    sound: Path
    clip: Path


def shot(folder: Path, index: int) -> Shot:
    """Drawn, encoded, and muxed with its own AAC."""
    made = Shot(*(folder / f"{name}{index}" for name in ("segment", "sound", "clip")))
    ground = np.zeros((SIZE.height, SIZE.width, 3), np.uint8)
    with PictureWriter(made.segment, SIZE, RATE, "segment") as writer:
        writer.write(solid(SIZE, (255, 255, 255)))
        for number in range(1, LENGTHS[index]):
            ground[:] = (40, 20 + index, 60)
            ground[100:200, 4 * number : 4 * number + 90] = 90
            writer.write(planes_from_rgb(ground))
    samples = np.zeros((sample_at(LENGTHS[index], RATE, SAMPLE_RATE), 2), np.float32)
    samples[:, 0] = samples[:, 1] = 0.12 * np.sin(np.arange(len(samples)) * (np.pi * 440 / SAMPLE_RATE))
    samples[:96] = 0.9
    write_sound(made.sound, samples, SAMPLE_RATE)
    with av.open(str(made.clip), "w", format="mp4") as out, av.open(str(made.segment)) as picture:
        video = out.add_stream_from_template(picture.streams.video[0])
        audio = out.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
        for packet in picture.demux(video=0):
            if packet.size:
                packet.stream = video
                out.mux(packet)
        with av.open(str(made.sound)) as sound:
            for frame in sound.decode(audio=0):
                out.mux(audio.encode(frame))
        out.mux(audio.encode(None))
    return made


def milimo(shots: list[Shot], folder: Path, film: Path) -> None:
    """Segments stream-copied onto the grid of frames, sound mixed and encoded once."""
    placements = tuple(
        Placement(
            role=f"sound/{k}", track="effects", span=FrameSpan(start=STARTS[k], frames=LENGTHS[k]), skip=Fraction(0)
        )
        for k in range(SHOTS)
    )
    mix = MixBody(rate=RATE, frames=FRAMES, sample_rate=SAMPLE_RATE, loudness=-16, placements=placements)
    mixed = {"sound": folder / "mix", "aac": folder / "aac"}
    make_mix(Job(mix, {f"sound/{k}": s.sound for k, s in enumerate(shots)}, mixed), mix)
    body = FilmBody(
        size=SIZE, rate=RATE, frames=FRAMES, sample_rate=SAMPLE_RATE, segments=tuple(LENGTHS), language="en"
    )
    inputs = {"sound": folder / "aac"} | {f"segment/{k}": s.segment for k, s in enumerate(shots)}
    make_film(Job(body, inputs, {"film": film, "vtt": folder / "vtt", "srt": folder / "srt"}), body)


def concatenated(shots: list[Shot], folder: Path) -> InputContainer:
    """The clips behind each other through FFmpeg's concat demuxer."""
    script = folder / "list.ffconcat"
    script.write_text("ffconcat version 1.0\n" + "".join(f"file '{s.clip}'\n" for s in shots))
    return av.open(str(script), format="concat", options={"safe": "0"})


def copied(shots: list[Shot], folder: Path, film: Path) -> None:
    """What `ffmpeg -f concat -c copy` does."""
    with concatenated(shots, folder) as source, av.open(str(film), "w", format="mp4") as out:
        streams = {s.index: out.add_stream_from_template(s) for s in (*source.streams.video, *source.streams.audio)}
        last = dict.fromkeys(streams, -(1 << 40))
        for packet in source.demux():
            if packet.size:
                index = packet.stream_index
                # Times that do not grow are pushed on, as the ffmpeg program does.
                packet.dts = last[index] = max(packet.dts or 0, last[index] + 1)
                packet.pts = max(packet.pts or 0, packet.dts)
                packet.stream = streams[index]
                out.mux(packet)


def encoded_again(shots: list[Shot], folder: Path, film: Path) -> None:
    """What `ffmpeg -f concat` with a constant rate does: frames repeated or dropped to fit their times."""
    with concatenated(shots, folder) as source, av.open(str(film), "w", format="mp4") as out:
        video = out.add_stream("libx264", rate=RATE, options={"preset": "veryfast", "crf": "16"})
        video.width, video.height, video.pix_fmt = SIZE.width, SIZE.height, "yuv420p"
        audio = out.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
        written = 0
        for packet in source.demux():
            frame: Any
            for frame in packet.decode():
                if packet.stream.type == "audio":
                    out.mux(audio.encode(frame))
                    continue
                wanted = round((frame.pts or 0) * (frame.time_base or 1) * RATE) + 1
                while written < wanted:
                    frame.pts, frame.time_base = written, 1 / RATE
                    out.mux(video.encode(frame))
                    written += 1
        flush(out, video, audio)


def flush(out: OutputContainer, *streams: av.VideoStream | av.AudioStream) -> None:
    for stream in streams:
        out.mux(stream.encode(None))


def flashes(film: Path) -> tuple[list[float], int, int]:
    """When the white frames show, how many frames there are, and how many lie off the grid of the rate."""
    found, count, off = [], 0, 0
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            off += (frame.pts or 0) * (frame.time_base or 1) != count / RATE
            count += 1
            if np.frombuffer(memoryview(frame.planes[0]), np.uint8).mean() > 180:
                found.append(float((frame.pts or 0) * (frame.time_base or 1)))
    return found, count, off


def clicks(sound: npt.NDArray[np.float32]) -> list[float]:
    """When the clicks sound."""
    loud = np.flatnonzero(np.abs(sound) > 0.45 * np.abs(sound).max() / 0.9)
    return [int(at) / SAMPLE_RATE for n, at in enumerate(loud) if n == 0 or at - loud[n - 1] > SAMPLE_RATE // 10]


def sound_of(film: Path) -> npt.NDArray[np.float32]:
    """One side of the film's sound, by its times."""
    sound = np.zeros(sample_at(FRAMES + 240, RATE, SAMPLE_RATE), np.float32)
    with av.open(str(film)) as container:
        for frame in container.decode(audio=0):
            start = round((frame.pts or 0) * (frame.time_base or 1) * SAMPLE_RATE)
            samples = frame.to_ndarray()[0][-start if start < 0 else 0 :]
            sound[max(0, start) : max(0, start) + len(samples)] = samples
    return sound


METHODS: dict[str, Callable[[list[Shot], Path, Path], None]] = {
    "milimo: segments copied, sound mixed once": milimo,
    "concat, streams copied": copied,
    "concat, encoded again": encoded_again,
}


def rows(folder: Path) -> Iterator[str]:
    shots = [shot(folder, index) for index in range(SHOTS)]
    ideal = [start / float(RATE) for start in STARTS]
    yield f"{SHOTS} shots, {FRAMES} frames, {FRAMES / float(RATE):.0f} s at {SIZE}"
    yield f"{'':44}{'cpu time':>9}{'frames':>9}{'off grid':>10}{'sound off':>12}{'picture off':>13}"
    for name, join in METHODS.items():
        film = folder / "film.mp4"
        begun = time.process_time()
        join(shots, folder, film)
        took = time.process_time() - begun
        (shown, count, off), played = flashes(film), sound_of(film)
        sound = worst(shown, clicks(played))
        picture = worst(ideal, shown)
        yield f"{name:44}{took:>7.2f} s{count - FRAMES:>+9d}{off:>10}{sound:>12}{picture:>13}"


def worst(one: list[float], other: list[float]) -> str:
    """The farthest that the same shot's moments lie apart."""
    if len(one) != len(other):
        return f"{len(other)} of {len(one)}"
    return f"{1000 * max(abs(a - b) for a, b in zip(one, other, strict=True)):.2f} ms"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            sys.stdout.write(row + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
