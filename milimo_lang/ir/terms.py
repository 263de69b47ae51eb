"""A vocabulary term as a shot uses it: known to the screenplay, the plan and whoever draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from milimo_lang.ir.values import CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """How a renderer without a model performs a vocabulary term: named amounts, each from -> to.

    The names are the stdlib's `draft:` words (`zoom`, `x`, `y`, `roll`, `shake`, `height` …). Units: fractions of
    the frame's width for x, of its height for y and height, degrees for roll, factors for zoom.
    """

    __pydantic_config__: ClassVar = CLOSED

    amounts: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A vocabulary term as a shot uses it: its name, its words in a prompt and its performance.

    The name is empty where a camera only holds what the shot before left it at.
    """

    __pydantic_config__: ClassVar = CLOSED

    kind: str
    name: str
    words: str = ""
    draft: Draft = field(default_factory=Draft)
