"""Pictures and sounds whose content says where they belong: frames carry their number, films are cut from them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from milimo_lang.ir.bodies import AnyBody, FilmBody, SegmentBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Job
from milimo_runtime.media.cut_backend import CutBackend
from milimo_runtime.media.encode import PictureWriter, Purpose
from milimo_runtime.media.planes import Planes, solid
from milimo_runtime.media.sound import sound_chunks
from milimo_runtime.media.soundtrack import write_soundtrack

SIZE = Size(width=128, height=64)
RATE = Fraction(24)
RATES = (Fraction(24), Fraction(25), Fraction(30), Fraction(24000, 1001))
SAMPLE_RATE = 48_000
_BITS = 12


def numbered(number: int, size: Size = SIZE) -> Planes:
    """A picture with `number` written in it as white and black bars, most significant bit first."""
    planes = solid(size, (0, 0, 0))
    for bit in range(_BITS):
        if number >> (_BITS - 1 - bit) & 1:
            planes.y[:, bit * size.width // _BITS : (bit + 1) * size.width // _BITS] = 235
    return planes


def number_in(planes: Planes) -> int:
    """The number that `numbered` wrote."""
    columns = planes.y.mean(axis=0)
    middles = [columns[int((bit + 0.5) * len(columns) / _BITS)] for bit in range(_BITS)]
    return sum((level > 125) << (_BITS - 1 - bit) for bit, level in enumerate(middles))


def write_pictures(
    path: Path, pictures: Iterable[Planes], rate: Fraction = RATE, purpose: Purpose = "mezzanine"
) -> Path:
    """A video of `pictures`, all of one size."""
    pictures = list(pictures)
    with PictureWriter(path, pictures[0].size, rate, purpose) as writer:
        for planes in pictures:
            writer.write(planes)
    return path


def made(folder: Path, body: AnyBody, inputs: Mapping[str, Path]) -> dict[str, Path]:
    """What the backend of the cut makes of `body`."""
    outputs = {name: folder / f"{body.kind}.{name}" for name in body.outputs}
    for path in outputs.values():
        path.unlink(missing_ok=True)
    CutBackend().make(Job(body, inputs, outputs))
    return outputs


def film_of(
    folder: Path,
    counts: Iterable[int],
    rate: Fraction = RATE,
    sound: Path | None = None,
    **more: object,
) -> tuple[FilmBody, dict[str, Path]]:
    """A film joined from segments of `counts` frames that are numbered through, cut from one mezzanine."""
    counts = tuple(counts)
    whole = write_pictures(folder / "whole", map(numbered, range(sum(counts))), rate)
    inputs, at = {}, 0
    for index, count in enumerate(counts):
        body = SegmentBody(size=SIZE, rate=rate, first=at, frames=count)
        inputs[f"segment/{index}"] = made(folder, body, {"picture": whole})["segment"].rename(folder / f"s{index}")
        at += count
    if sound:
        inputs["sound"] = folder / "aac"
        write_soundtrack(inputs["sound"], sound_chunks(sound, sample_rate=SAMPLE_RATE), SAMPLE_RATE)
    film = FilmBody.model_validate(
        {
            "size": SIZE,
            "rate": rate,
            "frames": at,
            "sample_rate": SAMPLE_RATE,
            "segments": counts,
            "language": "en",
            **more,
        }
    )
    return film, made(folder, film, inputs)


def heard(path: Path) -> np.ndarray:
    """The sound of a film as a player hears it: [n, 2], sample 0 at time 0."""
    with av.open(str(path)) as container:
        parts = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(parts, axis=1).T
