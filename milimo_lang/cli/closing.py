"""The last line of a build, for people: what became of the film."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import counted, film_time, time_spent
from milimo_lang.cli.target import from_here as _from_here

if TYPE_CHECKING:
    from milimo_lang.ir.plan import Film
    from milimo_runtime.session import Built, Delivered


def closing(built: Built, film: Film, seconds: float, wrote: Mapping[Path, str], out: Path) -> str:
    """The last line for people: the film, its length, what was made, what was at hand, how long it took.

    `wrote` is the sha256 of what milimo wrote there before; `out` is where the film belongs.
    """
    took = time_spent(seconds)
    if built.film is None:
        made = f"{built.made} made, {built.cached} cached, {len(built.failed)} failed"
        told = f"{from_here(out)} stays as it was" if out.is_file() else "no film yet"
        return f"{told}: {made}, {took}; what was finished is kept, build again to go on"
    shown = from_here(built.film)
    if not built.made and not built.failed:
        changed = next((file for file in built.files if file.before != "same"), None)
        if changed is None:
            return up_to_date(built.film, built.cached, seconds)
        return f"{_mended(changed, wrote)}: {counted(built.cached, 'unit')} cached, {took}"
    missing = f", {len(built.failed)} failed" if built.failed else ""
    units = f"{built.made} made, {built.cached} cached{missing}"
    return f"{shown}: {film_time(film.frames / film.rate)}, {units}, {took}"


def from_here(path: Path) -> str:
    """`path` from the current folder, on one line: whatever a file is called, it ends no line and paints nothing."""
    name = str(_from_here(path))
    if name.isprintable():
        return name
    from milimo_lang.report import visible

    return visible(name)


def _mended(file: Delivered, wrote: Mapping[Path, str]) -> str:
    """What became of a file of the film when nothing had to be made."""
    shown = from_here(file.path)
    if file.before == "nothing":
        return f"copied to {shown}"
    return f"{shown} was mended" if wrote.get(place(file)) == file.sha256 else f"{shown} was replaced"


def place(file: Delivered) -> Path:
    """Where `file` lies, as `written` names it."""
    return Path(os.path.abspath(file.path))  # noqa: PTH100 (`Path.absolute` keeps `..`)


def up_to_date(film: Path, units: int, seconds: float) -> str:
    """The last line of a build that had nothing to do."""
    return f"{from_here(film)} is up to date: {counted(units, 'unit')} cached, {time_spent(seconds)}"
