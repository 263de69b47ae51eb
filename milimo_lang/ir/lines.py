"""Words broken into lines to be read: captions by the planner, cards by whoever sets them."""

from __future__ import annotations

from collections.abc import Sequence


def balanced(text: str, columns: int) -> tuple[str, ...]:
    """`text` in as few lines of at most `columns` characters as it needs, those as equal in length as that allows.

    No letter is lost: a word longer than a line is broken. Line breaks in `text` count as spaces.
    """
    words = [word[at : at + columns] for word in text.split() for at in range(0, len(word), columns)]
    best = _filled(words, columns)
    for narrower in range(columns - 1, 0, -1):
        tried = _filled(words, narrower)
        if len(tried) > len(best) or any(len(line) > narrower for line in tried):
            break
        best = tried
    return tuple(best)


def _filled(words: Sequence[str], columns: int) -> list[str]:
    """Words laid into lines, each as full as it gets."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= columns:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
