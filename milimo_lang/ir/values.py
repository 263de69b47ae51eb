"""The small values of film: rates, sizes and the frozen model every other value is built on."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

MOST_PIXELS = 100_000_000
"""Pixels of the largest picture that is opened: beyond, a small file may fill the memory."""


class Value(BaseModel):
    """A frozen record. Unknown fields are errors: the schema is a contract."""

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="never", defer_build=True)


def _rational(value: object) -> Fraction:
    if isinstance(value, (Fraction, int, str)):
        return Fraction(value)
    raise ValueError("a rational number is written n/d")


def _written(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


Rational = Annotated[
    Fraction,
    PlainValidator(_rational),
    PlainSerializer(_written, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+/\d+$"}),
]
"""An exact number, "n/d" in JSON."""

FrameRate = Rational
"""Frames a second: 24/1, 25/1, 24000/1001 …"""

Frames = Annotated[int, Field(ge=0)]
"""A count of frames, or an index counted from 0."""

Seed = Annotated[int, Field(ge=0, lt=2**63)]


class Size(Value):
    """Width and height in pixels; both even, because yuv420p halves them."""

    width: Annotated[int, Field(ge=16, le=16384, multiple_of=2)]
    height: Annotated[int, Field(ge=16, le=16384, multiple_of=2)]

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @property
    def pixels(self) -> int:
        return self.width * self.height


class FrameSpan(Value):
    """`frames` frames from the frame `start`: [start, start + frames)."""

    start: int
    frames: Frames

    @property
    def end(self) -> int:
        return self.start + self.frames

    def overlap(self, other: FrameSpan) -> int:
        """How many frames the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def half_up(value: Fraction) -> int:
    """The nearest integer, halves upwards: how seconds become frames everywhere in milimo."""
    return quotient(value.numerator, value.denominator)


def quotient(numerator: int, denominator: int) -> int:
    """`numerator` / `denominator` as the nearest integer, halves upwards; in integers, for where speed matters."""
    return (2 * numerator + denominator) // (2 * denominator)


def sample_at(frame: int, rate: Fraction, sample_rate: int) -> int:
    """Index of the audio sample that sounds when `frame` appears: floor(frame / rate * sample_rate).

    Spans are cut at these points, so the samples of neighbouring spans meet without gap or overlap.
    """
    return frame * sample_rate * rate.denominator // rate.numerator
