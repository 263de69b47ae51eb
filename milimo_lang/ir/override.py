"""What whoever builds a film may change of its settings, without touching its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Override:
    """None keeps what the title page says.

    `model` is a profile's name (`animatic` for `--animatic`), `size` (width, height) in pixels, `burn` what is burnt
    into drawn pictures: `none`, `shot` or `full`, `voices` how speeches are voiced for now: `murmur` or `spoken`.
    `picks` are takes by the slate or the id of their shot.
    """

    model: str | None = None
    size: tuple[int, int] | None = None
    burn: str | None = None
    voices: str | None = None
    picks: tuple[tuple[str, int], ...] = ()
