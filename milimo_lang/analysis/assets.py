"""The files a film names: asked for once each, wrong ones said where they are named."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Literal

from milimo_lang.analysis.checks.missing_file import missing_file
from milimo_lang.analysis.checks.small_reference import small_reference
from milimo_lang.analysis.checks.wrong_medium import comma_lacking, no_sound_in, too_many_pixels, wrong_medium
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.names import nearest_file
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import ImageRef
from milimo_lang.ir.values import MOST_PIXELS
from milimo_lang.source import Span
from milimo_lang.world import PICTURES, WEIGHTS, Facts, NotHad, Trouble, World

Medium = Literal["picture", "sound", "footage", "weights"]

SOUNDS = frozenset({".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac", ".aif", ".aiff"})
VIDEOS = frozenset({".mp4", ".mov", ".mkv", ".webm", ".m4v", ".mxf", ".avi", ".mpg", ".mpeg"})
USEFUL = 256
"""Pixels of the shorter side of a reference below which models see too little."""

_WANTED = {
    "picture": ("a picture", PICTURES),
    "sound": ("a sound file", SOUNDS | VIDEOS),
    "footage": ("a video or a picture", PICTURES | VIDEOS),
    "weights": ("a file of weights", WEIGHTS),
}


class Assets:
    """Checks files against the world and remembers what it said; `learnt` hears of every answer that is used."""

    def __init__(
        self,
        world: World,
        said: list[Diagnostic],
        learnt: Callable[[str, Facts | NotHad], None] = lambda _path, _facts: None,
    ) -> None:
        self._world = world
        self._learnt = learnt
        self._said = said
        self._known: dict[str, Facts | NotHad] = {}

    def picture(self, written: str, span: Span, *, reference: bool = False) -> ImageRef | None:
        """The picture `written` in the file of `span`, or None with a diagnostic."""
        path = beside(span.path, written)
        facts = self.facts(path, written, span, "picture")
        if facts is None:
            return None
        return self._to_be_like(path, written, facts, span) if reference else ImageRef(path=path, span=span)

    def reference(self, written: str, span: Span) -> ImageRef | None:
        """The same of a picture or a film that a shot is to be like."""
        path = beside(span.path, written)
        facts = self.facts(path, written, span, "footage")
        return None if facts is None else self._to_be_like(path, written, facts, span)

    def file(self, written: str, span: Span, medium: Medium) -> str | None:
        """The path of the file `written` in the file of `span`, or None with a diagnostic."""
        path = beside(span.path, written)
        return None if self.facts(path, written, span, medium) is None else path

    def facts(self, path: str, written: str, span: Span, medium: Medium) -> Facts | None:
        """What is known of the file, or None with a diagnostic at `span`."""
        name, suffixes = _WANTED[medium]
        found = self.ask(path)
        if isinstance(found, NotHad) and found.trouble in (Trouble.OUTSIDE, Trouble.DIRECTORY):
            self._said.append(self._missing(path, written, found, span))
            return None
        if PurePosixPath(path).suffix.lower() not in suffixes:
            first, _, rest = written.partition(" ")
            glued = rest and PurePosixPath(first).suffix.lower() in suffixes
            said = comma_lacking(first, rest, span) if glued else wrong_medium(written, name, suffixes, span)
            self._said.append(said)
            return None
        if isinstance(found, NotHad):
            self._said.append(self._missing(path, written, found, span))
            return None
        if found.pixels and found.pixels[0] * found.pixels[1] > MOST_PIXELS:
            self._said.append(too_many_pixels(written, found.pixels, MOST_PIXELS, span))
            return None
        if medium == "sound" and found.heard is False:
            self._said.append(no_sound_in(written, span))
            return None
        return found

    def _to_be_like(self, path: str, written: str, facts: Facts, span: Span) -> ImageRef:
        if facts.pixels and min(facts.pixels) < USEFUL:
            self._said.append(small_reference(written, facts.pixels, USEFUL, span))
        return ImageRef(path=path, span=span)

    def seconds(self, path: str) -> Fraction:
        """How long the file lasts, as far as that is known; nothing is said of it."""
        found = self.ask(path)
        return Fraction(0) if isinstance(found, NotHad) else found.seconds or Fraction(0)

    def ask(self, path: str) -> Facts | NotHad:
        """What is known of the file, or why it is not to be had."""
        if path not in self._known:
            try:
                self._known[path] = self._world.facts(path)
            except NotHad as trouble:
                self._known[path] = trouble
        self._learnt(path, self._known[path])
        return self._known[path]

    def _missing(self, path: str, written: str, trouble: NotHad, span: Span) -> Diagnostic:
        near = nearest_file(PurePosixPath(path).name, self._world.beside(path))
        folder = PurePosixPath(written).parent
        better = near and (near if str(folder) == "." else str(folder / near))
        if "\\" in written and not isinstance(self.ask(path.replace("\\", "/")), NotHad):
            return missing_file(trouble, written.replace("\\", "/"), span)
        return missing_file(trouble, better if trouble.trouble is Trouble.MISSING else None, span)
