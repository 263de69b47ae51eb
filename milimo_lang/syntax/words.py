"""The words the syntax itself reserves: kinds, directives, the keys of each block, the known keys of a title page.

Terms of the trade (framings, moves, lenses) are no syntax: they are the standard library's.
"""

from __future__ import annotations

from collections.abc import Iterable

KINDS = ("character", "location", "object", "prop", "style", "voice")
"""What `@kind Name` declares; `prop` is another word for `object`."""

DIRECTIVES = ("set", "define", "music", "sfx", "ambience", "voiceover", "title", "super", "overlay")

DECLARATION_KEYS = (
    "look",
    "image",
    "voice",
    "trigger",
    "lora",
    "negative",
    "seed",
    "weight",
    "like",
)

SHOT_KEYS = (
    "key",
    "at",
    "prompt",
    "negative",
    "duration",
    "seed",
    "takes",
    "pick",
    "model",
    "mode",
    "steps",
    "guidance",
    "lora",
    "reference",
    "control",
    "audio",
    "speed",
    "enhance",
    "id",
    "handles",
    "source",
    "retake",
    "inpaint",
)

DEFINE_KEYS = ("prompt", "draft")

PLACED_KEYS = ("key", "at", "retake", "inpaint")
"""Keys that say where before their colon: `key 0: …`, `retake 2s..3s: …`."""

TEXT_KEYS = ("look", "voice", "prompt", "negative", "at", "retake", "inpaint", "draft")
"""Keys whose value is the whole line; the others' values split at commas."""

FOUNTAIN_TITLE_KEYS = (
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "notes",
    "draft date",
    "date",
    "contact",
    "copyright",
    "revision",
    "format",
    "font",
    "lang",
)

SETTING_KEYS = (
    "size",
    "frame rate",
    "seed",
    "model",
    "style",
    "negative",
    "quality",
    "coverage",
    "enhance",
    "audio",
    "voices",
    "loudness",
    "captions",
    "language",
    "use",
    "chunk",
    "overlap",
    "handoff",
)
"""Title-page keys that are settings of the film."""

TITLE_KEYS = frozenset((*FOUNTAIN_TITLE_KEYS, *SETTING_KEYS))


def distance(one: str, other: str, limit: int = 2) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words; above `limit`, limit + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row, above = row, [i], before
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely is a slip of: one slip in short words, two from six letters on."""
    word = word.lower()
    best, least = None, 1 + (2 if len(word) >= 6 else 1 if len(word) >= 3 else 0)
    for candidate in known:
        apart = distance(word, candidate)
        if 0 < apart < least and (apart == 1 or len(candidate) >= 5):
            best, least = candidate, apart
    return best
