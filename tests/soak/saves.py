"""Films edited at random, as a writer edits them and as nobody would: `edited(files, chance)` is one save later."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.fuzz.fragments import FRAGMENTS

Files = dict[str, str]
Edit = Callable[[str, random.Random], str]

SIGNS = (
    "/*",
    "*/",
    "[[",
    "]]",
    "^",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "@",
    "!!",
    "%",
    " ",
    "  \n",
    "\t",
    ":",
    ",",
    "é",
    "\ufeff",
    "(",
)
TOP = (
    *("Frame rate: 30\n", "Frame rate: 24\n", "Size: 640x360\n", "Title: Again\n", "Coverage: master\n", "Seed: 3\n"),
    *("Style: noir\n", "Model: ltx-2.3\n", "Use: cast.mls\n", "%set handheld, 35mm\n\n", "[[a note]]\n\n", "\n"),
)
PARTS = (
    "!! wide, 2s\nMara waits by the door.",
    "!! close on Mara, 3s: she sits down",
    "!! continue, push in, 2s",
    "INT. KITCHEN - DAY",
    "EXT. QUAY - CONTINUOUS",
    ".THE ROOF",
    "# Act Two",
    "%set handheld",
    "%set 85mm\n    seed: 12",
    "MARA\nNot tonight, Tom.",
    "TOM ^\nThen when?",
    "TOM\n(quietly)\nThen when? [[theme.wav]]",
    "> DISSOLVE TO: 8f",
    "> FADE OUT.",
    "Rain. She lies down and sleeps.",
    "%music theme.wav, at 1s, duck",
    "@character Ada: a tall woman",
    "@character Mara: a man in grey",
    "@character Mara.wet: soaked",
    "[[milimo: allow M2002]]",
    "[[include: part.mls]]",
    "/* not yet */",
    "/* not\n\n!! yet, 2s\n\n*/",
    "%define camera swoop\n    prompt: a swoop\n    draft: x -0.3 to 0.2",
    "!! swoop, 2s\n    key 0: 1A at end",
    "!! wide, on @Nobody, 2s, sloow push in",
    "!! wide\n    reference: gone.png\n    id: same",
)


def edited(files: Files, chance: random.Random) -> Files:
    """The files after one save: one of them changed, made, lost, or several changed at once."""
    kind = chance.random()
    paths = sorted(files)
    if kind < 0.04 and len(files) > 1:
        gone = chance.choice([path for path in paths if path != "film.mls"])
        return {path: text for path, text in files.items() if path != gone}
    if kind < 0.08:
        return files | {chance.choice(("cast.mls", "part.mls")): chance.choice(PARTS) + "\n"}
    changed = dict(files)
    for path in paths if kind < 0.12 else ["film.mls" if kind < 0.8 else chance.choice(paths)]:
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            changed[path] = chance.choice(EDITS)(changed[path], chance)
    return changed


def _signed(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(SIGNS) + text[at:]


def _erased(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 3, 20)) :]


def _typed(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(("a", "Z", "0", "s", "mara ", "Tom", "wide, ")) + text[at:]


def _line_inserted(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(FRAGMENTS).rstrip("\n") + "\n")
    return "".join(lines)


def _line_lost(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    return "".join((*lines[:at], *lines[at + chance.choice((1, 1, 2, 8)) :]))


def _part_inserted(text: str, chance: random.Random) -> str:
    parts = text.split("\n\n")
    parts.insert(chance.randrange(len(parts) + 1), chance.choice(PARTS))
    return "\n\n".join(parts)


def _part_moved(text: str, chance: random.Random) -> str:
    parts = text.split("\n\n")
    first = chance.randrange(len(parts))
    moved = parts[first : first + chance.choice((1, 1, 4))]
    rest = parts[:first] + parts[first + len(moved) :]
    at = chance.randrange(len(rest) + 1)
    return "\n\n".join((*rest[:at], *moved, *(moved if chance.random() < 0.3 else ()), *rest[at:]))


def _part_lost(text: str, chance: random.Random) -> str:
    parts = text.split("\n\n")
    parts.pop(chance.randrange(len(parts)))
    return "\n\n".join(parts)


def _topped(text: str, chance: random.Random) -> str:
    return chance.choice(TOP) + text


def _word_replaced(text: str, chance: random.Random) -> str:
    words = text.split() or ["x"]
    return text.replace(chance.choice(words), chance.choice(words), chance.choice((1, -1)))


EDITS: tuple[Edit, ...] = (
    _signed,
    _erased,
    _typed,
    _line_inserted,
    _line_lost,
    _part_inserted,
    _part_inserted,
    _part_moved,
    _part_lost,
    _topped,
    _word_replaced,
)
