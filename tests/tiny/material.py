"""Pictures, films and sounds to guide a model with, whose content says what they are."""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

Colour = tuple[int, int, int]

RED, GREEN, BLUE = (220, 40, 40), (40, 180, 60), (50, 70, 220)


def picture(path: Path, colour: Colour = RED, size: tuple[int, int] = (96, 64)) -> Path:
    """A PNG of one colour with a white square in its upper left: a mirrored or turned one is told from it."""
    from PIL import Image

    image = Image.new("RGB", size, colour)
    side = max(1, min(size) // 4)
    image.paste((255, 255, 255), (0, 0, side, side))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)
    return path


def film(
    path: Path,
    frames: int = 25,
    size: tuple[int, int] = (96, 64),
    rate: Fraction = Fraction(24),
    *,
    pitch: float | None = None,
) -> Path:
    """A short MP4 in which a white bar goes from left to right; with a tone of `pitch` hertz where one is given.

    As a camera or another program would hand it over: H.264, every frame of it `1/rate` long, sound in AAC at 48 kHz.
    """
    import av
    import numpy as np

    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": "12", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        sound = container.add_stream("aac", rate=48_000) if pitch is not None else None
        for number in range(frames):
            pixels = np.full((size[1], size[0], 3), BLUE, np.uint8)
            at = number * (size[0] - 8) // max(1, frames - 1)
            pixels[:, at : at + 8] = 255
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        container.mux(stream.encode(None))
        if sound is not None and pitch is not None:
            count = round(Fraction(48_000) * frames / rate)
            heard = np.array([_tone(pitch, i, 48_000) for i in range(count)], np.int16)
            frame = av.AudioFrame.from_ndarray(heard.reshape(1, -1), "s16", "mono")
            frame.sample_rate = 48_000
            container.mux(sound.encode(frame))
            container.mux(sound.encode(None))
    return path


def sound(path: Path, seconds: float = 1.0, pitch: float = 440.0, rate: int = 16_000, channels: int = 1) -> Path:
    """A WAV of a tone in 16 bits."""
    values = [_tone(pitch, i, rate) for i in range(round(seconds * rate))]
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", value) * channels for value in values))
    return path


def corrupt(path: Path, make: Callable[[Path], Path] = film) -> Path:
    """What `make` makes, with its second half overwritten."""
    data = make(path).read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\x00" * (len(data) - len(data) // 2))
    return path


def _tone(pitch: float, index: int, rate: int) -> int:
    return round(12_000 * math.sin(2 * math.pi * pitch * index / rate))
