"""Which encoders a film is written with, and whether the PyAV installed here has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from av.codec import Codec
from av.codec.codec import UnknownCodecError

ENCODERS = {
    "libx264": "H.264 pictures",
    "aac": "AAC sound",
    "flac": "FLAC sound",
    "mov_text": "captions inside the film",
}
"""Every encoder the media modules open, and what it writes."""


@dataclass(frozen=True)
class Encoder:
    """An encoder by its FFmpeg name; `writes` says what, `able` whether it is there."""

    name: str
    writes: str
    able: bool


def encoders() -> Iterator[Encoder]:
    """Every encoder of `ENCODERS`, looked for."""
    for name, writes in ENCODERS.items():
        able = False
        with suppress(UnknownCodecError):
            able = Codec(name, "w").is_encoder
        yield Encoder(name, writes, able)
