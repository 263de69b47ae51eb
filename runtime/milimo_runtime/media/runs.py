"""A line of text as runs to set one after another from the left: each of one font and one direction.

The order of runs follows the Unicode bidirectional algorithm (UAX #9) without explicit embeddings: a line reads in the
direction of its first letter that has one, numbers read from the left everywhere, and what has no direction goes with
the letters on both of its sides, else with the line.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from milimo_runtime.media.system_fonts import DRAWN, Font, bundled, font_for, has_shape, shapes

BOX = "□"
_JOINERS = "\u200c\u200d"
_TURNED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_LEFT, _RIGHT, _NUMBER = "L", "R", "N"
_KINDS = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in the order they are read; `font` None is the bundled face, `sign` is one that is drawn.

    `level` is odd where they are read from the right.
    """

    text: str
    font: Font | None = None
    level: int = 0
    sign: bool = False

    @property
    def from_left(self) -> str:
        """The letters as they stand from left to right, brackets turned round, for who cannot order them."""
        return self.text[::-1].translate(_TURNED) if self.level % 2 else self.text


@lru_cache(maxsize=2048)
def runs(text: str) -> tuple[Run, ...]:
    """The runs of the line `text` from left to right."""
    if text.isascii():
        return (Run(_plain(text)),) if text else ()
    letters = _letters(text)
    levels = _levels("".join(letter for letter, _ in letters))
    pieces = [
        Run("".join(letter for (letter, _), _ in group), font, level, sign)
        for (font, level, sign), group in groupby(
            zip(letters, levels, strict=True), key=lambda one: (one[0][1], one[1], one[0][0] in DRAWN)
        )
    ]
    return tuple(_ordered(pieces))


def shown(text: str) -> str:
    """`text` as it can be set: a box for each letter no font has, nothing for marks that have no width."""
    return _plain(text) if text.isascii() else "".join(letter for letter, _ in _letters(text))


def _plain(text: str) -> str:
    return "".join(" " if letter.isspace() else letter for letter in text if letter.isspace() or letter.isprintable())


def _letters(text: str) -> list[tuple[str, Font | None]]:
    """Each letter that is set, and the font of this system it is set in, None for the bundled face.

    A mark is set in the font of the letter it stands at, and what joins letters is kept where they are shaped.
    """
    found: list[tuple[str, Font | None]] = []
    for letter in unicodedata.normalize("NFC", text):
        before = found[-1][1] if found else None
        found += _set(letter, before)
    return found


def _set(letter: str, before: Font | None) -> list[tuple[str, Font | None]]:
    """How `letter` is set behind one that is set in the font `before`."""
    if letter.isspace():
        return [(" ", before)]
    stays = before is not None and before.has(letter)
    if not has_shape(letter):
        mark = unicodedata.category(letter).startswith("M")
        if stays and (mark or (letter in _JOINERS and shapes())):
            return [(letter, before)]
        return [(letter, None)] if mark and bundled(letter) else []
    if bundled(letter):
        return [(letter, None)]
    font = before if stays else font_for(letter)
    return [(letter, font)] if font is not None else [(BOX, None)]


# ---------------------------------------------------------------- directions


def _levels(text: str) -> list[int]:
    """The level of each letter: odd ones read from the right (UAX #9, rules P2, N1, N2, I1 and I2)."""
    kinds = _kinds(text)
    base = 1 if next((kind for kind in kinds if kind in (_LEFT, _RIGHT)), _LEFT) == _RIGHT else 0
    if _RIGHT not in kinds:
        return [0] * len(kinds)
    levels: list[int] = []
    strong = before = (_LEFT, _RIGHT)[base]
    for at, kind in enumerate(kinds):
        if kind in (_LEFT, _RIGHT):
            strong = before = kind
        elif kind == _NUMBER:
            before = strong
            levels.append(2 if _RIGHT in (strong, (_LEFT, _RIGHT)[base]) else 0)
            continue
        side = kind or _between(before, next((k for k in kinds[at:] if k), ""), strong, (_LEFT, _RIGHT)[base])
        levels.append({_RIGHT: 1, _LEFT: 2 * base}[side])
    return levels


def _kinds(text: str) -> list[str]:
    """Whether each letter goes left or right, or is of a number: "12:30" and "50%" are one (rules W4 and W5)."""
    told = [unicodedata.bidirectional(letter) for letter in text]
    kinds = [_KINDS.get(kind, "") for kind in told]
    for at, kind in enumerate(told):
        beside = (kinds[at - 1] if at else "", kinds[at + 1] if at + 1 < len(kinds) else "")
        if (kind in ("CS", "ES") and beside == (_NUMBER, _NUMBER)) or (kind == "ET" and _NUMBER in beside):
            kinds[at] = _NUMBER
    return kinds


def _between(before: str, after: str, strong: str, base: str) -> str:
    """The direction of what has none of its own; a number counts as the letters before it do."""
    after = strong if after == _NUMBER else after
    return before if before == after else base


def _ordered(pieces: list[Run]) -> list[Run]:
    """The runs from left to right (UAX #9, rule L2)."""
    for level in range(max((piece.level for piece in pieces), default=0), 0, -1):
        at = 0
        while at < len(pieces):
            end = at
            while end < len(pieces) and pieces[end].level >= level:
                end += 1
            pieces[at:end] = reversed(pieces[at:end])
            at = end + 1
    return pieces
