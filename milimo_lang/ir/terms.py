"""A vocabulary term as a shot uses it: known to the screenplay, the plan and whoever draws."""

from __future__ import annotations

from pydantic import Field

from milimo_lang.ir.values import Value


class Draft(Value):
    """How a renderer without a model performs a vocabulary term: named amounts, each from -> to.

    The names are the stdlib's `draft:` words (`zoom`, `x`, `y`, `roll`, `shake`, `height` …). Units: fractions of
    the frame's width for x, of its height for y and height, degrees for roll, factors for zoom.
    """

    amounts: dict[str, tuple[float, float]] = Field(default_factory=dict)


class Term(Value):
    """A vocabulary term as a shot uses it: its name, its words in a prompt and its performance.

    The name is empty where a camera only holds what the shot before left it at.
    """

    kind: str
    name: str
    words: str = ""
    draft: Draft = Draft()
