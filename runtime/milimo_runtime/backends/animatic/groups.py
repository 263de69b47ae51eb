"""Where several people stand beside and behind each other, so that no head covers another."""

from __future__ import annotations

from collections.abc import Sequence

Order = Sequence[tuple[bool, int, str]]
"""What decides between people of one side, the same in every shot: who has been placed there, then their names."""

_ROW = 5
"""More people than this stand in two rows."""
_WIDE, _HEAD = 0.2, 0.135
"""What a figure and what its head takes of a row, standing heights."""
_APART, _HALF_HEAD = 0.5, 0.085
"""Where two face each other, of the frame's half width, and half a head with its hair, standing heights."""
_SPREAD = 0.74
"""How much of the frame's half width a group takes."""


def rows(sides: Sequence[int], order: Order, height: float, aspect: float) -> list[int]:
    """0 for those in front, 1 for those behind: every second from the left, where they do not fit side by side."""
    count = len(sides)
    fits = max(2, int(_SPREAD * aspect / (_HEAD * height)) + 1)
    if count <= min(_ROW, fits):
        return [0] * count
    from_left = sorted(range(count), key=lambda at: (sides[at], order[at], at))
    return [from_left.index(at) % 2 for at in range(count)]


def parted(sides: Sequence[int], order: Order) -> list[int]:
    """Two of one side get one each and face each other: the first in `order` stays."""
    if len(sides) != 2 or sides[0] != sides[1]:
        return list(sides)
    side, stays = sides[0] or -1, 0 if order[0] <= order[1] else 1
    return [side if at == stays else -side for at in range(2)]


def across(sides: Sequence[int], order: Order, back: Sequence[int], height: float, aspect: float) -> list[float]:
    """The place of each figure: one keeps looking room before it, two face each other, more stand in rows.

    Those behind stand in the gaps of those in front; people of one side stand in `order`.
    """
    half, count = aspect / 2, len(sides)
    if count == 1:
        return [sides[0] * half * (0.36 if height < 1.3 else 0.2 if height < 4 else 0.06)]
    if count == 2 and sides[0] != sides[1]:
        gap = half * (0.3 if height < 0.3 else 0.42 if height < 1.0 else _APART)
        left = 0 if sides[0] < sides[1] else 1
        return [-gap if at == left else gap for at in range(2)]
    places = [0.0] * count
    spread = min(half * _SPREAD, max(0.6 * half, _WIDE * 1.3 * height * (count - 1) / 2 + 0.1))
    for row in (0, 1):
        members = sorted((at for at in range(count) if back[at] == row), key=lambda at: (sides[at], order[at], at))
        step = _step(count, sum(back), spread)
        for slot, at in enumerate(members):
            places[at] = -spread + step * (slot + 0.5 * row)
    return places


def closest(count: int, aspect: float) -> float:
    """The height at which the heads of `count` people in one frame just do not cover each other."""
    if count == 2:
        return _APART * aspect / 2 / _HALF_HEAD
    behind = 0 if count <= _ROW else count // 2
    gap = _step(count, behind, aspect / 2 * _SPREAD) / (2 if behind else 1)
    return gap / _HEAD


def _step(count: int, behind: int, spread: float) -> float:
    """From one place of a row to the next; those behind stand half a step aside, in the gaps."""
    front = count - behind
    return 2 * spread / max(1.0, front - 1 + (0.5 if behind == front else 0.0))
