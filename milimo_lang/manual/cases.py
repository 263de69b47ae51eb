"""The examples of the manual: small films as they stand in a check's file, and what milimo says of them.

An example is the text of a film. `+++ cast.mls` begins another of its files; `+++ refs/mara.png 1280x720`,
`+++ score/theme.wav 30s` and `+++ loras/pose.safetensors 300MB` say that a picture, a sound or weights lie beside it. A
film of another name begins with its own `+++` line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from milimo_lang import report
from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.world import Facts, MemoryWorld

FILM = "film.mls"
MOST_SHOWN = 5
"""Files of an example that a reader is shown."""

_FILE = re.compile(r"\+\+\+ (?P<path>\S+)(?P<facts>(?: \S+)*)$")


@dataclass(frozen=True)
class Case:
    """A small film: its texts by path, the film's own first, and the media beside it."""

    texts: dict[str, str]
    media: dict[str, Facts] = field(default_factory=dict)

    @property
    def entry(self) -> str:
        return next(iter(self.texts))

    def compiled(self) -> Compilation:
        return Compilation(MemoryWorld(self.texts, self.media), self.entry)


def read_case(text: str) -> Case:
    """The example `text` of a check's file. Raises ValueError for a fact that is none."""
    path = FILM
    rows: dict[str, list[str]] = {}
    media: dict[str, Facts] = {}
    for row in text.splitlines(keepends=True):
        match = _FILE.match(row.rstrip("\n"))
        if match is None:
            rows.setdefault(path, []).append(row)
        elif facts := match["facts"].split():
            media[match["path"]] = _facts(facts)
        else:
            path = match["path"]
            rows[path] = []
    return Case({path: "".join(lines) for path, lines in rows.items()}, media)


def said(case: Case) -> tuple[Diagnostic, ...]:
    """Everything milimo says of the example, the planner's remarks included."""
    return case.compiled().diagnostics


def reported(case: Case) -> str:
    """What `milimo check` prints of the example, without colour."""
    compilation = case.compiled()
    return report.human(compilation.diagnostics, report.Page(compilation.sources)).rstrip("\n") + "\n"


def shown(case: Case) -> str:
    """The example as a reader sees it: the film, then each other file under its name; of very many the first ones."""
    texts = [text if path == FILM else f"--- {path}\n{text}" for path, text in case.texts.items()]
    more = len(texts) - MOST_SHOWN
    return "\n".join((*texts[:MOST_SHOWN], *([f"... and {more} files more\n"] if more > 0 else ())))


def _facts(words: list[str]) -> Facts:
    size, pixels, seconds = 1000, None, None
    for word in words:
        if match := re.fullmatch(r"(\d+)x(\d+)", word):
            pixels = int(match[1]), int(match[2])
        elif match := re.fullmatch(r"(\d+)s", word):
            seconds = Fraction(match[1])
        elif match := re.fullmatch(r"(\d+)MB", word):
            size = int(match[1]) * 10**6
        else:
            raise ValueError(f"{word} is no fact of a file: write 1280x720, 30s or 300MB")
    return Facts(size, pixels=pixels, seconds=seconds)
