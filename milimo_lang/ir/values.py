"""The small values of film: rates, sizes, spans of frames, and what numbers a field may hold.

The screenplay is made of plain records; pydantic is loaded only where something is written or read as JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

MOST_PIXELS = 100_000_000
"""Pixels of the largest picture that is opened: beyond, a small file may fill the memory."""
MOST_BYTES = 64 * 2**30
"""Bytes of the largest file of a project that is read: half a day of film as cameras write it."""
MOST_SECONDS = 72 * 3600
"""Length of the longest sound or video that is read; no film is longer."""

CLOSED: dict[str, Any] = {"extra": "forbid"}
"""How pydantic reads a record that is part of a plan: unknown fields are errors, because the schema is a contract."""


@dataclass(frozen=True, slots=True)
class Within:
    """The numbers a field may hold: from `low` to `high`, both included, and multiples of `of`.

    Published in the schemas, and held wherever JSON is read.
    """

    low: int
    high: int | None = None
    of: int = 1

    def __str__(self) -> str:
        """`from 1 to 1024`: as a sentence says it."""
        return f"from {self.low} to {self.high}" if self.high is not None else f"{self.low} or more"

    def holds(self, value: float) -> bool:
        return self.low <= value and (self.high is None or value <= self.high) and value % self.of == 0

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        limits = {"ge": self.low, "le": self.high, "multiple_of": self.of if self.of > 1 else None}
        return handler(source) | {name: limit for name, limit in limits.items() if limit is not None}


Posture = Literal["stand", "sit", "kneel", "lie", "walk", "run"]
"""How someone holds himself."""
Seat = Literal[
    "", "chair", "armchair", "sofa", "stool", "bench", "pew", "throne", "wheelchair", "bed", "bath", "stairs", "wall",
    "rock", "floor", "desk", "table", "long table", "bar", "piano",
]  # fmt: skip
"""What somebody sits or lies on, or sits at; empty: it is not said."""
Path = Literal["", "in", "out", "across"]
"""Where someone goes meanwhile: into the picture, out of it, through it."""

SIDE = Within(64, 8192, of=2)
"""Pixels on a side of a film. What is made on the way to it may be smaller or larger."""


class _Ratio:
    """A fraction that JSON writes "n/d"."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        writing = core_schema.plain_serializer_function_ser_schema(_written, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(_rational, serialization=writing)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^-?\d+/\d+$"}


def _rational(value: object) -> Fraction:
    if isinstance(value, (Fraction, int, str)):
        return Fraction(value)
    raise ValueError("a rational number is written n/d")


def _written(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


Rational = Annotated[Fraction, _Ratio()]
"""An exact number, "n/d" in JSON."""

FrameRate = Rational
"""Frames a second: 24/1, 25/1, 24000/1001 …"""

Frames = Annotated[int, Within(0)]
"""A count of frames, or an index counted from 0."""

Seed = Annotated[int, Within(0, 2**63 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Width and height in pixels; both even, because yuv420p halves them."""

    __pydantic_config__: ClassVar = CLOSED

    width: Annotated[int, Within(16, 16384, of=2)]
    height: Annotated[int, Within(16, 16384, of=2)]

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @property
    def pixels(self) -> int:
        return self.width * self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """How a film lies in what a model makes: of a picture of `whole` its middle, `shown`, is scaled to the film's size.

    It says the same of the picture at another size, such as an earlier stage's.
    """

    __pydantic_config__: ClassVar = CLOSED

    whole: Size
    shown: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSpan:
    """`frames` frames from the frame `start`: [start, start + frames)."""

    __pydantic_config__: ClassVar = CLOSED

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
