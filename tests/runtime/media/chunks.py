"""Chunks whose pictures say which file and which frame they are, and sounds that say when they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from milimo_lang.ir.bodies import JoinBody, Keep
from milimo_lang.ir.values import Crop, Size
from milimo_lang.planning.chunks import Stretch
from milimo_runtime.media.chunks import write_chunk
from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import Planes
from milimo_runtime.media.sound import write_sound
from tests.runtime.media.material import RATE, SAMPLE_RATE

GENERATED = Size(width=128, height=128)
SHOWN = Size(width=124, height=100)
_BITS, _WIDE = 16, 8
_MANY = 1024


def coded(file: int, frame: int) -> np.ndarray:
    """RGB of frame `frame` of the chunk `file`: both written as white and black bars of 8 pixels."""
    number = file * _MANY + frame
    bars = [255 * (number >> (_BITS - 1 - bit) & 1) for bit in range(_BITS)]
    row = np.repeat(np.array(bars, np.uint8), _WIDE)
    return np.broadcast_to(row[None, :, None], (GENERATED.height, GENERATED.width, 3)).copy()


def code_in(planes: Planes) -> tuple[int, int]:
    """The chunk and the frame that `coded` wrote, however much of both sides was cropped (up to 3 pixels)."""
    row = planes.y.mean(axis=0)
    cropped = (GENERATED.width - len(row)) // 2
    bits = [row[bar * _WIDE + _WIDE // 2 - cropped] > 125 for bar in range(_BITS)]
    return divmod(sum(1 << (_BITS - 1 - bar) for bar, bit in enumerate(bits) if bit), _MANY)


def codes_in(path: Path) -> list[tuple[int, int]]:
    return [code_in(planes) for planes in frames(path)]


def chunk_file(folder: Path, file: int, length: int, rate: Fraction = RATE) -> Path:
    """A chunk of `length` coded pictures, made once."""
    path = folder / f"chunk {file} of {length}"
    if not path.exists():
        write_chunk(path, (coded(file, frame) for frame in range(length)), GENERATED, rate)
    return path


def kept(stretches: Sequence[Stretch]) -> tuple[Keep, ...]:
    """What a join takes of chunks that nothing was made again of."""
    return tuple(
        Keep(role=f"chunk/{n}", first=one.first - one.start, frames=one.end - one.first)
        for n, one in enumerate(stretches)
    )


def join_of(keep: Sequence[Keep], handle: int = 0, **more: object) -> JoinBody:
    body = {
        "size": SHOWN,
        "rate": RATE,
        "frames": sum(piece.frames for piece in keep) - handle,
        "handle": handle,
        "generated": GENERATED,
        "crop": Crop(whole=GENERATED, shown=SHOWN),
        "seen": tuple(keep),
        "heard": tuple(keep),
        "sample_rate": SAMPLE_RATE,
    }
    return JoinBody.model_validate({**body, **more})


def as_inputs(folder: Path, lengths: Mapping[str, int], sound: np.ndarray | None = None) -> dict[str, Path]:
    """Inputs of a join: a chunk for each role in order, all with the same `sound` (silence)."""
    heard = folder / "sound"
    write_sound(heard, np.zeros((100, 2), np.float32) if sound is None else sound, SAMPLE_RATE)
    inputs: dict[str, Path] = {}
    for file, (role, length) in enumerate(lengths.items()):
        inputs |= {role: chunk_file(folder, file, length), f"{role}/sound": heard}
    return inputs


def model_samples(length: int, rate: Fraction, sample_rate: int) -> int:
    """How many samples a model makes for a chunk of `length` frames: 25 latents a second of 40 ms, less 30 ms."""
    return (4 * round(25 * length / rate) - 3) * sample_rate // 100
