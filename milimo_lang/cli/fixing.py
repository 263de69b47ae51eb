"""`milimo check --fix`: fixes applied to a film and the files it uses, again and again until none is left to apply."""

from __future__ import annotations

import argparse
import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.target import Target, compiled

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation

ROUNDS = 20
"""A fix may bring another mistake to light; one that brings its own back would otherwise never end."""


@dataclass
class Fixes:
    """What has been changed of the films of one command: new texts by file, and how many fixes they took.

    The old texts are kept as they were read, so that nothing is written over what has changed since.
    """

    applied: int = 0
    old: dict[Path, str] = field(default_factory=dict)
    new: dict[Path, str] = field(default_factory=dict)
    names: dict[Path, str] = field(default_factory=dict)

    def of(self, target: Target) -> dict[str, str]:
        """The new texts of the target's project, by path from its root."""
        return {
            file.relative_to(target.root).as_posix(): text
            for file, text in self.new.items()
            if file.is_relative_to(target.root)
        }

    @property
    def changed(self) -> list[Path]:
        return sorted(file for file, text in self.new.items() if text != self.old[file])


def fix(target: Target, args: argparse.Namespace, fixes: Fixes) -> None:
    """Add to `fixes` what can be mended of the film, writing nothing."""
    from milimo_lang.mending import mended

    for _ in range(ROUNDS):
        compilation = compiled(target, args, fixes.of(target))
        found = mended(compilation.checked, _own(target, compilation), unsafe=args.unsafe)
        if not found.texts:
            return
        fixes.applied += found.applied
        for path, text in found.texts.items():
            file = (target.root / path).resolve()
            fixes.old.setdefault(file, compilation.sources[path].text)
            fixes.names.setdefault(file, target.name(path))
            fixes.new[file] = text


def _own(target: Target, compilation: Compilation) -> dict[str, str]:
    """The texts of the project that may be changed: files of the writer's, which could be read whole."""
    own = {}
    for path, source in compilation.sources.items():
        file = target.root / path
        if not path.startswith("std.") and file.is_file() and "\ufffd" not in source.text:
            own[path] = source.text
    return own


def write(fixes: Fixes) -> None:
    """Put every changed text in the place of the old one. Raises `Stop` where one cannot be written."""
    from milimo_lang.cli.replacing import replace

    for file in fixes.changed:
        mark = codecs.BOM_UTF8 if file.read_bytes().startswith(codecs.BOM_UTF8) else b""
        old, new = (mark + text.encode() for text in (fixes.old[file], fixes.new[file]))
        replace(file, old, new, fixes.names[file])


def patches(fixes: Fixes) -> Iterator[str]:
    """What would be changed, as a patch."""
    from milimo_lang.cli.patches import patch

    for file in fixes.changed:
        yield from patch(fixes.names[file], fixes.old[file], fixes.new[file])
